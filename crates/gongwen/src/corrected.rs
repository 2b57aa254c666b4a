//! What people say of tagged paragraphs, over what the model answered.

use std::ops::Range;

use gongwen_parse::{Block, Paragraph, Part};
use gongwen_write::{Passage, Tag, TaggedFile, ThemeNames, ThemeOrTopic};

use crate::{Tagger, Text};

/// What a person says of a paragraph; what is empty stays as the model and the parser have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// What it is about, the primary theme first.
    pub themes: Vec<ThemeOrTopic>,
    /// Passages about something else: bytes of its repaired text, in order and without overlap, and what they are about.
    pub marks: Vec<(Range<usize>, ThemeOrTopic)>,
    /// The part of the report it belongs to.
    pub part: Option<Part>,
    /// The year it speaks of.
    pub year: Option<u16>,
}

/// A paragraph with its correction, by its position among those of its file.
pub type Corrected<'a> = (usize, &'a Correction);

impl Tagger {
    /// Puts over the answers about a file what people say of its paragraphs: what they say is certain, and
    /// [`Tag::correction`] names it. A theme of several topics gets the likeliest of these by this model.
    ///
    /// ```
    /// use gongwen::{Correction, Tagger, write::ThemeOrTopic};
    ///
    /// let tagger = Tagger::built_in()?;
    /// let mut file = tagger.tag_text("一、消防。检查消防通道，整改火灾隐患86处。\n")?;
    /// let livelihood = tagger.theme_or_topic("民生")?;
    /// let correction = Correction { themes: vec![livelihood], year: Some(2024), ..Correction::default() };
    /// tagger.correct(&mut file, [(0, &correction)]);
    /// assert_eq!(ThemeOrTopic::Theme(file.tags[0].theme), livelihood);
    /// assert_eq!((file.tags[0].confidence, &*file.tags[0].correction), (1.0, "livelihood"));
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    pub fn correct<'a>(&self, file: &mut TaggedFile, given: impl IntoIterator<Item = Corrected<'a>>) {
        let names = self.names();
        for (at, correction) in given {
            self.correct_one(file, at, correction, &names);
        }
    }

    fn correct_one(&self, file: &mut TaggedFile, at: usize, correction: &Correction, names: &ThemeNames) {
        let Correction { themes, marks, part, year } = correction;
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let (Some(&(_, paragraph)), Some(tag)) = (paragraphs.get(at), file.tags.get(at)) else { return };
        let text = Text::of(&paragraphs[at..]);
        let mut tag = tag.clone();
        let settled: Vec<_> = themes.iter().map(|&named| self.settled(named, &tag, &text, names)).collect();
        if let [(theme, topic)] = settled[..]
            && theme == tag.theme
        {
            // What else the paragraph speaks of stands: nobody said that it does not.
            let of_topic = tag.topics.iter().position(|&(known, _)| known == topic);
            of_topic.map(|at| tag.topics.remove(at));
            tag.topics.insert(0, (topic, 1.0));
            let sure = tag.passages.iter_mut().filter(|passage| passage.theme == theme);
            sure.for_each(|passage| passage.p = 1.0);
            tag.themes.retain(|&(known, _)| known != theme);
            tag.themes.insert(0, (theme, 1.0));
            tag = Tag { topic, confidence: 1.0, unsure: false, correction: ids(themes, names), ..tag };
        } else if let Some(&(theme, topic)) = settled.first() {
            let whole = Passage { text: 0..paragraph.text.len(), span: paragraph.span, theme, topic, p: 1.0 };
            tag = Tag {
                theme,
                topic,
                confidence: 1.0,
                unsure: false,
                themes: each_once(settled.iter().map(|&(theme, _)| theme)),
                topics: each_once(settled.iter().map(|&(_, topic)| topic)),
                // The words that decided for another theme tell nothing of this one.
                evidence: if theme == tag.theme { std::mem::take(&mut tag.evidence) } else { Vec::new() },
                passages: if tag.passages.is_empty() { Vec::new() } else { vec![whole] },
                correction: ids(themes, names),
                ..tag
            };
        }
        if !marks.is_empty() {
            tag.passages = self.laid_over(file, paragraph, &tag, marks, names);
        }
        file.tags[at] = tag;
        let Some(paragraph) = paragraph_mut(file, at) else { return };
        paragraph.part = part.unwrap_or(paragraph.part);
        paragraph.year = year.or(paragraph.year);
    }

    /// The theme named, and its topic: the one answered, where it is the theme's, else the likeliest.
    fn settled(&self, named: ThemeOrTopic, tag: &Tag, text: &Text, names: &ThemeNames) -> (usize, usize) {
        let theme = theme_of(named, names);
        let topic = match named {
            ThemeOrTopic::Topic(topic) => topic,
            ThemeOrTopic::Theme(_) if theme == tag.theme => tag.topic,
            ThemeOrTopic::Theme(_) => {
                let of_theme = |topic: &usize| names.topics.get(*topic).is_some_and(|t| t.theme == theme);
                let likely = self.answer(text).map(|answered| answered.answer.topics).unwrap_or_default();
                let p = |topic: usize| likely.get(topic).copied().unwrap_or_default();
                let topics = (0..names.topics.len()).filter(of_theme);
                topics.max_by(|&a, &b| p(a).total_cmp(&p(b)).then(b.cmp(&a))).unwrap_or(tag.topic)
            }
        };
        (theme, topic)
    }

    /// The passages of a paragraph with the marked ones over them, so that together they are the whole.
    fn laid_over(
        &self,
        file: &TaggedFile,
        paragraph: &Paragraph,
        tag: &Tag,
        marks: &[(Range<usize>, ThemeOrTopic)],
        names: &ThemeNames,
    ) -> Vec<Passage> {
        let places = file.document.places(paragraph);
        let whole = Passage {
            text: 0..paragraph.text.len(),
            span: paragraph.span,
            theme: tag.theme,
            topic: tag.topic,
            p: tag.confidence,
        };
        let below = if tag.passages.is_empty() { vec![whole] } else { tag.passages.clone() };
        let ends = below.iter().map(|passage| &passage.text).chain(marks.iter().map(|(range, _)| range));
        let mut cuts: Vec<usize> = ends.flat_map(|range| [range.start, range.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let piece = |ends: &[usize]| {
            let range = ends[0]..ends[1];
            let text = paragraph.text.get(range.clone())?;
            let holds = |other: &Range<usize>| other.start <= range.start && range.end <= other.end;
            let under = below.iter().find(|passage| holds(&passage.text));
            let mark = marks.iter().find(|(marked, _)| holds(marked));
            let (theme, topic, p) = match (mark, under) {
                (Some(&(_, named)), _) => {
                    let text = Text { text: text.to_owned(), ..Text::default() };
                    let (theme, topic) = self.settled(named, tag, &text, names);
                    (theme, topic, 1.0)
                }
                (None, Some(under)) => (under.theme, under.topic, under.p),
                (None, None) => (tag.theme, tag.topic, tag.confidence),
            };
            let span = places.span(range.clone());
            Some(Passage { text: range, span, theme, topic, p })
        };
        cuts.windows(2).filter_map(piece).collect()
    }
}

/// Ids of what is named, as the column 更正 takes them.
fn ids(named: &[ThemeOrTopic], names: &ThemeNames) -> String {
    let id = |named: &ThemeOrTopic| match *named {
        ThemeOrTopic::Theme(theme) => names.themes.get(theme).map(|theme| theme.id.as_str()),
        ThemeOrTopic::Topic(topic) => names.topics.get(topic).map(|topic| topic.id.as_str()),
    };
    named.iter().filter_map(id).collect::<Vec<_>>().join("+")
}

fn theme_of(named: ThemeOrTopic, names: &ThemeNames) -> usize {
    match named {
        ThemeOrTopic::Theme(theme) => theme,
        ThemeOrTopic::Topic(topic) => names.topics.get(topic).map_or(0, |topic| topic.theme),
    }
}

fn each_once(named: impl Iterator<Item = usize>) -> Vec<(usize, f64)> {
    let mut once: Vec<(usize, f64)> = Vec::new();
    for index in named {
        if !once.iter().any(|&(known, _)| known == index) {
            once.push((index, 1.0));
        }
    }
    once
}

fn paragraph_mut(file: &mut TaggedFile, at: usize) -> Option<&mut Paragraph> {
    let blocks = file.document.reports.iter_mut().flat_map(|report| &mut report.blocks);
    let paragraphs = blocks.filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Heading(_) => None,
    });
    paragraphs.into_iter().nth(at)
}

