//! What a stack of reports says about some themes: paragraphs in groups, and where each comes from.

use gongwen_parse::{Paragraph, Part, Report};

use crate::tagged::NO_TITLE;
use crate::{Tag, TaggedFile};

/// A paragraph with where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The file.
    pub file: &'a TaggedFile,
    /// The report in it.
    pub report: &'a Report,
    /// The paragraph in that.
    pub paragraph: &'a Paragraph,
    /// Its tag.
    pub tag: &'a Tag,
}

/// A paragraph of a collection and the near-duplicates folded into it.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The paragraph shown.
    pub excerpt: Excerpt<'a>,
    /// Those that say nearly the same, in the order they were read.
    pub folded: Vec<Folded<'a>>,
}

/// A near-duplicate.
#[derive(Clone, Copy, Debug)]
pub struct Folded<'a> {
    /// The paragraph left out.
    pub excerpt: Excerpt<'a>,
    /// Jaccard index of the two texts' shingles (see [`gongwen_parse::duplicates`]), from 0 to 1.
    pub similarity: f64,
}

/// The paragraphs of a group, part by part.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The unit, the topic, or the topic and the word that a strand of it shares.
    pub title: String,
    /// Parts in the order of [`crate::PARTS`], empty ones left out.
    pub parts: Vec<(Part, Vec<Item<'a>>)>,
}

/// What a stack of reports says about some themes.
#[derive(Clone, Debug)]
pub struct Collection<'a> {
    /// The title.
    pub title: String,
    /// The groups, in the order they are shown: of units the order in which they were read, of topics that of
    /// the model, the strands of a topic from the largest to the rest.
    pub groups: Vec<Group<'a>>,
    /// How many reports were looked through.
    pub reports: usize,
}

impl<'a> Excerpt<'a> {
    /// The unit; where none is stated, the report's title or the file's name.
    pub fn unit(&self) -> &'a str {
        let named = self.report.unit.as_deref().or(self.report.title.as_deref());
        named.unwrap_or(&self.file.name)
    }

    /// Where the paragraph comes from, for people: unit, the year it speaks of, heading path, file.
    pub fn source_zh(&self) -> String {
        let mut source = vec![self.unit().to_owned()];
        source.extend(self.paragraph.year.map(|year| format!("{year}年")));
        source.extend((!self.paragraph.path.is_empty()).then(|| self.paragraph.path.join(" › ")));
        source.push(self.file_name().to_owned());
        source.join("，")
    }

    /// The file's name without the folders above.
    fn file_name(&self) -> &'a str {
        self.file.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// As [`TaggedFile::paragraphs`] gives it.
    pub(crate) fn tagged(&self) -> (&'a Report, &'a Paragraph, &'a Tag) {
        (self.report, self.paragraph, self.tag)
    }

    fn title(&self) -> &'a str {
        self.report.title.as_deref().unwrap_or(NO_TITLE)
    }
}

impl Item<'_> {
    /// What was folded into the paragraph, for people; empty where nothing was.
    pub fn folded_zh(&self) -> String {
        let named = self.folded.iter().map(|folded| {
            let excerpt = &folded.excerpt;
            format!("{}《{}》（相似度{:.2}）", excerpt.unit(), excerpt.title(), folded.similarity)
        });
        named.collect::<Vec<_>>().join("；")
    }
}

impl<'a> Collection<'a> {
    /// The paragraphs in order, each with its group's title.
    pub fn items(&self) -> impl Iterator<Item = (&str, &Item<'a>)> {
        self.groups.iter().flat_map(|group| {
            group.parts.iter().flat_map(|(_, items)| items).map(|item| (group.title.as_str(), item))
        })
    }
}
