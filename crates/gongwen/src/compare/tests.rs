use gongwen_parse::{Again, Options, ReportPlace, Sameness, parse};
use gongwen_write::{Tag, TaggedFile, Theme, Topic};

use super::*;
use crate::figures;

fn themes() -> ThemeNames {
    let theme = |id: &str, zh: &str| Theme { id: id.into(), zh: zh.into(), en: id.into() };
    let topic = |id: &str, theme| Topic { id: id.into(), zh: id.into(), en: id.into(), theme };
    ThemeNames {
        themes: vec![theme("safety", "安全"), theme("other", "其他")],
        topics: vec![topic("safety", 0), topic("other", 1)],
    }
}

/// A file whose paragraphs with 隐患 are about safety.
fn read(name: &str, source: &str) -> FiguredFile {
    let document = parse(source, &Options::default());
    let tag = |text: &str| {
        let theme = usize::from(!text.contains("隐患"));
        Tag { theme, topic: theme, confidence: 0.9, themes: vec![(theme, 0.9)], ..Tag::default() }
    };
    let tags = document.paragraphs().map(|(_, paragraph)| tag(&paragraph.text)).collect();
    let figures = figures::of(&document);
    FiguredFile { file: TaggedFile { name: name.to_owned(), document, tags, again: Vec::new() }, figures }
}

/// Two reports of a unit in two years, of one sentence each.
fn years(before: &str, after: &str) -> [FiguredFile; 2] {
    let report = |year: u16, text: &str| {
        read(&format!("{year}.txt"), &format!("云岭县{year}年工作总结\n一、{year}年工作\n{text}\n"))
    };
    [report(2022, before), report(2023, after)]
}

fn side(file: &FiguredFile) -> Side<'_> {
    Side::all(file)[0]
}

/// What is said of the figures of two years: indicator, change in percent or points, verdict on the change stated.
fn figures_of(before: &str, after: &str) -> Vec<String> {
    let [a, b] = years(before, after);
    let found = compare(side(&a), side(&b), &themes());
    let told = |pair: &FigurePair<'_>| {
        let change = match pair.change {
            Some(Change::Relative(change)) => format!(" {:.1}%", change * 100.0),
            Some(Change::Points(change) | Change::Absolute(change)) => format!(" {change:.1}"),
            None => String::new(),
        };
        let verdict = pair.stated.map_or("", |stated| match stated.verdict {
            Verdict::BorneOut => " ok",
            Verdict::Contradicted { .. } => " wrong",
            Verdict::Unchecked(Unchecked::Approximate) => " about",
            Verdict::Unchecked(Unchecked::OtherBasis) => " basis",
            Verdict::Unchecked(Unchecked::OtherReports) => " reports",
            Verdict::Unchecked(Unchecked::SeveralFigures) => " whose",
        });
        format!("{}{change}{verdict}", pair.indicator)
    };
    found.figures.iter().map(told).collect()
}

#[test]
fn stated_changes_are_checked_within_the_rounding_of_printed_digits() {
    for (before, after, expected) in [
        // 7.7 to 9.4 percent, by rounding.
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，增长8.5%。", "税收收入 8.5% ok"),
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，增长9.3%。", "税收收入 8.5% ok"),
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，增长12%。", "税收收入 8.5% wrong"),
        ("完成税收收入8.20亿元。", "完成税收收入8.90亿元，增长9.3%。", "税收收入 8.5% wrong"),
        ("完成税收收入8.9亿元。", "完成税收收入8.2亿元，下降7.9%。", "税收收入 -7.9% ok"),
        ("完成税收收入8.9亿元。", "完成税收收入8.2亿元，增长7.9%。", "税收收入 -7.9% wrong"),
        ("完成税收收入8.2亿元。", "完成税收收入16.4亿元，增长1倍。", "税收收入 100.0% ok"),
        ("完成税收收入约8.2亿元。", "完成税收收入8.9亿元，增长12%。", "税收收入 8.5% about"),
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，按可比口径增长12%。", "税收收入 8.5% basis"),
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，较2020年增长12%。", "税收收入 8.5% basis"),
        ("完成税收收入8.2亿元。", "完成税收收入8.9亿元，较2022年增长12%。", "税收收入 8.5% wrong"),
        ("地区生产总值200亿元。", "地区生产总值212亿元，增长7.5%。", "地区生产总值 6.0% basis"),
        ("全县自来水普及率达到91.5%。", "自来水普及率达到93.1%，提高1.6个百分点。", "自来水普及率 1.6 ok"),
        ("全县自来水普及率达到91.5%。", "自来水普及率达到93.1%，提高2.6个百分点。", "自来水普及率 1.6 wrong"),
        ("培训农民1200人。", "培训农民1500人，比上年增加300人。", "培训农民 25.0% ok"),
        ("培训农民1200人。", "培训农民1500人，比上年增加500人。", "培训农民 25.0% wrong"),
        ("税收收入8200万元。", "全年税收收入0.89亿元。", "税收收入 8.5%"),
    ] {
        assert_eq!(figures_of(before, after), [expected], "{before} {after}");
    }
}

