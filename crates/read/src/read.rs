//! The ways in: the bytes or the path of a file to its documents.

use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::Path;

use gongwen_messages::phrase;

use crate::archive;
use crate::document::read_bytes;
use crate::{ReadError, ReadErrorKind, ReadOptions, Reading};

/// Reads every document in the bytes of a file: one, or those of a zip archive by order of name, or a mail and
/// those that hang on it.
///
/// Never empty: a file that cannot be read, and an archive without documents, give one error. A bad
/// member is its own error and stops no other.
pub fn read_all(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Reading> {
    let is_archive = options.format.is_none()
        && bytes.len() as u64 <= options.limits.file_bytes
        && archive::holds_documents(name, bytes, options);
    if is_archive {
        return archive::read(name, bytes, options);
    }
    vec![Reading { name: name.to_owned(), source: read_bytes(name, bytes, options) }]
}

/// Reads every document of the file at `path`, as [`read_all`] does.
pub fn read_path(path: &Path, options: &ReadOptions) -> Vec<Reading> {
    let name = path.to_string_lossy();
    match load(path, options.limits.file_bytes) {
        Ok(bytes) => read_all(&name, &bytes, options),
        Err(error) => vec![Reading { name: name.to_string(), source: Err(error) }],
    }
}

/// The bytes of a regular file, if they are no more than `limit`.
///
/// # Errors
/// Nothing at the path, or a folder; a device, pipe or socket, none of which is opened, for it may never end or even
/// begin; a file that is too large or cannot be read.
pub fn load(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    load_regular(path, limit).map_err(|kind| kind.of(&path.to_string_lossy()))
}

fn load_regular(path: &Path, limit: u64) -> Result<Vec<u8>, ReadErrorKind> {
    check_regular(fs::metadata(path)?.file_type())?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    check_regular(metadata.file_type())?;
    let mut bytes = Vec::new();
    if metadata.len() <= limit {
        // It may have grown since.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    }
    let size = metadata.len().max(bytes.len() as u64);
    if size > limit { Err(ReadErrorKind::TooLarge { bytes: size, limit }) } else { Ok(bytes) }
}

fn check_regular(kind: FileType) -> Result<(), ReadErrorKind> {
    if kind.is_dir() {
        return Err(ReadErrorKind::Folder);
    }
    if kind.is_file() {
        return Ok(());
    }
    Err(ReadErrorKind::NotAFile { what: what(kind) })
}

/// What a file is that is no regular one, with an article.
fn what(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return phrase!("a pipe");
        }
        if kind.is_socket() {
            return phrase!("a socket");
        }
    }
    let _ = kind;
    phrase!("a device")
}
