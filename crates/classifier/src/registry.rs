//! What a program can train, and what it needs to read a model again: backends and own tokenizers by name.

use std::sync::Arc;

use gongwen_features::{Tokenizer, TokenizerError, Tokenizers, check_name};

use crate::backend::Backend;
use crate::backends::{ComplementNb, ENSEMBLE, Ensemble, Exec, Linear, Majority, NaiveBayes};
use crate::params::Params;
use crate::selection::{Backends, SelectError};

/// The backends a program has, in the order they are shown, and its own tokenizers.
///
/// A model file names its backend and tokenizer; loading looks both up here.
///
/// ```
/// use gongwen_classifier::Registry;
///
/// let registry = Registry::built_in();
/// let (backend, params) = registry.select("naive-bayes", ["alpha=0.1"])?;
/// assert_eq!(backend.name(), "naive-bayes");
/// assert_eq!(params.number("alpha")?, 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Registry {
    backends: Backends,
    tokenizers: Tokenizers,
}

impl Registry {
    /// The crate's own backends: the default first, then other naive Bayes, then heavier learners, then
    /// those made of others, last the baseline.
    pub fn built_in() -> Self {
        let backends: Vec<Arc<dyn Backend>> = vec![
            Arc::new(NaiveBayes),
            Arc::new(ComplementNb),
            Arc::new(Linear),
            Arc::new(Ensemble::of(Backends::default())),
            Arc::new(Exec),
            Arc::new(Majority),
        ];
        let mut registry = Self { backends: Backends(backends), tokenizers: Tokenizers::default() };
        registry.tell_ensemble();
        registry
    }

    /// These backends and one more, which may be a member of ensembles too.
    ///
    /// # Errors
    /// [`SelectError::NameTaken`] where there is a backend of its name, [`SelectError::BadName`] where that is
    /// no name.
    pub fn with(mut self, backend: impl Backend + 'static) -> Result<Self, SelectError> {
        check_name(backend.name())?;
        if self.iter().any(|known| known.name() == backend.name()) {
            return Err(SelectError::NameTaken(backend.name()));
        }
        self.backends.0.push(Arc::new(backend));
        self.tell_ensemble();
        Ok(self)
    }

    /// With a tokenizer, for models whose texts were cut by it (see [`gongwen_features::Tokenizers`]).
    ///
    /// # Errors
    /// [`TokenizerError::NameTaken`] where there is a tokenizer of this name, [`TokenizerError::BadName`] where
    /// it is no name.
    pub fn with_tokenizer(
        mut self,
        name: &str,
        tokenizer: Arc<dyn Tokenizer>,
    ) -> Result<Self, TokenizerError> {
        self.tokenizers = self.tokenizers.with(name, tokenizer)?;
        Ok(self)
    }

    /// The backends, in the order they are shown.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &dyn Backend> {
        self.backends.0.iter().map(|backend| &**backend)
    }

    /// The program's own tokenizers.
    pub fn tokenizers(&self) -> &Tokenizers {
        &self.tokenizers
    }

    /// The backend of this name.
    ///
    /// # Errors
    /// [`SelectError::Unknown`] where there is none.
    pub fn backend(&self, name: &str) -> Result<Arc<dyn Backend>, SelectError> {
        self.backends.backend(name)
    }

    /// Chooses a backend by `name` or `name:argument` and sets it up by `key=value` settings.
    ///
    /// The argument is the value of the backend's first setting of kind
    /// [`ParamKind::Text`](crate::ParamKind::Text).
    ///
    /// # Errors
    /// Where there is no such backend, or it does not take the argument or a setting.
    pub fn select<'s>(
        &self,
        choice: &str,
        settings: impl IntoIterator<Item = &'s str>,
    ) -> Result<(Arc<dyn Backend>, Params), SelectError> {
        self.backends.select(choice, settings)
    }

    /// Lets ensembles be made of all other backends. Not of ensembles: a file could nest them without end.
    fn tell_ensemble(&mut self) {
        let others = self.backends.0.iter().filter(|b| b.name() != ENSEMBLE).cloned().collect();
        if let Some(ensemble) = self.backends.0.iter_mut().find(|b| b.name() == ENSEMBLE) {
            *ensemble = Arc::new(Ensemble::of(Backends(others)));
        }
    }
}

impl Default for Registry {
    /// [`built_in`](Registry::built_in).
    fn default() -> Self {
        Self::built_in()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_complete() {
        let mut names = BTreeSet::new();
        for backend in Registry::built_in().iter() {
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
        let registry = Registry::built_in();
        let error = |choice| registry.select(choice, []).err().unwrap().to_string();
        assert!(error("bayes").starts_with("unknown backend `bayes`; there are naive-bayes,"));
        assert_eq!(error("majority:x"), "backend majority takes no argument, but was given `x`");
        let error = registry.select("linear", ["c=0"]).err().unwrap();
        assert_eq!(error.to_string(), "backend linear cannot be set up so");
        let error = registry.clone().with(Majority).unwrap_err().to_string();
        assert_eq!(error, "there is a backend `majority` already: give yours another name");
    }
}
