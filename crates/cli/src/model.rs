//! The model that answers: the built-in one, or a file.

use anyhow::{Context, Result};
use gongwen_classifier::{LoadOptions, Model, ThemeSet};

use crate::args::ModelArgs;

/// The built-in model: what `classify train` makes of `data/`, byte for byte (a test holds it to that).
const BUILT_IN: &[u8] = include_bytes!("../../../data/model/default.gongwen");

/// The built-in themes.
const THEMES: &str = include_str!("../../../data/themes.toml");

/// The built-in lexicon of the genre.
pub(crate) const LEXICON: &str = include_str!("../../../data/lexicon.txt");

/// Loads the model the command line names, or the built-in one.
pub(crate) fn load(args: &ModelArgs) -> Result<Model> {
    let options = LoadOptions { program: args.exec.clone(), ..LoadOptions::default() };
    match &args.model {
        Some(path) => {
            Model::load(path, &options).with_context(|| format!("{}: model not loaded", path.display()))
        }
        None => Model::from_bytes(BUILT_IN, &options).context("the built-in model is damaged"),
    }
}

/// Reads the themes file the command line names, or the built-in one.
pub(crate) fn themes(path: Option<&std::path::Path>) -> Result<ThemeSet> {
    match path {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            ThemeSet::from_toml(&text).with_context(|| path.display().to_string())
        }
        None => ThemeSet::from_toml(THEMES).context("the built-in themes are damaged"),
    }
}
