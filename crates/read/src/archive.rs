//! Zip archives of documents, and mails on which documents hang.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::budget::Budget;
use crate::document::{check_size, count_lines, read_bytes};
use crate::format::{is_readable, readable_suffixes};
use crate::sniff::{Content, sniff};
use crate::zipped::Zipped;
use crate::{InputFormat, Limits, ReadError, ReadErrorKind, ReadOptions, Reading, SourceText, mail};

/// How a zip file begins; another archive is a mail.
const ZIP: &[u8] = b"PK";

/// Whether a file holds documents: a zip archive, or a mail on which some hang.
pub(crate) fn holds_documents(name: &str, bytes: &[u8], options: &ReadOptions) -> bool {
    match sniff(name, bytes, &options.limits) {
        Ok(Content::Archive) => true,
        Ok(Content::Document(InputFormat::Mail)) => !mail::attachments(bytes).is_empty(),
        _ => false,
    }
}

/// As many documents of the largest size an archive may hold: all of them are in memory together.
const DOCUMENTS: u64 = 2;

/// Reads the documents of an archive in order of their names, archives inside it included.
///
/// Members that are no documents by their suffix, hidden files and what macOS adds are passed over;
/// a bad member is an error of its own.
pub(crate) fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Reading> {
    let limits = Limits {
        text_bytes: options.limits.text_bytes.saturating_mul(DOCUMENTS),
        lines: options.limits.lines.saturating_mul(DOCUMENTS as usize),
        ..options.limits.clone()
    };
    let mut options = options.clone();
    options.limits.time /= 2;
    let mut unpacking = Unpacking { options, budget: Budget::new(&limits), readings: Vec::new() };
    unpacking.archive(name, bytes, 1);
    unpacking.readings
}

struct Unpacking {
    /// How the next member is read. The first one has half the time of a document; every one that goes beyond its
    /// time or memory halves what those behind it have, so that all together lose no more than one document may.
    options: ReadOptions,
    budget: Budget,
    readings: Vec<Reading>,
}

impl Unpacking {
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
        if !bytes.starts_with(ZIP) {
            return self.mail(name, bytes, depth);
        }
        let zip = Zipped::open(bytes, &mut self.budget)?;
        let mut files = zip.files();
        files.retain(|(_, file)| is_readable(file) && !is_clutter(file));
        files.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut times = Times::default();
        for (index, file) in files {
            self.budget.check_left()?;
            let member = format!("{name}/{}", times.told_apart(file));
            let size = check_size(zip.size(index), &self.options);
            match size.and_then(|()| zip.read_index(index, &mut self.budget)) {
                // No budget is left for the others either.
                Err(kind @ ReadErrorKind::UnpacksTooLarge { .. }) => return Err(kind),
                Err(kind) => self.fail(kind.of(&member)),
                Ok(bytes) => self.member(&member, &bytes, depth)?,
            }
        }
        Ok(())
    }

    /// A mail, of which the documents that hang on it are members; of one that says nothing, these alone.
    fn mail(&mut self, name: &str, bytes: &[u8], depth: usize) -> Result<(), ReadErrorKind> {
        let attachments = mail::attachments(bytes);
        self.budget.spend_members(attachments.len())?;
        let own = self.document(name, bytes);
        if !matches!(&own, Err(error) if matches!(error.kind, ReadErrorKind::Empty)) {
            self.keep(name, own)?;
        }
        let mut times = Times::default();
        for (file, bytes) in attachments {
            self.budget.check_left()?;
            let member = format!("{name}/{}", times.told_apart(file));
            match check_size(bytes.len() as u64, &self.options) {
                Ok(()) => self.member(&member, &bytes, depth)?,
                Err(kind) => self.fail(kind.of(&member)),
            }
        }
        Ok(())
    }

    /// # Errors
    /// Where the archive gives more text than a file may, so that nothing more is read of it.
    fn member(&mut self, name: &str, bytes: &[u8], depth: usize) -> Result<(), ReadErrorKind> {
        if holds_documents(name, bytes, &self.options) {
            self.archive(name, bytes, depth + 1);
            return Ok(());
        }
        let source = self.document(name, bytes);
        self.keep(name, source)
    }

    fn document(&self, name: &str, bytes: &[u8]) -> Result<SourceText, ReadError> {
        let spent = self.options.limits.time.is_zero();
        read_bytes(name, bytes, &self.options).map_err(|error| match error.kind {
            ReadErrorKind::TooSlow { .. } if spent => ReadErrorKind::NoTimeLeft.of(name),
            _ => error,
        })
    }

    /// # Errors
    /// Where the archive gives more text than a file may, so that nothing more is read of it.
    fn keep(&mut self, name: &str, source: Result<SourceText, ReadError>) -> Result<(), ReadErrorKind> {
        match &source {
            Ok(source) => {
                self.budget.spend_text(source.text.len())?;
                self.budget.spend_lines(count_lines(&source.text))?;
            }
            Err(error) if error.kind.is_costly() => self.halve_time(),
            Err(_) => {}
        }
        self.readings.push(Reading { name: name.to_owned(), source });
        Ok(())
    }

    /// Gives the members behind one that was costly half its time; where that would be too little for any, none.
    fn halve_time(&mut self) {
        const LEAST: Duration = Duration::from_millis(200);
        let half = self.options.limits.time / 2;
        self.options.limits.time = if half < LEAST { Duration::ZERO } else { half };
    }

    fn fail(&mut self, error: ReadError) {
        self.readings.push(Reading { name: error.name.clone(), source: Err(error) });
    }
}

/// How often each name was met in an archive, where a second member of a name hides the first from many programs.
#[derive(Default)]
struct Times(BTreeMap<String, usize>);

impl Times {
    /// The name; that of a second member of this name is told apart: `总结 (2).txt`.
    fn told_apart(&mut self, name: String) -> String {
        let times = self.0.entry(name.clone()).or_default();
        *times += 1;
        match name.rsplit_once('.') {
            _ if *times == 1 => name,
            Some((stem, suffix)) => format!("{stem} ({times}).{suffix}"),
            None => format!("{name} ({times})"),
        }
    }
}

/// Whether a file is no author's: hidden, an office program's lock, macOS's shadow files.
pub(crate) fn is_clutter(path: &str) -> bool {
    path.split(['/', '\\']).any(|step| step.starts_with('.') || step.starts_with("~$") || step == "__MACOSX")
}
