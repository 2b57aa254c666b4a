//! Attention over time: how much the reports of a stack say of each theme, by unit, year and part.
//!
//! The year is the one a paragraph speaks of: a report of 2023 that plans 2024 adds to both. Paragraphs count for
//! their theme, characters and figures for that of the passage they stand in.
//!
//! ```
//! use gongwen::figures;
//! use gongwen::panel::{Measure, Panel};
//! use gongwen::write::FiguredFile;
//!
//! let tagger = gongwen::Tagger::built_in()?;
//! let source = "云岭县2023年工作总结和2024年工作思路\n一、2023年工作\n（一）排查消防隐患30处。\n二、2024年工作\n（一）发展党员12名。\n";
//! let file = tagger.tag_text(source)?;
//! let mut panel = Panel::default();
//! panel.add(&FiguredFile { figures: figures::of(&file.document), file });
//!
//! let found: Vec<_> = panel.unit_years().into_iter().map(|found| (found.unit, found.year)).collect();
//! let unit = Some("云岭县".to_owned());
//! assert_eq!(found, [(unit.clone(), Some(2023)), (unit, Some(2024))]);
//! assert_eq!(panel.wide(&tagger.names(), Measure::Share).rows.len(), 2);
//! # Ok::<(), gongwen::Error>(())
//! ```

mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use gongwen_parse::Part;
use gongwen_write::{Counted, FiguredFile, PARTS, Shares, Tag, ThemeNames};

use crate::unit_names::{apart, titles};

/// Counts of a stack of reports, added file by file; the texts need not be kept.
///
/// Reports that do not count because another file says the same (see [`Counted`]) are left out.
#[derive(Debug, Default)]
pub struct Panel {
    /// The parts that count; none for all.
    parts: Vec<Part>,
    /// Name, and what tells units of one name apart, in the order they were read.
    units: Vec<(String, String)>,
    known: BTreeMap<(String, String), usize>,
    /// Of every file and report in it.
    files: Vec<Vec<ReportCounts>>,
    counted: Counted,
}

#[derive(Debug)]
struct ReportCounts {
    unit: Option<usize>,
    years: BTreeMap<Option<u16>, Counts>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Counts {
    shares: Shares,
    /// `None` holds what is unsure.
    figures: BTreeMap<(Option<usize>, Part), usize>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Of the characters of a unit's year, the part that is about the theme.
    #[default]
    Share,
    /// Characters, white space aside.
    Characters,
    /// Paragraphs.
    Paragraphs,
    /// Figures.
    Figures,
}

/// All that a unit says of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitYear {
    /// The unit; nothing for all reports that name none.
    pub unit: Option<String>,
    /// The year; nothing where a paragraph speaks of none, or of several.
    pub year: Option<u16>,
    counts: Counts,
}

/// What is counted of a unit's year, or of a part and theme of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PanelCell {
    /// Paragraphs whose theme it is.
    pub paragraphs: usize,
    /// Characters, white space aside.
    pub characters: usize,
    /// Of all characters of the unit's year, from 0 to 1.
    pub share: f64,
    /// Figures.
    pub figures: usize,
}

/// Paragraphs of which something is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Those of reports that name no unit.
    pub no_unit: usize,
    /// Those that speak of no year, or of several.
    pub no_year: usize,
}

impl Panel {
    /// A panel of these parts alone; of all where there are none.
    pub fn of_parts(parts: Vec<Part>) -> Self {
        Self { parts, ..Self::default() }
    }

    /// Adds the next file.
    pub fn add(&mut self, figured: &FiguredFile) {
        let file = &figured.file;
        self.counted.add_file(file);
        let mut figures = figured.figures.iter().peekable();
        // Index of the next paragraph of the document.
        let mut next = 0;
        let mut reports = Vec::with_capacity(file.document.reports.len());
        for (report, paragraphs) in file.reports() {
            let unit = report.unit.as_deref().map(|unit| self.unit(unit, &file.name));
            let mut years: BTreeMap<Option<u16>, Counts> = BTreeMap::new();
            for (paragraph, tag) in paragraphs {
                let wanted = self.parts.is_empty() || self.parts.contains(&paragraph.part);
                if wanted {
                    years.entry(paragraph.year).or_default().shares.add(paragraph, tag);
                }
                while let Some(placed) = figures.next_if(|placed| placed.paragraph <= next) {
                    if wanted {
                        let theme = theme_at(tag, placed.figure.span.start);
                        let counts = years.entry(paragraph.year).or_default();
                        *counts.figures.entry((theme, paragraph.part)).or_default() += 1;
                    }
                }
                next += 1;
            }
            reports.push(ReportCounts { unit, years });
        }
        self.files.push(reports);
    }