#[test]
fn a_change_behind_several_figures_is_that_of_one_of_them() {
    let before = "残疾人康复救助1900人次、380万元。";
    for (after, expected) in [
        ("残疾人康复救助2063人次、436万元，增长8.6%。", ["8.6% ok", "14.7% whose"]),
        ("残疾人康复救助2063人次、436万元，分别增长8.6%、14.7%。", ["8.6% ok", "14.7% ok"]),
        ("残疾人康复救助2063人次、436万元，分别增长8.6%、10%。", ["8.6% ok", "14.7% wrong"]),
    ] {
        let told: Vec<String> = figures_of(before, after);
        let told: Vec<&str> = told.iter().filter_map(|one| Some(one.split_once(' ')?.1)).collect();
        assert_eq!(told, expected, "{after}");
    }
}

#[test]
fn what_may_be_several_things_is_not_compared() {
    for (before, after) in [
        ("打造示范社区38个。社区38个。", "社区11个。"),
        ("发放20万元。", "发放30万元。"),
        ("税收收入8.2亿元。乡镇税收收入3亿元。", "引进项目2个。"),
        ("引进项目3个。\n引进项目5个。", "引进项目4个。"),
        ("税收收入XX亿元。", "税收收入8.9亿元。"),
        ("新增学位300个。", "新增学位300平方米。"),
        ("1-6月税收收入4亿元。", "税收收入8.9亿元。"),
    ] {
        assert!(figures_of(before, after).is_empty(), "{before} {after}: {:?}", figures_of(before, after));
    }
}

#[test]
fn changes_are_checked_only_between_years_of_a_unit() {
    let [a, _] = years("税收收入8.2亿元。", "");
    let [_, same] = years("", "税收收入8.9亿元，增长12%。");
    let other = read("其他.txt", "青禾县2023年工作总结\n一、2023年工作\n税收收入8.9亿元，增长12%。\n");
    let later = read("2024.txt", "云岭县2024年工作总结\n一、2024年工作\n税收收入8.9亿元，增长12%。\n");
    let verdict = |b: &FiguredFile| {
        compare(side(&a), side(b), &themes()).figures[0].stated.map(|stated| stated.verdict)
    };
    assert!(matches!(verdict(&same), Some(Verdict::Contradicted { .. })));
    let unchecked = Some(Verdict::Unchecked(Unchecked::OtherReports));
    assert_eq!([verdict(&other), verdict(&later)], [unchecked, unchecked]);
}

fn headings(of: &str, year: u16) -> FiguredFile {
    let lines: Vec<String> = of
        .split(' ')
        .zip(["一", "二", "三", "四"])
        .map(|(title, n)| format!("{n}、{title}\n各项工作稳步推进。\n"))
        .collect();
    read(&format!("{year}.txt"), &format!("云岭县{year}年工作总结\n{}", lines.concat()))
}

#[test]
fn headings_are_new_kept_or_dropped() {
    let a = headings("2022年工作回顾 守牢防汛底线 抓好招商引资 改善水生态", 2022);
    let b = headings("2023年工作回顾 改善水生态环境 深化水价改革 守牢防汛安全底线", 2023);
    let found = compare(side(&a), side(&b), &themes());
    let title = |placed: Option<PlacedHeading<'_>>| {
        placed.map_or("-", |placed| placed.heading.title.as_str()).to_owned()
    };
    let told: Vec<_> = found.headings.iter().map(|found| (title(found.a), title(found.b))).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        told,
        [
            pair("2022年工作回顾", "2023年工作回顾"),
            pair("改善水生态", "改善水生态环境"),
            pair("-", "深化水价改革"),
            pair("守牢防汛底线", "守牢防汛安全底线"),
            pair("抓好招商引资", "-"),
        ]
    );
    assert_eq!([Fate::New, Fate::Kept, Fate::Dropped].map(|fate| found.fared(fate)), [1, 3, 1]);
    assert!(found.headings.iter().all(|found| found.fate() != Fate::Kept || found.similarity >= SAME_TITLE));
}

