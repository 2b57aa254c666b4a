//! What is decided on the way to an answer and after it, by a backend whose scores can be counted on the
//! fingers: a topic scores one for every character of a text that its examples hold.

#![allow(clippy::unwrap_used, reason = "a test may")]

use gongwen::classifier::{
    Backend, Classifier, Explanation, Input, LoadError, ParamSpec, Params, Pooling, Registry, ScoreError,
    ThemeSet, TrainError, TrainingSet,
};
use gongwen::evaluation::{Answers, doubts};
use gongwen::features::{FieldWeights, TermSettings, TfIdfParams, TokenizerSettings};
use gongwen::labelled::Content;
use gongwen::settings::{
    AnswerSettings, CrossValidation, EmSettings, EvaluationSettings, FeatureSettings, LearnSettings,
    OutOfRange, ReviewSettings,
};
use gongwen::{Error, LabelledText, Recipe, Tagger, Text, Unlabelled, cross_validate, evaluate};

struct Counting;

/// Rows = topics, columns = terms: whether an example of the topic holds the term.
#[derive(Debug)]
struct Seen(Vec<Vec<bool>>);

impl Backend for Counting {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn about(&self) -> &'static str {
        "counts what a topic's examples hold"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn train(&self, data: &TrainingSet, _: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let mut seen = vec![vec![false; data.n_terms()]; data.topics().len()];
        for example in data.examples() {
            example.input.vector.iter().for_each(|(term, _)| seen[example.topic][term as usize] = true);
        }
        Ok(Box::new(Seen(seen)))
    }

    fn load(&self, _: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Err(LoadError::Backend { backend: self.name(), source: "never saved".into() })
    }
}

impl Classifier for Seen {
    fn n_topics(&self) -> usize {
        self.0.len()
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        for (topic, score) in scores.iter_mut().enumerate() {
            *score = self.explain(input, topic).map_or(0.0, |why| why.score());
        }
        Ok(())
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let count = |(term, count)| (term, if self.0[topic][term as usize] { count } else { 0.0 });
        Some(Explanation { bias: 0.0, terms: input.vector.iter().map(count).collect() })
    }

    fn save(&self) -> Vec<u8> {
        Vec::new()
    }
}

const THEMES: &str = "
    [[theme]]
    id = 'safety'
    zh = '安全'
    [[theme]]
    id = 'livelihood'
    zh = '民生'
    [[theme]]
    id = 'roads'
    zh = '道路'
";

/// Trains the counting backend; terms are single characters as often as they occur, of headings too.
fn recipe() -> Recipe {
    Recipe {
        themes: ThemeSet::from_toml(THEMES).unwrap(),
        tokenizer: TokenizerSettings::Characters.into(),
        settings: LearnSettings {
            backend: "counting".to_owned(),
            features: FeatureSettings {
                terms: TermSettings { word_ngrams: 1, char_bigrams: false },
                weights: FieldWeights { heading: 1.0, lead: 0.0, title: 0.0 },
                tfidf: TfIdfParams { sublinear_tf: false, use_idf: false, l2_norm: false, min_df: 1 },
            },
            pooling: Pooling::Sum,
            calibration_folds: 0,
            ..LearnSettings::default()
        },
        unlabelled: None,
        registry: Registry::built_in().with(Counting).unwrap(),
    }
}

fn labelled(text: &str, topic: &str) -> LabelledText {
    LabelledText::new(&recipe().themes, text, topic).unwrap()
}

/// 火 is of safety, 床 of livelihood, 路 of roads, in texts and in headings.
fn tagger(answers: AnswerSettings) -> Tagger {
    let example = |(character, topic): (&str, &str)| {
        let headings = vec![character.to_owned()];
        let content = Content::Text(Text { text: character.to_owned(), headings, ..Text::default() });
        LabelledText { content, ..labelled(character, topic) }
    };
    let examples = [("火", "safety"), ("床", "livelihood"), ("路", "roads")].map(example);
    Tagger::new(recipe().train(&examples).unwrap(), answers).unwrap()
}

/// Theme and text of the answer.
fn answered(text: &Text) -> (usize, String) {
    let tagger = tagger(AnswerSettings::default());
    let answered = tagger.answer(text).unwrap();
    (answered.answer.theme, answered.text.to_owned())
}

const SAFETY: usize = 0;
const LIVELIHOOD: usize = 1;

#[test]
fn sure_words_of_a_short_text_outweigh_its_headings() {
    let under = |text: &str, heading: &str| {
        let text = Text { text: text.to_owned(), headings: vec![heading.to_owned()], ..Text::default() };
        answered(&text).0
    };
    assert_eq!(under("床床床", "火火火火火"), LIVELIHOOD, "sure: 0.91");
    assert_eq!(under("床床", "火火火火火"), SAFETY, "not sure by itself: 0.79");
    let long = format!("床床床{}", "某".repeat(28));
    assert_eq!(under(&long, "火火火火火"), SAFETY, "31 letters are not short");
    let short = format!("床床床{}。", "某".repeat(27));
    assert_eq!(under(&short, "火火火火火"), LIVELIHOOD, "30 letters are short");
}

