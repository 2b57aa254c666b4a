//! What a themes file holds, and what its seed words find: to look at before anything is trained.

use std::collections::{BTreeMap, BTreeSet};

use gongwen_classifier::{ThemeSet, Topic};
use gongwen_messages::{listed, text};
use gongwen_write::{Cell, Row, Table, TableColumn};

use crate::{LabelledText, Text};

/// In how many paragraphs the seed words of a set of themes stand, and how many labels each topic has.
///
/// ```
/// use gongwen::{Text, ThemeWords, classifier::ThemeSet};
///
/// let themes = ThemeSet::from_toml("[[theme]]\nid = \"roads\"\nwords = [\"公路\", \"桥梁\"]\n")?;
/// let mut words = ThemeWords::new(&themes);
/// words.add(&Text { text: "新建公路三条。".to_owned(), ..Text::default() });
/// assert_eq!((words.of_topic(0).paragraphs, words.of_word(0, 1).paragraphs), (1, 0));
/// # Ok::<(), gongwen::classifier::ThemesError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ThemeWords<'t> {
    themes: &'t ThemeSet,
    paragraphs: usize,
    /// Of each topic its words, behind them all of them together.
    found: Vec<Vec<Found>>,
    labels: Vec<usize>,
}

/// What was found of a word, or of all words of a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Paragraphs that hold it, in the text or a heading above.
    pub paragraphs: usize,
    /// Those of them that hold no word of another topic.
    pub alone: usize,
}

/// Something about a themes file that people should know.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// Several topics have no words, so that none of them is what is left over.
    SeveralWithout(Vec<String>),
    /// A word that several topics have.
    Shared(String, Vec<String>),
    /// A word that holds a word of another topic: `农业保险` and `保险`.
    Holds(String, String, String),
    /// A word that no paragraph holds.
    Nowhere(String, String),
    /// A word in so many of all paragraphs, 0 to 1, that it tells little.
    Everywhere(String, String, f64),
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SeveralWithout(topics) => f.write_str(&text!(
                "{topics}: no words; one topic may have none and takes what is left over, of several each needs labels",
                topics = listed(topics)
            )),
            Self::Shared(word, topics) => f.write_str(&text!(
                "`{word}` is a word of {topics}: it tells them not apart",
                word,
                topics = topics.join(&text!(" and "))
            )),
            Self::Holds(word, inner, topic) => f.write_str(&text!(
                "`{word}` holds `{inner}`, a word of {topic}, and speaks for both",
                word,
                inner,
                topic
            )),
            Self::Nowhere(word, topic) => {
                f.write_str(&text!("{topic}: `{word}` stands in no paragraph", topic, word))
            }
            Self::Everywhere(word, topic, share) => f.write_str(&text!(
                "{topic}: `{word}` stands in {percent}% of all paragraphs and tells little",
                topic,
                word,
                percent = format_args!("{:.0}", share * 100.0)
            )),
        }
    }
}

/// Share of all paragraphs from which a word is in too many.
const EVERYWHERE: f64 = 0.2;

impl<'t> ThemeWords<'t> {
    /// Counts that begin with nothing.
    pub fn new(themes: &'t ThemeSet) -> Self {
        let found = |topic: &Topic| vec![Found::default(); topic.words.len() + 1];
        let found = themes.topics().iter().map(found).collect();
        Self { themes, paragraphs: 0, found, labels: vec![0; themes.n_topics()] }
    }

    /// Counts the words of a paragraph.
    pub fn add(&mut self, text: &Text) {
        self.paragraphs += 1;
        let holds = |word: &String| {
            text.text.contains(&**word) || text.headings.iter().any(|heading| heading.contains(&**word))
        };
        let held: Vec<Vec<usize>> = self
            .themes
            .topics()
            .iter()
            .map(|topic| (0..topic.words.len()).filter(|&at| holds(&topic.words[at])).collect())
            .collect();
        let topics = held.iter().filter(|words| !words.is_empty()).count();
        for (found, words) in self.found.iter_mut().zip(&held).filter(|(_, words)| !words.is_empty()) {
            let all = found.len() - 1;
            for &at in words.iter().chain([&all]) {
                found[at].paragraphs += 1;
                found[at].alone += usize::from(topics == 1);
            }
        }
    }

    /// Counts the label of a text, where the themes have it.
    pub fn add_label(&mut self, example: &LabelledText) {
        if let Some(topic) = self.themes.topic_index(&example.topic) {
            self.labels[topic] += 1;
        }
    }

    /// Paragraphs counted.
    pub fn paragraphs(&self) -> usize {
        self.paragraphs
    }

    /// Paragraphs that hold any word of a topic, by its index.
    pub fn of_topic(&self, topic: usize) -> Found {
        self.found.get(topic).and_then(|found| found.last()).copied().unwrap_or_default()
    }

    /// Paragraphs that hold a word of a topic, by their indices.
    pub fn of_word(&self, topic: usize, word: usize) -> Found {
        self.found.get(topic).and_then(|found| found.get(word)).copied().unwrap_or_default()
    }

