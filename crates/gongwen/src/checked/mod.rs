//! Honest shares: a sample of the answers, drawn by lot and checked by people, makes of counted shares estimates with
//! confidence intervals.
//!
//! What a model answers is wrong now and then, and in some directions more often than in others, so shares counted from
//! answers are biased by an amount that no number of reports makes smaller. A few hundred paragraphs read by people tell
//! how much ([`estimate()`]).
//!
//! ```no_run
//! use gongwen::checked::{Batch, By};
//! use gongwen::{Stack, Tagger};
//!
//! let tagger = Tagger::built_in()?;
//! let batch = Batch::of(&tagger.tag_stack(&["报告"], &Stack::default()).files, &tagger);
//! let sheet = batch.draw(200, 0);                       // tables for write::tables, to be filled in
//! let checked = batch.read("check.xlsx")?;              // the same, filled in
//! let table = batch.shares(&checked, &[By::Year]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod estimate;
mod intervals;
mod sheet;
mod tables;

use std::collections::BTreeMap;

use gongwen_classifier::ThemeSet;
use gongwen_parse::{CodePoints, Part};
use gongwen_write::{Counted, TaggedFile, characters, text_check};

pub use estimate::{Estimate, Stratum, estimate};
pub(crate) use sheet::BATCH;
pub use sheet::Checked;

use crate::{Known, Tagger};

/// All paragraphs of a batch of reports, with what was answered about each.
#[derive(Debug, Clone)]
pub struct Batch {
    themes: ThemeSet,
    paragraphs: Vec<Answered>,
    /// The texts that the model was trained on.
    known: Known,
}

/// A paragraph and the theme answered.
#[derive(Debug, Clone)]
struct Answered {
    file: String,
    report: String,
    headings: Vec<String>,
    text: String,
    /// Where it begins in the source, in code points.
    start: usize,
    unit: String,
    year: Option<u16>,
    part: Part,
    theme: usize,
    /// Characters, white space aside.
    characters: usize,
}

/// What shares are told apart by, beside the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The unit that reports.
    Unit,
    /// The year a paragraph speaks of.
    Year,
    /// The part of its report.
    Part,
}

/// Fewer paragraphs checked give no interval that could be relied on.
const FEWEST: usize = 20;

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Characters,
    Paragraphs,
}

impl Batch {
    /// The paragraphs of the reports that count ([`Counted`]), each with the theme answered, sure or not.
    pub fn of(files: &[TaggedFile], tagger: &Tagger) -> Self {
        let counted = Counted::of(files);
        let mut paragraphs = Vec::new();
        let common = common_folder(files);
        for (at, file) in files.iter().enumerate() {
            let points = CodePoints::new(&file.document.source);
            let name = file.name.get(common..).unwrap_or_default();
            let reports = file.reports().enumerate().filter(|&(report, _)| counted.has(at, report));
            for (paragraph, tag, report) in
                reports.flat_map(|(_, (report, all))| all.into_iter().map(move |(p, tag)| (p, tag, report)))
            {
                paragraphs.push(Answered {
                    file: name.to_owned(),
                    report: report.title.clone().unwrap_or_default(),
                    headings: paragraph.path.clone(),
                    text: paragraph.text.clone(),
                    start: points.of(paragraph.span).0,
                    unit: report.unit.clone().unwrap_or_default(),
                    year: paragraph.year,
                    part: paragraph.part,
                    theme: tag.theme,
                    characters: characters(&paragraph.text),
                });
            }
        }
        Self { themes: tagger.model().themes.clone(), paragraphs, known: Known::of(tagger.model()) }
    }

    /// Paragraphs of the batch.
    pub fn len(&self) -> usize {
        self.paragraphs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// What tells this batch and its answers from any other: eight letters that change with files, paragraphs, themes
    /// and model, and not with the folder that all files stand in or their order.
    fn sign(&self) -> String {
        let id = |theme: usize| &self.themes.themes()[theme].id;
        let mut lines: Vec<String> =
            self.paragraphs.iter().map(|p| format!("{}\n{}\n{}\n", p.file, p.start, id(p.theme))).collect();
        lines.sort_unstable();
        text_check(&lines.join("\n"))
    }

    /// Positions of the paragraphs by the theme answered.
    fn strata(&self) -> Vec<Vec<usize>> {
        let mut strata = vec![Vec::new(); self.themes.themes().len()];
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            strata[paragraph.theme].push(at);
        }
        strata
    }

