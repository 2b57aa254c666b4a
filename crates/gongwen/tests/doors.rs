//! The doors of the crate as an outside program uses them.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::io::{Cursor, Write};

use gongwen::evaluation::learning_curve;
use gongwen::features::term_words;
use gongwen::settings::{
    AnswerSettings, CrossValidation, CurveSettings, EvaluationSettings, ExplainSettings, FeatureSettings,
    OutOfRange,
};
use gongwen::write::ThemeOrTopic;
use gongwen::{
    Error, LabelledText, Recipe, RecipeTokenizer, Tagger, built_in, cross_validate, evaluate, labelled,
};

/// A bare heading, its items, and a paragraph under a run-in heading.
const UNITS: [(&str, &str); 4] = [
    ("livelihood", "（一）民生实事。"),
    ("livelihood", "一是添床位。养老院新增床位40张，为失能老人上门护理二百人次。"),
    ("livelihood", "二是送餐。老年食堂送餐三万份。"),
    ("safety", "（二）消防。检查楼道四百处，整改火灾隐患86处。"),
];

#[test]
fn measuring_answers_as_tagging_does() {
    let source = format!(
        "柳荫街道2023年工作总结\n一、2023年工作\n{}{}{}\n{}\n",
        UNITS[0].1, UNITS[1].1, UNITS[2].1, UNITS[3].1
    );
    let margin = format!(
        "   | 柳荫街道2023年工作总结\n   | 一、2023年工作\n{} | {}\n{} + {}\n{} + {}\n{} | {}\n",
        UNITS[0].0, UNITS[0].1, UNITS[1].0, UNITS[1].1, UNITS[2].0, UNITS[2].1, UNITS[3].0, UNITS[3].1
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, margin).unwrap();

    let tagger = Tagger::built_in().unwrap();
    let examples = labelled::read(&[&path], &tagger.model().themes).unwrap();
    let evaluation = evaluate(&tagger, &examples, &EvaluationSettings::default()).unwrap();
    let tagged = tagger.tag_text(&source).unwrap();
    assert!(tagged.tags[0].bare, "the first paragraph is a heading alone");
    let topics = tagger.names().topics;
    let measured: Vec<_> =
        evaluation.texts.iter().map(|t| (t.answered_topic.clone(), t.confidence)).collect();
    let rounded = |p: f64| (p * 1e4).round() / 1e4;
    let told = tagged.tags.iter().map(|tag| (topics[tag.topic].id.clone(), rounded(tag.confidence)));
    assert_eq!(measured, told.collect::<Vec<_>>());
}

#[test]
fn thresholds_and_doubts_are_as_set() {
    let tagged = |answers| {
        let tagger = Tagger::new(built_in::model().unwrap(), answers).unwrap();
        tagger.tag_text("走访企业七十家，签约项目四个，为失能老人送餐。").unwrap().tags.remove(0)
    };
    let by_default = tagged(AnswerSettings::default());
    assert!(!by_default.unsure);
    let all = tagged(AnswerSettings { threshold: Some(0.0), ..AnswerSettings::default() });
    assert_eq!(all.themes.len(), 5);
    assert_eq!(all.themes[0], (by_default.theme, by_default.themes[0].1));
    let certain = tagged(AnswerSettings { min_confidence: 1.0, evidence: 2, ..AnswerSettings::default() });
    assert!(certain.unsure && certain.evidence.len() == 2);
}