    /// What people should know before they train: of the file, and of the paragraphs counted.
    pub fn doubts(&self) -> Vec<Doubt> {
        let topics = self.themes.topics();
        let name = |topic: &Topic| topic.id.clone();
        let mut doubts = Vec::new();
        let without: Vec<String> = topics.iter().filter(|topic| topic.words.is_empty()).map(name).collect();
        if self.themes.has_words() && without.len() > 1 {
            doubts.push(Doubt::SeveralWithout(without));
        }
        let mut topics_of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (at, topic) in topics.iter().enumerate() {
            topic.words.iter().for_each(|word| {
                topics_of.entry(word).or_default().insert(at);
            });
        }
        for (word, of) in &topics_of {
            if of.len() > 1 {
                let of = of.iter().map(|&topic| name(&topics[topic])).collect();
                doubts.push(Doubt::Shared((*word).to_owned(), of));
            }
            let inner = topics_of.iter().filter(|(inner, _)| inner != &word && word.contains(**inner));
            for (inner, of_inner) in inner {
                if let Some(&other) = of_inner.difference(of).next() {
                    let (word, inner) = ((*word).to_owned(), (*inner).to_owned());
                    doubts.push(Doubt::Holds(word, inner, name(&topics[other])));
                }
            }
        }
        if self.paragraphs > 0 {
            for (topic, found) in topics.iter().zip(&self.found) {
                for (word, found) in topic.words.iter().zip(found) {
                    let share = found.paragraphs as f64 / self.paragraphs as f64;
                    if found.paragraphs == 0 {
                        doubts.push(Doubt::Nowhere(word.clone(), name(topic)));
                    } else if share >= EVERYWHERE && self.paragraphs >= 50 {
                        doubts.push(Doubt::Everywhere(word.clone(), name(topic), share));
                    }
                }
            }
        }
        doubts
    }

    /// A row a topic, behind it a row for each of its words. Labels stand where some were counted, paragraphs too.
    pub fn table(&self) -> Table {
        let counted = |count: usize, all: usize| if all > 0 { Cell::Count(count) } else { Cell::Empty };
        let labels: usize = self.labels.iter().sum();
        let mut rows = Vec::new();
        for (at, topic) in self.themes.topics().iter().enumerate() {
            let theme = &self.themes.themes()[self.themes.theme_of(at)];
            let mut row = |word: &str, found: Found, labels: Cell| {
                rows.push(Row::of(vec![
                    Cell::of(&topic.id),
                    Cell::of(&topic.zh),
                    Cell::of(&theme.zh),
                    Cell::of(word),
                    counted(found.paragraphs, self.paragraphs),
                    counted(found.alone, self.paragraphs),
                    labels,
                ]));
            };
            row("", self.of_topic(at), counted(self.labels[at], labels));
            for (place, word) in topic.words.iter().enumerate() {
                row(word, self.of_word(at, place), Cell::Empty);
            }
        }
        let columns = [
            ("主题代码", "topic", 20.0),
            ("主题", "zh", 16.0),
            ("归入", "theme", 16.0),
            ("种子词", "word", 16.0),
            ("见于段数", "paragraphs", 10.0),
            ("独见段数", "alone", 10.0),
            ("标注段数", "labels", 10.0),
        ];
        let columns = columns.map(|(name, key, width)| TableColumn::new(name, key, width)).to_vec();
        Table { name: "主题".to_owned(), kind: None, columns, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubts(toml: &str, texts: &[&str]) -> Vec<String> {
        let themes = ThemeSet::from_toml(toml).unwrap();
        let mut words = ThemeWords::new(&themes);
        texts.iter().for_each(|&text| words.add(&Text { text: text.to_owned(), ..Text::default() }));
        words.doubts().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn words_that_tell_little_are_named() {
        let toml = "[[theme]]\nid='a'\nwords=['保险', '检查']\n[[theme]]\nid='b'\nwords=['农业保险', '检查']\n\
                    [[theme]]\nid='c'\n[[theme]]\nid='d'";
        assert_eq!(
            doubts(toml, &["检查保险。"]),
            [
                "c, d: no words; one topic may have none and takes what is left over, of several each needs labels",
                "`农业保险` holds `保险`, a word of a, and speaks for both",
                "`检查` is a word of a and b: it tells them not apart",
                "b: `农业保险` stands in no paragraph",
            ]
        );
        let often = doubts("[[theme]]\nid='a'\nwords=['检查']", &["检查楼道。"; 50]);
        assert_eq!(often, ["a: `检查` stands in 100% of all paragraphs and tells little"]);
    }

    #[test]
    fn a_paragraph_with_words_of_two_topics_is_neithers_alone() {
        let toml = "[[theme]]\nid='a'\nwords=['公路', '桥梁']\n[[theme]]\nid='b'\nwords=['水库']";
        let themes = ThemeSet::from_toml(toml).unwrap();
        let mut words = ThemeWords::new(&themes);
        for (text, heading) in [("新建公路、桥梁。", "交通"), ("修路。", "公路"), ("公路通到水库。", "")]
        {
            words.add(&Text { text: text.to_owned(), headings: vec![heading.to_owned()], ..Text::default() });
        }
        assert_eq!(words.of_topic(0), Found { paragraphs: 3, alone: 2 });
        assert_eq!(words.of_word(0, 1), Found { paragraphs: 1, alone: 1 });
        assert_eq!(words.of_topic(1), Found { paragraphs: 1, alone: 0 });
        assert_eq!(words.table().rows.len(), 5);
    }
}
