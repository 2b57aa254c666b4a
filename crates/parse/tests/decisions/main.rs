//! What the rules decide at their edges: each case is a short text and the outline expected of it.

mod edits;
mod glued;
mod headings;
mod leads;
mod lists;
mod markdown;
mod pages;
mod parts;
mod periods;
mod repeats;
mod reports;
#[path = "../support/mod.rs"]
mod support;
mod words;
mod wraps;

use gongwen_parse::repair::PASSES;
use gongwen_parse::{Block, Document, Options, parse};
use support::laws;

/// Parses a text and asserts the laws.
fn parsed(text: &str) -> Document {
    let document = parse(text, &Options::default());
    laws::assert_laws(&document);
    document
}

/// One line a block: `1 一、title` for a heading of level 1, `done: text` for a paragraph.
fn outline(text: &str) -> Vec<String> {
    let document = parsed(text);
    let blocks = document.reports.iter().flat_map(|report| &report.blocks);
    blocks
        .map(|block| match block {
            Block::Heading(heading) => format!("{} {}{}", heading.level, heading.marker, heading.title),
            Block::Paragraph(paragraph) => format!("{}: {}", paragraph.part.as_str(), paragraph.text),
        })
        .collect()
}

/// Level, number and title of the headings alone, as [`outline`] writes them.
fn headings(text: &str) -> Vec<String> {
    let is_heading = |line: &String| line.starts_with(|c: char| c.is_ascii_digit());
    outline(text).into_iter().filter(is_heading).collect()
}

/// The text after one repair pass alone.
fn repaired(pass: &str, text: &str) -> String {
    assert!(PASSES.iter().any(|known| known.name == pass), "no pass `{pass}`");
    let others = PASSES.iter().map(|known| known.name).filter(|&name| name != pass);
    let document = parse(text, &Options::without(others).expect("names from the registry"));
    laws::assert_laws(&document);
    document.repaired
}
