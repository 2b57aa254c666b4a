//! The file information block (FIB), which says where everything is: [MS-DOC] 2.5.

use std::ops::Range;

use gongwen_messages::text;

use super::PART;
use crate::ReadErrorKind;
use crate::little_endian::{u16_at, u32_at, within};

/// The header of a document of Word 97 or later.
pub(super) struct Header<'a> {
    bytes: &'a [u8],
}

/// What the table stream holds, by its number in FibRgFcLcb97.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Styles = 1,
    Footnotes = 2,
    FootnoteTexts = 3,
    Sections = 6,
    Characters = 12,
    Paragraphs = 13,
    Pieces = 33,
    Shapes = 40,
    Endnotes = 46,
    EndnoteTexts = 47,
    TextBoxes = 56,
    Lists = 73,
    Overrides = 74,
}

/// First bytes of the stream.
const MAGIC: u16 = 0xA5EC;

/// The first version that is laid out like this; earlier ones are Word 6 and 95.
const WORD_97: u16 = 0x00C1;

impl<'a> Header<'a> {
    /// `None` where the document is of an earlier version.
    pub(super) fn read(stream: &'a [u8]) -> Result<Option<Self>, ReadErrorKind> {
        const ENCRYPTED: u16 = 0x0100;
        let header = Self { bytes: stream };
        if header.u16(0) != MAGIC || header.u16(2) < WORD_97 {
            return Ok(None);
        }
        if header.u16(10) & ENCRYPTED != 0 {
            return Err(ReadErrorKind::Encrypted);
        }
        if stream.len() < Self::PARTS {
            return Err(ReadErrorKind::damaged(PART, text!("its header is cut off")));
        }
        Ok(Some(header))
    }

    /// Where the places of the parts begin.
    const PARTS: usize = 154;

    fn u16(&self, at: usize) -> u16 {
        u16_at(self.bytes, at).unwrap_or_default()
    }

    fn u32(&self, at: usize) -> u32 {
        u32_at(self.bytes, at).unwrap_or_default()
    }

    /// The name of the stream that holds the parts.
    pub(super) fn table_stream(&self) -> &'static str {
        const SECOND: u16 = 0x0200;
        if self.u16(10) & SECOND == 0 { "0Table" } else { "1Table" }
    }

    /// A part of the table stream; empty where there is none.
    pub(super) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let size = self.u32(Self::PARTS + 8 * part as usize + 4) as usize;
        within(self.rest(table, part), 0..size)
    }

    /// A part of the table stream and what follows it, for parts whose size says nothing of all they hold.
    pub(super) fn rest<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let at = Self::PARTS + 8 * part as usize;
        let (start, size) = (self.u32(at) as usize, self.u32(at + 4));
        if size == 0 { &[] } else { within(table, start..table.len()) }
    }

    /// How many characters the body has.
    pub(super) fn body(&self) -> u32 {
        self.u32(76)
    }

    /// Where the footnotes begin; headers, macros and comments follow them.
    pub(super) fn footnotes(&self) -> u32 {
        self.body()
    }

    /// Where the endnotes begin.
    pub(super) fn endnotes(&self) -> u32 {
        [80, 84, 88, 92].into_iter().fold(self.footnotes(), |sum, at| sum.saturating_add(self.u32(at)))
    }

    /// Where the text boxes of the body begin.
    pub(super) fn text_boxes(&self) -> u32 {
        self.endnotes().saturating_add(self.u32(96))
    }

    /// How many characters there are down to the end of the text boxes of the body.
    pub(super) fn characters(&self) -> u32 {
        self.text_boxes().saturating_add(self.u32(100))
    }
}

/// Ascending places, and data of one size for each stretch between two of them: [MS-DOC] 2.2.2.
#[derive(Clone, Copy)]
pub(super) struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Plc<'a> {
    pub(super) fn new(bytes: &'a [u8], size: usize) -> Self {
        Self { bytes, size }
    }

    /// How many stretches there are.
    pub(super) fn len(self) -> usize {
        self.bytes.len().saturating_sub(4) / (4 + self.size)
    }

    pub(super) fn place(self, index: usize) -> u32 {
        u32_at(self.bytes, 4 * index).unwrap_or_default()
    }

    /// What is said of a stretch.
    pub(super) fn datum(self, index: usize) -> &'a [u8] {
        let start = 4 * (self.len() + 1) + index * self.size;
        within(self.bytes, start..start + self.size)
    }

    /// Where each stretch begins.
    pub(super) fn starts(self) -> impl Iterator<Item = u32> + 'a {
        (0..self.len()).map(move |index| self.place(index))
    }

    pub(super) fn ranges(self) -> impl Iterator<Item = Range<u32>> + 'a {
        (0..self.len()).map(move |index| self.place(index)..self.place(index + 1))
    }

    pub(super) fn data(self) -> impl Iterator<Item = &'a [u8]> + 'a {
        (0..self.len()).map(move |index| self.datum(index))
    }

    /// The stretch that holds a place.
    pub(super) fn find(self, place: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.place(middle) <= place { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1).filter(|&index| place < self.place(index + 1))
    }
}
