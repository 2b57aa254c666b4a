//! Bags: labelled paragraphs as counted terms without order, so that offices can pool training
//! material without showing a document.
//!
//! The first line tells where the texts come from; then a paragraph a line, its terms sorted:
//!
//! ```text
//! {"format":"gongwen-bags","version":1,"about":"…"}
//! {"theme":"safety","secondary":["rural"],"report":"r1","kind":"town","terms":{"heading:消防":1,"消防":2}}
//! ```

use std::collections::BTreeMap;
use std::io::{self, Write};

use gongwen_classifier::ThemeSet;
use gongwen_features::{Bag, Fields, TermSettings, Tokenizer};
use gongwen_messages::phrase;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Content, LabelledError, LabelledErrorKind, LabelledText, topic_id};
use crate::settings::BagSettings;

const FORMAT: &str = "gongwen-bags";
const VERSION: u32 = 1;

/// The first line of a bags file.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    /// Where the paragraphs come from and under which licence their counts may be used.
    about: String,
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

/// Whether a text begins as a bags file does.
pub(super) fn is_head(text: &str) -> bool {
    let header: Result<Header, _> = serde_json::from_str(text.lines().next().unwrap_or_default());
    header.is_ok_and(|header| header.format == FORMAT)
}

/// Reads the bags of a file.
pub(super) fn read(name: &str, text: &str, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    let refuse = |kind: LabelledErrorKind| kind.at(format!("{name}:1"));
    let header: Header = serde_json::from_str(header).map_err(|source| {
        refuse(LabelledErrorKind::Json { what: phrase!("the header of a bags file"), source })
    })?;
    if header.format != FORMAT {
        return Err(refuse(LabelledErrorKind::NotBags(header.format)));
    }
    if header.version != VERSION {
        return Err(refuse(LabelledErrorKind::BagsVersion { found: header.version, known: VERSION }));
    }
    let mut examples = Vec::new();
    for (index, json) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}:{}", index + 1);
        let line: Line = serde_json::from_str(json).map_err(|source| {
            LabelledErrorKind::Json { what: phrase!("a labelled bag"), source }.at(&*place)
        })?;
        let secondary = line.secondary.iter().map(|id| topic_id(themes, id, &place));
        let terms = line.terms.into_iter().map(|(term, count)| (term, f64::from(count)));
        examples.push(LabelledText {
            topic: topic_id(themes, &line.theme, &place)?,
            secondary: secondary.collect::<Result<_, _>>()?,
            kind: if line.kind.is_empty() { line.report.clone() } else { line.kind },
            report: line.report,
            paragraph: Some(index),
            weight: 1.0,
            content: Content::Bag(terms.collect()),
            place,
        });
    }
    Ok(examples)
}

/// Writes labelled texts as bags of words, without those found in too few of them. `tokenizer` cuts the
/// texts; who trains on the bags should cut texts by the same one, or the words will not meet.
///
/// Nothing else of how texts become terms can be chosen: the order of words must not show.
///
/// ```
/// use gongwen::labelled::write_bags;
/// use gongwen::settings::BagSettings;
/// use gongwen::{LabelledText, built_in};
///
/// let themes = built_in::themes()?;
/// let examples = [LabelledText::new(&themes, "检查消防通道，检查楼道。", "safety")?];
/// let settings = BagSettings { min_df: 1, about: "fictional".to_owned() };
/// let mut bags = Vec::new();
/// write_bags(&mut bags, &examples, &*built_in::tokenizer()?.build(), &settings)?;
/// assert!(String::from_utf8(bags)?.contains(r#""检查":2"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where the destination fails.
pub fn write_bags(
    out: &mut dyn Write,
    examples: &[LabelledText],
    tokenizer: &dyn Tokenizer,
    settings: &BagSettings,
) -> io::Result<()> {
    // Words alone: n-grams would give away their order.
    let terms = TermSettings { word_ngrams: 1, char_bigrams: false };
    let bag = |fields: &Fields<'_>| terms.bag(tokenizer, fields);
    let bags: Vec<Bag> = examples.par_iter().map(|example| example.bag(bag)).collect();
    let mut frequencies: BTreeMap<&str, u32> = BTreeMap::new();
    for term in bags.iter().flat_map(Bag::keys) {
        *frequencies.entry(term).or_default() += 1;
    }
    let header = Header { format: FORMAT.to_owned(), version: VERSION, about: settings.about.clone() };
    writeln!(out, "{}", serde_json::to_string(&header)?)?;
    for (example, bag) in examples.iter().zip(&bags) {
        let kept = bag.iter().filter(|(term, _)| frequencies.get(term.as_str()) >= Some(&settings.min_df));
        let line = Line {
            theme: example.topic.clone(),
            secondary: example.secondary.clone(),
            report: example.report.clone(),
            kind: example.kind.clone(),
            // Raw bags count occurrences: whole numbers.
            terms: kept.map(|(term, &count)| (term.clone(), count as u32)).collect(),
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gongwen_features::TokenizerSettings;

    use super::*;

    #[test]
    fn words_of_too_few_texts_are_left_out() {
        let themes = ThemeSet::from_toml("[[theme]]\nid = 'safety'\n").unwrap();
        let example = |text| LabelledText::new(&themes, text, "safety").unwrap();
        let examples = [example("火火烟灯"), example("火烟"), example("火")];
        let terms = |min_df| {
            let (mut out, about) = (Vec::new(), String::new());
            let tokenizer = TokenizerSettings::Characters.build();
            write_bags(&mut out, &examples, &*tokenizer, &BagSettings { min_df, about }).unwrap();
            let read = read("a.bags", std::str::from_utf8(&out).unwrap(), &themes).unwrap();
            read.into_iter().map(|bag| bag.bag(|_| Bag::new()).into_keys().collect()).collect::<Vec<String>>()
        };
        assert_eq!(terms(1), ["火灯烟", "火烟", "火"]);
        assert_eq!(terms(2), ["火烟", "火烟", "火"]);
        assert_eq!(terms(3), ["火", "火", "火"]);
        assert_eq!(terms(4), ["", "", ""]);
    }
}
