//! Tags as a table that opens right in Excel: UTF-8 with byte-order mark, CRLF, Chinese header,
//! a row a paragraph.

use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};
use gongwen_parse::CodePoints;

use crate::table::{self, COLUMNS, Cell};
use crate::{Collection, TagWriter, TaggedFile, ThemeNames, WriteError};

/// Writes each file at once.
pub(crate) struct Tags<'a> {
    out: Writer<&'a mut dyn Write>,
    themes: &'a ThemeNames,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Result<Self, WriteError> {
        let mut out = start(out)?;
        out.write_record(COLUMNS.map(|column| column.name))?;
        Ok(Self { out, themes })
    }
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        for tagged in file.paragraphs() {
            let cells = table::cells(&file, &points, self.themes, tagged);
            self.out.write_record(cells.iter().map(Cell::text))?;
        }
        Ok(self.out.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

/// Writes a collection: the columns of tags behind the group, and what was folded into each row.
pub(crate) fn collection(
    out: &mut dyn Write,
    collection: &Collection<'_>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    let mut out = start(out)?;
    let columns = COLUMNS.iter().map(|column| column.name);
    out.write_record(["分组"].into_iter().chain(columns).chain(["相近段落"]))?;
    for (group, item) in collection.items() {
        let points = CodePoints::new(&item.excerpt.file.document.source);
        let cells = table::cells(item.excerpt.file, &points, themes, item.excerpt.tagged());
        let cells = cells.iter().map(Cell::text);
        out.write_record([group.to_owned()].into_iter().chain(cells).chain([item.folded_zh()]))?;
    }
    Ok(out.flush()?)
}

fn start(out: &mut dyn Write) -> Result<Writer<&mut dyn Write>, WriteError> {
    out.write_all("\u{feff}".as_bytes())?;
    Ok(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out))
}
