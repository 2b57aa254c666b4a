//! Web pages: the report in them without what the site puts around it.

mod main_text;
mod page_title;
mod tree;

use scraper::Html;
use scraper::node::{Element, Node};

use crate::flow::Flow;
use crate::lines::{self, Content, Line};
use crate::numeral::numeral;
use crate::{Encoding, Limits, ReadErrorKind};

use main_text::{MainText, NodeRef};

/// How far into a page its encoding may be declared, in bytes; browsers look at 1024.
const DECLARATION: usize = 4096;

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "address",
    "center",
    "form",
    "fieldset",
    "hr",
    "body",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// Reads the paragraphs of a page's main text, its title first.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Content, ReadErrorKind> {
    let page = tree::parse(text, limits)?;
    let main = MainText::find(&page, limits.element_depth)?;
    let mut writer = Writer { flow: Flow::default(), main: &main, item: 0 };
    writer.children(main.root);
    let mut lines = writer.flow.finish();
    let title = main.title.filter(|title| !starts_with_title(&lines, title));
    lines.splice(0..0, title.map(|title| Line { level: Some(1), ..Line::plain(title) }));
    Ok(Content { lines, generator: generator(&page) })
}

/// The program that the page says wrote it.
fn generator(page: &Html) -> Option<String> {
    let mut elements = page.tree.values().filter_map(Node::as_element);
    let meta = elements.find(|element| {
        element.name() == "meta"
            && element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("generator"))
    });
    Some(meta?.attr("content")?.to_owned())
}

/// The encoding a page declares, in a `meta` element or as XML.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let label = |mark: &str| {
        let (_, rest) = head.split_once(mark)?;
        let rest = rest.trim_start_matches([' ', '"', '\'']);
        rest.split(['"', '\'', ' ', ';', '>', '/', '?']).next()?.parse().ok()
    };
    label("charset=").or_else(|| label("encoding="))
}

/// Whether one of the first lines is the title already.
fn starts_with_title(lines: &[Line], title: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let first: String =
        lines.iter().map(|line| bare(&line.text)).filter(|text| !text.is_empty()).take(3).collect();
    first.contains(&bare(title))
}

/// Writes elements out as lines.
struct Writer<'a> {
    flow: Flow,
    main: &'a MainText<'a>,
    /// How many items of a list stand before the one that is written next.
    item: u32,
}

impl<'a> Writer<'a> {
    fn children(&mut self, node: NodeRef<'a>) {
        let mut items = 0;
        for child in node.children() {
            if is_item(child) {
                self.item = items;
                items += 1;
            }
            self.node(child);
        }
    }

    fn node(&mut self, node: NodeRef<'a>) {
        match node.value() {
            Node::Text(text) => self.flow.text(text),
            Node::Element(element) if !self.main.is_left_out(node) => self.element(node, element),
            _ => {}
        }
    }

    fn element(&mut self, node: NodeRef<'a>, element: &Element) {
        match element.name() {
            "br" => self.flow.line_break(),
            "tr" => {
                let cells =
                    node.children().filter(|cell| is_cell(*cell)).map(|cell| self.cell(cell)).collect();
                self.flow.extend(lines::row(cells));
            }
            "pre" => {
                self.flow.end();
                node.descendants()
                    .filter_map(|n| n.value().as_text())
                    .for_each(|text| self.flow.verbatim(text));
                self.flow.end();
            }
            "li" => {
                match item_number(node, element, self.item) {
                    Some(number) => self.flow.begin_numbered(&number),
                    None => self.flow.end(),
                }
                self.children(node);
                self.flow.end();
            }
            name if BLOCKS.contains(&name) => {
                self.flow.begin(heading_level(name));
                self.children(node);
                self.flow.end();
            }
            _ => self.children(node),
        }
    }

    fn cell(&self, node: NodeRef<'a>) -> Vec<Line> {
        let mut writer = Writer { flow: Flow::default(), main: self.main, item: 0 };
        writer.children(node);
        writer.flow.finish()
    }
}

fn is_cell(node: NodeRef) -> bool {
    node.value().as_element().is_some_and(|element| matches!(element.name(), "td" | "th"))
}

fn heading_level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok()
}

fn is_item(node: NodeRef) -> bool {
    node.value().as_element().is_some_and(|element| element.name() == "li")
}

/// The number a browser shows before an item of an ordered list that `before` others stand before.
fn item_number(node: NodeRef, item: &Element, before: u32) -> Option<String> {
    let list = node.parent()?;
    let element = list.value().as_element().filter(|element| element.name() == "ol")?;
    let format = match element.attr("type").unwrap_or_default() {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };
    let number = |element: &Element, name| element.attr(name).and_then(|n| n.trim().parse::<u32>().ok());
    let counted = number(element, "start").unwrap_or(1).saturating_add(before);
    Some(numeral(format, number(item, "value").unwrap_or(counted)) + ".")
}
