//! What lies in a theme: its paragraphs in groups of like matter, each with the words that tell it from the rest.
//!
//! Words are weighed by TF-IDF, brought to few dimensions by latent semantic analysis (Deerwester et al. 1990) and
//! grouped by k-means. Names of places and units are kept out, so that groups are of
//! matters and not of places. Groups have no names: people give them.
//!
//! ```no_run
//! use gongwen::settings::TopicSettings;
//! use gongwen::topics::Topics;
//! use gongwen::{Stack, Tagger, write::OutputFormat};
//!
//! let tagger = Tagger::built_in()?;
//! let files = tagger.tag_stack(&["报告"], &Stack::default()).files;
//! let other = tagger.names().find("其他").expect("a theme");
//! let topics = Topics::of(&files, &tagger, other, &TopicSettings::default());
//! topics.paper(3).write(OutputFormat::Html, &mut std::fs::File::create("其他.html")?)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cluster;
mod tables;
mod words;

use gongwen_parse::{Paragraph, Report};
use gongwen_write::{Counted, TaggedFile, ThemeOrTopic, characters};

use crate::Tagger;
use crate::settings::TopicSettings;
use cluster::{Clustered, cluster};
use words::Words;

/// A paragraph in its place.
#[derive(Debug, Clone, Copy)]
pub struct Source<'f> {
    /// Its file.
    pub file: &'f TaggedFile,
    /// Its report.
    pub report: &'f Report,
    /// The paragraph.
    pub paragraph: &'f Paragraph,
    /// Its unit; the file's name where the report names none.
    unit: &'f str,
}

/// The groups of a theme's paragraphs.
#[derive(Debug, Clone)]
pub struct Topics<'f> {
    /// Chinese name of the theme.
    pub theme: String,
    /// The largest first.
    pub groups: Vec<TopicGroup<'f>>,
}

/// Paragraphs of like matter.
#[derive(Debug, Clone)]
pub struct TopicGroup<'f> {
    /// Words that tell it from the others, the most telling first.
    pub words: Vec<String>,
    /// Its paragraphs, the most typical first.
    pub paragraphs: Vec<Source<'f>>,
}

impl TopicGroup<'_> {
    /// Characters of its paragraphs, white space aside.
    pub fn characters(&self) -> usize {
        self.paragraphs.iter().map(|source| characters(&source.paragraph.text)).sum()
    }

    /// Units that its paragraphs are from.
    pub fn units(&self) -> usize {
        let mut units: Vec<&str> = self.paragraphs.iter().map(|source| source.unit).collect();
        units.sort_unstable();
        units.dedup();
        units.len()
    }
}

/// Shorter paragraphs, in characters, are headings and remnants rather than matter.
const SHORTEST: usize = 12;

impl<'f> Topics<'f> {
    /// Groups the paragraphs that are answered with a theme or topic, of the reports that count. The same files,
    /// settings and seed give the same groups.
    pub fn of(
        files: &'f [TaggedFile],
        tagger: &Tagger,
        theme: ThemeOrTopic,
        settings: &TopicSettings,
    ) -> Self {
        let names = tagger.names();
        let sources = sources(files, theme);
        let words = Words::of(&sources, tagger.model().vectorizer.extractor());
        let wanted = settings.groups.unwrap_or_else(|| by_amount(sources.len()));
        let Clustered { group_of, closeness, groups } = cluster(&words, wanted, settings.dimensions);
        let telling = words.telling(&group_of, groups, settings.words);
        let group = |(group, words): (usize, Vec<String>)| {
            let mut members: Vec<usize> = (0..sources.len()).filter(|&at| group_of[at] == group).collect();
            members.sort_by(|&a, &b| closeness[b].total_cmp(&closeness[a]));
            TopicGroup { words, paragraphs: members.into_iter().map(|at| sources[at]).collect() }
        };
        let mut groups: Vec<TopicGroup<'f>> = telling.into_iter().enumerate().map(group).collect();
        groups.retain(|group| !group.paragraphs.is_empty());
        groups.sort_by_key(|group| std::cmp::Reverse(group.paragraphs.len()));
        Self { theme: names.zh(theme).to_owned(), groups }
    }

