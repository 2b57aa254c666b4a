//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result, bail};
use gongwen::messages::{listed, phrase, text, translated};
use gongwen::write::generator_line;

use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::shape::Shape;
use crate::temporary::Temporary;
use crate::terminal::Screen;

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
            bail!(UsageError(text!(
                "{format} is nothing for a terminal; name a file with --output",
                format = shape.name()
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
                let suffixes = listed(suffixes);
                Err(UsageError(text!(
                    "`.{suffix}` is no format this verb writes; use {suffixes}",
                    suffix,
                    suffixes
                )))
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
                watched(file, &path.display().to_string(), |out| {
                    let mut out = Screen::new(out, false, false);
                    // Among the reports of a folder it would look like one.
                    if is_text {
                        writeln!(out, "{}", generator_line())?;
                    }
                    let outcome = write(&mut out)?;
                    out.flush()?;
                    Ok(outcome)
                })
            });
        }
        let stdout = std::io::stdout();
        let choice = match console.colour {
            ColorChoice::Auto => AutoStream::choice(&stdout),
            chosen => chosen,
        };
        let (coloured, guarded) = (choice != ColorChoice::Never, stdout.is_terminal());
        to_stdout(coloured, guarded, write)
    }

    /// Runs `write` with the destination of text for people, or of a format's bytes, as the shape asks.
    pub(crate) fn write_shape(
        &self,
        shape: Shape,
        console: &Console,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        match shape {
            Shape::Text => self.write(console, write),
            Shape::File(_) => self.write_bytes(write),
        }
    }

    /// Like [`write`](Self::write), for formats whose bytes are their own: none is taken for colour.
    pub(crate) fn write_bytes(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
    ) -> Result<Outcome> {
        match &self.path {
            Some(path) => self.to_file(path, |file| watched(file, &path.display().to_string(), write)),
            None if std::io::stdout().is_terminal() => to_stdout(false, true, write),
            None => watched(std::io::stdout(), STDOUT, write),
        }
    }

    fn to_file(&self, path: &Path, write: impl FnOnce(&File) -> Result<Outcome>) -> Result<Outcome> {
        let target = self.target()?.unwrap_or_else(|| path.to_owned());
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = Temporary::create(folder)
            .with_context(|| text!("{folder}: cannot write to this folder", folder = folder.display()))?;
        let name = || text!("{name}: cannot be written", name = path.display());
        if self.force {
            keep_rights(temporary.file(), &target).with_context(name)?;
        }
        let outcome = write(temporary.file())?;
        if outcome.used > 0 {
            // Somebody else may have been faster.
            temporary.name(&target, self.force).map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => exists(path).into(),
                _ => anyhow::Error::new(error).context(name()),
            })?;
        }
        Ok(outcome)
    }

    /// The file to write, links followed; nothing for standard output.
    ///
    /// # Errors
    /// Where the file exists and may not be overwritten, or is no file.
    fn target(&self) -> Result<Option<PathBuf>> {
        self.check_free()?;
        let Some(path) = &self.path else { return Ok(None) };
        if !path.is_symlink() && !path.exists() {
            return Ok(Some(path.clone()));
        }
        let target =
            path.canonicalize().with_context(|| text!("{name}: cannot be written", name = path.display()))?;
        Ok(Some(target))
    }

    /// # Errors
    /// Where the file exists and may not be overwritten, or is a folder, a device or a pipe, which never are.
    pub(crate) fn check_free(&self) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        if !self.force && (path.exists() || path.is_symlink()) {
            bail!(exists(path));
        }
        if let Ok(metadata) = path.metadata()
            && !metadata.is_file()
        {
            let what = if metadata.is_dir() { phrase!("a folder") } else { phrase!("a device or pipe") };
            bail!(UsageError(text!(
                "{path}: is {what}, not a file; leave --output out to write to standard output",
                path = path.display(),
                what = translated(what)
            )));
        }
        Ok(())
    }
}

fn exists(path: &Path) -> UsageError {
    UsageError(text!("{path}: exists; --force overwrites it", path = path.display()))
}

/// Gives a file that will stand for another one its rights and, where that is allowed, its owner.
fn keep_rights(file: &File, of: &Path) -> std::io::Result<()> {
    let Ok(metadata) = of.metadata() else { return Ok(()) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (metadata.uid(), metadata.gid()) {
            let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
        }
    }
    file.set_permissions(metadata.permissions())
}

/// The name of standard output in messages.
const STDOUT: &str = phrase!("standard output");

fn to_stdout(
    coloured: bool,
    guarded: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
) -> Result<Outcome> {
    watched(std::io::stdout(), STDOUT, |out| {
        let mut out = Screen::new(out, coloured, guarded);
        let outcome = write(&mut out)?;
        out.flush()?;
        Ok(outcome)
    })
}

/// Runs `write` with a buffered destination, whose own failure is told by its name, however `write` tells it.
fn watched(
    out: impl Write,
    name: &str,
    write: impl FnOnce(&mut dyn Write) -> Result<Outcome>,
) -> Result<Outcome> {
    let mut watched = Watched { out, failure: None };
    let outcome = {
        let mut out = BufWriter::new(&mut watched);
        write(&mut out).and_then(|outcome| {
            out.flush()?;
            Ok(outcome)
        })
    };
    match watched.failure {
        Some(failure) => {
            Err(anyhow::Error::new(failure)
                .context(text!("{name}: cannot be written", name = translated(name))))
        }
        None => outcome,
    }
}

/// A writer that keeps its first failure.
struct Watched<W> {
    out: W,
    failure: Option<std::io::Error>,
}

impl<W> Watched<W> {
    fn kept<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        result.inspect_err(|error| {
            if error.kind() != ErrorKind::Interrupted {
                let again = || match error.raw_os_error() {
                    Some(code) => std::io::Error::from_raw_os_error(code),
                    None => error.kind().into(),
                };
                self.failure.get_or_insert_with(again);
            }
        })
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.out.write(bytes);
        self.kept(result)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let result = self.out.flush();
        self.kept(result)
    }
}
