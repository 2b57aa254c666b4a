//! Who corrects, how far they agree, and what to look at next.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use gongwen::classifier::metrics::{Confusion, bootstrap, cohens_kappa};
use gongwen::review::pick;
use gongwen::settings::PickSettings;
use gongwen::write::{TaggedFile, ThemeOrTopic};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Bench;
use super::view::{asked_for, known};
use crate::arriving::{Asked, Given};
use crate::problem::{Problem, ProblemRecord};
use crate::store::{SETTLED, Said};
use crate::wire::Correction;
use crate::workbench::{Workbench, aside, in_turn};

/// Longest name of a reader, in characters.
const NAME: usize = 40;
/// Rounds of the bootstrap, and its seed: the same corrections have the same interval.
const ROUNDS: usize = 1000;
const SEED: u64 = 1;

/// A person who corrects.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reader {
    id: i64,
    /// As people call it.
    name: String,
}

impl Reader {
    /// All readers, in the order they came.
    pub(super) fn all(bench: &Workbench) -> Result<Vec<Self>, Problem> {
        Ok(bench.store.readers()?.into_iter().map(|(id, name)| Self { id, name }).collect())
    }
}

/// A person who is to correct.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewReader {
    /// As people call it; another one than all others.
    name: String,
}

/// The readers, in the order they came
#[utoipa::path(get, operation_id = "list_readers", path = "/readers", tag = "readers", responses((status = 200, body = [Reader])))]
pub(super) async fn list(State(bench): State<Bench>) -> Result<Json<Vec<Reader>>, Problem> {
    Ok(Json(aside(move || Reader::all(&bench)).await?))
}

/// Adds a reader
#[utoipa::path(
    post,
    operation_id = "add_reader",
    path = "/readers",
    tag = "readers",
    request_body = NewReader,
    responses(
        (status = 201, body = Reader),
        (status = 409, description = "There is one of this name", body = ProblemRecord),
        (status = 422, body = ProblemRecord),
    )
)]
pub(super) async fn add(
    State(bench): State<Bench>,
    Given(new): Given<NewReader>,
) -> Result<(StatusCode, Json<Reader>), Problem> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(Problem::senseless(format!(
            "a reader's name has 1 to {NAME} characters, none of them a line break"
        )));
    }
    let added = aside(move || {
        let id = bench.store.add_reader(&name)?;
        let taken = || {
            Problem::new(StatusCode::CONFLICT, format!("there is a reader `{name}` already"))
                .zh(format!("已经有“{name}”了"))
        };
        Ok(Reader { id: id.ok_or_else(taken)?, name: name.clone() })
    });
    Ok((StatusCode::CREATED, Json(added.await?)))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Two {
    /// Id of a reader.
    a: i64,
    /// Id of another one.
    b: i64,
}

/// How far two readers agree.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Agreement {
    /// Paragraphs of which both say what they are about.
    both: usize,
    /// Those of which they name the same primary theme.
    same: usize,
    /// Cohen's kappa over the primary theme; null where both have said nothing of any paragraph.
    kappa: Option<f64>,
    /// 95% interval of kappa, by a bootstrap over reports; null where kappa is, or where there is one report alone.
    interval: Option<(f64, f64)>,
    /// Ids of the themes, in the order of the table.
    themes: Vec<String>,
    /// How many paragraphs each theme of `a` (rows) is which theme of `b` (columns).
    table: Vec<Vec<usize>>,
    /// The paragraphs of which they name different primary themes, in the order of the reports.
    disputed: Vec<Disputed>,
}

/// A paragraph that two readers see differently.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Disputed {
    /// Id of the paragraph.
    paragraph: String,
    a: Correction,
    b: Correction,
    /// What they settled; null where they have not.
    settled: Option<Correction>,
}

/// How far two readers agree
#[utoipa::path(
    get,
    path = "/agreement",
    tag = "readers",
    params(Two),
    responses((status = 200, body = Agreement), (status = 422, body = ProblemRecord))
)]
pub(super) async fn agreement(
    State(bench): State<Bench>,
    Asked(two): Asked<Two>,
) -> Result<Json<Agreement>, Problem> {
    Ok(Json(in_turn(&bench, move |bench| compared(bench, &two)).await?))
}

