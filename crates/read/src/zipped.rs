//! Zip files as bytes in memory, unpacked within bounds.

use std::io::Cursor;

use encoding_rs::GBK;
use zip::ZipArchive;

use crate::ReadErrorKind;
use crate::budget::Budget;

/// What is damaged where a zip file cannot be read.
const PART: &str = "zip file";

/// A zip file.
pub(crate) struct Zipped<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Zipped<'a> {
    /// Reads the directory; its members count against the budget.
    pub(crate) fn open(bytes: &'a [u8], budget: &mut Budget) -> Result<Self, ReadErrorKind> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        budget.spend_members(archive.len())?;
        Ok(Self { archive })
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
        let names = self.archive.file_names_raw().map(decode).enumerate();
        names.filter(|(_, name)| !name.ends_with(['/', '\\'])).collect()
    }

    /// Whether a member has exactly this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Unpacks the member of this name; `None` where there is none.
    pub(crate) fn read(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, ReadErrorKind> {
        self.archive.index_for_name(name).map(|index| self.read_index(index, budget)).transpose()
    }

    /// Unpacks a member.
    pub(crate) fn read_index(&mut self, index: usize, budget: &mut Budget) -> Result<Vec<u8>, ReadErrorKind> {
        if self.archive.by_index_raw(index).map_err(damaged)?.encrypted() {
            return Err(ReadErrorKind::Encrypted);
        }
        let member = self.archive.by_index(index).map_err(damaged)?;
        let mut bytes = Vec::new();
        budget.unpack(member, &mut bytes, PART)?;
        Ok(bytes)
    }
}

fn damaged(error: impl std::error::Error + Send + Sync + 'static) -> ReadErrorKind {
    ReadErrorKind::damaged(PART, error)
}