    /// Paragraphs in all groups.
    pub fn paragraphs(&self) -> usize {
        self.groups.iter().map(|group| group.paragraphs.len()).sum()
    }
}

/// How many groups so many paragraphs make: few enough to be read, and each large enough to be one.
fn by_amount(paragraphs: usize) -> usize {
    ((paragraphs as f64).sqrt() / 3.0).round().clamp(2.0, 30.0) as usize
}

fn sources<'f>(files: &'f [TaggedFile], theme: ThemeOrTopic) -> Vec<Source<'f>> {
    let counted = Counted::of(files);
    let mut sources = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for (place, (report, paragraphs)) in file.reports().enumerate() {
            if !counted.has(at, place) {
                continue;
            }
            for (paragraph, tag) in paragraphs {
                let is_wanted = match theme {
                    ThemeOrTopic::Theme(theme) => tag.theme == theme,
                    ThemeOrTopic::Topic(topic) => tag.topic == topic,
                };
                if is_wanted && !tag.bare && characters(&paragraph.text) >= SHORTEST {
                    let unit = report.unit.as_deref().unwrap_or(&file.name);
                    sources.push(Source { file, report, paragraph, unit });
                }
            }
        }
    }
    sources
}

#[cfg(all(test, feature = "built-in"))]
mod tests {
    use gongwen_write::{OutputFormat, tables};

    use super::*;

    /// Reports of units that do four things each, all in 其他.
    fn files(tagger: &Tagger) -> Vec<TaggedFile> {
        let of_unit = |(n, unit): (usize, &str)| {
            let source = format!(
                "{unit}2023年工作总结\n一、道路养护。{unit}修补路面坑槽{n}处，更换护栏，养护公路{n}公里。\n\
                 二、书香建设。{unit}的图书馆开放阅览座位{n}个，办读书会，借阅图书{n}万册。\n\
                 三、林业生产。封山育林{n}万亩，{unit}巡护林区，补植苗木{n}株。\n\
                 四、档案管理。{unit}整理馆藏档案{n}卷，编研目录，库房恒温，利用者查阅{n}人次。\n"
            );
            let mut tagged = tagger.tag_text(&source).expect("tagged");
            tagged.name = format!("{unit}.txt");
            tagged.tags.iter_mut().for_each(|tag| tag.theme = 4);
            tagged
        };
        ["云岭县", "青滩县", "红泥县", "白沙县", "柳荫县"].into_iter().enumerate().map(of_unit).collect()
    }

    #[test]
    fn groups_are_of_matters_and_not_of_places() {
        let tagger = Tagger::built_in().expect("the built-in model");
        let files = files(&tagger);
        let settings = TopicSettings { groups: Some(4), ..TopicSettings::default() };
        let topics = Topics::of(&files, &tagger, ThemeOrTopic::Theme(4), &settings);
        assert_eq!(topics.theme, "其他");
        let sizes: Vec<usize> = topics.groups.iter().map(|group| group.paragraphs.len()).collect();
        assert_eq!(sizes, [5, 5, 5, 5]);
        for group in &topics.groups {
            let matter = |source: &Source<'_>| source.paragraph.path.last().cloned();
            assert!(group.paragraphs.iter().all(|source| matter(source) == matter(&group.paragraphs[0])));
            assert!(group.words.iter().all(|word| !word.contains('县')), "{:?}", group.words);
            let units: Vec<&str> = group.examples(3).iter().map(|source| source.unit).collect();
            assert_eq!((group.units(), units.len()), (5, 3));
        }
        let again = Topics::of(&files, &tagger, ThemeOrTopic::Theme(4), &settings);
        let written = |topics: &Topics<'_>| {
            let mut out = Vec::new();
            tables(OutputFormat::Jsonl, &mut out, &topics.tables()).expect("written");
            String::from_utf8(out).expect("text")
        };
        assert_eq!(written(&topics), written(&again));
        assert_eq!(written(&topics).lines().count(), 4 + 20);
        assert!(Topics::of(&files, &tagger, ThemeOrTopic::Theme(0), &settings).groups.is_empty());
    }
}