fn compared(bench: &Workbench, two: &Two) -> Result<Agreement, Problem> {
    known(bench, two.a)?;
    known(bench, two.b)?;
    let contents = bench.contents();
    let names = contents.answering.tagger.names();
    let said = bench.store.said()?;
    let primary = |correction: &Correction| match names.find(correction.themes.first()?)? {
        ThemeOrTopic::Theme(theme) => Some(theme),
        ThemeOrTopic::Topic(topic) => Some(names.topics.get(topic)?.theme),
    };
    let mut pairs = BTreeMap::new();
    for said in said.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let of = |reader: i64| said.iter().find(|said| said.reader == reader)?.correction.as_ref();
        let (Some(a), Some(b)) = (of(two.a), of(two.b)) else { continue };
        let (Some(by_a), Some(by_b)) = (primary(a), primary(b)) else { continue };
        let id = said.first().map_or("", |said: &Said| &said.paragraph);
        if let Some(place) = contents.place(id) {
            pairs.insert(place, (id.to_owned(), (a, by_a), (b, by_b), of(SETTLED)));
        }
    }
    let themes = names.themes.len();
    let both: Vec<(usize, usize)> = pairs.values().map(|(_, (_, a), (_, b), _)| (*a, *b)).collect();
    let reports: Vec<String> = pairs.keys().map(|(document, _)| document.to_string()).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let kappa = |drawn: &[usize]| cohens_kappa(&Confusion::new(themes, drawn.iter().map(|&at| both[at])));
    let sure = (!both.is_empty()).then(|| bootstrap(&reports, ROUNDS, SEED, kappa));
    // Of one report nobody can tell how others differ.
    let several = reports.iter().any(|report| *report != reports[0]);
    let same = both.iter().filter(|(a, b)| a == b).count();
    let disputed = pairs.into_values().filter(|(_, (_, a), (_, b), _)| a != b);
    let disputed = disputed.map(|(paragraph, (a, _), (b, _), settled)| Disputed {
        paragraph,
        a: a.clone(),
        b: b.clone(),
        settled: settled.cloned(),
    });
    Ok(Agreement {
        both: both.len(),
        same,
        kappa: sure.as_ref().map(|sure| sure.estimate),
        interval: sure.as_ref().filter(|_| several).map(|sure| (sure.low, sure.high)),
        themes: names.themes.iter().map(|theme| theme.id.clone()).collect(),
        table: Confusion::new(themes, both.iter().copied()).matrix().to_vec(),
        disputed: disputed.collect(),
    })
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct HowMany {
    /// How many paragraphs at most. Default 20.
    count: Option<usize>,
    /// Whose corrections are passed over. Default: those of all readers.
    reader: Option<i64>,
}

/// A paragraph worth a look.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Worth {
    /// Id of the paragraph.
    paragraph: String,
    /// Why, for people.
    why: String,
}

/// What is most worth a look next
///
/// As `classify review` has it: where the model is unsure, its members differ, a second theme is near the threshold or
/// the words are strange; spread over units.
#[utoipa::path(get, operation_id = "next_paragraphs", path = "/next", tag = "readers", params(HowMany), responses((status = 200, body = [Worth]), (status = 404, body = ProblemRecord)))]
pub(super) async fn next(
    State(bench): State<Bench>,
    Asked(asked): Asked<HowMany>,
) -> Result<Json<Vec<Worth>>, Problem> {
    /// Paragraphs that anybody looks through.
    const MOST: usize = 500;
    let count = asked.count.unwrap_or(20).min(MOST);
    let worth = in_turn(&bench, move |bench| {
        asked_for(bench, asked.reader)?;
        let contents = bench.contents();
        let said = bench.store.said()?;
        let seen = |id: &str| {
            let by = |said: &Said| {
                asked.reader.is_none_or(|reader| said.reader == reader || said.reader == SETTLED)
            };
            said.binary_search_by(|said| said.paragraph.as_str().cmp(id)).is_ok_and(|at| {
                let around = |said: &&Said| said.paragraph == id;
                let before = said[..at].iter().rev().take_while(around);
                before.chain(said[at..].iter().take_while(around)).any(by)
            })
        };
        // Those that were looked at are chosen, too, and then passed over.
        let settings = PickSettings { limit: count + said.len(), ..PickSettings::default() };
        let picked = pick(&contents.answering.tagger, &contents.documents, &settings)?;
        let mut worth = Vec::new();
        for doubtful in picked {
            let of = |document: &TaggedFile| std::ptr::eq(document, doubtful.excerpt.file);
            let Some(document) = contents.documents.iter().position(of) else { continue };
            let mut paragraphs = doubtful.excerpt.file.document.paragraphs();
            let place =
                paragraphs.position(|(_, paragraph)| std::ptr::eq(paragraph, doubtful.excerpt.paragraph));
            let id = place.and_then(|place| contents.paragraph(document, place));
            if let Some(id) = id.filter(|id| !seen(id)) {
                worth.push(Worth { paragraph: id.to_owned(), why: doubtful.reason });
            }
            if worth.len() == count {
                break;
            }
        }
        Ok(worth)
    });
    Ok(Json(worth.await?))
}
