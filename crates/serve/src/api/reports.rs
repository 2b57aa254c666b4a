//! The files of the project.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use gongwen::read::is_readable;
use gongwen::write::TaggedFile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use super::Bench;
use crate::arriving::{Asked, receive_file};
use crate::contents::{Contents, Filed, Related, hexadecimal};
use crate::names::{Name, NameError};
use crate::problem::{Problem, ProblemRecord};
use crate::workbench::{Workbench, aside, in_turn};

/// A file of the project.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Report {
    /// By its bytes; of a copy with a number behind. Ids of its paragraphs begin with it.
    id: String,
    /// Its name in the project's folder, parted by `/`.
    file: String,
    /// SHA-256 of its bytes, hexadecimal; empty where they cannot be read.
    hash: String,
    /// Titles of the reports in it.
    titles: Vec<String>,
    /// Units of these, as far as they are known.
    units: Vec<String>,
    /// Years of these, ascending.
    years: Vec<u16>,
    /// How many paragraphs it has.
    paragraphs: usize,
    state: Kind,
    /// How many of its reports count: not those without a paragraph, copies, and versions that another one replaces.
    counted: usize,
    /// Reports of other files that its own are copies or versions of.
    versions: Vec<Version>,
    /// Why it, or documents in it, cannot be read.
    failures: Vec<String>,
    /// All there is to say of it, for people: why it cannot be read, or which report it says again.
    message: Option<String>,
}

/// How a report of a file is related to one of another file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportVersion)]
pub(super) struct Version {
    /// As what it is related.
    r#as: Related,
    /// Name of the other file.
    of: String,
}

/// A file of the folder that is no report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SkippedFile)]
pub(super) struct Skipped {
    /// Its name in the project's folder, parted by `/`.
    file: String,
    why: Why,
}

/// Why a file is no report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WhySkipped)]
#[serde(rename_all = "kebab-case")]
enum Why {
    /// This program wrote it.
    OwnOutput,
    /// It is no document by its suffix, or a link.
    NoDocument,
}

/// Whether a file was read.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportState)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// Wholly, or some documents of an archive.
    Read,
    /// Not at all.
    Failed,
}

/// A report that was taken out.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Removed {
    /// By which it can be put back.
    id: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Named {
    /// The file's name in the project's folder, parted by `/`.
    name: String,
}

impl Report {
    fn of(contents: &Contents, filed: &Filed) -> Self {
        let documents = || contents.documents_of(filed).map(|(_, document)| document);
        let reports = || documents().flat_map(|document| &document.document.reports);
        let mut years: Vec<u16> = reports().flat_map(|report| report.years.iter().copied()).collect();
        years.sort_unstable();
        years.dedup();
        let count_of = |(at, document): (usize, &TaggedFile)| {
            (0..document.document.reports.len()).filter(|&report| contents.counted.has(at, report)).count()
        };
        let versions = contents.versions_of(filed).into_iter();
        Self {
            id: filed.id.clone(),
            file: filed.name.clone(),
            hash: filed.hash.clone(),
            titles: reports().filter_map(|report| report.title.clone()).collect(),
            units: reports().filter_map(|report| report.unit.clone()).collect(),
            years,
            paragraphs: documents().map(|document| document.tags.len()).sum(),
            state: if documents().next().is_some() { Kind::Read } else { Kind::Failed },
            counted: contents.documents_of(filed).map(count_of).sum(),
            versions: versions.map(|(r#as, of)| Version { r#as, of }).collect(),
            failures: filed.failures.clone(),
            message: filed.message(contents),
        }
    }
}

/// The files of the project, as its folder holds them now
#[utoipa::path(get, operation_id = "list_reports", path = "/reports", tag = "reports", responses((status = 200, body = [Report])))]
pub(super) async fn list(State(bench): State<Bench>) -> Result<Json<Vec<Report>>, Problem> {
    let listed = aside(move || {
        let contents = bench.contents_now();
        Ok(contents.reports().map(|filed| Report::of(&contents, filed)).collect())
    });
    Ok(Json(listed.await?))
}

/// The files in the project's folder that are no reports
#[utoipa::path(get, operation_id = "list_skipped", path = "/skipped", tag = "reports", responses((status = 200, body = [Skipped])))]
pub(super) async fn skipped(State(bench): State<Bench>) -> Result<Json<Vec<Skipped>>, Problem> {
    let listed = aside(move || {
        let contents = bench.contents_now();
        let own = contents.filed.iter().filter(|filed| filed.own_output);
        let own = own.map(|filed| Skipped { file: filed.name.clone(), why: Why::OwnOutput });
        let others = contents.skipped.iter();
        let others = others.map(|file| Skipped { file: file.clone(), why: Why::NoDocument });
        Ok(own.chain(others).collect())
    });
    Ok(Json(listed.await?))
}

/// Adds a file
///
/// A file of the same bytes is not added again. Where another one has the name, a number is put behind it.
#[utoipa::path(
    post,
    operation_id = "add_report",
    path = "/reports",
    tag = "reports",
    params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "It was added", body = Report),
        (status = 200, description = "It is there already", body = Report),
        (status = 413, description = "It is too large", body = ProblemRecord),
        (status = 415, description = "No such file can be read", body = ProblemRecord),
        (status = 422, description = "It gives no text", body = ProblemRecord),
    )
)]
pub(super) async fn add(
    State(bench): State<Bench>,
    Asked(Named { name }): Asked<Named>,
    body: Body,
) -> Result<(StatusCode, Json<Report>), Problem> {
    let wanted = Name::parse(&name).map_err(|error| {
        let zh = match error {
            NameError::Empty => "文件要有名字".to_owned(),
            _ => format!("{name}：不能用这个文件名"),
        };
        Problem::request(format!("`{name}` is no name for a report: {error}")).zh(zh)
    })?;
    if !is_readable(wanted.as_str()) {
        let what = format!("{name}: files of this kind cannot be read");
        let zh = format!("{name}：这种文件读不了");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, what).zh(zh));
    }
    let file = receive_file(&bench, body, bench.reader.read.limits.file_bytes).await?;
    let added = in_turn(&bench, move |bench| {
        let bytes = std::fs::read(file.path()).map_err(Problem::internal)?;
        let hash = hexadecimal(&Sha256::digest(&bytes));
        let contents = bench.contents();
        if let Some(known) = contents.reports().find(|filed| filed.hash == hash) {
            return Ok((StatusCode::OK, Report::of(&contents, known)));
        }
        check(bench, wanted.as_str(), &bytes)?;
        drop(bytes);
        let (_, path) = file.keep().map_err(Problem::internal)?;
        let kept = bench.folder.under_free_name(&path, &wanted);
        let kept = kept.map_err(|error| {
            let _ = std::fs::remove_file(&path);
            Problem::senseless(format!("`{}` cannot be kept: {error}", wanted.as_str()))
        })?;
        let contents = bench.contents_now();
        let filed = contents.reports().find(|filed| filed.name == kept.as_str());
        let filed = filed.ok_or_else(|| Problem::missing("report", kept.as_str()))?;
        Ok((StatusCode::CREATED, Report::of(&contents, filed)))
    });
    let (status, report) = added.await?;
    Ok((status, Json(report)))
}

