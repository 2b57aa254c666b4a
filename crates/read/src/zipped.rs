//! Zip files as bytes in memory, unpacked within bounds.

use std::io::{self, Cursor, Write};

use encoding_rs::GBK;
use gongwen_messages::phrase;
use zip::ZipReadOptions;
use zip::read::{Config, OwnedZipFileEntry};
use zip::unstable::read::ZipIterable;

use crate::budget::Budget;
use crate::{Limits, ReadErrorKind};

/// What is damaged where a zip file cannot be read.
const PART: &str = phrase!("zip file");

/// Refuses a zip file, or a document that is one, that holds more members or unpacks to more than it may, or whose
/// members cannot be unpacked: for programs and libraries that unpack whatever they are given.
///
/// # Errors
/// [`ReadErrorKind::TooManyMembers`], [`ReadErrorKind::UnpacksTooLarge`], [`ReadErrorKind::Encrypted`] and
/// [`ReadErrorKind::Damaged`].
pub fn check_zip(bytes: &[u8], limits: &Limits) -> Result<(), ReadErrorKind> {
    let mut budget = Budget::new(limits);
    let zip = Zipped::open(bytes, &mut budget)?;
    (0..zip.entries.len()).try_for_each(|index| zip.unpack(index, &mut io::sink(), &mut budget))
}

/// A zip file.
pub(crate) struct Zipped<'a> {
    bytes: &'a [u8],
    /// In the order of the directory; several may have the same name.
    entries: Vec<OwnedZipFileEntry>,
}

impl<'a> Zipped<'a> {
    /// Reads the directory; its members count against the budget before they are listed.
    pub(crate) fn open(bytes: &'a [u8], budget: &mut Budget) -> Result<Self, ReadErrorKind> {
        let mut directory = ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(damaged)?;
        budget.spend_members(directory.len())?;
        let entries = directory.files().map_err(damaged)?;
        let entries = entries.map(|entry| entry.map(OwnedZipFileEntry::from).map_err(damaged));
        Ok(Self { bytes, entries: entries.collect::<Result<_, _>>()? })
    }

    /// Names of the members that are files, with their index.
    ///
    /// The zip format has a flag for UTF-8 that many programs do not set: a name that is no UTF-8 is
    /// read as GBK, as Windows in China writes it.
    pub(crate) fn files(&self) -> Vec<(usize, String)> {
        let decode = |raw: &[u8]| match std::str::from_utf8(raw) {
            Ok(name) => name.to_owned(),
            Err(_) => GBK.decode_without_bom_handling(raw).0.into_owned(),
        };
        let names = self.entries.iter().map(|entry| decode(entry.name_raw())).enumerate();
        names.filter(|(_, name)| !name.ends_with(['/', '\\'])).collect()
    }

    /// The bytes a member says it unpacks to.
    pub(crate) fn size(&self, index: usize) -> u64 {
        self.entries[index].size()
    }

    /// Whether a member has exactly this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index_of(name).is_some()
    }

    /// Unpacks the member of this name, the last of several; `None` where there is none.
    pub(crate) fn read(&self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, ReadErrorKind> {
        self.index_of(name).map(|index| self.read_index(index, budget)).transpose()
    }

    /// Unpacks a member.
    pub(crate) fn read_index(&self, index: usize, budget: &mut Budget) -> Result<Vec<u8>, ReadErrorKind> {
        let mut bytes = Vec::new();
        self.unpack(index, &mut bytes, budget)?;
        Ok(bytes)
    }

    fn unpack(&self, index: usize, out: &mut impl Write, budget: &mut Budget) -> Result<(), ReadErrorKind> {
        let entry = &self.entries[index];
        if entry.encrypted() {
            return Err(ReadErrorKind::Encrypted);
        }
        let mut file = Cursor::new(self.bytes);
        let member = entry.as_ref().with_reader(&mut file, ZipReadOptions::default()).map_err(damaged)?;
        budget.unpack(member, out, PART)
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.name_raw() == name.as_bytes())
    }
}

fn damaged(error: impl std::error::Error + Send + Sync + 'static) -> ReadErrorKind {
    ReadErrorKind::damaged(PART, error)
}
