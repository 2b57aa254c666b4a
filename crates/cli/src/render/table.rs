//! Tables for people: columns as wide as what they hold, numbers at the right.

use std::io::Write;

use anyhow::Result;
use gongwen::write::{Row, Table};
use unicode_width::UnicodeWidthStr;

use super::style::{DIM, WARNING, fit, pad};

/// No column is made narrower.
const NARROWEST: usize = 6;
/// Columns between two columns.
const GAP: usize = 2;

/// Writes a table in at most so many columns, as far as it can be made so narrow; rows that want a look stand out.
pub(crate) fn write_table(out: &mut dyn Write, table: &Table, width: usize) -> Result<()> {
    let widths = widths(table, width);
    let right: Vec<bool> = (0..table.columns.len()).map(|column| table.is_numeric(column)).collect();
    let line = |texts: Vec<String>| {
        let cells = texts.iter().zip(&widths).zip(&right).map(|((text, &width), &right)| {
            let text = fit(text, width);
            if right {
                format!("{:missing$}{text}", "", missing = width - text.width())
            } else {
                pad(&text, width)
            }
        });
        cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    let head = line(table.columns.iter().map(|column| column.name.clone()).collect());
    writeln!(out, "{DIM}{head}{DIM:#}")?;
    for row in &table.rows {
        let text = line(texts(row));
        if row.marked {
            writeln!(out, "{WARNING}{text}{WARNING:#}")?;
        } else {
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(gongwen::write::Cell::for_people).collect()
}

/// The widths of the columns: the widest give way where all together are too wide.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = table.columns.iter().map(|column| column.name.width()).collect();
    for row in &table.rows {
        for (width, text) in widths.iter_mut().zip(texts(row)) {
            *width = (*width).max(text.width());
        }
    }
    let room = width.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        if *widest <= NARROWEST {
            break;
        }
        *widest -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use gongwen::write::{Cell, Row, Table, TableColumn};

    use super::write_table;
    use crate::terminal::Screen;

    #[test]
    fn wide_columns_give_way_and_numbers_stand_at_the_right() {
        let columns = vec![TableColumn::new("标题", "title", 9.0), TableColumn::new("字数", "count", 9.0)];
        let row = |title: &str, count| Row::of(vec![Cell::of(title), Cell::Count(count)]);
        let rows = vec![row("守底线", 7), row("深化改革开放增强发展动力", 120)];
        let table = Table { columns, rows, ..Table::default() };
        let mut out = Vec::new();
        let mut plain = Screen::new(&mut out, false, false);
        write_table(&mut plain, &table, 20).expect("written");
        plain.flush().expect("written");
        drop(plain);
        let shown = String::from_utf8(out).expect("text");
        assert_eq!(shown, "标题            字数\n守底线             7\n深化改革开放…    120\n");
    }
}
