//! The interface for programs: `/api/v1`, described by OpenAPI, and the pages beside it.

mod exports;
mod learning;
mod problems;
mod readers;
mod reports;
mod session;
mod texts;
mod view;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use utoipa::OpenApi as _;

use crate::guard::{self, Guard};
use crate::pages;
use crate::problem::Problem;
use crate::workbench::Workbench;

pub(crate) use texts::{Two, compared, figured, tracked};

/// The project, as handlers get it.
pub(crate) type Bench = Arc<Workbench>;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Gongwen workbench",
        description = "Reads Chinese work reports, tags their paragraphs by theme, takes corrections and learns from them. \
            Errors are `application/problem+json`. With a token every request carries `Authorization: Bearer TOKEN`."
    ),
    nest((path = "/api/v1", api = Ways)),
    tags(
        (name = "project", description = "The open project and who asks"),
        (name = "reports", description = "The files of the project"),
        (name = "corrections", description = "What readers say of paragraphs, and every step of it"),
        (name = "readers", description = "Who corrects, how far they agree, and what to look at next"),
        (name = "learning", description = "Models learnt from corrections"),
        (name = "texts", description = "What the command line does, for texts that are no reports of the project"),
        (name = "results", description = "What the command line writes, of the project as people see it"),
    )
)]
struct Document;

#[derive(utoipa::OpenApi)]
#[openapi(paths(
    session::health,
    session::projects,
    session::login,
    reports::list,
    reports::skipped,
    reports::add,
    reports::remove,
    reports::restore,
    view::view,
    view::changes,
    view::correct,
    view::settle,
    view::undo,
    view::redo,
    readers::list,
    readers::add,
    readers::agreement,
    readers::next,
    learning::train,
    learning::jobs,
    learning::job,
    learning::cancel,
    learning::models,
    learning::answer_by,
    texts::tag,
    texts::parse,
    texts::figures,
    texts::explain,
    texts::compare,
    texts::track,
    exports::collect,
    exports::kinds,
    exports::export,
))]
struct Ways;

/// All ways in. [`Ways`] describes the same ones.
fn ways() -> Router<Bench> {
    Router::new()
        .route("/health", get(session::health))
        .route("/projects", get(session::projects))
        .route("/login", post(session::login))
        .route("/reports", get(reports::list).post(reports::add))
        .route("/skipped", get(reports::skipped))
        .route("/reports/{id}", delete(reports::remove))
        .route("/reports/{id}/restore", post(reports::restore))
        .route("/view", get(view::view))
        .route("/changes", get(view::changes))
        .route("/corrections", put(view::correct))
        .route("/settled", put(view::settle))
        .route("/undo", post(view::undo))
        .route("/redo", post(view::redo))
        .route("/readers", get(readers::list).post(readers::add))
        .route("/agreement", get(readers::agreement))
        .route("/next", get(readers::next))
        .route("/train", post(learning::train))
        .route("/jobs", get(learning::jobs))
        .route("/jobs/{id}", get(learning::job).delete(learning::cancel))
        .route("/models", get(learning::models))
        .route("/models/{id}/use", post(learning::answer_by))
        .route("/tag", post(texts::tag))
        .route("/parse", post(texts::parse))
        .route("/figures", post(texts::figures))
        .route("/explain", post(texts::explain))
        .route("/compare", post(texts::compare))
        .route("/track", post(texts::track))
        .route("/collect", post(exports::collect))
        .route("/export", get(exports::kinds))
        .route("/export/{kind}", get(exports::export))
}

/// The description of the interface, in OpenAPI 3.1, as it is served at `/api/openapi.json`.
///
/// ```
/// let document = gongwen_serve::openapi();
/// assert!(document.contains("\"/api/v1/tag\""));
/// ```
pub fn openapi() -> String {
    // It is made of nothing that JSON cannot hold.
    let document = described().to_pretty_json().unwrap_or_default();
    document + "\n"
}

fn described() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    problems::describe(&mut document);
    document
}

/// What answers requests.
pub(crate) fn router(guard: Arc<Guard>, bench: Bench) -> Router {
    let limit = Arc::clone(&bench);
    Router::new()
        .nest("/api/v1", ways())
        .route("/api/openapi.json", get(async || Json(described())))
        .fallback(page)
        .method_not_allowed_fallback(async || {
            Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "this can be asked for in another way; see /api/openapi.json",
            )
        })
        .layer(middleware::from_fn_with_state(limit, in_time))
        .layer(axum::Extension(Arc::clone(&guard)))
        .layer(middleware::from_fn_with_state(guard, guard::watch))
        .with_state(bench)
}

/// Answers within the time there is.
async fn in_time(State(bench): State<Bench>, request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(bench.limits.answer, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        let what = format!("there was no answer within {} s; ask again later", bench.limits.answer.as_secs());
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, what).into_response()
    })
}

/// A page, or that there is none.
async fn page(State(bench): State<Bench>, request: Request) -> Response {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let themes = bench.answering().tagger.names();
    match pages::page(path, &themes).filter(|_| reads) {
        Some(page) => {
            let mut answer = page.body.into_owned().into_response();
            answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(page.content_type));
            answer
        }
        None => Problem::new(StatusCode::NOT_FOUND, "there is nothing at this address").into_response(),
    }
}
