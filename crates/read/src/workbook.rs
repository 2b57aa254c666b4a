//! Workbooks (.xlsx, .xls, .et) in whose cells a report is laid out: row by row, as a table in a document.
//!
//! Most workbooks are no reports but figures by units and months; what holds no sentence is refused.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use gongwen_messages::{phrase, text};

use crate::budget::Budget;
use crate::lines::{self, Content, Line};
use crate::ole::{self, Ole};
use crate::zipped::check_zip;
use crate::{Limits, ReadErrorKind, docx, panics};

/// Columns beyond are no form's.
const MAX_COLUMNS: usize = 256;

/// What is damaged where a workbook cannot be made out.
const PART: &str = phrase!("workbook");

/// Reads the rows of all sheets that show.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    let read = if bytes.starts_with(ole::SIGNATURE) { old } else { new };
    // Both readers take some things for granted that a damaged file does not grant.
    let content = panics::catch(|| read(bytes, limits))
        .unwrap_or_else(|| Err(ReadErrorKind::damaged(PART, text!("its structure makes no sense"))))?;
    // What this program wrote is told by its name, whatever it holds.
    if content.generator.is_none() && !content.lines.iter().any(|line| is_sentence(&line.text)) {
        return Err(ReadErrorKind::NO_SENTENCE);
    }
    Ok(content)
}

/// Whether a line says something, as no head of a column and no figure does.
fn is_sentence(text: &str) -> bool {
    const LEAST: usize = 20;
    text.contains(['。', '；', '，']) && text.chars().count() >= LEAST
}

/// A workbook of 2007 or later, cell by cell: a lone cell in the last row makes no room for all rows above.
fn new(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    check_zip(bytes, limits)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged_new)?;
    let mut rows = Rows::new(limits);
    for sheet in shown(&book) {
        let mut cells = match book.worksheet_cells_reader(&sheet) {
            Ok(cells) => cells,
            // A sheet that is a chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged_new(error)),
        };
        while let Some(cell) = cells.next_cell().map_err(damaged_new)? {
            let (row, column) = cell.get_position();
            rows.add(row, column, &text(cell.get_value()))?;
        }
        rows.end_row();
    }
    Ok(Content { lines: rows.lines, generator: docx::generator_of(bytes, limits) })
}

/// A workbook before 2007, also by WPS (.et).
fn old(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadErrorKind::Encrypted,
        error => ReadErrorKind::damaged(PART, error),
    })?;
    let mut rows = Rows::new(limits);
    for sheet in shown(&book) {
        let Ok(range) = book.worksheet_range(&sheet) else { continue };
        let start = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            rows.add(
                start.0.saturating_add(row as u32),
                start.1.saturating_add(column as u32),
                &data(value),
            )?;
        }
        rows.end_row();
    }
    let generator = Ole::open(bytes).ok().and_then(|mut file| file.generator(&mut Budget::new(limits)));
    Ok(Content { lines: rows.lines, generator })
}

/// Names of the sheets that are not hidden.
fn shown<'a>(book: &impl Reader<Cursor<&'a [u8]>>) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    sheets.filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect()
}

fn damaged_new(error: XlsxError) -> ReadErrorKind {
    match error {
        XlsxError::Password => ReadErrorKind::Encrypted,
        error => ReadErrorKind::damaged(PART, error),
    }
}

/// Makes lines of cells as they come.
struct Rows {
    lines: Vec<Line>,
    /// The number of the open row.
    row: u32,
    cells: Vec<Vec<Line>>,
    budget: Budget,
}

impl Rows {
    fn new(limits: &Limits) -> Self {
        Self { lines: Vec::new(), row: 0, cells: Vec::new(), budget: Budget::new(limits) }
    }

    fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), ReadErrorKind> {
        let column = column as usize;
        if text.trim().is_empty() || column >= MAX_COLUMNS {
            return Ok(());
        }
        self.budget.check_time()?;
        self.budget.spend_lines(1 + text.matches('\n').count())?;
        self.budget.spend_text(text.len())?;
        if row != self.row {
            self.end_row();
            self.row = row;
        }
        self.cells.resize_with(self.cells.len().max(column + 1), Vec::new);
        self.cells[column] = text.lines().map(Line::plain).collect();
        Ok(())
    }

    fn end_row(&mut self) {
        self.lines.extend(lines::row(std::mem::take(&mut self.cells)));
    }
}

/// A cell's value as the sheet shows it, or nearly so.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        value => data(&Data::from(value.clone())),
    }
}

fn data(value: &Data) -> String {
    match value {
        Data::DateTime(date) if date.is_datetime() => day(date),
        // What a formula could not find is no text.
        Data::Error(_) | Data::Empty => String::new(),
        value => value.to_string(),
    }
}

/// A day; its time where it has one.
fn day(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    let day = format!("{year}年{month}月{day}日");
    if (hour, minute) == (0, 0) { day } else { format!("{day}{hour}:{minute:02}") }
}

#[cfg(test)]
mod tests {
    use super::is_sentence;

    #[test]
    fn heads_and_figures_are_no_sentences() {
        assert!(is_sentence("全年排查企业和沿街商铺四百家次，整改隐患二百处。"));
        for cell in
            ["序号\t单位\t完成情况", "1,024", "2023年1月至12月各街道消防安全检查完成情况一览表", "无。"]
        {
            assert!(!is_sentence(cell), "{cell}");
        }
    }
}
