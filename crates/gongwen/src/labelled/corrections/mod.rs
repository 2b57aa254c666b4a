//! Results of `classify tag` with corrections filled in (csv, xlsx, jsonl): a way back in.
//!
//! A row holds its own text, and in the column 校验 what tells that it is the one that was tagged; so rows may be
//! sorted, filtered and deleted, and columns, too: 正文 and 更正 are enough. The headings above (标题) and the
//! report's title (报告) help where they stand.

mod labels;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use gongwen_classifier::ThemeSet;
use gongwen_parse::CodePoints;
use gongwen_write::{TaggedFile, ThemeOrTopic};
use rayon::prelude::*;

use self::labels::Labels;
use self::rows::Raw;
use super::{Content, LabelledError, LabelledErrorKind, LabelledText, squeezed};
use crate::Correction;
use crate::text::Text;

/// Rows of tables that were tagged, some of them corrected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// All rows, table by table.
    pub rows: Vec<CorrectedRow>,
}

/// A row of a table that was tagged.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedRow {
    /// The text with what the row tells of its surroundings.
    pub text: Text,
    /// The report it stands in: names of file and report.
    pub report: String,
    /// Where it begins in the file it was tagged from, in code points; nothing where the row does not say.
    pub start: Option<usize>,
    /// Where the row stands, as `file:row`.
    pub place: String,
    /// Ids of the right topics, the primary one first; none of a row that teaches nothing.
    pub topics: Vec<String>,
    /// What was said that it is about, from which the topics follow, the primary one first.
    pub said: Vec<ThemeOrTopic>,
}

/// Whether a file is a table with a column for corrections, whatever its other columns are.
pub(super) fn is_table(path: &Path) -> Result<bool, LabelledError> {
    rows::is_table(path)
}

/// Whether the lines of a JSON file have the field for corrections.
pub(super) fn is_lines(text: &str) -> bool {
    rows::is_lines(text)
}

impl Corrections {
    /// Reads tables (csv, xlsx) and JSON lines. A row whose correction is filled teaches that; with `confirm_rest`
    /// the others teach that their answer is right, but for those that were unsure. A text corrected in a later file,
    /// too, teaches what stands there.
    ///
    /// # Errors
    /// Where a file is no such table, or cannot be read; and [`LabelledErrorKind::Rows`] with every row that cannot be
    /// taken: whose text has changed since it was tagged, which names no theme there is, or corrects a text in
    /// another way than another row.
    pub fn read(
        files: &[impl AsRef<Path> + Sync],
        themes: &ThemeSet,
        confirm_rest: bool,
    ) -> Result<Self, LabelledError> {
        let of_file = |file: &_| rows::of_file(AsRef::<Path>::as_ref(file));
        let read: Vec<Vec<Raw>> = files.par_iter().map(of_file).collect::<Result<_, _>>()?;
        let labels = Labels::of(themes);
        let mut found = Self::default();
        // Of every text that teaches the row, and whether only an empty cell says so.
        let mut taught: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (file, raws) in files.iter().zip(read) {
            let before = found.rows.len();
            let mut wrong = Vec::new();
            for raw in raws {
                let implied = raw.correction.is_empty();
                let mut row = match taken(raw, &labels, confirm_rest) {
                    Ok(row) => row,
                    Err(error) => {
                        wrong.push(error);
                        continue;
                    }
                };
                if row.topics.is_empty() {
                    found.rows.push(row);
                    continue;
                }
                let key = format!("{}\n{}", row.text.headings.join("\n"), squeezed(&row.text.text));
                match taught.get(&key) {
                    // A cell that is filled in says more than one that was left empty.
                    Some((_, false)) if implied => row.topics.clear(),
                    Some(&(other, false)) if other >= before && found.rows[other].topics != row.topics => {
                        let other = found.rows[other].place.clone();
                        wrong.push(LabelledErrorKind::CorrectedTwice(other).at(row.place.as_str()));
                    }
                    Some(&(other, _)) => found.rows[other].topics.clear(),
                    None => {}
                }
                if !row.topics.is_empty() {
                    taught.insert(key, (found.rows.len(), implied));
                }
                found.rows.push(row);
            }
            match wrong.len() {
                0 => {}
                1 => return Err(wrong.swap_remove(0)),
                _ => return Err(LabelledErrorKind::Rows(wrong).at(file.as_ref().to_string_lossy())),
            }
        }
        Ok(found)
    }

    /// The rows of tagged files, a paragraph a row, with what people said of some: of each file and paragraph in it, by
    /// position, its correction. A passage that was marked is a row of its own, held out together with its paragraph.
    ///
    /// # Errors
    /// Where a correction names a theme of several topics of which none is known to be meant.
    pub fn of_files(
        files: &[TaggedFile],
        given: &BTreeMap<(usize, usize), Correction>,
        themes: &ThemeSet,
    ) -> Result<Self, LabelledError> {
        let labels = Labels::of(themes);
        let files = files.iter().enumerate();
        let rows = files.flat_map(|(at, file)| {
            rows_of(file, move |paragraph| given.get(&(at, paragraph)), &labels).collect::<Vec<_>>()
        });
        Ok(Self { rows: rows.collect::<Result<_, _>>()? })
    }

