//! Folders: which files to read, in what order, and which not.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::is_clutter;
use crate::format::is_readable;
use crate::{ReadError, ReadErrorKind};

/// What stands at a path.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files to read, sorted by path.
    pub files: Vec<PathBuf>,
    /// Files in folders that are passed over, because their suffix is of no format that can be read or
    /// because they are links, sorted by path. Hidden files and office lock files (`~$…`) are not listed.
    pub skipped: Vec<PathBuf>,
    /// Folders, or entries of them, that cannot be listed; what stands beside them is read all the same.
    pub errors: Vec<ReadError>,
}

/// Finds the files at `path`: itself where it is a file, else all files below it whose suffix says they
/// can be read. Hidden files and folders, office lock files (`~$…`) and symbolic links are passed over.
///
/// # Errors
/// Nothing at the path.
pub fn walk(path: &Path) -> Result<Walk, ReadError> {
    let fail = |at: &Path, error| ReadErrorKind::from(error).of(&at.to_string_lossy());
    let mut walk = Walk::default();
    if !fs::metadata(path).map_err(|error| fail(path, error))?.is_dir() {
        walk.files.push(path.to_owned());
        return Ok(walk);
    }
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                walk.errors.push(fail(&folder, error));
                continue;
            }
        };
        for entry in entries {
            let known = entry.and_then(|entry| Ok((entry.file_type()?, entry)));
            let (kind, entry) = match known {
                Ok(known) => known,
                Err(error) => {
                    walk.errors.push(fail(&folder, error));
                    continue;
                }
            };
            let name = entry.file_name();
            if is_clutter(&name.to_string_lossy()) {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && is_readable(&name.to_string_lossy()) {
                walk.files.push(entry.path());
            } else {
                walk.skipped.push(entry.path());
            }
        }
    }
    walk.files.sort();
    walk.skipped.sort();
    walk.errors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(walk)
}
