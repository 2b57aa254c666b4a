//! Papers made of parsed and tagged documents.

use std::io::Write;

use gongwen_parse::{Block, Document, Heading, Report};

use super::{Paper, PaperBlock, RunIn};
use crate::table::UNSURE_ZH;
use crate::tagged::NO_TITLE;
use crate::{Tag, TagWriter, TaggedFile, ThemeNames, WriteError};

/// Words of evidence named per paragraph.
const WORDS: usize = 4;

impl Paper {
    /// The clean reports of a document: repaired, without edits or themes.
    pub fn of(document: &Document) -> Self {
        Self { blocks: document.reports.iter().flat_map(|report| blocks(report, &mut |_| None)).collect() }
    }
}

/// Gathers tagged files and writes them as one paper, every paragraph followed by its themes.
pub(crate) struct Tags<'a> {
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
    write: WritePaper,
    paper: Paper,
}

type WritePaper = fn(&Paper, &mut dyn Write) -> Result<(), WriteError>;

impl<'a> Tags<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames, write: WritePaper) -> Self {
        Self { out, themes, write, paper: Paper::default() }
    }
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        self.paper.blocks.extend(tagged(&file, self.themes));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        (self.write)(&self.paper, self.out)
    }
}

/// The reports of a tagged file, every paragraph followed by its themes.
fn tagged(file: &TaggedFile, themes: &ThemeNames) -> Vec<PaperBlock> {
    let mut tags = file.tags.iter();
    let mut note = |_: &str| tags.next().map(|tag| note(tag, themes));
    file.document.reports.iter().flat_map(|report| blocks(report, &mut note)).collect()
}

/// A report's blocks; `note` is asked once a paragraph, in reading order.
fn blocks(report: &Report, note: &mut dyn FnMut(&str) -> Option<String>) -> Vec<PaperBlock> {
    let mut blocks = vec![PaperBlock::Title(report.title.clone().unwrap_or_else(|| NO_TITLE.to_owned()))];
    let mut run_in: Option<&Heading> = None;
    for block in &report.blocks {
        match block {
            Block::Heading(heading) if heading.run_in => run_in = Some(heading),
            Block::Heading(heading) => {
                run_in = None;
                let text = format!("{}{}", heading.marker, heading.title);
                blocks.push(PaperBlock::Heading { level: heading.level, text });
            }
            Block::Paragraph(paragraph) => {
                let run_in = run_in.take().and_then(|heading| run_in_of(heading, &paragraph.text));
                blocks.push(PaperBlock::Body { run_in, text: paragraph.text.clone() });
                blocks.extend(note(&paragraph.text).map(PaperBlock::Note));
            }
        }
    }
    blocks
}

/// The run-in heading at the start of a text, its closing mark included.
fn run_in_of(heading: &Heading, text: &str) -> Option<RunIn> {
    let printed = format!("{}{}", heading.marker, heading.title);
    let rest = text.strip_prefix(&printed)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '。' | '：' | ':' | '.' | '！'));
    Some(RunIn { level: heading.level, bytes: printed.len() + mark.map_or(0, char::len_utf8) })
}

/// `〔安全 92%，兼及民生；依据：消防 燃气〕`
fn note(tag: &Tag, themes: &ThemeNames) -> String {
    let zh = |theme: usize| themes.themes.get(theme).map_or("", |theme| theme.zh.as_str());
    let name = if tag.unsure { UNSURE_ZH } else { zh(tag.theme) };
    let mut note = format!("〔{name} {:.0}%", tag.confidence * 100.0);
    let others: Vec<&str> =
        tag.themes.iter().filter(|(theme, _)| *theme != tag.theme).map(|&(theme, _)| zh(theme)).collect();
    if !others.is_empty() {
        note.push_str(&format!("，兼及{}", others.join("、")));
    }
    let words: Vec<&str> = tag.evidence.iter().take(WORDS).map(|(word, _)| word.as_str()).collect();
    if !words.is_empty() {
        note.push_str(&format!("；依据：{}", words.join(" ")));
    }
    note.push('〕');
    note
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, parse};

    use super::super::{Paper, PaperBlock, split};

    #[test]
    fn run_in_headings_are_known_in_their_paragraphs() {
        let document = parse(
            "湖滨街道2023年工作总结\n一、工作成效\n（一）平安建设扎实推进。一是排查隐患120处。\n",
            &Options::default(),
        );
        let paper = Paper::of(&document);
        let mut bodies = paper.blocks.iter().filter_map(|block| match block {
            PaperBlock::Body { run_in, text } => Some(split(*run_in, text)),
            _ => None,
        });
        assert_eq!(bodies.next().map(|(heading, _)| heading), Some("（一）平安建设扎实推进。"));
    }
}
