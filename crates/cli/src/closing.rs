//! What people should know of a batch when it ends: what was left out, and what stood in it twice.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gongwen::parse::{Again, Report, Sameness};

use crate::console::Console;

/// The most names or kinds a line lists.
const LISTED: usize = 5;

/// How many reports of a file name no unit, and how many no year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unnamed {
    unit: usize,
    year: usize,
}

impl Unnamed {
    pub(crate) fn of(reports: &[Report]) -> Self {
        Self {
            unit: reports.iter().filter(|report| report.unit.is_none()).count(),
            year: reports.iter().filter(|report| report.years.is_empty()).count(),
        }
    }
}

/// What was left out of a batch.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    /// Files that this program wrote.
    pub(crate) own: Vec<String>,
    /// Files in folders that are no documents.
    pub(crate) skipped: Vec<PathBuf>,
    /// Files named more than once.
    pub(crate) named_again: Vec<String>,
    /// How many files went beyond a limit.
    pub(crate) beyond: usize,
    /// Reports that stand in the batch already.
    copies: Vec<String>,
    versions: Vec<String>,
    /// Versions of which one does not count.
    replaced: Vec<String>,
    /// Files looked through for units and years, reports that lack one, and the files they stand in.
    files: usize,
    no_unit: (usize, Vec<String>),
    no_year: (usize, Vec<String>),
}

impl Closing {
    /// Takes what is known of a file's reports.
    pub(crate) fn add(&mut self, file: &str, again: &[Option<Again>]) {
        for Again { of_name, as_what, .. } in again.iter().flatten() {
            match as_what {
                Sameness::Copy if file == of_name => self.copies.push(format!("{file} (twice in it)")),
                Sameness::Copy => self.copies.push(format!("{file} (as in {of_name})")),
                Sameness::Newer => self.replaced.push(format!("{file} instead of {}", other(file, of_name))),
                Sameness::Older => self.replaced.push(format!("{} instead of {file}", other(file, of_name))),
                Sameness::Beside => self.versions.push(format!("{file} beside {}", other(file, of_name))),
            }
        }
    }

    /// Takes what the reports of a file lack.
    pub(crate) fn add_unnamed(&mut self, file: &str, unnamed: Unnamed) {
        self.files += 1;
        let both = [(&mut self.no_unit, unnamed.unit), (&mut self.no_year, unnamed.year)];
        for ((reports, files), lacking) in both.into_iter().filter(|(_, lacking)| *lacking > 0) {
            *reports += lacking;
            files.push(file.to_owned());
        }
    }

    /// Says it, a line each.
    pub(crate) fn say(&self, console: &Console) {
        let say = |count: usize, one: &str, many: &str, rest: &dyn Fn() -> String| {
            if count > 0 {
                let what = if count == 1 { one } else { many };
                console.say(&format_args!("{count} {what}: {}", rest()));
            }
        };
        say(
            self.own.len(),
            "file left out that this program wrote",
            "files left out that this program wrote",
            &|| format!("{} (--own-output reads them)", listed(&self.own)),
        );
        say(self.beyond, "file beyond a limit", "files beyond a limit", &|| {
            "--limits 4 raises all limits fourfold, for files you trust".to_owned()
        });
        say(self.skipped.len(), "file skipped", "files skipped", &|| {
            let names = self.skipped.iter().filter_map(|file| file.file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            format!("{} ({})", listed(&kinds(&self.skipped)), listed(&names))
        });
        say(self.named_again.len(), "file named again, read once", "files named again, read once", &|| {
            listed(&self.named_again)
        });
        say(
            self.copies.len(),
            "report that was read before, counted once",
            "reports that were read before, counted once",
            &|| listed(&self.copies),
        );
        say(
            self.replaced.len(),
            "report in several versions, one counted",
            "reports in several versions, one of each counted",
            &|| format!("{} (--all-versions counts all)", listed(&self.replaced)),
        );
        say(
            self.versions.len(),
            "version of a report, counted too",
            "versions of reports, counted too",
            &|| listed(&self.versions),
        );
        if self.files > 1 {
            let (no_unit, no_year) = (&self.no_unit, &self.no_year);
            say(no_unit.0, "report names no unit", "reports name no unit", &|| listed(&no_unit.1));
            say(no_year.0, "report names no year", "reports name no year", &|| listed(&no_year.1));
        }
    }
}

/// The file another report stands in, seen from that of the one told first.
fn other<'a>(file: &str, of: &'a str) -> &'a str {
    if file == of { "another in it" } else { of }
}

/// The first names, each once, and how many there are besides.
fn listed(names: &[String]) -> String {
    let mut once: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match once.iter().position(|(known, _)| known == name) {
            Some(at) => once[at].1 += 1,
            None if once.len() < LISTED => once.push((name, 1)),
            None => {}
        }
    }
    let told: usize = once.iter().map(|(_, times)| times).sum();
    let told_once = |&(name, times): &(&str, usize)| {
        if times > 1 { format!("{name} ({times} times)") } else { name.to_owned() }
    };
    let mut line = once.iter().map(told_once).collect::<Vec<_>>().join(", ");
    if names.len() > told {
        line.push_str(&format!(" and {} more", names.len() - told));
    }
    line
}

/// What kinds of files there are, the most frequent first: `2 .png`, `1 .rar`.
fn kinds(files: &[PathBuf]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let kind = match file.extension() {
            _ if file.is_symlink() => "link".to_owned(),
            Some(suffix) => format!(".{}", suffix.to_string_lossy().to_lowercase()),
            None => "without suffix".to_owned(),
        };
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect()
}
