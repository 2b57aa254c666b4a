//! The worst errors: answers that are none of the text's themes, given with the greatest confidence.

use serde::{Deserialize, Serialize};

use super::answers::{AnsweredText, Answers};

/// Characters of a text that are shown.
const SHOWN: usize = 160;

/// A text that was answered with none of its themes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WrongAnswer {
    /// Where it stands, as `file:line`.
    pub place: String,
    /// Headings it stands under, outermost first.
    pub path: Vec<String>,
    /// How it begins.
    pub text: String,
    /// Chinese names of the labelled topics, the primary one first.
    pub truth: Vec<String>,
    /// Chinese name of the answered topic.
    pub answer: String,
    /// The stated probability of the answered theme.
    pub confidence: f64,
}

/// The `limit` surest answers with a theme that is none of the text's, surest first.
pub(super) fn worst(answers: &Answers<'_>, limit: usize) -> Vec<WrongAnswer> {
    let themes = &answers.themes;
    let mut wrong: Vec<&AnsweredText<'_>> =
        answers.texts.iter().filter(|text| !text.truths(themes).contains(&text.answer.theme)).collect();
    wrong.sort_by(|a, b| b.answer.confidence.total_cmp(&a.answer.confidence));
    wrong.truncate(limit);
    let zh = |topic: usize| themes.topics()[topic].zh.clone();
    let labels = |text: &AnsweredText<'_>| {
        std::iter::once(text.labels.topic).chain(text.labels.secondary.iter().copied()).map(zh).collect()
    };
    wrong
        .into_iter()
        .map(|text| WrongAnswer {
            place: text.example.place.clone(),
            path: text.example.headings().to_vec(),
            text: beginning(text.example.text()),
            truth: labels(text),
            answer: zh(text.answer.topic),
            confidence: text.answer.confidence,
        })
        .collect()
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
