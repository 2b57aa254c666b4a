//! Where results go: standard output, or a file that is written whole or not at all.

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
        let Some(path) = &self.output else {
            let choice = match color {
                ColorChoice::Auto => anstream::AutoStream::choice(&std::io::stdout()),
                ColorChoice::Always => anstream::ColorChoice::Always,
                ColorChoice::Never => anstream::ColorChoice::Never,
            };
            let mut out = BufWriter::new(anstream::AutoStream::new(std::io::stdout(), choice));
            let outcome = write(&mut out)?;
            out.flush()?;
            return Ok(outcome);
        };
        self.check_free(path)?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .tempfile_in(folder)
            .with_context(|| format!("{}: cannot write to this folder", folder.display()))?;
        let mut out = BufWriter::new(anstream::StripStream::new(file.as_file().try_clone()?));
        let outcome = write(&mut out)?;
        out.flush()?;
        drop(out);
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
