//! What Python hands in to be read: texts, bytes of files, and files.

use std::path::PathBuf;

use gongwen::{ParsedFile, Reader};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyString;

use crate::errors::Failure;

/// A name, and what bears it: a text, the bytes of a file, or nothing where the file of this name is to be read.
pub(crate) type Item<'py> = (PathBuf, Option<Bound<'py, PyAny>>);

/// Something to be read, without the interpreter.
pub(crate) enum Source {
    /// A text that is decoded already.
    Text(String, PyBackedStr),
    /// The bytes of a file.
    Bytes(String, PyBackedBytes),
    /// A file.
    File(PathBuf),
    /// What Python took for a text.
    Wrong(Failure),
}

impl Source {
    /// # Errors
    /// Where something is neither text nor bytes.
    pub(crate) fn of((name, data): Item<'_>) -> PyResult<Self> {
        let text = |name: PathBuf| name.to_string_lossy().into_owned();
        Ok(match data {
            None => Self::File(name),
            Some(data) if data.is_instance_of::<PyString>() => match data.extract() {
                Ok(string) => Self::Text(text(name), string),
                Err(error) => Self::Wrong(Failure::no_text(&text(name), &error)),
            },
            Some(data) => Self::Bytes(text(name), data.extract()?),
        })
    }

    /// For messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Text(name, _) | Self::Bytes(name, _) => name.clone(),
            Self::File(path) => path.display().to_string(),
            Self::Wrong(_) => String::new(),
        }
    }

    /// Reads and parses: one document, or those of an archive.
    pub(crate) fn read(self, reader: &Reader) -> Vec<Result<ParsedFile, Failure>> {
        let read = match self {
            Self::Text(name, text) => return vec![Ok(reader.parse_text(&name, &text))],
            Self::Wrong(failure) => return vec![Err(failure)],
            Self::Bytes(name, bytes) => reader.read_bytes(&name, &bytes),
            Self::File(path) => reader.read_file(&path),
        };
        read.into_iter().map(|file| file.map_err(Failure::from)).collect()
    }

    /// Reads and parses one document.
    ///
    /// # Errors
    /// Where it gives no text, or is an archive of several documents.
    pub(crate) fn read_one(self, reader: &Reader) -> Result<ParsedFile, Failure> {
        let name = self.name();
        let files = self.read(reader);
        let documents = files.len();
        match <[_; 1]>::try_from(files) {
            Ok([file]) => file,
            Err(_) => Err(gongwen::Error::Several { file: name, documents }.into()),
        }
    }
}
