//! What reports teach without labels and with corrections, as an outside program uses it.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;

use gongwen::labelled::{CorrectedRow, Corrections};
use gongwen::parse::{Again, ReportPlace, Sameness};
use gongwen::settings::{CorrectionSettings, PickSettings};
use gongwen::write::{Doubtful, TaggedFile, ThemeOrTopic};
use gongwen::{BeforeAfter, Tagger, Text, built_in, learn, review};

#[test]
fn what_is_worth_a_look_comes_from_all_units_and_stands_once() {
    let tagger = Tagger::built_in().unwrap();
    let report = |unit: &str, own: &str| {
        let text = format!(
            "{unit}2023年工作总结\n一、工作开展情况\n（一）消防。检查消防通道，整改火灾隐患八十六处，查封危险场所三家。\n\
             （二）养老。新建老年食堂三处，为高龄老人送餐两万份，发放津贴。\n（三）其他。{own}\n\
             （四）协同推进。强化统筹协调，压实各方责任，建立周调度、月通报、季评估的推进机制，\
             把年初确定的四十二项任务逐一分解到科室和个人，定期回头看，推动各项任务落地见效，形成齐抓共管的良好局面。\n"
        );
        let file = tagger.tag(tagger.reader.parse_text(&format!("{unit}.txt"), &text)).unwrap();
        assert_eq!(file.tags.len(), 4);
        file
    };
    let files = [
        report("云岭镇", "走访企业党员时收集诉求，帮助困难党员就业。"),
        report("松涛街道", "在商圈支部开展燃气安全宣讲，服务商户。"),
        report("柳荫街道", "组织志愿者巡河，为沿线居民讲解防溺水知识。"),
    ];
    let settings = PickSettings { limit: 3, spread: 0.0, ..PickSettings::default() };
    let rows = review::pick(&tagger, &files, &settings).unwrap();
    let units: BTreeSet<&str> = rows.iter().map(|row| row.excerpt.unit()).collect();
    assert_eq!((rows.len(), units.len()), (3, 3), "each unit once before any twice");
    assert!(rows.iter().all(|row| !row.reason.is_empty()));

    let all = review::pick(&tagger, &files, &PickSettings { limit: 99, ..settings.clone() }).unwrap();
    let shared = |row: &&Doubtful<'_>| row.excerpt.paragraph.text.contains("齐抓共管");
    assert_eq!(all.iter().filter(shared).count(), 1, "near-duplicates stand once");
    let row = all.iter().find(shared).unwrap();
    assert!(row.before.starts_with("（三）") && row.behind.is_empty(), "{row:?}");

    let copy = Again {
        of: ReportPlace { document: 0, report: 0 },
        of_name: "云岭镇.txt".to_owned(),
        as_what: Sameness::Copy,
    };
    let copied = TaggedFile { again: vec![Some(copy)], ..files[0].clone() };
    assert!(review::pick(&tagger, &[copied], &settings).unwrap().is_empty(), "copies are left out");
    let wrong = review::pick(&tagger, &files, &PickSettings { spread: 2.0, ..settings }).unwrap_err();
    assert_eq!(wrong.to_string(), "spread over units: `2` is not from 0 to 1");
}

/// A row teaches what it says, and what was held out tells whether that helps.
#[test]
fn corrections_are_learnt_and_their_effect_told() {
    let model = built_in::model().unwrap();
    let theme = |id: &str| model.themes.themes().iter().position(|theme| theme.id == id).unwrap();
    let row = |at: usize, text: &str, topic: &str| CorrectedRow {
        text: Text { text: text.to_owned(), ..Text::default() },
        report: format!("{}.txt", at / 2),
        start: Some(at),
        place: format!("标签.csv:{}", at + 2),
        topics: if topic.is_empty() { Vec::new() } else { vec![topic.to_owned()] },
        said: if topic.is_empty() { Vec::new() } else { vec![ThemeOrTopic::Theme(theme(topic))] },
    };
    let mut rows: Vec<CorrectedRow> = Vec::new();
    for number in 0..6 {
        // Against what everybody else says.
        rows.push(row(rows.len(), &format!("检查消防通道{number}处，整改火灾隐患。"), "livelihood"));
        rows.push(row(rows.len(), &format!("新建老年食堂{number}处，为老人送餐。"), "safety"));
    }
    rows.push(row(rows.len(), "检查消防通道，整改火灾隐患。", ""));
    let corrections = Corrections { rows };
    let settings = CorrectionSettings::default();
    let learnt = learn(built_in::model().unwrap(), &corrections, &settings).unwrap();
    let effect = learnt.effect(&corrections, &Tagger::built_in().unwrap()).unwrap();
    assert_eq!((effect.rows, effect.taught), (13, 12));
    assert_eq!(effect.as_corrected, BeforeAfter { before: 0, after: 12 });
    let held_out = effect.held_out.unwrap();
    assert_eq!((held_out.rows, held_out.accuracy), (12, BeforeAfter { before: 0.0, after: 1.0 }));
    assert_eq!(effect.moved.iter().map(|(_, _, rows)| rows).sum::<usize>(), 13);

    let none = Corrections { rows: vec![row(0, "检查消防通道。", "")] };
    let error = learn(built_in::model().unwrap(), &none, &settings).unwrap_err();
    assert_eq!(error.to_string(), "nothing to learn: in none of 1 rows is 更正 filled in");
}