#[test]
fn copied_sentences_are_found_to_the_letter_and_near_ones_told_apart() {
    let run = "落实水库安全度汛责任人，坚持二十四小时值班值守；遇有险情第一时间转移下游群众，确保人员不伤亡、水库不垮坝30座。";
    let near = "巡河员每周巡河不少于两次，发现问题随手拍、随时报、及时改，乡镇河长每月调度一次，形成整改销号的闭环。";
    let [a, b] = years(
        &format!("汛前排查隐患64处。{run}\n{near}"),
        &format!(
            "组织演练15场。{}\n{}\n全新的工作安排。",
            run.replace('，', ","),
            near.replace("两次", "三次")
        ),
    );
    let found = compare(side(&a), side(&b), &themes());
    let told: Vec<_> = found
        .copied
        .iter()
        .map(|copied| {
            let text = &copied.paragraph.text[copied.text.clone()];
            (text.chars().take(4).collect::<String>(), copied.is_verbatim(), copied.figures)
        })
        .collect();
    assert_eq!(told, [("落实水库".to_owned(), true, 1), ("巡河员每".to_owned(), false, 0)]);
    let source =
        |file: &FiguredFile, span: gongwen_parse::Span| span.of(&file.file.document.source).to_owned();
    assert_eq!(source(&a, found.copied[0].of_span).trim(), run);
    assert!(found.copied_share() > 0.4 && found.copied_share() < 0.6, "{}", found.copied_share());
}

#[test]
fn themes_stand_side_by_side() {
    let [a, b] = years("排查隐患64处。\n新建水厂两座。", "排查隐患64处。");
    let found = compare(side(&a), side(&b), &themes());
    let shares: Vec<_> =
        found.themes.iter().map(|shares| (shares.a.0.paragraphs, shares.b.0.paragraphs)).collect();
    assert_eq!(shares, [(1, 1), (1, 0)]);
    let sum = |side: fn(&ThemeShares) -> f64| found.themes.iter().map(side).sum::<f64>();
    assert!((sum(|shares| shares.a.1) - 1.0).abs() < 1e-12 && (sum(|shares| shares.b.1) - 1.0).abs() < 1e-12);
}

#[test]
fn reports_are_paired_by_unit_where_there_are_several() {
    let report = |unit: &str, year: u16| {
        format!("{unit}{year}年工作总结\n一、工作\n检查隐患30处，整改28处，办结事项12件。\n")
    };
    let file = |year: u16, units: &[&str]| {
        units.iter().map(|unit| read(&format!("{unit}{year}.txt"), &report(unit, year))).collect::<Vec<_>>()
    };
    let labels = |sides: &[(Side<'_>, Side<'_>)]| {
        sides.iter().map(|(a, b)| format!("{} {}", a.label(), b.label())).collect::<Vec<_>>()
    };
    let (a, b) = (file(2022, &["云岭县", "青禾县", "松涛县"]), file(2023, &["青禾县", "云岭县", "湖滨县"]));
    let found = pairs(&a, &b).expect("two pairs");
    assert_eq!(labels(&found.pairs), ["青禾县2022年 青禾县2023年", "云岭县2022年 云岭县2023年"]);
    let single: Vec<_> = found.single.iter().map(Side::label).collect();
    assert_eq!(single, ["湖滨县2023年", "松涛县2022年"]);

    // The only report of each side, whatever its unit.
    assert_eq!(labels(&pairs(&a[..1], &b[..1]).expect("a pair").pairs), ["云岭县2022年 青禾县2023年"]);
    let error = pairs(&a[2..], &b).expect_err("no unit in common").to_string();
    assert!(error.contains("湖滨县") && error.contains("--units"), "{error}");
    assert_eq!(pairs(&[], &b).expect_err("nothing"), PairError::Empty { side: "first" });

    let mut twice = file(2022, &["云岭县", "云岭县"]);
    let of = ReportPlace { document: 0, report: 0 };
    twice[1].file.again = vec![Some(Again { of, of_name: String::new(), as_what: Sameness::Copy })];
    assert_eq!(pairs(&twice, &b[1..2]).expect("a copy does not count").pairs.len(), 1);
}
