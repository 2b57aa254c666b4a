use gongwen_parse::Part;

use super::{GroupBy, Order, Query, collect};
use crate::fixture::{tagged, tagged_file, themes};
use crate::{AnyTheme, OutputFormat, TaggedFile};

fn safety() -> Query {
    Query { themes: vec![AnyTheme::Theme(0)], ..Query::default() }
}

fn texts(files: &[TaggedFile], query: &Query) -> Vec<String> {
    let collection = collect(files, query, &themes());
    let text = |text: &str| text.chars().skip_while(|c| "（一二）".contains(*c)).take(6).collect();
    collection.items().map(|(_, item)| text(&item.excerpt.paragraph.text)).collect()
}

#[test]
fn near_duplicates_of_other_files_are_folded_with_a_note() {
    let files = [tagged_file(), tagged("云岭.txt", "云岭街道", "左右")];
    let collection = collect(&files, &safety(), &themes());
    let items: Vec<_> = collection.items().collect();
    assert_eq!(items.len(), 1);
    let (group, item) = items[0];
    assert_eq!(group, "松涛街道");
    assert_eq!(item.folded.len(), 1);
    assert_eq!(item.folded_zh(), "云岭街道《云岭街道2023年工作总结和2024年工作思路》（相似度0.87）");

    let apart = Query { keep_duplicates: true, ..safety() };
    assert_eq!(collect(&files, &apart, &themes()).groups.len(), 2);
}

#[test]
fn secondary_themes_and_parts_are_taken_when_asked_for() {
    let files = [tagged_file()];
    assert_eq!(texts(&files, &safety()), ["安全底线守得"]);
    // Every fixture paragraph has the next theme beside its own; unsure ones stay out.
    let secondary = Query { secondary: true, ..safety() };
    assert_eq!(texts(&files, &secondary), ["今年以来，街", "安全底线守得", "种好粮食。播"]);
    let plans = Query { parts: vec![Part::Plan], ..secondary };
    assert_eq!(texts(&files, &plans), ["种好粮食。播"]);
    let rural = Query { themes: vec![AnyTheme::Fine(2)], ..Query::default() };
    assert_eq!(texts(&files, &rural), ["种好粮食。播"]);
}

#[test]
fn bare_headings_are_left_out() {
    let mut file = tagged_file();
    file.tags[1].bare = true;
    assert_eq!(texts(&[file], &safety()), [""; 0]);
}

#[test]
fn groups_and_orders_are_as_asked() {
    let files = [tagged_file()];
    let all = Query { group_by: GroupBy::Theme, order: Order::Confidence, ..Query::default() };
    let collection = collect(&files, &all, &themes());
    let groups: Vec<_> = collection.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(groups, ["安全", "民生", "乡村振兴", "城市建设管理"]);
    let parts: Vec<_> = collection.groups[1].parts.iter().map(|(part, _)| *part).collect();
    assert_eq!(parts, [Part::Done, Part::Problem]);
}

#[test]
fn every_paragraph_names_its_source() {
    let files = [tagged_file(), tagged("云岭.txt", "云岭街道", "左右")];
    let collection = collect(&files, &safety(), &themes());
    let mut out = Vec::new();
    collection.write(OutputFormat::Md, &mut out, &themes()).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_page_of_a_collection_is_well_formed() {
    let files = [tagged_file()];
    let collection = collect(&files, &Query::default(), &themes());
    let mut out = Vec::new();
    collection.write(OutputFormat::Html, &mut out, &themes()).unwrap();
    let page = String::from_utf8(out).unwrap();
    let mut reader = quick_xml::Reader::from_str(&page);
    reader.config_mut().check_end_names = true;
    let mut paragraphs = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) => paragraphs += usize::from(tag.name().as_ref() == "p"),
            _ => {}
        }
    }
    // Five sure paragraphs, each with its source, and the line under the title.
    assert_eq!(paragraphs, 11);
}
