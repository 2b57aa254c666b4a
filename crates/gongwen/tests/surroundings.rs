//! What the rest of a report says about a paragraph, and what its sentences say each.
#![cfg(feature = "built-in")]

use std::path::Path;

use gongwen::Tagger;
use gongwen::settings::AnswerSettings;
use gongwen::write::{OutputFormat, TaggedFile, tag_writer};

fn tagger(settings: AnswerSettings) -> Tagger {
    Tagger::new(gongwen::built_in::model().expect("the built-in model"), settings).expect("settings in range")
}

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/samples");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("samples").map(|f| f.expect("a file").path()).collect();
    files.sort();
    let texts = files.iter().filter(|file| file.extension().is_some_and(|e| e == "txt"));
    texts.map(|file| file.to_string_lossy().into_owned()).collect()
}

fn themes(file: &TaggedFile, tagger: &Tagger) -> Vec<String> {
    file.tags.iter().map(|tag| tagger.names().themes[tag.theme].id.clone()).collect()
}

const DISCLOSURE: &str = "\
禾津县统计局2023年政府信息公开工作年度报告
一、主动公开。在门户网站发布统计公报和月度数据信息一百二十条，公开目录更新四次。
二、依申请公开。受理公开申请六件，均在法定期限内答复，没有行政复议和诉讼。
三、信息管理。发布前逐条审查，修订公开指南和目录，清理失效文件九份。
四、组织领导。调整领导小组，由主要负责人任组长，明确分管领导和联络员，层层压实责任。
五、平台建设。网站栏目调整为十二个，政务新媒体每周更新，开设数据解读专栏。
六、监督保障。公开工作列入年度考核，社会评议满意。
";

/// 压实责任 by itself sounds like safety; in a report on the disclosure of information it is none.
#[test]
fn a_paragraph_is_read_in_its_report() {
    let theme = |context| {
        let tagger = tagger(AnswerSettings { context, ..AnswerSettings::default() });
        themes(&tagger.tag_text(DISCLOSURE).expect("a text"), &tagger)[3].clone()
    };
    assert_eq!([theme(false), theme(true)], ["safety", "other"]);
}

/// A text that is a report by itself has no context.
#[test]
fn a_lone_paragraph_is_answered_alike_either_way() {
    let text = "一、消防。检查消防通道，整改火灾隐患四十处。\n";
    let tags = |context| {
        tagger(AnswerSettings { context, ..AnswerSettings::default() }).tag_text(text).expect("a text").tags
    };
    assert_eq!(tags(true), tags(false));
}

/// Passages make up their paragraph, in the text and in the source; neighbours are of different themes.
#[test]
fn passages_make_up_their_paragraph() {
    let tagger = tagger(AnswerSettings::default());
    let mut mixed = 0;
    for file in samples() {
        let tagged = tagger.tag_file(&file).expect("a sample");
        for (_, paragraph, tag) in tagged.paragraphs() {
            let (mut text, mut source) = (0, paragraph.span.start());
            for passage in &tag.passages {
                assert_eq!((passage.text.start, passage.span.start()), (text, source), "{file}");
                assert!((0.0..=1.0).contains(&passage.p), "{file}: {}", passage.p);
                (text, source) = (passage.text.end, passage.span.end());
            }
            assert_eq!((text, source), (paragraph.text.len(), paragraph.span.end()), "{file}");
            assert!(tag.passages.windows(2).all(|pair| pair[0].theme != pair[1].theme), "{file}");
            // A title is about what it heads.
            let first = tag.passages.first().map(|passage| &paragraph.text[passage.text.clone()]);
            let behind = paragraph.lead.as_deref().and_then(|lead| Some(first?.split_once(lead)?.1));
            assert!(behind.is_none_or(|behind| behind.contains(char::is_alphanumeric)), "{file}: {first:?}");
            mixed += usize::from(tag.passages.len() > 1);
        }
    }
    assert!(mixed >= 2, "{mixed} paragraphs of several themes among the samples");
}

#[test]
fn the_sentences_of_a_mixed_paragraph_are_told_apart() {
    let tagger = tagger(AnswerSettings::default());
    let text = "云岭街道2023年工作总结\n（一）服务群众。新建社区食堂三处，为独居老人送餐两万份。新增养老床位六十张。\
                排查电动自行车充电隐患一百二十处，劝阻进楼入户三百次。组织消防演练十二场。\n";
    let tagged = tagger.tag_text(text).expect("a text");
    let (names, (_, paragraph, tag)) = (tagger.names(), tagged.paragraphs().next().expect("a paragraph"));
    let found: Vec<_> = tag
        .passages
        .iter()
        .map(|passage| {
            format!("{}: {}", names.themes[passage.theme].zh, &paragraph.text[passage.text.clone()])
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r"
    民生: （一）服务群众。新建社区食堂三处，为独居老人送餐两万份。新增养老床位六十张。
    安全: 排查电动自行车充电隐患一百二十处，劝阻进楼入户三百次。组织消防演练十二场。
    ");
}

/// What explains an answer adds up to the odds of the two topics.
#[test]
fn an_explanation_adds_up_to_the_odds() {
    let tagger = tagger(AnswerSettings::default());
    let file = || tagger.reader.parse_text("公开.txt", DISCLOSURE);
    let texts = gongwen::Text::all(&file().document);
    let answered = tagger.answer_report(&texts).expect("answers");
    for (at, answered) in answered.iter().enumerate() {
        let why = tagger.explain(&file(), at + 1, None, &Default::default()).expect("an explanation");
        let odds = (answered.answer.topics[why.topic] / answered.answer.topics[why.rival]).ln();
        assert!((why.log_odds() - odds).abs() < 1e-6, "paragraph {}: {} {odds}", at + 1, why.log_odds());
    }
}

/// Whole reports are answered about in one go, however many threads share the work.
#[test]
fn threads_change_nothing() {
    let long: String = (0..700)
        .map(|i| {
            format!(
                "{}是检查企业{}家。整改隐患{}处。新增床位{}张。\n",
                "一二三四五六七八九".chars().nth(i % 9).unwrap_or('一'),
                i + 3,
                i * 7 % 90,
                i % 40
            )
        })
        .collect();
    let text = format!("云岭县2023年工作总结\n一、工作\n{long}");
    let tagger = tagger(AnswerSettings::default());
    let written = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let tagged = pool.install(|| tagger.tag_text(&text)).expect("a text");
        let (mut out, names) = (Vec::new(), tagger.names());
        let mut writer = tag_writer(OutputFormat::Jsonl, &mut out, &names).expect("a writer");
        writer.add(tagged).and_then(|()| writer.finish()).expect("written");
        out
    };
    assert!(written(1) == written(3), "other tags with three threads than with one");
}
