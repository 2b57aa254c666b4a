//! Answers about labelled texts, by a model or by models that have not seen them.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use gongwen_classifier::{Answer, Model, ThemeSet, grouped_folds};
use rayon::prelude::*;

use crate::args::GroupBy;
use crate::labelled::Example;
use crate::learning::{Data, Recipe};

/// Answers about the texts of some data.
pub(crate) struct Answers<'a> {
    pub(crate) data: &'a Data,
    /// In the order of the data.
    pub(crate) texts: Vec<Answered<'a>>,
}

/// A labelled text and the answer about it.
pub(crate) struct Answered<'a> {
    pub(crate) example: &'a Example,
    pub(crate) answer: Answer,
    /// The fold it was held out with.
    pub(crate) fold: Option<usize>,
}

impl Answered<'_> {
    /// Index of the labelled group.
    pub(crate) fn truth(&self, themes: &ThemeSet) -> usize {
        themes.group_of(self.example.theme)
    }

    /// Indices of all labelled groups, the primary one first, each once.
    pub(crate) fn truths(&self, themes: &ThemeSet) -> Vec<usize> {
        let mut groups = vec![self.truth(themes)];
        for &theme in &self.example.secondary {
            let group = themes.group_of(theme);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }
}

impl<'a> Answers<'a> {
    /// A model's answers about all texts.
    pub(crate) fn by_model(data: &'a Data, model: &Model) -> Result<Self> {
        let texts = data.texts().into_par_iter().map(|at| {
            Ok(Answered { example: &data.examples[at], answer: data.answer(model, at)?, fold: None })
        });
        Ok(Self { data, texts: texts.collect::<Result<_>>()? })
    }

    /// What stays together: a name for each text.
    pub(crate) fn groups(&self, by: GroupBy) -> Vec<&'a str> {
        self.texts.iter().map(|text| group(text.example, by)).collect()
    }
}

/// How texts are held out in turn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CrossValidation {
    /// Number of folds.
    pub(crate) folds: usize,
    /// What stays together in a fold.
    pub(crate) by: GroupBy,
    /// Seed of the split.
    pub(crate) seed: u64,
    /// Share of the reports outside the fold that are trained on, 0 to 1.
    pub(crate) share: f64,
}

impl CrossValidation {
    /// Answers about each text by a model trained without its fold. Bags train every time.
    ///
    /// # Errors
    /// Where there are fewer groups than folds, or training fails.
    pub(crate) fn answers<'a>(&self, data: &'a Data, recipe: &Recipe) -> Result<Answers<'a>> {
        let texts = data.texts();
        let groups: Vec<&str> = texts.iter().map(|&at| group(&data.examples[at], self.by)).collect();
        let labels: Vec<usize> = texts.iter().map(|&at| data.examples[at].theme).collect();
        let folds = grouped_folds(&groups, &labels, self.folds, self.seed).context("--folds")?;
        let fold_of: BTreeMap<usize, usize> = texts.into_iter().zip(folds).collect();
        let ranks = ranks(data, self.seed);
        let by_fold = (0..self.folds).into_par_iter().map(|fold| {
            let trained_on = self.reports(data, &ranks, |at| fold_of.get(&at) != Some(&fold));
            let keep = |at: usize| match fold_of.get(&at) {
                None => true,
                Some(&own) => own != fold && ranks[data.examples[at].report.as_str()] < trained_on,
            };
            let model = data.train(recipe, keep)?;
            let held_out = fold_of.iter().filter(|&(_, &own)| own == fold);
            held_out.map(|(&at, _)| Ok((at, data.answer(&model, at)?))).collect::<Result<Vec<_>>>()
        });
        let answers: BTreeMap<usize, Answer> =
            by_fold.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
        let answered =
            |(at, answer)| Answered { example: &data.examples[at], answer, fold: fold_of.get(&at).copied() };
        Ok(Answers { data, texts: answers.into_iter().map(answered).collect() })
    }

    /// Reports ranked below this are trained on, so that `share` of those `is_open` are, at least one.
    fn reports(&self, data: &Data, ranks: &BTreeMap<&str, usize>, is_open: impl Fn(usize) -> bool) -> usize {
        let open = data.texts().into_iter().filter(|&at| is_open(at));
        let mut open: Vec<usize> = open.map(|at| ranks[data.examples[at].report.as_str()]).collect();
        open.sort_unstable();
        open.dedup();
        let wanted = ((open.len() as f64 * self.share).round() as usize).clamp(1, open.len().max(1));
        open.get(wanted - 1).map_or(0, |last| last + 1)
    }
}

/// The place of every report in an order drawn by lot.
fn ranks(data: &Data, seed: u64) -> BTreeMap<&str, usize> {
    let mut reports: Vec<&str> =
        data.texts().into_iter().map(|at| data.examples[at].report.as_str()).collect();
    reports.sort_unstable();
    reports.dedup();
    fastrand::Rng::with_seed(seed).shuffle(&mut reports);
    reports.into_iter().enumerate().map(|(rank, report)| (report, rank)).collect()
}

fn group(example: &Example, by: GroupBy) -> &str {
    match by {
        GroupBy::Report => &example.report,
        GroupBy::Kind => &example.kind,
    }
}
