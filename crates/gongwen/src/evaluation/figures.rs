//! All figures of an evaluation. Written as JSON they are what other programs, and `classify
//! model-card`, read.

use std::collections::BTreeMap;

use gongwen_classifier::ThemeSet;
use gongwen_classifier::metrics::{
    self, CalibrationBin, Interval, bootstrap, calibration_bins, coverage_curve, expected_calibration_error,
    macro_f1, micro_f1, set_counts,
};
use serde::{Deserialize, Serialize};

use super::answers::{AnsweredText, Answers};
use super::comparison::ModelComparison;
use super::curve::CurvePoint;
use super::scores::{REPLICATES, Scores};
use super::wrong::{WrongAnswer, worst};
use crate::labelled::LabelledAmount;
use crate::settings::{EvaluationSettings, FoldGroup};

/// Bins of the calibration curve.
const BINS: usize = 10;

/// What was measured, and how well it did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Evaluation {
    /// What was measured, and by what.
    pub subject: Subject,
    /// The texts answered about; bags only ever train.
    pub amount: LabelledAmount,
    /// Scores of the themes, in which answers are given.
    #[serde(rename = "groups")]
    pub themes: Scores,
    /// Scores of the topics.
    #[serde(rename = "fine", default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Scores>,
    /// Share of answers that are one of the text's themes, primary or secondary.
    pub any_theme_accuracy: Interval,
    /// Scores of all themes of a text, not its primary one alone.
    pub theme_sets: SetScores,
    /// Whether the confidence can be trusted.
    pub confidence: ConfidenceScores,
    /// Wrong answers, the surest first.
    pub errors: Vec<WrongAnswer>,
    /// What more labelled reports would bring; empty where nobody asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub learning_curve: Vec<CurvePoint>,
    /// How another model did on the same texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ModelComparison>,
    /// Every text with its answer, in the order of the data.
    #[serde(default)]
    pub texts: Vec<TextAnswer>,
}

/// What was measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Subject {
    /// File of the model; nothing for the built-in model or cross-validation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Name of the backend.
    pub backend: String,
    /// Folds of the cross-validation; nothing where a model was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folds: Option<usize>,
    /// What stays together in folds and is drawn together by the bootstrap: `report` or `kind`.
    #[serde(rename = "group_by")]
    pub group: FoldGroup,
    /// Paths of the data.
    pub data: Vec<String>,
}

/// Scores of all themes of a text against all themes answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetScores {
    /// F1 of all themes' counts added up.
    pub micro_f1: Interval,
    /// Mean F1 over the themes.
    pub macro_f1: Interval,
    /// Share of texts answered with exactly their themes.
    pub exact: Interval,
}

/// Whether the confidence can be trusted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConfidenceScores {
    /// Expected calibration error over 10 bins.
    pub ece: f64,
    /// Answers by confidence, in equally wide ranges from 0 to 1.
    pub bins: Vec<CalibrationBin>,
    /// Accuracy of the surest answers, from few to all.
    pub coverage: Vec<Covered>,
}

/// Accuracy of the surest share of the answers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Covered {
    /// Share of all answers, 0 to 1.
    pub coverage: f64,
    /// Share of right ones among them.
    pub accuracy: f64,
}

/// A text and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TextAnswer {
    /// `file:line`.
    pub place: String,
    /// The report it comes from.
    pub report: String,
    /// The kind of unit that wrote the report.
    pub kind: String,
    /// The fold it was held out with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fold: Option<usize>,
    /// Id of the labelled topic.
    #[serde(rename = "theme")]
    pub topic: String,
    /// Ids of the topics labelled beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secondary: Vec<String>,
    /// Id of the answered topic.
    #[serde(rename = "answer")]
    pub answered_topic: String,
    /// Probability per theme.
    pub p: BTreeMap<String, f64>,
    /// Calibrated probability that the answered theme is right.
    pub confidence: f64,
}

