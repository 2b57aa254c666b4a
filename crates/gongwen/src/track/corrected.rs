//! Status and matches that people settled in the table of items come back, tied to the items by place and words.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use gongwen_messages::text;
use gongwen_parse::CodePoints;
use gongwen_write::{ItemOutcome, Match, Stretch, TRACKED, Tracked, TrackedColumn};

/// A table of items that a person went over.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    name: String,
    /// By the plan's file and the item's place.
    rows: BTreeMap<(String, usize, usize), Corrected>,
}

#[derive(Debug, Clone)]
struct Corrected {
    /// Number in the sheet.
    row: u32,
    item: String,
    outcome: ItemOutcome,
    /// Words of the result.
    matches: Vec<String>,
    checked: bool,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// The file is no workbook.
    #[error("{}", text!("{name}: cannot be read as a workbook", name))]
    NoWorkbook {
        /// Name of the file.
        name: String,
        /// What is wrong with it.
        source: calamine::XlsxError,
    },
    /// The workbook has no sheet with the columns of such a table.
    #[error("{}", text!("{name}: has no sheet with the columns 计划事项, 状态, 完成情况, 计划文件, 起 and 止", name))]
    NoTable {
        /// Name of the file.
        name: String,
    },
    /// A status that none is called.
    #[error(
        "{}",
        text!(
            "{name}: row {row}: unknown status `{status}`; known are {known}",
            name,
            row,
            status,
            known = known()
        )
    )]
    UnknownStatus {
        /// Name of the file.
        name: String,
        /// Number of the row in the sheet.
        row: u32,
        /// What stands there.
        status: String,
    },
    /// A place that is no number.
    #[error("{}", text!("{name}: row {row}: `{value}` is no place in the text", name, row, value))]
    NoPlace {
        /// Name of the file.
        name: String,
        /// Number of the row in the sheet.
        row: u32,
        /// What stands there.
        value: String,
    },
    /// An item whose words are others now.
    #[error("{}", text!("{name}: row {row}: the plan has no item `{item}` at this place", name, row, item))]
    NoItem {
        /// Name of the file.
        name: String,
        /// Number of the row in the sheet.
        row: u32,
        /// The item's words in the table.
        item: String,
    },
    /// Words that the result does not hold.
    #[error("{}", text!("{name}: row {row}: the result does not hold `{words}`", name, row, words))]
    NotReported {
        /// Name of the file.
        name: String,
        /// Number of the row in the sheet.
        row: u32,
        /// The words.
        words: String,
    },
}

fn known() -> String {
    ItemOutcome::ALL.map(ItemOutcome::zh).join("、")
}

impl Corrections {
    /// Reads a workbook that `classify track` wrote and a person went over.
    ///
    /// # Errors
    /// Where it is no such workbook, or a row says what cannot be.
    pub fn read(path: &Path) -> Result<Self, CorrectionError> {
        let name = path.display().to_string();
        let no_workbook = |source| CorrectionError::NoWorkbook { name: name.clone(), source };
        let mut workbook: Xlsx<_> = calamine::open_workbook(path).map_err(no_workbook)?;
        for sheet in workbook.sheet_names() {
            let range = workbook.worksheet_range(&sheet).map_err(no_workbook)?;
            let mut rows = range.rows();
            let Some(columns) = rows.next().and_then(columns) else { continue };
            let mut corrections = Self { name: name.clone(), rows: BTreeMap::new() };
            let first = range.start().map_or(0, |(row, _)| row);
            for (row, cells) in (first + 2..).zip(rows) {
                if cells.iter().any(|cell| !matches!(cell, Data::Empty)) {
                    corrections.add(row, |column| columns.get(column).and_then(|&at| cells.get(at)))?;
                }
            }
            return Ok(corrections);
        }
        Err(CorrectionError::NoTable { name })
    }

