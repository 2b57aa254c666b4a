//! What is said of characters and paragraphs: by pages of formats (FKP), by pieces and by styles, in lists of
//! properties (Prl): [MS-DOC] 2.6.

use std::ops::Range;

use super::header::Plc;
use super::text::{Said, Text, Unit};
use crate::little_endian::{u16_at, u32_at, within};
use crate::word::Properties;

/// The pages of formats of a document.
pub(super) struct Formats<'a> {
    pub(super) stream: &'a [u8],
    /// The stream with lists of properties that are too long for a page.
    pub(super) data: &'a [u8],
    /// Which page tells of which characters.
    pub(super) characters: &'a [u8],
    /// Which page tells of which paragraphs.
    pub(super) paragraphs: &'a [u8],
}

/// What matters of a character's format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Character {
    /// A tracked change deletes it.
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    /// It stands for something else: a field, a note, a picture.
    pub(super) special: bool,
}

/// What matters of a paragraph's format.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) properties: Properties,
    /// How many tables it stands in.
    pub(super) depth: usize,
    /// It ends a row, and is no paragraph.
    pub(super) ends_row: bool,
    /// It ends a cell of a table in a table.
    pub(super) ends_inner_cell: bool,
}

/// The bytes of a page.
const PAGE: usize = 512;

impl<'a> Formats<'a> {
    /// The format of a character, and the places in the stream that have the same.
    pub(super) fn character(&self, text: &Text<'a>, unit: Unit) -> (Character, Range<u32>) {
        let mut character = Character::default();
        let page = self.page(self.characters, unit.offset);
        let found = page.and_then(|page| Page { bytes: page, said: 1 }.find(unit.offset));
        let places = found.as_ref().map_or(unit.offset..unit.offset, |(_, places)| places.clone());
        if let Some((page, said)) = page.zip(found.and_then(|(said, _)| said)) {
            let size = page.get(said).copied().map_or(0, usize::from);
            character.apply(within(page, said + 1..said + 1 + size));
        }
        match text.said_of_piece(unit) {
            Said::Group(list) => character.apply(list),
            Said::One { short: 0x41, value } => character.deleted = value & 1 != 0,
            Said::One { short: 0x5c, value } => character.hidden = value & 1 != 0,
            Said::One { .. } => {}
        }
        (character, places)
    }

    /// The format of the paragraph that ends with a unit.
    pub(super) fn paragraph(&self, text: &Text<'a>, end: Unit) -> Paragraph {
        let mut paragraph = Found::default();
        let page = self.page(self.paragraphs, end.offset);
        let said = page.and_then(|page| Page { bytes: page, said: 13 }.find(end.offset)?.0);
        if let Some((page, said)) = page.zip(said) {
            // Half the size, or where that is 0 half of it less one in the next byte.
            let half = |at: usize| page.get(at).copied().map_or(0, usize::from) * 2;
            let list = match half(said) {
                0 => within(page, said + 2..said + 2 + half(said + 1)),
                size => within(page, said + 1..said + size),
            };
            paragraph.style = u16_at(list, 0).unwrap_or_default();
            paragraph.apply(within(list, 2..list.len()), self.data);
        }
        if let Said::Group(list) = text.said_of_piece(end) {
            paragraph.apply(list, self.data);
        }
        paragraph.finish()
    }

    /// The page that tells of a place in the stream.
    fn page(&self, table: &'a [u8], place: u32) -> Option<&'a [u8]> {
        /// The bits of a page's number.
        const NUMBER: u32 = 0x3f_ffff;
        let pages = Plc::new(table, 4);
        let number = u32_at(pages.datum(pages.find(place)?), 0)? & NUMBER;
        let start = number as usize * PAGE;
        self.stream.get(start..start + PAGE)
    }
}

/// A page of formats: places, then for each stretch some bytes of which the first says where its list is.
struct Page<'a> {
    bytes: &'a [u8],
    /// How many bytes there are for a stretch.
    said: usize,
}

