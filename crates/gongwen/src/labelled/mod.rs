//! Labelled texts for training and evaluation, in the formats they are kept in.
//!
//! | suffix | format |
//! |---|---|
//! | `.txt` | a labelled report (`report.rs`) |
//! | `.zip` | such reports, as the workbench exports them (`archive.rs`) |
//! | `.jsonl` | one labelled paragraph a line (`jsonl.rs`) |
//! | `.bags` | counted terms without order, one paragraph a line (`bags.rs`) |
//! | `.csv`, `.xlsx` | a table with the columns 正文 and 主题, a labelled paragraph a row (`label_table.rs`) |
//! | `.csv` | a review of such texts, filled in: new labels for some of them (`review.rs`) |
//! | `.csv`, `.xlsx`, `.jsonl` | what `classify tag` wrote, some of it corrected (`corrections/`) |

mod archive;
mod bags;
mod corrections;
mod error;
mod jsonl;
mod label_table;
mod report;
mod review;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gongwen_classifier::{Model, Place, ThemeSet};
use gongwen_features::{Bag, Fields};
use gongwen_messages::listed;
use gongwen_parse::{Document, Options, Paragraph, Report};
use gongwen_read::{InputFormat, Limits, ReadError, ReadErrorKind, ReadOptions, SourceText, Warning, load};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use bags::write_bags;
pub use corrections::{CorrectedRow, Corrections};
pub use error::{LabelledError, LabelledErrorKind};
pub(crate) use label_table::{CheckedCell, checked_cells};
pub use report::write_report;
pub use review::{ReviewRow, write_review};

use crate::text::Text;
use report::LabelledReport;

/// A labelled text.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledText {
    /// What is known of the text.
    pub content: Content,
    /// Id of its topic.
    pub topic: String,
    /// Ids of the topics it has beside that.
    pub secondary: Vec<String>,
    /// The report it comes from, which is never torn apart by folds.
    pub report: String,
    /// The kind of unit that wrote the report; the unit where no kind is stated, and else the report itself.
    pub kind: String,
    /// Its paragraph in the report, counted in reading order; several texts of one are its passages. Nothing where
    /// the paragraphs beside it are not known: then it is learnt from, held out and answered about by itself.
    pub paragraph: Option<usize>,
    /// How often it counts in training, a usual text counting 1; 0 or more.
    pub weight: f64,
    /// Where it stands, as `file:line`.
    pub place: String,
}

/// A text's labels as they count in a set of themes: indices of its topic and of those beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labels {
    pub(crate) topic: usize,
    pub(crate) secondary: Vec<usize>,
}

/// What is known of a labelled text.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The text itself, with what stands around it.
    Text(Text),
    /// Its counted terms alone.
    Bag(Bag),
}

impl LabelledText {
    /// A text by itself, under a topic named by id, Chinese or English name. It stands for a report of its
    /// own; give `report` and `kind` to keep texts together.
    ///
    /// ```
    /// use gongwen::LabelledText;
    ///
    /// let themes = gongwen::built_in::themes()?;
    /// let example = LabelledText::new(&themes, "检查楼道四百处。", "安全")?;
    /// assert_eq!(example.topic, "safety");
    /// assert!(LabelledText::new(&themes, "检查楼道四百处。", "天气").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where there is no such topic.
    pub fn new(themes: &ThemeSet, text: impl Into<String>, topic: &str) -> Result<Self, LabelledError> {
        const SHOWN: usize = 20;
        let text = text.into();
        let beginning: String = text.chars().take(SHOWN).collect();
        let topic = topic_id(themes, topic, &beginning)?;
        Ok(Self {
            topic,
            secondary: Vec::new(),
            report: text.clone(),
            kind: text.clone(),
            paragraph: Some(0),
            weight: 1.0,
            place: beginning,
            content: Content::Text(Text { text, ..Text::default() }),
        })
    }

    /// Its labels as they count in these themes.
    ///
    /// # Errors
    /// Where one of its topics is none of theirs.
    pub(crate) fn labels(&self, themes: &ThemeSet) -> Result<Labels, LabelledError> {
        let index = |id: &String| topic_index(themes, id, &self.place);
        Ok(Labels {
            topic: index(&self.topic)?,
            secondary: self.secondary.iter().map(index).collect::<Result<_, _>>()?,
        })
    }

