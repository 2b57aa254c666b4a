//! Learning from corrections: a model that knows what one's own rows teach beside what it knew, and what that
//! changes.

use std::collections::BTreeMap;

use gongwen_classifier::metrics::{Confusion, macro_f1};
use gongwen_classifier::{
    Adaptation, AdaptationParams, Answer, Input, Lesson, Model, ThemeSet, grouped_folds,
};
use gongwen_messages::phrase;
use gongwen_write::ThemeOrTopic;
use rayon::prelude::*;

use crate::confirmed::{Confirmed, is_same};
use crate::evaluation::check_comparable;
use crate::known::remember;
use crate::labelled::{CorrectedRow, Corrections};
use crate::settings::{AnswerSettings, CorrectionSettings, in_range};
use crate::{Answered, Error, Recipe, Tagger, Text};

/// Folds by which it is told how well held-out rows are answered.
const FOLDS: usize = 5;

/// What was learnt from corrections.
#[derive(Debug)]
pub struct Learnt {
    /// Answers by the new model.
    pub tagger: Tagger,
    /// About each row that teaches, in order, what is answered by its words alone without having seen it.
    held_out: Vec<Option<Answer>>,
}

/// Lets a model learn what the rows teach, beside all it knows. It keeps what was said: a text of the rows that it meets
/// again is answered as it was said. What it learnt before stays: a second table can be learnt on top of a first.
///
/// ```no_run
/// use gongwen::settings::CorrectionSettings;
/// use gongwen::{Tagger, built_in, labelled::Corrections, learn};
///
/// let model = built_in::model()?;
/// let corrections = Corrections::read(&["标签.xlsx"], &model.themes, false)?;
/// let learnt = learn(model, &corrections, &CorrectionSettings::default())?;
/// std::fs::write("my.gongwen", learnt.tagger.model().to_bytes()?)?;
/// let effect = learnt.effect(&corrections, &Tagger::built_in()?)?;
/// println!("{} of {} rows answered as corrected", effect.as_corrected.after, effect.taught);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where no row teaches anything, the weight is out of its range or an outside program fails.
pub fn learn(
    model: Model,
    corrections: &Corrections,
    settings: &CorrectionSettings,
) -> Result<Learnt, Error> {
    in_range(phrase!("weight of corrections"), settings.weight, 0.1, 1000.0)?;
    let rows: Vec<&CorrectedRow> = corrections.taught().collect();
    if rows.is_empty() {
        return Err(Error::NothingCorrected { rows: corrections.rows.len() });
    }
    let tagger = Tagger::new(model, AnswerSettings::default())?;
    fn read<'r>(tagger: &Tagger, row: &'r CorrectedRow) -> Result<Answered<'r>, Error> {
        let answered = tagger.answer(&row.text);
        answered.map_err(|source| Error::Score { place: row.place.clone(), source })
    }
    let read: Vec<Answered> = rows.par_iter().map(|row| read(&tagger, row)).collect::<Result<_, Error>>()?;
    let themes = &tagger.model().themes;
    let lesson = |(row, read): (&&CorrectedRow, &Answered)| Lesson {
        vector: read.vector.clone(),
        by_words: read.by_words.clone(),
        // What the model has learnt before it need not learn again.
        among: if is_same(tagger.said(&row.text.headings, &row.text.text), &row.said, themes) {
            Vec::new()
        } else {
            left_open(row, themes)
        },
        weight: settings.weight,
    };
    let lessons: Vec<Lesson> = rows.iter().zip(&read).map(lesson).collect();
    let params = AdaptationParams::default();
    let held_out = held_out(&tagger, &params, &rows, &lessons);
    let learnt = params.fit(&lessons);
    let mut model = tagger.into_model();
    model.adaptation = Some(model.adaptation.take().unwrap_or_default().and(&learnt));
    remembered(model, corrections, held_out)
}

