//! What a model can be trusted for that was trained on few labels.

use gongwen_classifier::{Answer, Model};

use super::scores::Scores;
use crate::LabelledText;

/// How a model answers about the texts it was trained on, by what was learnt without each of them
/// ([`Recipe::train_and_hold_out`](crate::Recipe::train_and_hold_out)).
#[derive(Debug, Clone)]
pub struct Trust {
    /// Scores of the themes on all texts that were held out, by their words alone; intervals draw reports. Nothing
    /// where too few could be held out.
    pub scores: Option<Scores>,
    /// Ids of topics that are never answered: they have neither labels nor seed words, and are not what is left over.
    pub never: Vec<String>,
    /// Ids of topics with fewer labels than [`Trust::FEWEST`], and how many they have; none where there are no labels
    /// at all.
    pub few: Vec<(String, usize)>,
}

impl Trust {
    /// Labels that a topic should have.
    pub const FEWEST: usize = 8;

    /// What is to be said of a model, the texts it was trained on and the answers about them.
    pub fn of(model: &Model, examples: &[LabelledText], held_out: &[Option<Answer>]) -> Self {
        let themes = &model.themes;
        let names: Vec<_> = themes.themes().iter().map(|theme| (&*theme.id, &*theme.zh)).collect();
        let pair = |(example, answer): (&LabelledText, &Option<Answer>)| {
            let truth = themes.theme_of(themes.topic_index(&example.topic)?);
            Some(((truth, answer.as_ref()?.theme), example.report.clone()))
        };
        let (pairs, reports): (Vec<_>, Vec<String>) = examples.iter().zip(held_out).filter_map(pair).unzip();
        let clusters: Vec<&str> = reports.iter().map(String::as_str).collect();
        let scores = (!pairs.is_empty()).then(|| Scores::new(&names, &pairs, &clusters));
        let labels = |id: &str| examples.iter().filter(|example| example.topic == id).count();
        let counted: Vec<(String, usize)> =
            themes.topics().iter().map(|topic| (topic.id.clone(), labels(&topic.id))).collect();
        let weight = |id: &String| model.summary.topic_weights.get(id).copied().unwrap_or_default();
        let without = themes.topics().iter().filter(|topic| topic.words.is_empty()).count();
        let is_never = |(topic, (id, _)): &(&gongwen_classifier::Topic, &(String, usize))| {
            let is_rest = themes.has_words() && without == 1 && topic.words.is_empty();
            weight(id) == 0.0 && !is_rest
        };
        let never = themes.topics().iter().zip(&counted).filter(is_never).map(|(_, (id, _))| id.clone());
        let never: Vec<String> = never.collect();
        let few = counted.iter().filter(|(id, n)| *n < Self::FEWEST && !never.contains(id)).cloned();
        Self { scores, few: if examples.is_empty() { Vec::new() } else { few.collect() }, never }
    }
}
