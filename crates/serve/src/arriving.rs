//! Bodies of requests on their way in: what is long waits in a file, not in memory.

use std::io::{Read, Seek, SeekFrom, Write};

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use tempfile::{NamedTempFile, SpooledTempFile};

use crate::api::Bench;
use crate::problem::Problem;
use crate::workbench::Workbench;

/// Bytes of a body that are kept in memory.
const IN_MEMORY: usize = 64 << 10;

/// How many times as much as is taken of a body is let past.
const PASSED: u64 = 16;

/// A body that arrived; most of a long one is in a file.
pub(crate) struct Arrived(SpooledTempFile);

impl Arrived {
    /// Receives a body of at most `limit` bytes.
    pub(crate) async fn receive(bench: &Workbench, body: Body, limit: u64) -> Result<Self, Problem> {
        let mut file = SpooledTempFile::new(IN_MEMORY);
        receive(bench, body, limit, &mut file).await?;
        Ok(Self(file))
    }

    /// The bytes, in memory.
    pub(crate) fn bytes(mut self) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let read = self.0.seek(SeekFrom::Start(0)).and_then(|_| self.0.read_to_end(&mut bytes));
        read.map_err(failed)?;
        Ok(bytes)
    }

    /// What the body says in JSON.
    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<T, Problem> {
        let bytes = self.bytes()?;
        serde_json::from_slice(&bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => {
                Problem::senseless(format!("the body is not as it should be: {error}"))
            }
            _ => Problem::request(format!("the body is no JSON: {error}")),
        })
    }
}

/// Receives a body in a file of the project's that gets a name later.
pub(crate) async fn receive_file(
    bench: &Workbench,
    body: Body,
    limit: u64,
) -> Result<NamedTempFile, Problem> {
    let mut file = builder().tempfile_in(bench.folder.arriving()).map_err(failed)?;
    receive(bench, body, limit, file.as_file_mut()).await?;
    // Whoever is told that a report was taken finds it again.
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// Files get the rights that files usually get, not the owner's alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

async fn receive(
    bench: &Workbench,
    body: Body,
    limit: u64,
    to: &mut (impl Write + Send),
) -> Result<(), Problem> {
    let all = async {
        let (mut body, mut received) = (body, 0u64);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Problem::request("the body broke off"))?;
            let Ok(data) = frame.into_data() else { continue };
            received = received.saturating_add(data.len() as u64);
            // The rest is let past: browsers hear no answer before they have sent it.
            if received <= limit {
                to.write_all(&data).map_err(failed)?;
            } else if received > limit.saturating_mul(PASSED) {
                break;
            }
        }
        if received > limit {
            let what = format!("the body has more than {limit} bytes");
            let zh = format!("太大，超过 {} MB", limit >> 20);
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, what).zh(zh));
        }
        Ok(())
    };
    tokio::time::timeout(bench.limits.arrival, all).await.unwrap_or_else(|_| {
        let what = format!("the body did not arrive within {} s", bench.limits.arrival.as_secs());
        Err(Problem::new(StatusCode::REQUEST_TIMEOUT, what))
    })
}

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::internal(format!("the request cannot be kept: {error}"))
}

/// The JSON of a body.
pub(crate) struct Given<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Bench> for Given<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, bench: &Bench) -> Result<Self, Problem> {
        Ok(Self(Arrived::receive(bench, request.into_body(), bench.limits.body_bytes).await?.json()?))
    }
}

/// What stands behind the `?` of an address.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Bench> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, bench: &Bench) -> Result<Self, Problem> {
        let asked = Query::<T>::from_request_parts(parts, bench).await;
        let asked = asked.map_err(|error: QueryRejection| Problem::request(error.body_text()))?;
        Ok(Self(asked.0))
    }
}
