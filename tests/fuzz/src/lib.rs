//! What is fuzzed, for `cargo fuzz` and for the property test `tests/fuzz.rs` of the workspace, which includes this
//! file.

use std::env;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use gongwen::classifier::{LoadOptions, Model, ThemeSet};
use gongwen::read::{ChildProcess, InputFormat, ReadOptions};
use gongwen::{Reader, built_in, labelled};

#[path = "../../../crates/parse/tests/support/laws.rs"]
#[allow(dead_code, reason = "other tests use more of it")]
mod laws;

/// Something that takes bytes and must neither panic nor hang, whatever they are.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Files to begin with, from the repository's folder; of a folder all that lie in it.
    pub seeds: &'static [&'static str],
    /// Feeds it.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "text", seeds: &["crates/parse/tests/fixtures"], run: |bytes| read("a.txt", None, bytes) },
    Target {
        name: "markdown",
        seeds: &["tests/fixtures/formats/street.md", "crates/read/tests/fixtures/report.md"],
        run: |bytes| read("a.md", Some(InputFormat::Markdown), bytes),
    },
    Target {
        name: "html",
        seeds: &["crates/read/tests/fixtures/page.htm", "tests/fixtures/formats/street.headings.html"],
        run: |bytes| read("a.html", Some(InputFormat::Html), bytes),
    },
    Target {
        name: "docx",
        seeds: &[
            "crates/read/tests/fixtures/numbering.docx",
            "crates/read/tests/fixtures/notes.docx",
            "crates/read/tests/fixtures/changes.docx",
            "crates/read/tests/fixtures/form.docx",
        ],
        run: |bytes| read("a.docx", Some(InputFormat::Docx), bytes),
    },
    Target {
        name: "pdf",
        seeds: &["crates/read/tests/fixtures/ordinary.pdf", "crates/read/tests/fixtures/unembedded.pdf"],
        run: |bytes| read("a.pdf", Some(InputFormat::Pdf), bytes),
    },
    Target {
        name: "zip",
        seeds: &["crates/read/tests/fixtures/batch.zip"],
        run: |bytes| read("a.zip", None, bytes),
    },
    Target {
        name: "model",
        seeds: &[],
        run: |bytes| drop(Model::from_bytes(bytes, &LoadOptions::default())),
    },
    Target {
        name: "labelled",
        seeds: &["tests/fixtures/labelled"],
        run: |bytes| labelled_file("a.txt", bytes),
    },
    Target {
        name: "jsonl",
        seeds: &["tests/fuzz/seeds/a.jsonl"],
        run: |bytes| labelled_file("a.jsonl", bytes),
    },
    Target { name: "bags", seeds: &["tests/fuzz/seeds/a.bags"], run: |bytes| labelled_file("a.bags", bytes) },
    Target {
        name: "themes",
        seeds: &["data/themes.toml"],
        run: |bytes| drop(ThemeSet::from_toml(&String::from_utf8_lossy(bytes))),
    },
    Target {
        name: "review",
        seeds: &["tests/fuzz/seeds/review.csv"],
        run: |bytes| labelled_file("review.csv", bytes),
    },
    Target {
        name: "units",
        seeds: &["tests/fuzz/seeds/units.csv"],
        run: |bytes| drop(gongwen::Units::parse("units.csv", bytes)),
    },
];

/// Runs the target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    TARGETS.iter().filter(|target| target.name == name).for_each(|target| (target.run)(bytes));
}

/// The program that reads PDFs in isolation: named by the environment, or that of the workspace's test.
fn reader_program() -> Option<PathBuf> {
    env::var_os("GONGWEN_CLASSIFY")
        .map(PathBuf::from)
        .or(option_env!("CARGO_BIN_EXE_classify").map(PathBuf::from))
}

/// Reads and parses, and asserts the laws of every document.
fn read(name: &str, format: Option<InputFormat>, bytes: &[u8]) {
    static READER: LazyLock<Reader> = LazyLock::new(|| {
        let program = reader_program().map(|program| ChildProcess::new(program, ["--read-isolated"]));
        let isolation = program.map(|program| Arc::new(program) as _);
        Reader { read: ReadOptions { isolation, ..ReadOptions::default() }, ..Reader::default() }
    });
    let mut reader = READER.clone();
    reader.read.format = format;
    let files = reader.read_bytes(name, bytes);
    assert!(!files.is_empty(), "neither a document nor an error");
    for file in files.into_iter().flatten() {
        laws::assert_laws(&file.document);
    }
}

/// Reads a labelled file; a review is one of the labelled report beside it.
fn labelled_file(name: &str, bytes: &[u8]) {
    static THEMES: LazyLock<Option<ThemeSet>> = LazyLock::new(|| built_in::themes().ok());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let mut paths = vec![path];
    if name == "review.csv" {
        let reviewed = folder.path().join("a.txt");
        std::fs::write(&reviewed, "safety | 一、检查水库四十处。\nlivelihood | 二、新建水厂一座。\n")
            .expect("written");
        paths.push(reviewed);
    }
    if let Some(themes) = &*THEMES {
        drop(labelled::read(&paths, themes));
    }
}
