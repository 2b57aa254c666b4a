//! The messages, one JSON object a line.

use serde::{Deserialize, Serialize};

/// Version of the protocol, in the first line of every task.
pub(super) const VERSION: u32 = 1;

/// The first line of a task.
#[derive(Serialize)]
pub(super) struct Task<'a> {
    pub(super) gongwen: u32,
    /// `train` or `score`.
    pub(super) task: &'static str,
    /// Ids of the topics, by index.
    #[serde(rename = "themes")]
    pub(super) topics: &'a [String],
    /// Size of the vocabulary.
    pub(super) terms: usize,
    /// Number of the example lines that follow; only for `train`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) examples: Option<usize>,
    /// What the program answered when it was trained; only for `score`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) model: Option<&'a str>,
}

/// A text to learn from.
#[derive(Serialize)]
pub(super) struct ExampleLine<'a> {
    #[serde(rename = "theme")]
    pub(super) topic: usize,
    pub(super) weight: f64,
    /// Absent for a text that is never held out.
    #[serde(rename = "group", skip_serializing_if = "Option::is_none")]
    pub(super) fold_group: Option<&'a str>,
    #[serde(flatten)]
    pub(super) text: TextLine<'a>,
}

/// A text to score.
#[derive(Serialize)]
pub(super) struct TextLine<'a> {
    pub(super) text: &'a str,
    /// Term index and value, by ascending index.
    pub(super) vector: Vec<(u32, f64)>,
}

/// Any line the program writes; exactly one of these is expected at a time.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reply {
    pub(super) error: Option<String>,
    pub(super) model: Option<String>,
    pub(super) ready: Option<bool>,
    /// A score per topic; `null` stands for −∞.
    pub(super) scores: Option<Vec<Option<f64>>>,
}
