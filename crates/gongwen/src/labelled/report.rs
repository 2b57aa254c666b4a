//! Labelled reports: a report as people read it, with the themes of every unit in the left margin.
//!
//! ```text
//! # kind: civil-affairs
//! # unit: 青栗县民政局
//!
//!                      | 一、兜底保障
//! livelihood           | 1.低保提标按月到账。……
//!                      | （二）专项社会事务。
//! internal             + 一是……
//! rule-of-law +safety  + 二是……
//! ```
//!
//! `|` begins a line of the report, `+` goes on in the line before. Before it stand, by id or Chinese name, the
//! primary theme and the secondary ones; a line without labels is a title or a heading.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use gongwen_messages::text;
use gongwen_parse::{Block, Paragraph};
use gongwen_write::{Tag, TaggedFile, ThemeNames};

use super::{LabelledError, LabelledErrorKind};

/// A report with its labels.
#[derive(Debug)]
pub(super) struct LabelledReport {
    /// The `# key: value` lines at the top, e.g. `kind`, `unit`, `region`, `year`.
    pub(super) meta: BTreeMap<String, String>,
    /// The report without margin.
    pub(super) source: String,
    /// The labelled units, in reading order.
    pub(super) units: Vec<Unit>,
}

/// The smallest titled stretch of a report, with its topics.
#[derive(Debug)]
pub(super) struct Unit {
    /// Bytes of the report.
    pub(super) span: Range<usize>,
    /// Ids of its topics, the primary one first.
    pub(super) topics: Vec<String>,
    /// 1-based line of the labelled file.
    pub(super) line: usize,
}

/// Whether a text looks like a labelled report: its first line that is none of its `#` lines has a margin. One that
/// is wrong further down is still meant to be one.
pub(super) fn has_margin(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let first = lines.find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let mut report = LabelledReport { meta: BTreeMap::new(), source: String::new(), units: Vec::new() };
    first.is_some_and(|line| report.push(line, 1).is_ok())
}

impl LabelledReport {
    /// Reads a labelled report. Whether the topics exist is not checked here. `name` is the file's, for errors.
    pub(super) fn parse(name: &str, text: &str) -> Result<Self, LabelledError> {
        let mut report = Self { meta: BTreeMap::new(), source: String::new(), units: Vec::new() };
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let place = || format!("{name}:{}", index + 1);
            let error = |what: &str| LabelledErrorKind::Margin(what.to_owned()).at(place());
            if report.source.is_empty() {
                if let Some(entry) = line.strip_prefix('#') {
                    let (key, value) =
                        entry.split_once(':').ok_or_else(|| error(&text!("`# key: value` expected")))?;
                    report.meta.insert(key.trim().to_owned(), value.trim().to_owned());
                    continue;
                }
                if line.trim().is_empty() {
                    continue;
                }
            }
            report.push(line, index + 1).map_err(|what| LabelledErrorKind::Margin(what).at(place()))?;
        }
        if report.units.is_empty() {
            let what =
                text!("no labelled line; write themes, `|` and the text in every line (see data/README.md)");
            return Err(LabelledErrorKind::Margin(what).at(format!("{name}:1")));
        }
        Ok(report)
    }

    /// Adds a line of the file, or says what is wrong with it.
    fn push(&mut self, line: &str, number: usize) -> Result<(), String> {
        // A `+` before a letter names a secondary theme; before a space it is the margin's edge.
        let is_edge = |&(at, c): &(usize, char)| match c {
            '|' => true,
            '+' => matches!(line.as_bytes().get(at + 1), None | Some(b' ')),
            _ => false,
        };
        let Some((bar, _)) = line.char_indices().find(is_edge) else {
            return Err(text!("no `|` or `+` between labels and text"));
        };
        let labels = &line[..bar];
        let is_label = |c: char| c.is_alphanumeric() && !c.is_ascii_uppercase() || "-_+ ".contains(c);
        // A title that holds a `|` is no margin: names in Chinese stand apart from it.
        let apart = labels.is_ascii() || labels.ends_with(' ') && line[bar + 1..].starts_with(' ');
        if !(labels.chars().all(is_label) && apart) {
            return Err(text!("`{labels}` is no list of topics", labels = labels.trim()));
        }
        let topics: Vec<String> =
            labels.split_whitespace().map(|id| id.trim_start_matches('+').to_owned()).collect();
        let text = line[bar + 1..].strip_prefix(' ').unwrap_or(&line[bar + 1..]);
        if line[bar..].starts_with('|') && !self.source.is_empty() {
            self.source.push('\n');
        }
        let start = self.source.len();
        self.source.push_str(text);
        if !topics.is_empty() {
            self.units.push(Unit { span: start..self.source.len(), topics, line: number });
        }
        Ok(())
    }
}

