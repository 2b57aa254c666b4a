//! Every format gives the tags of its plain text.
//!
//! `tests/fixtures/formats` holds reports as `REPORT.txt` and, made of these by `tests/make_formats.py`, as
//! `REPORT.VARIANT`: other encodings, Word with typed and automatic numbers, tables and text boxes, web pages,
//! Markdown, PDF, old office formats, workbooks, mails, archives. A fixture put there is tested without a line of Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// Formats that are read by way of LibreOffice.
const BY_LIBREOFFICE: [&str; 2] = ["rtf", "odt"];

/// What must not depend on the format. White space is left out of texts: a table's cells are parted by tabs
/// in one format and lines in another, and web pages indent paragraphs by spaces; everything else is compared.
#[derive(Debug, PartialEq, Eq)]
struct Tagged {
    theme: String,
    fine: String,
    part: String,
    marker: String,
    path: Value,
    text: String,
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/formats")
}

fn tag(paths: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_classify"))
        .args(["tag", "--format", "jsonl"])
        .args(paths)
        .output()
        .expect("classify runs")
}

/// The tagged paragraphs by file, in reading order.
fn by_file(output: &Output) -> BTreeMap<PathBuf, Vec<Tagged>> {
    let mut files: BTreeMap<PathBuf, Vec<Tagged>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let record: Value = serde_json::from_str(line).expect("a JSON object");
        let file = PathBuf::from(record["file"].as_str().expect("a string"));
        let field = |name: &str| record[name].as_str().expect("a string").split_whitespace().collect();
        files.entry(file).or_default().push(Tagged {
            theme: field("theme"),
            fine: field("fine"),
            part: field("part"),
            marker: field("marker"),
            path: record["path"].clone(),
            text: field("text"),
        });
    }
    files
}

/// `street` of `…/street.typed.docx`.
fn report(file: &Path) -> String {
    let name = file.file_name().expect("a name").to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

fn has_libreoffice() -> bool {
    let version = |program| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    ["soffice", "libreoffice"].into_iter().any(|program| version(program).is_ok())
}

/// Says so past the test runner, which shows nothing that a passing test prints.
fn skipped(what: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: LibreOffice is not installed: {what}");
}

#[test]
fn every_format_gives_the_tags_of_its_plain_text() {
    let mut paths: Vec<PathBuf> =
        fixtures().read_dir().expect("the fixtures").map(|entry| entry.expect("an entry").path()).collect();
    if !has_libreoffice() {
        skipped(&BY_LIBREOFFICE.join(", "));
        paths.retain(|path| !BY_LIBREOFFICE.contains(&extension(path)));
    }
    let output = tag(&paths);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = by_file(&output);

    let formats: BTreeSet<&str> = files.keys().map(|file| extension(file)).collect();
    assert!(
        formats.is_superset(&BTreeSet::from([
            "doc", "docx", "eml", "et", "html", "md", "mht", "pdf", "txt", "wps", "xls", "xlsx",
        ])),
        "{formats:?}"
    );
    assert!(files.keys().filter(|file| file.to_string_lossy().contains("all.zip/")).count() >= 3);
    assert!(files.len() >= 20, "{} files", files.len());

    for (file, tags) in &files {
        let plain = &files[&fixtures().join(format!("{}.txt", report(file)))];
        for (at, (found, expected)) in tags.iter().zip(plain).enumerate() {
            assert_eq!(found, expected, "paragraph {} of {}", at + 1, file.display());
        }
        assert_eq!(tags.len(), plain.len(), "paragraphs of {}", file.display());
    }
}

/// The comparison above says something only of reports that have something to tell apart.
#[test]
fn the_plain_texts_speak_of_all_themes() {
    let reports = ["street", "emergency", "investment", "welfare"];
    let files = by_file(&tag(&reports.map(|name| fixtures().join(format!("{name}.txt")))));
    for (file, tags) in &files {
        let themes: BTreeSet<&str> = tags.iter().map(|tag| &*tag.theme).collect();
        assert!(
            tags.len() >= 9 && themes.len() >= 3,
            "{}: {} paragraphs, {themes:?}",
            file.display(),
            tags.len()
        );
    }
    let headings: usize = files
        .values()
        .flatten()
        .filter(|tag| tag.path.as_array().is_some_and(|path| path.len() >= 2))
        .count();
    assert!(headings >= 30, "{headings} paragraphs under two headings or more");
    assert!(files.values().flatten().any(|tag| tag.text.contains("森林消防队40205石门林场")), "a table");
}

#[test]
fn a_folder_gives_what_its_files_give() {
    if !has_libreoffice() {
        skipped("a_folder_gives_what_its_files_give");
        return;
    }
    let folder = tag(&[fixtures()]);
    let stderr = String::from_utf8_lossy(&folder.stderr);
    assert!(folder.status.success(), "{stderr}");
    assert!(stderr.contains("paragraphs"), "a closing line: {stderr}");
    let files = by_file(&folder);
    assert!(files.len() >= 20, "{} files", files.len());
    let one = fixtures().join("street.pdf");
    assert_eq!(files[&one], by_file(&tag(std::slice::from_ref(&one)))[&one]);
}

/// The tables of a batch, opened by other libraries, hold every paragraph of every file.
#[test]
fn tables_of_a_batch_open_again() {
    let reports = ["street.txt", "emergency.md", "investment.automatic.docx", "all.zip"];
    let paths = reports.map(|name| fixtures().join(name));
    let files = by_file(&tag(&paths));
    let expected: Vec<(String, String)> = files
        .iter()
        .flat_map(|(file, tags)| tags.iter().map(|tag| (file.display().to_string(), tag.theme.clone())))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    let written = |suffix: &str| -> PathBuf {
        let table = folder.path().join("tags").with_extension(suffix);
        let mut classify = Command::new(env!("CARGO_BIN_EXE_classify"));
        let output = classify.arg("tag").args(&paths).arg("-o").arg(&table).output();
        assert!(output.expect("classify runs").status.success());
        table
    };

    let mut csv = csv::Reader::from_path(written("csv")).expect("a table");
    let records = csv.records().map(|record| record.expect("a row of as many cells as the header"));
    assert_eq!(sorted(records.map(|row| (row[0].to_owned(), row[8].to_owned()))), expected);

    let mut book: Xlsx<_> = calamine::open_workbook(written("xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("段落").expect("a sheet of paragraphs");
    let cell = |cell: &Data| cell.to_string();
    assert_eq!(sorted(sheet.rows().skip(1).map(|row| (cell(&row[0]), cell(&row[8])))), expected);
}

/// Rows by file, those of one file in their order.
fn sorted(rows: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = rows.collect();
    rows.sort_by(|a, b| Path::new(&a.0).cmp(Path::new(&b.0)));
    rows
}
