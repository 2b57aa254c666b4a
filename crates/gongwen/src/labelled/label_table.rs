//! Labelled paragraphs as a table, csv or xlsx: a row a paragraph, its text under 正文 (or `text`), its topics under
//! 主题 (or `theme`) by id or name, the primary one first: `水利、安全`. 报告 (`report`) keeps paragraphs of one report
//! together in folds, 标题 (`headings`) holds the headings above, parted by ` › `. Rows without a topic are passed
//! over: they are still to be labelled.

use std::path::Path;

use gongwen_classifier::ThemeSet;
use gongwen_write::columns::{BETWEEN, CORRECTION, FILE, PATH, REPORT, START, TEXT, THEME};
use gongwen_write::unharmed;

use super::review::{NEW_LABEL, is_between, parse_labels};
use super::table::{Row, Rows, csv_rows, header, sheets};
use super::{Content, LabelledError, LabelledErrorKind, LabelledText};
use crate::checked::BATCH;
use crate::text::Text;

/// The columns that are needed, by their Chinese names and in English.
const NEEDED: [[&str; 2]; 2] = [[TEXT, THEME], ["text", "theme"]];

/// Whether a file is such a table: tables of tags and reviews, which have these columns too, have one more to fill in.
pub(super) fn is_one(path: &Path) -> Result<bool, LabelledError> {
    Ok(sheets(path)?.iter().any(|rows| head(rows).is_some()))
}

fn head(rows: &[Row]) -> Option<usize> {
    let others = [CORRECTION, NEW_LABEL];
    let at = NEEDED.iter().find_map(|columns| header(rows, columns))?;
    let has_other = rows[at].cells.iter().any(|cell| others.contains(&cell.trim()));
    (!has_other).then_some(at)
}

/// Reads the labelled paragraphs of a file.
pub(super) fn read(path: &Path, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    of_sheets(&path.to_string_lossy(), &sheets(path)?, themes)
}

/// Reads the labelled paragraphs of a csv by its text.
pub(super) fn read_csv(
    name: &str,
    text: &str,
    themes: &ThemeSet,
) -> Result<Vec<LabelledText>, LabelledError> {
    of_sheets(name, &[csv_rows(name, text)?], themes)
}

fn of_sheets(name: &str, sheets: &[Rows], themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let found = sheets.iter().find_map(|rows| Some((rows, head(rows)?)));
    let (rows, at) = found.ok_or_else(|| LabelledErrorKind::NotLabels.at(name))?;
    let (names, rows) = (&rows[at], &rows[at + 1..]);
    let examples = rows.iter().filter_map(|row| example(name, names, row, themes).transpose());
    let examples: Vec<LabelledText> = examples.collect::<Result<_, _>>()?;
    match examples.is_empty() {
        true => Err(LabelledErrorKind::NoLabels(rows.len()).at(name)),
        false => Ok(examples),
    }
}

/// The cell of a row under the column of one of these names, empty where there is none.
fn cell_of(names: &Row, row: &Row, columns: [&str; 2]) -> String {
    let at = names.cells.iter().position(|name| columns.contains(&name.trim()));
    let cell = at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
    unharmed(cell).to_owned()
}

/// A row of a sample that was drawn to be checked.
pub(crate) struct CheckedCell {
    /// The row, as `file:row`.
    pub(crate) place: String,
    /// Name of the file that the paragraph stands in.
    pub(crate) file: String,
    /// Where it begins there.
    pub(crate) start: Option<usize>,
    /// What tells the batch it was drawn from.
    pub(crate) batch: String,
    /// Index of the theme it is about; nothing where nobody has said so yet.
    pub(crate) theme: Option<usize>,
}

/// Reads a sample, filled in or not.
pub(crate) fn checked_cells(path: &Path, themes: &ThemeSet) -> Result<Vec<CheckedCell>, LabelledError> {
    let (name, sheets) = (path.to_string_lossy(), sheets(path)?);
    let found = sheets.iter().find_map(|rows| Some((rows, header(rows, &[FILE, START, BATCH, THEME])?)));
    let (rows, at) = found.ok_or_else(|| LabelledErrorKind::NoSample.at(&*name))?;
    let names = &rows[at];
    let read = |row: &Row| -> Result<CheckedCell, LabelledError> {
        let cell = |column: &str| cell_of(names, row, [column, column]);
        let (place, label) = (format!("{name}:{}", row.number), cell(THEME));
        let theme = match label.as_str() {
            "" => None,
            label => Some(theme_in(label, themes, &place)?),
        };
        Ok(CheckedCell {
            file: cell(FILE),
            start: cell(START).parse().ok(),
            batch: cell(BATCH),
            theme,
            place,
        })
    };
    let is_row = |row: &&Row| row.cells.iter().any(|cell| !cell.trim().is_empty());
    rows[at + 1..].iter().filter(is_row).map(read).collect()
}

/// Index of the theme that a cell names, or of that of the topic it names; the first of several.
fn theme_in(cell: &str, themes: &ThemeSet, place: &str) -> Result<usize, LabelledError> {
    let named =
        |name: &str| themes.theme_index(name).or_else(|| Some(themes.theme_of(themes.topic_index(name)?)));
    if let Some(theme) = named(cell) {
        return Ok(theme);
    }
    let first = cell.split(is_between).find(|name| !name.is_empty()).unwrap_or(cell);
    named(first).ok_or_else(|| {
        let known = themes.themes().iter().map(|theme| theme.zh.as_str()).collect::<Vec<_>>().join("、");
        LabelledErrorKind::UnknownTheme { name: first.to_owned(), known }.at(place)
    })
}

/// What a row teaches; nothing where it has no label.
fn example(
    name: &str,
    names: &Row,
    row: &Row,
    themes: &ThemeSet,
) -> Result<Option<LabelledText>, LabelledError> {
    let cell = |columns: [&str; 2]| cell_of(names, row, columns);
    let place = format!("{name}:{}", row.number);
    let (text, label) = (cell([TEXT, "text"]), cell([THEME, "theme"]));
    if label.is_empty() {
        return Ok(None);
    }
    if text.is_empty() {
        return Err(LabelledErrorKind::NoText.at(place));
    }
    let (topic, secondary) = parse_labels(&label, themes, &place)?;
    let headings = cell([PATH, "headings"]);
    let report = Some(cell([REPORT, "report"])).filter(|report| !report.is_empty());
    Ok(Some(LabelledText {
        content: Content::Text(Text {
            lead: gongwen_parse::lead_of(&text).map(str::to_owned),
            text,
            headings: headings.split(BETWEEN).filter(|title| !title.is_empty()).map(str::to_owned).collect(),
            title: report.clone(),
            with_items: None,
        }),
        topic,
        secondary,
        kind: report.clone().unwrap_or_else(|| place.clone()),
        report: report.unwrap_or_else(|| place.clone()),
        // Rows may be a sample: what stands beside a paragraph is not known.
        paragraph: None,
        weight: 1.0,
        place,
    }))
}
