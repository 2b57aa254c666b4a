//! Papers made of parsed and tagged documents.

use std::io::Write;

use gongwen_parse::{Block, Document, Heading, Paragraph, Report};

use super::{Paper, PaperBlock, RunIn};
use crate::table::UNSURE_ZH;
use crate::tagged::{NO_TITLE, again_zh, percent};
use crate::{Tag, TagWriter, TaggedFile, ThemeNames, WriteError};

/// Words of evidence named per paragraph.
const WORDS: usize = 4;

impl Paper {
    /// The clean reports of a document: repaired, without edits or themes.
    pub fn of(document: &Document) -> Self {
        Self { blocks: blocks(document, &|_| None, &mut || None) }
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
    let again = |report: &Report| Some(format!("（{}）", again_zh(file.again(report)?)));
    blocks(&file.document, &again, &mut || tags.next().map(|tag| note(tag, themes)))
}

/// The blocks of a document's reports; `subtitle` is asked once a report, `note` once a paragraph, in
/// reading order.
fn blocks(
    document: &Document,
    subtitle: &dyn Fn(&Report) -> Option<String>,
    note: &mut dyn FnMut() -> Option<String>,
) -> Vec<PaperBlock> {
    let mut blocks = Vec::new();
    for report in &document.reports {
        blocks.push(PaperBlock::Title(report.title.clone().unwrap_or_else(|| NO_TITLE.to_owned())));
        blocks.extend(subtitle(report).map(PaperBlock::Subtitle));
        // Set once it is known whether a paragraph begins with it.
        let mut run_in: Option<&Heading> = None;
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => {
                    let before = run_in.replace(heading);
                    blocks.extend(before.map(|before| set_apart(document, before)));
                }
                Block::Paragraph(paragraph) => {
                    blocks.extend(body(document, run_in.take(), paragraph));
                    blocks.extend(note().map(PaperBlock::Note));
                }
            }
        }
        blocks.extend(run_in.map(|last| set_apart(document, last)));
    }
    blocks
}

/// A heading on a line of its own.
fn set_apart(document: &Document, heading: &Heading) -> PaperBlock {
    let text = document.repaired_text(heading.span);
    let text = text.trim_matches(|c: char| matches!(c, '#' | '*') || c.is_whitespace()).to_owned();
    PaperBlock::Heading { level: heading.level, text }
}

/// A paragraph behind a heading. A heading that runs into it and ends with a mark stays in it; one that
/// no mark parts from the text, or that is all of it, stands on a line of its own.
fn body(document: &Document, heading: Option<&Heading>, paragraph: &Paragraph) -> Vec<PaperBlock> {
    let text = paragraph.text.as_str();
    let plain = |text: &str| PaperBlock::Body { run_in: None, text: text.to_owned() };
    let Some(heading) = heading else { return vec![plain(text)] };
    let printed = document.repaired_text(heading.span);
    let runs_in = paragraph.span.contains(heading.span);
    let Some(rest) = text.strip_prefix(&printed).filter(|_| runs_in) else {
        return vec![set_apart(document, heading), plain(text)];
    };
    match rest.chars().next() {
        None => vec![set_apart(document, heading)],
        Some(mark) if matches!(mark, '。' | '：' | ':' | '.' | '！' | '!' | '？' | '?' | '，' | ',') => {
            let run_in = Some(RunIn { level: heading.level, bytes: printed.len() + mark.len_utf8() });
            vec![PaperBlock::Body { run_in, text: text.to_owned() }]
        }
        Some(_) => vec![set_apart(document, heading), plain(rest.trim_start())],
    }
}

