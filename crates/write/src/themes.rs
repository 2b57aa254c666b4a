//! The names of the themes that tags point to.

use serde::Serialize;

/// Themes and fine themes by index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ThemeNames {
    /// Themes as answers give them; [`crate::Tag::theme`] counts in this list.
    pub themes: Vec<Theme>,
    /// Fine themes; [`crate::Tag::fine`] counts in this list.
    pub fine: Vec<FineTheme>,
}

/// A theme as answers give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// Stable name used in files, e.g. `party-building`.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

/// A fine theme, rolled up to one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FineTheme {
    /// Stable name used in files, e.g. `rule-of-law`.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Index of the theme it rolls up to.
    pub theme: usize,
}

/// A theme or a fine theme, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnyTheme {
    /// Index in [`ThemeNames::themes`].
    Theme(usize),
    /// Index in [`ThemeNames::fine`].
    Fine(usize),
}

impl ThemeNames {
    /// The theme with this id, Chinese or English name; else the fine theme.
    pub fn find(&self, name: &str) -> Option<AnyTheme> {
        let theme = self.themes.iter().position(|t| t.id == name || t.zh == name || t.en == name);
        let fine = || self.fine.iter().position(|t| t.id == name || t.zh == name || t.en == name);
        theme.map(AnyTheme::Theme).or_else(|| fine().map(AnyTheme::Fine))
    }

    /// The Chinese name of a theme or fine theme; empty where there is none at the index.
    pub fn zh(&self, theme: AnyTheme) -> &str {
        match theme {
            AnyTheme::Theme(index) => self.themes.get(index).map_or("", |t| &t.zh),
            AnyTheme::Fine(index) => self.fine.get(index).map_or("", |t| &t.zh),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AnyTheme;
    use crate::fixture::themes;

    #[test]
    fn ids_and_names_find_themes_first() {
        let names = themes();
        assert_eq!(names.find("safety"), Some(AnyTheme::Theme(0)));
        assert_eq!(names.find("民生"), Some(AnyTheme::Theme(1)));
        assert_eq!(names.find("Urban works"), Some(AnyTheme::Fine(3)));
        assert_eq!(names.find("安"), None);
    }
}
