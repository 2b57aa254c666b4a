//! From the files and folders on the command line to parsed documents, a bad one passed over.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Error, Result};
use gongwen::messages::{self, phrase, text};
use gongwen::parse::{Again, Fingerprints, Versions};
use gongwen::read::{ReadError, ReadOptions, Warning};
use gongwen::write::Counted;
use gongwen::{Listing, ParsedFile, Reader, Units};
use rayon::prelude::*;

use crate::closing::{Closing, Unnamed};
use crate::console::{Console, told_once};
use crate::isolated::isolation;
use crate::outcome::{Outcome, Thing, number_of};
use crate::threads::caught;

/// Files are worked on in batches of this many at most: enough for all cores, few enough for results to
/// appear while the rest is read.
const BATCH: usize = 64;

/// Bytes of the files of a batch at most, unless there are no more of them than threads: all results of a batch are in
/// memory together.
const BATCH_BYTES: u64 = 8 << 20;

/// What to read, and how.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// Files and folders; `-` is standard input.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reader: Reader,
    /// Which unit each file is from, and their order, where the verb shows units; it also says which reports
    /// name none.
    pub(crate) units: Option<Units>,
    /// Whether files that this program wrote are read, too.
    pub(crate) own_output: bool,
    /// Whether all versions of a report count.
    pub(crate) all_versions: bool,
}

/// What came of a document: warnings first, whatever became of it.
struct Done<T> {
    name: String,
    warnings: Vec<Warning>,
    reports: Fingerprints,
    unnamed: Unnamed,
    /// Of each report how many paragraphs it has.
    paragraphs: Vec<usize>,
    /// What the work gave; nothing for a file left out.
    result: Option<Result<T>>,
}

impl Inputs {
    /// These paths, read with the defaults.
    pub(crate) fn of(paths: Vec<PathBuf>) -> Self {
        let read = ReadOptions { isolation: Some(isolation(messages::language())), ..ReadOptions::default() };
        let reader = Reader { read, ..Reader::default() };
        Self { paths, reader, units: None, own_output: false, all_versions: false }
    }

    /// Reads, parses and works on every file, on all cores, and hands the results on in order.
    ///
    /// Files that cannot be read, or that `work` refuses, are reported and counted; the rest go on. Messages
    /// come in the order of the files, too.
    ///
    /// # Errors
    /// Only those of `sink`.
    pub(crate) fn each<T: Send>(
        &self,
        console: &Console,
        work: impl Fn(ParsedFile) -> Result<T> + Sync,
        mut sink: impl FnMut(T) -> Result<()>,
    ) -> Result<Outcome> {
        self.each_again(console, work, |result, _| sink(result))
    }

    /// Like [`each`](Self::each), and tells of each report of a document which earlier one it says again.
    pub(crate) fn each_again<T: Send>(
        &self,
        console: &Console,
        work: impl Fn(ParsedFile) -> Result<T> + Sync,
        mut sink: impl FnMut(T, Vec<Option<Again>>) -> Result<()>,
    ) -> Result<Outcome> {
        let started = Instant::now();
        let work = |mut file: ParsedFile| {
            self.units.iter().for_each(|units| units.apply(&mut file));
            let unnamed = Unnamed::of(&file.document.reports);
            let (name, warnings) = (file.name.clone(), std::mem::take(&mut file.warnings));
            let reports = Fingerprints::of(&name, &file.document);
            let paragraphs = file.document.reports.iter().map(|report| report.paragraphs().count()).collect();
            let is_wanted = self.own_output || !file.is_own_output();
            Done { name, warnings, reports, unnamed, paragraphs, result: is_wanted.then(|| work(file)) }
        };
        let (mut outcome, mut closing) = (Outcome::default(), Closing::default());
        let mut versions = if self.all_versions { Versions::keeping_all() } else { Versions::default() };
        let mut counted = Counted::default();
        let files = self.files(&mut closing);
        let listed = files.iter().flatten().map(|file| file.to_string_lossy().into_owned());
        let mut names: Vec<String> = listed.collect();
        let progress = console.progress(files.len() as u64, phrase!("files"));
        for batch in batches(&files) {
            let done: Vec<Vec<Result<Done<T>>>> = batch
                .par_iter()
                .map(|path| {
                    let done = match path {
                        Ok(path) => {
                            caught(|| self.read(path).into_iter().map(|file| file.map(&work)).collect())
                                .unwrap_or_else(|fault| {
                                    vec![Err(Error::new(fault).context(path.display().to_string()))]
                                })
                        }
                        Err(unlisted) => vec![Err(Error::msg(unlisted.clone()))],
                    };
                    progress.inc(1);
                    done
                })
                .collect();
            for done in done.into_iter().flatten() {
                let result = done.and_then(|done| {
                    names.push(done.name.clone());
                    let Some(result) = done.result else {
                        closing.own.push(done.name);
                        return Ok(None);
                    };
                    let warn =
                        |warning| console.warn(&text!("{name}: {what}", name = done.name, what = warning));
                    progress.suspend(|| done.warnings.iter().for_each(warn));
                    if done.paragraphs.iter().all(|&paragraphs| paragraphs == 0) {
                        let what = text!("holds no paragraph, only headings or what belongs to no report");
                        progress.suspend(|| console.warn(&text!("{name}: {what}", name = done.name, what)));
                    }
                    if self.units.is_some() {
                        closing.add_unnamed(&done.name, done.unnamed);
                    }
                    Ok(Some((result?, done.name, done.reports, done.paragraphs)))
                });
                match result {
                    Ok(None) => {}
                    Ok(Some((result, name, reports, paragraphs))) => {
                        outcome.used += 1;
                        let (reports_read, read) = (paragraphs.len(), paragraphs.iter().sum());
                        let (reports_read, read) =
                            (number_of(reports_read, Thing::Report), number_of(read, Thing::Paragraph));
                        progress.suspend(|| {
                            console.tell(&text!(
                                "{name}: {reports}, {paragraphs}",
                                name,
                                reports = reports_read,
                                paragraphs = read
                            ))
                        });
                        let again = versions.add(reports);
                        closing.add(&name, &again);
                        counted.add(&paragraphs, &again);
                        progress.suspend(|| sink(result, again))?;
                    }
                    Err(error) if !self.own_output && wrote(&error) => {
                        closing.own.extend(error.downcast_ref().map(|error: &ReadError| error.name.clone()));
                    }
                    Err(error) => {
                        let read = error.downcast_ref();
                        closing.beyond += usize::from(read.is_some_and(|e: &ReadError| e.kind.is_limit()));
                        outcome.failed += 1;
                        progress.suspend(|| console.failure(&error));
                    }
                }
            }
        }
        progress.finish_and_clear();
        let idle = self.units.iter().flat_map(|units| units.idle(names.iter().map(String::as_str)));
        idle.for_each(|row| console.warn(&row));
        if files.iter().filter(|file| file.is_ok()).count() > 1 {
            let seconds = started.elapsed().as_secs_f64();
            let reports = number_of(counted.reports(), Thing::Report);
            let paragraphs = number_of(counted.paragraphs(), Thing::Paragraph);
            console.say(&text!(
                "{files}, {reports}, {paragraphs}, {seconds} s",
                files = outcome,
                reports,
                paragraphs,
                seconds = format_args!("{seconds:.1}")
            ));
        }
        if outcome == Outcome::default() && !closing.own.is_empty() {
            console
                .error(&text!("nothing to read but files that this program wrote; --own-output reads them"));
        }
        closing.say(console);
        Ok(outcome)
    }

