//! Themes, which answers are given in, and the topics that models are trained on, each rolled up to a theme.

use std::collections::BTreeSet;

use gongwen_messages::{listed, text};
use serde::{Deserialize, Serialize};

/// Topics and the themes they roll up to, in the order of their file.
///
/// Order is part of the meaning: topic and theme *indices* count in it, and ties between equal
/// scores go to the earlier one.
///
/// ```
/// let themes = gongwen_classifier::ThemeSet::from_toml(r#"
///     [[theme]]
///     id = "roads"
///     zh = "道路"
///
///     [[theme]]
///     id = "bridges"
/// "#)?;
/// assert_eq!(themes.topic_index("道路"), Some(0));
/// assert_eq!(themes.themes()[1].id, "bridges"); // without [[group]], every topic is its own theme
/// # Ok::<(), gongwen_classifier::ThemesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ThemesFile", into = "ThemesFile")]
pub struct ThemeSet {
    themes: Vec<Theme>,
    topics: Vec<Topic>,
    /// Theme index of each topic.
    theme_of: Vec<usize>,
}

/// What is answered: one or several topics rolled up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Stable name used in files, e.g. `party-building`.
    pub id: String,
    /// Chinese name; the id where the file gives none.
    #[serde(default)]
    pub zh: String,
    /// English name; the id where the file gives none.
    #[serde(default)]
    pub en: String,
}

/// What a model is trained on: a class of the classifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Stable name used in labels and files, e.g. `rule-of-law`.
    pub id: String,
    /// Id of the theme it rolls up to; its own id where the file gives none.
    #[serde(rename = "group", default)]
    pub theme: String,
    /// Chinese name; the id where the file gives none.
    #[serde(default)]
    pub zh: String,
    /// English name; the id where the file gives none.
    #[serde(default)]
    pub en: String,
    /// What belongs to the topic, in Chinese; may be empty.
    #[serde(default)]
    pub definition_zh: String,
    /// What belongs to the topic, in English; may be empty.
    #[serde(default)]
    pub definition_en: String,
    /// Words that speak for the topic before anything is learnt, see [`Seeds`](crate::Seeds); may be none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// The file as written: `[[group]]` tables, then `[[theme]]` tables.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemesFile {
    #[serde(rename = "group", default)]
    themes: Vec<Theme>,
    #[serde(rename = "theme", default)]
    topics: Vec<Topic>,
}

/// Why a themes file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThemesError {
    /// Not TOML, or a key is missing, misspelt or of the wrong type. The message holds that of the parser,
    /// which is therefore no source: a printed chain says nothing twice.
    #[error("{}", text!("themes file cannot be read: {error}", error = _0))]
    Toml(toml::de::Error),
    /// No `[[theme]]` table.
    #[error("{}", text!("themes file names no topic: add a [[theme]] table with an id"))]
    NoTheme,
    /// An id that is empty or holds white space.
    #[error(
        "{}",
        text!("`{name}` cannot be a topic id: use letters, digits and `-`, without spaces", name = _0)
    )]
    BadId(String),
    /// Two topics, or two themes, share an id or a name.
    #[error("{}", text!("{kind} `{name}` is listed twice", kind, name))]
    Duplicate {
        /// `[[theme]]` or `[[group]]`, as the file has it.
        kind: &'static str,
        /// The id or name that occurs twice.
        name: String,
    },
    /// A seed word that cannot be found in text as a word.
    #[error(
        "{}",
        text!(
            "[[theme]] `{topic}`: `{word}` is no seed word: words have two characters or more, and no white \
             space",
            topic,
            word
        )
    )]
    BadWord {
        /// The topic's id.
        topic: String,
        /// The word as it stands.
        word: String,
    },
    /// A seed word that a topic lists twice.
    #[error("{}", text!("[[theme]] `{topic}` lists the word `{word}` twice", topic, word))]
    WordTwice {
        /// The topic's id.
        topic: String,
        /// The word.
        word: String,
    },
    /// A topic rolls up to a theme that the file does not list.
    #[error(
        "{}",
        text!(
            "[[theme]] `{topic}` rolls up to `{theme}`, which is no listed [[group]]: {listed}",
            topic,
            theme,
            listed
        )
    )]
    UnknownTheme {
        /// The topic's id.
        topic: String,
        /// The theme it names.
        theme: String,
        /// Ids of the themes listed, comma-separated.
        listed: String,
    },
    /// A theme that no topic rolls up to.
    #[error("{}", text!("no [[theme]] rolls up to [[group]] `{theme}`", theme = _0))]
    EmptyTheme(String),
}

impl ThemeSet {
    /// Reads a themes file.
    ///
    /// # Errors
    /// Where the text is not TOML of the documented form, an id is empty, holds white space or
    /// occurs twice, or themes and topics do not fit together.
    pub fn from_toml(text: &str) -> Result<Self, ThemesError> {
        toml::from_str::<ThemesFile>(text).map_err(ThemesError::Toml)?.try_into()
    }

