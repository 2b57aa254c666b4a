//! Labelled paragraphs as JSON lines:
//! `{"text":"……","theme":"safety","secondary":["rural"],"headings":["一、……"],"title":"……","report":"…","kind":"…"}`.
//! `text` and `theme` are needed; `report` keeps paragraphs of one report together in folds.

use anyhow::{Context, Result};
use gongwen_classifier::ThemeSet;
use serde::Deserialize;

use super::{Content, Example, Text, theme_index};

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
pub(super) fn read(name: &str, text: &str, themes: &ThemeSet) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for (index, json) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}:{}", index + 1);
        let line: Line = serde_json::from_str(json).with_context(|| place.clone())?;
        let secondary = line.secondary.iter().map(|id| theme_index(themes, id, &place));
        examples.push(Example {
            theme: theme_index(themes, &line.theme, &place)?,
            secondary: secondary.collect::<Result<_>>()?,
            kind: line.kind.or_else(|| line.report.clone()).unwrap_or_else(|| place.clone()),
            report: line.report.unwrap_or_else(|| place.clone()),
            content: Content::Text(Text {
                text: line.text,
                lead: line.lead,
                headings: line.headings,
                title: line.title,
            }),
            place,
        });
    }
    Ok(examples)
}
