//! What the pages show, and what readers say of it.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::Bench;
use super::learning::Model;
use super::readers::Reader;
use super::session::Project;
use crate::arriving::{Asked, Given};
use crate::contents::Contents;
use crate::judged::{check, text_at};
use crate::problem::{Problem, ProblemRecord};
use crate::store::{self, Put, SETTLED, Said};
use crate::wire::Correction;
use crate::workbench::{Workbench, aside};

/// The reader that is there from the beginning.
const FIRST: i64 = 1;

/// What a reader says of a paragraph.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Stated {
    /// Id of the paragraph.
    paragraph: String,
    /// Id of the reader; null for what all settled.
    reader: Option<i64>,
    /// The change of the project that made it so.
    version: i64,
    correction: Correction,
}

/// That a reader says nothing of a paragraph any more.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakenBack {
    /// Id of the paragraph.
    paragraph: String,
    /// Id of the reader; null for what all had settled.
    reader: Option<i64>,
}

/// Whether there are steps to undo, and to do again.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(super) struct History {
    undo: bool,
    redo: bool,
}

impl History {
    fn of(bench: &Workbench, reader: i64) -> Result<Self, Problem> {
        let store::History { undo, redo } = bench.store.history(reader)?;
        Ok(Self { undo, redo })
    }
}

/// What the pages show.
#[derive(Serialize, ToSchema)]
pub(super) struct View {
    /// The number of the project's last change.
    version: i64,
    /// Another one when reports, model or readers are others: then the view is to be asked for again.
    edition: String,
    /// The data of the reader's page: `{"themes","reports","years"}`, as `classify report` writes them.
    #[schema(value_type = Object)]
    data: Box<RawValue>,
    /// Of each report of the data the ids of its paragraphs, in order.
    ids: Vec<Vec<String>>,
    /// What readers say, and what they settled.
    corrections: Vec<Stated>,
    readers: Vec<Reader>,
    /// The model that answers.
    model: Model,
    project: Project,
    /// Of the reader asked for.
    history: History,
}

/// What has changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Changes {
    /// The number of the project's last change.
    version: i64,
    /// Another one when reports, model or readers are others: then the view is to be asked for again.
    edition: String,
    corrections: Vec<Stated>,
    removed: Vec<TakenBack>,
    /// Of the reader asked for.
    history: History,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfReader {
    /// Whose history is asked for. Default: the first reader's.
    reader: Option<i64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Since {
    /// The version that is known.
    since: i64,
    /// Whose history is asked for. Default: the first reader's.
    reader: Option<i64>,
}

/// Another one for other reports, another model or other readers.
fn edition(contents: &Contents, readers: usize) -> String {
    format!("{}-{readers}", contents.edition)
}

/// What is said, and of what nothing is said any more.
fn parted(said: Vec<Said>) -> (Vec<Stated>, Vec<TakenBack>) {
    let (mut stated, mut back) = (Vec::new(), Vec::new());
    for said in said {
        let reader = said.by();
        match said.correction {
            Some(correction) => {
                stated.push(Stated { paragraph: said.paragraph, reader, version: said.version, correction });
            }
            None => back.push(TakenBack { paragraph: said.paragraph, reader }),
        }
    }
    (stated, back)
}

/// All there is to show
#[utoipa::path(get, path = "/view", tag = "corrections", params(OfReader), responses((status = 200, body = View), (status = 404, body = ProblemRecord)))]
pub(super) async fn view(
    State(bench): State<Bench>,
    Asked(asked): Asked<OfReader>,
) -> Result<Response, Problem> {
    let view = aside(move || {
        let reader = asked_for(&bench, asked.reader)?;
        let contents = bench.contents_now();
        let page = contents.page()?;
        let changes = bench.store.since(0)?;
        let readers = Reader::all(&bench)?;
        let view = View {
            version: changes.version,
            edition: edition(&contents, readers.len()),
            data: page.data.as_ref().to_owned(),
            ids: page.ids.as_ref().clone(),
            corrections: parted(changes.said).0,
            readers,
            model: Model::current(&bench)?,
            project: Project::of(&bench)?,
            history: History::of(&bench, reader)?,
        };
        serde_json::to_vec(&view).map_err(Problem::internal)
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], view.await?).into_response())
}

/// What has changed since a version
#[utoipa::path(get, path = "/changes", tag = "corrections", params(Since), responses((status = 200, body = Changes), (status = 404, body = ProblemRecord)))]
pub(super) async fn changes(
    State(bench): State<Bench>,
    Asked(asked): Asked<Since>,
) -> Result<Json<Changes>, Problem> {
    let changes = aside(move || {
        let reader = asked_for(&bench, asked.reader)?;
        let store::Changes { version, said } = bench.store.since(asked.since)?;
        let (corrections, removed) = parted(said);
        let edition = edition(&bench.contents(), bench.store.readers()?.len());
        let history = History::of(&bench, reader)?;
        Ok(Changes { version, edition, corrections, removed, history })
    });
    Ok(Json(changes.await?))
}

/// What a reader says of some paragraphs, as one step.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewStep {
    /// The version the reader has seen.
    version: i64,
    /// Id of the reader.
    reader: i64,
    steps: Vec<StepPart>,
}

/// What is said of a paragraph.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct StepPart {
    /// Id of the paragraph.
    paragraph: String,
    /// Null takes a correction back.
    correction: Option<Correction>,
}

/// What readers settled together.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Settlement {
    /// The version the readers have seen.
    version: i64,
    /// Id of the paragraph.
    paragraph: String,
    /// Null takes a settlement back.
    correction: Option<Correction>,
}

