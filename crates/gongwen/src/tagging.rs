//! From a parsed document to the theme of each of its paragraphs.

use std::collections::BTreeMap;
use std::path::Path;

use gongwen_classifier as classifier;
use gongwen_classifier::{Answer, Input, Model, ScoreError};
use gongwen_features::{Fields, SparseVector, term_words};
use gongwen_write::{Tag, TaggedFile, Theme, ThemeNames, Topic};

use crate::Error;
use crate::reader::{ParsedFile, Reader};
use crate::settings::AnswerSettings;
use crate::text::{Text, fields, is_bare_heading, with_items};

/// Tags the paragraphs of reports by theme.
///
/// ```
/// let tagger = gongwen::Tagger::built_in()?;
/// let tagged = tagger.tag_text("一、消防。检查消防通道，整改火灾隐患86处。\n二、养老。新建老年食堂三处。\n")?;
/// let themes = tagger.names();
/// let found: Vec<&str> = tagged.tags.iter().map(|tag| &*themes.themes[tag.theme].id).collect();
/// assert_eq!(found, ["safety", "livelihood"]);
/// # Ok::<(), gongwen::Error>(())
/// ```
#[derive(Debug)]
pub struct Tagger {
    model: Model,
    answers: AnswerSettings,
    /// How files are read and parsed.
    pub reader: Reader,
}

impl Tagger {
    /// A tagger with the built-in model.
    ///
    /// # Errors
    /// None of a build that passed its tests.
    #[cfg(feature = "built-in")]
    pub fn built_in() -> Result<Self, Error> {
        Self::new(crate::built_in::model()?, AnswerSettings::default())
    }

    /// A tagger with this model.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a setting that is out of its range.
    pub fn new(mut model: Model, answers: AnswerSettings) -> Result<Self, Error> {
        answers.check()?;
        model.threshold = answers.threshold.unwrap_or(model.threshold);
        Ok(Self { model, answers, reader: Reader::default() })
    }

    /// The model that answers.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The names of the themes and topics that tags point to.
    pub fn names(&self) -> ThemeNames {
        let set = &self.model.themes;
        let theme = |theme: &classifier::Theme| Theme {
            id: theme.id.clone(),
            zh: theme.zh.clone(),
            en: theme.en.clone(),
        };
        let topics = set.topics().iter().zip(set.theme_map()).map(|(topic, &theme)| Topic {
            id: topic.id.clone(),
            zh: topic.zh.clone(),
            en: topic.en.clone(),
            theme,
        });
        ThemeNames { themes: set.themes().iter().map(theme).collect(), topics: topics.collect() }
    }

