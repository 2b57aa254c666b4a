//! The names of the themes that tags point to.

use serde::Serialize;

/// Themes and topics by index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ThemeNames {
    /// Themes as answers give them; [`crate::Tag::theme`] counts in this list.
    pub themes: Vec<Theme>,
    /// Topics; [`crate::Tag::topic`] counts in this list.
    #[serde(rename = "fine")]
    pub topics: Vec<Topic>,
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

/// A topic, rolled up to one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Stable name used in files, e.g. `rule-of-law`.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Index of the theme it rolls up to.
    pub theme: usize,
}

/// A theme or a topic, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThemeOrTopic {
    /// Index in [`ThemeNames::themes`].
    Theme(usize),
    /// Index in [`ThemeNames::topics`].
    Topic(usize),
}

impl ThemeNames {
    /// The theme with this id, Chinese or English name; the topic where no theme has it: a topic may bear the
    /// name of its theme.
    pub fn find(&self, name: &str) -> Option<ThemeOrTopic> {
        let theme = self.themes.iter().position(|t| t.id == name || t.zh == name || t.en == name);
        let topic = || self.topics.iter().position(|t| t.id == name || t.zh == name || t.en == name);
        theme.map(ThemeOrTopic::Theme).or_else(|| topic().map(ThemeOrTopic::Topic))
    }

    /// The Chinese name of a theme or topic; empty where there is none at the index.
    pub fn zh(&self, theme: ThemeOrTopic) -> &str {
        match theme {
            ThemeOrTopic::Theme(index) => self.themes.get(index).map_or("", |t| &t.zh),
            ThemeOrTopic::Topic(index) => self.topics.get(index).map_or("", |t| &t.zh),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ThemeOrTopic;
    use crate::fixture::themes;

    #[test]
    fn ids_and_names_find_themes_first() {
        let names = themes();
        assert_eq!(names.find("safety"), Some(ThemeOrTopic::Theme(0)));
        assert_eq!(names.find("民生"), Some(ThemeOrTopic::Theme(1)));
        assert_eq!(names.find("Urban works"), Some(ThemeOrTopic::Topic(3)));
        assert_eq!(names.find("安"), None);
    }
}
