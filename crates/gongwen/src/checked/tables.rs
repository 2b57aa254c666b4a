//! Estimated shares as a table.

use std::collections::BTreeSet;

use gongwen_write::{Cell, Row, Table, TableColumn, part_zh};

use super::{Answered, Batch, By, Checked, Estimate, FEWEST, Size};

/// What the rows of a group have in common: a cell for each thing that they are told apart by.
type Key = Vec<(usize, String)>;

impl Batch {
    /// The shares of all themes, for each unit, year or part where asked for: as counted, as estimated and with the ends
    /// of their 95% confidence intervals, of the characters and of the paragraphs.
    pub fn shares(&self, checked: &Checked, by: &[By]) -> Table {
        let groups: BTreeSet<Key> = self.paragraphs.iter().map(|p| key(p, by)).collect();
        let mut columns: Vec<TableColumn> = by.iter().map(|by| by.column()).collect();
        columns
            .extend([TableColumn::new("主题", "theme", 14.0), TableColumn::new("抽查段数", "checked", 10.0)]);
        for (of, key) in [("字数", "characters"), ("段数", "paragraphs")] {
            let names = [
                ("占比（直接计数）", "counted"),
                ("占比（校正）", "share"),
                ("下限", "low"),
                ("上限", "high"),
            ];
            columns
                .extend(names.map(|(name, end)| {
                    TableColumn::new(format!("{of}{name}"), format!("{key}_{end}"), 12.0)
                }));
        }
        let mut rows = Vec::new();
        for group in &groups {
            let within = |paragraph: &Answered| key(paragraph, by) == *group;
            let estimates =
                [Size::Characters, Size::Paragraphs].map(|size| self.estimates(checked, size, within));
            let [Some(characters), Some(paragraphs)] = estimates else { continue };
            for (theme, both) in self.themes.themes().iter().zip(characters.into_iter().zip(paragraphs)) {
                let mut cells: Vec<Cell> = group.iter().map(|(_, cell)| Cell::of(cell)).collect();
                cells.push(Cell::Term { zh: theme.zh.clone(), id: theme.id.clone() });
                cells.push(Cell::Count(both.0.checked));
                cells.extend([both.0, both.1].into_iter().flat_map(cells_of));
                rows.push(Row::of(cells));
            }
        }
        Table { name: "占比".to_owned(), kind: None, columns, rows }
    }
}

fn cells_of(found: Estimate) -> [Cell; 4] {
    let estimated = |share: f64| if found.checked < FEWEST { Cell::Empty } else { Cell::Share(share) };
    [Cell::Share(found.counted), estimated(found.share), estimated(found.low), estimated(found.high)]
}

fn key(paragraph: &Answered, by: &[By]) -> Key {
    let cell = |by: &By| match by {
        By::Unit => (0, paragraph.unit.clone()),
        By::Year => (0, paragraph.year.map(|year| year.to_string()).unwrap_or_default()),
        By::Part => {
            let place = gongwen_write::PARTS.iter().position(|part| *part == paragraph.part);
            (place.unwrap_or_default(), part_zh(paragraph.part).to_owned())
        }
    };
    by.iter().map(cell).collect()
}

impl By {
    fn column(self) -> TableColumn {
        match self {
            Self::Unit => TableColumn::new("单位", "unit", 24.0),
            Self::Year => TableColumn::new("年份", "year", 8.0),
            Self::Part => TableColumn::new("部分", "part", 8.0),
        }
    }
}