impl Page<'_> {
    /// Where on the page the list of a place is, if there is one, and the places that have the same.
    fn find(&self, place: u32) -> Option<(Option<usize>, Range<u32>)> {
        let count = usize::from(*self.bytes.last()?);
        let at = |index: usize| u32_at(self.bytes, 4 * index);
        let index = (0..count).find(|&index| at(index + 1).is_some_and(|end| place < end))?;
        let start = at(index).filter(|&start| start <= place)?;
        let said = self.bytes.get(4 * (count + 1) + self.said * index).copied().map(usize::from)?;
        Some(((said != 0).then_some(2 * said), start..at(index + 1)?))
    }
}

/// Properties (Prl) with their values.
fn properties(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    /// Properties of tables, which are long, and tab stops, which may be.
    const TABLES: [u16; 2] = [0xd608, 0xd606];
    const TABS: u16 = 0xc615;
    let mut rest = list;
    std::iter::from_fn(move || {
        let name = u16_at(rest, 0)?;
        let value = &rest[2..];
        let first = usize::from(*value.first()?);
        let size = match name >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ if TABLES.contains(&name) => usize::from(u16_at(value, 0)?) + 1,
            _ if name == TABS && first == 0xff => {
                let deleted = 4 * usize::from(*value.get(1)?);
                3 + deleted + 3 * usize::from(*value.get(2 + deleted)?)
            }
            _ => 1 + first,
        };
        let value = value.get(..size)?;
        rest = &rest[2 + size..];
        Some((name, value))
    })
}

impl Character {
    fn apply(&mut self, list: &[u8]) {
        for (name, value) in properties(list) {
            // 0x80 and 0x81 stand for the style's own and its opposite; styles that hide are not looked up.
            let on = value[0] & 1 != 0;
            match name {
                0x0800 => self.deleted = on,
                0x083c => self.hidden = on,
                0x0855 => self.special = on,
                _ => {}
            }
        }
    }
}

/// A paragraph's format while its properties are gathered.
#[derive(Default)]
struct Found {
    style: u16,
    properties: Properties,
    in_table: bool,
    depth: Option<u32>,
    ends_row: bool,
    ends_inner_cell: bool,
}

impl Found {
    /// Takes a list of properties; one that was too long for its page lies in `data`.
    fn apply(&mut self, list: &[u8], data: &[u8]) {
        for (name, value) in properties(list) {
            let on = value[0] != 0;
            match name {
                0x4600 => self.style = u16_at(value, 0).unwrap_or_default(),
                0x2416 => self.in_table = on,
                0x2417 | 0x244c => self.ends_row = on,
                0x244b => self.ends_inner_cell = on,
                0x6649 => self.depth = u32_at(value, 0),
                0x6645 | 0x6646 => {
                    let rest =
                        u32_at(value, 0).and_then(|start| data.get(start as usize..)).unwrap_or_default();
                    let size = u16_at(rest, 0).map_or(0, usize::from);
                    // Such a list names no other.
                    self.apply(within(rest, 2..2 + size), &[]);
                }
                _ => apply(&mut self.properties, name, value),
            }
        }
    }

    fn finish(self) -> Paragraph {
        let mut properties = self.properties;
        // The style of what has none is not named, as in docx.
        properties.style = (self.style != 0).then(|| self.style.to_string());
        let depth = if self.in_table { self.depth.unwrap_or(1).max(1) } else { 0 };
        Paragraph {
            properties,
            depth: depth as usize,
            ends_row: self.ends_row,
            ends_inner_cell: self.ends_inner_cell,
        }
    }
}

/// Takes a property that paragraphs and styles have in common.
fn apply(properties: &mut Properties, name: u16, value: &[u8]) {
    match name {
        0x2640 => properties.outline = Some(value[0]),
        0x260a => properties.list_level = Some(value[0]),
        0x460b => properties.list = u16_at(value, 0).map(instance),
        _ => {}
    }
}

/// The number of a list instance, 0 for none; a paragraph that keeps its own indentation has the negative.
fn instance(stored: u16) -> u32 {
    /// Numbers beyond are negative, this one itself means that there is none.
    const NONE: u16 = 0xf801;
    match stored {
        NONE => 0,
        _ if stored > NONE => u32::from(stored.wrapping_neg()),
        _ => u32::from(stored),
    }
}

/// The properties that a style gives its paragraphs.
pub(super) fn of_style(list: &[u8]) -> Properties {
    let mut found = Properties::default();
    properties(list).for_each(|(name, value)| apply(&mut found, name, value));
    found
}