/// That a step was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Taken {
    /// The project's version with it.
    version: i64,
    /// Of the reader whose step it is.
    history: History,
}

/// What a step that was undone or done again changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Moved {
    /// The project's version now.
    version: i64,
    /// Ids of the paragraphs; none where there was no such step.
    paragraphs: Vec<String>,
    /// Of the reader whose step it is.
    history: History,
}

/// Who undoes, or does again.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Whose {
    /// Id of the reader; null for settlements.
    reader: Option<i64>,
}

/// Says something of paragraphs
///
/// What is sent is one step, which can be undone as one. It is on disk before the answer. Nothing of it is taken where
/// the same reader has changed one of the paragraphs since `version`, as another window may; other paragraphs do not
/// matter.
#[utoipa::path(
    put,
    path = "/corrections",
    tag = "corrections",
    request_body = NewStep,
    responses(
        (status = 200, body = Taken),
        (status = 409, description = "Paragraphs were changed since", body = ProblemRecord),
        (status = 422, description = "A theme, passage or paragraph does not exist", body = ProblemRecord),
    )
)]
pub(super) async fn correct(
    State(bench): State<Bench>,
    Given(step): Given<NewStep>,
) -> Result<Json<Taken>, Problem> {
    let NewStep { version, reader, steps } = step;
    let steps: Vec<store::Step> = steps.into_iter().map(|part| (part.paragraph, part.correction)).collect();
    Ok(Json(aside(move || put(&bench, version, reader, &steps)).await?))
}

/// Says what readers settled together of a paragraph
///
/// A settlement holds, whatever readers say beside it.
#[utoipa::path(
    put,
    path = "/settled",
    tag = "readers",
    request_body = Settlement,
    responses(
        (status = 200, body = Taken),
        (status = 409, description = "The paragraph was settled since", body = ProblemRecord),
        (status = 422, description = "A theme, passage or paragraph does not exist", body = ProblemRecord),
    )
)]
pub(super) async fn settle(
    State(bench): State<Bench>,
    Given(settlement): Given<Settlement>,
) -> Result<Json<Taken>, Problem> {
    let Settlement { version, paragraph, correction } = settlement;
    Ok(Json(aside(move || put(&bench, version, SETTLED, &[(paragraph, correction)])).await?))
}

fn put(bench: &Workbench, version: i64, reader: i64, steps: &[store::Step]) -> Result<Taken, Problem> {
    known(bench, reader)?;
    if steps.is_empty() {
        return Err(Problem::senseless("the step says nothing of any paragraph"));
    }
    let contents = bench.contents();
    let names = contents.answering.tagger.names();
    for (paragraph, correction) in steps {
        let Some(correction) = correction else { continue };
        let text = contents.place(paragraph).and_then(|place| text_at(&contents, place));
        let text = text.ok_or_else(|| {
            Problem::senseless(format!("there is no paragraph `{paragraph}` in this project"))
        })?;
        check(correction, text, &names).map_err(|what| Problem::senseless(format!("{paragraph}: {what}")))?;
    }
    match bench.store.put(version, reader, steps)? {
        Put::Taken(version) => Ok(Taken { version, history: History::of(bench, reader)? }),
        Put::Conflict { version, paragraphs } => Err(Problem::conflict(version, paragraphs)),
    }
}

/// Refuses what says that it is of a reader whom there is not.
pub(super) fn known(bench: &Workbench, reader: i64) -> Result<(), Problem> {
    if is_there(bench, reader)? {
        Ok(())
    } else {
        Err(Problem::senseless(format!("there is no reader {reader} in this project")))
    }
}

/// The reader who is asked for, the first one where none is named.
pub(super) fn asked_for(bench: &Workbench, reader: Option<i64>) -> Result<i64, Problem> {
    let reader = reader.unwrap_or(FIRST);
    if is_there(bench, reader)? { Ok(reader) } else { Err(Problem::missing("reader", reader)) }
}

fn is_there(bench: &Workbench, reader: i64) -> Result<bool, Problem> {
    Ok(reader == SETTLED || bench.store.readers()?.iter().any(|(id, _)| *id == reader))
}

/// Takes a reader's last step back
#[utoipa::path(post, path = "/undo", tag = "corrections", request_body = Whose, responses((status = 200, body = Moved)))]
pub(super) async fn undo(
    State(bench): State<Bench>,
    Given(whose): Given<Whose>,
) -> Result<Json<Moved>, Problem> {
    go(bench, whose, |bench, reader| Ok(bench.store.undo(reader)?)).await
}

/// Takes the step again that was undone last
#[utoipa::path(post, path = "/redo", tag = "corrections", request_body = Whose, responses((status = 200, body = Moved)))]
pub(super) async fn redo(
    State(bench): State<Bench>,
    Given(whose): Given<Whose>,
) -> Result<Json<Moved>, Problem> {
    go(bench, whose, |bench, reader| Ok(bench.store.redo(reader)?)).await
}

async fn go(
    bench: Bench,
    whose: Whose,
    step: impl FnOnce(&Workbench, i64) -> Result<store::Moved, Problem> + Send + 'static,
) -> Result<Json<Moved>, Problem> {
    let reader = whose.reader.unwrap_or(SETTLED);
    let moved = aside(move || {
        known(&bench, reader)?;
        let store::Moved { version, paragraphs } = step(&bench, reader)?;
        Ok(Moved { version, paragraphs, history: History::of(&bench, reader)? })
    });
    Ok(Json(moved.await?))
}
