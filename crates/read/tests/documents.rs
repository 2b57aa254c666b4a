//! Documents with structure: their text and hints, as snapshots of fixtures made by `oracle/*.py`.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write;

use gongwen_read::{InputFormat, ReadError, ReadErrorKind, ReadOptions, SourceText, read_bytes};

/// The text line by line, each with what its hint says.
fn show(source: &SourceText) -> String {
    let mut shown = format!("{} | {} | {}\n", source.format, source.encoding, source.detection);
    for warning in &source.warnings {
        shown += &format!("warning: {warning}\n");
    }
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let hint = source.hints.iter().find(|hint| hint.span.start == at);
        let note = hint.map(|hint| {
            let level = hint.level.map(|level| format!(" level={level}")).unwrap_or_default();
            let style = hint.style.as_ref().map(|style| format!(" style={style}")).unwrap_or_default();
            let number = &source.text[hint.span.start..][..hint.number];
            let number = if number.is_empty() { String::new() } else { format!(" number={number}") };
            let table = if hint.table { " table" } else { "" };
            format!("  <-{level}{style}{number}{table}")
        });
        shown += &format!("{}{}\n", line.trim_end_matches('\n').replace('\t', "→"), note.unwrap_or_default());
        at += line.len();
    }
    shown
}

/// Hints are ordered, in range, on character boundaries, and cover whole lines.
fn check(source: &SourceText) {
    let mut end = 0;
    for hint in &source.hints {
        assert!(hint.span.start >= end && hint.span.start < hint.span.end, "{hint:?}");
        assert!(source.text.get(hint.span.clone()).is_some(), "{hint:?}");
        assert!(source.text[..hint.span.start].is_empty() || source.text[..hint.span.start].ends_with('\n'));
        assert!(source.text[hint.span.end..].starts_with('\n'), "{hint:?}");
        assert!(source.text.is_char_boundary(hint.span.start + hint.number));
        end = hint.span.end;
    }
}

fn snapshot(pattern: &str) {
    insta::glob!("fixtures", pattern, |path| {
        let name = path.file_name().unwrap().to_string_lossy();
        if name == "scanned.pdf" {
            // What is said of a scan hangs on what is installed: see `ocr.rs`.
            return;
        }
        let shown = match read_bytes(&name, &std::fs::read(path).unwrap(), &ReadOptions::default()) {
            Ok(source) => {
                check(&source);
                show(&source)
            }
            Err(error) => error.to_string(),
        };
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn word_documents() {
    snapshot("*.docx");
}

#[test]
#[cfg(feature = "pdf")]
fn pdf_documents() {
    snapshot("*.pdf");
}

#[test]
fn web_pages_and_markdown() {
    snapshot("*.{htm,md}");
}

#[test]
fn old_word_documents() {
    snapshot("*.doc");
}

/// A document that LibreOffice made of a docx reads like it. Of lists that several instances share LibreOffice makes
/// several, and it forgets legal numbering: `old.doc` has a snapshot of its own.
#[test]
fn old_word_documents_give_what_docx_gives() {
    let read = |name: &str| {
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        read_bytes(name, &std::fs::read(path).unwrap(), &ReadOptions::default()).unwrap()
    };
    for (old, new) in [("form.doc", "form.docx"), ("notes.doc", "notes.docx")] {
        assert_eq!(read(old).text, read(new).text, "{old}");
    }
}

/// Needs LibreOffice, whose rendering is its own: only what every version must find is asserted.
#[test]
fn documents_by_libreoffice() {
    for name in ["old.rtf", "old.odt"] {
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        match read_bytes(name, &bytes, &ReadOptions::default()) {
            Ok(source) => {
                check(&source);
                assert_eq!(source.format, InputFormat::Office);
                assert!(source.text.contains("（一）二级标题甲\n"), "{name}: {}", source.text);
            }
            Err(ReadError { kind: ReadErrorKind::NoLibreOffice, .. }) => {
                // Past the test runner, which shows nothing that a passing test prints.
                writeln!(std::io::stderr(), "skipped: LibreOffice is not installed: {name}").unwrap();
            }
            Err(error) => panic!("{error}"),
        }
    }
}
