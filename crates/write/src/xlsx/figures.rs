//! The workbook of figures: a row a figure, numbers as numbers.

use std::io::Write;

use gongwen_parse::CodePoints;

use super::grid::Grid;
use super::save;
use crate::figure_table::{self, COLUMNS};
use crate::figured::FiguredFile;
use crate::{FigureWriter, ThemeNames, WriteError};

/// Gathers the rows and writes the workbook at the end.
pub(crate) struct Figures<'a> {
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
    grid: Grid,
}

impl<'a> Figures<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let columns = COLUMNS.iter().map(|column| (column.name, column.width));
        Ok(Self { out, themes, grid: Grid::new("数据", columns, false)? })
    }
}

impl FigureWriter for Figures<'_> {
    fn add(&mut self, file: &FiguredFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.file.document.source);
        for stated in file.rows() {
            let cells = figure_table::cells(file, &points, self.themes, stated);
            self.grid.row(&cells, !stated.placed.conflicts.is_empty())?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        save(self.out, [self.grid.finish()?])
    }
}
