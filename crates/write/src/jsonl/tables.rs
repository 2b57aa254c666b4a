//! Rows of tables as records: the keys of the columns in their order.

use std::io::Write;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::record::{line, round};
use crate::table::Cell;
use crate::tables::{Row, Table};
use crate::{WriteError, probability};

/// Writes all rows of all tables.
pub(crate) fn tables(out: &mut dyn Write, tables: &[Table]) -> Result<(), WriteError> {
    for table in tables {
        table.rows.iter().try_for_each(|row| line(&mut *out, &Record { table, row }))?;
    }
    Ok(out.flush()?)
}

struct Record<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(kind) = self.table.kind {
            map.serialize_entry("kind", kind)?;
        }
        for (column, cell) in self.table.columns.iter().zip(&self.row.cells) {
            let key = column.key.as_str();
            match cell {
                _ if key.is_empty() => {}
                Cell::Empty => map.serialize_entry(key, &())?,
                Cell::Text(text) | Cell::Term { id: text, .. } => map.serialize_entry(key, text)?,
                Cell::Count(count) => map.serialize_entry(key, count)?,
                Cell::Number(number) => map.serialize_entry(key, number)?,
                Cell::Probability(p) => map.serialize_entry(key, &probability(*p, 4))?,
                Cell::Share(share) => map.serialize_entry(key, &round(*share, 4))?,
                Cell::Points(points) => map.serialize_entry(key, &round(*points, 1))?,
            }
        }
        map.end()
    }
}
