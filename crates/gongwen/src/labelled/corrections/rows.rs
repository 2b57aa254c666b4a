//! Rows of tables and lines of JSON that `classify tag` wrote, as they stand in the file.

use std::path::Path;

use gongwen_messages::phrase;
use gongwen_write::columns::{
    BETWEEN, CHECK, CONTINUED, CORRECTION, FILE, MARKER, PATH, REPORT, START, TEXT, THEME, TOPIC,
};
use gongwen_write::{text_check, unharmed};
use serde::Deserialize;

use super::super::table::{Row, header, sheets};
use super::super::{LabelledError, LabelledErrorKind, text};

/// A row as it stands in the file; what its columns lack is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// `file:row`.
    pub(super) place: String,
    /// Name of the file it was tagged from.
    pub(super) file: String,
    /// Title of its report.
    pub(super) report: String,
    pub(super) headings: Vec<String>,
    pub(super) marker: String,
    pub(super) text: String,
    pub(super) start: Option<usize>,
    pub(super) check: String,
    /// Names of the answered theme and topic.
    pub(super) theme: String,
    pub(super) topic: String,
    pub(super) correction: String,
}

impl Raw {
    /// Whether the text is the one that was tagged, as far as the row can tell.
    pub(super) fn is_as_tagged(&self) -> bool {
        self.check.is_empty() || text_check(&self.text) == self.check
    }

    /// Without the apostrophe that stands before what looks like a formula.
    fn unharmed(mut self) -> Self {
        if self.check.is_empty() || !self.is_as_tagged() {
            let bare = unharmed(&self.text);
            if self.check.is_empty() || text_check(bare) == self.check {
                self.text = bare.to_owned();
            }
        }
        self
    }
}

/// Whether a file is a table with a column for corrections.
pub(super) fn is_table(path: &Path) -> Result<bool, LabelledError> {
    Ok(sheets(path)?.iter().any(|rows| header(rows, &[CORRECTION]).is_some()))
}

/// The rows of a table.
pub(super) fn of_table(path: &Path) -> Result<Vec<Raw>, LabelledError> {
    let name = path.to_string_lossy();
    let sheets = sheets(path)?;
    for rows in &sheets {
        if let Some(at) = header(rows, &[TEXT, CORRECTION]) {
            let names = &rows[at];
            return Ok(joined(rows[at + 1..].iter().map(|row| raw(&name, names, row)).collect()));
        }
    }
    let missing =
        if sheets.iter().any(|rows| header(rows, &[CORRECTION]).is_some()) { TEXT } else { CORRECTION };
    Err(LabelledErrorKind::NotCorrections(missing).at(name))
}

fn raw(file: &str, names: &Row, row: &Row) -> Raw {
    let cell = |column: &str| {
        let at = names.cells.iter().position(|name| name.trim() == column);
        at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.as_str())
    };
    let trimmed = |column: &str| unharmed(cell(column).trim()).to_owned();
    let headings = trimmed(PATH);
    Raw {
        place: format!("{file}:{}", row.number),
        file: trimmed(FILE),
        report: trimmed(REPORT),
        headings: headings.split(BETWEEN).filter(|title| !title.is_empty()).map(str::to_owned).collect(),
        marker: trimmed(MARKER),
        text: cell(TEXT).to_owned(),
        start: cell(START).trim().parse().ok(),
        check: trimmed(CHECK),
        theme: trimmed(THEME),
        topic: trimmed(TOPIC),
        correction: cell(CORRECTION).trim().to_owned(),
    }
    .unharmed()
}

/// Puts texts together again that were too long for a cell.
fn joined(rows: Vec<Raw>) -> Vec<Raw> {
    let mut whole: Vec<Raw> = Vec::new();
    for row in rows {
        let goes_on = |last: &Raw| {
            row.marker.ends_with(CONTINUED)
                || !row.check.is_empty() && row.check == last.check && !last.is_as_tagged()
        };
        match whole.last_mut().filter(|last| goes_on(last)) {
            Some(last) => {
                last.text.push_str(&row.text);
                if last.correction.is_empty() {
                    last.correction = row.correction;
                }
            }
            None => whole.push(row),
        }
    }
    whole
}

/// What is read of a line of JSON; it has more.
#[derive(Deserialize)]
struct Line {
    text: String,
    correction: Option<Given>,
    file: Option<String>,
    report: Option<String>,
    #[serde(default)]
    path: Vec<String>,
    #[serde(default)]
    marker: String,
    start: Option<usize>,
    #[serde(default)]
    check: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    fine: String,
}

/// A correction in JSON: one text as in a cell, or a list of names.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Text(String),
    Names(Vec<String>),
}

/// Whether the lines of a JSON file have the field for corrections.
pub(super) fn is_lines(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first: Option<serde_json::Value> = first.and_then(|line| serde_json::from_str(line).ok());
    first.is_some_and(|line| line.get("correction").is_some())
}

/// The lines of a JSON file.
pub(super) fn of_lines(name: &str, text: &str) -> Result<Vec<Raw>, LabelledError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let raw = |(at, json): (usize, &str)| {
        let place = format!("{name}:{}", at + 1);
        let line: Line = serde_json::from_str(json).map_err(|source| {
            LabelledErrorKind::Json { what: phrase!("a tagged paragraph"), source }.at(place.as_str())
        })?;
        Ok(Raw {
            place,
            file: line.file.unwrap_or_default(),
            report: line.report.unwrap_or_default(),
            headings: line.path,
            marker: line.marker,
            text: line.text,
            start: line.start,
            check: line.check,
            theme: line.theme,
            topic: line.fine,
            correction: match line.correction {
                None => String::new(),
                Some(Given::Text(text)) => text.trim().to_owned(),
                Some(Given::Names(names)) => names.join("+"),
            },
        })
    };
    lines.map(raw).collect()
}

/// The rows of a file of any of these formats.
pub(super) fn of_file(path: &Path) -> Result<Vec<Raw>, LabelledError> {
    match path.extension().and_then(|suffix| suffix.to_str()).map(str::to_lowercase).as_deref() {
        Some("jsonl" | "ndjson") => of_lines(&path.to_string_lossy(), &text(path)?),
        Some("csv" | "xlsx" | "tsv" | "txt") => of_table(path),
        _ => Err(LabelledErrorKind::NoTable.at(path.to_string_lossy())),
    }
}
