//! What the command line does, for texts that are sent, and for reports of the project side by side.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use gongwen::explain::Explained;
use gongwen::features::{term_field, term_words};
use gongwen::figures::Filter;
use gongwen::settings::ExplainSettings;
use gongwen::write::{FiguredFile, OutputFormat, TaggedFile, probability, tag_writer, write_tracked};
use gongwen::{ParsedFile, compare as comparing, track as tracking};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::Bench;
use crate::arriving::{Arrived, Asked, Given};
use crate::contents::{Contents, parsed};
use crate::problem::{Problem, ProblemRecord, told, unread};
use crate::wire::{Records, records};
use crate::workbench::{Workbench, in_turn};

/// A text, or what names one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TextOrReport {
    /// A text.
    text: Option<String>,
    /// Id of a report of the project, instead of a text.
    report: Option<String>,
    /// The text's name: what it tells of unit and year counts where the text is silent.
    name: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    /// The file's name, where the body is a file: it tells the format where the bytes do not.
    name: Option<String>,
}

/// A body that is a file or names a text in JSON, and has not been looked at.
struct Unread {
    arrived: Arrived,
    /// The file's name; nothing where the body is JSON.
    name: Option<String>,
}

impl Unread {
    async fn receive(bench: &Bench, named: Named, headers: &HeaderMap, body: Body) -> Result<Self, Problem> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_json = kind.split(';').next().unwrap_or_default().trim() == "application/json";
        let name = (!is_json).then(|| named.name.unwrap_or_default());
        let arrived = Arrived::receive(bench, body, bench.reader.read.limits.file_bytes).await?;
        Ok(Self { arrived, name })
    }

    /// The documents it is or names, and why others of an archive cannot be read.
    fn parsed(self, bench: &Workbench) -> Result<(Vec<ParsedFile>, Vec<String>), Problem> {
        let read = match self.name {
            Some(name) => bench.reader.read_bytes(&name, &self.arrived.bytes()?),
            None => {
                let TextOrReport { text, report, name } = self.arrived.json()?;
                match (text, report) {
                    (Some(text), None) => bench.reader.read_bytes(&text_name(name), text.as_bytes()),
                    (None, Some(id)) => {
                        let contents = bench.contents();
                        let filed = contents.filed(&id).ok_or_else(|| Problem::missing("report", &id))?;
                        return Ok((
                            contents.documents_of(filed).map(|(_, document)| parsed(document)).collect(),
                            filed.failures.clone(),
                        ));
                    }
                    _ => return Err(Problem::senseless("give a `text`, or the id of a `report`")),
                }
            }
        };
        let (mut files, mut failures, mut first) = (Vec::new(), Vec::new(), None);
        for file in read {
            match file {
                Ok(file) => files.push(file),
                Err(error) => {
                    failures.push(unread(&error));
                    first = first.or(Some(error));
                }
            }
        }
        match first {
            Some(error) if files.is_empty() => Err(error.into()),
            _ => Ok((files, failures)),
        }
    }
}

/// The name of a text that is sent, as that of a text file.
fn text_name(name: Option<String>) -> String {
    match name {
        Some(name) if name.ends_with(".txt") => name,
        Some(name) => format!("{name}.txt"),
        None => "text.txt".to_owned(),
    }
}

/// Tagged paragraphs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Tagged {
    /// Records as `classify tag --format jsonl` writes them.
    #[schema(value_type = Vec<Object>)]
    paragraphs: Vec<Box<RawValue>>,
    /// Why documents of an archive cannot be read.
    failures: Vec<String>,
}

