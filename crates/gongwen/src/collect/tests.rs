use gongwen_parse::{Options, Part, parse};
use gongwen_write::{Collection, Tag, TaggedFile, Theme, ThemeNames, ThemeOrTopic, Topic};

use super::{GroupBy, Order, Query, collect};

const SAFETY: usize = 0;
const LIVELIHOOD: usize = 1;
const OTHER: usize = 2;

/// 安全 and 民生, each with the topic of its name, and 其他 with two.
fn themes() -> ThemeNames {
    let theme = |id: &str, zh: &str| Theme { id: id.into(), zh: zh.into(), en: id.into() };
    let topic = |id: &str, zh: &str, theme| Topic { id: id.into(), zh: zh.into(), en: id.into(), theme };
    ThemeNames {
        themes: vec![theme("safety", "安全"), theme("livelihood", "民生"), theme("other", "其他")],
        topics: vec![
            topic("safety", "安全", SAFETY),
            topic("livelihood", "民生", LIVELIHOOD),
            topic("rural", "乡村振兴", OTHER),
            topic("urban", "城市建设管理", OTHER),
        ],
    }
}

/// The next theme stands beside each, topics alike.
fn tag(theme: usize, topic: usize, confidence: f64) -> Tag {
    Tag {
        theme,
        topic,
        confidence,
        unsure: confidence < 0.5,
        themes: vec![(theme, confidence), ((theme + 1) % 3, 0.25)],
        topics: vec![(topic, confidence), ((topic + 1) % 4, 0.22)],
        ..Tag::default()
    }
}

/// A file of one report with these lines under its title.
fn file(title: &str, lines: &[&str], tags: Vec<Tag>) -> TaggedFile {
    let document = parse(&format!("{title}\n{}\n", lines.join("\n")), &Options::default());
    assert_eq!(tags.len(), document.paragraphs().count(), "{document:?}");
    TaggedFile { name: format!("{title}.txt"), document, tags, again: Vec::new() }
}

const SAFETY_TEXT: &str =
    "排查消防隐患一百二十处，整改率达到百分之九十八，为六百户独居老人加装了烟感报警器。";

/// A report with a paragraph in every part but the opening; the last is unsure.
fn street(unit: &str, more: &str) -> TaggedFile {
    file(
        &format!("{unit}2023年工作总结和2024年工作思路"),
        &[
            "一、2023年工作总结",
            &format!("（一）安全底线守得牢。{SAFETY_TEXT}{more}"),
            "（二）民生实事办得实。新增养老床位30张。",
            "二、存在问题",
            "老旧小区停车难，车位缺口1200个。",
            "三、2024年工作思路",
            "（一）种好粮食。播种3万亩。",
            "（二）修好道路。修路5公里。",
        ],
        vec![
            tag(SAFETY, 0, 0.97),
            tag(LIVELIHOOD, 1, 0.9),
            tag(LIVELIHOOD, 1, 0.6),
            tag(OTHER, 2, 0.8),
            tag(OTHER, 3, 0.4),
        ],
    )
}

fn safety() -> Query {
    Query { themes: vec![ThemeOrTopic::Theme(SAFETY)], ..Query::default() }
}

/// The first words of the paragraphs, numbers left out.
fn starts(collection: &Collection<'_>) -> Vec<String> {
    let start = |text: &str| text.chars().skip_while(|c| "（一二）".contains(*c)).take(4).collect();
    collection.items().map(|(_, item)| start(&item.excerpt.paragraph.text)).collect()
}

fn collected(files: &[TaggedFile], query: &Query) -> Vec<String> {
    starts(&collect(files, query, &themes()))
}

fn groups(collection: &Collection<'_>) -> Vec<String> {
    collection.groups.iter().map(|group| group.title.clone()).collect()
}

#[test]
fn near_duplicates_of_other_files_are_folded_into_the_first() {
    let files = [street("松涛街道", ""), street("云岭街道", "全年平稳。"), street("桃源街道", "")];
    let collection = collect(&files, &safety(), &themes());
    assert_eq!((collection.title.as_str(), collection.reports), ("安全工作材料汇编", 3));
    assert_eq!(groups(&collection), ["松涛街道"]);
    let (_, item) = collection.items().next().unwrap();
    let folded: Vec<_> = item.folded.iter().map(|folded| folded.excerpt.unit()).collect();
    assert_eq!(folded, ["云岭街道", "桃源街道"]);
    assert!(item.folded[0].similarity > 0.7 && item.folded[0].similarity < item.folded[1].similarity);

    let apart = Query { keep_duplicates: true, title: Some("安全".to_owned()), ..safety() };
    let collection = collect(&files, &apart, &themes());
    assert_eq!(collection.title, "安全");
    assert_eq!(groups(&collection), ["松涛街道", "云岭街道", "桃源街道"]);
    assert!(collection.items().all(|(_, item)| item.folded.is_empty()));
}

#[test]
fn themes_and_parts_are_taken_as_asked_and_what_is_unsure_never() {
    let mut files = [street("松涛街道", "")];
    assert_eq!(collected(&files, &Query::default()), ["安全底线", "民生实事", "老旧小区", "种好粮食"]);
    assert_eq!(collected(&files, &safety()), ["安全底线"]);
    let topic = |topic| Query { themes: vec![ThemeOrTopic::Topic(topic)], ..Query::default() };
    assert_eq!(collected(&files, &topic(2)), ["种好粮食"]);
    assert_eq!(
        collected(&files, &Query { secondary: true, ..topic(2) }),
        ["民生实事", "老旧小区", "种好粮食"]
    );
    let secondary = Query { secondary: true, ..safety() };
    assert_eq!(collected(&files, &secondary), ["安全底线", "种好粮食"]);
    let plans = Query { parts: vec![Part::Plan], ..secondary };
    assert_eq!(collected(&files, &plans), ["种好粮食"]);
    let of_year = |year| Query { years: vec![year], ..Query::default() };
    assert_eq!(collected(&files, &of_year(2023)), ["安全底线", "民生实事", "老旧小区"]);
    assert_eq!(collected(&files, &of_year(2024)), ["种好粮食"]);
    // A theme that is none is nobody's, whatever a tag says.
    files[0].tags[0].topic = 4;
    assert_eq!(collected(&files, &topic(4)), [""; 0]);
}

