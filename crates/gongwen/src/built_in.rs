//! What the product ships: model, themes and lexicon, made of `data/`.
//!
//! Absent without the feature `built-in`.

use gongwen_classifier::{LoadOptions, Model, ModelError, ThemeSet, ThemesError};
use gongwen_features::{Lexicon, LexiconError, TokenizerSettings};

/// The built-in model's file: what `classify train` makes of `data/`, byte for byte (a test holds it to that).
pub const MODEL: &[u8] = include_bytes!("../../../data/model/default.gongwen");

/// The built-in themes file.
pub const THEMES: &str = include_str!("../../../data/themes.toml");

/// The built-in lexicon of the genre.
pub const LEXICON: &str = include_str!("../../../data/lexicon.txt");

/// Loads the built-in model.
///
/// # Errors
/// None of a build that passed its tests.
pub fn model() -> Result<Model, ModelError> {
    Model::from_bytes(MODEL, &LoadOptions::default())
}

/// Reads the built-in themes.
///
/// # Errors
/// None of a build that passed its tests.
pub fn themes() -> Result<ThemeSet, ThemesError> {
    ThemeSet::from_toml(THEMES)
}

/// How the built-in model cuts text into words: by jieba, with the built-in lexicon.
///
/// # Errors
/// None of a build that passed its tests.
pub fn tokenizer() -> Result<TokenizerSettings, LexiconError> {
    Ok(TokenizerSettings::Jieba { hmm: true, lexicon: Lexicon::parse(LEXICON)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_shipped_can_be_read() {
        let themes = themes().expect("the built-in themes");
        tokenizer().expect("the built-in lexicon");
        assert_eq!(model().expect("the built-in model").themes, themes);
    }
}
