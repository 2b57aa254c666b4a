//! Labelled paragraphs as JSON lines:
//! `{"text":"……","theme":"safety","secondary":["rural"],"headings":["一、……"],"title":"……","report":"…","kind":"…"}`.
//! `text` and `theme` are needed; `report` keeps paragraphs of one report together in folds.

use gongwen_classifier::ThemeSet;
use gongwen_messages::phrase;
use serde::Deserialize;

use super::{Content, LabelledError, LabelledErrorKind, LabelledText, topic_id};
use crate::text::Text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    text: String,
    theme: String,
    #[serde(default)]
    secondary: Vec<String>,
    #[serde(default)]
    headings: Vec<String>,
    lead: Option<String>,
    title: Option<String>,
    report: Option<String>,
    kind: Option<String>,
}

/// Reads the labelled paragraphs of a file.
pub(super) fn read(name: &str, text: &str, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let mut examples = Vec::new();
    for (index, json) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}:{}", index + 1);
        let line: Line = serde_json::from_str(json).map_err(|source| {
            LabelledErrorKind::Json { what: phrase!("a labelled paragraph"), source }.at(&*place)
        })?;
        let secondary = line.secondary.iter().map(|id| topic_id(themes, id, &place));
        examples.push(LabelledText {
            topic: topic_id(themes, &line.theme, &place)?,
            secondary: secondary.collect::<Result<_, _>>()?,
            kind: line.kind.or_else(|| line.report.clone()).unwrap_or_else(|| place.clone()),
            report: line.report.unwrap_or_else(|| place.clone()),
            paragraph: Some(index),
            weight: 1.0,
            content: Content::Text(Text {
                text: line.text,
                lead: line.lead,
                headings: line.headings,
                title: line.title,
                with_items: None,
            }),
            place,
        });
    }
    Ok(examples)
}
