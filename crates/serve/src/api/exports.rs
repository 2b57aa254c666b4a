//! What the command line writes, of the project as people see it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::Bench;
use crate::arriving::{Asked, Given};
use crate::export::{self, Options};
use crate::guard::escaped;
use crate::problem::{Problem, ProblemRecord};
use crate::workbench::in_turn;

/// A kind of export.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportKind)]
pub(super) struct Kind {
    /// Its name in the address, which is the file's name, too: `tags.csv`.
    kind: String,
    /// What it is, in Chinese.
    name_zh: &'static str,
    /// What it is, in English.
    name_en: &'static str,
    /// What has to be asked for with it: names of parameters.
    needs: &'static [&'static str],
}

/// What can be exported
#[utoipa::path(get, operation_id = "list_exports", path = "/export", tag = "results", responses((status = 200, body = [Kind])))]
pub(super) async fn kinds() -> Json<Vec<Kind>> {
    let kinds = export::KINDS.iter().flat_map(|kind| {
        let named = move |suffix: &&str| Kind {
            kind: format!("{}.{suffix}", kind.name),
            name_zh: kind.zh,
            name_en: kind.en,
            needs: kind.needs,
        };
        kind.suffixes.iter().map(named)
    });
    Json(kinds.collect())
}

/// Exports the project as a file
#[utoipa::path(
    get,
    path = "/export/{kind}",
    tag = "results",
    params(("kind" = String, Path, description = "One of those that `/export` lists"), Options),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                (Vec<u8> = "text/html"),
                (Vec<u8> = "text/markdown"),
                (Vec<u8> = "text/csv"),
                (Vec<u8> = "application/x-ndjson"),
                (Vec<u8> = "application/zip")
            )
        ),
        (status = 404, body = ProblemRecord),
        (status = 422, body = ProblemRecord),
    )
)]
pub(super) async fn export(
    State(bench): State<Bench>,
    Path(kind): Path<String>,
    Asked(options): Asked<Options>,
) -> Result<Response, Problem> {
    attached(&bench, kind, options).await
}

/// Collects the paragraphs about a theme
#[utoipa::path(
    post,
    path = "/collect",
    tag = "results",
    request_body = Collect,
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                (Vec<u8> = "text/html"),
                (Vec<u8> = "text/markdown"),
                (Vec<u8> = "text/csv"),
                (Vec<u8> = "application/x-ndjson")
            )
        ),
        (status = 404, body = ProblemRecord),
    )
)]
pub(super) async fn collect(
    State(bench): State<Bench>,
    Given(asked): Given<Collect>,
) -> Result<Response, Problem> {
    let Collect { format, options } = asked;
    let kind = format!("collect.{}", format.unwrap_or_else(|| "docx".to_owned()));
    attached(&bench, kind, options).await
}

/// What to collect.
#[derive(Debug, serde::Deserialize, ToSchema)]
pub(super) struct Collect {
    /// `docx`, `xlsx`, `html`, `md`, `csv` or `jsonl`. Default: `docx`.
    format: Option<String>,
    #[serde(flatten)]
    options: Options,
}

/// A file to keep: under the name of its kind and, where the program takes it, that of project and kind in Chinese.
async fn attached(bench: &Bench, kind: String, options: Options) -> Result<Response, Problem> {
    let (name, suffix) = kind.rsplit_once('.').unwrap_or((&kind, ""));
    let zh = export::KINDS.iter().find(|known| known.name == name).map_or("", |known| known.zh);
    let for_people = escaped(&format!("{}-{zh}.{suffix}", bench.folder.name()));
    let content = match suffix {
        "csv" => "text/csv; charset=utf-8",
        "jsonl" => "application/x-ndjson",
        "md" => "text/markdown; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" | "qdpx" => "application/zip",
        _ => "application/octet-stream",
    };
    let named = format!("attachment; filename=\"{kind}\"; filename*=UTF-8''{for_people}");
    let bytes = in_turn(bench, move |bench| export::write(bench, &kind, &options)).await?;
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content));
    // The kind is one of a list by now, so it can stand in a header.
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    Ok(answer)
}