    /// The text's raw bag of terms, which `bag` counts where they are not counted already.
    pub(crate) fn bag(&self, bag: impl Fn(&Fields<'_>) -> Bag) -> Bag {
        match &self.content {
            Content::Text(text) => bag(&text.fields()),
            Content::Bag(counted) => counted.clone(),
        }
    }

    /// Where it stands in its report; of a bag, which is of a draw of paragraphs, nowhere.
    pub(crate) fn in_report(&self) -> Option<Place<'_>> {
        let paragraph = self.paragraph.filter(|_| self.is_text())?;
        Some(Place { report: &self.report, paragraph })
    }

    /// Name of what is held out together with it when a model is calibrated: texts of a kind of unit, bags of a
    /// report, and by itself a text of which no more is known.
    pub(crate) fn held_out_with(&self) -> &str {
        match (self.is_text(), self.paragraph) {
            (false, _) => &self.report,
            (true, Some(_)) => &self.kind,
            (true, None) => &self.place,
        }
    }

    /// Whether the text is known, and not its counted terms alone.
    pub fn is_text(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// Headings the text stands under, outermost first; none of a bag.
    pub fn headings(&self) -> &[String] {
        match &self.content {
            Content::Text(text) => &text.headings,
            Content::Bag(_) => &[],
        }
    }

    /// The text, where it is known; otherwise nothing.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => &text.text,
            Content::Bag(_) => "",
        }
    }
}

/// How much labelled text there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledAmount {
    /// Labelled paragraphs whose text is known.
    pub texts: usize,
    /// Reports these come from.
    pub reports: usize,
    /// Kinds of unit that wrote the reports.
    pub kinds: usize,
    /// Labelled paragraphs known by their counted terms alone.
    pub bags: usize,
}

impl LabelledAmount {
    /// Key of the note in a model's summary that tells how much it was trained on.
    pub(crate) const NOTE: &str = "data";

    /// How much a model was trained on, where it says so.
    pub fn of_model(model: &Model) -> Option<Self> {
        serde_json::from_value(model.summary.notes.get(Self::NOTE)?.clone()).ok()
    }

    /// Counts labelled texts.
    pub fn of(examples: &[LabelledText]) -> Self {
        let texts = || examples.iter().filter(|example| example.is_text());
        let different = |of: fn(&LabelledText) -> &str| texts().map(of).collect::<BTreeSet<_>>().len();
        Self {
            texts: texts().count(),
            bags: examples.len() - texts().count(),
            reports: different(|example| &example.report),
            kinds: different(|example| &example.kind),
        }
    }
}

/// Reads all labelled texts of `paths`, folders walked, in the order of their file names.
///
/// Unlike reports to be tagged, one bad file stops the reading: a model must not be trained on less
/// than what was asked for.
///
/// # Errors
/// With the line, where a file cannot be read, is of no labelled format or names a topic that there is
/// not; where no labelled file is found.
pub fn read(paths: &[impl AsRef<Path>], themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(labelled_files(path.as_ref())?);
    }
    let (mut reviews, mut texts, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match kind_of(&file)? {
            Kind::Review => reviews.push(file),
            Kind::Corrections => tables.push(file),
            Kind::Texts => texts.push(file),
        }
    }
    if texts.is_empty() && tables.is_empty() {
        let named: Vec<_> = paths.iter().map(|path| path.as_ref().to_string_lossy()).collect();
        return Err(LabelledErrorKind::NoFiles.at(named.join(", ")));
    }
    let read: Vec<Vec<LabelledText>> =
        texts.par_iter().map(|file| read_file(file, themes)).collect::<Result<_, _>>()?;
    let mut examples: Vec<LabelledText> = read.into_iter().flatten().collect();
    examples.extend(Corrections::read(&tables, themes, false)?.examples(1.0));
    for file in &reviews {
        review::apply(file, &mut examples, themes)?;
    }
    Ok(examples)
}

/// What a labelled file holds.
enum Kind {
    /// Labelled texts.
    Texts,
    /// New labels for such texts.
    Review,
    /// Tagged paragraphs, some of them corrected.
    Corrections,
}

fn kind_of(path: &Path) -> Result<Kind, LabelledError> {
    Ok(match path.extension().and_then(|suffix| suffix.to_str()) {
        Some("xlsx" | "csv") if label_table::is_one(path)? => Kind::Texts,
        Some("xlsx") => Kind::Corrections,
        Some("csv") if corrections::is_table(path)? => Kind::Corrections,
        Some("csv") => Kind::Review,
        Some("jsonl") if corrections::is_lines(&text(path)?) => Kind::Corrections,
        _ => Kind::Texts,
    })
}

