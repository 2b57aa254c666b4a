//! Why a paragraph got its theme: the scores of a topic and its rival, taken apart by word.

use std::collections::BTreeSet;
use std::ops::Range;

use gongwen_classifier as classifier;
use gongwen_classifier::{Answer, ByWords, Explanation, Model};
use gongwen_features::term_words;
use gongwen_write::ThemeOrTopic;

use crate::settings::ExplainSettings;
use crate::worker::Answered;
use crate::{Error, ParsedFile, Tagger, Text};

/// Words are worth marking in a text that add at least a fifth of what the strongest one adds.
const WORTH_MARKING: f64 = 5.0;

/// Why a paragraph is about one topic and not another.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Headings the paragraph stands under, outermost first.
    pub path: Vec<String>,
    /// Every theme with its probability, likeliest first.
    pub themes: Vec<(usize, f64)>,
    /// What people said of it when the model was trained, the primary theme first: that is answered, whatever the words
    /// say; empty where they said nothing.
    pub said: Vec<ThemeOrTopic>,
    /// Index of the topic explained.
    pub topic: usize,
    /// Index of the topic it is held against: the answered one where another is explained.
    pub rival: usize,
    /// What the words add to the logarithm of the two topics' odds, taken apart by term.
    pub difference: Explanation,
    /// What the rest of its report adds; without context, nothing.
    pub around: Around,
    /// Terms that speak for the topic with what they add to the difference, strongest first, as many as asked
    /// for; pairs of characters that are no word of the text are left out. [`term_words`] and
    /// [`term_field`](gongwen_features::term_field) tell what a term stands for.
    pub speaking_for: Vec<(String, f64)>,
    /// Terms that speak against it, strongest first, likewise.
    pub against: Vec<(String, f64)>,
    /// The text that was classified.
    pub text: String,
    /// The words worth marking in it: bytes of `text` and what they add, in reading order.
    pub marks: Vec<(Range<usize>, f64)>,
}

/// What the rest of its report adds to the logarithm of two topics' odds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Around {
    /// The report's other paragraphs.
    pub report: f64,
    /// The paragraph before.
    pub before: f64,
    /// The paragraph behind.
    pub behind: f64,
}

impl Explained {
    /// The logarithm of the two topics' odds: what words, report and neighbours add, together.
    pub fn log_odds(&self) -> f64 {
        let Around { report, before, behind } = self.around;
        self.difference.score() + report + before + behind
    }
}

impl Tagger {
    /// The theme or topic of this id or name that an explanation may be about; the theme where both bear it,
    /// as [`ThemeNames::find`](gongwen_write::ThemeNames::find) has it.
    ///
    /// # Errors
    /// [`Error::UnknownTheme`] where nothing has this name.
    pub fn theme_or_topic(&self, name: &str) -> Result<ThemeOrTopic, Error> {
        let known = || known(&self.model().themes);
        self.names().find(name).ok_or_else(|| Error::UnknownTheme { name: name.to_owned(), known: known() })
    }

    /// Explains the answer about a paragraph of a file, counted from 1 as `classify tag` prints it; or, where
    /// something else is `asked` about, why it was not that.
    ///
    /// ```
    /// use gongwen::Tagger;
    /// use gongwen::settings::ExplainSettings;
    ///
    /// let tagger = Tagger::built_in()?;
    /// let file = tagger.reader.parse_text("柳荫.txt", "一、消防。检查消防通道，整改火灾隐患四十处。\n");
    /// let why = tagger.explain(&file, 1, None, &ExplainSettings::default())?;
    /// assert_eq!(tagger.names().topics[why.topic].id, "safety");
    /// assert!(why.speaking_for[0].1 > 0.0);
    /// let marked: Vec<&str> = why.marks.iter().map(|(bytes, _)| &why.text[bytes.clone()]).collect();
    /// assert!(marked.contains(&"消防"));
    ///
    /// let asked = tagger.theme_or_topic("民生")?;
    /// assert!(tagger.explain(&file, 1, Some(asked), &ExplainSettings::default())?.difference.score() < 0.0);
    /// # Ok::<(), gongwen::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NoParagraph`] where the file has no such paragraph, [`Error::UnknownTheme`] where the model has
    /// nothing of the index asked about, [`Error::Silent`] where the backend cannot
    /// tell, [`Error::Score`] where it fails.
    pub fn explain(
        &self,
        file: &ParsedFile,
        number: usize,
        asked: Option<ThemeOrTopic>,
        settings: &ExplainSettings,
    ) -> Result<Explained, Error> {
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let following = number.checked_sub(1).and_then(|index| paragraphs.get(index..));
        let Some(following @ [(_, paragraph), ..]) = following else {
            return Err(Error::NoParagraph { file: file.name.clone(), paragraphs: paragraphs.len() });
        };
        asked.map_or(Ok(()), |asked| self.check(asked))?;
        // The report's paragraphs, and which of them it is.
        let (report, _) = following[0];
        let first = paragraphs.iter().position(|(of, _)| std::ptr::eq(*of, report)).unwrap_or_default();
        let of_report = paragraphs[first..].iter().take_while(|(of, _)| std::ptr::eq(*of, report)).count();
        let texts: Vec<Text> = (first..first + of_report).map(|at| Text::of(&paragraphs[at..])).collect();
        let answered = self.answer_report(&texts);
        let mut answered = answered.map_err(|source| Error::Score { place: file.name.clone(), source })?;
        let by_words: Vec<ByWords> = answered.iter().map(|answered| answered.by_words.clone()).collect();
        let at = number - 1 - first;
        let answered = answered.swap_remove(at);
        let model = self.model();
        let (topic, rival, difference) = question(model, &answered, asked)
            .ok_or_else(|| Error::Silent { backend: model.backend.clone() })?;
        let (factor, around) = match &model.context {
            None => (1.0, Around::default()),
            Some(context) if !self.in_context() => {
                let parts = context.parts(&by_words[at..=at], 0, topic, rival);
                (parts.words_factor, Around::default())
            }
            Some(context) => {
                let parts = context.parts(&by_words, at, topic, rival);
                let around = Around { report: parts.report, before: parts.before, behind: parts.behind };
                (parts.words_factor, around)
            }
        };
        let difference = difference.times(factor / model.calibration.temperature);
        let mut terms: Vec<(String, f64)> = difference.terms.iter().map(|t| named(model, t)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1));
        leave_out_pairs(&mut terms);
        let against = terms.iter().rev().filter(|(_, c)| *c < 0.0).take(settings.terms);
        Ok(Explained {
            path: paragraph.path.clone(),
            themes: likeliest_first(&answered.answer),
            said: self.said(&paragraph.path, &paragraph.text).to_vec(),
            topic,
            rival,
            against: against.cloned().collect(),
            speaking_for: terms.iter().filter(|(_, c)| *c > 0.0).take(settings.terms).cloned().collect(),
            marks: marks(model, answered.text, &difference),
            text: answered.text.to_owned(),
            difference,
            around,
        })
    }

    /// Refuses an index that is none of the model's.
    fn check(&self, asked: ThemeOrTopic) -> Result<(), Error> {
        let themes = &self.model().themes;
        let (index, there_are) = match asked {
            ThemeOrTopic::Theme(theme) => (theme, themes.themes().len()),
            ThemeOrTopic::Topic(topic) => (topic, themes.n_topics()),
        };
        match index < there_are {
            true => Ok(()),
            false => Err(Error::UnknownTheme { name: index.to_string(), known: known(themes) }),
        }
    }
}

