//! Learning from corrections: a model that knows what one's own rows teach beside a labelled corpus, and what that
//! changes.

use std::collections::BTreeMap;

use gongwen_classifier::metrics::{Confusion, macro_f1};
use gongwen_classifier::{Answer, Input, ThemeSet};
use gongwen_messages::phrase;
use rayon::prelude::*;

use crate::evaluation::check_comparable;
use crate::known::remember;
use crate::labelled::{CorrectedRow, Corrections};
use crate::settings::{AnswerSettings, CorrectionSettings, in_range};
use crate::{Error, LabelledText, Recipe, Tagger, Text};

/// What was learnt from corrections.
#[derive(Debug)]
pub struct Learnt {
    /// Answers by the new model.
    pub tagger: Tagger,
    /// About each row that teaches, in order, what is answered by its words alone without having seen it.
    held_out: Vec<Option<Answer>>,
}

/// Trains on a labelled corpus and, counting several times, on what the rows teach; on a corpus without texts on the
/// rows alone.
///
/// ```no_run
/// use gongwen::settings::CorrectionSettings;
/// use gongwen::{Recipe, Tagger, built_in, labelled::Corrections, learn};
///
/// let recipe = Recipe::default();
/// let corrections = Corrections::read(&["标签.xlsx"], &recipe.themes, false)?;
/// let corpus = built_in::corpus(&recipe.themes)?;
/// let learnt = learn(&recipe, corpus, &corrections, &CorrectionSettings::default())?;
/// std::fs::write("my.gongwen", learnt.tagger.model().to_bytes()?)?;
/// let effect = learnt.effect(&corrections, &Tagger::built_in()?)?;
/// println!("{} of {} rows answered as corrected", effect.as_corrected.after, effect.taught);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where no row teaches anything, the weight is out of its range or training fails.
pub fn learn(
    recipe: &Recipe,
    corpus: Vec<LabelledText>,
    corrections: &Corrections,
    settings: &CorrectionSettings,
) -> Result<Learnt, Error> {
    in_range(phrase!("weight of corrections"), settings.weight, 0.1, 1000.0)?;
    let own = corrections.examples(settings.weight);
    if own.is_empty() {
        return Err(Error::NothingCorrected { rows: corrections.rows.len() });
    }
    let mut examples = corpus;
    let others = examples.len();
    examples.extend(own);
    let (mut model, mut held_out) = recipe.train_and_hold_out(&examples)?;
    remember(&mut model, &examples[others..]);
    Ok(Learnt {
        tagger: Tagger::new(model, AnswerSettings::default())?,
        held_out: held_out.split_off(others.min(held_out.len())),
    })
}

/// What learning changed, as against a former model.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Rows of the tables.
    pub rows: usize,
    /// Rows that teach.
    pub taught: usize,
    /// How many of these are answered with the theme they teach. The new model was trained on them.
    pub as_corrected: BeforeAfter<usize>,
    /// How well rows that teach are answered, by their words alone, by what is learnt without them; nothing where
    /// there are too few to hold any out.
    pub held_out: Option<HeldOutEffect>,
    /// Themes, by index, that rows have left and come to, and how many rows; most first.
    pub moved: Vec<(usize, usize, usize)>,
}

/// A figure of the former model and of the new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BeforeAfter<T> {
    /// Of the former model.
    pub before: T,
    /// Of the new one.
    pub after: T,
}

/// How well rows are answered that were held out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldOutEffect {
    /// Rows held out, each once.
    pub rows: usize,
    /// Mean F1 over the themes that occur or are answered.
    pub macro_f1: BeforeAfter<f64>,
    /// Share of right answers.
    pub accuracy: BeforeAfter<f64>,
}