/// Whether any of these files or folders holds labelled texts, rather than reports without labels.
///
/// # Errors
/// Where a file or folder cannot be read.
pub fn is_labelled(paths: &[impl AsRef<Path>]) -> Result<bool, LabelledError> {
    for path in paths {
        for file in labelled_files(path.as_ref())? {
            let labelled = match file.extension().and_then(|suffix| suffix.to_str()) {
                Some("jsonl" | "bags" | "csv") => true,
                Some("xlsx") => label_table::is_one(&file)?,
                Some("txt") => text(&file).is_ok_and(|text| report::has_margin(&text)),
                Some("zip") => archive::is_labelled(&file)?,
                _ => false,
            };
            if labelled {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The labelled files of a folder, or the file itself. A review is read only where it is named: tables in
/// a folder may be anything.
fn labelled_files(path: &Path) -> Result<Vec<PathBuf>, LabelledError> {
    let known = |path: &Path| {
        path.extension().is_some_and(|e| ["txt", "jsonl", "bags"].iter().any(|known| e == *known))
    };
    if !path.exists() {
        return Err(LabelledErrorKind::NotFound.at(path.to_string_lossy()));
    }
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let place = error.path().unwrap_or(path).to_string_lossy().into_owned();
            LabelledErrorKind::Io(error.into()).at(place)
        })?;
        if entry.file_type().is_file() && known(entry.path()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn read_file(path: &Path, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    match path.extension().and_then(|suffix| suffix.to_str()) {
        Some("csv" | "xlsx") => label_table::read(path, themes),
        Some("zip") => archive::read(path, themes),
        _ => parse(&path.to_string_lossy(), &text(path)?, themes),
    }
}

/// Reads the labelled texts of a file that is no workbook by its bytes, such as those of standard input; what stands in
/// it tells the format. `name` is for messages.
///
/// ```
/// let themes = gongwen::built_in::themes()?;
/// let table = "正文,主题\n检查楼道四百处。,安全\n";
/// assert_eq!(gongwen::labelled::read_bytes("-", table.as_bytes(), &themes)?[0].topic, "safety");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`read`].
pub fn read_bytes(name: &str, bytes: &[u8], themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let text = decoded(name, bytes)?;
    match text.trim_start() {
        "" => Err(LabelledErrorKind::NoFiles.at(name)),
        json if json.starts_with('{') && bags::is_head(json) => bags::read(name, &text, themes),
        json if json.starts_with('{') => jsonl::read(name, &text, themes),
        _ if report::has_margin(&text) => report_examples(name, &LabelledReport::parse(name, &text)?, themes),
        _ => label_table::read_csv(name, &text, themes),
    }
}

/// Reads the labelled texts of a file by its text; the suffix of its name tells the format.
pub(crate) fn parse(name: &str, text: &str, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    match Path::new(name).extension().and_then(|suffix| suffix.to_str()) {
        Some("jsonl") => jsonl::read(name, text, themes),
        Some("bags") => bags::read(name, text, themes),
        Some("txt") => report_examples(name, &LabelledReport::parse(name, text)?, themes),
        _ => Err(LabelledErrorKind::Suffix.at(name)),
    }
}

/// The labelled lines of a labelled report, by its text, without their labels.
#[cfg(feature = "built-in")]
pub(crate) fn labelled_lines(name: &str, text: &str) -> Result<Vec<String>, LabelledError> {
    let report = LabelledReport::parse(name, text)?;
    Ok(report.units.iter().map(|unit| report.source[unit.span.clone()].to_owned()).collect())
}

/// The largest labelled file, in bytes.
const MAX_FILE: u64 = 256 << 20;

/// The text of a file without byte-order mark, decoded as reports are: it may have been saved in another
/// encoding than UTF-8. Unlike a report to be tagged it must not hold a single damaged character.
fn text(path: &Path) -> Result<String, LabelledError> {
    decoded(&path.to_string_lossy(), &bytes(path)?)
}

fn decoded(name: &str, bytes: &[u8]) -> Result<String, LabelledError> {
    let refused = |ReadError { kind, .. }| LabelledErrorKind::Read(kind).at(name);
    // What was asked for is read whole, in however many lines.
    let options =
        ReadOptions { format: Some(InputFormat::Text), limits: Limits::NONE, ..ReadOptions::default() };
    match gongwen_read::read_bytes(name, bytes, &options) {
        Ok(source) => whole(name, source),
        Err(ReadError { kind: ReadErrorKind::Empty, .. }) => Ok(String::new()),
        Err(error) => Err(refused(error)),
    }
}

/// The text of a source in which no character is damaged.
fn whole(name: &str, SourceText { text, warnings, .. }: SourceText) -> Result<String, LabelledError> {
    match warnings.into_iter().find(|warning| matches!(warning, Warning::InvalidBytes { .. })) {
        None => Ok(text),
        Some(warning) => Err(LabelledErrorKind::Damaged(warning).at(name)),
    }
}

/// The bytes of a file.
fn bytes(path: &Path) -> Result<Vec<u8>, LabelledError> {
    let refused = |ReadError { kind, .. }| {
        let kind = match kind {
            ReadErrorKind::TooLarge { bytes, limit } => LabelledErrorKind::TooLarge { bytes, limit },
            kind => LabelledErrorKind::Read(kind),
        };
        kind.at(path.to_string_lossy())
    };
    load(path, MAX_FILE).map_err(refused)
}

/// A text without white space, which programs that open tables may change.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Index of a topic by id or name, its own or that of a theme that is this topic alone.
fn topic_index(themes: &ThemeSet, name: &str, place: &str) -> Result<usize, LabelledError> {
    let of_theme = |theme: usize| {
        let mut topics = (0..themes.n_topics()).filter(|&topic| themes.theme_of(topic) == theme);
        topics.next().filter(|_| topics.next().is_none())
    };
    themes.topic_index(name).or_else(|| themes.theme_index(name).and_then(of_theme)).ok_or_else(|| {
        let known = listed(themes.topic_ids());
        LabelledErrorKind::UnknownTopic { name: name.to_owned(), known }.at(place)
    })
}

/// Id of a topic by id or name.
fn topic_id(themes: &ThemeSet, name: &str, place: &str) -> Result<String, LabelledError> {
    Ok(themes.topics()[topic_index(themes, name, place)?].id.clone())
}

/// The units of a labelled report, each with the lead and headings the parser finds for it, so that training sees
/// what tagging will see.
fn report_examples(
    name: &str,
    report: &LabelledReport,
    themes: &ThemeSet,
) -> Result<Vec<LabelledText>, LabelledError> {
    let document = gongwen_parse::parse(&report.source, &Options::default());
    let stated = report.meta.get("kind").or_else(|| report.meta.get("unit"));
    let kind = stated.cloned().unwrap_or_else(|| name.to_owned());
    let paragraphs: Vec<_> = document.paragraphs().collect();
    report
        .units
        .iter()
        .map(|unit| {
            let place = format!("{name}:{}", unit.line);
            let id = |name: &String| topic_id(themes, name, &place);
            let labels = unit.topics.iter().map(id).collect::<Result<Vec<_>, _>>()?;
            let [topic, secondary @ ..] = labels.as_slice() else {
                return Err(LabelledErrorKind::NoTopic.at(place));
            };
            let span = unit.span.clone().into();
            let paragraph = covering(&paragraphs, span);
            Ok(LabelledText {
                content: Content::Text(unit_text(&document, span, paragraph.map(|at| &paragraphs[at..]))),
                topic: topic.clone(),
                secondary: secondary.to_vec(),
                report: name.to_owned(),
                kind: kind.clone(),
                // One outside every paragraph is one by itself, behind all others.
                paragraph: Some(paragraph.unwrap_or(paragraphs.len() + unit.line)),
                weight: 1.0,
                place,
            })
        })
        .collect()
}

/// The paragraph that covers most of a labelled span, the last of equals. Paragraphs stand in source order.
fn covering(paragraphs: &[(&Report, &Paragraph)], span: gongwen_parse::Span) -> Option<usize> {
    let own = |at: usize| paragraphs[at].1.span;
    let shared = |at: usize| own(at).end().min(span.end()).saturating_sub(own(at).start().max(span.start()));
    let first = paragraphs.partition_point(|(_, paragraph)| paragraph.span.end() <= span.start());
    let touching = (first..paragraphs.len()).take_while(|&at| own(at).start() < span.end());
    touching.max_by_key(|&at| shared(at)).filter(|&at| shared(at) > 0)
}

/// The repaired text of a labelled span, with the surroundings of the first of these paragraphs, and its lead
/// where the span holds it.
fn unit_text(
    document: &Document,
    span: gongwen_parse::Span,
    paragraphs: Option<&[(&Report, &Paragraph)]>,
) -> Text {
    let text = document.repaired_text(span);
    let around = paragraphs.map(Text::of).unwrap_or_default();
    Text { lead: around.lead.filter(|lead| text.contains(lead.as_str())), text, ..around }
}
