//! The characters of a document, which lie in pieces all over the file: [MS-DOC] 2.4.1 and 2.9.38.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use gongwen_messages::text;

use super::PART;
use super::header::Plc;
use crate::ReadErrorKind;
use crate::budget::Budget;
use crate::little_endian::{u16_at, u32_at, within};

/// The pieces of a document.
pub(super) struct Text<'a> {
    stream: &'a [u8],
    pieces: Vec<Piece>,
    /// What pieces may say of all their characters.
    groups: Vec<&'a [u8]>,
    /// The characters of the pieces that have a byte for each.
    narrow: Vec<u16>,
}

struct Piece {
    /// The places of its characters in the document.
    characters: Range<u32>,
    /// Where the first of them is in the stream.
    start: u32,
    /// Two bytes a character, else one.
    wide: bool,
    /// What it says of all of them (Prm).
    says: u16,
}

/// A unit of UTF-16 in the document.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub(super) unit: u16,
    /// Its place in the document.
    pub(super) place: u32,
    /// Its place in the stream, by which its formats are found.
    pub(super) offset: u32,
    piece: usize,
}

impl<'a> Text<'a> {
    /// Reads the piece table (Clx).
    pub(super) fn read(
        stream: &'a [u8],
        table: &'a [u8],
        budget: &mut Budget,
    ) -> Result<Self, ReadErrorKind> {
        /// What follows: the properties that pieces share, or the pieces.
        const GROUP: u8 = 1;
        const PIECES: u8 = 2;
        let damaged = || ReadErrorKind::damaged(PART, text!("its table of pieces makes no sense"));
        let (mut groups, mut at) = (Vec::new(), 0);
        while table.get(at) == Some(&GROUP) {
            let size = usize::from(u16_at(table, at + 1).ok_or_else(damaged)?);
            budget.spend_lines(1)?;
            groups.push(within(table, at + 3..at + 3 + size));
            at += 3 + size;
        }
        if table.get(at) != Some(&PIECES) {
            return Err(damaged());
        }
        let size = u32_at(table, at + 1).ok_or_else(damaged)? as usize;
        let plc = Plc::new(within(table, at + 5..(at + 5).saturating_add(size)), 8);
        budget.spend_lines(plc.len())?;
        let mut pieces = Vec::new();
        for (characters, says) in plc.ranges().zip(plc.data()) {
            const NARROW: u32 = 0x4000_0000;
            let at = u32_at(says, 2).ok_or_else(damaged)?;
            let wide = at & NARROW == 0;
            let start = at & (NARROW - 1);
            let start = if wide { start } else { start / 2 };
            let before = pieces.last().map_or(0, |piece: &Piece| piece.characters.end);
            if characters.start != before || characters.end < characters.start {
                return Err(damaged());
            }
            pieces.push(Piece { characters, start, wide, says: u16_at(says, 6).unwrap_or_default() });
        }
        let narrow = |byte: u8| {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.encode_utf16().next().unwrap_or_default()
        };
        Ok(Self { stream, pieces, groups, narrow: (0..=u8::MAX).map(narrow).collect() })
    }

    /// The units of a stretch of the document; ends early where the file does.
    pub(super) fn units(&self, range: Range<u32>) -> impl Iterator<Item = Unit> + '_ {
        let first = self.pieces.partition_point(|piece| piece.characters.end <= range.start);
        let pieces = self.pieces.iter().enumerate().skip(first);
        let within = pieces.take_while({
            let end = range.end;
            move |(_, piece)| piece.characters.start < end
        });
        within.flat_map(move |(index, piece)| {
            let places = piece.characters.start.max(range.start)..piece.characters.end.min(range.end);
            places.map_while(move |place| self.unit(index, place))
        })
    }

    fn unit(&self, index: usize, place: u32) -> Option<Unit> {
        let piece = &self.pieces[index];
        let nth = place - piece.characters.start;
        let offset = piece.start.checked_add(if piece.wide { nth.checked_mul(2)? } else { nth })?;
        let unit = if piece.wide {
            u16_at(self.stream, offset as usize)?
        } else {
            self.narrow[usize::from(*self.stream.get(offset as usize)?)]
        };
        Some(Unit { unit, place, offset, piece: index })
    }

    /// What the piece of a unit says of all its characters and paragraphs, as a list of properties (Prm: [MS-DOC] 2.9.214).
    pub(super) fn said_of_piece(&self, unit: Unit) -> Said<'a> {
        const GROUP: u16 = 1;
        let says = self.pieces[unit.piece].says;
        if says & GROUP != 0 {
            return Said::Group(self.groups.get(usize::from(says >> 1)).copied().unwrap_or_default());
        }
        Said::One { short: (says >> 1) as u8 & 0x7f, value: (says >> 8) as u8 }
    }
}

impl Unit {
    /// Whether the next one lies right behind it in the same piece.
    pub(super) fn is_before(self, next: Self) -> bool {
        self.piece == next.piece
    }
}

/// Properties of all that is in a piece.
pub(super) enum Said<'a> {
    /// A list of properties.
    Group(&'a [u8]),
    /// One, by a number of its own.
    One { short: u8, value: u8 },
}
