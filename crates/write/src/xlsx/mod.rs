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
use crate::table::{self, COLUMNS, Cell, Column};
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
        let columns: Vec<&Column> = COLUMNS.iter().collect();
        Ok(Self { out, themes, sheet: Sheet::new(&columns, 0)?, summary: Summary::default() })
    }
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        for tagged in file.paragraphs() {
            let cells = table::cells(&file, &points, self.themes, tagged);
            self.sheet.row(&cells, self.themes, tagged.2)?;
        }
        self.summary.add(&file);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        save(self.out, [self.sheet.finish()?, self.summary.sheet(self.themes)?])
    }
}

/// Writes a collection: the columns of tags behind the group, and what was folded into each row.
pub(crate) fn collection(
    out: &mut dyn Write,
    collection: &Collection<'_>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    const GROUP: Column = Column { name: "分组", width: 18.0 };
    const FOLDED: Column = Column { name: "相近段落", width: 40.0 };
    let columns: Vec<&Column> = [&GROUP].into_iter().chain(&COLUMNS).chain([&FOLDED]).collect();
    let mut sheet = Sheet::new(&columns, 1)?;
    for (group, item) in collection.items() {
        let points = CodePoints::new(&item.excerpt.file.document.source);
        let mut cells = vec![Cell::Text(group.to_owned())];
        cells.extend(table::cells(item.excerpt.file, &points, themes, item.excerpt.tagged()));
        cells.push(Cell::Text(item.folded_zh()));
        sheet.row(&cells, themes, item.excerpt.tag)?;
    }
    save(out, [sheet.finish()?, collected::sheet(collection, themes)?])
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