    fn unit(&mut self, unit: &str, file: &str) -> usize {
        let key = (unit.to_owned(), apart(unit, file).to_owned());
        *self.known.entry(key).or_insert_with_key(|key| {
            self.units.push(key.clone());
            self.units.len() - 1
        })
    }

    /// Every unit's years: units in the order they were read, years ascending, what is not known at the end.
    pub fn unit_years(&self) -> Vec<UnitYear> {
        let mut found: BTreeMap<(usize, bool, Option<u16>), Counts> = BTreeMap::new();
        for (unit, year, counts) in self.counts() {
            let key = (unit.unwrap_or(usize::MAX), year.is_none(), year);
            let sum = found.entry(key).or_default();
            sum.shares.add_all(&counts.shares);
            counts.figures.iter().for_each(|(&key, count)| *sum.figures.entry(key).or_default() += count);
        }
        let units: Vec<(&str, &str)> = self.units.iter().map(|(unit, apart)| (&**unit, &**apart)).collect();
        let names = titles(&units);
        let named = |((unit, _, year), counts)| UnitYear { unit: names.get(unit).cloned(), year, counts };
        found.into_iter().map(named).collect()
    }

    /// How much stands in cells of no unit or no year.
    pub fn unplaced(&self) -> Unplaced {
        let mut unplaced = Unplaced::default();
        for (unit, year, counts) in self.counts() {
            let paragraphs = counts.shares.total(None).paragraphs;
            unplaced.no_unit += if unit.is_none() { paragraphs } else { 0 };
            unplaced.no_year += if year.is_none() { paragraphs } else { 0 };
        }
        unplaced
    }

    /// What the reports that count hold.
    fn counts(&self) -> impl Iterator<Item = (Option<usize>, Option<u16>, &Counts)> {
        self.files.iter().enumerate().flat_map(move |(file, reports)| {
            let counts = move |&(report, _): &(usize, &ReportCounts)| self.counted.has(file, report);
            let reports = reports.iter().enumerate().filter(counts).map(|(_, report)| report);
            reports.flat_map(|report| {
                report.years.iter().map(move |(&year, counts)| (report.unit, year, counts))
            })
        })
    }
}

impl UnitYear {
    /// What is about a theme (`None`: unsure), in a part or in all.
    pub fn of(&self, theme: Option<usize>, part: Option<Part>) -> PanelCell {
        let amount = self.counts.shares.of(theme, part);
        let whole = self.counts.shares.total(None).characters;
        let figures = self
            .counts
            .figures
            .iter()
            .filter(|&(&(found, in_part), _)| found == theme && part.is_none_or(|part| part == in_part));
        PanelCell {
            paragraphs: amount.paragraphs,
            characters: amount.characters,
            share: amount.characters as f64 / whole.max(1) as f64,
            figures: figures.map(|(_, count)| count).sum(),
        }
    }

    /// Everything.
    pub fn total(&self) -> PanelCell {
        let amount = self.counts.shares.total(None);
        PanelCell {
            paragraphs: amount.paragraphs,
            characters: amount.characters,
            share: 1.0,
            figures: self.counts.figures.values().sum(),
        }
    }
}

/// The theme that a place of a paragraph's text is about; nothing where it is unsure.
fn theme_at(tag: &Tag, place: usize) -> Option<usize> {
    let passage = tag.passages.iter().find(|passage| passage.text.contains(&place));
    (!tag.unsure).then(|| passage.map_or(tag.theme, |passage| passage.theme))
}

/// The themes and parts that every unit's year has cells of: all themes, unsure where something is, and the parts
/// that occur.
fn axes(found: &[UnitYear], themes: &ThemeNames) -> (Vec<Option<usize>>, Vec<Part>) {
    let mut all = Shares::default();
    found.iter().for_each(|unit_year| all.add_all(&unit_year.counts.shares));
    let parts = PARTS.into_iter().filter(|&part| all.total(Some(part)).paragraphs > 0);
    (all.themes(themes), parts.collect())
}
