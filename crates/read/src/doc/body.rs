//! The body of a document: from characters to paragraphs, tables and what hangs on them.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::ops::Range;

use super::formats::{Character, Formats};
use super::text::{Text, Unit};
use crate::ReadErrorKind;
use crate::budget::Budget;
use crate::lines::{self, Line};
use crate::word::{self, Numbering, Styles};

/// A reader of stretches of a document: the body, notes, text boxes.
pub(super) struct Body<'a> {
    text: &'a Text<'a>,
    formats: &'a Formats<'a>,
    styles: &'a Styles,
    numbering: Numbering,
    pub(super) budget: Budget,
}

/// What hangs on characters of the body, by their places.
#[derive(Default)]
pub(super) struct Anchored {
    pub(super) notes: BTreeMap<u32, Vec<Line>>,
    /// The places of the text boxes.
    pub(super) boxes: BTreeMap<u32, Vec<Range<u32>>>,
    /// Where sections end.
    pub(super) sections: BTreeSet<u32>,
}

/// What is open while a stretch is read.
#[derive(Default)]
struct Open {
    /// The paragraph's text.
    text: Vec<u16>,
    /// How many characters were looked at since the last paragraph.
    seen: usize,
    /// Text boxes and notes that hang on the paragraph.
    after: Vec<Line>,
    /// Fields, each with whether its instruction is being read: the result follows it.
    fields: Vec<bool>,
    /// What a paragraph whose mark was deleted leaves to the next.
    carried: String,
    /// Finished paragraphs outside tables.
    lines: Vec<Line>,
    /// The rows that are open, each in a cell of the one before.
    rows: Vec<Row>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Line>>,
    /// The paragraphs of the open cell.
    cell: Vec<Line>,
}

/// Characters that are no text: [MS-DOC] 2.8, 2.4.
mod mark {
    pub(super) const CELL: u16 = 0x07;
    pub(super) const SHAPE: u16 = 0x08;
    pub(super) const TAB: u16 = 0x09;
    pub(super) const LINE_BREAK: u16 = 0x0b;
    /// Of pages, and of sections.
    pub(super) const BREAK: u16 = 0x0c;
    pub(super) const PARAGRAPH: u16 = 0x0d;
    pub(super) const FIELD: u16 = 0x13;
    pub(super) const FIELD_RESULT: u16 = 0x14;
    pub(super) const FIELD_END: u16 = 0x15;
    pub(super) const NO_BREAK_HYPHEN: u16 = 0x1e;
    /// A character of a font of signs, if it is special.
    pub(super) const SIGN: u16 = 0x28;
}

impl<'a> Body<'a> {
    pub(super) fn new(
        text: &'a Text<'a>,
        formats: &'a Formats<'a>,
        styles: &'a Styles,
        numbering: Numbering,
        budget: Budget,
    ) -> Self {
        Self { text, formats, styles, numbering, budget }
    }

    /// Reads a note or a text box, on which nothing hangs.
    pub(super) fn read(&mut self, range: Range<u32>) -> Result<Vec<Line>, ReadErrorKind> {
        self.read_main(range, Anchored::default())
    }

    /// Reads a stretch and what hangs on it.
    pub(super) fn read_main(
        &mut self,
        range: Range<u32>,
        mut anchored: Anchored,
    ) -> Result<Vec<Line>, ReadErrorKind> {
        let mut open = Open::default();
        let (mut character, mut same, mut last) = (Character::default(), 0..0, None);
        for unit in self.text.units(range) {
            // A format holds for the rest of its stretch, in the same piece.
            if !same.contains(&unit.offset) || last.is_none_or(|last: Unit| !last.is_before(unit)) {
                (character, same) = self.formats.character(self.text, unit);
            }
            last = Some(unit);
            self.unit(unit, character, &mut open, &mut anchored)?;
        }
        if let Some(last) = last.filter(|_| !open.text.is_empty()) {
            // The file ends inside a paragraph.
            self.end_paragraph(last, false, &mut open)?;
        }
        open.close_rows(0);
        // A deletion that reaches to the very end leaves its paragraph standing.
        open.lines.push(Line::plain(open.carried));
        Ok(open.lines)
    }

