//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use gongwen::write::generator_line;

use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::shape::Shape;

/// Where results go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Output {
    /// The file; nothing for standard output.
    pub(crate) path: Option<PathBuf>,
    /// Whether the file may be overwritten.
    pub(crate) force: bool,
}

impl Output {
    /// Standard output.
    pub(crate) const STDOUT: Self = Self { path: None, force: false };

    /// The suffix of the output file, in lower case.
    pub(crate) fn suffix(&self) -> Option<String> {
        Some(self.path.as_ref()?.extension()?.to_string_lossy().to_lowercase())
    }

    /// The shape asked for, or that of the output file's suffix, or the verb's first.
    ///
    /// # Errors
    /// Where the suffix is none of the verb's, or bytes would go to a terminal.
    pub(crate) fn shape(&self, asked: Option<Shape>, shapes: &[Shape]) -> Result<Shape> {
        let shape = match (asked, self.suffix()) {
            (Some(shape), _) => shape,
            (None, None) => shapes[0],
            (None, Some(suffix)) => Shape::of_suffix(&suffix, shapes)?,
        };
        if shape.is_binary() && self.path.is_none() && std::io::stdout().is_terminal() {
            bail!(UsageError(format!(
                "{} is nothing for a terminal; name a file with --output",
                shape.name()
            )));
        }
        Ok(shape)
    }

    /// # Errors
    /// Where the file has a suffix that is none of these.
    pub(crate) fn only(&self, suffixes: &[&str]) -> Result<(), UsageError> {
        match self.suffix() {
            Some(suffix) if !suffixes.contains(&suffix.as_str()) => {
                let suffixes: Vec<String> = suffixes.iter().map(|suffix| format!(".{suffix}")).collect();
                let suffixes = suffixes.join(", ");
                Err(UsageError(format!("`.{suffix}` is no format this verb writes; use {suffixes}")))
            }
            _ => Ok(()),
        }
    }

    /// Runs `write` with the destination to write to.
    ///
    /// A file appears under its name only when `write` has ended and used some input; an existing one
    /// is left alone unless it may be overwritten.
    pub(crate) fn write(
        &self,
        console: &Console,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        if let Some(path) = &self.path {
            let is_text = matches!(self.suffix().as_deref(), Some("txt" | "md" | "markdown"));
            return self.to_file(path, |file| {
                flushed(anstream::StripStream::new(file), |out| {
                    // Among the reports of a folder it would look like one.
                    if is_text {
                        writeln!(out, "{}", generator_line())?;
                    }
                    write(out)
                })
            });
        }
        let choice = match console.colour {
            anstream::ColorChoice::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            chosen => chosen,
        };
        flushed(anstream::AutoStream::new(std::io::stdout(), choice), write)
    }

    /// Like [`write`](Self::write), for formats whose bytes are their own: none is taken for colour.
    pub(crate) fn write_bytes(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        match &self.path {
            Some(path) => self.to_file(path, |file| flushed(file, write)),
            None => flushed(std::io::stdout(), write),
        }
    }

    fn to_file(&self, path: &Path, write: impl FnOnce(File) -> Result<Outcome>) -> Result<Outcome> {
        self.check_free()?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = temporary_file()
            .tempfile_in(folder)
            .with_context(|| format!("{}: cannot write to this folder", folder.display()))?;
        let outcome = write(file.as_file().try_clone()?)?;
        if outcome.used > 0 {
            // The error's own words repeat its cause.
            file.persist(path).map_err(|e| e.error).with_context(|| path.display().to_string())?;
        }
        Ok(outcome)
    }

    /// # Errors
    /// Where the file exists and may not be overwritten.
    pub(crate) fn check_free(&self) -> Result<()> {
        if let Some(path) = self.path.as_deref().filter(|path| !self.force && path.exists()) {
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
