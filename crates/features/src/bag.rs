//! From a text with its headings to counted terms.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::tokenizer::Tokenizer;

/// Counted terms of one text, order and place forgotten: all that training needs to know.
pub type Bag = BTreeMap<String, f64>;

/// A text to be classified, with what stands around it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'a> {
    /// The paragraph itself.
    pub text: &'a str,
    /// Its lead sentence or run-in heading, where it has one (a part of `text`).
    pub lead: Option<&'a str>,
    /// Headings it stands under, outermost first.
    pub headings: &'a [String],
    /// Title of the report.
    pub title: Option<&'a str>,
}

/// What becomes a term.
///
/// A term of another field than the text carries the field's name in front (`heading:消防`), so that the
/// same word may speak differently there. The words of a lead sentence are counted in the text and,
/// once more, as `lead:` terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermSettings {
    /// Longest run of neighbouring words that makes a term; 1 = words alone. Default: 1.
    pub word_ngrams: usize,
    /// Whether every pair of neighbouring Chinese characters is a term too (`char:消防`). Default: false.
    pub char_bigrams: bool,
}

impl Default for TermSettings {
    fn default() -> Self {
        Self { word_ngrams: 1, char_bigrams: false }
    }
}

/// What one occurrence of a term counts, by the field it stands in; one in the text counts 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWeights {
    /// In a heading above the text; 0 leaves headings out. Default: 1.
    pub heading: f64,
    /// In the lead sentence, above its count in the text and as a `lead:` term; 0 leaves both out. Default: 1.
    pub lead: f64,
    /// In the report's title; 0 leaves the title out. Default: 0.
    pub title: f64,
}

impl Default for FieldWeights {
    fn default() -> Self {
        Self { heading: 1.0, lead: 1.0, title: 0.0 }
    }
}

impl FieldWeights {
    /// Weighs the raw counts of [`TermSettings::bag`].
    pub fn weigh(&self, raw: &Bag) -> Bag {
        let mut bag = Bag::new();
        let mut add = |term: &str, count: f64| {
            if count > 0.0 {
                *bag.entry(term.to_owned()).or_default() += count;
            }
        };
        for (term, &count) in raw {
            match term_field(term) {
                ("heading", _) => add(term, count * self.heading),
                ("title", _) => add(term, count * self.title),
                ("lead", plain) => {
                    add(term, count * self.lead);
                    add(plain, count * self.lead);
                }
                _ => add(term, count),
            }
        }
        bag
    }
}

const HEADING: &str = "heading:";
const LEAD: &str = "lead:";
const TITLE: &str = "title:";
const CHARS: &str = "char:";

/// Splits a term into the field it was found in (empty for the text itself) and its words, for
/// showing it to people: `heading:消防` gives `("heading", "消防")`.
pub fn term_field(term: &str) -> (&str, &str) {
    [HEADING, LEAD, TITLE, CHARS]
        .iter()
        .find_map(|prefix| Some((prefix.trim_end_matches(':'), term.strip_prefix(prefix)?)))
        .unwrap_or(("", term))
}

/// The words of a term without any mark, and whether they are a pair of characters: `heading:char:消防`
/// gives `("消防", true)`.
pub fn term_words(term: &str) -> (&str, bool) {
    let (field, words) = term_field(term);
    match words.strip_prefix(CHARS) {
        Some(pair) => (pair, true),
        None => (words, field == CHARS.trim_end_matches(':')),
    }
}

impl TermSettings {
    /// Counts the terms of a text and its fields, every occurrence as 1.
    pub fn bag(&self, tokenizer: &dyn Tokenizer, fields: &Fields<'_>) -> Bag {
        let mut bag = Bag::new();
        let mut add = |prefix: &str, text: &str| {
            for (_, term) in self.terms(tokenizer, text) {
                *bag.entry(format!("{prefix}{term}")).or_default() += 1.0;
            }
        };
        add("", fields.text);
        for heading in fields.headings {
            add(HEADING, heading);
        }
        if let Some(lead) = fields.lead {
            add(LEAD, lead);
        }
        if let Some(title) = fields.title {
            add(TITLE, title);
        }
        bag
    }

    /// The terms of one text with the bytes each was made from, in reading order. Words, then
    /// word n-grams (joined by a space), then character bigrams.
    pub fn terms(&self, tokenizer: &dyn Tokenizer, text: &str) -> Vec<(Range<usize>, String)> {
        let mut terms = self.word_runs(tokenizer, text);
        if self.char_bigrams {
            let chars: Vec<(usize, char)> = text.char_indices().collect();
            for pair in chars.windows(2) {
                let [(start, first), (second_at, second)] = [pair[0], pair[1]];
                if makes_pairs(first) && makes_pairs(second) {
                    let end = second_at + second.len_utf8();
                    terms.push((start..end, format!("{CHARS}{first}{second}")));
                }
            }
        }
        terms
    }

    /// Words and word n-grams, as [`terms`](Self::terms) gives them.
    pub(crate) fn word_runs(&self, tokenizer: &dyn Tokenizer, text: &str) -> Vec<(Range<usize>, String)> {
        let mut words = Vec::new();
        each_word(tokenizer, text, &mut String::new(), |range, word| words.push((range, word.to_owned())));
        let mut runs = Vec::new();
        for n in 2..=self.word_ngrams {
            for run in words.windows(n) {
                // Only words that touch make an n-gram: punctuation between them parts them.
                if run.windows(2).all(|pair| pair[0].0.end == pair[1].0.start) {
                    let joined: Vec<&str> = run.iter().map(|(_, word)| word.as_str()).collect();
                    runs.push((run[0].0.start..run[n - 1].0.end, joined.join(" ")));
                }
            }
        }
        words.extend(runs);
        words
    }
}