impl Learnt {
    /// What has changed as against a former model. Rows are answered about in the context that their tables leave
    /// them.
    ///
    /// # Errors
    /// Where the former model answers in other themes, or an outside program fails.
    pub fn effect(&self, corrections: &Corrections, former: &Tagger) -> Result<Effect, Error> {
        let themes = &self.tagger.model().themes;
        check_comparable(themes, &former.model().themes)?;
        let rows = &corrections.rows;
        let (before, after) = (answered(former, rows)?, answered(&self.tagger, rows)?);
        let truth: Vec<Option<usize>> = rows.iter().map(|row| truth(row, themes)).collect();
        let right = |answers: &[usize]| {
            truth.iter().zip(answers).filter(|(truth, answer)| **truth == Some(**answer)).count()
        };
        let mut moved: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (&from, &to) in before.iter().zip(&after).filter(|(from, to)| from != to) {
            *moved.entry((from, to)).or_default() += 1;
        }
        let mut moved: Vec<_> = moved.into_iter().map(|((from, to), rows)| (from, to, rows)).collect();
        moved.sort_by_key(|&(from, to, rows)| (std::cmp::Reverse(rows), from, to));
        Ok(Effect {
            rows: rows.len(),
            taught: truth.iter().flatten().count(),
            as_corrected: BeforeAfter { before: right(&before), after: right(&after) },
            held_out: self.held_out_effect(corrections, former)?,
            moved,
        })
    }

    fn held_out_effect(
        &self,
        corrections: &Corrections,
        former: &Tagger,
    ) -> Result<Option<HeldOutEffect>, Error> {
        let themes = &self.tagger.model().themes;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (row, answer) in corrections.taught().zip(&self.held_out) {
            let (Some(truth), Some(answer)) = (truth(row, themes), answer) else { continue };
            let model = former.model();
            let vector = model.vectorizer.vectorize(&row.text.fields());
            // A text of no length, as the held-out ones: by words alone, however many they are.
            let by_words = model.by_words(Input { vector: &vector, text: "" });
            let by_words = by_words.map_err(|source| Error::Score { place: row.place.clone(), source })?;
            before.push((truth, model.answer_alone(&by_words).theme));
            after.push((truth, answer.theme));
        }
        if before.is_empty() {
            return Ok(None);
        }
        let confusion =
            |pairs: &[(usize, usize)]| Confusion::new(themes.themes().len(), pairs.iter().copied());
        let figures = [confusion(&before), confusion(&after)];
        let [f1_before, f1_after] = figures.each_ref().map(|figures| macro_f1(&figures.theme_counts()));
        let [accuracy_before, accuracy_after] = figures.each_ref().map(Confusion::accuracy);
        Ok(Some(HeldOutEffect {
            rows: before.len(),
            macro_f1: BeforeAfter { before: f1_before, after: f1_after },
            accuracy: BeforeAfter { before: accuracy_before, after: accuracy_after },
        }))
    }
}

/// Index of the theme that a row teaches.
fn truth(row: &CorrectedRow, themes: &ThemeSet) -> Option<usize> {
    Some(themes.theme_of(themes.topic_index(row.topics.first()?)?))
}

/// The theme answered about each row, in the order of its report.
fn answered(tagger: &Tagger, rows: &[CorrectedRow]) -> Result<Vec<usize>, Error> {
    let mut reports: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        reports.entry(&row.report).or_default().push(at);
    }
    let of_report = |mut report: Vec<usize>| {
        report.sort_by_key(|&at| rows[at].start);
        let texts: Vec<&Text> = report.iter().map(|&at| &rows[at].text).collect();
        let place = || report.first().map_or_else(String::new, |&at| rows[at].place.clone());
        let answers =
            tagger.answer_report(texts).map_err(|source| Error::Score { place: place(), source })?;
        Ok(report.into_iter().zip(answers.into_iter().map(|answered| answered.answer.theme)).collect())
    };
    let reports: Vec<Vec<usize>> = reports.into_values().collect();
    let found: Vec<Vec<(usize, usize)>> =
        reports.into_par_iter().map(of_report).collect::<Result<_, Error>>()?;
    let mut answers = vec![0; rows.len()];
    for (at, theme) in found.into_iter().flatten() {
        answers[at] = theme;
    }
    Ok(answers)
}
