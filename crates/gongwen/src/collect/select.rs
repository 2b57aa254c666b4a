//! From tagged files to a collection.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gongwen_parse::Part;
use gongwen_write::{
    Collection, Counted, Excerpt, Group, Item, PARTS, Tag, TaggedFile, ThemeNames, ThemeOrTopic,
};

use super::{by_topic, fold};
use crate::settings::{GroupBy, Order, Query};
use crate::unit_names::{apart, titles};

/// Collects what the files say about the themes of the query.
///
/// Left out are unsure paragraphs, headings without text of their own, and reports that do not count
/// because another file says the same (see [`Counted`]).
pub fn collect<'a>(files: &'a [TaggedFile], query: &Query, themes: &ThemeNames) -> Collection<'a> {
    let counted = Counted::of(files);
    let counted = &counted;
    let excerpts = files.iter().enumerate().flat_map(|(at, file)| {
        let reports = file.reports().enumerate().filter(move |&(report, _)| counted.has(at, report));
        reports.flat_map(move |(_, (report, paragraphs))| {
            paragraphs.into_iter().map(move |(paragraph, tag)| Excerpt { file, report, paragraph, tag })
        })
    });
    let wanted = excerpts.filter(|excerpt| wants(query, excerpt, themes));
    let items: Vec<Item<'a>> = if query.keep_duplicates {
        wanted.map(|excerpt| Item { excerpt, folded: Vec::new() }).collect()
    } else {
        fold::fold(wanted)
    };
    let groups = match query.group_by {
        GroupBy::Unit => by_unit(items),
        GroupBy::Topic => by_topic::groups(items, themes),
    };
    let group = |(title, items)| Group { title, parts: parts(items, query.order) };
    Collection {
        title: query.title.clone().unwrap_or_else(|| title(query, themes)),
        groups: groups.into_iter().map(group).collect(),
        reports: counted.reports(),
    }
}

fn wants(query: &Query, excerpt: &Excerpt<'_>, themes: &ThemeNames) -> bool {
    let tag = excerpt.tag;
    let about = |theme: &ThemeOrTopic| is_about(tag, *theme, query.secondary, themes);
    !tag.unsure
        && !tag.bare
        && (query.parts.is_empty() || query.parts.contains(&excerpt.paragraph.part))
        && (query.years.is_empty() || excerpt.paragraph.year.is_some_and(|year| query.years.contains(&year)))
        && (query.themes.is_empty() || query.themes.iter().any(about))
}

fn is_about(tag: &Tag, theme: ThemeOrTopic, secondary: bool, themes: &ThemeNames) -> bool {
    match theme {
        ThemeOrTopic::Theme(theme) => {
            tag.theme == theme || secondary && tag.themes.iter().any(|&(found, _)| found == theme)
        }
        ThemeOrTopic::Topic(topic) => {
            let exists = topic < themes.topics.len();
            exists && (tag.topic == topic || secondary && tag.topics.iter().any(|&(found, _)| found == topic))
        }
    }
}

fn title(query: &Query, themes: &ThemeNames) -> String {
    let names: Vec<&str> = query.themes.iter().map(|&theme| themes.zh(theme)).collect();
    format!("{}工作材料汇编", names.join("、"))
}

/// Units in the order they were read; a report without unit is one of its own. Where names are alike, folder or
/// file tell them apart.
fn by_unit(items: Vec<Item<'_>>) -> Vec<(String, Vec<Item<'_>>)> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut groups: Vec<(&str, &str, Vec<Item<'_>>)> = Vec::new();
    for item in items {
        let (unit, file) = (item.excerpt.unit(), item.excerpt.file.name.as_str());
        let place = match item.excerpt.report.unit.as_deref() {
            None => file,
            Some(unit) => apart(unit, file),
        };
        let group = *places.entry((unit, place)).or_insert_with(|| {
            groups.push((unit, place, Vec::new()));
            groups.len() - 1
        });
        groups[group].2.push(item);
    }
    let units: Vec<(&str, &str)> = groups.iter().map(|&(unit, place, _)| (unit, place)).collect();
    titles(&units).into_iter().zip(groups.into_iter().map(|(.., items)| items)).collect()
}

/// Takes a group apart by the parts of reports.
fn parts(mut items: Vec<Item<'_>>, order: Order) -> Vec<(Part, Vec<Item<'_>>)> {
    match order {
        Order::Source => {}
        Order::Year => items.sort_by_key(|item| item.excerpt.paragraph.year),
        Order::Confidence => {
            items.sort_by(|a, b| b.excerpt.tag.confidence.total_cmp(&a.excerpt.tag.confidence));
        }
        Order::Length => items.sort_by_key(|item| Reverse(item.excerpt.paragraph.text.len())),
    }
    let mut by_part: BTreeMap<Part, Vec<Item<'_>>> = BTreeMap::new();
    for item in items {
        by_part.entry(item.excerpt.paragraph.part).or_default().push(item);
    }
    PARTS.into_iter().filter_map(|part| by_part.remove_entry(&part)).collect()
}
