//! What the product ships: model, themes and lexicon.

/// The built-in model's file: what `classify train` makes of `data/`, byte for byte (a test holds it to that).
#[cfg(feature = "built-in")]
pub const MODEL: &[u8] = include_bytes!("../../../data/model/default.gongwen");

/// The built-in themes file.
#[cfg(feature = "built-in")]
pub const THEMES: &str = include_str!("../../../data/themes.toml");

/// The built-in lexicon of the genre.
#[cfg(feature = "built-in")]
pub const LEXICON: &str = include_str!("../../../data/lexicon.txt");