/// `〔安全 92%，兼及民生；依据：消防 燃气〕`
fn note(tag: &Tag, themes: &ThemeNames) -> String {
    let zh = |theme: usize| themes.themes.get(theme).map_or("", |theme| theme.zh.as_str());
    let name = if tag.unsure { UNSURE_ZH } else { zh(tag.theme) };
    let mut note = format!("〔{name} {}", percent(tag.confidence));
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
    use gongwen_parse::{Document, Options, Span, parse};
    use proptest::prelude::*;

    use super::super::{Paper, PaperBlock, split};
    use crate::tagged::NO_TITLE;

    /// One line a block: `# title`, `## heading`, `[run-in heading]text`.
    fn written(text: &str) -> Vec<String> {
        let paper = Paper::of(&parse(text, &Options::default()));
        let line = |block| match block {
            PaperBlock::Title(text) => format!("# {text}"),
            PaperBlock::Heading { text, .. } => format!("## {text}"),
            PaperBlock::Body { run_in, text } => {
                let (heading, rest) = split(run_in, &text);
                if heading.is_empty() { rest.to_owned() } else { format!("[{heading}]{rest}") }
            }
            other => panic!("{other:?}"),
        };
        paper.blocks.into_iter().map(line).collect()
    }

    #[test]
    fn run_in_headings_are_known_in_their_paragraphs() {
        let text = "湖滨街道2023年工作总结\n一、工作成效\n（一）平安建设扎实推进。一是排查隐患120处。\n";
        assert_eq!(
            written(text),
            [
                "# 湖滨街道2023年工作总结",
                "## 一、工作成效",
                "## （一）平安建设扎实推进。",
                "一是排查隐患120处。"
            ]
        );
        let text = "湖滨街道2023年工作总结\n一、工作成效\n（一）平安建设扎实推进。全年排查隐患120处。\n";
        assert_eq!(written(text)[2], "[（一）平安建设扎实推进。]全年排查隐患120处。");
    }

    /// Headings that no paragraph begins with, and headings that no mark parts from their text.
    #[test]
    fn headings_in_a_line_with_others_stand_by_themselves() {
        let text = "湖滨街道2023年工作总结\n一、2023年工作情况（一）平安建设。排查隐患120处。\n\
                    二、存在的主要问题今年以来，街道停车位不足，居民出行不便。\n三、2024年工作思路一是新建车库。二是新建公园。\n";
        assert_eq!(
            written(text)[1..],
            [
                "## 一、2023年工作情况",
                "[（一）平安建设。]排查隐患120处。",
                "## 二、存在的主要问题",
                "今年以来，街道停车位不足，居民出行不便。",
                "## 三、2024年工作思路",
                "一是新建车库。",
                "二是新建公园。"
            ]
        );
    }

    /// What titles and blocks hold, each place once, without white space and Markdown signs.
    fn held(document: &Document) -> String {
        let mut held = String::new();
        for report in &document.reports {
            held.push_str(report.title.as_deref().unwrap_or(NO_TITLE));
            let mut at = 0;
            for span in report.blocks.iter().map(|block| block.span()) {
                held.push_str(&document.repaired_text(Span::new(at.max(span.start()), span.end())));
                at = span.end();
            }
        }
        squeezed(&held)
    }

    /// The repaired text but for what stands outside every report, without white space and Markdown signs.
    fn outside_furniture(document: &Document) -> String {
        let starts = document.furniture.iter().map(|it| it.span.start()).chain([document.source.len()]);
        let ends = std::iter::once(0).chain(document.furniture.iter().map(|it| it.span.end()));
        let left = ends.zip(starts).map(|(from, to)| document.repaired_text(Span::new(from, to)));
        squeezed(&left.collect::<String>())
    }

    fn squeezed(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '#' | '*')).collect()
    }

    fn line() -> impl Strategy<Value = String> {
        let known = [
            "云岭县水利局2023年工作总结",
            "**2024年工作思路**",
            "2篇",
            "一、2023年工作情况",
            "二、存在的主要问题",
            "## 三、下一步打算",
            "（一）强化服务。",
            "（二）聚焦项目建设围绕项目落地，组建专班。",
            "1.修路三条；",
            "一是修渠",
            "存在的主要问题：",
            "修渠三条，修路两条。",
            "编印史料汇编12册",
            "各位代表：",
            "云岭县人民政府文件",
            "篇一：",
            "大全",
            "：",
        ];
        prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn everything_stands_once_in_the_clean_report(
            lines in prop::collection::vec((line(), prop::sample::select(vec!["", "\n"])), 0..20)
        ) {
            let text: String = lines.into_iter().map(|(line, joint)| line + joint).collect();
            let document = parse(&text, &Options::default());
            let paper = Paper::of(&document);
            let texts = paper.blocks.iter().map(|block| match block {
                PaperBlock::Title(text)
                | PaperBlock::Subtitle(text)
                | PaperBlock::Heading { text, .. }
                | PaperBlock::Body { text, .. }
                | PaperBlock::Note(text) => text.as_str(),
                PaperBlock::Table(table) => &table.name,
            });
            let written = squeezed(&texts.collect::<String>());
            prop_assert_eq!(&written, &held(&document));
            prop_assert_eq!(written.replace(NO_TITLE, ""), outside_furniture(&document).replace(NO_TITLE, ""));
        }
    }
}
