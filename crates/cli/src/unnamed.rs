//! Reports that name no unit or no year: what people should know before they count by unit or year.

use std::fmt;

use gongwen::parse::Report;
use gongwen::write::TaggedFile;

use crate::console::Console;

/// The most files named.
const NAMES: usize = 5;

/// Reports without unit and those without year, of all files.
#[derive(Debug, Default)]
pub(crate) struct Unnamed {
    files: usize,
    unit: Lacking,
    year: Lacking,
}

/// Reports that lack something, and the first files they stand in.
#[derive(Debug, Default)]
struct Lacking {
    reports: usize,
    files: usize,
    names: Vec<String>,
}

impl Unnamed {
    /// Looks through the reports of a file.
    pub(crate) fn add(&mut self, file: &TaggedFile) {
        self.files += 1;
        self.unit.add(file, |report| report.unit.is_none());
        self.year.add(file, |report| report.years.is_empty());
    }

    /// Says which reports of several files lack what.
    pub(crate) fn say(&self, console: &Console) {
        let lines = [(&self.unit, "unit"), (&self.year, "year")];
        for (lacking, what) in lines.into_iter().filter(|(lacking, _)| self.files > 1 && lacking.reports > 0)
        {
            let verb = if lacking.reports == 1 { "report names" } else { "reports name" };
            console.say(&format_args!("{} {verb} no {what}: {lacking}", lacking.reports));
        }
    }
}

impl Lacking {
    fn add(&mut self, file: &TaggedFile, lacks: impl Fn(&Report) -> bool) {
        let reports = file.document.reports.iter().filter(|report| lacks(report)).count();
        if reports == 0 {
            return;
        }
        self.reports += reports;
        self.files += 1;
        if self.names.len() < NAMES {
            self.names.push(file.name.clone());
        }
    }
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names.join(", "))?;
        match self.files - self.names.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
