//! Sheets whose rows are no paragraphs: a head, and rows of cells, numbers as numbers.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use super::sheet::{LINE, TALLEST, lines, pieces, start};
use crate::table::{Cell, begins_as_formula};
use crate::{WriteError, probability};

/// Background of rows that want a look.
const MARKED: Color = Color::RGB(0xFD_E9_E7);

pub(super) struct Grid {
    worksheet: Worksheet,
    /// The row to be written next.
    row: u32,
    columns: u16,
    /// How many of them are printed.
    printed: u16,
    /// Of the columns, where texts are wrapped: rows are as high as their lines.
    widths: Vec<f64>,
    plain: Format,
}

impl Grid {
    /// A sheet with its head: names and widths of the columns. Texts longer than their column go on in the next
    /// line where they are `wrapped`.
    pub(super) fn new<'c>(
        name: &str,
        columns: impl IntoIterator<Item = (&'c str, f64)>,
        wrapped: bool,
    ) -> Result<Self, WriteError> {
        let columns: Vec<(&str, f64)> = columns.into_iter().collect();
        let count = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        let widths = if wrapped { columns.iter().map(|(_, width)| *width).collect() } else { Vec::new() };
        // Places in a source are for programs; on paper they would only make the rest small.
        let is_place = |(name, _): &&(&str, f64)| name.ends_with('起') || name.ends_with('止');
        let printed = count.saturating_sub(columns.iter().rev().take_while(is_place).count() as u16);
        let worksheet = start(name, columns)?;
        let plain = Format::new().set_align(FormatAlign::Top);
        let plain = if wrapped { plain.set_text_wrap() } else { plain };
        Ok(Self { worksheet, row: 1, columns: count, printed, widths, plain })
    }

    /// Writes the next row.
    pub(super) fn row(&mut self, cells: &[Cell], marked: bool) -> Result<(), WriteError> {
        let plain = self.plain.clone();
        let format = if marked { plain.set_background_color(MARKED) } else { plain };
        for (column, cell) in (0..).zip(cells) {
            put(&mut self.worksheet, (self.row, column), cell, &format)?;
        }
        let highest = cells.iter().zip(&self.widths).map(|(cell, &width)| lines(&cell.text(), width)).max();
        if let Some(highest) = highest {
            self.worksheet.set_row_height(self.row, (highest.max(1) as f64 * LINE).min(TALLEST))?;
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, WriteError> {
        self.worksheet.autofilter(0, 0, self.row - 1, self.columns.saturating_sub(1))?;
        self.worksheet.set_print_area(0, 0, self.row - 1, self.printed.max(1) - 1)?;
        Ok(self.worksheet)
    }
}

/// Writes a cell: shares and probabilities as percentages, and no text that Excel would compute.
pub(super) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let percent = || format.clone().set_num_format("0.0%");
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) | Cell::Term { zh: text, .. } => {
            // Who cares for the rest of a text without end splits it before.
            let text = pieces(text).first().copied().unwrap_or_default();
            // A string computes nothing, but becomes a formula when somebody edits it, unless it is quoted.
            let quoted = begins_as_formula(text).then(|| format.clone().set_quote_prefix());
            sheet.write_string_with_format(row, column, text, quoted.as_ref().unwrap_or(format))?
        }
        Cell::Count(count) => sheet.write_number_with_format(row, column, *count as f64, format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Probability(p) => {
            sheet.write_number_with_format(row, column, probability(*p, 3), &percent())?
        }
        Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &percent())?,
        Cell::Points(points) => {
            let signed = format.clone().set_num_format("+0.0;-0.0;0.0");
            sheet.write_number_with_format(row, column, *points, &signed)?
        }
    };
    Ok(())
}
