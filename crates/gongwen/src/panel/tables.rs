//! Panels as tables: long, a row a cell, and wide, a row a unit's year.

use gongwen_write::{Cell, Row, Table, TableColumn, ThemeNames, part_zh};

use super::{Measure, Panel, PanelCell, UnitYear, axes};

impl Measure {
    /// The Chinese name, and the one in JSON.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Share => ("占比", "share"),
            Self::Characters => ("字数", "characters"),
            Self::Paragraphs => ("段数", "paragraphs"),
            Self::Figures => ("数据个数", "figures"),
        }
    }

    fn column(self) -> TableColumn {
        let (name, key) = self.names();
        TableColumn::new(name, key, 10.0)
    }

    fn cell(self, cell: &PanelCell) -> Cell {
        match self {
            Self::Share => Cell::Share(cell.share),
            Self::Characters => Cell::Count(cell.characters),
            Self::Paragraphs => Cell::Count(cell.paragraphs),
            Self::Figures => Cell::Count(cell.figures),
        }
    }
}

/// The name of a theme in tables and its id in JSON.
fn names(theme: Option<usize>, themes: &ThemeNames) -> (&str, &str) {
    let found = theme.and_then(|theme| themes.themes.get(theme));
    found.map_or(("存疑", "unsure"), |theme| (&theme.zh, &theme.id))
}

/// The columns and cells that every row begins with.
fn head() -> [TableColumn; 2] {
    [TableColumn::new("单位", "unit", 24.0), TableColumn::new("年份", "year", 8.0)]
}

fn head_of(unit_year: &UnitYear) -> [Cell; 2] {
    let UnitYear { unit, year, .. } = unit_year;
    [
        unit.as_ref().map_or(Cell::Empty, Cell::of),
        year.map_or(Cell::Empty, |year| Cell::Count(usize::from(year))),
    ]
}

impl Panel {
    /// The panel with a row for each theme and part of a unit's year, those of nothing included, so that every
    /// unit's year has the same rows.
    pub fn long(&self, themes: &ThemeNames) -> Table {
        const MEASURES: [Measure; 4] =
            [Measure::Paragraphs, Measure::Characters, Measure::Share, Measure::Figures];
        let found = self.unit_years();
        let (of_themes, parts) = axes(&found, themes);
        let mut columns = head().to_vec();
        columns.extend([
            TableColumn::new("部分", "part", 8.0),
            TableColumn::new("主题", "theme", 10.0),
            TableColumn::new("主题代码", "", 22.0),
        ]);
        columns.extend(MEASURES.map(Measure::column));
        let mut rows = Vec::with_capacity(found.len() * parts.len() * of_themes.len());
        for unit_year in &found {
            for &part in &parts {
                for &theme in &of_themes {
                    let (zh, id) = names(theme, themes);
                    let term = |zh: &str, id: &str| Cell::Term { zh: zh.to_owned(), id: id.to_owned() };
                    let mut cells = head_of(unit_year).to_vec();
                    cells.extend([term(part_zh(part), part.as_str()), term(zh, id), Cell::of(id)]);
                    let cell = unit_year.of(theme, Some(part));
                    cells.extend(MEASURES.map(|measure| measure.cell(&cell)));
                    rows.push(Row::of(cells));
                }
            }
        }
        Table { name: NAME.to_owned(), kind: None, columns, rows }
    }

    /// The panel with a row for each unit's year: how much there is of it, and a column for each theme.
    pub fn wide(&self, themes: &ThemeNames, measure: Measure) -> Table {
        const MEASURES: [Measure; 3] = [Measure::Paragraphs, Measure::Characters, Measure::Figures];
        let found = self.unit_years();
        let (of_themes, _) = axes(&found, themes);
        let mut columns = head().to_vec();
        columns.extend(MEASURES.map(Measure::column));
        columns.extend(of_themes.iter().map(|&theme| {
            let ((zh, id), (of_zh, of)) = (names(theme, themes), measure.names());
            TableColumn::new(format!("{zh}{of_zh}"), format!("{of}_{id}"), 12.0)
        }));
        let row = |unit_year: &UnitYear| {
            let total = unit_year.total();
            let mut cells = head_of(unit_year).to_vec();
            cells.extend(MEASURES.map(|measure| measure.cell(&total)));
            cells.extend(of_themes.iter().map(|&theme| measure.cell(&unit_year.of(theme, None))));
            Row::of(cells)
        };
        Table { name: NAME.to_owned(), kind: None, columns, rows: found.iter().map(row).collect() }
    }
}

/// Name of the sheet.
const NAME: &str = "面板";