/// Hands on the words of a text, with their bytes: tokens with at least one letter, in lower case and half-width
/// form. Numbers and punctuation are no words, nor are masks (`XX`, `xxx`): they say nothing of the theme.
pub(crate) fn each_word(
    tokenizer: &dyn Tokenizer,
    text: &str,
    buffer: &mut String,
    mut found: impl FnMut(Range<usize>, &str),
) {
    let mut offset = 0;
    for token in tokenizer.tokenize(text) {
        let rest = &text[offset..];
        // By the tokenizer's law the token stands right here; where the law is broken, further on or nowhere.
        let is_token = |here: &str| here.as_ptr() == token.as_ptr() || here == token;
        let here = rest.get(..token.len()).is_some_and(is_token).then_some(0);
        let Some(skipped) = here.or_else(|| rest.find(token)) else { continue };
        let range = offset + skipped..offset + skipped + token.len();
        offset = range.end;
        if !token.is_empty() && token.chars().all(is_common) {
            found(range, token);
            continue;
        }
        if token.chars().all(is_mark) {
            continue;
        }
        buffer.clear();
        buffer.extend(token.chars().map(half_width).flat_map(char::to_lowercase));
        let is_mask = buffer.chars().all(|c| c == 'x');
        if buffer.contains(char::is_alphabetic) && !is_mask {
            found(range, buffer);
        }
    }
}

/// The ideographs that nearly all Chinese text is made of: letters that have no case and no width.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Digits and the punctuation of most texts, of which no letter comes.
fn is_mark(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_alphabetic(),
        _ => matches!(c,
            '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
            | '\u{ff01}'..='\u{ff20}'),
    }
}

/// The half-width form of a full-width ASCII character (U+FF01..=U+FF5E); others as they are.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Chinese characters that make pairs: the unified ideographs, of which 〇 is none (二〇二三 says nothing of a
/// theme).
pub(crate) fn makes_pairs(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenizer::CharacterTokenizer;

    fn terms(settings: &TermSettings, text: &str) -> Vec<String> {
        let terms = settings.terms(&CharacterTokenizer, text);
        terms.into_iter().map(|(_, term)| term).collect()
    }

    #[test]
    fn words_leave_out_numbers_masks_and_punctuation() {
        let found = terms(&TermSettings::default(), "查Ｂ，12×X处");
        assert_eq!(found, ["查", "b", "处"]);
    }

    #[test]
    fn common_ideographs_stay_as_they_are() {
        for c in ('\0'..=char::MAX).filter(|&c| is_common(c)) {
            assert!(c.is_alphabetic() && half_width(c).to_lowercase().eq([c]), "{c}");
        }
    }

    #[test]
    fn no_letter_comes_of_a_mark() {
        for c in ('\0'..=char::MAX).filter(|&c| is_mark(c)) {
            assert!(!half_width(c).to_lowercase().any(char::is_alphabetic), "{c}");
        }
    }

    #[test]
    fn word_ngrams_do_not_cross_punctuation() {
        let settings = TermSettings { word_ngrams: 2, ..TermSettings::default() };
        assert_eq!(terms(&settings, "防汛，抗旱"), ["防", "汛", "抗", "旱", "防 汛", "抗 旱"]);
    }

    #[test]
    fn char_bigrams_are_of_chinese_characters_alone() {
        let settings = TermSettings { char_bigrams: true, ..TermSettings::default() };
        assert_eq!(terms(&settings, "查A处室"), ["查", "a", "处", "室", "char:处室"]);
    }

    #[test]
    fn a_term_knows_the_bytes_it_was_made_from() {
        let settings = TermSettings { word_ngrams: 2, char_bigrams: true };
        let text = "1.防汛Ａ";
        for (range, term) in settings.terms(&CharacterTokenizer, text) {
            let (_, words) = term_field(&term);
            let made_from: String =
                text[range].chars().map(half_width).flat_map(char::to_lowercase).collect();
            assert_eq!(words.replace(' ', ""), made_from);
        }
    }

    #[test]
    fn marks_of_fields_and_characters_come_off() {
        assert_eq!(term_words("heading:char:消防"), ("消防", true));
        assert_eq!(term_words("char:消防"), ("消防", true));
        assert_eq!(term_words("lead:消防"), ("消防", false));
        assert_eq!(term_words("消防 演练"), ("消防 演练", false));
    }

    #[test]
    fn fields_weigh_as_set() {
        let headings = ["安".to_owned()];
        let fields = Fields { text: "查安", lead: Some("查"), headings: &headings, title: Some("局") };
        let raw = TermSettings::default().bag(&CharacterTokenizer, &fields);
        let counts = |bag: &Bag| bag.iter().map(|(t, &c)| (t.clone(), c)).collect::<Vec<_>>();
        let expected =
            |terms: &[(&str, f64)]| terms.iter().map(|&(t, c)| (t.to_owned(), c)).collect::<Vec<_>>();
        let one = [("heading:安", 1.0), ("lead:查", 1.0), ("title:局", 1.0), ("安", 1.0), ("查", 1.0)];
        assert_eq!(counts(&raw), expected(&one));

        let weights = FieldWeights { heading: 2.0, lead: 0.5, title: 0.0 };
        let weighed = [("heading:安", 2.0), ("lead:查", 0.5), ("安", 1.0), ("查", 1.5)];
        assert_eq!(counts(&weights.weigh(&raw)), expected(&weighed));
    }
}
