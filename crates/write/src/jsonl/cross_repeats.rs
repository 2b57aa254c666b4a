//! Records of what a file repeats of the files before it.

use std::io::Write;

use gongwen_parse::{CodePoints, CrossRepeat, Document};
use serde::Serialize;

use super::record::{line, round};
use crate::WriteError;

/// A paragraph (it has its own record, too) that says again what stands in an earlier file.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    /// Always `cross-repeat`.
    kind: &'static str,
    start: usize,
    end: usize,
    of_file: &'a str,
    /// The earlier paragraph, in code points of that file.
    of_start: usize,
    of_end: usize,
    /// How alike the two are, from 0 to 1.
    similarity: f64,
}

/// Writes what a document repeats of those before it, a repeat a line; `files` are the names of
/// all documents so far, its own last.
///
/// # Errors
/// Where the destination fails.
pub fn cross_repeats(
    out: &mut dyn Write,
    document: &Document,
    repeats: &[CrossRepeat],
    files: &[String],
) -> Result<(), WriteError> {
    let points = CodePoints::new(&document.source);
    let file = files.last().map_or("", String::as_str);
    repeats.iter().try_for_each(|repeat| {
        let (start, end) = points.of(repeat.span);
        let (of_start, of_end) = repeat.of_place;
        let of_file = files.get(repeat.of_document).map_or("", String::as_str);
        let (kind, similarity) = ("cross-repeat", round(repeat.similarity, 3));
        line(&mut *out, &Record { kind, file, start, end, of_file, of_start, of_end, similarity })
    })
}
