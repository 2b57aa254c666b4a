//! The one list of backends.

use crate::backend::Backend;
use crate::backends::{ComplementNb, Ensemble, Exec, Linear, Majority, NaiveBayes};
use crate::params::{ParamError, ParamKind, Params};

/// Every backend, in the order they are shown: the default first, then other naive Bayes, then
/// heavier learners, then those made of others, last the baseline.
pub const BACKENDS: &[&dyn Backend] = &[&NaiveBayes, &ComplementNb, &Linear, &Ensemble, &Exec, &Majority];

/// Why a backend cannot be chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SelectError {
    /// No backend has this name.
    #[error("unknown backend `{name}`; there are {known}")]
    Unknown {
        /// The name given.
        name: String,
        /// The names there are, comma-separated.
        known: String,
    },
    /// `backend:argument` with a backend that takes no argument.
    #[error("backend {backend} takes no argument, but was given `{argument}`")]
    NoArgument {
        /// Name of the backend.
        backend: &'static str,
        /// What followed the colon.
        argument: String,
    },
    /// A setting cannot be used.
    #[error("backend {backend}: {source}")]
    Params {
        /// Name of the backend.
        backend: &'static str,
        /// What is wrong.
        source: ParamError,
    },
}

/// The backend of this name.
///
/// # Errors
/// [`SelectError::Unknown`] where there is none.
pub fn backend(name: &str) -> Result<&'static dyn Backend, SelectError> {
    let found = BACKENDS.iter().find(|b| b.name() == name);
    found.copied().ok_or_else(|| SelectError::Unknown {
        name: name.to_owned(),
        known: BACKENDS.iter().map(|b| b.name()).collect::<Vec<_>>().join(", "),
    })
}

/// Chooses a backend by `name` or `name:argument` and sets it up by `key=value` settings.
///
/// The argument is the value of the backend's first setting of kind [`ParamKind::Text`].
///
/// ```
/// let (backend, params) = gongwen_classifier::select("naive-bayes", ["alpha=0.1"])?;
/// assert_eq!(backend.name(), "naive-bayes");
/// assert_eq!(params.number("alpha")?, 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where there is no such backend, or it does not take the argument or a setting.
pub fn select<'s>(
    choice: &str,
    settings: impl IntoIterator<Item = &'s str>,
) -> Result<(&'static dyn Backend, Params), SelectError> {
    let (name, argument) = match choice.split_once(':') {
        Some((name, argument)) => (name, Some(argument)),
        None => (choice, None),
    };
    let backend = backend(name)?;
    let specs = backend.params();
    let failed = |source| SelectError::Params { backend: backend.name(), source };
    let mut params = Params::parse(specs, settings).map_err(failed)?;
    if let Some(argument) = argument {
        let text = specs.iter().find(|s| matches!(s.kind, ParamKind::Text { .. }));
        let Some(spec) = text else {
            return Err(SelectError::NoArgument { backend: backend.name(), argument: argument.to_owned() });
        };
        params.set(specs, spec.name, argument).map_err(failed)?;
    }
    Ok((backend, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_complete() {
        let mut names = BTreeSet::new();
        for backend in BACKENDS {
            assert!(names.insert(backend.name()), "{} twice", backend.name());
            assert!(!backend.about().is_empty());
            let mut keys = BTreeSet::new();
            for spec in backend.params() {
                assert!(keys.insert(spec.name) && !spec.about.is_empty());
                // Every default is a value its own range takes.
                let default = Params::defaults(backend.params());
                let (_, value) = default.iter().find(|(k, _)| *k == spec.name).unwrap();
                let setting = format!("{}={value}", spec.name);
                assert_eq!(Params::parse(backend.params(), [&*setting]).unwrap(), default);
            }
        }
    }

    #[test]
    fn mistakes_are_named() {
        let error = |choice| select(choice, []).err().unwrap().to_string();
        assert!(error("bayes").starts_with("unknown backend `bayes`; there are naive-bayes,"));
        assert_eq!(error("majority:x"), "backend majority takes no argument, but was given `x`");
    }
}
