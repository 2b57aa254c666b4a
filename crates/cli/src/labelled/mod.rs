//! Labelled texts for training and evaluation, in the formats they are kept in.
//!
//! | suffix | format |
//! |---|---|
//! | `.txt` | a labelled report (`report.rs`) |
//! | `.jsonl` | one labelled paragraph a line (`jsonl.rs`) |
//! | `.bags` | counted terms without order, one paragraph a line (`bags.rs`) |
//! | `.csv` | a review of such texts, filled in: new labels for some of them (`review.rs`) |

mod bags;
mod jsonl;
mod report;
pub(crate) mod review;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use gongwen_classifier::ThemeSet;
use gongwen_features::{Bag, Fields, TermExtractor};
use gongwen_parse::{Document, Options, Paragraph, Report};
use rayon::prelude::*;

pub(crate) use bags::{BagsHeader, write_bags};
use report::LabelledReport;

/// A labelled text.
#[derive(Debug)]
pub(crate) struct Example {
    /// What is known of the text.
    pub(crate) content: Content,
    /// Index of its fine theme.
    pub(crate) theme: usize,
    /// Indices of the fine themes it has beside that.
    pub(crate) secondary: Vec<usize>,
    /// The report it comes from, which is never torn apart by folds.
    pub(crate) report: String,
    /// The kind of unit that wrote the report; the report itself where it is not stated.
    pub(crate) kind: String,
    /// Where it stands, as `file:line`.
    pub(crate) place: String,
}

/// What is known of a labelled text.
#[derive(Debug)]
pub(crate) enum Content {
    /// The text itself, with what stands around it.
    Text(Text),
    /// Its counted terms alone.
    Bag(Bag),
}

/// A text with what stands around it: [`Fields`] that own their strings.
#[derive(Debug, Clone, Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) lead: Option<String>,
    pub(crate) headings: Vec<String>,
    pub(crate) title: Option<String>,
}

impl Text {
    /// A paragraph of a report.
    pub(crate) fn of(report: &Report, paragraph: &Paragraph) -> Self {
        Self {
            text: paragraph.text.clone(),
            lead: paragraph.lead.clone(),
            headings: paragraph.path.clone(),
            title: report.title.clone(),
        }
    }

    /// As the feature crate takes it.
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields {
            text: &self.text,
            lead: self.lead.as_deref(),
            headings: &self.headings,
            title: self.title.as_deref(),
        }
    }
}

impl Example {
    /// The text's raw bag of terms.
    pub(crate) fn bag(&self, extractor: &TermExtractor) -> Bag {
        match &self.content {
            Content::Text(text) => extractor.bag(&text.fields()),
            Content::Bag(bag) => bag.clone(),
        }
    }

    /// Whether the text is known, and not its counted terms alone.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// Headings the text stands under, outermost first; none of a bag.
    pub(crate) fn headings(&self) -> &[String] {
        match &self.content {
            Content::Text(text) => &text.headings,
            Content::Bag(_) => &[],
        }
    }

    /// The text, where it is known; otherwise nothing.
    pub(crate) fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => &text.text,
            Content::Bag(_) => "",
        }
    }
}

/// Reads all labelled texts of `paths`, folders walked, in the order of their file names.
///
/// Unlike reports to be tagged, one bad file stops the reading: a model must not be trained on less
/// than what was asked for.
pub(crate) fn read_examples(paths: &[PathBuf], themes: &ThemeSet) -> Result<Vec<Example>> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(labelled_files(path)?);
    }
    let (reviews, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_review(file));
    ensure!(!files.is_empty(), "no labelled files (.txt, .jsonl, .bags) found");
    let read: Vec<Vec<Example>> =
        files.par_iter().map(|file| read_file(file, themes)).collect::<Result<_>>()?;
    let mut examples: Vec<Example> = read.into_iter().flatten().collect();
    for file in &reviews {
        review::apply(file, &mut examples, themes)?;
    }
    Ok(examples)
}

fn is_review(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| suffix == "csv")
}

/// The labelled files of a folder, or the file itself. A review is read only where it is named: tables in
/// a folder may be anything.
fn labelled_files(path: &Path) -> Result<Vec<PathBuf>> {
    let known = |path: &Path| {
        path.extension().is_some_and(|e| ["txt", "jsonl", "bags"].iter().any(|known| e == *known))
    };
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() && known(entry.path()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn read_file(path: &Path, themes: &ThemeSet) -> Result<Vec<Example>> {
    let name = path.to_string_lossy();
    let suffix = path.extension().map(|e| e.to_string_lossy().into_owned());
    let text = || std::fs::read_to_string(path).with_context(|| name.to_string());
    match suffix.as_deref() {
        Some("jsonl") => jsonl::read(&name, &text()?, themes),
        Some("bags") => bags::read(&name, &text()?, themes),
        Some("txt") => {
            let report = LabelledReport::parse(&text()?).with_context(|| name.to_string())?;
            report_examples(&name, &report, themes)
        }
        _ => bail!("{name}: labelled texts are .txt, .jsonl or .bags files, reviews .csv"),
    }
}

/// Index of a theme by id or name.
fn theme_index(themes: &ThemeSet, id: &str, place: &str) -> Result<usize> {
    themes.index_of(id).with_context(|| {
        let known: Vec<_> = themes.themes().iter().map(|t| t.id.as_str()).collect();
        format!("{place}: unknown theme `{id}`; known are {}", known.join(", "))
    })
}

/// The units of a labelled report, each with the lead and headings the parser finds for it, so that training sees
/// what tagging will see.
fn report_examples(name: &str, report: &LabelledReport, themes: &ThemeSet) -> Result<Vec<Example>> {
    let document = gongwen_parse::parse(&report.source, &Options::default());
    let kind = report.meta.get("kind").cloned().unwrap_or_else(|| name.to_owned());
    report
        .units
        .iter()
        .map(|unit| {
            let place = format!("{name}:{}", unit.line);
            let index = |id: &String| theme_index(themes, id, &place);
            let labels = unit.themes.iter().map(index).collect::<Result<Vec<_>>>()?;
            let [theme, secondary @ ..] = labels.as_slice() else { bail!("{place}: no theme") };
            Ok(Example {
                content: Content::Text(unit_text(&document, unit.span.clone().into())),
                theme: *theme,
                secondary: secondary.to_vec(),
                report: name.to_owned(),
                kind: kind.clone(),
                place: place.clone(),
            })
        })
        .collect()
}

/// The repaired text of a labelled span, with the surroundings of the paragraph that covers most of it.
fn unit_text(document: &Document, span: gongwen_parse::Span) -> Text {
    let shared =
        |p: &Paragraph| p.span.end().min(span.end()).saturating_sub(p.span.start().max(span.start()));
    let text = document.repaired_text(span);
    match document.paragraphs().max_by_key(|(_, paragraph)| shared(paragraph)) {
        Some((report, paragraph)) if shared(paragraph) > 0 => Text { text, ..Text::of(report, paragraph) },
        _ => Text { text, ..Text::default() },
    }
}
