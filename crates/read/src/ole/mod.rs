//! Compound files (OLE), in which old office programs keep their documents as streams: [MS-CFB], by the crate cfb.

mod properties;

use std::io::{self, Cursor};

use cfb::CompoundFile;
use gongwen_messages::phrase;

use crate::ReadErrorKind;
use crate::budget::Budget;

/// First bytes of a compound file.
pub(crate) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A compound file in memory.
pub(crate) struct Ole<'a>(CompoundFile<Cursor<&'a [u8]>>);

impl<'a> Ole<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> io::Result<Self> {
        CompoundFile::open(Cursor::new(bytes)).map(Self)
    }

    /// Whether there is a stream of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.is_stream(name)
    }

    /// The bytes of a stream; `None` where there is none.
    pub(crate) fn read(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, ReadErrorKind> {
        const PART: &str = phrase!("compound file");
        if !self.has(name) {
            return Ok(None);
        }
        let stream = self.0.open_stream(name).map_err(|error| ReadErrorKind::damaged(PART, error))?;
        let mut bytes = Vec::new();
        budget.unpack(stream, &mut bytes, PART)?;
        Ok(Some(bytes))
    }

    /// The program that the document's own properties say wrote it. Nothing hangs on it: damaged properties say nothing.
    pub(crate) fn generator(&mut self, budget: &mut Budget) -> Option<String> {
        let properties = self.read("\u{5}DocumentSummaryInformation", budget).ok()??;
        properties::own(&properties, "generator")
    }
}
