//! Models learnt from corrections.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Bench;
use crate::arriving::Given;
use crate::jobs::{self, Job, Order};
use crate::problem::{Problem, ProblemRecord};
use crate::store::StoredModel;
use crate::wire::Effect;
use crate::workbench::{Workbench, aside};

/// Name of the model that comes with the program.
const BUILT_IN: &str = "内置模型";

/// A model of the project.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Model {
    /// 0 is the built-in one.
    id: i64,
    /// As people call it.
    name: String,
    /// When it was learnt, in UTC (RFC 3339); null for the built-in one.
    made: Option<String>,
    /// Whether it is the one that answers.
    current: bool,
    /// Corrected paragraphs and passages it learnt from; the built-in model it learnt on top of is left out.
    rows: usize,
    /// What learning it changed against the model that answered before; null for the built-in one.
    effect: Option<Effect>,
}

impl Model {
    /// The model that answers.
    pub(super) fn current(bench: &Workbench) -> Result<Self, Problem> {
        let found = Self::all(bench)?.into_iter().find(|model| model.current);
        found.ok_or_else(|| Problem::missing("model", bench.answering().id))
    }

    fn all(bench: &Workbench) -> Result<Vec<Self>, Problem> {
        let current = bench.answering().id;
        let learnt = |StoredModel { id, name, made, effect }| Self {
            id,
            name,
            made: Some(made),
            current: id == current,
            rows: effect.taught,
            effect: Some(effect),
        };
        let name = BUILT_IN.to_owned();
        let built_in = Self { id: 0, name, made: None, current: current == 0, rows: 0, effect: None };
        Ok(std::iter::once(built_in).chain(bench.store.models()?.into_iter().map(learnt)).collect())
    }
}

/// How to learn.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Train {
    /// How much a corrected paragraph counts: with more, others that share its words follow it further; from 0.1 to 1000.
    /// Default: as `classify learn` has it.
    #[serde(default = "usual_weight")]
    weight: f64,
    /// What to call the model. Default: by its number.
    name: Option<String>,
}

fn usual_weight() -> f64 {
    gongwen::settings::CorrectionSettings::default().weight
}

/// A job that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Begun {
    /// Its id.
    job: u64,
}

/// Learns from what holds of the project, in the background
///
/// The model that comes of it answers from then on. Paragraphs about which readers differ, and which nobody settled, teach
/// nothing.
#[utoipa::path(
    post,
    path = "/train",
    tag = "learning",
    request_body = Train,
    responses(
        (status = 202, body = Begun),
        (status = 429, description = "Too many jobs wait", body = ProblemRecord),
    )
)]
pub(super) async fn train(
    State(bench): State<Bench>,
    Given(asked): Given<Train>,
) -> Result<(StatusCode, Json<Begun>), Problem> {
    if !(0.1..=1000.0).contains(&asked.weight) {
        return Err(Problem::senseless(format!("the weight {} is not from 0.1 to 1000", asked.weight)));
    }
    /// Longest name of a model, in characters.
    const NAME: usize = 100;
    let name = asked
        .name
        .map(|name| name.trim().chars().take(NAME).collect::<String>())
        .filter(|name| !name.is_empty());
    let job = jobs::start(&bench, Order { weight: asked.weight, name })?;
    Ok((StatusCode::ACCEPTED, Json(Begun { job })))
}

/// The jobs since the workbench was opened
#[utoipa::path(get, operation_id = "list_jobs", path = "/jobs", tag = "learning", responses((status = 200, body = [Job])))]
pub(super) async fn jobs(State(bench): State<Bench>) -> Json<Vec<Job>> {
    Json(bench.jobs.all())
}

/// A job as it stands
#[utoipa::path(
    get,
    operation_id = "get_job",
    path = "/jobs/{id}",
    tag = "learning",
    params(("id" = u64, Path, description = "The job's id")),
    responses((status = 200, body = Job), (status = 404, body = ProblemRecord))
)]
pub(super) async fn job(State(bench): State<Bench>, Path(id): Path<u64>) -> Result<Json<Job>, Problem> {
    bench.jobs.get(id).map(Json).ok_or_else(|| Problem::missing("job", id))
}

/// Calls a job off
///
/// One that waits ends at once; one that is being done when its stage ends, and nothing comes of it.
#[utoipa::path(
    delete,
    operation_id = "cancel_job",
    path = "/jobs/{id}",
    tag = "learning",
    params(("id" = u64, Path, description = "The job's id")),
    responses((status = 200, body = Job), (status = 404, body = ProblemRecord))
)]
pub(super) async fn cancel(State(bench): State<Bench>, Path(id): Path<u64>) -> Result<Json<Job>, Problem> {
    bench.jobs.cancel(id).map(Json).ok_or_else(|| Problem::missing("job", id))
}

/// The models of the project, the built-in one first
#[utoipa::path(get, operation_id = "list_models", path = "/models", tag = "learning", responses((status = 200, body = [Model])))]
pub(super) async fn models(State(bench): State<Bench>) -> Result<Json<Vec<Model>>, Problem> {
    Ok(Json(aside(move || Model::all(&bench)).await?))
}

/// Lets a model answer from now on
#[utoipa::path(
    post,
    operation_id = "use_model",
    path = "/models/{id}/use",
    tag = "learning",
    params(("id" = i64, Path, description = "The model's id")),
    responses(
        (status = 200, body = Model),
        (status = 404, body = ProblemRecord),
        (status = 422, description = "The model cannot be read", body = ProblemRecord),
    )
)]
pub(super) async fn answer_by(
    State(bench): State<Bench>,
    Path(id): Path<i64>,
) -> Result<Json<Model>, Problem> {
    let used = aside(move || {
        let is_known = id == 0 || bench.store.models()?.iter().any(|model| model.id == id);
        if !is_known {
            return Err(Problem::missing("model", id));
        }
        let answering = bench.load(id)?;
        bench.store.use_model(id)?;
        bench.answer_by(answering);
        Model::current(&bench)
    });
    Ok(Json(used.await?))
}
