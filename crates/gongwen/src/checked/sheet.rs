//! The sample as a table that people fill in, and back.

use std::collections::BTreeMap;
use std::path::Path;

use gongwen_write::columns::{BETWEEN, FILE, PATH, REPORT, START, TEXT, THEME};
use gongwen_write::{Cell, Row, Table, TableColumn};

use super::{Batch, allotted};
use crate::labelled::{CheckedCell, LabelledError, LabelledErrorKind, checked_cells};

/// The column that tells which batch a row was drawn from.
pub(crate) const BATCH: &str = "批次";

/// What people said of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Position of each paragraph in the batch, and the theme it is about.
    pub(super) rows: Vec<(usize, usize)>,
    /// Rows that are not filled in yet.
    pub empty: usize,
    /// Rows that the model was trained on: what it answers about them tells too little of its errors.
    pub known: usize,
}

impl Checked {
    /// Paragraphs checked.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Batch {
    /// A sample of about so many paragraphs, drawn by lot within each answered theme, as tables to be filled in: the
    /// paragraphs, and the themes to choose from. They stand in an order drawn by lot, without what was answered: who
    /// reads the answer first agrees too easily, and who stops half-way has read a sample still.
    pub fn draw(&self, sample: usize, seed: u64) -> Vec<Table> {
        let mut random = fastrand::Rng::with_seed(seed);
        let strata = self.strata();
        let sizes: Vec<usize> = strata.iter().map(Vec::len).collect();
        let occurring = sizes.iter().filter(|&&size| size > 0).count();
        let mut drawn = Vec::new();
        for (mut stratum, n) in strata.into_iter().zip(allotted(&sizes, self.len(), occurring, sample)) {
            random.shuffle(&mut stratum);
            drawn.extend(stratum.into_iter().take(n));
        }
        random.shuffle(&mut drawn);
        let sign = self.sign();
        let row = |at: &usize| {
            let paragraph = &self.paragraphs[*at];
            Row::of(vec![
                Cell::of(&paragraph.file),
                Cell::of(&paragraph.report),
                Cell::of(paragraph.headings.join(BETWEEN)),
                Cell::of(&paragraph.text),
                Cell::Empty,
                Cell::Count(paragraph.start),
                Cell::of(&sign),
            ])
        };
        let columns = [
            (FILE, 18.0),
            (REPORT, 26.0),
            (PATH, 26.0),
            (TEXT, 90.0),
            (THEME, 14.0),
            (START, 8.0),
            (BATCH, 11.0),
        ];
        let columns = columns.map(|(name, width)| TableColumn::new(name, "", width)).to_vec();
        let rows = drawn.iter().map(row).collect();
        vec![Table { name: "抽查".to_owned(), kind: None, columns, rows }, self.choices()]
    }

    /// The themes that a row can be about, each with what belongs to it.
    fn choices(&self) -> Table {
        let row = |(at, theme): (usize, &gongwen_classifier::Theme)| {
            let topics =
                self.themes.topics().iter().zip(self.themes.theme_map()).filter(|(_, of)| **of == at);
            let told: Vec<String> = topics
                .map(|(topic, _)| match (topic.zh == theme.zh, topic.definition_zh.as_str()) {
                    (true, definition) => definition.to_owned(),
                    (false, "") => topic.zh.clone(),
                    (false, definition) => format!("{}：{definition}", topic.zh),
                })
                .filter(|told| !told.is_empty())
                .collect();
            Row::of(vec![Cell::of(&theme.zh), Cell::of(&theme.id), Cell::of(told.join("\n"))])
        };
        let columns = [(THEME, 14.0), ("主题代码", 20.0), ("释义", 100.0)];
        Table {
            name: "主题".to_owned(),
            kind: None,
            columns: columns.map(|(name, width)| TableColumn::new(name, "", width)).to_vec(),
            rows: self.themes.themes().iter().enumerate().map(row).collect(),
        }
    }

    /// Reads a sample of this batch, filled in: under 主题 the theme of each paragraph, by name or id, or one of its
    /// topics; where several stand there the first counts.
    ///
    /// # Errors
    /// Where the table is none, a row names no theme, or the sample was drawn from other reports or by another model.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<Checked, LabelledError> {
        let place: BTreeMap<(&str, usize), usize> =
            self.paragraphs.iter().enumerate().map(|(at, p)| ((&*p.file, p.start), at)).collect();
        let sign = self.sign();
        let mut checked = Checked { rows: Vec::new(), empty: 0, known: 0 };
        let mut seen: BTreeMap<usize, String> = BTreeMap::new();
        for CheckedCell { place: row, file, start, batch, theme } in
            checked_cells(path.as_ref(), &self.themes)?
        {
            let at = start.and_then(|start| place.get(&(&*file, start)));
            let Some(&at) = at.filter(|_| batch == sign) else {
                return Err(LabelledErrorKind::OtherBatch.at(row));
            };
            if let Some(first) = seen.insert(at, row.clone()) {
                return Err(LabelledErrorKind::CheckedTwice(first).at(row));
            }
            match theme {
                Some(theme) => {
                    checked.rows.push((at, theme));
                    checked.known += usize::from(self.known.has(&self.paragraphs[at].text));
                }
                None => checked.empty += 1,
            }
        }
        match checked.is_empty() {
            true => Err(LabelledErrorKind::NoLabels(checked.empty).at(path.as_ref().to_string_lossy())),
            false => Ok(checked),
        }
    }
}
