//! Where in a page its main text is.
//!
//! Text outside links weighs: menus, lists of related pages and breadcrumbs are links. From the body
//! down, the child that holds nearly all the weight of its parent is the way to the main text; where
//! the weight spreads over several children, they are its paragraphs.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::node::{Element, Node};
use scraper::{Html, Selector};

use super::page_title::{in_one_line, is_han, is_site, of_page};
use crate::ReadErrorKind;

/// A node of a page.
pub(super) type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;

/// Elements whose content is no text for readers.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "button", "select",
    "option", "textarea", "svg", "iframe", "object", "video", "audio", "canvas", "rt", "rp",
];

/// The share of its parent's weight, in percent, by which a child is the way to the main text.
const WAY: usize = 85;

/// Parts of class names and ids that mark what sites put around a text.
const FURNITURE: &[&str] = &[
    "footer",
    "copyright",
    "navbar",
    "menu",
    "breadcrumb",
    "crumb",
    "sidebar",
    "share",
    "related",
    "recommend",
    "comment",
    "toolbar",
    "login",
    "search",
    "banner",
    "advert",
    "qrcode",
    "pagination",
];

/// The main text of a page.
pub(super) struct MainText<'a> {
    /// The element that holds it.
    pub(super) root: NodeRef<'a>,
    /// The title of the page's article, where it stands outside `root`.
    pub(super) title: Option<String>,
    weights: HashMap<NodeId, Weight>,
    total: usize,
}

/// How much text is in a node, in characters that are no white space.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// Outside links.
    text: usize,
    /// Letters and digits outside links.
    letters: usize,
    /// Links with text in them.
    links: usize,
}

impl<'a> MainText<'a> {
    /// Finds the main text of a page nested `max_depth` deep at most.
    pub(super) fn find(page: &'a Html, max_depth: usize) -> Result<Self, ReadErrorKind> {
        let mut weights = HashMap::new();
        let total = weigh(page.tree.root(), &mut weights, max_depth)
            .ok_or(ReadErrorKind::TooDeep { limit: max_depth })?
            .text;
        let mut main = Self { root: page.tree.root(), title: None, weights, total };
        while let Some(child) = main.heaviest_child() {
            main.root = child;
        }
        let has_title = main.root.descendants().any(|node| is_heading(node) && !is_numbered(node));
        main.title = if has_title { None } else { article_title(page) };
        Ok(main)
    }

    /// The child that holds nearly all the text of the current root.
    fn heaviest_child(&self) -> Option<NodeRef<'a>> {
        let kept = || self.root.children().filter(|child| !self.is_left_out(*child));
        let weight = |node: NodeRef| self.weight(node).text;
        let all: usize = kept().map(weight).sum();
        kept().find(|child| is_container(*child) && weight(*child) * 100 >= all * WAY && weight(*child) > 0)
    }

    /// Whether an element is no part of any text: not shown, or the site's furniture. What holds
    /// half of the page's text is no furniture, whatever its class says.
    pub(super) fn is_left_out(&self, node: NodeRef) -> bool {
        let Some(element) = node.value().as_element() else { return false };
        is_silent(element)
            || self.is_menu(node, element)
            || (is_furniture(element) && self.weight(node).text * 2 < self.total)
    }

    /// Whether an element holds links and nothing else but signs between them, in a page that has text.
    fn is_menu(&self, node: NodeRef, element: &Element) -> bool {
        const FEWEST_LINKS: usize = 2;
        let Weight { letters, links, .. } = self.weight(node);
        matches!(
            element.name(),
            "div" | "p" | "ul" | "ol" | "dl" | "section" | "header" | "table" | "span" | "center"
        ) && letters == 0
            && links >= FEWEST_LINKS
            && self.total > 0
    }

    fn weight(&self, node: NodeRef) -> Weight {
        self.weights.get(&node.id()).copied().unwrap_or_default()
    }
}

/// Weighs a node and all below. `None` where nested too deep.
fn weigh(node: NodeRef, weights: &mut HashMap<NodeId, Weight>, depth: usize) -> Option<Weight> {
    let weight = match node.value() {
        Node::Text(text) => Weight {
            text: text.chars().filter(|c| !c.is_whitespace()).count(),
            letters: text.chars().filter(|c| c.is_alphanumeric()).count(),
            links: 0,
        },
        Node::Element(element) if is_silent(element) => Weight::default(),
        Node::Element(element) if element.name() == "a" => {
            let says = || {
                node.descendants().filter_map(|node| node.value().as_text()).any(|it| !it.trim().is_empty())
            };
            // `<a name=…>` marks a place that links lead to.
            let leads =
                element.attr("href").is_some() || element.attr("name").or(element.attr("id")).is_none();
            Weight { links: usize::from(leads && says()), ..Weight::default() }
        }
        _ => {
            let mut sum = Weight::default();
            for child in node.children() {
                let Weight { text, letters, links } = weigh(child, weights, depth.checked_sub(1)?)?;
                sum = Weight {
                    text: sum.text + text,
                    letters: sum.letters + letters,
                    links: sum.links + links,
                };
            }
            sum
        }
    };
    weights.insert(node.id(), weight);
    Some(weight)
}

/// Elements that group paragraphs; the main text is in one, never in a lone paragraph or cell text.
fn is_container(node: NodeRef) -> bool {
    node.value().as_element().is_some_and(|element| {
        matches!(
            element.name(),
            "html"
                | "body"
                | "div"
                | "section"
                | "article"
                | "main"
                | "form"
                | "table"
                | "tbody"
                | "tr"
                | "td"
                | "center"
                | "span"
        )
    })
}

fn is_heading(node: NodeRef) -> bool {
    node.value().as_element().is_some_and(|element| matches!(element.name(), "h1" | "h2"))
}

/// Whether a heading is that of a section: `一、` or `第一章` stands before it.
fn is_numbered(heading: NodeRef) -> bool {
    let text: String =
        heading.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect();
    let text = text.trim_start().trim_start_matches(['（', '(', '第']);
    let behind = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    behind.len() < text.len() && behind.starts_with(['、', '）', ')', '章', '节', '部', '．', '.'])
}

fn is_silent(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().replace(' ', "");
    SILENT.contains(&element.name())
        || element.attr("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

fn is_furniture(element: &Element) -> bool {
    let names = [element.attr("class"), element.attr("id")];
    let names = names.into_iter().flatten().map(str::to_ascii_lowercase);
    names.into_iter().any(|name| FURNITURE.iter().any(|mark| name.contains(mark)))
}

/// The title of the article: the `meta` element that Chinese government sites must have, the first
/// `h1` that is not the site's name, or what the page's title says beside column and site.
fn article_title(page: &Html) -> Option<String> {
    let select = |css: &str| {
        let selector = Selector::parse(css).ok()?;
        page.select(&selector).next()
    };
    let meta = select("meta[name=ArticleTitle i]").and_then(|meta| meta.attr("content")).map(in_one_line);
    let heading = || {
        let whole: String = select("body h1")?.text().collect();
        Some(in_one_line(&whole)).filter(|heading| !is_site(heading))
    };
    let title = || {
        let whole: String = select("title")?.text().collect();
        Some(of_page(&whole))
    };
    let is_telling = |title: &String| title.chars().filter(|&c| is_han(c)).count() > 3;
    meta.filter(is_telling).or_else(|| heading().filter(is_telling)).or_else(title).filter(is_telling)
}