#[test]
fn own_words_of_the_same_theme_leave_the_answer_with_headings() {
    let tagger = tagger(AnswerSettings::default());
    let confidence = |text: &str, headings: &[&str]| {
        let headings = headings.iter().map(|&heading| heading.to_owned()).collect();
        let text = Text { text: text.to_owned(), headings, ..Text::default() };
        tagger.answer(&text).unwrap().answer.confidence
    };
    assert_eq!(confidence("床床床", &["床床"]), confidence("床床床床床", &[]), "5 to 0, not 3 to 0");
    assert_eq!(confidence("床床床", &["火火"]), confidence("床床床火火", &[]), "3 to 2, not 3 to 0");
}

#[test]
fn a_bare_heading_is_tagged_with_its_items_where_that_is_surer() {
    let with = |items: &str| {
        let text = format!("床床床{items}");
        answered(&Text { text: "床床床".to_owned(), with_items: Some(text), ..Text::default() })
    };
    assert_eq!(with("床床"), (LIVELIHOOD, "床床床床床".to_owned()));
    assert_eq!(with("火火火火火"), (LIVELIHOOD, "床床床".to_owned()), "3 to 0 is surer than 5 to 3");
    assert_eq!(
        with("火火火火火火火火"),
        (SAFETY, "床床床火火火火火火火火".to_owned()),
        "but 8 to 3 is more so"
    );
}

/// A text of 5, 3 and 1 characters of the three topics.
const MIXED: &str = "火火火火火床床床路。";

#[test]
fn topics_and_themes_are_listed_from_the_threshold_on() {
    let tag = |threshold| {
        let answers = AnswerSettings { threshold: Some(threshold), ..AnswerSettings::default() };
        tagger(answers).tag_text(MIXED).unwrap().tags.remove(0)
    };
    let all = tag(0.0);
    assert_eq!(all.topics.iter().map(|(topic, _)| *topic).collect::<Vec<_>>(), [0, 1, 2]);
    for listed in 1..=3 {
        let (_, lowest) = all.topics[listed - 1];
        assert_eq!(tag(lowest).topics, all.topics[..listed], "from {lowest} on");
        assert_eq!(tag(lowest).themes, all.themes[..listed], "from {lowest} on");
        assert_eq!(tag(lowest.next_up()).topics.len(), (listed - 1).max(1), "above {lowest}");
    }
}

#[test]
fn an_answer_is_unsure_below_the_confidence_asked_for() {
    let tag = |min_confidence| {
        let answers = AnswerSettings { min_confidence, ..AnswerSettings::default() };
        tagger(answers).tag_text(MIXED).unwrap().tags.remove(0)
    };
    let confidence = tag(0.0).confidence;
    assert!(!tag(confidence).unsure);
    assert!(tag(confidence.next_up()).unsure);
}

#[test]
fn evidence_is_of_words_and_no_chance_pairs_of_characters() {
    let mut recipe = recipe();
    recipe.settings.features.terms.char_bigrams = true;
    let examples = [labelled("火情", "safety"), labelled("床位", "livelihood")];
    let answers = AnswerSettings { evidence: usize::MAX, ..AnswerSettings::default() };
    let tagger = Tagger::new(recipe.train(&examples).unwrap(), answers).unwrap();
    let pair = tagger.model().vectorizer.tfidf().column("char:火情");
    assert!(pair.is_some(), "the pair is a term");
    let tagged = tagger.tag_text("火情火情情。").unwrap();
    let words: Vec<&str> = tagged.tags[0].evidence.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["情", "火"], "the strongest first");
}

#[test]
fn of_equal_evidence_the_first_in_code_point_order_stands_first() {
    let examples = [labelled("火灾警情", "safety"), labelled("床位", "livelihood")];
    let answers = AnswerSettings { evidence: usize::MAX, ..AnswerSettings::default() };
    let tagger = Tagger::new(recipe().train(&examples).unwrap(), answers).unwrap();
    let tagged = tagger.tag_text("火灾警情，床。").unwrap();
    let evidence: Vec<(&str, f64)> =
        tagged.tags[0].evidence.iter().map(|(word, by)| (word.as_str(), *by)).collect();
    assert_eq!(evidence, [("情", 1.0), ("火", 1.0), ("灾", 1.0), ("警", 1.0)]);
}

