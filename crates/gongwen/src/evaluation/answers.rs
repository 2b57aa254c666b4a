//! Answers about labelled texts, by a model or by models that have not seen them.

use std::collections::BTreeMap;

use gongwen_classifier::{Answer, Sequences, ThemeSet, grouped_folds};
use rayon::prelude::*;

use crate::labelled::{Content, Labels};
use crate::recipe::{Prepared, labels};
use crate::settings::{AnswerSettings, CrossValidation, FoldGroup, in_range};
use crate::{Error, LabelledText, Recipe, Tagger};

/// Answers about the texts of some labelled data.
#[derive(Debug)]
pub struct Answers<'a> {
    /// What the labels and answers count in.
    pub(crate) themes: ThemeSet,
    /// Name of the backend that answers.
    pub(crate) backend: String,
    /// All the data, bags included.
    pub(crate) examples: &'a [LabelledText],
    /// Folds, where each text was held out in turn.
    pub(crate) folds: Option<usize>,
    /// In the order of the data.
    pub(crate) texts: Vec<AnsweredText<'a>>,
}

/// A labelled text and the answer about it.
#[derive(Debug)]
pub(crate) struct AnsweredText<'a> {
    pub(crate) example: &'a LabelledText,
    /// Its labels as they count in the themes of the answers.
    pub(crate) labels: Labels,
    pub(crate) answer: Answer,
    /// The fold it was held out with.
    pub(crate) fold: Option<usize>,
}

impl AnsweredText<'_> {
    /// Index of the labelled theme.
    pub(crate) fn truth(&self, themes: &ThemeSet) -> usize {
        themes.theme_of(self.labels.topic)
    }

    /// Indices of all labelled themes, the primary one first, each once.
    pub(crate) fn truths(&self, themes: &ThemeSet) -> Vec<usize> {
        let mut truths = vec![self.truth(themes)];
        for &topic in &self.labels.secondary {
            let theme = themes.theme_of(topic);
            if !truths.contains(&theme) {
                truths.push(theme);
            }
        }
        truths
    }
}

impl<'a> Answers<'a> {
    /// What a tagger says about all texts, whose topics are among its model's. It answers as it does when
    /// it tags.
    ///
    /// # Errors
    /// Where the data hold bags alone, or the classifier is an outside program that fails.
    pub fn by_tagger(tagger: &Tagger, examples: &'a [LabelledText]) -> Result<Self, Error> {
        let labels = labels(examples, &tagger.model().themes)?;
        let texts = texts(examples)?;
        let by_report =
            reports(examples, &texts).into_par_iter().map(|report| answers(tagger, examples, &report));
        let answers: BTreeMap<usize, Answer> =
            by_report.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect();
        let answered = |(at, answer): (usize, Answer)| AnsweredText {
            example: &examples[at],
            labels: labels[at].clone(),
            answer,
            fold: None,
        };
        Ok(Self {
            themes: tagger.model().themes.clone(),
            backend: tagger.model().backend.clone(),
            examples,
            folds: None,
            texts: answers.into_iter().map(answered).collect(),
        })
    }

    /// What is said about each text by a model trained without its fold. Bags train every time.
    ///
    /// # Errors
    /// Where there are fewer groups than folds, the data hold bags alone, or training fails.
    pub fn by_cross_validation(
        recipe: &Recipe,
        examples: &'a [LabelledText],
        settings: &CrossValidation,
    ) -> Result<Self, Error> {
        Self::by_folds(&recipe.prepare(examples)?, recipe, examples, settings)
    }

