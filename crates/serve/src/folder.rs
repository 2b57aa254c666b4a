//! The project's folder: reports, and beside them `.gongwen` with what the workbench keeps.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use gongwen::messages::text;

use crate::error::ServeError;
use crate::names::Name;

/// What the workbench keeps, out of sight of who lists the reports.
const OWN: &str = ".gongwen";

/// A folder that this program, and no other, has open.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// Held as long as the folder is open; the system lets go of it whatever ends the program.
    _lock: File,
}

impl Folder {
    /// Opens a folder.
    pub(crate) fn open(path: &Path) -> Result<Self, ServeError> {
        let fail = |source| ServeError::Folder { folder: path.display().to_string(), source };
        let root = path.canonicalize().map_err(fail)?;
        if !root.is_dir() {
            return Err(fail(io::Error::from(io::ErrorKind::NotADirectory)));
        }
        let own = root.join(OWN);
        match fs::symlink_metadata(&own) {
            Ok(found) if found.is_dir() => {}
            // A link would lead what is kept out of the project.
            Ok(_) => return Err(fail(io::Error::other(text!("`{name}` is no folder", name = OWN)))),
            Err(_) => fs::create_dir(&own).map_err(fail)?,
        }
        for kept in [
            "lock",
            "arriving",
            "removed",
            "models",
            "project.sqlite",
            "project.sqlite-wal",
            "project.sqlite-shm",
        ] {
            if own.join(kept).is_symlink() {
                return Err(fail(io::Error::other(text!(
                    "`{name}` is a link, and leads out of the folder",
                    name = format_args!("{OWN}/{kept}")
                ))));
            }
        }
        let lock =
            File::options().create(true).truncate(false).write(true).open(own.join("lock")).map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ServeError::Locked { folder: path.display().to_string() });
            }
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        let folder = Self { root, _lock: lock };
        // What was half received when the program ended last is nobody's.
        let _ = fs::remove_dir_all(folder.arriving());
        for kept in [folder.arriving(), folder.removed(), folder.models()] {
            fs::create_dir_all(kept).map_err(fail)?;
        }
        Ok(folder)
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Its name without the folders above.
    pub(crate) fn name(&self) -> String {
        self.root.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The project file.
    pub(crate) fn database(&self) -> PathBuf {
        self.root.join(OWN).join("project.sqlite")
    }

    /// Files that are being received.
    pub(crate) fn arriving(&self) -> PathBuf {
        self.root.join(OWN).join("arriving")
    }

    /// The file of a model learnt here.
    pub(crate) fn model(&self, id: i64) -> PathBuf {
        self.models().join(format!("{id}.gongwen"))
    }

    fn models(&self) -> PathBuf {
        self.root.join(OWN).join("models")
    }

    fn removed(&self) -> PathBuf {
        self.root.join(OWN).join("removed")
    }

    /// Takes a report out of the project; it can be put back.
    pub(crate) fn take_out(&self, id: &str, file: &str) -> io::Result<()> {
        fs::rename(self.root.join(file), self.removed().join(id))
    }

    /// Puts a report back, under its name or, where that is taken, one like it. Gives the name.
    pub(crate) fn put_back(&self, id: &str, name: &Name) -> io::Result<Name> {
        self.under_free_name(&self.removed().join(id), name)
    }

    /// Gives a file of this folder's own a name among the reports: the one wanted or, where that is taken, the first
    /// like it that is free. Nothing is written over.
    pub(crate) fn under_free_name(&self, file: &Path, wanted: &Name) -> io::Result<Name> {
        let numbered = (2..=9999).map(|number| wanted.numbered(number));
        for name in std::iter::once(wanted.clone()).chain(numbered) {
            let path = name.make_way(&self.root)?;
            // A link to the file takes the name only where it is free, in one step.
            match fs::hard_link(file, &path) {
                Ok(()) => {
                    fs::remove_file(file)?;
                    return Ok(name);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                // Not every file system has links.
                Err(_) => match File::create_new(&path) {
                    Ok(_) => {
                        fs::rename(file, &path)?;
                        return Ok(name);
                    }
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                },
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn nothing_kept_is_a_link_out_of_the_folder() {
        for kept in ["lock", "project.sqlite", "models", "removed", "arriving"] {
            let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            fs::create_dir(folder.path().join(OWN)).unwrap();
            let target = outside.path().join("x");
            std::os::unix::fs::symlink(&target, folder.path().join(OWN).join(kept)).unwrap();
            let error = Folder::open(folder.path()).unwrap_err();
            assert!(matches!(error, ServeError::Folder { .. }), "{kept}: {error}");
            assert!(!target.exists(), "{kept}");
        }
        let folder = tempfile::tempdir().unwrap();
        drop(Folder::open(folder.path()).unwrap());
        Folder::open(folder.path()).unwrap();
    }
}