/// Tags a text or file
#[utoipa::path(
    post,
    path = "/tag",
    tag = "texts",
    params(Named),
    request_body(content(
        (TextOrReport = "application/json"),
        (Vec<u8> = "application/octet-stream")
    )),
    responses((status = 200, body = Tagged), (status = 404, body = ProblemRecord), (status = 415, body = ProblemRecord))
)]
pub(super) async fn tag(
    State(bench): State<Bench>,
    Asked(named): Asked<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Tagged>, Problem> {
    let unread = Unread::receive(&bench, named, &headers, body).await?;
    let tagged = in_turn(&bench, move |bench| {
        let (files, failures) = unread.parsed(bench)?;
        let answering = bench.answering();
        let (themes, mut lines) = (answering.tagger.names(), Vec::new());
        let mut writer = tag_writer(OutputFormat::Jsonl, &mut lines, &themes)?;
        for file in files {
            writer.add(answering.tagger.tag(file)?)?;
        }
        writer.finish()?;
        Ok(Tagged { paragraphs: records(lines)?, failures })
    });
    Ok(Json(tagged.await?))
}

/// Restores the structure of a text or file
///
/// Records as `classify parse --format jsonl` writes them.
#[utoipa::path(
    post,
    path = "/parse",
    tag = "texts",
    params(Named),
    request_body(content(
        (TextOrReport = "application/json"),
        (Vec<u8> = "application/octet-stream")
    )),
    responses((status = 200, body = Records), (status = 404, body = ProblemRecord), (status = 415, body = ProblemRecord))
)]
pub(super) async fn parse(
    State(bench): State<Bench>,
    Asked(named): Asked<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Records>, Problem> {
    let unread = Unread::receive(&bench, named, &headers, body).await?;
    let found = in_turn(&bench, move |bench| {
        let mut lines = Vec::new();
        for file in unread.parsed(bench)?.0 {
            gongwen::write::structure(&mut lines, &file.name, &file.document)?;
        }
        Ok(Records { records: records(lines)? })
    });
    Ok(Json(found.await?))
}

/// Finds the figures of a text or file
///
/// Records as `classify figures --format jsonl` writes them.
#[utoipa::path(
    post,
    path = "/figures",
    tag = "texts",
    params(Named),
    request_body(content(
        (TextOrReport = "application/json"),
        (Vec<u8> = "application/octet-stream")
    )),
    responses((status = 200, body = Records), (status = 404, body = ProblemRecord), (status = 415, body = ProblemRecord))
)]
pub(super) async fn figures(
    State(bench): State<Bench>,
    Asked(named): Asked<Named>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Records>, Problem> {
    let unread = Unread::receive(&bench, named, &headers, body).await?;
    let found = in_turn(&bench, move |bench| {
        let answering = bench.answering();
        let (themes, mut lines) = (answering.tagger.names(), Vec::new());
        let mut writer = gongwen::write::figure_writer(OutputFormat::Jsonl, &mut lines, &themes)?;
        for file in unread.parsed(bench)?.0 {
            writer.add(&figured(answering.tagger.tag(file)?))?;
        }
        writer.finish()?;
        Ok(Records { records: records(lines)? })
    });
    Ok(Json(found.await?))
}

/// A file with all its figures.
pub(crate) fn figured(file: TaggedFile) -> FiguredFile {
    FiguredFile { figures: Filter::default().of(&file.document), file }
}

/// What is to be explained.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// A text.
    text: Option<String>,
    /// Number of the paragraph of the text, from 1. Default 1.
    number: Option<usize>,
    /// Id of a paragraph of the project, instead of a text.
    paragraph: Option<String>,
    /// Id or name of a theme or topic: why it is not that.
    theme: Option<String>,
    /// How many terms to tell for and against. Default: as `classify explain` has it.
    terms: Option<usize>,
}

/// Why a paragraph is about one topic and not another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Explanation {
    /// Headings it stands under, outermost first.
    path: Vec<String>,
    /// Every theme with its probability, likeliest first.
    themes: Vec<ThemeProbability>,
    /// Id of the topic explained.
    topic: String,
    /// Id of the topic it is held against.
    rival: String,
    /// The logarithm of the two topics' odds.
    log_odds: f64,
    /// Terms that speak for it, strongest first.
    speaking_for: Vec<Term>,
    /// Terms that speak against it, strongest first.
    against: Vec<Term>,
    /// What the report's other paragraphs add to the odds, the one before and the one behind.
    around: [f64; 3],
    /// The text that was classified.
    text: String,
    /// Words worth marking in it: start, end (code points of the text) and what they add.
    marks: Vec<(usize, usize, f64)>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ThemeProbability {
    /// Id of the theme.
    theme: String,
    p: f64,
}

