//! Folders: which files to read, in what order.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::is_clutter;
use crate::format::is_readable;
use crate::{ReadError, ReadErrorKind};

/// The files to read at `path`: itself where it is a file, else all files below it whose suffix says
/// they can be read, sorted by path. Hidden files and folders, office lock files (`~$…`) and symbolic
/// links are passed over.
///
/// # Errors
/// Nothing at the path, or a folder that cannot be listed.
pub fn walk(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let fail = |at: &Path, error| ReadErrorKind::from(error).of(&at.to_string_lossy());
    if !fs::metadata(path).map_err(|error| fail(path, error))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| fail(&folder, error))? {
            let entry = entry.map_err(|error| fail(&folder, error))?;
            let kind = entry.file_type().map_err(|error| fail(&entry.path(), error))?;
            let name = entry.file_name();
            if is_clutter(&name.to_string_lossy()) {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && is_readable(&name.to_string_lossy()) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