#[cfg(all(test, feature = "built-in"))]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::labelled::Corrections;

    const TEXT: &str = "云岭县2023年工作总结\n一、工作情况\n（一）检查消防通道四十处。新建老年食堂三处，全部开放。\n（二）修路十里。\n";

    fn named(tagger: &Tagger, name: &str) -> ThemeOrTopic {
        tagger.theme_or_topic(name).expect("a theme's name")
    }

    #[test]
    fn marked_passages_and_the_rest_make_up_the_paragraph() {
        let tagger = Tagger::built_in().unwrap();
        let mut file = tagger.tag_text(TEXT).unwrap();
        let text = file.paragraphs().next().unwrap().1.text.clone();
        let from = text.find("新建").unwrap();
        let marks = vec![(from..text.len(), named(&tagger, "livelihood"))];
        let themes = vec![named(&tagger, "safety")];
        let correction = Correction { themes, marks, part: Some(Part::Plan), year: Some(2024) };
        tagger.correct(&mut file, [(0, &correction)]);

        let (_, paragraph, tag) = file.paragraphs().next().unwrap();
        assert_eq!((paragraph.part, paragraph.year, tag.confidence), (Part::Plan, Some(2024), 1.0));
        let theme = |index: usize| tagger.names().themes[index].id.clone();
        let found: Vec<_> = tag.passages.iter().map(|p| (&text[p.text.clone()], theme(p.theme))).collect();
        assert_eq!(found[0], (&text[..from], "safety".to_owned()));
        assert_eq!(found[1], (&text[from..], "livelihood".to_owned()));
        assert_eq!(tag.passages[1].span.of(&file.document.source), &text[from..]);
    }

    #[test]
    fn corrections_are_rows_that_teach_and_the_others_are_not() {
        let tagger = Tagger::built_in().unwrap();
        let file = tagger.tag_text(TEXT).unwrap();
        let mark =
            (0..file.paragraphs().next().unwrap().1.text.find('新').unwrap(), named(&tagger, "safety"));
        let correction =
            Correction { themes: vec![named(&tagger, "其他")], marks: vec![mark], ..Correction::default() };
        let given = BTreeMap::from([((0, 0), correction)]);
        let rows = Corrections::of_files(&[file], &given, &tagger.model().themes).unwrap();
        let taught: Vec<_> = rows.taught().map(|row| (row.topics.len(), row.place.clone())).collect();
        assert_eq!(taught.len(), 2);
        assert_eq!(rows.rows.len(), 3);
        assert_eq!(taught[0].1, taught[1].1, "a passage is never held out without its paragraph");
        assert_eq!(rows.taught().nth(1).unwrap().topics, ["safety"]);
    }
}
