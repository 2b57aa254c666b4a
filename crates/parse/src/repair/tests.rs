//! What every pass does, and what it leaves alone.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Change, PASSES, Pass, Span, Text, apply, undo};

/// A report pasted into one line, long enough to tell lost breaks from wrapped lines.
const ONE_LINE: &str = concat!(
    "云岭县水文局工作汇报 ",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    " 一、站网建设 ",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    " ",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    " 二、队伍建设 ",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    " 落款",
);
const ONE_LINE_BROKEN: &str = concat!(
    "云岭县水文局工作汇报 ",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    "\n一、站网建设\n",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    "\n",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    "\n二、队伍建设\n",
    "全年新建雨量站十二处、改造水位站三处，抢测洪峰九次，发布水情预警四十一次，为沿河群众转移赢得了时间，站网密度和测报精度都有明显提高，得到防汛指挥部的肯定。",
    "\n落款",
);

/// Pass, text before, text after; the same text where the pass must not act.
const CASES: &[(&str, &str, &str)] = &[
    ("radicals", "⻘⽯镇⺠⽣⼯作，改造危房9⼾，\u{F92D}年建⻋站", "青石镇民生工作，改造危房9户，來年建车站"),
    ("radicals", "Ａ区１标段①㎡ﬁ，㈠修渠﨏", "Ａ区１标段①㎡ﬁ，㈠修渠﨏"),
    ("traditional", "雲嶺縣水務局著力治水，成效顯著", "云岭县水务局着力治水，成效显著"),
    (
        "traditional",
        "云岭县引进台资企业“豐裕農業”，带动群众增收。",
        "云岭县引进台资企业“豐裕農業”，带动群众增收。",
    ),
    ("spaced-out", "云 岭 县 2 0 2 4 年 工 作 总 结", "云岭县2024年工作总结"),
    ("spaced-out", "工  作  总  结", "工作总结"),
    ("spaced-out", "2 0 2 4 年，新建水厂 3 座", "2024年，新建水厂 3 座"),
    (
        "spaced-out",
        "甲  乙  丙  丁\n1 2 3 4 5 6\n2020 年修渠 3 条",
        "甲  乙  丙  丁\n1 2 3 4 5 6\n2020 年修渠 3 条",
    ),
    ("markdown", "## 一、修渠\n**二、通水**\n1\\.建闸", "一、修渠\n二、通水\n1.建闸"),
    ("markdown", "# 水利\n> **建闸：**已经完成\n- 修渠\n---\n通水", "水利\n建闸：已经完成\n修渠\n\n通水"),
    (
        "markdown",
        "**县在**镇建闸，引进**项目，#1机组和#2机组发电。\n- 3 -",
        "**县在**镇建闸，引进**项目，#1机组和#2机组发电。\n- 3 -",
    ),
    ("paid-marks", "完成37##paidbegin##个小区", "完成37个小区"),
    ("paid-marks", "编号##12##不变", "编号##12##不变"),
    (
        "web-chrome",
        "上传人:小明 文档编号:1\n青石街道2023年工作总结\n正文如下。",
        "\n青石街道2023年工作总结\n正文如下。",
    ),
    ("web-chrome", "完成改造。查看更多", "完成改造。"),
    ("web-chrome", "-精品公文推荐- 青石街道工作总结\n—最新范文分享—", " 青石街道工作总结\n"),
    (
        "web-chrome",
        "群众可在公众号查看更多服务。\n来源广泛，成效明显。",
        "群众可在公众号查看更多服务。\n来源广泛，成效明显。",
    ),
    ("page-marks", "1、甲乙丙\n\n2、丁戊己\n\n3、庚辛壬\n\n4、癸。", "甲乙丙丁戊己庚辛壬癸。"),
    ("page-marks", "如下：\n1、甲乙。\n2、丙丁。\n3、戊己。", "如下：\n1、甲乙。\n2、丙丁。\n3、戊己。"),
    ("page-marks", "第一段。\n- 3 -\n第二段。", "第一段。\n第二段。"),
    ("page-marks", "推进各项第 2 页 共 6 页 工作落实", "推进各项工作落实"),
    (
        "page-marks",
        concat!(
            "1、青石街道工作总结。一年来，街道上下齐心，新建口袋公园三处，改造背街小巷十二条，更换路灯四百余盏，清运积存垃圾",
            "九十车，群众出门见绿、推窗见景，居住环境有了很大变化，社区面貌焕然一新，居民反响热烈，满意度逐\n2、年提高。",
        ),
        concat!(
            "青石街道工作总结。一年来，街道上下齐心，新建口袋公园三处，改造背街小巷十二条，更换路灯四百余盏，清运积存垃圾",
            "九十车，群众出门见绿、推窗见景，居住环境有了很大变化，社区面貌焕然一新，居民反响热烈，满意度逐年提高。",
        ),
    ),
    ("advertisements", "正文。\n【妙笔素材库】代写材料，扫码关注。", "正文。\n"),
    (
        "advertisements",
        "通过微信公众号发布信息，关注人数增加，客服及时更新。",
        "通过微信公众号发布信息，关注人数增加，客服及时更新。",
    ),
    ("contents", "目录\n甲局2023年总结\t1\n乙局2023年总结\t4\n甲局2023年总结", "\n甲局2023年总结"),
    (
        "contents",
        "水利局总结选（2篇） 目录 1.甲局2023年总结 2 2.乙局2023年总结 5 甲局2023年总结 修渠。 乙局2023年总结 建闸。",
        "水利局总结选（2篇） 甲局2023年总结 修渠。 乙局2023年总结 建闸。",
    ),
    ("contents", "单位\t数量\n甲\t多\n乙\t少", "单位\t数量\n甲\t多\n乙\t少"),
    ("lost-breaks", ONE_LINE, ONE_LINE_BROKEN),
    (
        "lost-breaks",
        "一、水利。完成投资。 二、交通。修通三条路。 三、教育。建校两所。 四、卫生。添床十张。",
        "一、水利。完成投资。 二、交通。修通三条路。 三、教育。建校两所。 四、卫生。添床十张。",
    ),
    ("hard-wraps", "加快工作部 署，2020 年引进 xx 项目 3 个", "加快工作部署，2020 年引进 xx 项目 3 个"),
    (
        "hard-wraps",
        "全年新建水厂两座，改造管网四十公里，铺设支管九十条，解决了山区群众的饮水困\n\n　　难，水质合格率明显提高。",
        "全年新建水厂两座，改造管网四十公里，铺设支管九十条，解决了山区群众的饮水困难，水质合格率明显提高。",
    ),
    (
        "hard-wraps",
        "夯实水利根基，提升供水水平\n\n新建水厂两座。",
        "夯实水利根基，提升供水水平\n\n新建水厂两座。",
    ),
    ("hard-wraps", "姓名 职务 单位 电话", "姓名 职务 单位 电话"),
    (
        "hard-wraps",
        "统筹推进疫情防控，\n保障物资供应。\n第二段落。",
        "统筹推进疫情防控，保障物资供应。\n第二段落。",
    ),
    ("misread", "整治率达到100机提升能力", "整治率达到100%。提升能力"),
    ("misread", "完成率100机械化作业，配置100机器人", "完成率100机械化作业，配置100机器人"),
    ("misread", "发放100O余册，资金172万o二是推进", "发放1000余册，资金172万。二是推进"),
    ("dodged-party", "从严治D、D员、中国共产D和D的二十大", "从严治党、党员、中国共产党和党的二十大"),
    (
        "dodged-party",
        "D09地块、D级危房、R&D经费、LED屏、3D打印、D座",
        "D09地块、D级危房、R&D经费、LED屏、3D打印、D座",
    ),
    ("dodged-party", "1.D建引领，2.D课", "1.党建引领，2.党课"),
    ("dodged-party", "A组、B组、C组、D组比赛", "A组、B组、C组、D组比赛"),
    ("dodged-letters", "投入与DP之比，ED屏，AAA公众号", "投入与GDP之比，LED屏，微信公众号"),
    ("dodged-letters", "AAA级景区、GDP增长、LED屏、5个专班", "AAA级景区、GDP增长、LED屏、5个专班"),
    ("doubled-years", "20222022年度", "2022年度"),
    ("doubled-years", "20212022年、电话20222022", "20212022年、电话20222022"),
    ("doubled-years", "２０２２２０２２年、120222022年", "２０２２２０２２年、120222022年"),
];

