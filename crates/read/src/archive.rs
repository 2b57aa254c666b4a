//! Zip archives of documents.

use crate::budget::Budget;
use crate::document::read_bytes;
use crate::format::{is_readable, readable_suffixes};
use crate::sniff::{Content, sniff};
use crate::zipped::Zipped;
use crate::{ReadError, ReadErrorKind, ReadOptions, Reading};

/// Reads the documents of an archive in order of their names, archives inside it included.
///
/// Members that are no documents by their suffix, hidden files and what macOS adds are passed over;
/// a bad member is an error of its own.
pub(crate) fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Reading> {
    let mut unpacking = Unpacking { options, budget: Budget::new(&options.limits), readings: Vec::new() };
    unpacking.archive(name, bytes, 1);
    unpacking.readings
}

struct Unpacking<'a> {
    options: &'a ReadOptions,
    budget: Budget,
    readings: Vec<Reading>,
}

impl Unpacking<'_> {
    fn archive(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let before = self.readings.len();
        if let Err(kind) = self.members(name, bytes, depth) {
            self.fail(kind.of(name));
        } else if self.readings.len() == before {
            self.fail(ReadErrorKind::NoDocuments { suffixes: readable_suffixes() }.of(name));
        }
    }

    fn members(&mut self, name: &str, bytes: &[u8], depth: usize) -> Result<(), ReadErrorKind> {
        let limit = self.options.limits.archive_depth;
        if depth > limit {
            return Err(ReadErrorKind::ArchivesTooDeep { limit });
        }
        let mut zip = Zipped::open(bytes, &mut self.budget)?;
        let mut files = zip.files();
        files.retain(|(_, file)| is_readable(file) && !is_clutter(file));
        files.sort_by(|(_, a), (_, b)| a.cmp(b));
        for (index, file) in files {
            let member = format!("{name}/{file}");
            match zip.read_index(index, &mut self.budget) {
                // No budget is left for the others either.
                Err(kind @ ReadErrorKind::UnpacksTooLarge { .. }) => return Err(kind),
                Err(kind) => self.fail(kind.of(&member)),
                Ok(bytes) => self.member(&member, &bytes, depth),
            }
        }
        Ok(())
    }

    fn member(&mut self, name: &str, bytes: &[u8], depth: usize) {
        if let Ok(Content::Archive) = sniff(name, bytes, &self.options.limits) {
            self.archive(name, bytes, depth + 1);
        } else {
            let source = read_bytes(name, bytes, self.options);
            self.readings.push(Reading { name: name.to_owned(), source });
        }
    }

    fn fail(&mut self, error: ReadError) {
        self.readings.push(Reading { name: error.name.clone(), source: Err(error) });
    }
}

/// Whether a file is no author's: hidden, an office program's lock, macOS's shadow files.
pub(crate) fn is_clutter(path: &str) -> bool {
    path.split(['/', '\\']).any(|step| step.starts_with('.') || step.starts_with("~$") || step == "__MACOSX")
}