    /// All files of the paths, each once, folders walked; in place of what cannot be listed, why.
    fn files(&self, closing: &mut Closing) -> Vec<Result<PathBuf, String>> {
        let mut listing = Listing::default();
        for path in &self.paths {
            if path.as_os_str() == "-" { listing.add_file(path.clone()) } else { listing.add(path) }
        }
        self.units.iter().for_each(|units| listing.sort(units));
        closing.skipped = listing.skipped;
        closing.named_again = listing.named_again.iter().map(|file| file.display().to_string()).collect();
        let listed = listing.files.into_iter();
        listed.map(|file| file.map_err(|error| told_once(&Error::new(error)))).collect()
    }

    fn read(&self, path: &Path) -> Vec<Result<ParsedFile>> {
        let files = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            // It may never end; one byte too many tells so.
            let limit = self.reader.read.limits.file_bytes.saturating_add(1);
            match std::io::stdin().lock().take(limit).read_to_end(&mut bytes) {
                Ok(_) => self.reader.read_bytes("-", &bytes),
                Err(error) => return vec![Err(anyhow::Error::new(error).context(text!("standard input")))],
            }
        } else {
            self.reader.read_file(path)
        };
        files.into_iter().map(|file| Ok(file?)).collect()
    }
}

/// The files, a batch at a time.
fn batches(mut files: &[Result<PathBuf, String>]) -> impl Iterator<Item = &[Result<PathBuf, String>]> {
    let threads = rayon::current_num_threads();
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |(at, file): &(usize, &Result<PathBuf, String>)| {
            let size =
                file.as_ref().ok().and_then(|file| file.metadata().ok()).map_or(0, |found| found.len());
            bytes += size;
            *at < threads || *at < BATCH && bytes <= BATCH_BYTES
        };
        let (batch, rest) = files.split_at(files.iter().enumerate().take_while(fits).count());
        files = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Whether the error is that of a file which this program wrote.
fn wrote(error: &anyhow::Error) -> bool {
    error.downcast_ref().is_some_and(gongwen::is_own_output)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn large_files_come_in_small_batches() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: u64| {
            let path = folder.path().join(name);
            let made = fs::File::create(&path).expect("a file");
            made.set_len(bytes).expect("a size");
            Ok(path)
        };
        let threads = rayon::current_num_threads();
        let large: Vec<_> = (0..3 * threads).map(|n| file(&format!("{n}"), BATCH_BYTES)).collect();
        let sizes = |files: &[Result<PathBuf, String>]| batches(files).map(<[_]>::len).collect::<Vec<_>>();
        assert_eq!(sizes(&large), vec![threads; 3]);
        let small: Vec<_> = (0..2 * BATCH + 1).map(|n| file(&format!("小{n}"), 9)).collect();
        assert_eq!(sizes(&small), [BATCH, BATCH, 1]);
        assert!(sizes(&[]).is_empty());
    }
}
