//! From the bytes of a page to its tree, in pieces, so that a page made to be endless is noticed.
//!
//! Pages can be small and their trees large: a formatting tag that is not closed stands in every paragraph behind it.
//! Parsing can take the square of the page, too.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use crate::budget::Budget;
use crate::{Limits, ReadErrorKind};

/// Bytes that are parsed before the tree is looked at again.
const PIECE: usize = 1024;

/// The most attributes of a tag; every new one is compared with all before it.
const MAX_ATTRIBUTES: usize = 500;

/// Attributes of a page for every element it may have.
const ATTRIBUTES_FOR_ELEMENT: usize = 8;

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noscript"];

/// Parses a page.
///
/// # Errors
/// Where its tree is deeper or larger than the limits allow, or takes too long.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Html, ReadErrorKind> {
    check_attributes(text, limits.lines.saturating_mul(ATTRIBUTES_FOR_ELEMENT), limits.lines)?;
    let budget = Budget::new(limits);
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut rest, mut known) = (text, 0);
    while !rest.is_empty() {
        let end = (1..=PIECE.min(rest.len())).rev().find(|&end| rest.is_char_boundary(end));
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        parser.process(StrTendril::from_slice(piece));
        rest = behind;
        budget.check_time()?;
        let page = parser.tokenizer.sink.sink.0.borrow();
        let nodes = page.tree.values().len();
        if nodes > limits.lines {
            return Err(ReadErrorKind::TooManyLines { limit: limits.lines });
        }
        let mut new = page.tree.nodes().rev().take(nodes - known);
        if new.any(|node| node.ancestors().nth(limits.element_depth).is_some()) {
            return Err(ReadErrorKind::TooDeep { limit: limits.element_depth });
        }
        known = nodes;
    }
    Ok(parser.finish())
}

/// Refuses a page with a tag of too many attributes, or with too many of them in all, by a rough count.
fn check_attributes(text: &str, most: usize, limit: usize) -> Result<(), ReadErrorKind> {
    let (mut rest, mut all) = (text, 0);
    while let Some((_, tag)) = rest.split_once('<') {
        rest = tag;
        if tag.starts_with("!--") {
            // `<!-->` is a whole comment.
            rest = tag[1..].split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        let (count, behind) = count_attributes(&tag[name.len()..]);
        all += count;
        if count > MAX_ATTRIBUTES {
            return Err(ReadErrorKind::TooManyAttributes { limit: MAX_ATTRIBUTES });
        }
        if all > most {
            return Err(ReadErrorKind::TooManyLines { limit });
        }
        rest = behind;
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            rest = behind_raw(behind, name);
        }
    }
    Ok(())
}

/// How many attributes follow a tag's name, and what stands behind the tag.
fn count_attributes(tag: &str) -> (usize, &str) {
    let (mut count, mut between, mut assigned) = (0, true, false);
    let mut bytes = tag.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'>' => return (count, &tag[at + 1..]),
            b'"' | b'\'' if assigned => {
                bytes.by_ref().find(|&(_, end)| end == byte);
                (between, assigned) = (true, false);
            }
            b'/' => between = true,
            _ if byte.is_ascii_whitespace() => between = true,
            _ => {
                count += usize::from(between);
                (between, assigned) = (false, byte == b'=');
            }
        }
    }
    (count, "")
}

/// What stands behind the content of an element that holds no markup.
fn behind_raw<'t>(content: &'t str, name: &str) -> &'t str {
    let mut rest = content;
    while let Some((_, end)) = rest.split_once("</") {
        rest = end;
        if end.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return end;
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(page: &str) -> Result<Html, ReadErrorKind> {
        parse(page, &Limits::default())
    }

    #[test]
    fn attributes_are_counted_in_tags_alone() {
        let count = |tag: &str| count_attributes(tag).0;
        assert_eq!(count(r#" a b=1 c="d e>f" g='h'i>x y"#), 5);
        assert_eq!(count("/>x"), 0);
        let many: String = (0..=MAX_ATTRIBUTES).map(|n| format!(" a{n}")).collect();
        assert!(matches!(parsed(&format!("<p{many}>甲")), Err(ReadErrorKind::TooManyAttributes { .. })));
        for page in ["<script>i <n{} </script>甲", "<!-- <n{} -->甲", "<p title='<n{}'>甲"] {
            assert!(parsed(&page.replace("{}", &many)).is_ok(), "{page}");
        }
    }

    #[test]
    fn pieces_give_the_same_tree() {
        let row = "<tr><td>检查<b>四百</b>处&amp;整改<td title=\"甲 > 乙\">十二项<!-- 注 -->\r\n";
        let page = format!("<!doctype html><title>水务局</title><table>{}</table>", row.repeat(200));
        assert_eq!(parsed(&page).map(|page| page.html()).ok(), Some(Html::parse_document(&page).html()));
    }

    #[test]
    fn small_pages_with_large_trees_are_refused() {
        // Every paragraph holds all bold elements before it.
        let page: String = (0..5_000).map(|n| format!("<p><b a{n}>甲")).collect();
        assert!(matches!(parsed(&page), Err(ReadErrorKind::TooDeep { .. })));
        assert!(matches!(parsed(&"<div>".repeat(100_000)), Err(ReadErrorKind::TooDeep { .. })));
        assert!(matches!(parsed(&"<br>".repeat(400_000)), Err(ReadErrorKind::TooManyLines { .. })));
        assert!(parsed(&"<p>甲".repeat(6_000)).is_ok());
    }
}