#[test]
fn bare_headings_are_left_out() {
    let mut file = street("松涛街道", "");
    file.tags[0].bare = true;
    assert_eq!(collected(&[file], &safety()), [""; 0]);
}

#[test]
fn reports_without_unit_are_groups_of_their_own_though_their_titles_are_alike() {
    let without_unit = |name: &str, line: &str| {
        let file = file("2023年工作总结", &[line], vec![tag(OTHER, 2, 0.9)]);
        assert_eq!(file.document.reports[0].unit, None);
        TaggedFile { name: name.to_owned(), ..file }
    };
    let files = [
        without_unit("松涛.txt", "一、修路。修路5公里。"),
        without_unit("云岭.txt", "一、种粮。播种3万亩，收成很好。"),
    ];
    assert_eq!(
        groups(&collect(&files, &Query::default(), &themes())),
        ["2023年工作总结（松涛.txt）", "2023年工作总结（云岭.txt）"]
    );
}

#[test]
fn parts_of_a_group_stand_in_the_order_of_a_report() {
    let files = [street("松涛街道", "")];
    let collection = collect(&files, &Query::default(), &themes());
    let parts: Vec<_> = collection.groups[0].parts.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, [Part::Done, Part::Problem, Part::Plan]);
}

#[test]
fn equals_stay_in_the_order_they_were_read() {
    let five_years =
        file("松涛街道2020年至2024年工作总结", &["一、修路。修路5公里。"], vec![tag(OTHER, 2, 0.7)]);
    let earlier =
        file("云岭镇2022年工作总结", &["一、种粮。播种3万亩，收成很好。"], vec![tag(OTHER, 2, 0.9)]);
    let other =
        file("桃源镇2022年工作总结", &["一、绿化。植树200棵，成活九成以上。"], vec![tag(OTHER, 2, 0.7)]);
    assert_eq!(five_years.document.reports[0].years, [2020, 2024]);
    let files = [five_years, earlier, other];
    let by = |order| {
        collected(
            &files,
            &Query { group_by: GroupBy::Topic, order, keep_duplicates: true, ..Query::default() },
        )
    };
    assert_eq!(by(Order::Source), ["、修路。", "、种粮。", "、绿化。"]);
    // By the year a paragraph speaks of.
    assert_eq!(by(Order::Year), ["、种粮。", "、绿化。", "、修路。"]);
    assert_eq!(by(Order::Confidence), ["、种粮。", "、修路。", "、绿化。"]);
    assert_eq!(by(Order::Length), ["、绿化。", "、种粮。", "、修路。"]);
}

/// Paragraphs of one topic, each with the word that decided.
fn decided_by(words: &[&str]) -> TaggedFile {
    let lines: Vec<String> =
        (1..=words.len()).map(|number| format!("{number}.第{number}件事。办妥了。")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let tags =
        words.iter().map(|word| Tag { evidence: vec![((*word).to_owned(), 1.0)], ..tag(SAFETY, 0, 0.9) });
    file("松涛街道2023年工作总结", &lines, tags.collect())
}

fn sizes(file: TaggedFile) -> Vec<(String, usize)> {
    let query = Query { group_by: GroupBy::Topic, keep_duplicates: true, ..Query::default() };
    let files = [file];
    let collection = collect(&files, &query, &themes());
    let size = |parts: &[(Part, Vec<_>)]| parts.iter().map(|(_, items)| items.len()).sum();
    collection.groups.iter().map(|group| (group.title.clone(), size(&group.parts))).collect()
}

#[test]
fn topics_stand_in_their_order() {
    let collection = |file: &[TaggedFile]| {
        groups(&collect(file, &Query { group_by: GroupBy::Topic, ..Query::default() }, &themes()))
    };
    assert_eq!(collection(&[street("松涛街道", "")]), ["安全", "民生", "乡村振兴"]);
}

#[test]
fn a_large_topic_is_split_by_the_words_that_decided() {
    let words = |counts: &[(&'static str, usize)]| -> Vec<&'static str> {
        counts.iter().flat_map(|&(word, count)| vec![word; count]).collect()
    };
    let named = |groups: &[(&str, usize)]| -> Vec<(String, usize)> {
        groups.iter().map(|&(title, size)| (title.to_owned(), size)).collect()
    };
    // 森林 decided too few; 安全 is the theme itself, 火 a single character.
    let mixed = words(&[("燃气", 6), ("消防", 7), ("森林", 5), ("安全", 6), ("火", 6)]);
    assert_eq!(
        sizes(decided_by(&mixed)),
        named(&[("安全 · 消防", 7), ("安全 · 燃气", 6), ("安全 · 其余", 17)])
    );
    // In more than a quarter of the paragraphs a word says nothing new.
    let common = words(&[("消防", 7), ("燃气", 6), ("森林", 5), ("交通", 6)]);
    assert_eq!(
        sizes(decided_by(&common)),
        named(&[("安全 · 交通", 6), ("安全 · 燃气", 6), ("安全 · 其余", 12)])
    );
    // A small one stays whole.
    assert_eq!(sizes(decided_by(&words(&[("消防", 2), ("燃气", 9)]))), named(&[("安全", 11)]));
}
