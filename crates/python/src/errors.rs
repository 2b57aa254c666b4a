//! What went wrong, in the words of the command line, as an exception of the package.

use std::error::Error;

use pyo3::prelude::*;

use crate::classes::Classes;

/// An exception to be.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: Kind,
    message: String,
}

/// The class of an exception, in `gongwen/_errors.py`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A file gives no text.
    Read,
    /// A model file cannot be used.
    Model,
    /// A setting or a name is none.
    Setting,
    /// Nothing can be learnt.
    Training,
    /// Anything else.
    Other,
}

impl Kind {
    /// Name of the class.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Read => "ReadError",
            Self::Model => "ModelError",
            Self::Setting => "SettingError",
            Self::Training => "TrainingError",
            Self::Other => "GongwenError",
        }
    }
}

impl Failure {
    /// A failure in words.
    pub(crate) fn new(kind: Kind, error: &dyn Error) -> Self {
        Self { kind, message: told_once(error) }
    }

    /// A fault of this program, which ends no other work.
    pub(crate) fn fault(name: &str, what: &(dyn std::any::Any + Send)) -> Self {
        let text = what.downcast_ref::<String>().map(String::as_str).or(what.downcast_ref::<&str>().copied());
        let what = text.unwrap_or("unknown");
        let message = format!(
            "{name}: a fault of this program ended the work on it ({what}); please report it with the file"
        );
        Self { kind: Kind::Other, message }
    }

    /// A text that Python holds and that is none: it has halves of characters.
    pub(crate) fn no_text(name: &str, error: &PyErr) -> Self {
        Self { kind: Kind::Read, message: format!("{name}: no text: {error}") }
    }

    /// An error of the library.
    pub(crate) fn of(error: gongwen::Error) -> Self {
        use gongwen::Error as E;
        let kind = match &error {
            E::Read(_) | E::NoDocument { .. } | E::Several { .. } => Kind::Read,
            E::Model(_) => Kind::Model,
            E::Themes(_)
            | E::Lexicon(_)
            | E::Backend(_)
            | E::Tokenizer(_)
            | E::Setting(_)
            | E::OutOfRange(_)
            | E::NoParagraph { .. }
            | E::UnknownTheme { .. } => Kind::Setting,
            E::Labelled(_) | E::Train(_) | E::NoTerms { .. } | E::NoText | E::NothingCorrected { .. } => {
                Kind::Training
            }
            _ => Kind::Other,
        };
        Self::new(kind, &error)
    }

    /// The exception, to be given out.
    pub(crate) fn exception<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Classes::of(py)?.error(py, self.kind)?.call1((&self.message,))
    }

    /// The exception, to be raised.
    pub(crate) fn raise(&self, py: Python<'_>) -> PyErr {
        self.exception(py).map_or_else(|error| error, PyErr::from_value)
    }
}

impl From<gongwen::read::ReadError> for Failure {
    fn from(error: gongwen::read::ReadError) -> Self {
        Self::new(Kind::Read, &error)
    }
}

impl From<gongwen::Error> for Failure {
    fn from(error: gongwen::Error) -> Self {
        Self::of(error)
    }
}

/// An error and its causes in a line, each thing said once, as `classify` prints it.
fn told_once(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !told.contains(&words) {
            told += &format!(": {words}");
        }
        cause = error.source();
    }
    told
}