/// Ids and Chinese names of everything there is, topics first.
fn known(themes: &classifier::ThemeSet) -> String {
    let topics = themes.topics().iter().map(|topic| (&topic.id, &topic.zh));
    let rolled_up = themes.themes().iter().filter(|theme| themes.topic_index(&theme.id).is_none());
    let all = topics.chain(rolled_up.map(|theme| (&theme.id, &theme.zh)));
    all.map(|(id, zh)| if id == zh { id.clone() } else { format!("{id} {zh}") })
        .collect::<Vec<_>>()
        .join(", ")
}

/// The topic to explain, its strongest rival, and the difference of their scores; nothing where the classifier
/// cannot tell.
fn question(
    model: &Model,
    answered: &Answered<'_>,
    asked: Option<ThemeOrTopic>,
) -> Option<(usize, usize, Explanation)> {
    let (input, answer) = (answered.input(), &answered.answer);
    let rival = answer.topic;
    match asked.and_then(|asked| topic_asked(model, answer, asked)) {
        Some(topic) if topic != rival => {
            let explain = |topic| model.explain(input, topic);
            Some((topic, rival, explain(topic)?.minus(&explain(rival)?)))
        }
        _ => model.evidence(input, answer).map(|found| (found.topic, found.rival, found.difference)),
    }
}

/// The topic asked about; of a theme its likeliest.
fn topic_asked(model: &Model, answer: &Answer, asked: ThemeOrTopic) -> Option<usize> {
    let themes = &model.themes;
    match asked {
        ThemeOrTopic::Topic(topic) => (topic < themes.n_topics()).then_some(topic),
        ThemeOrTopic::Theme(theme) => {
            let of_theme = (0..themes.n_topics()).filter(|&topic| themes.theme_of(topic) == theme);
            of_theme.max_by(|&a, &b| answer.topics[a].total_cmp(&answer.topics[b]))
        }
    }
}

fn likeliest_first(answer: &Answer) -> Vec<(usize, f64)> {
    let mut themes: Vec<(usize, f64)> = answer.themes.iter().copied().enumerate().collect();
    themes.sort_by(|a, b| b.1.total_cmp(&a.1));
    themes
}

/// Leaves out pairs of characters that are no word of the text (题教 in 主题教育): they say nothing to people.
fn leave_out_pairs(terms: &mut Vec<(String, f64)>) {
    let of = |term: &str| {
        let (words, is_pair) = term_words(term);
        (!is_pair).then(|| words.to_owned())
    };
    let words: BTreeSet<String> = terms.iter().filter_map(|(term, _)| of(term)).collect();
    terms.retain(|(term, _)| words.contains(term_words(term).0));
}

fn named(model: &Model, &(column, contribution): &(u32, f64)) -> (String, f64) {
    (model.vectorizer.tfidf().term(column).unwrap_or_default().to_owned(), contribution)
}

/// The words of a text that add much to the difference. Weak ones are left out, or everything would be marked;
/// and those that overlap an earlier one.
fn marks(model: &Model, text: &str, difference: &Explanation) -> Vec<(Range<usize>, f64)> {
    let tfidf = model.vectorizer.tfidf();
    let strongest = difference.terms.iter().map(|(_, c)| c.abs()).fold(0.0, f64::max);
    let mut marks: Vec<(Range<usize>, f64)> = Vec::new();
    for (range, term) in model.vectorizer.extractor().terms(text) {
        let contribution = tfidf
            .column(&term)
            .and_then(|column| difference.terms.binary_search_by_key(&column, |t| t.0).ok())
            .map_or(0.0, |index| difference.terms[index].1);
        let free = marks.last().is_none_or(|(last, _)| last.end <= range.start);
        if free && contribution != 0.0 && contribution.abs() >= strongest / WORTH_MARKING {
            marks.push((range, contribution));
        }
    }
    marks
}
