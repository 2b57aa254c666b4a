//! Bags: labelled paragraphs as counted terms without order, so that offices can pool training
//! material without showing a document.
//!
//! The first line tells what the terms are; then a paragraph a line, its terms sorted:
//!
//! ```text
//! {"format":"gongwen-bags","version":1,"extractor":{…},"about":"…"}
//! {"theme":"safety","secondary":["rural"],"report":"r1","kind":"town","terms":{"heading:消防":1,"消防":2}}
//! ```

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result, ensure};
use gongwen_classifier::ThemeSet;
use gongwen_features::{Bag, TermExtractor};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, Example, theme_index};

const FORMAT: &str = "gongwen-bags";
const VERSION: u32 = 1;

/// The first line of a bags file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BagsHeader {
    format: String,
    version: u32,
    /// Where the paragraphs come from and under which licence their counts may be used.
    pub(crate) about: String,
}

impl BagsHeader {
    /// A header of this version.
    pub(crate) fn new(about: String) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, about }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    theme: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    secondary: Vec<String>,
    report: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    kind: String,
    terms: BTreeMap<String, u32>,
}

/// Reads the bags of a file.
pub(super) fn read(name: &str, text: &str, themes: &ThemeSet) -> Result<Vec<Example>> {
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    let header: BagsHeader =
        serde_json::from_str(header).with_context(|| format!("{name}:1: no header of a bags file"))?;
    ensure!(header.format == FORMAT, "{name}:1: `{}` is not `{FORMAT}`", header.format);
    ensure!(
        header.version == VERSION,
        "{name}:1: version {} is not known; this program reads version {VERSION}",
        header.version
    );
    let mut examples = Vec::new();
    for (index, json) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}:{}", index + 1);
        let line: Line = serde_json::from_str(json).with_context(|| place.clone())?;
        let secondary = line.secondary.iter().map(|id| theme_index(themes, id, &place));
        let terms = line.terms.into_iter().map(|(term, count)| (term, f64::from(count)));
        examples.push(Example {
            theme: theme_index(themes, &line.theme, &place)?,
            secondary: secondary.collect::<Result<_>>()?,
            kind: if line.kind.is_empty() { line.report.clone() } else { line.kind },
            report: line.report,
            content: Content::Bag(terms.collect()),
            place,
        });
    }
    Ok(examples)
}

/// Writes labelled texts as bags, without the terms found in fewer than `min_df` of them.
pub(crate) fn write_bags(
    out: &mut dyn Write,
    header: &BagsHeader,
    examples: &[Example],
    themes: &ThemeSet,
    extractor: &TermExtractor,
    min_df: u32,
) -> Result<()> {
    let bags: Vec<Bag> = examples.par_iter().map(|example| example.bag(extractor)).collect();
    let mut frequencies: BTreeMap<&str, u32> = BTreeMap::new();
    for term in bags.iter().flat_map(Bag::keys) {
        *frequencies.entry(term).or_default() += 1;
    }
    let id = |theme: usize| themes.themes()[theme].id.clone();
    writeln!(out, "{}", serde_json::to_string(header)?)?;
    for (example, bag) in examples.iter().zip(&bags) {
        let kept = bag.iter().filter(|(term, _)| frequencies.get(term.as_str()) >= Some(&min_df));
        let line = Line {
            theme: id(example.theme),
            secondary: example.secondary.iter().map(|&theme| id(theme)).collect(),
            report: example.report.clone(),
            kind: example.kind.clone(),
            // Raw bags count occurrences: whole numbers.
            terms: kept.map(|(term, &count)| (term.clone(), count as u32)).collect(),
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}
