//! Tables whose rows are no paragraphs: written as csv, xlsx and jsonl, or as part of a paper.

use crate::table::Cell;

/// A table.
///
/// ```
/// use gongwen_write::{Cell, OutputFormat, Row, Table, TableColumn, tables};
///
/// let table = Table {
///     name: "占比".to_owned(),
///     kind: None,
///     columns: vec![TableColumn::new("单位", "unit", 18.0), TableColumn::new("占比", "share", 9.0)],
///     rows: vec![Row::of(vec![Cell::of("青禾县"), Cell::Share(0.25)])],
/// };
/// let mut out = Vec::new();
/// tables(OutputFormat::Jsonl, &mut out, &[table])?;
/// assert_eq!(String::from_utf8_lossy(&out), "{\"unit\":\"青禾县\",\"share\":0.25}\n");
/// # Ok::<(), gongwen_write::WriteError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its name, that of its sheet in a workbook.
    pub name: String,
    /// What a row is: `kind` of its JSON record; nothing where all records are of one kind.
    pub kind: Option<&'static str>,
    /// The columns, in order.
    pub columns: Vec<TableColumn>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Its head.
    pub name: String,
    /// The key in JSON records; empty where they leave it out.
    pub key: String,
    /// Width, in characters of Latin text.
    pub width: f64,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As many as the table has columns.
    pub cells: Vec<Cell>,
    /// Whether it wants a look, and so stands out.
    pub marked: bool,
}

impl TableColumn {
    /// A column with this head, key and width.
    pub fn new(name: impl Into<String>, key: impl Into<String>, width: f64) -> Self {
        Self { name: name.into(), key: key.into(), width }
    }
}

impl Row {
    /// A row of these cells.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, marked: false }
    }
}

impl Table {
    /// The table with those of its columns that have one of these keys, in its own order.
    pub fn only(&self, keys: &[&str]) -> Self {
        let kept: Vec<usize> = (0..self.columns.len())
            .filter(|&column| keys.contains(&self.columns[column].key.as_str()))
            .collect();
        let row = |row: &Row| Row {
            cells: kept.iter().filter_map(|&column| row.cells.get(column).cloned()).collect(),
            marked: row.marked,
        };
        Self {
            name: self.name.clone(),
            kind: self.kind,
            columns: kept.iter().map(|&column| self.columns[column].clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    /// Whether a column holds numbers.
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        let known = |cell: &&Cell| **cell != Cell::Empty;
        cells.clone().any(|cell| cell.is_number()) && cells.by_ref().filter(known).all(Cell::is_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::table;
    use crate::{OutputFormat, tables};

    fn written(format: OutputFormat, given: &[Table]) -> Vec<u8> {
        let mut out = Vec::new();
        tables(format, &mut out, given).unwrap();
        out
    }

    #[test]
    fn a_row_is_a_record_and_a_line() {
        let text = |format| String::from_utf8(written(format, &[table(), table().only(&["unit"])])).unwrap();
        insta::assert_snapshot!(text(OutputFormat::Jsonl));
        insta::assert_snapshot!(text(OutputFormat::Csv).replace('\r', "⏎"));
    }

    #[test]
    fn only_cells_that_are_numbers_make_a_column_of_numbers() {
        let numeric: Vec<bool> = (0..5).map(|column| table().is_numeric(column)).collect();
        assert_eq!(numeric, [false, false, true, true, true]);
        assert!(!Table { rows: Vec::new(), ..table() }.is_numeric(2));
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn numbers_are_numbers_in_a_workbook() {
        use calamine::{Data, Reader, Xlsx};

        let bytes = written(OutputFormat::Xlsx, &[table()]);
        let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheet = workbook.worksheet_range("占比").unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(1, 1), Data::String("成效".to_owned()));
        assert_eq!([cell(1, 2), cell(1, 3), cell(1, 4)], [12.0, -1.5, 0.12345].map(Data::Float));
        assert_eq!(cell(2, 0), Data::String("=1+1".to_owned()));
        assert_eq!([cell(2, 1), cell(2, 3)], [Data::Empty, Data::Empty]);
        assert_eq!(cell(2, 4), Data::Float(0.999));
    }
}
