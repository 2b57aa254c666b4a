//! The open project, and who asks.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Bench;
use crate::arriving::Given;
use crate::contents::hexadecimal;
use crate::guard::Guard;
use crate::problem::{Problem, ProblemRecord};
use crate::workbench::{Workbench, aside};

/// That the workbench works.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// The program's version.
    version: &'static str,
    /// Id of the model that answers; 0 is the built-in one.
    model: i64,
    /// Id of the project.
    project: String,
}

/// A project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Project {
    /// The same as long as the folder stays where it is.
    pub(super) id: String,
    /// As people call it.
    pub(super) name: String,
    /// The folder's name without the folders above.
    pub(super) folder_name: String,
    /// Files that are reports, or should be.
    pub(super) reports: usize,
    /// Their paragraphs, those of copies left out.
    pub(super) paragraphs: usize,
    /// The number of its last change.
    pub(super) version: i64,
}

/// What a visitor has to know.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Login {
    /// What was given to the server as `--token`.
    token: String,
}

impl Project {
    pub(super) fn of(bench: &Workbench) -> Result<Self, Problem> {
        let contents = bench.contents();
        let folder_name = bench.folder.name();
        let paragraphs = contents.page()?.ids.iter().map(Vec::len).sum();
        Ok(Self {
            id: id(bench),
            name: folder_name.clone(),
            folder_name,
            reports: contents.reports().count(),
            paragraphs,
            version: bench.store.version()?,
        })
    }
}

fn id(bench: &Workbench) -> String {
    use sha2::{Digest, Sha256};
    let path = bench.folder.root().as_os_str().as_encoded_bytes();
    hexadecimal(&Sha256::digest(path)[..6])
}

/// Whether the workbench works
#[utoipa::path(get, path = "/health", tag = "project", responses((status = 200, body = Health)))]
pub(super) async fn health(State(bench): State<Bench>) -> Json<Health> {
    let (version, model) = (env!("CARGO_PKG_VERSION"), bench.answering().id);
    Json(Health { version, model, project: id(&bench) })
}

/// The projects that are open: one
#[utoipa::path(get, operation_id = "list_projects", path = "/projects", tag = "project", responses((status = 200, body = [Project])))]
pub(super) async fn projects(State(bench): State<Bench>) -> Result<Json<[Project; 1]>, Problem> {
    Ok(Json([aside(move || Project::of(&bench)).await?]))
}

/// Keeps the token in a cookie
#[utoipa::path(
    post,
    path = "/login",
    tag = "project",
    request_body = Login,
    responses((status = 204, description = "The cookie is set"), (status = 401, description = "The token is another one", body = ProblemRecord))
)]
pub(super) async fn login(
    Extension(guard): Extension<Arc<Guard>>,
    Given(login): Given<Login>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let wrong =
        || Problem::new(StatusCode::UNAUTHORIZED, "the token is not the one the workbench was started with");
    let cookie =
        Some(&login.token).filter(|token| guard.knows(token)).and_then(|token| guard.set_cookie(token));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie.ok_or_else(wrong)?)]))
}
