//! Themes: fine ones that models are trained on, each rolled up to a group that answers are given in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Fine themes and the groups they roll up to, in the order of their file.
///
/// Order is part of the meaning: theme and group *indices* count in it, and ties between equal
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
/// assert_eq!(themes.index_of("道路"), Some(0));
/// assert_eq!(themes.groups()[1].id, "bridges"); // without [[group]], every theme is its own group
/// # Ok::<(), gongwen_classifier::ThemesError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ThemesFile", into = "ThemesFile")]
pub struct ThemeSet {
    groups: Vec<Group>,
    themes: Vec<Theme>,
    /// Group index of each theme.
    group_of: Vec<usize>,
}

/// A theme as answers give it: one or several fine themes rolled up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable name used in files, e.g. `party-building`.
    pub id: String,
    /// Chinese name; the id where the file gives none.
    #[serde(default)]
    pub zh: String,
    /// English name; the id where the file gives none.
    #[serde(default)]
    pub en: String,
}

/// A fine theme: a class of the classifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Stable name used in labels and files, e.g. `rule-of-law`.
    pub id: String,
    /// Id of the group it rolls up to; its own id where the file gives none.
    #[serde(default)]
    pub group: String,
    /// Chinese name; the id where the file gives none.
    #[serde(default)]
    pub zh: String,
    /// English name; the id where the file gives none.
    #[serde(default)]
    pub en: String,
    /// What belongs to the theme, in Chinese; may be empty.
    #[serde(default)]
    pub definition_zh: String,
    /// What belongs to the theme, in English; may be empty.
    #[serde(default)]
    pub definition_en: String,
}

/// The file as written: `[[group]]` tables, then `[[theme]]` tables.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemesFile {
    #[serde(default)]
    group: Vec<Group>,
    #[serde(default)]
    theme: Vec<Theme>,
}

/// Why a themes file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThemesError {
    /// Not TOML, or a key is missing, misspelt or of the wrong type.
    #[error("themes file cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// No `[[theme]]` table.
    #[error("themes file names no theme: add a [[theme]] table with an id")]
    NoTheme,
    /// An id that is empty or holds white space.
    #[error("`{0}` cannot be a theme id: use letters, digits and `-`, without spaces")]
    BadId(String),
    /// Two themes, or two groups, share an id or a name.
    #[error("{kind} `{name}` is listed twice")]
    Duplicate {
        /// `theme` or `group`.
        kind: &'static str,
        /// The id or name that occurs twice.
        name: String,
    },
    /// A theme rolls up to a group that the file does not list.
    #[error("theme `{theme}` rolls up to `{group}`, which is not a listed group: {listed}")]
    UnknownGroup {
        /// The theme's id.
        theme: String,
        /// The group it names.
        group: String,
        /// Ids of the groups listed, comma-separated.
        listed: String,
    },
    /// A group that no theme rolls up to.
    #[error("no theme rolls up to group `{0}`")]
    EmptyGroup(String),
}

impl ThemeSet {
    /// Reads a themes file.
    ///
    /// # Errors
    /// Where the text is not TOML of the documented form, an id is empty, holds white space or
    /// occurs twice, or groups and themes do not fit together.
    pub fn from_toml(text: &str) -> Result<Self, ThemesError> {
        toml::from_str::<ThemesFile>(text)?.try_into()
    }

    /// The fine themes, by index.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// The groups, by index.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Number of fine themes: the length of a score row.
    pub fn len(&self) -> usize {
        self.themes.len()
    }

    /// Always false: a set holds at least one theme.
    pub fn is_empty(&self) -> bool {
        self.themes.is_empty()
    }

    /// Group index of a fine theme.
    ///
    /// # Panics
    /// Where `theme` is not below [`len`](Self::len).
    pub fn group_of(&self, theme: usize) -> usize {
        self.group_of[theme]
    }

    /// Group index of every fine theme.
    pub fn group_map(&self) -> &[usize] {
        &self.group_of
    }

    /// Index of the fine theme with this id, Chinese or English name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.themes.iter().position(|t| t.id == name || t.zh == name || t.en == name)
    }

    /// Index of the group with this id, Chinese or English name.
    pub fn group_index_of(&self, name: &str) -> Option<usize> {
        self.groups.iter().position(|g| g.id == name || g.zh == name || g.en == name)
    }

    /// Ids of the fine themes, by index.
    pub fn ids(&self) -> Vec<String> {
        self.themes.iter().map(|t| t.id.clone()).collect()
    }
}

impl TryFrom<ThemesFile> for ThemeSet {
    type Error = ThemesError;

    fn try_from(file: ThemesFile) -> Result<Self, ThemesError> {
        let (mut groups, mut themes) = (file.group, file.theme);
        if themes.is_empty() {
            return Err(ThemesError::NoTheme);
        }
        for theme in &mut themes {
            check_id(&theme.id)?;
            for name in [&mut theme.group, &mut theme.zh, &mut theme.en] {
                fill(name, &theme.id);
            }
        }
        if groups.is_empty() {
            let mut seen = BTreeSet::new();
            let new = |t: &&Theme| seen.insert(t.group.clone());
            groups = themes.iter().filter(new).map(group_named_by).collect();
        }
        for group in &mut groups {
            check_id(&group.id)?;
            fill(&mut group.zh, &group.id);
            fill(&mut group.en, &group.id);
        }
        check_unique("theme", themes.iter().map(|t| [&t.id, &t.zh, &t.en]))?;
        check_unique("group", groups.iter().map(|g| [&g.id, &g.zh, &g.en]))?;

        let group_of = themes
            .iter()
            .map(|theme| {
                let found = groups.iter().position(|g| g.id == theme.group);
                found.ok_or_else(|| ThemesError::UnknownGroup {
                    theme: theme.id.clone(),
                    group: theme.group.clone(),
                    listed: groups.iter().map(|g| &*g.id).collect::<Vec<_>>().join(", "),
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(empty) = (0..groups.len()).find(|g| !group_of.contains(g)) {
            return Err(ThemesError::EmptyGroup(groups[empty].id.clone()));
        }
        Ok(Self { groups, themes, group_of })
    }
}

impl From<ThemeSet> for ThemesFile {
    fn from(set: ThemeSet) -> Self {
        Self { group: set.groups, theme: set.themes }
    }
}

/// The group of a file that lists none: named like the theme where the theme is its own group.
fn group_named_by(theme: &Theme) -> Group {
    let own = theme.group == theme.id;
    let name = |own_name: &String| if own { own_name } else { &theme.group }.clone();
    Group { id: theme.group.clone(), zh: name(&theme.zh), en: name(&theme.en) }
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
