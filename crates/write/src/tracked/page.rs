//! What became of plans as a web page: plan and result side by side, every item joined to what reports on it.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use gongwen_parse::{Paragraph, Part, Report};

use super::{ItemOutcome, Tracked};
use crate::xml::escape;
use crate::{GENERATOR, WriteError};

const STYLE: &str = include_str!("page.css");

/// Writes the page; it is well-formed XML, and needs neither scripts nor anything else.
pub(crate) fn page(out: &mut dyn Write, plans: &[Tracked<'_>]) -> Result<(), WriteError> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
    writeln!(out, "<meta name=\"generator\" content=\"{GENERATOR}\"/>")?;
    writeln!(out, "<title>计划落实情况对照</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    for (number, plan) in plans.iter().enumerate() {
        section(out, plan, number)?;
    }
    Ok(writeln!(out, "</body>\n</html>")?)
}

/// What is marked in a text, by where it stands: its looks, its name and the links behind it.
type Marks = BTreeMap<(usize, usize), Mark>;

#[derive(Default)]
struct Mark {
    class: &'static str,
    title: String,
    /// Names that links lead to.
    names: Vec<String>,
    /// Links: where to, and what they show.
    links: Vec<(String, String)>,
}

fn section(out: &mut dyn Write, plan: &Tracked<'_>, number: usize) -> Result<(), WriteError> {
    let year = plan.year().map(|year| format!("{year}年")).unwrap_or_default();
    let unit = plan.plan.unit();
    writeln!(out, "<section>\n<h1>{}</h1>", escape(&format!("{unit}{year}计划与结果对照")))?;
    writeln!(out, "<p class=\"summary\">{}。", escape(&plan.summary()))?;
    for outcome in ItemOutcome::ALL {
        writeln!(out, "<span class=\"{}\">{} {}</span>", class(outcome), outcome.zh(), plan.count(outcome))?;
    }
    writeln!(out, "</p>\n<div class=\"sides\">")?;

    let mut planned: BTreeMap<*const Paragraph, Marks> = BTreeMap::new();
    let mut reported: BTreeMap<*const Paragraph, Marks> = BTreeMap::new();
    for (index, item) in plan.items.iter().enumerate() {
        let shown = (index + 1).to_string();
        let name = format!("p{number}-{shown}");
        let mut links = Vec::new();
        for (at, found) in item.matches.iter().enumerate() {
            let found_name = format!("r{number}-{shown}-{}", at + 1);
            let mark = mark_of(&mut reported, found.stretch.paragraph, &found.stretch.range);
            // The status of the first item that it reports on, of several.
            if mark.class.is_empty() {
                mark.class = class(item.outcome);
            }
            mark.names.push(found_name.clone());
            mark.links.push((name.clone(), shown.clone()));
            links.push((found_name, "→".to_owned()));
        }
        if let Some(found) = &item.possible {
            let found_name = format!("r{number}-{shown}-0");
            let mark = mark_of(&mut reported, found.stretch.paragraph, &found.stretch.range);
            if mark.class.is_empty() {
                mark.class = "possible";
                mark.title = format!("可能与计划第{shown}项相关");
            }
            mark.names.push(found_name.clone());
            mark.links.push((name.clone(), format!("{shown}?")));
            links.push((found_name, "→?".to_owned()));
        }
        let mark = mark_of(&mut planned, item.stretch.paragraph, &item.stretch.range);
        mark.class = class(item.outcome);
        mark.title = format!("{shown} {}", item.outcome.zh());
        mark.names.push(name);
        mark.links = links;
    }
    for found in &plan.unplanned {
        let mark = mark_of(&mut reported, found.stretch.paragraph, &found.stretch.range);
        if mark.class.is_empty() {
            mark.class = "unplanned";
            "计划外".clone_into(&mut mark.title);
        }
    }
    side(out, "计划", &plan.plan.told(), plan.plan.report, &planned, |part| part == Part::Plan)?;
    side(out, "结果", &plan.result.told(), plan.result.report, &reported, |part| part != Part::Plan)?;
    Ok(writeln!(out, "</div>\n</section>")?)
}

fn mark_of<'m>(
    marks: &'m mut BTreeMap<*const Paragraph, Marks>,
    paragraph: &Paragraph,
    range: &Range<usize>,
) -> &'m mut Mark {
    marks.entry(std::ptr::from_ref(paragraph)).or_default().entry((range.start, range.end)).or_default()
}

/// One report's text, the paragraphs of the wanted parts.
fn side(
    out: &mut dyn Write,
    name: &str,
    source: &str,
    report: &Report,
    marks: &BTreeMap<*const Paragraph, Marks>,
    wanted: impl Fn(Part) -> bool,
) -> Result<(), WriteError> {
    writeln!(out, "<article>\n<h2>{name}<small>{}</small></h2>", escape(source))?;
    let none = Marks::new();
    let mut above: &[String] = &[];
    for paragraph in report.paragraphs().filter(|paragraph| wanted(paragraph.part)) {
        // A run-in heading stands in the paragraph itself.
        let path = match paragraph.path.split_last() {
            Some((last, path)) if paragraph.text.contains(last.as_str()) => path,
            _ => paragraph.path.as_slice(),
        };
        if path != above && !path.is_empty() {
            writeln!(out, "<h3>{}</h3>", escape(&path.join(" › ")))?;
        }
        above = path;
        let marks = marks.get(&std::ptr::from_ref(paragraph)).unwrap_or(&none);
        writeln!(out, "<p>{}</p>", marked(&paragraph.text, marks))?;
    }
    Ok(writeln!(out, "</article>")?)
}

/// The text with its marks; of two that overlap the later one is shown by its links alone.
fn marked(text: &str, marks: &Marks) -> String {
    let mut html = String::new();
    let mut at = 0;
    for (&(start, end), mark) in marks {
        let links = mark.links.iter().map(|(to, shown)| format!("<a href=\"#{to}\">{}</a>", escape(shown)));
        let links = format!("<sup>{}</sup>", links.collect::<Vec<_>>().join(" "));
        let names = mark.names.iter().map(|name| format!("<i id=\"{name}\"></i>")).collect::<String>();
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else {
            html.push_str(&names);
            html.push_str(&links);
            continue;
        };
        html.push_str(&escape(before));
        let is_item = !matches!(mark.class, "unplanned" | "possible");
        let number = mark.title.split(' ').next().filter(|_| is_item).unwrap_or_default();
        let number = if number.is_empty() { String::new() } else { format!("<b>{}</b>", escape(number)) };
        let links = if mark.links.is_empty() { "" } else { &links };
        html.push_str(&format!(
            "<mark class=\"{}\" title=\"{}\">{names}{number}{}</mark>{links}",
            mark.class,
            escape(&mark.title),
            escape(inside)
        ));
        at = end;
    }
    html.push_str(&escape(text.get(at..).unwrap_or_default()));
    html
}

fn class(outcome: ItemOutcome) -> &'static str {
    match outcome {
        ItemOutcome::Done => "done",
        ItemOutcome::Partly => "partly",
        ItemOutcome::UnderWay => "under-way",
        ItemOutcome::Changed => "changed",
        ItemOutcome::Missed => "missed",
        ItemOutcome::NotMentioned => "not-mentioned",
    }
}
