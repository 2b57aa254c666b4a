//! The sheet of paragraphs.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::palette::{GREY, colour, tint};
use crate::table::{Cell, Column};
use crate::{Tag, ThemeNames, WriteError};

/// Excel takes no more characters in a cell.
const LONGEST: usize = 32_767;
/// Height of a line, in points, and of the tallest row Excel takes.
const LINE: f64 = 15.0;
const TALLEST: f64 = 409.0;
/// Excel's number for the paper.
pub(super) const A4: u8 = 9;

pub(super) struct Sheet {
    worksheet: Worksheet,
    /// The row to be written next.
    row: u32,
    /// Of the columns, in characters of Latin text.
    widths: Vec<f64>,
    theme_column: usize,
}

impl Sheet {
    /// A sheet with its header; cells of `theme_column` get the colour of their theme.
    pub(super) fn new(columns: &[&Column], theme_column: usize) -> Result<Self, WriteError> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name("段落")?;
        for (index, column) in (0u16..).zip(columns) {
            worksheet.set_column_width(index, column.width)?;
            worksheet.write_string_with_format(0, index, column.name, &header())?;
        }
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(Self {
            worksheet,
            row: 1,
            widths: columns.iter().map(|column| column.width).collect(),
            theme_column,
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell], themes: &ThemeNames, tag: &Tag) -> Result<(), WriteError> {
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let percent = plain.clone().set_num_format("0%");
        let background = if tag.unsure { GREY } else { colour(themes, tag.theme) };
        let themed = plain
            .clone()
            .set_font_color(Color::RGB(background))
            .set_background_color(Color::RGB(tint(background, 0.14)))
            .set_bold();
        for (index, cell) in cells.iter().enumerate() {
            let column = index as u16;
            let format = if index == self.theme_column { &themed } else { &plain };
            match cell {
                Cell::Text(text) => {
                    self.worksheet.write_string_with_format(self.row, column, clipped(text), format)?
                }
                Cell::Count(count) => {
                    self.worksheet.write_number_with_format(self.row, column, *count as f64, &plain)?
                }
                Cell::Probability(p) => {
                    self.worksheet.write_number_with_format(self.row, column, *p, &percent)?
                }
            };
        }
        let lines = cells.iter().zip(&self.widths).map(|(cell, &width)| lines(&cell.text(), width)).max();
        self.worksheet.set_row_height(self.row, (lines.unwrap_or(1) as f64 * LINE).min(TALLEST))?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, WriteError> {
        self.worksheet.autofilter(0, 0, self.row - 1, self.widths.len().saturating_sub(1) as u16)?;
        Ok(self.worksheet)
    }
}

/// The look of a header cell.
pub(super) fn header() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE8EBF0))
        .set_border_bottom(FormatBorder::Thin)
}

/// Lines a text takes in a column, where a Chinese character is two Latin ones wide.
fn lines(text: &str, width: f64) -> usize {
    let of_line = |line: &str| {
        let columns: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        // No line is filled to the last column.
        (columns as f64 / (width - 2.0).max(1.0)).ceil().max(1.0) as usize
    };
    text.lines().map(of_line).sum()
}

/// A text that fits a cell; a longer one ends in `…`.
fn clipped(text: &str) -> String {
    // Excel counts UTF-16 units.
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units >= LONGEST
    });
    match end {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, clipped, lines};

    #[test]
    fn rows_are_high_enough_for_their_text() {
        assert_eq!(lines("安全", 10.0), 1);
        assert_eq!(lines("安全生产工作", 10.0), 2);
        assert_eq!(lines("a\nb", 10.0), 2);
    }

    #[test]
    fn no_cell_is_longer_than_excel_takes() {
        let long = "安".repeat(LONGEST + 9);
        assert_eq!(clipped(&long).chars().count(), LONGEST);
        assert_eq!(clipped("安全"), "安全");
    }
}