/// A term and what it adds.
#[derive(Debug, Serialize, ToSchema)]
struct Term {
    /// The words.
    words: String,
    /// Where it stands: `text`, `heading`, `lead` or `title`.
    field: String,
    adds: f64,
}

/// Tells why a paragraph got its theme
#[utoipa::path(
    post,
    path = "/explain",
    tag = "texts",
    request_body = Why,
    responses((status = 200, body = Explanation), (status = 404, body = ProblemRecord))
)]
pub(super) async fn explain(
    State(bench): State<Bench>,
    Given(why): Given<Why>,
) -> Result<Json<Explanation>, Problem> {
    let explained = in_turn(&bench, move |bench| {
        let contents;
        let answering = bench.answering();
        let (file, number) = match (&why.text, &why.paragraph) {
            (Some(text), None) => (bench.reader.parse_text("", text), why.number.unwrap_or(1)),
            (None, Some(id)) => {
                contents = bench.contents();
                let (document, place) =
                    contents.place(id).ok_or_else(|| Problem::missing("paragraph", id))?;
                (parsed(&contents.documents[document]), place + 1)
            }
            _ => return Err(Problem::senseless("give a `text`, or the id of a `paragraph`")),
        };
        let asked = why.theme.as_deref().map(|name| answering.tagger.theme_or_topic(name)).transpose()?;
        let settings = why.terms.map_or_else(ExplainSettings::default, |terms| ExplainSettings { terms });
        let found = answering.tagger.explain(&file, number, asked, &settings)?;
        Ok(Explanation::of(found, &answering.tagger.names()))
    });
    Ok(Json(explained.await?))
}

impl Explanation {
    fn of(found: Explained, names: &gongwen::write::ThemeNames) -> Self {
        let topic = |index: usize| names.topics.get(index).map_or(String::new(), |topic| topic.id.clone());
        let theme = |&(index, p): &(usize, f64)| ThemeProbability {
            theme: names.themes.get(index).map_or(String::new(), |theme| theme.id.clone()),
            p: probability(p, 4),
        };
        let term = |(term, adds): &(String, f64)| Term {
            words: term_words(term).0.to_owned(),
            field: Some(term_field(term).0).filter(|field| !field.is_empty()).unwrap_or("text").to_owned(),
            adds: *adds,
        };
        let points = |byte: usize| found.text.get(..byte).map_or(0, |text| text.chars().count());
        let marks = found.marks.iter().map(|(bytes, adds)| (points(bytes.start), points(bytes.end), *adds));
        let gongwen::explain::Around { report, before, behind } = found.around;
        Self {
            marks: marks.collect(),
            themes: found.themes.iter().map(theme).collect(),
            topic: topic(found.topic),
            rival: topic(found.rival),
            log_odds: found.log_odds(),
            speaking_for: found.speaking_for.iter().map(term).collect(),
            against: found.against.iter().map(term).collect(),
            around: [report, before, behind],
            path: found.path,
            text: found.text,
        }
    }
}

/// Two reports of the project.
#[derive(Debug, Clone, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Two {
    /// Id of the earlier one, or the one that plans.
    pub(crate) a: String,
    /// Id of the later one, or the one that tells what came of it.
    pub(crate) b: String,
}

