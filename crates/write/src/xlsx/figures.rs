//! The workbook of figures: a row a figure, numbers as numbers.

use std::io::Write;

use gongwen_parse::CodePoints;
use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet};

use super::save;
use super::sheet::{A4, header, pieces};
use crate::figure_table::{self, COLUMNS};
use crate::figured::FiguredFile;
use crate::table::{Cell, begins_as_formula};
use crate::{FigureWriter, ThemeNames, WriteError};

/// Gathers the rows and writes the workbook at the end.
pub(crate) struct Figures<'a> {
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
    worksheet: Worksheet,
    /// The row to be written next.
    row: u32,
}

impl<'a> Figures<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let mut worksheet = Worksheet::new();
        worksheet.set_name("数据")?;
        for (index, column) in (0u16..).zip(&COLUMNS) {
            worksheet.set_column_width(index, column.width)?;
            worksheet.write_string_with_format(0, index, column.name, &header())?;
        }
        worksheet.set_freeze_panes(1, 0)?;
        worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        Ok(Self { out, themes, worksheet, row: 1 })
    }

    fn cells(&mut self, cells: &[Cell], in_conflict: bool) -> Result<(), WriteError> {
        let plain = Format::new().set_align(FormatAlign::Top);
        let plain = if in_conflict { plain.set_background_color(Color::RGB(0xFD_E9_E7)) } else { plain };
        for (column, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let format = if begins_as_formula(text) {
                        plain.clone().set_quote_prefix()
                    } else {
                        plain.clone()
                    };
                    // A sentence is never as long as a cell takes, but a text without marks may be.
                    let text = pieces(text).first().copied().unwrap_or_default();
                    self.worksheet.write_string_with_format(self.row, column, text, &format)?
                }
                Cell::Count(count) => {
                    self.worksheet.write_number_with_format(self.row, column, *count as f64, &plain)?
                }
                Cell::Number(number) | Cell::Probability(number) => {
                    self.worksheet.write_number_with_format(self.row, column, *number, &plain)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }
}

impl FigureWriter for Figures<'_> {
    fn add(&mut self, file: &FiguredFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.file.document.source);
        for stated in file.rows() {
            let cells = figure_table::cells(file, &points, self.themes, stated);
            self.cells(&cells, !stated.placed.conflicts.is_empty())?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.worksheet.autofilter(0, 0, self.row - 1, COLUMNS.len() as u16 - 1)?;
        save(self.out, [self.worksheet])
    }
}
