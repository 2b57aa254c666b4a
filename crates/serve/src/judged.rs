//! From what readers say to what holds: settlements first, then what all who looked agree on.

use std::collections::BTreeMap;

use gongwen::Correction;
use gongwen::write::{TaggedFile, ThemeNames, ThemeOrTopic};

use crate::contents::Contents;
use crate::store::{SETTLED, Said};
use crate::wire;

/// What holds of the paragraphs of the project.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// By document and place what people say of a paragraph.
    pub(crate) corrections: BTreeMap<(usize, usize), Correction>,
    /// By document and report the unit, where people say so.
    pub(crate) units: BTreeMap<(usize, usize), String>,
    /// Paragraphs about whose theme readers differ, and nobody settled it: nothing holds of them.
    pub(crate) disputed: usize,
}

impl Judged {
    /// What holds, by what was said.
    pub(crate) fn of(contents: &Contents, said: &[Said]) -> Self {
        let names = contents.answering.tagger.names();
        let mut judged = Self::default();
        // Of each report the change that said its unit last.
        let mut latest: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for of_paragraph in said.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let Some(place) = of_paragraph.first().and_then(|said| contents.place(&said.paragraph)) else {
                continue;
            };
            let said: Vec<(&Said, &wire::Correction)> =
                of_paragraph.iter().filter_map(|said| Some((said, said.correction.as_ref()?))).collect();
            for (said, correction) in &said {
                let report = report_at(&contents.documents[place.0], place.1);
                if let (Some(unit), Some(report)) = (&correction.unit, report) {
                    let last = latest.entry((place.0, report)).or_default();
                    if *last <= said.version {
                        *last = said.version;
                        judged.units.insert((place.0, report), unit.clone());
                    }
                }
            }
            match holding(&said) {
                Some(correction) => {
                    let text = text_at(contents, place).unwrap_or_default();
                    judged.corrections.insert(place, meant(correction, text, &names));
                }
                None => judged.disputed += 1,
            }
        }
        judged
    }

    /// The documents as people see them.
    pub(crate) fn applied(&self, contents: &Contents) -> Vec<TaggedFile> {
        let mut documents = contents.documents.clone();
        for (at, document) in documents.iter_mut().enumerate() {
            let given = self.corrections.range((at, 0)..(at + 1, 0));
            contents
                .answering
                .tagger
                .correct(document, given.map(|(&(_, place), correction)| (place, correction)));
            for (&(_, report), unit) in self.units.range((at, 0)..(at + 1, 0)) {
                if let Some(report) = document.document.reports.get_mut(report) {
                    report.unit = Some(unit.clone());
                }
            }
        }
        documents
    }
}

/// The correction that holds; nothing where readers differ about the primary theme. Of several that agree, the last.
fn holding<'c>(said: &[(&Said, &'c wire::Correction)]) -> Option<&'c wire::Correction> {
    if let Some((_, settled)) = said.iter().find(|(said, _)| said.reader == SETTLED) {
        return Some(settled);
    }
    let mut primary = said.iter().filter_map(|(_, correction)| correction.themes.first());
    let first = primary.next();
    if primary.any(|theme| Some(theme) != first) {
        return None;
    }
    said.iter().max_by_key(|(said, _)| said.version).map(|(_, correction)| *correction)
}

/// The text of a paragraph.
pub(crate) fn text_at(contents: &Contents, (document, place): (usize, usize)) -> Option<&str> {
    let document = contents.documents.get(document)?;
    document.paragraphs().nth(place).map(|(_, paragraph, _)| paragraph.text.as_str())
}

/// The report of a document that a paragraph stands in.
fn report_at(document: &TaggedFile, place: usize) -> Option<usize> {
    let mut behind = 0;
    document.document.reports.iter().position(|report| {
        behind += report.paragraphs().count();
        place < behind
    })
}

/// A correction in the library's terms. What names a theme that the model does not have says nothing.
pub(crate) fn meant(correction: &wire::Correction, text: &str, names: &ThemeNames) -> Correction {
    let theme = |name: &String| names.find(name);
    let mark = |(start, end, name): &(usize, usize, String)| {
        Some((byte_at(text, *start)?..byte_at(text, *end)?, names.find(name)?))
    };
    let marks: Vec<(std::ops::Range<usize>, ThemeOrTopic)> =
        correction.marks.iter().filter_map(mark).collect();
    Correction {
        themes: correction.themes.iter().filter_map(theme).collect(),
        marks,
        part: correction.part.map(Into::into),
        year: correction.year,
    }
}

/// The byte at which so many UTF-16 units of a text end; nothing inside a character or behind the text.
fn byte_at(text: &str, units: usize) -> Option<usize> {
    let mut before = 0;
    for (at, c) in text.char_indices() {
        if before >= units {
            return (before == units).then_some(at);
        }
        before += c.len_utf16();
    }
    (before == units).then_some(text.len())
}

/// Whether a correction makes sense for a paragraph; otherwise why it does not.
pub(crate) fn check(correction: &wire::Correction, text: &str, names: &ThemeNames) -> Result<(), String> {
    let known = |name: &String| match names.find(name) {
        Some(_) => Ok(()),
        None => {
            let ids: Vec<&str> = names.themes.iter().map(|theme| theme.id.as_str()).collect();
            Err(format!("unknown theme `{name}`; known are {} and their topics", ids.join(", ")))
        }
    };
    correction.themes.iter().try_for_each(known)?;
    let mut free = 0;
    for (start, end, name) in &correction.marks {
        known(name)?;
        let inside = byte_at(text, *start).is_some() && byte_at(text, *end).is_some();
        if !inside || start >= end || *start < free {
            return Err(format!(
                "the mark {start} to {end} is no passage of the text: marks are counted in UTF-16 units, in order and without overlap"
            ));
        }
        free = *end;
    }
    /// Longest name of a unit, in characters.
    const UNIT: usize = 100;
    match &correction.unit {
        Some(unit)
            if unit.trim().is_empty()
                || unit.chars().count() > UNIT
                || unit.chars().any(char::is_control) =>
        {
            Err(format!("a unit's name has 1 to {UNIT} characters, none of them a line break"))
        }
        _ => Ok(()),
    }?;
    match correction.year {
        Some(year) if !(1900..=2200).contains(&year) => Err(format!("{year} is no year reports speak of")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_as_the_browser_counts() {
        let text = "a党𠀀建";
        assert_eq!(
            [0, 1, 2, 4, 5].map(|units| byte_at(text, units)),
            [Some(0), Some(1), Some(4), Some(8), Some(11)]
        );
        assert_eq!((byte_at(text, 3), byte_at(text, 6)), (None, None));
    }

    #[test]
    fn settlements_win_and_disputes_hold_nothing() {
        let said = |reader, version, theme: &str| Said {
            paragraph: "a:0".to_owned(),
            reader,
            correction: Some(wire::Correction {
                themes: vec![theme.to_owned()],
                ..wire::Correction::default()
            }),
            version,
            made: String::new(),
        };
        let theme = |said: &[Said]| {
            let said: Vec<_> = said.iter().map(|said| (said, said.correction.as_ref().unwrap())).collect();
            holding(&said).map(|correction| correction.themes[0].clone())
        };
        assert_eq!(theme(&[said(1, 4, "safety"), said(2, 3, "livelihood")]), None);
        assert_eq!(theme(&[said(1, 4, "safety"), said(2, 3, "safety")]).as_deref(), Some("safety"));
        assert_eq!(
            theme(&[said(SETTLED, 2, "other"), said(1, 4, "safety"), said(2, 3, "livelihood")]).as_deref(),
            Some("other")
        );
    }
}