/// Trains on the rows alone, as the recipe has it.
///
/// # Errors
/// Where no row teaches anything or training fails.
pub fn learn_alone(recipe: &Recipe, corrections: &Corrections) -> Result<Learnt, Error> {
    let own = corrections.examples(1.0);
    if own.is_empty() {
        return Err(Error::NothingCorrected { rows: corrections.rows.len() });
    }
    let (model, held_out) = recipe.train_and_hold_out(&own)?;
    remembered(model, corrections, held_out)
}

fn remembered(
    mut model: Model,
    corrections: &Corrections,
    held_out: Vec<Option<Answer>>,
) -> Result<Learnt, Error> {
    remember(&mut model, corrections.taught().map(|row| row.text.text.as_str()));
    Confirmed::note(&mut model, corrections);
    Ok(Learnt { tagger: Tagger::new(model, AnswerSettings::default())?, held_out })
}

/// The topics that what was said of a row leaves open; none of a heading alone: that is about what stands under it, and
/// what its few words would teach holds of all that stands there.
fn left_open(row: &CorrectedRow, themes: &ThemeSet) -> Vec<usize> {
    if row.text.is_heading_alone() {
        return Vec::new();
    }
    match row.said.first() {
        Some(&ThemeOrTopic::Topic(topic)) => vec![topic],
        Some(&ThemeOrTopic::Theme(theme)) => {
            (0..themes.n_topics()).filter(|&topic| themes.theme_of(topic) == theme).collect()
        }
        None => Vec::new(),
    }
}

/// What is answered about each row by what the others teach, no report on both sides; nothing where all rows are of
/// one report, or about one that the model has learnt before.
fn held_out(
    tagger: &Tagger,
    params: &AdaptationParams,
    rows: &[&CorrectedRow],
    lessons: &[Lesson],
) -> Vec<Option<Answer>> {
    let model = tagger.model();
    let reports: Vec<&str> = rows.iter().map(|row| row.report.as_str()).collect();
    let themes: Vec<usize> = rows.iter().map(|row| truth(row, &model.themes).unwrap_or_default()).collect();
    let different = reports.iter().collect::<std::collections::BTreeSet<_>>().len();
    let Ok(folds) = grouped_folds(&reports, &themes, FOLDS.min(different), 0) else {
        return vec![None; rows.len()];
    };
    let by_others = |fold: usize| {
        let others = lessons.iter().zip(&folds).filter(|&(_, of)| *of != fold);
        params.fit(&others.map(|(lesson, _)| lesson.clone()).collect::<Vec<_>>())
    };
    let by_others: Vec<Adaptation> = (0..FOLDS.min(different)).into_par_iter().map(by_others).collect();
    let answer = |((row, lesson), fold): ((&&CorrectedRow, &Lesson), &usize)| {
        if !tagger.said(&row.text.headings, &row.text.text).is_empty() {
            return None;
        }
        let mut by_words = by_others[*fold].applied(&lesson.vector, lesson.by_words.clone());
        // As of a text of unknown length: by words alone, however many they are.
        by_words.length = 0;
        Some(model.answer_alone(&by_words))
    };
    rows.iter().zip(lessons).zip(&folds).map(answer).collect()
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
    let themes = &tagger.model().themes;
    let of_report = |mut report: Vec<usize>| {
        report.sort_by_key(|&at| rows[at].start);
        let texts: Vec<&Text> = report.iter().map(|&at| &rows[at].text).collect();
        let place = || report.first().map_or_else(String::new, |&at| rows[at].place.clone());
        let answers =
            tagger.answer_report(texts).map_err(|source| Error::Score { place: place(), source })?;
        let answer = |(&at, answered): (&usize, Answered)| {
            let Text { headings, text, .. } = &rows[at].text;
            match tagger.said(headings, text) {
                [ThemeOrTopic::Theme(theme), ..] => (at, *theme),
                [ThemeOrTopic::Topic(topic), ..] => (at, themes.theme_of(*topic)),
                [] => (at, answered.answer.theme),
            }
        };
        Ok(report.iter().zip(answers).map(answer).collect())
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
