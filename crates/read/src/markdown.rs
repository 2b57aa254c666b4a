//! Markdown: the text without its marks, headings and list numbers kept.

use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::flow::Flow;
use crate::lines::{self, Line};
use crate::{Limits, ReadErrorKind};

/// Signs of markup, and line ends, for every line a document may have. The parser keeps a piece of text for each.
const SIGNS_FOR_LINE: usize = 8;

/// Brackets that may open a link or a note. For each the parser looks through those before it, so that its time
/// grows with their square.
const OPEN_BRACKETS: usize = 20_000;

/// Reads the paragraphs of a Markdown text.
///
/// # Errors
/// Where its quotations and lists are nested too deep, or it is made of markup.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Vec<Line>, ReadErrorKind> {
    check(text, limits)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    Ok(reader.flow.finish())
}

/// Bounds what the parser will keep, and how deep it goes for every line, before it begins.
fn check(text: &str, limits: &Limits) -> Result<(), ReadErrorKind> {
    let signs = text.bytes().filter(|&byte| byte == b'\n' || byte.is_ascii_punctuation()).count();
    if signs > limits.lines.saturating_mul(SIGNS_FOR_LINE) {
        return Err(ReadErrorKind::TooManyLines { limit: limits.lines });
    }
    if text.bytes().filter(|&byte| byte == b'[').count() > OPEN_BRACKETS {
        return Err(ReadErrorKind::TooManyLines { limit: limits.lines });
    }
    let is_container =
        |c: &char| matches!(c, '>' | '-' | '+' | '*' | ' ' | '\t') || c.is_ascii_digit() || *c == '.';
    let depth = |line: &str| line.chars().take_while(is_container).filter(|c| !c.is_ascii_digit()).count();
    // A list item takes a sign and a space, one in it as much again.
    let deepest = text.lines().map(depth).max().unwrap_or_default() / 2;
    if deepest > limits.element_depth {
        Err(ReadErrorKind::TooDeep { limit: limits.element_depth })
    } else {
        Ok(())
    }
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    /// The next number of every open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    cells: Vec<Vec<Line>>,
    /// Whether a block of settings at the top is open; it is no text.
    in_metadata: bool,
    /// What stands outside the open table cell.
    outside: Flow,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.in_metadata => {}
            Event::Text(text) => self.flow.text(&text),
            Event::Code(code) => self.flow.verbatim(&code),
            Event::SoftBreak => self.flow.text("\n"),
            Event::HardBreak => self.flow.line_break(),
            Event::Rule => self.flow.end(),
            // Tags of HTML and the marks of notes are no text; the text between tags comes by itself.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => self.flow.begin(Some(*level as u8)),
            Tag::List(first) => {
                self.flow.end();
                self.lists.push(*first);
            }
            Tag::Item => match self.lists.last_mut() {
                Some(Some(number)) => {
                    self.flow.begin_numbered(&format!("{number}."));
                    *number = number.saturating_add(1);
                }
                _ => self.flow.end(),
            },
            Tag::MetadataBlock(_) => self.in_metadata = true,
            Tag::TableCell => self.outside = mem::take(&mut self.flow),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                self.flow.end()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.flow.end();
                self.lists.pop();
            }
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            TagEnd::TableCell => {
                let cell = mem::replace(&mut self.flow, mem::take(&mut self.outside));
                self.cells.push(cell.finish());
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = lines::row(mem::take(&mut self.cells));
                self.flow.extend(row);
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.flow.end(),
            _ => {}
        }
    }
}
