//! Tokenizers of the caller's own.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::sync::Arc;

use gongwen_features::{
    Fields, StoredVectorizer, TermExtractor, TermSettings, Tokenizer, TokenizerError, TokenizerSettings,
    Tokenizers, Vectorizer, VectorizerParams,
};
use proptest::prelude::*;

/// Tokens of two characters each; the last may be one.
struct Pairs;

impl Tokenizer for Pairs {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut rest = text;
        std::iter::from_fn(|| {
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
            let (token, behind) = rest.split_at(end);
            rest = behind;
            (!token.is_empty()).then_some(token)
        })
        .collect()
    }
}

/// Breaks the law in every way: leaves out the white space and says one token twice, one that stands
/// nowhere, one that is longer than the text and an empty one.
struct Lawless;

impl Tokenizer for Lawless {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words = text.split_whitespace();
        words.flat_map(|word| [word, word, "", "nowhere", "a token longer than the whole text"]).collect()
    }
}

fn pairs() -> Tokenizers {
    Tokenizers::default().with("pairs", Arc::new(Pairs)).unwrap()
}

fn fitted() -> Vectorizer {
    let extractor = TermExtractor::with_tokenizer("pairs", Arc::new(Pairs), TermSettings::default()).unwrap();
    let bag = extractor.bag(&Fields { text: "消防演练路灯", ..Fields::default() });
    VectorizerParams::default().fit(extractor, &[bag])
}

#[test]
fn an_own_tokenizer_makes_the_terms_and_is_found_again_by_name() {
    let fields = Fields { text: "路灯演练", ..Fields::default() };
    let fitted = fitted();
    let terms: Vec<_> = (0..).map_while(|column| fitted.tfidf().term(column)).collect();
    assert_eq!(terms, ["消防", "演练", "路灯"]);

    let json = serde_json::to_string(&fitted).unwrap();
    assert!(json.starts_with(r#"{"extractor":{"tokenizer":{"name":"pairs"},"#), "{json}");
    let opened = serde_json::from_str::<StoredVectorizer>(&json).unwrap().open(&pairs()).unwrap();
    assert_eq!(opened.vectorize(&fields), fitted.vectorize(&fields));
    assert_eq!(serde_json::to_string(&opened).unwrap(), json);
}

#[test]
fn a_tokenizer_nobody_gave_is_named() {
    let json = serde_json::to_string(&fitted()).unwrap();
    let stored: StoredVectorizer = serde_json::from_str(&json).unwrap();
    let others = Tokenizers::default().with("triples", Arc::new(Pairs)).unwrap();
    assert_eq!(
        stored.open(&others).unwrap_err().to_string(),
        "unknown tokenizer `pairs`; there are jieba, characters, triples: \
         one of your own must be given when loading"
    );
    let error = serde_json::from_str::<Vectorizer>(&json).unwrap_err().to_string();
    assert!(error.contains("unknown tokenizer `pairs`"), "{error}");
}

#[test]
fn a_name_stands_for_one_tokenizer() {
    let taken = |name: &str| Err(TokenizerError::NameTaken(name.to_owned()));
    assert_eq!(pairs().with("pairs", Arc::new(Pairs)).map(drop), taken("pairs"));
    for settings in [TokenizerSettings::Characters, jieba()] {
        let json = serde_json::to_value(&settings).unwrap();
        let name = json["name"].as_str().unwrap();
        let own = TermExtractor::with_tokenizer(name, Arc::new(Pairs), TermSettings::default());
        assert_eq!(own.map(drop), taken(name));
        assert_eq!(Tokenizers::default().with(name, Arc::new(Pairs)).map(drop), taken(name));
    }
}

#[test]
fn built_in_tokenizers_are_stored_with_their_settings() {
    let extractor = TermExtractor::new(jieba(), TermSettings::default());
    let vectorizer = VectorizerParams::default().fit(extractor, &[]);
    let json = serde_json::to_string(&vectorizer).unwrap();
    let tokenizer = r#"{"name":"jieba","hmm":false,"lexicon":["三会一课"]}"#;
    assert!(json.contains(tokenizer), "{json}");
    let opened: Vectorizer = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&opened).unwrap(), json);
}

/// Any pieces of the text in any order, from code point to code point.
struct Pieces(Vec<(usize, usize)>);

impl Tokenizer for Pieces {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        self.0.iter().map(|&(start, length)| &text[byte(start)..byte(start + length)]).collect()
    }
}

proptest! {
    #[test]
    fn words_stand_in_the_text_and_in_order_whatever_the_tokens(
        text in "[消防a Ａ]{0,12}",
        pieces in prop::collection::vec((0..12usize, 0..4usize), 0..12),
    ) {
        let mut end = 0;
        for (range, word) in TermSettings::default().terms(&Pieces(pieces), &text) {
            prop_assert!(range.start >= end);
            end = range.end;
            let found = text.get(range).map(|from| from.to_lowercase().replace('ａ', "a"));
            prop_assert_eq!(found, Some(word));
        }
    }
}

#[test]
fn a_tokenizer_that_breaks_the_law_does_no_harm() {
    let settings = TermSettings { word_ngrams: 2, char_bigrams: true };
    let text = "路灯  路灯 消防\n";
    let terms = settings.terms(&Lawless, text);
    for (range, term) in &terms {
        assert!(text.get(range.clone()).is_some(), "{term} at {range:?}");
    }
    let words = terms.iter().map(|(range, term)| (range.start, &**term)).take(3);
    assert_eq!(words.collect::<Vec<_>>(), [(0, "路灯"), (8, "路灯"), (15, "消防")]);
}

fn jieba() -> TokenizerSettings {
    let lexicon = gongwen_features::Lexicon::parse("三会一课").unwrap();
    TokenizerSettings::Jieba { hmm: false, lexicon }
}

#[test]
fn a_built_in_tokenizer_is_not_the_programs_own() {
    assert_eq!(pairs().get("jieba").map(drop), Err(TokenizerError::BuiltIn("jieba")));
    let bad = TermExtractor::with_tokenizer("a:b", Arc::new(Pairs), TermSettings::default()).unwrap_err();
    assert_eq!(bad.to_string(), "`a:b` cannot be a name: use letters, digits, `-`, `_` and `.` alone");
}
