//! The ways in: the bytes or the path of a file to its documents.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::archive;
use crate::document::{check_size, read_bytes};
use crate::sniff::{Content, sniff};
use crate::{ReadErrorKind, ReadOptions, Reading};

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
