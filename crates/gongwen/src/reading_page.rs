//! The page to read a stack of reports by theme, with what rises and falls from year to year.

use std::io::Write;

use gongwen_write::{ReportPage, ShareInterval, TagWriter as _, TaggedFile, ThemeNames, WriteError, Years};

use crate::trends::{FileWords, Trends};

/// Gathers tagged files with their words and writes the reader's page at the end.
pub struct ReadingPage<'a> {
    page: ReportPage<'a>,
    trends: Trends,
}

impl<'a> ReadingPage<'a> {
    /// A page without reports.
    pub fn new(out: &'a mut dyn Write, themes: &'a ThemeNames) -> Self {
        Self { page: ReportPage::new(out, themes), trends: Trends::default() }
    }

    /// Adds the next file with its words ([`FileWords::of`]).
    ///
    /// # Errors
    /// Where the page cannot hold the file.
    pub fn add(&mut self, file: TaggedFile, words: FileWords) -> Result<(), WriteError> {
        self.trends.add(&file, words);
        self.page.add(file)
    }

    /// Writes the page.
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn finish(self) -> Result<(), WriteError> {
        self.finish_with(Vec::new())
    }

    /// Writes the page with the intervals of shares that a checked sample gives
    /// ([`Batch::intervals`](crate::checked::Batch::intervals)).
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn finish_with(self, intervals: Vec<ShareInterval>) -> Result<(), WriteError> {
        self.page.finish_with(&Years { words: self.trends.found(), intervals })
    }
}
