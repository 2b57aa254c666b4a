//! The ways in: bytes or a path to source text.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::decode::{Decoded, decode};
use crate::format::{Content, sniff};
use crate::lines::{self, Line};
use crate::{Detection, Encoding, InputFormat, ReadError, ReadErrorKind, ReadOptions, SourceText, Warning};
use crate::{archive, docx, html, markdown, office, pdf};

/// One document found in a file, or why there is none.
#[derive(Debug)]
pub struct Reading {
    /// The file's name as given; a member's stands after its archive's: `a.zip/b.txt`.
    pub name: String,
    /// Its text.
    pub source: Result<SourceText, ReadError>,
}

/// Reads one document. `name` tells the format where the bytes do not, and stands in errors.
///
/// # Errors
/// Any [`ReadErrorKind`] but those of paths; an archive is an error here, see [`read_all`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<SourceText, ReadError> {
    read_document(name, bytes, options).map_err(|kind| kind.of(name))
}

fn read_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<SourceText, ReadErrorKind> {
    check_size(bytes.len() as u64, options)?;
    if bytes.is_empty() {
        return Err(ReadErrorKind::Empty);
    }
    if let Some(format) = options.format {
        return read_format(format, bytes, options);
    }
    match sniff(name, bytes, &options.limits)? {
        Content::Document(format) => {
            let mut source = read_format(format, bytes, options)?;
            if InputFormat::of_name(name).is_some_and(|named| named != format) {
                source.warnings.push(Warning::MisleadingName { format });
            }
            Ok(source)
        }
        Content::Archive => Err(ReadErrorKind::Archive),
        Content::Other(what, remedy) => Err(ReadErrorKind::NotADocument { what, remedy }),
    }
}

fn read_format(
    format: InputFormat,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<SourceText, ReadErrorKind> {
    let limits = &options.limits;
    let decoded = |declared| decode(bytes, options.encoding, declared);
    match format {
        InputFormat::Text => Ok(plain(decoded(None)?)),
        InputFormat::Markdown => {
            let decoded = decoded(None)?;
            let lines = markdown::read(&decoded.text);
            structured(format, lines, decoded)
        }
        InputFormat::Html => {
            let decoded = decoded(html::declared_encoding(bytes))?;
            let lines = html::read(&decoded.text, limits)?;
            structured(format, lines, decoded)
        }
        InputFormat::Docx => structured(format, docx::read(bytes, limits)?, fixed()),
        InputFormat::Pdf => structured(format, pdf::read(bytes, limits)?, fixed()),
        InputFormat::Office => structured(format, office::read(bytes, limits)?, fixed()),
    }
}

/// How a format that fixes its encoding is decoded.
fn fixed() -> Decoded {
    Decoded {
        text: String::new(),
        encoding: Encoding::UTF_8,
        detection: Detection::Format,
        warnings: Vec::new(),
    }
}

fn plain(decoded: Decoded) -> SourceText {
    let Decoded { text, encoding, detection, warnings } = decoded;
    SourceText { text, format: InputFormat::Text, encoding, detection, warnings, hints: Vec::new() }
}

fn structured(format: InputFormat, lines: Vec<Line>, decoded: Decoded) -> Result<SourceText, ReadErrorKind> {
    let (text, hints) = lines::assemble(lines);
    if text.is_empty() {
        return Err(ReadErrorKind::Empty);
    }
    Ok(SourceText { text, hints, format, ..plain(decoded) })
}

/// Reads every document in the bytes of a file: one, or those of a zip archive by order of name.
///
/// Never empty: a file that cannot be read, and an archive without documents, give one error. A bad
/// member is its own error and stops no other.
pub fn read_all(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Reading> {
    let is_archive = options.format.is_none()
        && bytes.len() as u64 <= options.limits.file_bytes
        && matches!(sniff(name, bytes, &options.limits), Ok(Content::Archive));
    if is_archive {
        return archive::read(name, bytes, options);
    }
    vec![Reading { name: name.to_owned(), source: read_bytes(name, bytes, options) }]
}

/// Reads every document of the file at `path`, as [`read_all`] does.
pub fn read_path(path: &Path, options: &ReadOptions) -> Vec<Reading> {
    let name = path.to_string_lossy();
    match load(path, options) {
        Ok(bytes) => read_all(&name, &bytes, options),
        Err(kind) => vec![Reading { name: name.to_string(), source: Err(kind.of(&name)) }],
    }
}

/// The bytes of a file, at most one more than the limit even of an endless device.
fn load(path: &Path, options: &ReadOptions) -> Result<Vec<u8>, ReadErrorKind> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(ReadErrorKind::Folder);
    }
    check_size(metadata.len(), options)?;
    let mut bytes = Vec::new();
    file.take(options.limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn check_size(bytes: u64, options: &ReadOptions) -> Result<(), ReadErrorKind> {
    let limit = options.limits.file_bytes;
    if bytes > limit { Err(ReadErrorKind::TooLarge { bytes, limit }) } else { Ok(()) }
}