    /// The share of each theme of what `within` accepts, nothing where that is nothing.
    fn estimates(
        &self,
        checked: &Checked,
        size: Size,
        within: impl Fn(&Answered) -> bool,
    ) -> Option<Vec<Estimate>> {
        let size_of = |paragraph: &Answered| match (within(paragraph), size) {
            (false, _) => 0.0,
            (true, Size::Characters) => paragraph.characters as f64,
            (true, Size::Paragraphs) => 1.0,
        };
        let total: f64 = self.paragraphs.iter().map(size_of).sum();
        if total == 0.0 {
            return None;
        }
        let truth: BTreeMap<usize, usize> = checked.rows.iter().copied().collect();
        let strata = self.strata();
        let read = checked.rows.iter().filter(|(at, _)| within(&self.paragraphs[*at])).count();
        let of_theme = |theme: usize| {
            let counts = |is: bool| if is { 1.0 } else { 0.0 };
            let stratum = |own: &Vec<usize>| Stratum {
                paragraphs: own.len(),
                mean_square: own.iter().map(|&at| size_of(&self.paragraphs[at]).powi(2)).sum::<f64>()
                    / own.len().max(1) as f64,
                differences: own
                    .iter()
                    .filter_map(|at| {
                        let (paragraph, truth) = (&self.paragraphs[*at], *truth.get(at)?);
                        Some(size_of(paragraph) * (counts(truth == theme) - counts(paragraph.theme == theme)))
                    })
                    .collect(),
                wrong: own
                    .iter()
                    .filter(|at| {
                        let answered = self.paragraphs[**at].theme;
                        truth.get(at).is_some_and(|&truth| (truth == theme) != (answered == theme))
                    })
                    .count(),
            };
            let counted = strata[theme].iter().map(|&at| size_of(&self.paragraphs[at])).sum();
            let strata: Vec<Stratum> = strata.iter().map(stratum).collect();
            Estimate { checked: read, ..estimate(counted, total, &strata) }
        };
        Some((0..self.themes.themes().len()).map(of_theme).collect())
    }
}

/// How many bytes of all names are the folder that all files stand in. Below it, folders tell apart files of one name:
/// 甲局/总结.txt, 乙局/总结.txt.
fn common_folder(files: &[TaggedFile]) -> usize {
    let folder = |name: &str| name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let Some(first) = files.first().map(|file| &file.name[..folder(&file.name)]) else { return 0 };
    let alike = |name: &str| first.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
    let shortest = files.iter().map(|file| alike(&file.name)).min().unwrap_or(0);
    first.bytes().take(shortest).rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1)
}

/// How many paragraphs of each stratum are drawn, of `all` paragraphs in `strata` strata that hold any: half of the
/// sample by their size, half evenly, so that rare themes are checked, too; never more than there are.
fn allotted(sizes: &[usize], all: usize, strata: usize, sample: usize) -> Vec<usize> {
    let half = sample as f64 / 2.0;
    let wanted = |&size: &usize| {
        let share = half * size as f64 / all.max(1) as f64 + half / strata.max(1) as f64;
        (share.round() as usize).max(2).min(size)
    };
    sizes.iter().map(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let file = |name: &str| TaggedFile {
            name: name.to_owned(),
            document: gongwen_parse::parse("", &gongwen_parse::Options::default()),
            tags: Vec::new(),
            again: Vec::new(),
        };
        let below = |names: &[&str]| {
            let files: Vec<TaggedFile> = names.iter().map(|name| file(name)).collect();
            let common = common_folder(&files);
            names.iter().map(|name| name[common..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(below(&["报告/甲局/总结.txt", "报告/乙局/总结.txt"]), ["甲局/总结.txt", "乙局/总结.txt"]);
        assert_eq!(below(&["报告/总结.txt"]), ["总结.txt"]);
        // 甲 and 电 begin with the same bytes.
        assert_eq!(below(&["报告/甲/总结.txt", "报告/电/总结.txt"]), ["甲/总结.txt", "电/总结.txt"]);
        assert_eq!(below(&["报告/甲.txt", "报告/甲/总结.txt"]), ["甲.txt", "甲/总结.txt"]);
        assert_eq!(below(&["总结.txt", "甲局/总结.txt"]), ["总结.txt", "甲局/总结.txt"]);
    }
}