    /// The rows that teach.
    pub fn taught(&self) -> impl Iterator<Item = &CorrectedRow> {
        self.rows.iter().filter(|row| !row.topics.is_empty())
    }

    /// What the rows teach as labelled texts, each counting `weight` times. The paragraphs beside them may be missing,
    /// so each is learnt from by itself.
    pub fn examples(&self, weight: f64) -> Vec<LabelledText> {
        let example = |row: &CorrectedRow| {
            let (topic, secondary) = row.topics.split_first()?;
            Some(LabelledText {
                content: Content::Text(row.text.clone()),
                topic: topic.clone(),
                secondary: secondary.to_vec(),
                report: row.report.clone(),
                kind: row.report.clone(),
                paragraph: None,
                weight,
                place: row.place.clone(),
            })
        };
        self.rows.iter().filter_map(example).collect()
    }
}

/// The rows of a tagged file.
fn rows_of<'a>(
    file: &'a TaggedFile,
    given: impl Fn(usize) -> Option<&'a Correction> + 'a,
    labels: &'a Labels<'_>,
) -> impl Iterator<Item = Result<CorrectedRow, LabelledError>> + 'a {
    let points = CodePoints::new(&file.document.source);
    let paragraphs: Vec<_> = file.document.paragraphs().collect();
    let row = move |at: usize| {
        let (report, paragraph) = paragraphs[at];
        let start = points.of(paragraph.span).0;
        let place = format!("{}:{start}", file.name);
        let answered = file.tags.get(at).map(|tag| tag.topic);
        let correction = given(at);
        let meant = |meant: &[ThemeOrTopic], text: &Text| {
            let mut topics: Vec<String> = Vec::new();
            for &meant in meant {
                let topic =
                    labels.topic(meant.into(), text, answered).map_err(|kind| kind.at(place.as_str()))?;
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            }
            Ok(topics)
        };
        let row = |text: Text, themes: &[ThemeOrTopic]| {
            let topics = meant(themes, &text)?;
            let report = format!("{} {}", file.name, report.title.as_deref().unwrap_or_default());
            let said = themes.to_vec();
            Ok(CorrectedRow { text, report, start: Some(start), place: place.clone(), topics, said })
        };
        let whole = Text::of(&paragraphs[at..]);
        let mark = |(range, theme): &(Range<usize>, ThemeOrTopic)| {
            let text = paragraph.text.get(range.clone()).unwrap_or_default().to_owned();
            let lead = whole.lead.clone().filter(|lead| text.contains(lead.as_str()));
            row(Text { text, lead, with_items: None, ..whole.clone() }, &[*theme])
        };
        let marks = correction.map_or(&[][..], |correction| &correction.marks);
        let marks: Vec<_> = marks.iter().filter(|(range, _)| !range.is_empty()).map(mark).collect();
        let themes = correction.map_or(&[][..], |correction| &correction.themes);
        let own = row(whole.clone(), themes);
        std::iter::once(own).chain(marks).collect::<Vec<_>>()
    };
    (0..file.document.paragraphs().count()).flat_map(row)
}

/// What a row teaches.
fn taken(raw: Raw, labels: &Labels<'_>, confirm_rest: bool) -> Result<CorrectedRow, LabelledError> {
    let refuse = |kind: LabelledErrorKind| kind.at(raw.place.as_str());
    let title = Some(raw.report.clone()).filter(|title| !title.is_empty());
    let text = Text {
        lead: lead(&raw).map(str::to_owned),
        text: raw.text.clone(),
        headings: raw.headings.clone(),
        title,
        with_items: None,
    };
    let answered = match labels.label(&raw.topic) {
        Some(labels::Label::Topic(topic)) => Some(topic),
        _ => None,
    };
    let meant = match &*raw.correction {
        "" if confirm_rest => labels.label(&raw.theme).into_iter().collect(),
        "" => Vec::new(),
        correction => labels.in_cell(correction).map_err(refuse)?,
    };
    if !meant.is_empty() && raw.text.trim().is_empty() {
        return Err(refuse(LabelledErrorKind::NoText));
    }
    if !meant.is_empty() && !raw.is_as_tagged() {
        return Err(refuse(LabelledErrorKind::ChangedText));
    }
    let mut topics = Vec::new();
    for (at, &label) in meant.iter().enumerate() {
        let topic = labels.topic(label, &text, answered).map_err(refuse)?;
        if at == 0 || !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    let report = if raw.file.is_empty() && raw.report.is_empty() {
        raw.place.clone()
    } else {
        format!("{} {}", raw.file, raw.report)
    };
    let said = meant.into_iter().map(ThemeOrTopic::from).collect();
    Ok(CorrectedRow { text, report, start: raw.start, place: raw.place, topics, said })
}

/// The lead of a row's text, behind its number and its own heading.
fn lead(raw: &Raw) -> Option<&str> {
    let text = raw.text.strip_prefix(&raw.marker).unwrap_or(&raw.text);
    let heading = raw.headings.last().and_then(|heading| text.strip_prefix(heading.as_str()));
    let is_mark = |c: char| !c.is_alphanumeric();
    gongwen_parse::lead_of(heading.map_or(text, |behind| behind.trim_start_matches(is_mark)))
}