/// Compares two reports of the project
///
/// Records as `classify compare --format jsonl` writes them.
#[utoipa::path(
    post,
    path = "/compare",
    tag = "texts",
    request_body = Two,
    responses((status = 200, body = Records), (status = 404, body = ProblemRecord))
)]
pub(super) async fn compare(
    State(bench): State<Bench>,
    Given(two): Given<Two>,
) -> Result<Json<Records>, Problem> {
    let found = in_turn(&bench, move |bench| {
        Ok(Records { records: records(compared(bench, &two, OutputFormat::Jsonl)?)? })
    });
    Ok(Json(found.await?))
}

/// Holds the plan of a report of the project against the results of another one
///
/// Records as `classify track --format jsonl` writes them.
#[utoipa::path(
    post,
    path = "/track",
    tag = "texts",
    request_body = Two,
    responses((status = 200, body = Records), (status = 404, body = ProblemRecord))
)]
pub(super) async fn track(
    State(bench): State<Bench>,
    Given(two): Given<Two>,
) -> Result<Json<Records>, Problem> {
    let found = in_turn(&bench, move |bench| {
        Ok(Records { records: records(tracked(bench, &two, OutputFormat::Jsonl)?)? })
    });
    Ok(Json(found.await?))
}

/// The documents of a report of the project, as people see them.
fn side(contents: &Contents, documents: &[TaggedFile], id: &str) -> Result<Vec<TaggedFile>, Problem> {
    let filed = contents.filed(id).ok_or_else(|| Problem::missing("report", id))?;
    let of_file = contents.documents_of(filed).filter_map(|(at, _)| documents.get(at).cloned());
    // Two drafts of a report are compared though one of them counts for nothing.
    Ok(of_file.map(|document| TaggedFile { again: Vec::new(), ..document }).collect())
}

/// What changed from one report to another, in a format.
pub(crate) fn compared(bench: &Workbench, two: &Two, format: OutputFormat) -> Result<Vec<u8>, Problem> {
    let (contents, judged) = bench.judged()?;
    let documents = judged.applied(&contents);
    let figured_side = |id: &str| {
        Ok::<_, Problem>(side(&contents, &documents, id)?.into_iter().map(figured).collect::<Vec<_>>())
    };
    let (a, b) = (figured_side(&two.a)?, figured_side(&two.b)?);
    let pairs = comparing::pairs(&a, &b).map_err(|error| Problem::senseless(told(&error)))?.pairs;
    let themes = contents.answering.tagger.names();
    let compared: Vec<_> = pairs.into_iter().map(|(a, b)| comparing::compare(a, b, &themes)).collect();
    let mut out = Vec::new();
    match format {
        OutputFormat::Docx | OutputFormat::Md | OutputFormat::Html => {
            comparing::paper(&compared, &themes).write(format, &mut out)?;
        }
        format => gongwen::write::tables(format, &mut out, &comparing::tables(&compared, &themes))?,
    }
    Ok(out)
}

/// What became of the plans of a report by another one, in a format.
pub(crate) fn tracked(bench: &Workbench, two: &Two, format: OutputFormat) -> Result<Vec<u8>, Problem> {
    let (contents, judged) = bench.judged()?;
    let documents = judged.applied(&contents);
    let (plans, results) = (side(&contents, &documents, &two.a)?, side(&contents, &documents, &two.b)?);
    let (plans, results) = (reported(&plans), reported(&results));
    let found = tracking::pairs(&plans, &results);
    if found.pairs.is_empty() {
        let why: Vec<String> = found.alone.iter().map(|(_, why)| why.to_string()).collect();
        return Err(Problem::senseless(why.join("; ")));
    }
    let tracked: Vec<_> =
        found.pairs.iter().map(|&(plan, result)| tracking::track(plans[plan], results[result])).collect();
    let mut out = Vec::new();
    write_tracked(format, &mut out, &tracked)?;
    Ok(out)
}

/// The reports of some files.
fn reported(files: &[TaggedFile]) -> Vec<tracking::Reported<'_>> {
    let reports = files.iter().flat_map(|file| {
        let of =
            move |report| tracking::Reported { name: file.name.as_str(), document: &file.document, report };
        file.document.reports.iter().map(of)
    });
    reports.collect()
}
