//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::ColorChoice;

use crate::args::OutputArgs;
use crate::outcome::Outcome;

/// Wrong usage that clap cannot see: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

impl UsageError {
    /// An error that the command line brought about.
    pub(crate) fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl OutputArgs {
    /// The suffix of the output file, in lower case.
    pub(crate) fn suffix(&self) -> Option<String> {
        Some(self.output.as_ref()?.extension()?.to_string_lossy().to_lowercase())
    }

    /// Runs `write` with the destination to write to.
    ///
    /// A file appears under its name only when `write` has ended and used some input; an existing one
    /// is left alone without `--force`.
    pub(crate) fn with(
        &self,
        color: ColorChoice,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        if let Some(path) = &self.output {
            return self.to_file(path, |file| flushed(anstream::StripStream::new(file), write));
        }
        let choice = match color {
            ColorChoice::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        flushed(anstream::AutoStream::new(std::io::stdout(), choice), write)
    }

    /// Like [`with`](Self::with), for formats whose bytes are their own: none is taken for colour.
    pub(crate) fn with_bytes(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        match &self.output {
            Some(path) => self.to_file(path, |file| flushed(file, write)),
            None => flushed(std::io::stdout(), write),
        }
    }

    fn to_file(&self, path: &Path, write: impl FnOnce(File) -> Result<Outcome>) -> Result<Outcome> {
        self.check_free(path)?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = temporary_file()
            .tempfile_in(folder)
            .with_context(|| format!("{}: cannot write to this folder", folder.display()))?;
        let outcome = write(file.as_file().try_clone()?)?;
        if outcome.used > 0 {
            file.persist(path).with_context(|| path.display().to_string())?;
        }
        Ok(outcome)
    }

    /// # Errors
    /// Where the file exists and may not be overwritten.
    pub(crate) fn check_free(&self, path: &Path) -> Result<()> {
        if !self.force && path.exists() {
            bail!(UsageError(format!("{}: exists; --force overwrites it", path.display())));
        }
        Ok(())
    }
}

fn flushed(out: impl Write, write: impl FnOnce(&mut dyn Write) -> Result<Outcome>) -> Result<Outcome> {
    let mut out = BufWriter::new(out);
    let outcome = write(&mut out)?;
    out.flush()?;
    Ok(outcome)
}

/// A temporary file that gets the rights files usually get, not the owner's alone.
fn temporary_file() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
