//! Which labels are most worth a second look: those that models contradict which have not seen them.

use std::collections::BTreeMap;

use gongwen_classifier::ThemeSet;
use gongwen_parse::duplicates::Index;

use super::answers::{AnsweredText, Answers};
use crate::Error;
use crate::labelled::ReviewRow;
use crate::settings::ReviewSettings;

/// Labelled texts in doubt.
#[derive(Debug)]
pub struct Doubts<'a> {
    /// Those most worth a look first, as many as were asked for.
    pub rows: Vec<ReviewRow<'a>>,
    /// How many there are in all.
    pub in_doubt: usize,
    /// How many texts were looked at.
    pub texts: usize,
}

/// Lists near-duplicates with different labels, then texts whose answer contradicts the labels, the surest
/// first, then those whose answer is unsure.
///
/// # Errors
/// [`Error::OutOfRange`] for the first setting that is out of its range.
pub fn doubts<'a>(answers: &'a Answers<'a>, settings: &ReviewSettings) -> Result<Doubts<'a>, Error> {
    settings.check()?;
    let doubts = all_doubts(answers, settings.narrow);
    let listed = &doubts[..doubts.len().min(settings.limit)];
    Ok(Doubts {
        rows: listed.iter().map(|doubt| row(doubt, answers)).collect(),
        in_doubt: doubts.len(),
        texts: answers.texts.len(),
    })
}

/// Why a text is worth a look.
struct Doubt {
    /// Position in the answers.
    at: usize,
    /// How much the labelled theme leads the likeliest other, -1 to 1.
    margin: f64,
    /// Whether that is so little that the answer counts as unsure.
    unsure: bool,
    /// Places of near-duplicates with another label.
    twins: Vec<usize>,
}

/// All texts in doubt, those most worth a look first.
fn all_doubts(answers: &Answers<'_>, narrow: f64) -> Vec<Doubt> {
    let mut twins = twins(answers);
    let all = answers.texts.iter().enumerate().map(|(at, text)| {
        let margin = margin(text, &answers.themes);
        Doubt { at, margin, unsure: margin < narrow, twins: twins.remove(&at).unwrap_or_default() }
    });
    let mut doubts: Vec<Doubt> = all.filter(|doubt| doubt.unsure || !doubt.twins.is_empty()).collect();
    doubts.sort_by(|a, b| {
        a.twins.is_empty().cmp(&b.twins.is_empty()).then(a.margin.total_cmp(&b.margin)).then(a.at.cmp(&b.at))
    });
    doubts
}

/// How much the likeliest labelled theme leads the likeliest theme not labelled. Negative: the answer
/// contradicts the labels.
fn margin(text: &AnsweredText<'_>, themes: &ThemeSet) -> f64 {
    let truths = text.truths(themes);
    let likeliest = |labelled: bool| {
        let themes = text.answer.themes.iter().enumerate();
        themes.filter(|(theme, _)| truths.contains(theme) == labelled).map(|(_, &p)| p).fold(0.0, f64::max)
    };
    likeliest(true) - likeliest(false)
}

/// Texts that nearly repeat another one under a different primary topic.
fn twins(answers: &Answers<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut index = Index::default();
    let mut twins: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, text) in answers.texts.iter().enumerate() {
        let Some(found) = index.add(text.example.text()) else { continue };
        if answers.texts[found.of].example.topic != text.example.topic {
            twins.entry(at).or_default().push(found.of);
            twins.entry(found.of).or_default().push(at);
        }
    }
    twins
}

fn row<'a>(doubt: &Doubt, answers: &'a Answers<'a>) -> ReviewRow<'a> {
    let text = &answers.texts[doubt.at];
    let zh = |topic: usize| &*answers.themes.topics()[topic].zh;
    let mut reasons: Vec<String> = Vec::new();
    for &twin in &doubt.twins {
        let twin = &answers.texts[twin];
        reasons.push(format!("与 {} 近似，那里标为{}", twin.example.place, zh(twin.labels.topic)));
    }
    if doubt.margin < 0.0 {
        reasons.push("回答与标签不同".to_owned());
    } else if doubt.unsure {
        reasons.push("没有把握".to_owned());
    }
    ReviewRow {
        example: text.example,
        answer: zh(text.answer.topic),
        confidence: text.answer.confidence,
        reason: reasons.join("；"),
    }
}
