//! What a filled cell says: themes or topics by name.

use std::cell::OnceCell;

use gongwen_classifier::ThemeSet;
use gongwen_messages::listed;
use gongwen_write::ThemeOrTopic;

use super::super::LabelledErrorKind;
use crate::Tagger;
use crate::text::Text;

/// Words that may mean that the answer is right, or that no theme is: nothing is learnt from a guess.
const NONE: [&str; 7] = ["无", "-", "—", "/", "没有", "none", "NONE"];

/// What a name in a cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Index of a topic.
    Topic(usize),
    /// Index of a theme that is several topics.
    Theme(usize),
}

impl From<ThemeOrTopic> for Label {
    fn from(named: ThemeOrTopic) -> Self {
        match named {
            ThemeOrTopic::Theme(theme) => Self::Theme(theme),
            ThemeOrTopic::Topic(topic) => Self::Topic(topic),
        }
    }
}

impl From<Label> for ThemeOrTopic {
    fn from(label: Label) -> Self {
        match label {
            Label::Theme(theme) => Self::Theme(theme),
            Label::Topic(topic) => Self::Topic(topic),
        }
    }
}

/// Reads cells, and chooses among the topics of a theme.
pub(super) struct Labels<'t> {
    themes: &'t ThemeSet,
    /// Loaded when the first theme of several topics is met; nothing where no model knows the themes.
    tagger: OnceCell<Option<Tagger>>,
}

impl<'t> Labels<'t> {
    pub(super) fn of(themes: &'t ThemeSet) -> Self {
        Self { themes, tagger: OnceCell::new() }
    }

    /// The labels in a cell, the primary one first, each once.
    pub(super) fn in_cell(&self, cell: &str) -> Result<Vec<Label>, LabelledErrorKind> {
        if NONE.contains(&cell) {
            return Err(LabelledErrorKind::None(cell.to_owned()));
        }
        if let Some(label) = self.label(cell) {
            return Ok(vec![label]);
        }
        let names = cell.split(|c: char| c.is_whitespace() || "+＋、,，;；".contains(c));
        let mut labels = Vec::new();
        for name in names.filter(|name| !name.is_empty()) {
            let label = self.label(name).ok_or_else(|| self.unknown(name))?;
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        if labels.is_empty() { Err(LabelledErrorKind::NoTopicIn(cell.to_owned())) } else { Ok(labels) }
    }

    /// The label of this name, in any case.
    pub(super) fn label(&self, name: &str) -> Option<Label> {
        let name = name.trim();
        let topic = |name: &str| self.themes.topic_index(name).map(Label::Topic);
        let lower = name.to_lowercase();
        topic(name).or_else(|| topic(&lower)).or_else(|| {
            let is_it = |own: &str| own == name || own.to_lowercase() == lower;
            let themes = self.themes.themes();
            let theme = themes.iter().position(|t| is_it(&t.id) || is_it(&t.zh) || is_it(&t.en))?;
            match self.topics_of(theme)[..] {
                [only] => Some(Label::Topic(only)),
                _ => Some(Label::Theme(theme)),
            }
        })
    }

    /// The id of the topic a label means for a text: of a theme's the one that was answered, else the likeliest by the
    /// built-in model.
    pub(super) fn topic(
        &self,
        label: Label,
        text: &Text,
        answered: Option<usize>,
    ) -> Result<String, LabelledErrorKind> {
        let topic = match label {
            Label::Topic(topic) => topic,
            Label::Theme(theme) => {
                let topics = self.topics_of(theme);
                let answered = answered.filter(|topic| topics.contains(topic));
                answered.or_else(|| self.likeliest(&topics, text)).ok_or_else(|| {
                    let zh = |&topic: &usize| self.themes.topics()[topic].zh.as_str();
                    LabelledErrorKind::SeveralTopics {
                        theme: self.themes.themes()[theme].zh.clone(),
                        topics: topics.iter().map(zh).collect::<Vec<_>>().join("、"),
                    }
                })?
            }
        };
        Ok(self.themes.topics()[topic].id.clone())
    }

    fn topics_of(&self, theme: usize) -> Vec<usize> {
        (0..self.themes.n_topics()).filter(|&topic| self.themes.theme_of(topic) == theme).collect()
    }

    fn likeliest(&self, topics: &[usize], text: &Text) -> Option<usize> {
        let tagger = self.tagger.get_or_init(|| built_in(self.themes)).as_ref()?;
        let answer = tagger.answer(text).ok()?.answer;
        topics.iter().copied().max_by(|&a, &b| answer.topics[a].total_cmp(&answer.topics[b]).then(b.cmp(&a)))
    }

    fn unknown(&self, name: &str) -> LabelledErrorKind {
        let themes = self.themes.themes().iter().map(|theme| (&theme.zh, &theme.id));
        let topics = self.themes.topics().iter().map(|topic| (&topic.zh, &topic.id));
        let mut known: Vec<String> = Vec::new();
        for (zh, id) in themes.chain(topics) {
            let both = if zh == id { id.clone() } else { format!("{zh} {id}") };
            if !known.contains(&both) {
                known.push(both);
            }
        }
        LabelledErrorKind::UnknownTheme { name: name.to_owned(), known: listed(known) }
    }
}

/// The built-in model, where it knows just these themes.
fn built_in(themes: &ThemeSet) -> Option<Tagger> {
    #[cfg(feature = "built-in")]
    return Tagger::built_in().ok().filter(|tagger| tagger.model().themes == *themes);
    #[cfg(not(feature = "built-in"))]
    {
        let _ = themes;
        None
    }
}