    /// Tags a text that is decoded already; its name is empty.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn tag_text(&self, text: &str) -> Result<TaggedFile, Error> {
        self.tag(self.reader.parse_text("", text))
    }

    /// Tags the bytes of a file in any format that can be read. `name` tells the format where the bytes
    /// do not.
    ///
    /// ```
    /// let tagger = gongwen::Tagger::built_in()?;
    /// let (gbk, name) = (b"\xcf\xfb\xb7\xc0\xa1\xa3\xbc\xec\xb2\xe9\xd2\xfe\xbb\xbc40\xb4\xa6\xa1\xa3", "消防.txt");
    /// assert_eq!(tagger.tag_bytes(name, gbk)?.document.source, "消防。检查隐患40处。");
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the bytes give no text, or are an archive of several documents.
    pub fn tag_bytes(&self, name: &str, bytes: &[u8]) -> Result<TaggedFile, Error> {
        self.tag_only(name, self.reader.read_bytes(name, bytes))
    }

    /// Tags a file in any format that can be read. What was odd about its bytes is not told here: read it by
    /// [`Reader::read_file`] and [`tag`](Self::tag) it to know.
    ///
    /// ```no_run
    /// let tagger = gongwen::Tagger::built_in()?;
    /// for (report, paragraph, tag) in tagger.tag_file("柳荫街道.docx")?.paragraphs() {
    ///     println!("{:?} {}: {:.0}%", report.unit, paragraph.text, tag.confidence * 100.0);
    /// }
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the file cannot be read, or is an archive of several documents.
    pub fn tag_file(&self, path: impl AsRef<Path>) -> Result<TaggedFile, Error> {
        let path = path.as_ref();
        self.tag_only(&path.to_string_lossy(), self.reader.read_file(path))
    }

    fn tag_only(
        &self,
        name: &str,
        files: Vec<Result<ParsedFile, gongwen_read::ReadError>>,
    ) -> Result<TaggedFile, Error> {
        let documents = files.len();
        match <[_; 1]>::try_from(files) {
            Ok([file]) => self.tag(file?),
            Err(_) => Err(Error::Several { file: name.to_owned(), documents }),
        }
    }

    /// Tags every paragraph of a file.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn tag(&self, file: ParsedFile) -> Result<TaggedFile, Error> {
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let tag = |at: usize| {
            let (report, paragraph) = paragraphs[at];
            let with_items = with_items(&paragraphs[at..]);
            let answered = self.answered(&fields(report, paragraph), with_items.as_deref())?;
            Ok(Tag { bare: is_bare_heading(paragraph), ..self.tag_of(&answered) })
        };
        let tags: Result<_, ScoreError> = (0..paragraphs.len()).map(tag).collect();
        let tags = tags.map_err(|source| Error::Score { place: file.name.clone(), source })?;
        Ok(TaggedFile { name: file.name, document: file.document, tags, again: Vec::new() })
    }

    /// Answers about a text with what stands around it.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn answer<'t>(&self, text: &'t Text) -> Result<Answered<'t>, ScoreError> {
        self.answered(&text.fields(), text.with_items.as_deref())
    }

    /// Answers about a text by itself, or `with_items`, where that makes the model surer: a heading is about
    /// what stands under it, unless that is of all kinds.
    fn answered<'t>(
        &self,
        fields: &Fields<'t>,
        with_items: Option<&'t str>,
    ) -> Result<Answered<'t>, ScoreError> {
        let alone = self.classified(fields)?;
        let Some(text) = with_items else { return Ok(alone) };
        let together = self.classified(&Fields { text, ..*fields })?;
        let surer = together.answer.confidence >= alone.answer.confidence;
        Ok(if surer { together } else { alone })
    }

    fn classified<'t>(&self, fields: &Fields<'t>) -> Result<Answered<'t>, ScoreError> {
        let vector = self.model.vectorizer.vectorize(fields);
        let answer = self.model.classify(Input { vector: &vector, text: fields.text })?;
        Ok(Answered { text: fields.text, vector, answer })
    }

    fn tag_of(&self, answered: &Answered<'_>) -> Tag {
        let Answered { answer, .. } = answered;
        Tag {
            theme: answer.theme,
            topic: answer.topic,
            confidence: answer.confidence,
            unsure: answer.confidence < self.answers.min_confidence,
            themes: answer.above.iter().map(|&theme| (theme, answer.themes[theme])).collect(),
            topics: topics_above(answer, self.model.threshold),
            evidence: self.evidence(answered),
            bare: false,
        }
    }

    /// Words that speak for the answered theme against its strongest rival, with their contributions to the
    /// score difference, strongest first; what a word contributes in headings, in the lead and as a pair of
    /// characters is added up. Pairs of characters that are no word (产工 in 安全生产工作) are not listed.
    fn evidence(&self, answered: &Answered<'_>) -> Vec<(String, f64)> {
        let Some(evidence) = self.model.evidence(answered.input(), &answered.answer) else {
            return Vec::new();
        };
        let mut words: BTreeMap<&str, (f64, bool)> = BTreeMap::new();
        for &(column, contribution) in &evidence.difference.terms {
            if let Some(term) = self.model.vectorizer.tfidf().term(column) {
                let (word, characters) = term_words(term);
                let (sum, is_word) = words.entry(word).or_default();
                *sum += contribution;
                *is_word |= !characters;
            }
        }
        let words = words.into_iter().filter(|(_, (sum, is_word))| *is_word && *sum > 0.0);
        let mut words: Vec<(&str, f64)> = words.map(|(word, (sum, _))| (word, sum)).collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1));
        words.truncate(self.answers.evidence);
        words.into_iter().map(|(word, contribution)| (word.to_owned(), contribution)).collect()
    }
}

/// An answer with the text it is about and that text's features.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<'t> {
    /// The text that was classified: a bare heading's may be that of its items, too.
    pub text: &'t str,
    /// Its features.
    pub vector: SparseVector,
    /// The answer.
    pub answer: Answer,
}

impl Answered<'_> {
    /// As the model takes it, to ask it for more.
    pub fn input(&self) -> Input<'_> {
        Input { vector: &self.vector, text: self.text }
    }
}

/// The answered topic and all others whose probability reaches the threshold, likeliest first.
fn topics_above(answer: &Answer, threshold: f64) -> Vec<(usize, f64)> {
    let topics = answer.topics.iter().copied().enumerate();
    let mut above: Vec<(usize, f64)> =
        topics.filter(|&(topic, p)| topic == answer.topic || p >= threshold).collect();
    above.sort_by(|a, b| b.1.total_cmp(&a.1));
    above
}
