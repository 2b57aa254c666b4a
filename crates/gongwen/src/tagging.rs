//! From a parsed document to the theme of each of its paragraphs.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use gongwen_classifier as classifier;
use gongwen_classifier::{Answer, ByWords, Model, ScoreError};
use gongwen_features::Words;
use gongwen_parse::{Document, Paragraph, Report};
use gongwen_write::{Tag, TaggedFile, Theme, ThemeNames, ThemeOrTopic, Topic};
use rayon::prelude::*;

use crate::confirmed::Confirmed;
use crate::reader::{ParsedFile, Reader};
use crate::settings::AnswerSettings;
use crate::text::Text;
use crate::worker::{Answered, Judged, Worker};
use crate::{Correction, Error};

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
    confirmed: Confirmed,
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
        let confirmed = Confirmed::of(&model);
        Ok(Self { model, answers, confirmed, words: OnceLock::new(), reader: Reader::default() })
    }

    /// The model that answers.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The model alone.
    pub fn into_model(self) -> Model {
        self.model
    }

    /// Whether what the rest of its report says counts for a paragraph.
    pub(crate) fn in_context(&self) -> bool {
        self.answers.context
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

    /// Tags every paragraph of a file, on all cores. Of texts that people corrected when the model was trained
    /// ([`learn`](crate::learn)) what they said holds, as where they [`correct`](Self::correct) this file.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn tag(&self, file: ParsedFile) -> Result<TaggedFile, Error> {
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let mut tags = Vec::with_capacity(paragraphs.len());
        for range in stretches(&paragraphs) {
            let found = self.tag_reports(&file.document, &paragraphs, range);
            tags.extend(found.map_err(|source| Error::Score { place: file.name.clone(), source })?);
        }
        let said = self.confirmed_in(&paragraphs);
        let mut file = TaggedFile { name: file.name, document: file.document, tags, again: Vec::new() };
        self.correct(&mut file, said.iter().map(|(at, said)| (*at, said)));
        Ok(file)
    }

    /// Tags a file and takes its paragraphs apart by passage, so that each is collected by its own theme. Does what
    /// [`tag`](Self::tag) does where the settings ask for no passages.
    ///
    /// # Errors
    /// As [`tag`](Self::tag).
    pub fn tag_passages(&self, file: ParsedFile) -> Result<TaggedFile, Error> {
        Ok(self.tag(file)?.by_passages(self.answers.min_confidence))
    }

    /// Tags the paragraphs of some whole reports: first by their words, then with what else their reports say.
    fn tag_reports(
        &self,
        document: &Document,
        paragraphs: &[(&Report, &Paragraph)],
        range: Range<usize>,
    ) -> Result<Vec<Tag>, ScoreError> {
        let shares = |range: Range<usize>| {
            let end = range.end;
            let share = move |start: usize| start..end.min(start + SHARE);
            range.step_by(SHARE).map(share).collect::<Vec<Range<usize>>>().into_par_iter()
        };
        let judge = |share: Range<usize>| {
            let mut worker = self.worker();
            let judged = share.map(|at| worker.judge(document, &paragraphs[at..]));
            judged.filter_map(Result::transpose).collect::<Result<Vec<Judged>, ScoreError>>()
        };
        let judged: Vec<Result<Vec<Judged>, ScoreError>> = shares(range.clone()).map(judge).collect();
        let judged: Vec<Judged> =
            judged.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();

        let of_range = &paragraphs[range.clone()];
        let mut rest = &judged[..];
        let mut reports: Vec<&[Judged]> = Vec::new();
        for report in of_range.chunk_by(|(a, _), (b, _)| std::ptr::eq(*a, *b)) {
            let (of_report, behind) = rest.split_at(report.len());
            reports.push(of_report);
            rest = behind;
        }
        let answers =
            reports.par_iter().map(|report| self.in_report(report.iter().map(|text| &text.by_words)));
        let answers = answers.collect::<Vec<Vec<Answer>>>().concat();

        let tag = |share: Range<usize>| {
            let worker = self.worker();
            share.map(|at| worker.tag(of_range[at].1, &judged[at], &answers[at])).collect::<Vec<Tag>>()
        };
        let tags: Vec<Vec<Tag>> = shares(0..of_range.len()).map(tag).collect();
        Ok(tags.concat())
    }

    /// What people said of a text when the model was trained, the primary theme first; empty where they said nothing.
    pub(crate) fn said(&self, headings: &[String], text: &str) -> &[ThemeOrTopic] {
        self.confirmed.said(headings, text).unwrap_or_default()
    }

    /// What people said of these paragraphs when the model was trained.
    fn confirmed_in(&self, paragraphs: &[(&Report, &Paragraph)]) -> Vec<(usize, Correction)> {
        let said = |(at, (_, paragraph)): (usize, &(&Report, &Paragraph))| {
            let themes = self.said(&paragraph.path, &paragraph.text).to_vec();
            (!themes.is_empty()).then(|| (at, Correction { themes, ..Correction::default() }))
        };
        paragraphs.iter().enumerate().filter_map(said).collect()
    }

    /// The answers about the texts of a report, judged by their words.
    fn in_report<'w>(&self, report: impl Iterator<Item = &'w ByWords>) -> Vec<Answer> {
        match self.answers.context {
            true => self.model.answers(&report.cloned().collect::<Vec<_>>()),
            false => report.map(|text| self.model.answer_alone(text)).collect(),
        }
    }

    /// Answers about a text with what stands around it, as if it were a report by itself.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn answer<'t>(&self, text: &'t Text) -> Result<Answered<'t>, ScoreError> {
        self.worker().answered(&text.fields(), text.with_items.as_deref())
    }

    /// Answers about the texts of a report, in reading order.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub fn answer_report<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t Text>,
    ) -> Result<Vec<Answered<'t>>, ScoreError> {
        let mut worker = self.worker();
        let texts = texts.into_iter();
        let answered = texts.map(|text| worker.answered(&text.fields(), text.with_items.as_deref()));
        let mut answered = answered.collect::<Result<Vec<_>, _>>()?;
        let answers = self.in_report(answered.iter().map(|answered| &answered.by_words));
        answered.iter_mut().zip(answers).for_each(|(answered, answer)| answered.answer = answer);
        Ok(answered)
    }

    fn worker(&self) -> Worker<'_> {
        let words = self.words.get_or_init(|| Words::of(self.model.vectorizer.tfidf()));
        Worker::new(&self.model, words, &self.answers)
    }
}

/// Paragraphs that are worth a worker of their own.
const SHARE: usize = 256;

/// Paragraphs at which a stretch ends: what is known of each is kept until its reports are tagged.
const STRETCH: usize = 16 * SHARE;

/// Runs of whole reports, long enough to be worth all cores.
fn stretches(paragraphs: &[(&Report, &Paragraph)]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for report in paragraphs.chunk_by(|(a, _), (b, _)| std::ptr::eq(*a, *b)) {
        let end = start + report.len();
        match stretches.last_mut() {
            Some(last) if last.len() < STRETCH => last.end = end,
            _ => stretches.push(start..end),
        }
        start = end;
    }
    stretches
}
