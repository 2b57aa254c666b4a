//! What held-out texts teach about reports and paragraphs: a [`Context`] and a [`Chain`].

use crate::chain::{Chain, ChainParams};
use crate::context::{ByWords, Context, ContextParams};
use crate::sequences::Sequences;
use crate::training::TrainingSet;

/// Fewer reports, or paragraphs, teach nothing of what is usual around a text.
const ENOUGH: usize = 10;

/// What is learnt, and what it says about the texts it was learnt from.
pub(crate) struct Surroundings {
    pub(crate) context: Option<Context>,
    pub(crate) chain: Option<Chain>,
    /// Of every text the scores of its topics in its report, by a context that has not seen its fold; none of
    /// texts that were not held out, and of passages, which are answered about in another way.
    pub(crate) scores: Vec<Option<Vec<f64>>>,
}

impl Surroundings {
    /// Learns from texts judged by classifiers that have not seen them, of which `fold_of` gives the folds.
    pub(crate) fn learn(
        params: &ContextParams,
        data: &TrainingSet,
        by_words: &[Option<ByWords>],
        fold_of: &[Option<usize>],
    ) -> Self {
        let held_out = data.examples().iter().enumerate().filter(|&(at, _)| by_words[at].is_some());
        let Sequences { reports, paragraphs, alone } =
            Sequences::of(held_out.map(|(at, example)| (at, example.place)));
        let texts =
            |at: &Vec<usize>| -> Vec<ByWords> { at.iter().filter_map(|&at| by_words[at].clone()).collect() };
        let topics = |at: &Vec<usize>| at.iter().map(|&at| data.examples()[at].topic).collect();

        let rows = |at: &Vec<usize>| texts(at).into_iter().map(|text| text.log_posterior).collect();
        let paragraphs: Vec<(Vec<Vec<f64>>, Vec<usize>)> =
            paragraphs.iter().map(|at| (rows(at), topics(at))).collect();
        let chain = (paragraphs.len() >= ENOUGH).then(|| ChainParams::default().fit(&paragraphs));

        let learn = |keep: &dyn Fn(Option<usize>) -> bool| {
            let kept = reports.iter().filter(|at| keep(fold_of[at[0]]));
            let kept: Vec<_> = kept.map(|at| (texts(at), topics(at))).collect();
            let several = kept.iter().filter(|(texts, _)| texts.len() > 1).count();
            (several >= ENOUGH && !params.parts.is_empty()).then(|| params.fit(&kept))
        };
        let context = learn(&|_| true);
        let n_folds = fold_of.iter().flatten().max().map_or(0, |fold| fold + 1);
        let by_others: Vec<Option<Context>> =
            (0..n_folds).map(|fold| context.as_ref().and_then(|_| learn(&|of| of != Some(fold)))).collect();
        let mut scores = vec![None; by_words.len()];
        for at in reports.into_iter().chain(alone.into_iter().map(|at| vec![at])) {
            let texts = texts(&at);
            let others = fold_of[at[0]].and_then(|fold| by_others[fold].as_ref());
            let rows = match others {
                Some(context) => context.scores(&texts),
                None => texts.into_iter().map(|text| text.log_posterior).collect(),
            };
            at.iter().zip(rows).for_each(|(&at, row)| scores[at] = Some(row));
        }
        Self { context, chain, scores }
    }
}
