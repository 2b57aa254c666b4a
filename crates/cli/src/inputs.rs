//! From the files and folders on the command line to parsed documents, a bad one passed over.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::Result;
use gongwen_parse::{Document, Hint, Options, Role, Span};
use gongwen_read::{ReadOptions, Reading, SourceText};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::args::InputArgs;
use crate::outcome::{Outcome, report_closing, report_error, report_warning};
use crate::output::UsageError;

/// Files are worked on in batches of this many: enough for all cores, few enough for results to
/// appear while the rest is read.
const BATCH: usize = 64;

/// A file, or a member of an archive, with its structure restored.
#[derive(Debug)]
pub(crate) struct ParsedFile {
    /// Name as given on the command line; `-` for standard input.
    pub(crate) name: String,
    /// Its structure and text.
    pub(crate) document: Document,
}

/// How to read and parse, from the command line.
#[derive(Debug)]
pub(crate) struct Reader {
    read: ReadOptions,
    parse: Options,
    quiet: bool,
}

impl Reader {
    /// # Errors
    /// Where an encoding label or the name of a repair pass is unknown.
    pub(crate) fn new(args: &InputArgs, quiet: bool) -> Result<Self> {
        let encoding = args.encoding.as_deref().map(str::parse).transpose().map_err(UsageError::new)?;
        let parse = Options::without(&args.no_repair).map_err(UsageError::new)?;
        Ok(Self { read: ReadOptions { encoding, ..ReadOptions::default() }, parse, quiet })
    }

    /// Reads, parses and works on every file, on all cores, and hands the results on in order.
    ///
    /// Files that cannot be read, or that `work` refuses, are reported on standard error and counted; the rest go on.
    ///
    /// # Errors
    /// Only those of `sink`.
    pub(crate) fn each<T: Send>(
        &self,
        paths: &[PathBuf],
        work: impl Fn(ParsedFile) -> Result<T> + Sync,
        mut sink: impl FnMut(T) -> Result<()>,
    ) -> Result<Outcome> {
        let started = Instant::now();
        let paragraphs = AtomicUsize::new(0);
        let work = |file: ParsedFile| {
            paragraphs.fetch_add(file.document.paragraphs().count(), Ordering::Relaxed);
            work(file)
        };
        let mut outcome = Outcome::default();
        let files = self.files(paths, &mut outcome);
        let progress = self.progress(files.len());
        for batch in files.chunks(BATCH) {
            let results: Vec<Vec<Result<T>>> = batch
                .par_iter()
                .map(|path| {
                    let results = self.read(path).into_iter().map(|file| file.and_then(&work)).collect();
                    progress.inc(1);
                    results
                })
                .collect();
            for result in results.into_iter().flatten() {
                match result {
                    Ok(done) => {
                        outcome.used += 1;
                        progress.suspend(|| sink(done))?;
                    }
                    Err(error) => {
                        outcome.failed += 1;
                        progress.suspend(|| report_error(&format_args!("{error:#}")));
                    }
                }
            }
        }
        progress.finish_and_clear();
        if files.len() > 1 && !self.quiet {
            let seconds = started.elapsed().as_secs_f64();
            let paragraphs = paragraphs.into_inner();
            report_closing(&format_args!("{outcome}, {paragraphs} paragraphs, {seconds:.1} s"));
        }
        Ok(outcome)
    }

    /// All files of the paths, folders walked; what cannot be listed is reported and counted.
    fn files(&self, paths: &[PathBuf], outcome: &mut Outcome) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                files.push(path.clone());
                continue;
            }
            match gongwen_read::walk(path) {
                Ok(found) if found.is_empty() => {
                    outcome.failed += 1;
                    report_error(&format_args!("{}: no file in this folder can be read", path.display()));
                }
                Ok(found) => files.extend(found),
                Err(error) => {
                    outcome.failed += 1;
                    report_error(&error);
                }
            }
        }
        files
    }

    fn read(&self, path: &Path) -> Vec<Result<ParsedFile>> {
        let readings = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => gongwen_read::read_all("-", &bytes, &self.read),
                Err(error) => return vec![Err(anyhow::Error::new(error).context("standard input"))],
            }
        } else {
            gongwen_read::read_path(path, &self.read)
        };
        readings.into_iter().map(|reading| self.parse(reading)).collect()
    }

    fn parse(&self, reading: Reading) -> Result<ParsedFile> {
        let source: SourceText = reading.source?;
        for warning in &source.warnings {
            report_warning(self.quiet, &format_args!("{}: {warning}", reading.name));
        }
        let document = gongwen_parse::parse_with_hints(&source.text, &hints(&source), &self.parse);
        Ok(ParsedFile { name: reading.name, document })
    }

    /// A bar on standard error where the work is long and somebody watches.
    fn progress(&self, files: usize) -> ProgressBar {
        if self.quiet || files < 2 || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files  {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(files as u64).with_style(style)
    }
}

/// What the file's format says about its lines, in the words of the parser.
fn hints(source: &SourceText) -> Vec<Hint> {
    let role = |hint: &gongwen_read::Hint| {
        let style = hint.style.as_deref().unwrap_or_default();
        if hint.table {
            Some(Role::TableRow)
        } else if style.eq_ignore_ascii_case("title") || style == "标题" {
            Some(Role::Title)
        } else {
            hint.level.map(Role::Heading)
        }
    };
    let spans = source.hints.iter().map(|hint| Span::new(hint.span.start, hint.span.end));
    let roles = source.hints.iter().map(role);
    spans.zip(roles).filter_map(|(span, role)| Some(Hint { span, role: role? })).collect()
}