fn pass(name: &str) -> &'static Pass {
    PASSES.iter().find(|pass| pass.name == name).unwrap_or_else(|| panic!("no pass `{name}`"))
}

#[test]
fn passes_act_where_they_must_and_only_there() {
    for &(name, before, after) in CASES {
        let mut text = Text::new(before);
        text.change(pass(name), (pass(name).run)(before));
        assert_eq!(text.as_str(), after, "{name} on {before:?}");
    }
}

#[test]
fn every_pass_has_cases_for_both() {
    for pass in PASSES {
        let cases = || CASES.iter().filter(|case| case.0 == pass.name);
        assert!(cases().any(|case| case.1 != case.2), "`{}` never acts", pass.name);
        assert!(cases().any(|case| case.1 == case.2), "`{}` never holds back", pass.name);
    }
}

#[test]
fn names_are_unique_and_written_alike() {
    let names: BTreeSet<_> = PASSES.iter().map(|pass| pass.name).collect();
    assert_eq!(names.len(), PASSES.len());
    for pass in PASSES {
        assert!(pass.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", pass.name);
        assert!(!pass.about.is_empty() && !pass.about.ends_with('.'), "{}", pass.about);
    }
}

#[test]
fn edits_that_touch_stay_apart() {
    let mut text = Text::new("甲\n\n3、D员");
    text.change(pass("page-marks"), vec![Change::delete(3..9, "mark")]);
    assert_eq!(text.as_str(), "甲D员");
    text.change(pass("dodged-party"), vec![Change::new(3..4, "党", "dodged")]);
    let edits: Vec<_> = text.edits().map(|edit| (edit.was.as_str(), edit.with.as_str())).collect();
    assert_eq!(edits, [("\n\n3、", ""), ("D", "党")]);
    assert_eq!(text.source_span(Span::new(3, 9)), (9..13).into());
}

#[test]
fn edits_of_another_order_or_text_change_nothing() {
    let (source, repaired) = ("D员修渠，D课开讲。", "党员修渠，党课开讲。");
    let mut text = Text::new(source);
    let party = |at| Change::new(at..at + 1, "党", "dodged");
    text.change(pass("dodged-party"), vec![party(0), party(13)]);
    let edits: Vec<_> = text.edits().cloned().collect();
    assert_eq!(apply(source, &edits).as_deref(), Some(repaired));
    assert_eq!(undo(repaired, &edits).as_deref(), Some(source));
    let backwards = [edits[1].clone(), edits[0].clone()];
    let twice = [edits[0].clone(), edits[0].clone()];
    assert_eq!((apply(source, &backwards), undo(repaired, &backwards)), (None, None));
    assert_eq!((apply(source, &twice), undo(repaired, &twice)), (None, None));
    let others = ["", "党", "D", "员修渠，课开讲。", "全镇修渠，开讲一课。", "C员修渠，C课开讲。"];
    for other in others {
        assert_eq!((apply(other, &edits), undo(other, &edits)), (None, None), "{other}");
    }
}

/// Any replacement at any place, on character boundaries or not.
fn change() -> impl Strategy<Value = (usize, usize, String)> {
    (0usize..60, 0usize..12, "[甲乙丙a ]{0,4}")
}

proptest! {
    #[test]
    fn stacked_changes_apply_and_undo(source in "[子丑寅卯ab \n]{0,30}", rounds in prop::collection::vec(prop::collection::vec(change(), 0..5), 0..5)) {
        let mut text = Text::new(&source);
        for round in rounds {
            let changes = round.into_iter().map(|(start, len, with)| Change::new(start..start + len, with, "any")).collect();
            text.change(pass("misread"), changes);
            let edits: Vec<_> = text.edits().cloned().collect();
            prop_assert_eq!(apply(&source, &edits), Some(text.as_str().to_owned()));
            prop_assert_eq!(undo(text.as_str(), &edits), Some(source.clone()));
            prop_assert!(edits.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
            for (at, c) in text.as_str().char_indices() {
                let span = text.source_span(Span::new(at, at + c.len_utf8()));
                prop_assert!(source.get(span.range()).is_some());
            }
        }
    }
}