/// Writes a tagged file as a labelled report: what people say of it ([`Tag::correction`], and passages that are certain)
/// stands in the margin, the rest without label. Gives how many stretches are labelled; a report without any is none
/// that could be read back.
///
/// # Errors
/// Where the destination fails.
pub fn write_report(out: &mut dyn Write, file: &TaggedFile, themes: &ThemeNames) -> io::Result<usize> {
    let mut lines = Vec::new();
    let unit = file.document.reports.iter().find_map(|report| report.unit.as_deref());
    lines.extend(unit.map(|unit| format!("# unit: {}\n", in_a_line(unit))));
    let margin = |labels: &str| format!("{labels:<MARGIN$}");
    let mut tags = file.tags.iter();
    let mut labelled = 0;
    for report in &file.document.reports {
        let mut line = |labels: &str, edge: char, text: &str| {
            lines.push(format!("{} {edge} {}\n", margin(labels), in_a_line(text)));
        };
        report.title.iter().for_each(|title| line("", '|', title));
        for block in &report.blocks {
            match block {
                // What goes on in the same line holds its heading.
                Block::Heading(heading) if heading.run_in => {}
                Block::Heading(heading) => line("", '|', &format!("{}{}", heading.marker, heading.title)),
                Block::Paragraph(paragraph) => {
                    let Some(tag) = tags.next() else { continue };
                    for (place, (text, labels)) in stretches(paragraph, tag, themes).into_iter().enumerate() {
                        labelled += usize::from(!labels.is_empty());
                        line(&labels, if place == 0 { '|' } else { '+' }, text);
                    }
                }
            }
        }
    }
    lines.iter().try_for_each(|line| out.write_all(line.as_bytes()))?;
    Ok(labelled)
}

/// Characters of the margin of reports that are written.
const MARGIN: usize = 28;

/// The stretches of a paragraph that are labelled each by itself, with their labels.
fn stretches<'p>(paragraph: &'p Paragraph, tag: &Tag, themes: &ThemeNames) -> Vec<(&'p str, String)> {
    let id = |topic: usize| themes.topics.get(topic).map_or("", |topic| &topic.id);
    let whole = match tag.correction.is_empty() {
        true => String::new(),
        false => {
            let (first, further) = tag.topics.split_first().map_or((tag.topic, &[][..]), |(f, r)| (f.0, r));
            let further = further.iter().map(|&(topic, _)| format!(" +{}", id(topic)));
            std::iter::once(id(first).to_owned()).chain(further).collect()
        }
    };
    if tag.passages.iter().all(|passage| passage.p < 1.0 || passage.topic == tag.topic) {
        return vec![(&paragraph.text, whole)];
    }
    let passage = |passage: &gongwen_write::Passage| {
        let text = paragraph.text.get(passage.text.clone()).unwrap_or_default();
        let label = if passage.topic == tag.topic { whole.clone() } else { id(passage.topic).to_owned() };
        (text, if passage.p < 1.0 { String::new() } else { label })
    };
    tag.passages.iter().map(passage).collect()
}

/// A text without line breaks, which would end its line.
fn in_a_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margin_and_text_come_apart() {
        let text = "# kind: town\n# year: 2023\n\n         | 镇工作总结\n               |\n         | （一）平安。\n\
                    safety +rural + 一是a|b。\nrural    + 二是c + d。\n";
        let report = LabelledReport::parse("a.txt", text).unwrap();
        assert_eq!(report.meta["kind"], "town");
        assert_eq!(report.source, "镇工作总结\n\n（一）平安。一是a|b。二是c + d。");
        let units: Vec<_> = report
            .units
            .iter()
            .map(|u| (&report.source[u.span.clone()], u.topics.join(","), u.line))
            .collect();
        assert_eq!(
            units,
            [("一是a|b。", "safety,rural".to_owned(), 7), ("二是c + d。", "rural".to_owned(), 8)]
        );
    }

    #[test]
    fn what_is_no_labelled_report_is_named() {
        let message = |text| LabelledReport::parse("a.txt", text).unwrap_err().to_string();
        assert!(message("2023年工作总结\n一、……").starts_with("a.txt:1: no `|` or `+`"));
        assert!(message("# kind town\n").contains("`# key: value` expected"));
        assert!(message("党建、安全 | 一、\n").contains("`党建、安全` is no list of topics"));
        assert!(message("").contains("no labelled line"));
        assert!(message("   | 标题\n").contains("no labelled line"));
    }
}
