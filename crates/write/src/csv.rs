//! Tags as a table that opens right in Excel: UTF-8 with byte-order mark, CRLF, Chinese header,
//! a row a paragraph. A text that a spreadsheet would take for a formula gets an apostrophe before it.

use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};
use gongwen_parse::CodePoints;

use crate::figure_table;
use crate::table::{self, BACK, COLUMNS, Cell, Chosen, Column, begins_as_formula};
use crate::{FigureWriter, FiguredFile, Table, TagWriter, TaggedFile, ThemeNames, WriteError};

/// Writes each file at once.
pub(crate) struct Tags<'a> {
    out: Writer<&'a mut dyn Write>,
    themes: &'a ThemeNames,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let mut out = start(out)?;
        out.write_record(COLUMNS.iter().chain(&BACK).map(|column| column.name))?;
        Ok(Self { out, themes })
    }
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        for tagged in file.paragraphs() {
            let (cells, back) = (
                table::cells(&file, &points, self.themes, tagged),
                table::back(self.themes, tagged.1, tagged.2),
            );
            self.out.write_record(cells.iter().chain(&back).map(field))?;
        }
        Ok(self.out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

/// Writes the figures of each file at once.
pub(crate) struct Figures<'a> {
    out: Writer<&'a mut dyn Write>,
    themes: &'a ThemeNames,
}

impl<'a> Figures<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let mut out = start(out)?;
        out.write_record(figure_table::COLUMNS.iter().map(|column| column.name))?;
        Ok(Self { out, themes })
    }
}

impl FigureWriter for Figures<'_> {
    fn add(&mut self, file: &FiguredFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.file.document.source);
        for stated in file.rows() {
            let cells = figure_table::cells(file, &points, self.themes, stated);
            self.out.write_record(cells.iter().map(field))?;
        }
        Ok(self.out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

/// Writes chosen paragraphs: the columns of tags with others before and behind them.
pub(crate) fn chosen<'a>(
    out: &mut dyn Write,
    [before, behind]: [&[Column]; 2],
    rows: impl Iterator<Item = Chosen<'a>>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    let mut out = start(out)?;
    let columns = before.iter().chain(&COLUMNS).chain(behind).chain(&BACK);
    out.write_record(columns.map(|column| column.name))?;
    for row in rows {
        out.write_record(row.cells(themes).iter().map(field))?;
    }
    Ok(out.flush()?)
}

/// Writes tables, one below another with an empty line between.
pub(crate) fn tables(out: &mut dyn Write, tables: &[Table]) -> Result<(), WriteError> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    for (place, table) in tables.iter().enumerate() {
        if place > 0 {
            out.write_all(b"\r\n")?;
        }
        let mut rows = rows(&mut *out);
        rows.write_record(table.columns.iter().map(|column| &column.name))?;
        for row in &table.rows {
            rows.write_record(row.cells.iter().map(field))?;
        }
        rows.flush()?;
    }
    Ok(())
}

/// A cell as it stands in the file.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(_) | Cell::Term { .. } => harmless(cell.text()),
        number => number.text(),
    }
}

/// A text as a cell of a CSV table that no spreadsheet computes: one that begins as a formula does, or with a
/// tab or line break that may be passed over before it, gets an apostrophe before it (as OWASP advises).
///
/// ```
/// assert_eq!(gongwen_write::harmless("=1+1".to_owned()), "'=1+1");
/// assert_eq!(gongwen_write::harmless("安全".to_owned()), "安全");
/// ```
pub fn harmless(text: String) -> String {
    if begins_as_formula(&text) { format!("'{text}") } else { text }
}

/// A cell of a table that this program wrote, as it was before [`harmless`].
///
/// ```
/// assert_eq!(gongwen_write::unharmed("'=1+1"), "=1+1");
/// assert_eq!(gongwen_write::unharmed("'90年代"), "'90年代");
/// ```
pub fn unharmed(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| begins_as_formula(text)).unwrap_or(cell)
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

fn start(out: &mut dyn Write) -> Result<Writer<&mut dyn Write>, WriteError> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    Ok(rows(out))
}

fn rows<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

#[cfg(test)]
mod tests {
    use super::{Cell, field, unharmed};

    #[test]
    fn texts_are_no_formulas_and_numbers_stay_numbers() {
        let text = |text: &str| field(&Cell::Text(text.to_owned()));
        for formula in [
            "=1+1",
            "+排查",
            "-演练",
            "@函数",
            "＝甲",
            "＋乙",
            "－丙",
            "＠丁",
            "\t=甲",
            "\r甲",
            " =甲",
            "\u{3000}-甲",
            "\u{feff}=甲",
            "\u{200b} @甲",
        ] {
            assert_eq!(text(formula), format!("'{formula}"));
            assert_eq!(unharmed(&text(formula)), formula);
        }
        for plain in ["", "-", "安全", "a=b", "（-）", "—甲", "1-2", "'", "'甲"] {
            assert_eq!(text(plain), plain);
            assert_eq!(unharmed(plain), plain);
        }
        assert_eq!(field(&Cell::Count(3)), "3");
        assert_eq!(field(&Cell::Probability(0.99996)), "0.999");
    }
}