impl Evaluation {
    /// Makes all figures but learning curve and comparison.
    pub fn of(answers: &Answers<'_>, settings: &EvaluationSettings) -> Self {
        let themes = &answers.themes;
        let clusters = answers.fold_groups(settings.group);
        let share = |is: &(dyn Fn(&AnsweredText<'_>) -> bool + Sync)| {
            bootstrap(&clusters, REPLICATES, 0, |at| {
                at.iter().filter(|&&i| is(&answers.texts[i])).count() as f64 / at.len().max(1) as f64
            })
        };
        let names: Vec<_> = themes.themes().iter().map(|g| (&*g.id, &*g.zh)).collect();
        let pairs: Vec<_> = answers.texts.iter().map(|t| (t.truth(themes), t.answer.theme)).collect();
        Self {
            subject: Subject {
                model: None,
                backend: answers.backend.clone(),
                folds: answers.folds,
                group: settings.group,
                data: Vec::new(),
            },
            amount: LabelledAmount::of(answers.examples),
            themes: Scores::new(&names, &pairs, &clusters),
            topics: settings.topics.then(|| topic_scores(answers, &clusters)),
            any_theme_accuracy: share(&|t| t.truths(themes).contains(&t.answer.theme)),
            theme_sets: set_scores(answers, &clusters),
            confidence: confidence_scores(answers),
            errors: worst(answers, settings.errors),
            learning_curve: Vec::new(),
            comparison: None,
            texts: answers.texts.iter().map(|t| text_answer(t, themes)).collect(),
        }
    }
}

fn topic_scores(answers: &Answers<'_>, clusters: &[&str]) -> Scores {
    let names: Vec<_> = answers.themes.topics().iter().map(|t| (&*t.id, &*t.zh)).collect();
    let pairs: Vec<_> = answers.texts.iter().map(|t| (t.labels.topic, t.answer.topic)).collect();
    Scores::new(&names, &pairs, clusters)
}

fn set_scores(answers: &Answers<'_>, clusters: &[&str]) -> SetScores {
    let themes = &answers.themes;
    let truth: Vec<Vec<usize>> = answers.texts.iter().map(|t| t.truths(themes)).collect();
    let said: Vec<Vec<usize>> = answers.texts.iter().map(|t| t.answer.above.clone()).collect();
    let counts = |at: &[usize]| {
        let pick = |sets: &[Vec<usize>]| -> Vec<Vec<usize>> { at.iter().map(|&i| sets[i].clone()).collect() };
        set_counts(themes.themes().len(), &pick(&truth), &pick(&said))
    };
    let same = |i: usize| truth[i].len() == said[i].len() && truth[i].iter().all(|g| said[i].contains(g));
    let interval =
        |figure: &(dyn Fn(&[usize]) -> f64 + Sync)| bootstrap(clusters, REPLICATES, 0, |at| figure(at));
    SetScores {
        micro_f1: interval(&|at| micro_f1(&counts(at))),
        macro_f1: interval(&|at| macro_f1(&counts(at))),
        exact: interval(&|at| at.iter().filter(|&&i| same(i)).count() as f64 / at.len().max(1) as f64),
    }
}

fn confidence_scores(answers: &Answers<'_>) -> ConfidenceScores {
    let themes = &answers.themes;
    let answered = |t: &AnsweredText<'_>| metrics::Judged {
        confidence: t.answer.confidence,
        correct: t.answer.theme == t.truth(themes),
    };
    let answered: Vec<_> = answers.texts.iter().map(answered).collect();
    let coverages: Vec<f64> = (1..=20).map(|twentieth| f64::from(twentieth) / 20.0).collect();
    let curve = coverage_curve(&answered, &coverages).into_iter().zip(coverages);
    ConfidenceScores {
        ece: expected_calibration_error(&answered),
        bins: calibration_bins(&answered, BINS),
        coverage: curve.filter_map(|(a, coverage)| Some(Covered { coverage, accuracy: a? })).collect(),
    }
}

fn text_answer(text: &AnsweredText<'_>, themes: &ThemeSet) -> TextAnswer {
    let example = text.example;
    // Four decimals tell all that calibration can.
    let rounded = |p: f64| (p * 1e4).round() / 1e4;
    TextAnswer {
        place: example.place.clone(),
        report: example.report.clone(),
        kind: example.kind.clone(),
        fold: text.fold,
        topic: example.topic.clone(),
        secondary: example.secondary.clone(),
        answered_topic: themes.topics()[text.answer.topic].id.clone(),
        p: themes
            .themes()
            .iter()
            .zip(&text.answer.themes)
            .map(|(g, &p)| (g.id.clone(), rounded(p)))
            .collect(),
        confidence: rounded(text.answer.confidence),
    }
}
