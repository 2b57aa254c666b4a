//! Excel workbooks: a sheet with a row a paragraph, and a summary with charts; other tables as they are.

mod collected;
mod figures;
mod grid;
mod sheet;
mod summary;

use std::io::Write;

use gongwen_parse::CodePoints;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

pub(crate) use self::figures::Figures;
use self::grid::Grid;
use self::sheet::Sheet;
use self::summary::Summary;
use crate::table::{self, BACK, COLUMNS, Chosen, Column};
use crate::{Collection, GENERATOR, Table, TagWriter, TaggedFile, ThemeNames, WriteError};

/// Gathers the rows and writes the workbook at the end.
pub(crate) struct Tags<'a> {
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
    sheet: Sheet,
    summary: Summary,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let columns: Vec<&Column> = COLUMNS.iter().chain(&BACK).collect();
        Ok(Self { out, themes, sheet: Sheet::new(&columns, 0)?, summary: Summary::default() })
    }
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        for tagged in file.paragraphs() {
            let cells = [
                table::cells(&file, &points, self.themes, tagged).to_vec(),
                table::back(self.themes, tagged.1, tagged.2).to_vec(),
            ];
            self.sheet.row(&cells.concat(), self.themes, tagged.2)?;
        }
        self.summary.add(&file);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        save(self.out, [self.sheet.finish(self.themes)?, self.summary.sheet(self.themes)?])
    }
}

/// Writes chosen paragraphs: the columns of tags with others before and behind them.
pub(crate) fn chosen<'a>(
    out: &mut dyn Write,
    columns: [&[Column]; 2],
    rows: impl Iterator<Item = Chosen<'a>>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    save(out, [chosen_sheet(columns, rows, themes)?])
}

/// Writes a collection as chosen paragraphs with their summary.
pub(crate) fn collection<'a>(
    out: &mut dyn Write,
    collection: &Collection<'_>,
    columns: [&[Column]; 2],
    rows: impl Iterator<Item = Chosen<'a>>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    save(out, [chosen_sheet(columns, rows, themes)?, collected::sheet(collection, themes)?])
}

fn chosen_sheet<'a>(
    [before, behind]: [&[Column]; 2],
    rows: impl Iterator<Item = Chosen<'a>>,
    themes: &ThemeNames,
) -> Result<Worksheet, WriteError> {
    let columns: Vec<&Column> = before.iter().chain(&COLUMNS).chain(behind).chain(&BACK).collect();
    let mut sheet = Sheet::new(&columns, before.len())?;
    for row in rows {
        sheet.row(&row.cells(themes), themes, row.excerpt.tag)?;
    }
    sheet.finish(themes)
}

/// Writes tables, a sheet each.
pub(crate) fn tables(out: &mut dyn Write, tables: &[Table]) -> Result<(), WriteError> {
    let sheet = |table: &Table| -> Result<Worksheet, WriteError> {
        let columns = table.columns.iter().map(|column| (column.name.as_str(), column.width));
        let mut grid = Grid::new(&table.name, columns, true)?;
        table.rows.iter().try_for_each(|row| grid.row(&row.cells, row.marked))?;
        grid.finish()
    };
    save(out, tables.iter().map(sheet).collect::<Result<Vec<_>, _>>()?)
}

fn save(out: &mut dyn Write, sheets: impl IntoIterator<Item = Worksheet>) -> Result<(), WriteError> {
    let mut workbook = Workbook::new();
    // Same rows, same bytes: no time of writing is stored.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&epoch);
    workbook.set_properties(&properties.set_custom_property("generator", GENERATOR));
    sheets.into_iter().for_each(|sheet| {
        workbook.push_worksheet(sheet);
    });
    Ok(out.write_all(&workbook.save_to_buffer()?)?)
}
