use gongwen_parse::{Again, Options, ReportPlace, Sameness, Span, parse};
use gongwen_write::{FiguredFile, Passage, Tag, TaggedFile, Theme, ThemeNames, Topic};

use super::*;
use crate::figures;

fn themes() -> ThemeNames {
    let theme = |id: &str, zh: &str| Theme { id: id.into(), zh: zh.into(), en: id.into() };
    let topic = |id: &str, theme| Topic { id: id.into(), zh: id.into(), en: id.into(), theme };
    ThemeNames {
        themes: vec![theme("safety", "安全"), theme("livelihood", "民生"), theme("other", "其他")],
        topics: vec![topic("safety", 0), topic("livelihood", 1), topic("other", 2)],
    }
}

/// A report that tells of two years; paragraphs with 消防 are about safety, with 床位 about livelihood.
fn figured(name: &str, unit: &str, year: u16) -> FiguredFile {
    let source = format!(
        "{unit}{year}年工作总结和{}年工作思路\n一、{year}年工作\n（一）排查消防隐患30处，整改28处。\n（二）新增床位120张。\n\
         二、{}年工作思路\n（一）修好道路。\n",
        year + 1,
        year + 1
    );
    let document = parse(&source, &Options::default());
    let tag = |text: &str| {
        let theme = if text.contains("消防") { 0 } else { usize::from(!text.contains("床位")) + 1 };
        Tag { theme, topic: theme, confidence: 0.9, themes: vec![(theme, 0.9)], ..Tag::default() }
    };
    let tags = document.paragraphs().map(|(_, paragraph)| tag(&paragraph.text)).collect();
    let figures = figures::of(&document);
    FiguredFile { file: TaggedFile { name: name.to_owned(), document, tags, again: Vec::new() }, figures }
}

fn told(panel: &Panel) -> Vec<String> {
    let table = panel.wide(&themes(), Measure::Paragraphs);
    table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(gongwen_write::Cell::for_people).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn a_panel_is_sorted_and_balanced() {
    let mut panel = Panel::default();
    panel.add(&figured("b.txt", "云岭县", 2023));
    panel.add(&figured("a.txt", "青禾县", 2022));
    panel.add(&figured("c.txt", "云岭县", 2022));
    // Unit, year, paragraphs, characters, figures; paragraphs by theme.
    insta::assert_snapshot!(told(&panel).join("\n"));
    let long = panel.long(&themes());
    // Three themes in two parts of five units' years.
    assert_eq!(long.rows.len(), 3 * 2 * 5);
    let whole: f64 = panel
        .unit_years()
        .iter()
        .map(|unit_year| (0..3).map(|theme| unit_year.of(Some(theme), None).share).sum::<f64>())
        .sum();
    assert!((whole - 5.0).abs() < 1e-9, "{whole}");
}

#[test]
fn what_is_not_known_stands_at_the_end_and_is_counted() {
    let mut panel = Panel::default();
    let mut unnamed = figured("x.txt", "云岭县", 2023);
    unnamed.file.document.reports[0].unit = None;
    for block in &mut unnamed.file.document.reports[0].blocks {
        if let gongwen_parse::Block::Paragraph(paragraph) = block {
            paragraph.year = None;
        }
    }
    panel.add(&unnamed);
    panel.add(&figured("a.txt", "青禾县", 2022));
    let found: Vec<_> = panel.unit_years().into_iter().map(|found| (found.unit, found.year)).collect();
    let named = Some("青禾县".to_owned());
    assert_eq!(found, [(named.clone(), Some(2022)), (named, Some(2023)), (None, None)]);
    assert_eq!(panel.unplaced(), Unplaced { no_unit: 3, no_year: 3 });
}

#[test]
fn copies_count_once_and_parts_can_be_chosen() {
    let mut panel = Panel::of_parts(vec![Part::Plan]);
    panel.add(&figured("a.txt", "青禾县", 2022));
    let mut copy = figured("b.txt", "青禾县", 2022);
    let of = ReportPlace { document: 0, report: 0 };
    copy.file.again = vec![Some(Again { of, of_name: "a.txt".to_owned(), as_what: Sameness::Copy })];
    panel.add(&copy);
    assert_eq!(told(&panel), ["青禾县 2023 1 8 0 0 0 1"]);
}

#[test]
fn figures_count_for_the_passage_they_stand_in() {
    let mut file = figured("a.txt", "青禾县", 2022);
    let (at, cut) = {
        let text = &file.file.paragraphs().next().expect("a paragraph").1.text;
        (text.len(), text.find("整改").expect("the second figure"))
    };
    let passage = |text, theme| Passage { text, span: Span::new(0, 0), theme, topic: theme, p: 0.8 };
    file.file.tags[0].passages = vec![passage(0..cut, 0), passage(cut..at, 2)];
    let mut panel = Panel::default();
    panel.add(&file);
    let found = panel.unit_years();
    let figures = |theme| found[0].of(Some(theme), None).figures;
    assert_eq!([figures(0), figures(1), figures(2)], [1, 1, 1]);
    assert_eq!(found[0].of(Some(2), None).paragraphs, 0);
    assert!(found[0].of(Some(2), None).characters > 0);
}

#[test]
fn units_of_one_name_are_told_apart_by_folder() {
    let mut panel = Panel::default();
    panel.add(&figured("甲市/市商务局.txt", "市商务局", 2022));
    panel.add(&figured("乙市/市商务局.txt", "市商务局", 2022));
    let units: Vec<_> = panel.unit_years().into_iter().filter_map(|found| found.unit).collect();
    assert_eq!(units, ["市商务局（甲市）", "市商务局（甲市）", "市商务局（乙市）", "市商务局（乙市）"]);
}
