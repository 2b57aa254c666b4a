//! Every word of the vocabulary is recognised by every pattern that names its list.

use std::collections::BTreeSet;

use super::glued::{is_clipped, is_part_title, opener, tail};
use super::parts::names_part;
use super::phrase::is_title;
use super::pieces::section_title;
use super::reporter::may_be_place;
use super::title::{self, Likeness, likeness};
use super::{Span, leads, unit};
use crate::repair::{PASSES, Text};
use crate::versions::stage;
use crate::vocabulary::LISTS;
use crate::{Block, Genre, Options, Part, parse};

/// A list and what must hold for each of its words.
type Check = (&'static str, fn(&str) -> bool);

const CHECKS: &[Check] = &[
    ("plan-anywhere", ends_titles),
    ("plan-anywhere", names_plan),
    ("plan-anywhere", |word| part_under(&format!("{word}一览")) == Part::Plan),
    ("plan-anywhere", |word| part_under(&format!("工作总结与{word}")) == Part::Plan),
    ("plan-anywhere", |word| unit_of(&format!("云岭县水利局明年{word}"), "云岭县水利局")),
    ("plan-at-end", ends_titles),
    ("plan-at-end", names_plan),
    ("plan-at-end", |word| part_under(&format!("学习{word}")) == Part::Plan),
    ("plan-at-end", |word| part_under(&format!("{word}一览")) == Part::Done),
    ("summary", ends_titles),
    ("summary", names_summary),
    ("summary", |word| unit_of(&format!("云岭县水利局党建{word}"), "云岭县水利局")),
    ("summary", |word| heads_a_line(&format!("云岭县水利局2023年工作{word}和2024年工作打算"))),
    ("summary", |word| section_title(&format!("2023年工作{word}")).is_some()),
    ("report", ends_titles),
    ("report", |word| heads_a_line(&format!("云岭县水利局2023年工作{word}"))),
    ("report", |word| title::genre(&format!("工作{word}")) == Some(Genre::Report)),
    ("speech", |word| paper(&format!("在云岭县水利大会上的{word}"), Genre::Speech)),
    ("notice", |word| paper(&format!("云岭县水利局关于报送总结的{word}"), Genre::Notice)),
    ("bulletin", |word| paper(&format!("云岭县水利建设{word}"), Genre::Bulletin)),
    ("minutes", |word| paper(&format!("云岭县水利局局务{word}"), Genre::Minutes)),
    ("programme", |word| paper(&format!("云岭县“十五五”水利{word}"), Genre::Programme)),
    ("report-state", |word| likeness(&format!("云岭县2023年{word}")) == Some(Likeness::Sure)),
    ("report-state", |word| heads_a_line(&format!("云岭县水利局2023年{word}和2024年打算"))),
    ("report-state", names_summary),
    ("part-state", |word| likeness(&format!("云岭县2023年{word}")).is_none()),
    ("part-state", names_summary),
    ("result", |word| part_under(&format!("下半年{word}")) == Part::Done),
    ("result", |word| tail(&format!("主题教育{word}")) == 3),
    ("result", names_nobody),
    ("shortcoming", |word| parts(&format!("修建水渠。\n工作中存在一些{word}。")).1 == Part::Problem),
    ("shortcoming", names_problems),
    ("difficulty", names_problems),
    ("challenge", |word| {
        parts(&format!("修建水渠。\n我们也清醒地看到，水利上{word}不少。")).1 == Part::Problem
    }),
    ("challenge", |word| parts(&format!("修建水渠。\n目前，水利上还有不少{word}。")).1 == Part::Problem),
    ("weak-point", |word| parts(&format!("修建水渠。\n目前，水利上还有不少{word}。")).1 == Part::Problem),
    ("weak-point", |word| part_under(&format!("水利{word}")) == Part::Problem),
    ("weak-point", |word| part_under(&format!("解决水利{word}")) == Part::Done),
    ("lacking", |word| parts(&format!("修建水渠。\n我们也清醒地看到，修渠{word}。")).1 == Part::Problem),
    ("lacking", |word| parts(&format!("{TURN}修渠{word}。")).1 == Part::Problem),
    ("still-needed", |word| {
        parts(&format!("修建水渠。\n我们也清醒地看到，修渠{word}加强。")).1 == Part::Problem
    }),
    ("still-needed", |word| parts(&format!("{TURN}修渠{word}加强。")).1 == Part::Problem),
    ("still-needed", |word| {
        let wanting = format!("水渠{word}解决，水库{word}解决，人手{word}解决。");
        parts(&format!("修建水渠。\n{wanting}")).1 == Part::Problem
    }),
    ("stands-out", |word| parts(&format!("修建水渠。\n水利上的短板{word}。")).1 == Part::Problem),
    ("direction", |word| part_under(word) == Part::Plan),
    ("noticed", |word| {
        let said = ["清醒地{}，水利上仍有瓶颈。", "深刻{}，水利上仍有瓶颈。", "{}，水利上仍有瓶颈。"];
        let faced = ["要{}发展中的瓶颈，多修水渠。", "坦诚{}瓶颈，多修水渠。"];
        let tells =
            |words: &str| parts(&format!("修建水渠。\n我们{}", words.replace("{}", word))).1 == Part::Problem;
        said.into_iter().chain(faced).any(tells)
    }),
    ("remedy", |word| part_under(&format!("{word}水利短板")) == Part::Done),
    ("plan-task", |word| likeness(&format!("云岭县水利局2024年{word}")) == Some(Likeness::Sure)),
    ("plan-task", |word| title::genre(&format!("云岭县2024年{word}（初稿）")) == Some(Genre::Plan)),
    ("plan-task", |word| heads_a_line(&format!("云岭县水利局2023年工作总结和2024年{word}"))),
    ("first-half", |word| title::years(word).is_empty() && names_nobody(word)),
    ("first-half", |word| {
        let title = "云岭县水利局2023年工作总结";
        let document = parse(&format!("{title}{word}修渠三条。"), &Options::default());
        document.reports[0].title.as_deref() == Some(title)
    }),
    ("first-half", |word| {
        parts(&format!("水渠确保修到云岭。{word}水渠完成三条，水库实现通水。")).0 == Part::Done
    }),
    ("second-half", |word| part_under(&format!("{word}水利")) == Part::Plan),
    ("second-half", |word| parts(&format!("修建水渠。\n{word}，我们修建水库。")).1 == Part::Plan),
    ("second-half", |word| heads_a_line(&format!("云岭县水利局2023年上半年工作总结和{word}工作打算"))),
    ("near-year", |word| names_nobody(word)),
    ("near-year", |word| names_part(&format!("{word}工作和打算"))),
    ("near-year", |word| unit_of(&format!("{word}云岭县水利局工作总结"), "云岭县水利局")),
    ("near-year", |word| section_title(&format!("2023年工作总结{word}修渠")).is_some()),
    ("near-year", begins_a_text),
    ("so-far", |word| names_part(&format!("{word}工作"))),
    ("so-far", |word| section_title(&format!("2023年工作总结{word}修渠")).is_some()),
    ("so-far", |word| !is_title(&format!("{word}，修渠"))),
    ("so-far", |word| opener(&format!("{word}修渠")) == 3),
    ("so-far", |word| parts(&format!("{TURN}{word}，滞后的工程开工。")).1 == Part::Done),
    ("so-far", begins_a_text),
    ("resolve", |word| parts(&format!("修建水渠。\n2024年，云岭{word}修建水库。")).1 == Part::Plan),
    ("address", begins_a_paragraph),
    ("address", |word| parts(&format!("{TURN}{word}代表，滞后的工程开工。")).1 == Part::Done),
    ("task", |word| part_under(word) == Part::Plan),
    ("task", |word| part_under(&format!("{word}全面完成")) == Part::Done),
    ("part-name", names_part),
    ("ahead", |word| part_under(&format!("{word}工作")) == Part::Plan),
    ("ahead", |word| parts(&format!("修建水渠。\n{word}，修建水库。")).1 == Part::Plan),
    ("ahead", |word| parts(&format!("水渠{word}修到云岭。")).0 == Part::Plan),
    ("ahead", |word| is_part_title(&format!("{word}工作思路"))),
    ("ahead", |word| section_title(&format!("{word}工作举措")).is_some()),
    ("ahead", names_nobody),
    ("intent", |word| parts(&format!("水渠{word}修到云岭。")).0 == Part::Plan),
    ("deed", |word| parts(&format!("水渠确保修到云岭。水渠{word}修到青石。")).0 == Part::Done),
    ("compilation", |word| title::is_compilation(&format!("工作总结{word}"))),
    ("no-subject", names_nobody),
    ("office", |word| unit_of(&format!("云岭{word}消防2023年总结"), &format!("云岭{word}"))),
    ("office", |word| unit::is_unit_line(&format!("云岭{word}"))),
    ("office-at-end", |word| unit_of(&format!("云岭{word}2023年总结"), &format!("云岭{word}"))),
    ("office-at-end", |word| unit::is_unit_line(&format!("云岭{word}"))),
    ("office-in-title", |word| unit_of(&format!("云岭{word}2023年总结"), &format!("云岭{word}"))),
    ("no-place", |word| !may_be_place(&format!("{word}云岭县"))),
    ("paper-work", |word| {
        title::names_collection("水利资料汇编") && !title::names_collection(&format!("{word}水利资料汇编"))
    }),
    ("page-paper", |word| {
        let text = format!("云岭县水利局2023年工作总结\n-精品{word}推荐-\n修建水渠。\n");
        !parse(&text, &Options::default()).repaired.contains("推荐")
    }),
    ("announcement", |word| first_heading(&format!("一、水利建设{word}：修渠三条。")) == "水利建设"),
    ("announcement-in-title", |word| first_heading(&format!("一、水利建设{word}：修渠三条。")) == "水利建设"),
    ("announcement", |word| lead(&format!("难处{word}：修渠的钱不够，修路的人也不够多。")).is_none()),
    ("no-title", |word| !is_title(&format!("{word}修渠"))),
    ("no-clause", |word| !is_title(&format!("修渠，{word}修路"))),
    ("opening", |word| opener(&format!("{word}修渠")) == 3),
    ("action", |word| opener(&format!("{word}修渠")) == 2),
    ("title-noun", |word| tail(&format!("水渠{word}")) == 3),
    ("title-end", |word| tail(&format!("水渠{word}")) == 2),
    ("clipped", |word| is_clipped(&format!("水渠{word}"))),
    ("draft", |word| stage(&format!("水利总结（{word}）")) == Some(-2)),
    ("later-draft", |word| stage(&format!("水利总结（{word}）")) == Some(-1)),
    ("revised", |word| stage(&format!("水利总结{word}.docx")) == Some(1)),
    ("final", |word| stage(&format!("水利总结{word}.docx")) == Some(2)),
];

#[test]
fn every_word_is_recognised_wherever_its_list_is_named() {
    let mut missed = Vec::new();
    for &(name, words) in LISTS {
        let checks: Vec<_> = CHECKS.iter().filter(|check| check.0 == name).collect();
        assert!(!checks.is_empty(), "no test for the list `{name}`");
        for (number, (_, holds)) in checks.into_iter().enumerate() {
            let words = words.split_whitespace().filter(|word| !holds(word));
            missed.extend(words.map(|word| format!("{name}, check {number}: {word}")));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn no_word_stands_twice_in_a_list() {
    for (name, words) in LISTS {
        let each: BTreeSet<_> = words.split_whitespace().collect();
        assert_eq!(each.len(), words.split_whitespace().count(), "{name}");
    }
}

/// A text that turns to problems and tells them.
const TURN: &str =
    "修建水渠。\n目前，水利上还有不少问题：云岭的水渠大多老旧，青石的水库漏水，人手也不够用。\n";

/// A word that a report's title may end with, as every stage sees it.
fn ends_titles(word: &str) -> bool {
    let title = format!("云岭县水利局2023年工作{word}");
    likeness(&title) == Some(Likeness::Sure)
        && likeness(&format!("工作{word} 篇2")) == Some(Likeness::Sure)
        && unit_of(&title, "云岭县水利局")
        && names_nobody(word)
        && repaired("web-chrome", &format!("{title}\n上传人:小明\n")).starts_with(&title)
        && repaired("web-chrome", &format!("{title}3000字\n")) == format!("{title}\n")
        && repaired("hard-wraps", &format!("{title} 修渠三条。")).contains(' ')
        && first_heading(&format!("水利{word}一、修渠三条")) == "修渠三条"
}

/// Whether a text's first line is the title of another paper than a report.
fn paper(title: &str, genre: Genre) -> bool {
    let document = parse(&format!("{title}\n修渠三条。\n"), &Options::default());
    let report = &document.reports[0];
    report.title.as_deref() == Some(title) && report.genre == Some(genre)
}

fn names_plan(word: &str) -> bool {
    let title = format!("2024年工作{word}");
    title::genre(&title) == Some(Genre::Plan)
        && likeness(&format!("2023年总结和{title}")) == Some(Likeness::Sure)
        && names_part(&title)
        && section_title(&title).is_some()
        && section_title(&format!("2023年总结和{word}")).is_some()
        && tail(&title) == 3
        && is_part_title(&title)
        && heads_a_line(&format!("2023年工作总结和{title}"))
        && keeps_space_behind(word)
}

fn names_summary(word: &str) -> bool {
    title::genre(word) == Some(Genre::Summary)
        && likeness(&format!("2023年{word}和2024年打算")) == Some(Likeness::Sure)
        && names_part(word)
        && part_under(&format!("下半年{word}")) == Part::Done
        && is_part_title(word)
        && tail(word) == 3
}

fn names_problems(word: &str) -> bool {
    let turn = format!("一、水利\n修渠三条。但水利上面临{word}：一是水少。\n");
    part_under(&format!("水利{word}")) == Part::Problem
        && part_under(&format!("{word}原因")) == Part::Problem
        && is_part_title(&format!("存在的{word}"))
        && parts(&format!("修建水渠。\n但水利上面临{word}。")).1 == Part::Problem
        && parse(&turn, &Options::default()).paragraphs().any(|(_, it)| it.part == Part::Problem)
        && keeps_space_behind(word)
        && tail(word) == 3
        && names_nobody(word)
}

/// Whether a title is found that a text follows in the same line.
fn heads_a_line(title: &str) -> bool {
    let document = parse(&format!("{title}2023年修渠三条。"), &Options::default());
    document.reports[0].title.as_deref() == Some(title)
}

/// Whether a title made of the word names neither a unit nor a subject.
fn names_nobody(word: &str) -> bool {
    likeness(&format!("2023年{word}总结")) == Some(Likeness::Bare)
}

/// Whether a text that opens with the word is told from the title in the same line, and from the line above.
fn begins_a_text(word: &str) -> bool {
    let title = "云岭县水利局2023年工作总结";
    let document = parse(&format!("{title}{word}修渠三条。"), &Options::default());
    document.reports[0].title.as_deref() == Some(title) && begins_a_paragraph(word)
}

/// Whether a line that opens with the word goes on with none, though that stops in the middle of a sentence.
fn begins_a_paragraph(word: &str) -> bool {
    let torn = |next: &str| format!("全局上下凝心聚力抓水利。灌区管护由乡镇\n\n{next}水渠修到云岭。");
    repaired("hard-wraps", &torn("和村里的")) != torn("和村里的")
        && repaired("hard-wraps", &torn(word)) == torn(word)
}

fn unit_of(title: &str, unit: &str) -> bool {
    unit::of_title(title).as_deref() == Some(unit)
}

fn repaired(pass: &str, text: &str) -> String {
    let pass = PASSES.iter().find(|it| it.name == pass).expect("a pass of this name");
    let mut repaired = Text::new(text);
    repaired.change(pass, (pass.run)(text));
    repaired.as_str().to_owned()
}

/// Whether a space behind a section's title that ends with the word may be the author's.
fn keeps_space_behind(word: &str) -> bool {
    repaired("hard-wraps", &format!("一、水利{word} 修渠三条。")).contains(' ')
}

/// The part of the text under a heading.
fn part_under(title: &str) -> Part {
    parts(&format!("一、{title}\n修渠三条。\n二、水利\n修路三条。\n")).0
}

/// The parts of the first and the last paragraph of a text without title.
fn parts(text: &str) -> (Part, Part) {
    let document = parse(text, &Options::default());
    let parts: Vec<Part> = document.paragraphs().map(|(_, paragraph)| paragraph.part).collect();
    (parts[0], parts[parts.len() - 1])
}

fn first_heading(text: &str) -> String {
    let document = parse(text, &Options::default());
    let titles = document.reports.iter().flat_map(|report| &report.blocks).find_map(|block| match block {
        Block::Heading(heading) => Some(heading.title.clone()),
        Block::Paragraph(_) => None,
    });
    titles.unwrap_or_default()
}

fn lead(text: &str) -> Option<Span> {
    leads::lead(text, Span::new(0, text.len()))
}

#[test]
fn years_ascend_even_where_headings_plan_an_earlier_one() {
    let text = "一、2025年工作总结\n完成造林二百亩。\n二、2024年工作计划\n巡山四百次。\n";
    let report = &parse(text, &Options::default()).reports[0];
    assert!(report.years.is_sorted(), "{:?}", report.years);
    assert_eq!(report.years, [2024, 2025]);
}