/// Whether bytes give at least one document.
fn check(bench: &Workbench, name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let mut failed = None;
    for read in bench.reader.read_bytes(name, bytes) {
        match read {
            Ok(file) if file.is_own_output() => {
                let what = format!("{name}: is a result of this program, no report");
                let zh = format!("{name}：是本程序的结果，不是报告");
                failed = failed.or(Some(Problem::senseless(what).zh(zh)));
            }
            Ok(_) => return Ok(()),
            Err(error) => failed = failed.or(Some(error.into())),
        }
    }
    Err(failed.unwrap_or_else(|| Problem::senseless(format!("{name}: holds no document"))))
}

/// Takes a file out of the project; it can be put back
#[utoipa::path(
    delete,
    operation_id = "remove_report",
    path = "/reports/{id}",
    tag = "reports",
    params(("id" = String, Path, description = "The file's id")),
    responses(
        (status = 200, body = Removed),
        (status = 404, body = ProblemRecord),
        (status = 422, description = "It could not be put back under its name", body = ProblemRecord),
    )
)]
pub(super) async fn remove(
    State(bench): State<Bench>,
    Path(id): Path<String>,
) -> Result<Json<Removed>, Problem> {
    let removed = aside(move || {
        let contents = bench.contents_now();
        let filed = contents.filed(&id).ok_or_else(|| Problem::missing("report", &id))?;
        if let Err(error) = Name::parse(&filed.name) {
            let what = format!(
                "`{}` could not be put back under its name ({error}); take it out of the folder yourself",
                filed.name
            );
            return Err(Problem::senseless(what));
        }
        bench.store.add_removed(&filed.id, &filed.name)?;
        bench.folder.take_out(&filed.id, &filed.name).map_err(Problem::internal)?;
        bench.contents_now();
        Ok(Removed { id: filed.id.clone() })
    });
    Ok(Json(removed.await?))
}

/// Puts a file back that was taken out
#[utoipa::path(
    post,
    operation_id = "restore_report",
    path = "/reports/{id}/restore",
    tag = "reports",
    params(("id" = String, Path, description = "The file's id")),
    responses((status = 200, body = Report), (status = 404, body = ProblemRecord))
)]
pub(super) async fn restore(
    State(bench): State<Bench>,
    Path(id): Path<String>,
) -> Result<Json<Report>, Problem> {
    let restored = aside(move || {
        let missing = || Problem::missing("removed report", &id);
        let file = bench.store.removed(&id)?.ok_or_else(missing)?;
        let name = Name::parse(&file).map_err(|_| missing())?;
        let name = bench.folder.put_back(&id, &name).map_err(Problem::internal)?;
        bench.store.forget_removed(&id)?;
        let contents = bench.contents_now();
        let filed = contents.reports().find(|filed| filed.name == name.as_str());
        Ok(Report::of(&contents, filed.ok_or_else(missing)?))
    });
    Ok(Json(restored.await?))
}
