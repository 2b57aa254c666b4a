//! From a parsed document to the theme of each of its paragraphs.

use std::path::Path;
use std::sync::OnceLock;

use gongwen_classifier as classifier;
use gongwen_classifier::{Model, ScoreError};
use gongwen_features::Words;
use gongwen_write::{Tag, TaggedFile, Theme, ThemeNames, Topic};
use rayon::prelude::*;

use crate::Error;
use crate::reader::{ParsedFile, Reader};
use crate::settings::AnswerSettings;
use crate::text::Text;
use crate::worker::{Answered, Worker};

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
    /// Gathered for the first answer.
    words: OnceLock<Words>,
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

    /// A tagger with this model, whose tokenizer is built on a thread of its own while files are read.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a setting that is out of its range.
    pub fn new(mut model: Model, answers: AnswerSettings) -> Result<Self, Error> {
        answers.check()?;
        model.threshold = answers.threshold.unwrap_or(model.threshold);
        model.vectorizer.extractor().build_ahead();
        Ok(Self { model, answers, words: OnceLock::new(), reader: Reader::default() })
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

    /// Tags every paragraph of a file, on all cores.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn tag(&self, file: ParsedFile) -> Result<TaggedFile, Error> {
        /// Paragraphs that are worth a worker of their own.
        const SHARE: usize = 256;
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let starts: Vec<usize> = (0..paragraphs.len()).step_by(SHARE).collect();
        let tag = |&start: &usize| {
            let end = paragraphs.len().min(start + SHARE);
            self.worker().tag(&paragraphs, start..end)
        };
        let shares: Vec<Result<Vec<Tag>, ScoreError>> = starts.par_iter().map(tag).collect();
        let tags: Result<Vec<Vec<Tag>>, ScoreError> = shares.into_iter().collect();
        let tags = tags.map_err(|source| Error::Score { place: file.name.clone(), source })?.concat();
        Ok(TaggedFile { name: file.name, document: file.document, tags, again: Vec::new() })
    }

    /// Answers about a text with what stands around it.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn answer<'t>(&self, text: &'t Text) -> Result<Answered<'t>, ScoreError> {
        self.worker().answered(&text.fields(), text.with_items.as_deref())
    }

    fn worker(&self) -> Worker<'_> {
        let words = self.words.get_or_init(|| Words::of(self.model.vectorizer.tfidf()));
        Worker::new(&self.model, words, &self.answers)
    }
}
