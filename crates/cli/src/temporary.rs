//! Files that have no name yet. None is left behind, whatever ends the program.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempPath};

/// Those there are, for who has to end the program at once.
static EXISTING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that gets its name when it is complete.
pub(crate) struct Temporary {
    file: File,
    /// Nothing once it has its name.
    path: Option<TempPath>,
}

impl Temporary {
    /// An empty file in a folder.
    pub(crate) fn create(folder: &Path) -> io::Result<Self> {
        let mut existing = existing();
        // Why, but not the name that nobody asked for.
        let why = |error: io::Error| io::Error::from(error.kind());
        let (file, path) = builder().tempfile_in(folder).map(NamedTempFile::into_parts).map_err(why)?;
        existing.push(path.to_path_buf());
        Ok(Self { file, path: Some(path) })
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Gives the file its name: over a file of that name, or only where there is none.
    pub(crate) fn name(mut self, name: &Path, over: bool) -> io::Result<()> {
        let mut existing = existing();
        let Some(path) = self.path.take() else { return Ok(()) };
        existing.retain(|known| *known != *path);
        if over {
            return path.persist(name).map_err(|error| error.error);
        }
        match path.persist_noclobber(name) {
            Ok(()) => Ok(()),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Err(taken.error),
            // Not every file system can do it in one step.
            Err(unable) => {
                File::create_new(name)?;
                unable.path.persist(name).map_err(|error| error.error)
            }
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            existing().retain(|known| *known != *path);
        }
    }
}

fn existing() -> MutexGuard<'static, Vec<PathBuf>> {
    EXISTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Temporary files get the rights files usually get, not the owner's alone.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes what there is before a signal ends the program, lets a limit on the size of files be an error like that of
/// a full disk, and lets a lack of memory end with the sentence that says so.
#[cfg(unix)]
pub(crate) fn remove_at_signals() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGABRT, SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    // Where nothing can be set up, signals end the program as they always do.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    let _ = signal_hook::flag::register_conditional_shutdown(SIGABRT, 1, Arc::new(AtomicBool::new(true)));
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let waiting = signals.handle();
    let watching = std::thread::Builder::new().spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let existing = existing();
            for path in existing.iter() {
                let _ = std::fs::remove_file(path);
            }
            // What shells make of a signal; the lock is kept, so that no file comes after.
            std::process::exit(128 + signal);
        }
    });
    if watching.is_err() {
        waiting.close();
    }
}

#[cfg(not(unix))]
pub(crate) fn remove_at_signals() {}
