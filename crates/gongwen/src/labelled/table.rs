//! Tables as programs save them: csv in whatever encoding and with whatever separator, and workbooks.

#[cfg(feature = "xlsx")]
use std::io::Cursor;
use std::path::Path;

#[cfg(feature = "xlsx")]
use calamine::{Reader, Xlsx, XlsxError};
#[cfg(feature = "xlsx")]
use gongwen_read::{Limits, ReadErrorKind, check_zip};

use super::{LabelledError, LabelledErrorKind, text};

/// The rows of a table, whatever stands in them.
pub(super) type Rows = Vec<Row>;

/// A row of a table.
pub(super) struct Row {
    /// Its number as programs show it, 1 for the first of the sheet.
    pub(super) number: usize,
    /// Its cells from the first column on.
    pub(super) cells: Vec<String>,
}

/// Rows above the header that are looked at: people write titles there.
const ABOVE: usize = 20;

/// Position of the row that names columns, where it has all of these.
pub(super) fn header(rows: &[Row], columns: &[&str]) -> Option<usize> {
    let has = |row: &Row, column: &str| row.cells.iter().any(|cell| cell.trim() == column);
    rows.iter().take(ABOVE).position(|row| columns.iter().all(|column| has(row, column)))
}

/// The sheets of a file; a csv is one.
pub(super) fn sheets(path: &Path) -> Result<Vec<Rows>, LabelledError> {
    match path.extension().and_then(|suffix| suffix.to_str()) {
        Some(suffix) if suffix.eq_ignore_ascii_case("xlsx") => workbook(path),
        _ => Ok(vec![csv(path)?]),
    }
}

fn csv(path: &Path) -> Result<Rows, LabelledError> {
    csv_rows(&path.to_string_lossy(), &text(path)?)
}

/// The rows of a csv by its text.
pub(super) fn csv_rows(name: &str, text: &str) -> Result<Rows, LabelledError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let row = |(at, record): (usize, Result<csv::StringRecord, csv::Error>)| {
        let record = record.map_err(|error| LabelledErrorKind::Csv(error).at(name))?;
        Ok(Row { number: at + 1, cells: record.iter().map(str::to_owned).collect() })
    };
    reader.records().enumerate().map(row).collect()
}

/// What parts the cells of the first line: a comma, or what some programs write in its place.
fn separator(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let times = |separator: u8| line.bytes().filter(|&byte| byte == separator).count();
    // Of equals the last is the greatest.
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| times(separator)).unwrap_or(b',')
}

#[cfg(not(feature = "xlsx"))]
fn workbook(path: &Path) -> Result<Vec<Rows>, LabelledError> {
    Err(LabelledErrorKind::LeftOut.at(path.to_string_lossy()))
}

/// Reads the sheets of a workbook that is no larger than corrected tables are: the library unpacks whatever it is given.
#[cfg(feature = "xlsx")]
fn workbook(path: &Path) -> Result<Vec<Rows>, LabelledError> {
    let bytes = super::bytes(path)?;
    let limits = Limits { unpacked_bytes: super::MAX_FILE, ..Limits::default() };
    let checked = check_zip(&bytes, &limits).map_err(|kind| match kind {
        ReadErrorKind::UnpacksTooLarge { limit } => LabelledErrorKind::UnpacksTooLarge(limit),
        kind => LabelledErrorKind::Read(kind),
    });
    checked.and_then(|()| cells(&bytes)).map_err(|kind| kind.at(path.to_string_lossy()))
}

/// Reads cell by cell: a lone cell in the last row makes no room for all rows above.
#[cfg(feature = "xlsx")]
fn cells(bytes: &[u8]) -> Result<Vec<Rows>, LabelledErrorKind> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(LabelledErrorKind::Workbook)?;
    let mut sheets = Vec::new();
    // A text stands once in the file, however many cells show it.
    let (mut count, mut text) = (0, 0);
    for sheet in book.sheet_names() {
        let mut reader = match book.worksheet_cells_reader(&sheet) {
            Ok(reader) => reader,
            // A sheet that is a chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(LabelledErrorKind::Workbook(error)),
        };
        let mut rows: Rows = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(LabelledErrorKind::Workbook)? {
            let (row, column) = cell.get_position();
            let (number, column) = (row as usize + 1, column as usize);
            if column >= MAX_COLUMNS {
                continue;
            }
            if rows.last().is_none_or(|last| last.number != number) {
                rows.push(Row { number, cells: Vec::new() });
                count += CELLS_OF_A_ROW;
            }
            let Some(Row { cells, .. }) = rows.last_mut() else { continue };
            let (before, shown) = (cells.len(), shown(cell.get_value()));
            cells.resize(before.max(column + 1), String::new());
            count += cells.len() - before;
            text += shown.len() as u64;
            if count > MAX_CELLS || text > super::MAX_FILE {
                return Err(LabelledErrorKind::TooManyCells { cells: MAX_CELLS, bytes: super::MAX_FILE });
            }
            cells[column] = shown;
        }
        sheets.push(rows);
    }
    Ok(sheets)
}

/// Columns beyond are nobody's corrections.
#[cfg(feature = "xlsx")]
const MAX_COLUMNS: usize = 256;

/// The most cells, empty ones between others included: more than 150,000 rows of any table that is written here.
#[cfg(feature = "xlsx")]
const MAX_CELLS: usize = 4_000_000;

/// The cells that take as much memory as an empty row.
#[cfg(feature = "xlsx")]
const CELLS_OF_A_ROW: usize = 3;

/// A cell's value as text.
#[cfg(feature = "xlsx")]
fn shown(value: &calamine::DataRef<'_>) -> String {
    use calamine::DataRef;
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::separator;

    #[test]
    fn tables_of_other_separators_are_read() {
        assert_eq!(separator("正文,更正\n甲;乙;丙,丁"), b',');
        assert_eq!(separator("正文;标题, 全;更正"), b';');
        assert_eq!(separator("正文\t更正"), b'\t');
        assert_eq!(separator(""), b',');
    }
}