    fn add<'c>(&mut self, row: u32, cell: impl Fn(&str) -> Option<&'c Data>) -> Result<(), CorrectionError> {
        let text = |column: TrackedColumn| cell(head(column)).map(ToString::to_string).unwrap_or_default();
        let place = |column| {
            let value = text(column);
            let number = value.trim().parse::<f64>().ok().filter(|number| *number >= 0.0);
            let name = self.name.clone();
            number.map(|number| number as usize).ok_or(CorrectionError::NoPlace { name, row, value })
        };
        let status = text(TrackedColumn::Outcome);
        let outcome = ItemOutcome::named(&status).ok_or_else(|| CorrectionError::UnknownStatus {
            name: self.name.clone(),
            row,
            status,
        })?;
        let matches = text(TrackedColumn::Matches);
        let key = (text(TrackedColumn::File), place(TrackedColumn::Start)?, place(TrackedColumn::End)?);
        let corrected = Corrected {
            row,
            item: text(TrackedColumn::Item),
            outcome,
            matches: matches
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            checked: !text(TrackedColumn::Checked).trim().is_empty(),
        };
        self.rows.insert(key, corrected);
        Ok(())
    }

    /// Gives the items what people settled: rows whose status or matches differ from what was found, or that say so
    /// (人工核定), hold.
    ///
    /// # Errors
    /// Where a row of this plan names an item that is not there, or words that the result does not hold.
    pub fn apply(&self, tracked: &mut Tracked<'_>) -> Result<(), CorrectionError> {
        let points = CodePoints::new(&tracked.plan.document.source);
        let name = || self.name.clone();
        let mut left: BTreeMap<(usize, usize), &Corrected> = BTreeMap::new();
        for ((file, start, end), corrected) in &self.rows {
            if same_file(file, tracked.plan.name) {
                left.insert((*start, *end), corrected);
            }
        }
        let result = tracked.result;
        for item in &mut tracked.items {
            let place = points.of(item.stretch.span);
            let Some(corrected) = left.remove(&place) else { continue };
            if !same_words(&corrected.item, item.stretch.text()) {
                left.insert(place, corrected);
                break;
            }
            let row = corrected.row;
            let mut matches = Vec::new();
            for words in &corrected.matches {
                let known = item.matches.iter().find(|found| same_words(found.stretch.text(), words));
                let found = match known {
                    Some(found) => Some(found.clone()),
                    None => found_in(result, words),
                };
                let words = words.clone();
                matches.push(found.ok_or(CorrectionError::NotReported { name: name(), row, words })?);
            }
            let places = |matches: &[Match<'_>]| {
                let places = matches.iter().map(|found| found.stretch.span.start());
                places.collect::<std::collections::BTreeSet<usize>>()
            };
            let changed = corrected.outcome != item.outcome || places(&matches) != places(&item.matches);
            if changed || corrected.checked {
                item.outcome = corrected.outcome;
                item.matches = matches;
                (item.p, item.possible, item.checked) = (1.0, None, true);
            }
        }
        match left.into_values().next() {
            Some(Corrected { row, item, .. }) => {
                Err(CorrectionError::NoItem { name: name(), row: *row, item: item.clone() })
            }
            None => Ok(()),
        }
    }
}

/// Where the columns stand, by their heads; nothing where one is missing that is needed.
fn columns(heads: &[Data]) -> Option<BTreeMap<String, usize>> {
    let columns: BTreeMap<String, usize> =
        heads.iter().enumerate().map(|(at, head)| (head.to_string().trim().to_owned(), at)).collect();
    let needed = [
        TrackedColumn::Item,
        TrackedColumn::Outcome,
        TrackedColumn::Matches,
        TrackedColumn::File,
        TrackedColumn::Start,
        TrackedColumn::End,
    ];
    needed.iter().all(|&column| columns.contains_key(head(column))).then_some(columns)
}

fn head(column: TrackedColumn) -> &'static str {
    TRACKED.iter().find(|(known, _)| *known == column).map_or("", |(_, head)| head)
}

/// The same file, though it may lie in another folder now.
fn same_file(a: &str, b: &str) -> bool {
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    name(a) == name(b)
}

/// The same words; white space says nothing.
fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    words(a) == words(b)
}

/// Words of a result as a match that a person found.
fn found_in<'a>(result: gongwen_write::Reported<'a>, words: &str) -> Option<Match<'a>> {
    let (paragraph, at) =
        result.report.paragraphs().find_map(|paragraph| Some((paragraph, paragraph.text.find(words)?)))?;
    let range = at..at + words.len();
    let span = result.document.places(paragraph).span(range.clone());
    Some(Match { stretch: Stretch { paragraph, range, span }, reached: Vec::new(), score: 1.0 })
}
