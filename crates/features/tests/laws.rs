//! Laws that hold for any text.

use gongwen_features::{
    Bag, CharacterTokenizer, FieldWeights, Fields, JiebaTokenizer, Lexicon, TermExtractor, TermSettings,
    TfIdfParams, Tokenizer, TokenizerSettings, VectorizerParams,
};
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static JIEBA: LazyLock<Arc<JiebaTokenizer>> = LazyLock::new(|| {
    let lexicon = include_str!("../../../data/lexicon.txt");
    Arc::new(JiebaTokenizer::new(&Lexicon::parse(lexicon).expect("the lexicon reads"), true))
});

/// Text as it may arrive: Chinese, digits, Latin, punctuation and anything else Unicode holds.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[安全生产消防党建招商0-9a-zA-ZＡ-Ｚ，。、（）\\s×*]{0,60}", "\\PC{0,40}", ".{0,40}"]
}

/// What a field may weigh; many weigh 1, some nothing.
fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1.0), Just(0.0), 0.0..3.0]
}

proptest! {
    #[test]
    fn tokens_concatenate_to_the_text(text in text()) {
        prop_assert_eq!(JIEBA.tokenize(&text).concat(), text.clone());
        prop_assert_eq!(CharacterTokenizer.tokenize(&text).concat(), text);
    }

    #[test]
    fn marks_that_part_texts_do(before in text(), mark in any::<char>(), behind in text()) {
        for mark in [mark, '。', '；', '！', '？', '，', '”', '’', '」', '』', '）', '》', '!', '?', ';', ')', ' '] {
            let head = format!("{before}{mark}");
            let whole = format!("{head}{behind}");
            if JIEBA.parts_at(mark) {
                let apart = [JIEBA.tokenize(&before), vec![&head[before.len()..]], JIEBA.tokenize(&behind)];
                prop_assert_eq!(JIEBA.tokenize(&whole), apart.concat());
            }
        }
        prop_assert!(JIEBA.parts_at('。') && !JIEBA.parts_at('安') && !JIEBA.parts_at('.'));
    }

    #[test]
    fn a_part_of_a_text_has_the_vector_of_its_words(
        sentences in prop::collection::vec(text(), 1..5),
        mark in prop::sample::select(vec!["。", "；", "”", "安", "x", ""]),
        (word_ngrams, char_bigrams, by_jieba) in (1usize..3, any::<bool>(), any::<bool>()),
    ) {
        let terms = TermSettings { word_ngrams, char_bigrams };
        let extractor = match by_jieba {
            true => TermExtractor::with_tokenizer("shared", JIEBA.clone(), terms).unwrap(),
            false => TermExtractor::new(TokenizerSettings::Characters, terms),
        };
        let text = sentences.join(mark);
        let (headings, title) = (["安全生产".to_owned()], Some("消防"));
        let fields = Fields { text: &text, lead: None, headings: &headings, title };
        let bag = extractor.bag(&fields);
        let vectorizer = VectorizerParams::default().fit(extractor, &[bag]);
        let mut session = vectorizer.session();
        let found = session.terms(&text);
        let mut start = 0;
        for sentence in &sentences {
            let part = start..(start + sentence.len() + mark.len()).min(text.len());
            let alone = vectorizer.vectorize(&Fields { text: &text[part.clone()], ..fields });
            start = part.end;
            prop_assert_eq!(session.vectorize_part(&found, part, &fields), alone);
        }
    }

    #[test]
    fn terms_stand_where_they_say(text in text(), word_ngrams in 1usize..4, char_bigrams: bool) {
        let settings = TermSettings { word_ngrams, char_bigrams };
        for (range, term) in settings.terms(&**JIEBA, &text) {
            prop_assert!(text.get(range).is_some_and(|from| !from.is_empty()));
            prop_assert!(!term.is_empty());
        }
    }

    #[test]
    fn words_looked_up_one_by_one_give_the_vector_of_the_counted_bag(
        texts in prop::collection::vec((text(), text(), text(), text()), 1..5),
        (word_ngrams, char_bigrams, sublinear_tf) in (1usize..3, any::<bool>(), any::<bool>()),
        (heading, lead, title) in (weight(), weight(), weight()),
    ) {
        let terms = TermSettings { word_ngrams, char_bigrams };
        let extractor = TermExtractor::new(TokenizerSettings::Characters, terms);
        let headings: Vec<[String; 2]> = texts.iter().map(|t| [t.1.clone(), t.2.clone()]).collect();
        let fields: Vec<Fields> = texts.iter().zip(&headings).map(|((text, lead, _, title), headings)| Fields {
            text,
            lead: Some(lead.as_str()).filter(|lead| !lead.is_empty()),
            headings,
            title: Some(title),
        }).collect();
        let bags: Vec<Bag> = fields.iter().map(|fields| extractor.bag(fields)).collect();
        let params = VectorizerParams {
            weights: FieldWeights { heading, lead, title },
            tfidf: TfIdfParams { sublinear_tf, ..TfIdfParams::default() },
        };
        // What the last text alone has is in no vocabulary.
        let vectorizer = params.fit(extractor, &bags[..bags.len().div_ceil(2)]);
        let mut session = vectorizer.session();
        for (fields, bag) in fields.iter().zip(&bags) {
            prop_assert_eq!(session.vectorize(fields), vectorizer.vectorize_bag(bag));
        }
    }

    #[test]
    fn vectors_have_length_one_or_are_empty(texts in prop::collection::vec(text(), 1..6)) {
        let settings = TermSettings::default();
        let bags: Vec<_> = texts
            .iter()
            .map(|text| settings.bag(&**JIEBA, &Fields { text, ..Fields::default() }))
            .collect();
        let tfidf = TfIdfParams::default().fit(&bags);
        for bag in &bags {
            let vector = tfidf.transform(bag);
            prop_assert_eq!(vector.is_empty(), bag.is_empty());
            prop_assert!(vector.is_empty() || (vector.l2_norm() - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn lexicon_terms_win_over_their_parts() {
    for term in ["三会一课", "一网通办", "招大引强", "微型消防站", "最多跑一次"] {
        let text = format!("落实{term}工作");
        assert!(JIEBA.tokenize(&text).contains(&term), "{term} was cut apart");
    }
}

#[test]
fn the_projects_lexicon_is_large_enough_to_matter() {
    let lexicon = Lexicon::parse(include_str!("../../../data/lexicon.txt")).unwrap();
    assert!(lexicon.terms().len() >= 400);
}

#[test]
fn a_lexicon_with_frequencies_is_refused() {
    let error = Lexicon::parse("\u{feff}网格员\n\n一网通办 20 n # jieba's own form").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3: white space in `一网通办 20 n # jieba's own form`; write one term a line, comments after `#`"
    );
}
