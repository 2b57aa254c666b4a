//! Tags a text after a repair pass of one's own: the stamps of a scanning office go, every place is kept.
//!
//! `cargo run -p gongwen --example own_pass`

use gongwen::parse::Options;
use gongwen::parse::repair::{Change, Pass};
use gongwen::{Reader, Tagger};

const STAMP: &str = "[已扫描]";

/// Edits bear the name; `furniture` says that what goes is no part of any report.
const STAMPS: Pass =
    Pass { name: "stamps", about: "stamps of the scanning office", furniture: true, run: stamps };

fn stamps(text: &str) -> Vec<Change> {
    let found = text.match_indices(STAMP);
    found.map(|(at, stamp)| Change::delete(at..at + stamp.len(), "a stamp, not a word")).collect()
}

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = "柳荫街道2023年工作总结\n一、消防。检查消[已扫描]防通道，整改隐患86处。\n";
    let mut tagger = Tagger::built_in()?;
    tagger.reader = Reader { parse: Options::default().with_pass(STAMPS)?, ..Reader::default() };
    let tagged = tagger.tag_text(source)?;

    let (_, paragraph, tag) = tagged.paragraphs().next().ok_or("a paragraph")?;
    println!("{}  {}", tagger.names().themes[tag.theme].zh, paragraph.text);
    assert_eq!(paragraph.text, "一、消防。检查消防通道，整改隐患86处。");
    // The span is that of the source as received, stamp included.
    assert!(paragraph.span.of(source).contains(STAMP));
    for edit in &tagged.document.edits {
        println!("{}: `{}` -> `{}` ({})", edit.pass, edit.was, edit.with, edit.why);
    }
    Ok(())
}
