//! From the files and folders on the command line to parsed documents, a bad one passed over.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Error, Result};
use gongwen::read::Warning;
use gongwen::{ParsedFile, Reader, Units};
use rayon::prelude::*;

use crate::console::Console;
use crate::outcome::Outcome;

/// Files are worked on in batches of this many: enough for all cores, few enough for results to
/// appear while the rest is read.
const BATCH: usize = 64;

/// What to read, and how.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// Files and folders; `-` is standard input.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) reader: Reader,
    /// Which unit each file is from, and their order.
    pub(crate) units: Units,
}

/// What came of a document: warnings first, whatever became of it.
struct Done<T> {
    name: String,
    warnings: Vec<Warning>,
    result: Result<T>,
}

impl Inputs {
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
        let started = Instant::now();
        let paragraphs = AtomicUsize::new(0);
        let work = |mut file: ParsedFile| {
            self.units.apply(&mut file);
            paragraphs.fetch_add(file.document.paragraphs().count(), Ordering::Relaxed);
            let (name, warnings) = (file.name.clone(), std::mem::take(&mut file.warnings));
            Done { name, warnings, result: work(file) }
        };
        let mut outcome = Outcome::default();
        let mut files = self.files();
        files.sort_by_cached_key(|file| match file {
            Ok(file) => self.units.rank(&file.to_string_lossy()),
            Err(_) => i64::MAX,
        });
        let progress = console.progress(files.len() as u64, "files");
        for batch in files.chunks(BATCH) {
            let done: Vec<Vec<Result<Done<T>>>> = batch
                .par_iter()
                .map(|path| {
                    let read = match path {
                        Ok(path) => self.read(path),
                        Err(unlisted) => vec![Err(Error::msg(unlisted.clone()))],
                    };
                    let done = read.into_iter().map(|file| file.map(&work)).collect();
                    progress.inc(1);
                    done
                })
                .collect();
            for done in done.into_iter().flatten() {
                let result = done.and_then(|Done { name, warnings, result }| {
                    let warn = |warning| console.warn(&format_args!("{name}: {warning}"));
                    progress.suspend(|| warnings.iter().for_each(warn));
                    result
                });
                match result {
                    Ok(result) => {
                        outcome.used += 1;
                        progress.suspend(|| sink(result))?;
                    }
                    Err(error) => {
                        outcome.failed += 1;
                        progress.suspend(|| console.error(&format_args!("{error:#}")));
                    }
                }
            }
        }
        progress.finish_and_clear();
        if files.iter().filter(|file| file.is_ok()).count() > 1 {
            let seconds = started.elapsed().as_secs_f64();
            let paragraphs = paragraphs.into_inner();
            console.say(&format_args!("{outcome}, {paragraphs} paragraphs, {seconds:.1} s"));
        }
        Ok(outcome)
    }

    /// All files of the paths in order, folders walked; in place of what cannot be listed, why.
    fn files(&self) -> Vec<Result<PathBuf, String>> {
        let mut files = Vec::new();
        for path in &self.paths {
            if path.as_os_str() == "-" {
                files.push(Ok(path.clone()));
                continue;
            }
            match gongwen::read::walk(path) {
                Ok(found) if found.is_empty() => {
                    files.push(Err(format!("{}: no file in this folder can be read", path.display())));
                }
                Ok(found) => files.extend(found.into_iter().map(Ok)),
                Err(error) => files.push(Err(format!("{:#}", Error::new(error)))),
            }
        }
        files
    }

    fn read(&self, path: &Path) -> Vec<Result<ParsedFile>> {
        let files = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => self.reader.read_bytes("-", &bytes),
                Err(error) => return vec![Err(anyhow::Error::new(error).context("standard input"))],
            }
        } else {
            self.reader.read_file(path)
        };
        files.into_iter().map(|file| Ok(file?)).collect()
    }
}