    pub(super) fn by_folds(
        prepared: &Prepared<'_>,
        recipe: &Recipe,
        examples: &'a [LabelledText],
        settings: &CrossValidation,
    ) -> Result<Self, Error> {
        in_range("share", settings.share, 0.0, 1.0)?;
        let texts = texts(examples)?;
        let all_labels = prepared.labels();
        let groups: Vec<&str> = texts.iter().map(|&at| fold_group(&examples[at], settings.group)).collect();
        let topics: Vec<usize> = texts.iter().map(|&at| all_labels[at].topic).collect();
        let folds = grouped_folds(&groups, &topics, settings.folds, settings.seed)?;
        let fold_of: BTreeMap<usize, usize> = texts.iter().copied().zip(folds).collect();
        let ranks = ranks(examples, &texts, settings.seed);
        let by_fold = (0..settings.folds).into_par_iter().map(|fold| {
            let open = texts.iter().filter(|at| fold_of[at] != fold).map(|&at| ranks[&*examples[at].report]);
            let trained_on = trained_on(open.collect(), settings.share);
            let keep = |at: usize| match fold_of.get(&at) {
                None => true,
                Some(&own) => own != fold && ranks[&*examples[at].report] < trained_on,
            };
            let tagger = Tagger::new(prepared.train(keep)?, AnswerSettings::default())?;
            let held_out = fold_of.iter().filter(|&(_, &own)| own == fold).map(|(&at, _)| at);
            let reports = reports(examples, &held_out.collect::<Vec<_>>());
            let answers = reports.into_iter().map(|report| answers(&tagger, examples, &report));
            Ok(answers.collect::<Result<Vec<_>, Error>>()?.concat())
        });
        let answers: BTreeMap<usize, Answer> =
            by_fold.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect();
        let answered = |(at, answer): (usize, Answer)| AnsweredText {
            example: &examples[at],
            labels: all_labels[at].clone(),
            answer,
            fold: fold_of.get(&at).copied(),
        };
        Ok(Self {
            themes: recipe.themes.clone(),
            backend: prepared.backend_name().to_owned(),
            examples,
            folds: Some(settings.folds),
            texts: answers.into_iter().map(answered).collect(),
        })
    }

    /// What stays together: a name for each text.
    pub(crate) fn fold_groups(&self, group: FoldGroup) -> Vec<&'a str> {
        self.texts.iter().map(|text| fold_group(text.example, group)).collect()
    }
}

/// Positions of the examples whose text is known. Bags are of another genre: they train and calibrate,
/// but nothing is measured on them.
fn texts(examples: &[LabelledText]) -> Result<Vec<usize>, Error> {
    let texts: Vec<usize> = (0..examples.len()).filter(|&at| examples[at].is_text()).collect();
    if texts.is_empty() { Err(Error::BagsAlone) } else { Ok(texts) }
}

/// The examples of each report, which tell something of each other; a passage of a paragraph is by itself, as no
/// paragraph is answered about, and so is a text of which it is not known what stands beside it.
fn reports(examples: &[LabelledText], of: &[usize]) -> Vec<Vec<usize>> {
    let Sequences { reports, paragraphs, alone } =
        Sequences::of(of.iter().map(|&at| (at, examples[at].in_report())));
    let by_themselves = paragraphs.into_iter().flatten().chain(alone).map(|at| vec![at]);
    reports.into_iter().chain(by_themselves).collect()
}

/// Answers about the examples of a report.
fn answers(
    tagger: &Tagger,
    examples: &[LabelledText],
    report: &[usize],
) -> Result<Vec<(usize, Answer)>, Error> {
    let texts = report.iter().filter_map(|&at| match &examples[at].content {
        Content::Text(text) => Some(text),
        Content::Bag(_) => None,
    });
    let place = || report.first().map_or_else(String::new, |&at| examples[at].place.clone());
    let answered = tagger.answer_report(texts).map_err(|source| Error::Score { place: place(), source })?;
    Ok(report.iter().copied().zip(answered.into_iter().map(|answered| answered.answer)).collect())
}

/// Of the ranks of the reports open to training, the bound below which `share` of them lie, at least one.
fn trained_on(mut open: Vec<usize>, share: f64) -> usize {
    open.sort_unstable();
    open.dedup();
    let wanted = ((open.len() as f64 * share).round() as usize).clamp(1, open.len().max(1));
    open.get(wanted - 1).map_or(0, |last| last + 1)
}

/// The place of every report in an order drawn by lot.
fn ranks<'a>(examples: &'a [LabelledText], texts: &[usize], seed: u64) -> BTreeMap<&'a str, usize> {
    let mut reports: Vec<&str> = texts.iter().map(|&at| &*examples[at].report).collect();
    reports.sort_unstable();
    reports.dedup();
    fastrand::Rng::with_seed(seed).shuffle(&mut reports);
    reports.into_iter().enumerate().map(|(rank, report)| (report, rank)).collect()
}

fn fold_group(example: &LabelledText, group: FoldGroup) -> &str {
    match group {
        FoldGroup::Report => &example.report,
        FoldGroup::Kind => &example.kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_the_reports_is_trained_on_and_never_none() {
        assert_eq!(trained_on(vec![7, 1, 1, 4, 9], 0.5), 5);
        assert_eq!(trained_on(vec![7, 1, 4], 0.0), 2);
        assert_eq!(trained_on(vec![7, 1, 4], 1.0), 8);
        assert_eq!(trained_on(Vec::new(), 1.0), 0);
    }
}