#[test]
fn one_document_is_tagged_and_several_are_named() {
    let zip = |names: &[&str]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all("一、消防。检查楼道四百处。\n".as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let tagger = Tagger::built_in().unwrap();
    let tagged = tagger.tag_bytes("one.zip", &zip(&["a.txt"])).unwrap();
    assert_eq!((tagged.name.as_str(), tagged.tags.len()), ("one.zip/a.txt", 1));
    let error = tagger.tag_bytes("two.zip", &zip(&["a.txt", "b.txt"])).unwrap_err();
    assert!(matches!(error, Error::Several { documents: 2, .. }), "{error}");
    assert!(matches!(tagger.tag_bytes("none.txt", b"").unwrap_err(), Error::Read(_)));
    let missing = tagger.tag_file("no/such/file.txt").unwrap_err().to_string();
    assert!(missing.starts_with("no/such/file.txt: no such file"), "{missing}");
}

#[test]
fn what_cannot_be_trained_says_so() {
    let recipe = Recipe::default();
    assert!(matches!(recipe.train(&[]).unwrap_err(), Error::NoText));
    let example = LabelledText::new(&recipe.themes, "检查楼道四百处。", "safety").unwrap();
    let mut unknown = Recipe::default();
    unknown.settings.backend = "bayes".to_owned();
    let error = unknown.train(std::slice::from_ref(&example)).unwrap_err().to_string();
    assert!(error.starts_with("unknown backend `bayes`; there are naive-bayes,"), "{error}");
    let label = LabelledText::new(&recipe.themes, "检查楼道四百处。", "天气").unwrap_err().to_string();
    assert!(
        label.starts_with("检查楼道四百处。: unknown topic `天气`; known are party-building,"),
        "{label}"
    );
}

#[test]
fn too_few_texts_for_the_settings_are_an_error_and_no_empty_model() {
    let mut recipe = Recipe::default();
    let example = LabelledText::new(&recipe.themes, "检查楼道四百处。", "safety").unwrap();
    assert!(recipe.train(&[example.clone(), example.clone()]).is_ok());
    let number = LabelledText::new(&recipe.themes, "2023", "safety").unwrap();
    let error = recipe.train(&[number]).unwrap_err();
    assert!(matches!(error, Error::NoTerms { min_df: 1, texts: 1 }), "{error}");
    recipe.settings.features = FeatureSettings::parse(["min-df=3"]).unwrap();
    let error = recipe.train(&[example.clone(), example.clone()]).unwrap_err();
    assert!(matches!(error, Error::NoTerms { min_df: 3, texts: 2 }), "{error}");
    let twice = [example.clone(), LabelledText { report: "another".to_owned(), ..example }];
    let folding = CrossValidation { folds: 2, ..CrossValidation::default() };
    let error = cross_validate(&recipe, &twice, &folding, &EvaluationSettings::default()).unwrap_err();
    assert!(matches!(error, Error::NoTerms { min_df: 3, texts: 1 }), "{error}");
}

#[test]
fn settings_out_of_range_are_refused_before_anything_is_learnt() {
    let mut recipe = Recipe::default();
    let examples = [LabelledText::new(&recipe.themes, "检查楼道四百处。", "safety").unwrap()];
    for threshold in [f64::NAN, f64::INFINITY, -0.1, 1.5] {
        recipe.settings.threshold = threshold;
        assert!(matches!(recipe.train(&examples).unwrap_err(), Error::OutOfRange(_)), "{threshold}");
    }
    let curve = CurveSettings { seeds: 0, ..CurveSettings::default() };
    let folding = CrossValidation::default();
    let error = learning_curve(&Recipe::default(), &examples, &folding, &curve, || ()).unwrap_err();
    assert!(matches!(error, Error::OutOfRange(OutOfRange { setting: "seeds", .. })), "{error}");
    for answers in [
        AnswerSettings { min_confidence: 1.5, ..AnswerSettings::default() },
        AnswerSettings { threshold: Some(f64::NAN), ..AnswerSettings::default() },
    ] {
        let error = Tagger::new(built_in::model().unwrap(), answers).unwrap_err();
        assert!(matches!(error, Error::OutOfRange(OutOfRange { min: 0.0, max: 1.0, .. })), "{error}");
    }
    let folding = CrossValidation { share: f64::NAN, ..CrossValidation::default() };
    let settings = EvaluationSettings::default();
    let error = cross_validate(&Recipe::default(), &examples, &folding, &settings).unwrap_err();
    assert!(matches!(error, Error::OutOfRange(OutOfRange { setting: "share", .. })), "{error}");
}

#[test]
fn texts_labelled_by_other_themes_are_refused() {
    let tagger = Tagger::built_in().unwrap();
    let settings = EvaluationSettings::default();
    assert!(matches!(evaluate(&tagger, &[], &settings).unwrap_err(), Error::NoText));
    let mut example = LabelledText::new(&tagger.model().themes, "检查楼道四百处。", "safety").unwrap();
    example.secondary = vec!["weather".to_owned()];
    let error = evaluate(&tagger, &[example], &settings).unwrap_err();
    assert!(matches!(error, Error::Labelled(_)), "{error}");
    assert!(error.to_string().contains("unknown topic `weather`; known are"), "{error}");
}

#[test]
fn labels_mean_the_same_by_whatever_themes_they_were_read() {
    let recipe = Recipe::default();
    let other =
        gongwen::classifier::ThemeSet::from_toml("[[theme]]\nid = 'roads'\n[[theme]]\nid = 'safety'\n");
    let read_by_others = LabelledText::new(&other.unwrap(), "检查楼道四百处。", "safety").unwrap();
    let own = LabelledText::new(&recipe.themes, "检查楼道四百处。", "safety").unwrap();
    assert_eq!(read_by_others, own);
}

#[test]
fn a_built_in_tokenizer_is_no_own_one() {
    let recipe = Recipe { tokenizer: RecipeTokenizer::Own("jieba".to_owned()), ..Recipe::default() };
    let example = LabelledText::new(&recipe.themes, "检查楼道四百处。", "safety").unwrap();
    let error = recipe.train(&[example]).unwrap_err().to_string();
    assert_eq!(error, "tokenizer `jieba` is built in, not the program's own: choose it by its settings");
}

#[test]
fn explanations_are_of_what_was_asked() {
    let tagger = Tagger::built_in().unwrap();
    let file =
        tagger.reader.parse_text("柳荫.txt", "一、消防。检查消防通道，整改隐患四十处，新建老年食堂。\n");
    let explain = |number, name: Option<&str>, terms| {
        let asked = name.map(|name| tagger.theme_or_topic(name)).transpose()?;
        tagger.explain(&file, number, asked, &ExplainSettings { terms })
    };
    let answered = explain(1, None, 2).unwrap();
    let id = |topic: usize| tagger.names().topics[topic].id.clone();
    assert_eq!((id(answered.topic), answered.speaking_for.len()), ("safety".to_owned(), 2));
    assert!(answered.difference.score() > 0.0 && answered.themes.is_sorted_by(|a, b| a.1 >= b.1));
    assert!(answered.marks.is_sorted_by(|a, b| a.0.end <= b.0.start));
    assert_eq!(explain(1, Some("安全"), 2).unwrap(), answered);

    // Where a theme and a topic of it bear one name, the theme is meant, wherever names are asked for.
    assert_eq!(tagger.theme_or_topic("安全").unwrap(), ThemeOrTopic::Theme(2));
    assert_eq!(tagger.names().find("安全"), Some(ThemeOrTopic::Theme(2)));
    assert!(matches!(tagger.theme_or_topic("法治").unwrap(), ThemeOrTopic::Topic(_)));
    // Of a theme its likeliest topic, against the one answered.
    let other = explain(1, Some("other"), 3).unwrap();
    assert_eq!(id(other.rival), "safety");
    let themes = tagger.model().themes.theme_map();
    assert_eq!(tagger.names().themes[themes[other.topic]].id, "other");
    assert!(other.difference.score() < 0.0 && other.against[0].1 < 0.0);
    assert!(other.against.is_sorted_by(|a, b| a.1 <= b.1), "the strongest first: {:?}", other.against);
    let strongest = other.difference.terms.iter().map(|(_, c)| c.abs()).fold(0.0, f64::max);
    assert!(!other.marks.is_empty() && other.marks.iter().all(|(_, c)| c.abs() >= strongest / 5.0));

    assert!(matches!(explain(0, None, 1).unwrap_err(), Error::NoParagraph { paragraphs: 1, .. }));
    assert!(matches!(explain(2, None, 1).unwrap_err(), Error::NoParagraph { paragraphs: 1, .. }));
    assert!(matches!(explain(1, Some("天气"), 1).unwrap_err(), Error::UnknownTheme { .. }));
    for asked in [ThemeOrTopic::Theme(5), ThemeOrTopic::Theme(999), ThemeOrTopic::Topic(999)] {
        let error = tagger.explain(&file, 1, Some(asked), &ExplainSettings::default()).unwrap_err();
        assert!(matches!(error, Error::UnknownTheme { .. }), "{error}");
    }
}

/// 题教 in 主题教育 and the like decide, too, but say nothing to people.
#[test]
fn explanations_name_words_and_no_chance_pairs() {
    let tagger = Tagger::built_in().unwrap();
    let text = "一、主题教育走深走实。举办主题教育读书班四期，排查消防隐患四十处，整改率百分之百。\n";
    let file = tagger.reader.parse_text("柳荫.txt", text);
    let why = tagger.explain(&file, 1, None, &ExplainSettings { terms: usize::MAX }).unwrap();
    let all = || why.speaking_for.iter().chain(&why.against).map(|(term, _)| term_words(term));
    let words: Vec<&str> = all().filter(|(_, is_pair)| !is_pair).map(|(words, _)| words).collect();
    assert!(all().filter(|(_, is_pair)| *is_pair).all(|(pair, _)| words.contains(&pair)));
    assert!(words.contains(&"主题教育") && all().all(|(words, _)| words != "题教"));
    // Their share is in the sum all the same.
    assert!(why.difference.terms.len() > all().count());
}

#[test]
fn the_name_a_reader_was_given_tells_where_a_text_has_none() {
    let text = "工作总结\n一、招商\n引进企业三家，修建厂房两座。\n";
    let parse = gongwen::parse::Options::default().with_name("青禾县/商务局2023年工作总结.docx");
    let reader = gongwen::Reader { parse, ..gongwen::Reader::default() };
    assert_eq!(reader.parse_text("", text).document.reports[0].years, [2023]);
    assert_eq!(reader.parse_text("水务局2022年工作总结.docx", text).document.reports[0].years, [2022]);
}
