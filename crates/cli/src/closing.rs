//! What people should know of a batch when it ends: what was left out, and what stood in it twice.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gongwen::messages::{self, phrase, text, translated};
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
                Sameness::Copy if file == of_name => self.copies.push(text!("{file} (twice in it)", file)),
                Sameness::Copy => self.copies.push(text!("{file} (as in {other})", file, other = of_name)),
                Sameness::Newer => {
                    self.replaced.push(text!(
                        "{file} instead of {other}",
                        file,
                        other = other(file, of_name)
                    ));
                }
                Sameness::Older => {
                    self.replaced.push(text!(
                        "{file} instead of {other}",
                        file = other(file, of_name),
                        other = file
                    ));
                }
                Sameness::Beside => {
                    self.versions.push(text!("{file} beside {other}", file, other = other(file, of_name)));
                }
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
                let what = translated(if count == 1 { one } else { many });
                console.say(&text!("{count} {what}: {which}", count, what, which = rest()));
            }
        };
        say(
            self.own.len(),
            phrase!("file left out that this program wrote"),
            phrase!("files left out that this program wrote"),
            &|| text!("{files} (--own-output reads them)", files = listed(&self.own)),
        );
        say(self.beyond, phrase!("file beyond a limit"), phrase!("files beyond a limit"), &|| {
            text!("--limits 4 raises all limits fourfold, for files you trust")
        });
        say(self.skipped.len(), phrase!("file skipped"), phrase!("files skipped"), &|| {
            let names = self.skipped.iter().filter_map(|file| file.file_name());
            let names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
            text!("{kinds} ({files})", kinds = listed(&kinds(&self.skipped)), files = listed(&names))
        });
        say(
            self.named_again.len(),
            phrase!("file named again, read once"),
            phrase!("files named again, read once"),
            &|| listed(&self.named_again),
        );
        say(
            self.copies.len(),
            phrase!("report that was read before, counted once"),
            phrase!("reports that were read before, counted once"),
            &|| listed(&self.copies),
        );
        say(
            self.replaced.len(),
            phrase!("report in several versions, one counted"),
            phrase!("reports in several versions, one of each counted"),
            &|| text!("{files} (--all-versions counts all)", files = listed(&self.replaced)),
        );
        say(
            self.versions.len(),
            phrase!("version of a report, counted too"),
            phrase!("versions of reports, counted too"),
            &|| listed(&self.versions),
        );
        if self.files > 1 {
            let (no_unit, no_year) = (&self.no_unit, &self.no_year);
            say(no_unit.0, phrase!("report names no unit"), phrase!("reports name no unit"), &|| {
                listed(&no_unit.1)
            });
            say(no_year.0, phrase!("report names no year"), phrase!("reports name no year"), &|| {
                listed(&no_year.1)
            });
        }
    }
}

/// The file another report stands in, seen from that of the one told first.
fn other<'a>(file: &str, of: &'a str) -> &'a str {
    if file == of { translated(phrase!("another in it")) } else { of }
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
        if times > 1 { text!("{name} ({times} times)", name, times) } else { name.to_owned() }
    };
    let mut line = messages::listed(once.iter().map(told_once));
    if names.len() > told {
        line.push_str(&text!(" and {count} more", count = names.len() - told));
    }
    line
}

/// What kinds of files there are, the most frequent first: `2 .png`, `1 .rar`.
fn kinds(files: &[PathBuf]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let kind = match file.extension() {
            _ if file.is_symlink() => text!("link"),
            Some(suffix) => format!(".{}", suffix.to_string_lossy().to_lowercase()),
            None => text!("without suffix"),
        };
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(kind, count)| text!("{count} {kind}", count, kind)).collect()
}