#[test]
fn no_text_is_answered_about_by_a_model_that_has_seen_it() {
    let topics = ["safety", "livelihood"].into_iter().cycle();
    let examples: Vec<LabelledText> = ["甲", "乙", "丙", "丁", "戊", "己"]
        .into_iter()
        .zip(topics)
        .map(|(text, topic)| labelled(text, topic))
        .collect();
    let folding = CrossValidation { folds: 3, ..CrossValidation::default() };
    let evaluation = cross_validate(&recipe(), &examples, &folding, &EvaluationSettings::default()).unwrap();
    // Each text's only character is known to a model that was trained on it and to no other.
    let confidences: Vec<f64> = evaluation.texts.iter().map(|text| text.confidence).collect();
    assert_eq!(confidences, [0.3333; 6]);
}

#[test]
fn calibration_holds_out_kinds_of_unit_and_of_the_bags_reports() {
    let of = |text: &str, report: &str, kind: &str| LabelledText {
        report: report.to_owned(),
        kind: kind.to_owned(),
        ..labelled(text, "safety")
    };
    let bag = |text, report| LabelledText {
        content: Content::Bag([("火".to_owned(), 1.0)].into()),
        ..of(text, report, "town")
    };
    let examples = [
        of("火", "a.txt", "town"),
        of("烟", "b.txt", "town"),
        of("灯", "c.txt", "bureau"),
        bag("-", "d"),
        bag("-", "e"),
        bag("-", "e"),
    ];
    let model = recipe().train(&examples).unwrap();
    assert_eq!(model.summary.fold_groups, 4, "town, bureau, d and e");
}

#[test]
fn settings_of_learning_without_labels_are_checked() {
    let error = |em: EmSettings| {
        let unlabelled = Some(Unlabelled { texts: vec![Text::default()], em });
        Recipe { unlabelled, ..recipe() }.train(&[labelled("火", "safety")]).map(drop)
    };
    for weight in [-0.1, 1.1, f64::NAN] {
        let error = error(EmSettings { weight: Some(weight), ..EmSettings::default() }).unwrap_err();
        assert!(matches!(error, Error::OutOfRange(OutOfRange { min: 0.0, max: 1.0, .. })), "{error}");
    }
    assert!(error(EmSettings { weight: Some(1.0), ..EmSettings::default() }).is_ok());
    let endless = error(EmSettings { rounds: Some(usize::MAX), ..EmSettings::default() }).unwrap_err();
    assert!(matches!(endless, Error::OutOfRange(OutOfRange { setting: "rounds", .. })), "{endless}");
    assert!(error(EmSettings { rounds: Some(0), ..EmSettings::default() }).is_ok());
}

#[test]
fn the_surest_wrong_answers_are_listed_first() {
    let examples = [
        labelled("床", "safety"),
        labelled("床床床", "safety"),
        labelled("床床床床", "livelihood"),
        labelled("床床", "safety"),
    ];
    let listed = |errors| {
        let settings = EvaluationSettings { errors, ..EvaluationSettings::default() };
        let evaluation = evaluate(&tagger(AnswerSettings::default()), &examples, &settings).unwrap();
        evaluation.errors.into_iter().map(|wrong| wrong.text).collect::<Vec<_>>()
    };
    assert_eq!(listed(9), ["床床床", "床床", "床"]);
    assert_eq!(listed(1), ["床床床"]);
}

#[test]
fn labels_in_doubt_are_listed_by_how_much_they_are() {
    let nearly = "今年共走访企业若干家并逐一登记造册建立台账定期回访，汇总意见后分送各科室研究答复，年底前向全体企业书面反馈结果";
    let examples = [
        labelled("床", "safety"),
        labelled("床床床床", "livelihood"),
        labelled("床床床", "safety"),
        labelled(nearly, "safety"),
        labelled("某", "roads"),
        LabelledText { secondary: vec!["livelihood".to_owned()], ..labelled("床床床床床", "safety") },
        labelled(&format!("{nearly}。"), "livelihood"),
    ];
    let tagger = tagger(AnswerSettings::default());
    let answers = Answers::by_tagger(&tagger, &examples).unwrap();
    let found = doubts(&answers, &ReviewSettings::default()).unwrap();
    let texts: Vec<&str> = found.rows.iter().map(|row| row.example.text()).collect();
    let again = format!("{nearly}。");
    assert_eq!(texts, [nearly, &again, "床床床", "床", "某"]);
    let reasons: Vec<&str> = found.rows.iter().map(|row| row.reason.as_str()).collect();
    assert!(reasons[0].contains("那里标为民生") && reasons[1].contains("那里标为安全"), "{reasons:?}");
    assert_eq!(reasons[2..], ["回答与标签不同", "回答与标签不同", "没有把握"]);
    assert_eq!((found.in_doubt, found.texts), (5, 7));

    for narrow in [f64::NAN, -0.1, 1.1] {
        let error = doubts(&answers, &ReviewSettings { narrow, ..ReviewSettings::default() }).unwrap_err();
        assert!(matches!(error, Error::OutOfRange(OutOfRange { setting: "narrow", .. })), "{error}");
    }
}
