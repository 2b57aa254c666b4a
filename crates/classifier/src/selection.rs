//! Choosing a backend by name, with its settings.

use std::fmt;
use std::sync::Arc;

use gongwen_features::BadName;
use gongwen_messages::{listed, text};

use crate::backend::Backend;
use crate::params::{ParamError, ParamKind, Params};

/// The backends that can be chosen, in the order they are shown.
#[derive(Clone, Default)]
pub(crate) struct Backends(pub(crate) Vec<Arc<dyn Backend>>);

/// Why a backend cannot be added or chosen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SelectError {
    /// A name that could not stand on a command line.
    #[error(transparent)]
    BadName(#[from] BadName),
    /// The name stands for another backend already.
    #[error("{}", text!("there is a backend `{name}` already: give yours another name", name = _0))]
    NameTaken(&'static str),
    /// No backend has this name.
    #[error("{}", text!("unknown backend `{name}`; there are {known}", name, known))]
    Unknown {
        /// The name given.
        name: String,
        /// The names there are, comma-separated.
        known: String,
    },
    /// `backend:argument` with a backend that takes no argument.
    #[error(
        "{}",
        text!("backend {backend} takes no argument, but was given `{argument}`", backend, argument)
    )]
    NoArgument {
        /// Name of the backend.
        backend: &'static str,
        /// What followed the colon.
        argument: String,
    },
    /// A setting cannot be used.
    #[error("{}", text!("backend {backend} cannot be set up so", backend))]
    Params {
        /// Name of the backend.
        backend: &'static str,
        /// What is wrong.
        source: ParamError,
    },
}

impl fmt::Debug for Backends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|b| b.name())).finish()
    }
}

impl Backends {
    /// The backend of this name.
    ///
    /// # Errors
    /// [`SelectError::Unknown`] where there is none.
    pub(crate) fn backend(&self, name: &str) -> Result<Arc<dyn Backend>, SelectError> {
        let found = self.0.iter().find(|b| b.name() == name);
        found.cloned().ok_or_else(|| SelectError::Unknown {
            name: name.to_owned(),
            known: listed(self.0.iter().map(|b| b.name())),
        })
    }

    /// Chooses a backend by `name` or `name:argument` and sets it up by `key=value` settings.
    ///
    /// The argument is the value of the backend's first setting of kind [`ParamKind::Text`].
    ///
    /// # Errors
    /// Where there is no such backend, or it does not take the argument or a setting.
    pub(crate) fn select<'s>(
        &self,
        choice: &str,
        settings: impl IntoIterator<Item = &'s str>,
    ) -> Result<(Arc<dyn Backend>, Params), SelectError> {
        let (name, argument) = match choice.split_once(':') {
            Some((name, argument)) => (name, Some(argument)),
            None => (choice, None),
        };
        let backend = self.backend(name)?;
        let specs = backend.params();
        let failed = |source| SelectError::Params { backend: backend.name(), source };
        let mut params = Params::parse(specs, settings).map_err(failed)?;
        if let Some(argument) = argument {
            let text = specs.iter().find(|s| matches!(s.kind, ParamKind::Text { .. }));
            let Some(spec) = text else {
                return Err(SelectError::NoArgument {
                    backend: backend.name(),
                    argument: argument.to_owned(),
                });
            };
            params.set(specs, spec.name, argument).map_err(failed)?;
        }
        Ok((backend, params))
    }
}
