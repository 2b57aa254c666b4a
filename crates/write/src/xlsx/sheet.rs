//! The sheet of paragraphs.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::palette::{GREY, colour, tint};
use crate::table::{Cell, Column};
use crate::{Tag, ThemeNames, WriteError};

/// Excel takes no more characters in a cell.
const LONGEST: usize = 32_767;

pub(super) struct Sheet {
    worksheet: Worksheet,
    /// The row to be written next.
    row: u32,
    last_column: u16,
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
        Ok(Self { worksheet, row: 1, last_column: columns.len().saturating_sub(1) as u16, theme_column })
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
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Worksheet, WriteError> {
        self.worksheet.autofilter(0, 0, self.row - 1, self.last_column)?;
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
    use super::{LONGEST, clipped};

    #[test]
    fn no_cell_is_longer_than_excel_takes() {
        let long = "安".repeat(LONGEST + 9);
        assert_eq!(clipped(&long).chars().count(), LONGEST);
        assert_eq!(clipped("安全"), "安全");
    }
}
