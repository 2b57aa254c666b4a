//! What is answered where something cannot be done: `application/problem+json` (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gongwen::read::{ReadError, ReadErrorKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::StoreError;

/// Why something was not done.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    detail: String,
    /// The same in Chinese, where an office meets it in its work.
    zh: Option<String>,
    /// Of a conflict: the project's version, and the paragraphs.
    conflict: Option<(i64, Vec<String>)>,
}

/// A problem as JSON.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemRecord {
    /// Always `about:blank`: the status says what kind of problem it is.
    r#type: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened and what to do, for people.
    detail: String,
    /// The same in Chinese, where an office meets it in its work.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail_zh: Option<String>,
    /// Of a conflict: the project's version now.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// Of a conflict: ids of the paragraphs that were changed by somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<Vec<String>>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), zh: None, conflict: None }
    }

    /// Says the same in Chinese.
    pub(crate) fn zh(self, zh: impl Into<String>) -> Self {
        Self { zh: Some(zh.into()), ..self }
    }

    /// The request itself is wrong.
    pub(crate) fn request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is no such thing.
    pub(crate) fn missing(what: &str, id: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("there is no {what} `{id}` in this project"))
    }

    /// What was sent can be read, and makes no sense.
    pub(crate) fn senseless(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// Somebody else has changed these paragraphs.
    pub(crate) fn conflict(version: i64, paragraphs: Vec<String>) -> Self {
        let count = paragraphs.len();
        let detail = format!(
            "{count} of the paragraphs were changed in another window since this one was loaded; look at them again"
        );
        let zh = format!("有 {count} 段已在另一个窗口改过，请看过再改");
        Self { conflict: Some((version, paragraphs)), ..Self::new(StatusCode::CONFLICT, detail).zh(zh) }
    }

    /// The program or its disk fails.
    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

/// Why a document cannot be read, with all causes; one that was sent without a name is not named.
pub(crate) fn unread(error: &ReadError) -> String {
    if error.name.is_empty() { told(&error.kind) } else { told(error) }
}

/// An error with all its causes.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| {
        let cause = cause.to_string();
        if told.contains(&cause) { told } else { format!("{told}: {cause}") }
    })
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if error.is_full_disk() {
            let what = "the disk is full: this step was not taken; make room and take it again";
            return Self::new(StatusCode::INSUFFICIENT_STORAGE, what)
                .zh("磁盘已满，这一步没有保存；腾出空间后再试");
        }
        Self::internal(told(&error))
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        let status = match &error.kind {
            ReadErrorKind::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            ReadErrorKind::NotADocument { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ReadErrorKind::NotFound | ReadErrorKind::Io(_) | ReadErrorKind::NotIsolated(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let why = match &error.kind {
            ReadErrorKind::TooLarge { limit, .. } => format!("文件超过 {} MB", limit >> 20),
            ReadErrorKind::Encrypted => "文件有密码".to_owned(),
            ReadErrorKind::Scanned { .. } => "是扫描件，没有文字；请先做文字识别".to_owned(),
            ReadErrorKind::NoOcr { package, .. } => {
                format!("是扫描件或图片，这台机器没有装文字识别（{package}）；请装上，或先做文字识别")
            }
            ReadErrorKind::TooManyPages { limit } => format!("是扫描件，超过 {limit} 页；请拆成几份"),
            ReadErrorKind::Empty => "里面没有文字".to_owned(),
            ReadErrorKind::NotADocument { .. } => "不是能读的文件".to_owned(),
            kind if kind.is_limit() => "内容或层次超出限度".to_owned(),
            _ => "读不出来，可能已损坏".to_owned(),
        };
        let zh = if error.name.is_empty() { why } else { format!("{}：{why}", error.name) };
        Self::new(status, unread(&error)).zh(zh)
    }
}

impl From<gongwen::Error> for Problem {
    fn from(error: gongwen::Error) -> Self {
        match error {
            gongwen::Error::Read(error) => error.into(),
            error => Self::senseless(told(&error)),
        }
    }
}

impl From<gongwen::write::WriteError> for Problem {
    fn from(error: gongwen::write::WriteError) -> Self {
        Self::senseless(told(&error))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { status, detail, zh, conflict } = self;
        let (version, conflicts) = conflict.unzip();
        let record = ProblemRecord {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail,
            detail_zh: zh,
            version,
            conflicts,
        };
        let body = serde_json::to_vec(&record).unwrap_or_default();
        let mut answer = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }
}