    fn unit(
        &mut self,
        unit: Unit,
        character: Character,
        open: &mut Open,
        anchored: &mut Anchored,
    ) -> Result<(), ReadErrorKind> {
        open.seen += 1;
        let ends = match unit.unit {
            mark::PARAGRAPH | mark::CELL => true,
            mark::BREAK => anchored.sections.contains(&(unit.place + 1)),
            _ => false,
        };
        if ends {
            return self.end_paragraph(unit, character.deleted, open);
        }
        if character.deleted {
            return Ok(());
        }
        if character.special {
            match unit.unit {
                mark::FIELD => open.fields.push(true),
                mark::FIELD_RESULT => {
                    open.fields.iter_mut().last().into_iter().for_each(|field| *field = false)
                }
                mark::FIELD_END => drop(open.fields.pop()),
                _ => {}
            }
        }
        if open.fields.contains(&true) {
            return Ok(());
        }
        // Printed once, where it is first referred to.
        open.after.extend(anchored.notes.remove(&unit.place).into_iter().flatten());
        if unit.unit == mark::SHAPE && character.special {
            for text_box in anchored.boxes.remove(&unit.place).into_iter().flatten() {
                let lines = self.read(text_box)?;
                open.after.extend(lines);
            }
        }
        if character.hidden {
            return Ok(());
        }
        match unit.unit {
            mark::LINE_BREAK => open.text.push(u16::from(b'\n')),
            mark::NO_BREAK_HYPHEN => open.text.push(u16::from(b'-')),
            mark::SIGN if character.special => {}
            mark::TAB | 0x20.. => open.text.push(unit.unit),
            // Pictures, numbers of notes, breaks of pages and columns, hyphens that show at line ends only.
            _ => {}
        }
        Ok(())
    }

    /// Makes a line of the open paragraph, which ends with a unit, and puts it where it belongs.
    fn end_paragraph(&mut self, end: Unit, deleted: bool, open: &mut Open) -> Result<(), ReadErrorKind> {
        self.budget.check_time()?;
        // No instruction runs over paragraphs: the field was never closed.
        if open.fields.contains(&true) {
            open.fields.clear();
        }
        let mut paragraph = self.formats.paragraph(self.text, end);
        let limit = self.budget.limits().element_depth;
        if paragraph.depth > limit {
            return Err(ReadErrorKind::TooDeep { limit });
        }
        open.close_rows(paragraph.depth);
        open.rows.resize_with(paragraph.depth, Row::default);
        let text = String::from_utf16_lossy(&mem::take(&mut open.text));
        self.budget.spend_text(text.len().max(mem::take(&mut open.seen)))?;
        let is_mark = end.unit == mark::CELL || paragraph.ends_inner_cell;
        if paragraph.ends_row && (is_mark || paragraph.depth > 1) {
            open.end_row();
            return Ok(());
        }
        paragraph.properties.joins_next = deleted && end.unit == mark::PARAGRAPH && !is_mark;
        if paragraph.properties.joins_next {
            open.carried += &text;
        } else {
            let text = mem::take(&mut open.carried) + &text;
            let line = word::line(text, &paragraph.properties, self.styles, &mut self.numbering);
            self.budget.spend_lines(1)?;
            // What stands in the rules for many paragraphs is told of each.
            self.budget.spend_text(line.number + line.style.as_ref().map_or(0, String::len))?;
            open.container().push(line);
        }
        let after = mem::take(&mut open.after);
        open.container().extend(after);
        if is_mark {
            self.budget.spend_lines(1)?;
            open.end_cell();
        }
        Ok(())
    }
}

impl Open {
    /// Where paragraphs go.
    fn container(&mut self) -> &mut Vec<Line> {
        self.rows.last_mut().map_or(&mut self.lines, |row| &mut row.cell)
    }

    fn end_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(mem::take(&mut row.cell));
        }
    }

    /// Puts the innermost row into the cell or body that holds it.
    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        self.container().extend(row.finish());
    }

    /// Ends the rows of all tables deeper than this, which were not closed.
    fn close_rows(&mut self, depth: usize) {
        while self.rows.len() > depth {
            self.end_row();
        }
    }
}

impl Row {
    fn finish(mut self) -> Vec<Line> {
        // What follows the last cell's mark belongs to no cell.
        if !self.cell.is_empty() {
            self.cells.push(self.cell);
        }
        lines::row(self.cells)
    }
}