    /// The topics, by index.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The themes, by index.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// Number of topics: the length of a score row.
    pub fn n_topics(&self) -> usize {
        self.topics.len()
    }

    /// Theme index of a topic.
    ///
    /// # Panics
    /// Where `topic` is not below [`n_topics`](Self::n_topics).
    pub fn theme_of(&self, topic: usize) -> usize {
        self.theme_of[topic]
    }

    /// Theme index of every topic.
    pub fn theme_map(&self) -> &[usize] {
        &self.theme_of
    }

    /// Whether any topic has seed words.
    pub fn has_words(&self) -> bool {
        self.topics.iter().any(|topic| !topic.words.is_empty())
    }

    /// Index of the topic with this id, Chinese or English name.
    pub fn topic_index(&self, name: &str) -> Option<usize> {
        self.topics.iter().position(|t| t.id == name || t.zh == name || t.en == name)
    }

    /// Index of the theme with this id, Chinese or English name.
    pub fn theme_index(&self, name: &str) -> Option<usize> {
        self.themes.iter().position(|g| g.id == name || g.zh == name || g.en == name)
    }

    /// Ids of the topics, by index.
    pub fn topic_ids(&self) -> Vec<String> {
        self.topics.iter().map(|t| t.id.clone()).collect()
    }
}

impl TryFrom<ThemesFile> for ThemeSet {
    type Error = ThemesError;

    fn try_from(file: ThemesFile) -> Result<Self, ThemesError> {
        let (mut themes, mut topics) = (file.themes, file.topics);
        if topics.is_empty() {
            return Err(ThemesError::NoTheme);
        }
        for topic in &mut topics {
            check_id(&topic.id)?;
            for name in [&mut topic.theme, &mut topic.zh, &mut topic.en] {
                fill(name, &topic.id);
            }
            check_words(topic)?;
        }
        if themes.is_empty() {
            let mut seen = BTreeSet::new();
            let new = |t: &&Topic| seen.insert(t.theme.clone());
            themes = topics.iter().filter(new).map(theme_named_by).collect();
        }
        for theme in &mut themes {
            check_id(&theme.id)?;
            fill(&mut theme.zh, &theme.id);
            fill(&mut theme.en, &theme.id);
        }
        check_unique("[[theme]]", topics.iter().map(|t| [&t.id, &t.zh, &t.en]))?;
        check_unique("[[group]]", themes.iter().map(|g| [&g.id, &g.zh, &g.en]))?;

        let theme_of = topics
            .iter()
            .map(|topic| {
                let found = themes.iter().position(|g| g.id == topic.theme);
                found.ok_or_else(|| ThemesError::UnknownTheme {
                    topic: topic.id.clone(),
                    theme: topic.theme.clone(),
                    listed: listed(themes.iter().map(|g| &*g.id)),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(empty) = (0..themes.len()).find(|g| !theme_of.contains(g)) {
            return Err(ThemesError::EmptyTheme(themes[empty].id.clone()));
        }
        Ok(Self { themes, topics, theme_of })
    }
}

impl From<ThemeSet> for ThemesFile {
    fn from(set: ThemeSet) -> Self {
        Self { themes: set.themes, topics: set.topics }
    }
}

/// The theme of a file that lists none: named like the topic where the topic is its own theme.
fn theme_named_by(topic: &Topic) -> Theme {
    let own = topic.theme == topic.id;
    let name = |own_name: &String| if own { own_name } else { &topic.theme }.clone();
    Theme { id: topic.theme.clone(), zh: name(&topic.zh), en: name(&topic.en) }
}

fn fill(name: &mut String, id: &str) {
    if name.is_empty() {
        id.clone_into(name);
    }
}

fn check_id(id: &str) -> Result<(), ThemesError> {
    if id.is_empty() || id.contains(char::is_whitespace) {
        return Err(ThemesError::BadId(id.to_owned()));
    }
    Ok(())
}

fn check_words(topic: &Topic) -> Result<(), ThemesError> {
    let mut seen = BTreeSet::new();
    for word in &topic.words {
        let (topic, word) = (topic.id.clone(), word.clone());
        if word.chars().count() < 2 || word.contains(char::is_whitespace) {
            return Err(ThemesError::BadWord { topic, word });
        }
        if !seen.insert(word.clone()) {
            return Err(ThemesError::WordTwice { topic, word });
        }
    }
    Ok(())
}

/// No id or name may point to two entries; within one entry they may be equal.
fn check_unique<'a>(
    kind: &'static str,
    entries: impl Iterator<Item = [&'a String; 3]>,
) -> Result<(), ThemesError> {
    let mut seen = BTreeSet::new();
    for names in entries {
        let own: BTreeSet<&String> = names.into_iter().collect();
        for name in own {
            if !seen.insert(name) {
                return Err(ThemesError::Duplicate { kind, name: name.clone() });
            }
        }
    }
    Ok(())
}
