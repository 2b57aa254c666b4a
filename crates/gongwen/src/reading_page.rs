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

    /// The data of the page as JSON: themes, reports and what is known of years.
    ///
    /// # Errors
    /// Where JSON cannot be made of them.
    pub fn data(&self) -> Result<String, WriteError> {
        self.page.data(&self.years(Vec::new()))
    }

    /// The reports the data hold, in their order: the file as it was added, and the report in it. The others are said
    /// again by one of these.
    pub fn shown(&self) -> impl Iterator<Item = (usize, usize)> {
        self.page.shown()
    }

    fn years(&self, intervals: Vec<ShareInterval>) -> Years {
        Years { words: self.trends.found(), intervals }
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
        let years = self.years(intervals);
        self.page.finish_with(&years)
    }
}
