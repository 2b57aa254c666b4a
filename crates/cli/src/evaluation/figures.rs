//! All figures of an evaluation. Written as JSON they are what other programs, and `classify
//! model-card`, read.

use std::collections::BTreeMap;

use gongwen_classifier::ThemeSet;
use gongwen_classifier::metrics::{
    self, CalibrationBin, Interval, bootstrap, calibration_bins, coverage_curve, expected_calibration_error,
    macro_f1, micro_f1, set_counts,
};
use serde::{Deserialize, Serialize};

use super::answers::{Answered, Answers};
use super::comparison::ModelComparison;
use super::curve::CurvePoint;
use super::scores::{REPLICATES, Scores};
use super::wrong::{WrongAnswer, worst};
use crate::args::GroupBy;
use crate::learning::Amount;

/// Bins of the calibration curve.
const BINS: usize = 10;

/// What was measured, and how well it did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Evaluation {
    pub(crate) subject: Subject,
    /// The texts answered about; bags only ever train.
    pub(crate) amount: Amount,
    /// Scores of the groups, in which answers are given.
    pub(crate) groups: Scores,
    /// Scores of the fine themes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fine: Option<Scores>,
    /// Share of answers that are one of the text's groups, primary or secondary.
    pub(crate) any_theme_accuracy: Interval,
    pub(crate) theme_sets: SetScores,
    pub(crate) confidence: ConfidenceScores,
    /// Wrong answers, the surest first.
    pub(crate) errors: Vec<WrongAnswer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) learning_curve: Vec<CurvePoint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) comparison: Option<ModelComparison>,
    /// Every text with its answer, in the order of the data.
    #[serde(default)]
    pub(crate) texts: Vec<TextAnswer>,
}

/// What was measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Subject {
    /// File of the model; nothing for the built-in model or cross-validation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) model: Option<String>,
    /// Name of the backend.
    pub(crate) backend: String,
    /// Folds of the cross-validation; nothing where a model was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) folds: Option<usize>,
    /// What stays together in folds and is drawn together by the bootstrap: `report` or `kind`.
    pub(crate) group_by: GroupBy,
    /// Paths of the data.
    pub(crate) data: Vec<String>,
}

/// Scores of all themes of a text against all themes answered, by group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SetScores {
    /// F1 of all themes' counts added up.
    pub(crate) micro_f1: Interval,
    /// Mean F1 over the themes.
    pub(crate) macro_f1: Interval,
    /// Share of texts answered with exactly their themes.
    pub(crate) exact: Interval,
}

/// Whether the confidence can be trusted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ConfidenceScores {
    /// Expected calibration error over 10 bins.
    pub(crate) ece: f64,
    /// Answers by confidence, in equally wide ranges from 0 to 1.
    pub(crate) bins: Vec<CalibrationBin>,
    /// Accuracy of the surest answers, from few to all.
    pub(crate) coverage: Vec<Covered>,
}

/// Accuracy of the surest share of the answers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Covered {
    /// Share of all answers, 0 to 1.
    pub(crate) coverage: f64,
    /// Share of right ones among them.
    pub(crate) accuracy: f64,
}

/// A text and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TextAnswer {
    /// `file:line`.
    pub(crate) place: String,
    pub(crate) report: String,
    pub(crate) kind: String,
    /// The fold it was held out with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fold: Option<usize>,
    /// Id of the labelled fine theme.
    pub(crate) theme: String,
    /// Ids of the fine themes labelled beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) secondary: Vec<String>,
    /// Id of the answered fine theme.
    pub(crate) answer: String,
    /// Probability per group.
    pub(crate) p: BTreeMap<String, f64>,
    pub(crate) confidence: f64,
}

/// What to include.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// Scores of the fine themes.
    pub(crate) fine: bool,
    /// How many wrong answers to list.
    pub(crate) errors: usize,
}

impl Evaluation {
    /// Makes all figures but learning curve and comparison.
    pub(crate) fn new(answers: &Answers<'_>, subject: Subject, extent: Extent) -> Self {
        let themes = &answers.data.themes;
        let clusters = answers.groups(subject.group_by);
        let share = |is: &(dyn Fn(&Answered<'_>) -> bool + Sync)| {
            bootstrap(&clusters, REPLICATES, 0, |at| {
                at.iter().filter(|&&i| is(&answers.texts[i])).count() as f64 / at.len().max(1) as f64
            })
        };
        let names: Vec<_> = themes.groups().iter().map(|g| (&*g.id, &*g.zh)).collect();
        let pairs: Vec<_> = answers.texts.iter().map(|t| (t.truth(themes), t.answer.group)).collect();
        Self {
            subject,
            amount: answers.data.amount(),
            groups: Scores::new(&names, &pairs, &clusters),
            fine: extent.fine.then(|| fine_scores(answers, &clusters)),
            any_theme_accuracy: share(&|t| t.truths(themes).contains(&t.answer.group)),
            theme_sets: set_scores(answers, &clusters),
            confidence: confidence_scores(answers),
            errors: worst(answers, extent.errors),
            learning_curve: Vec::new(),
            comparison: None,
            texts: answers.texts.iter().map(|t| text_answer(t, themes)).collect(),
        }
    }
}

fn fine_scores(answers: &Answers<'_>, clusters: &[&str]) -> Scores {
    let names: Vec<_> = answers.data.themes.themes().iter().map(|t| (&*t.id, &*t.zh)).collect();
    let pairs: Vec<_> = answers.texts.iter().map(|t| (t.example.theme, t.answer.theme)).collect();
    Scores::new(&names, &pairs, clusters)
}

fn set_scores(answers: &Answers<'_>, clusters: &[&str]) -> SetScores {
    let themes = &answers.data.themes;
    let truth: Vec<Vec<usize>> = answers.texts.iter().map(|t| t.truths(themes)).collect();
    let said: Vec<Vec<usize>> = answers.texts.iter().map(|t| t.answer.above.clone()).collect();
    let counts = |at: &[usize]| {
        let pick = |sets: &[Vec<usize>]| -> Vec<Vec<usize>> { at.iter().map(|&i| sets[i].clone()).collect() };
        set_counts(themes.groups().len(), &pick(&truth), &pick(&said))
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
    let themes = &answers.data.themes;
    let answered = |t: &Answered<'_>| metrics::Answered {
        confidence: t.answer.confidence,
        correct: t.answer.group == t.truth(themes),
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

fn text_answer(text: &Answered<'_>, themes: &ThemeSet) -> TextAnswer {
    let id = |theme: usize| themes.themes()[theme].id.clone();
    let example = text.example;
    // Four decimals tell all that calibration can.
    let rounded = |p: f64| (p * 1e4).round() / 1e4;
    TextAnswer {
        place: example.place.clone(),
        report: example.report.clone(),
        kind: example.kind.clone(),
        fold: text.fold,
        theme: id(example.theme),
        secondary: example.secondary.iter().map(|&theme| id(theme)).collect(),
        answer: id(text.answer.theme),
        p: themes
            .groups()
            .iter()
            .zip(&text.answer.groups)
            .map(|(g, &p)| (g.id.clone(), rounded(p)))
            .collect(),
        confidence: rounded(text.answer.confidence),
    }
}
