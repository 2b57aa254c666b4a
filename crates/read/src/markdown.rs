//! Markdown: the text without its marks, headings and list numbers kept.

use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::flow::Flow;
use crate::lines::{self, Line};

/// Reads the paragraphs of a Markdown text.
pub(crate) fn read(text: &str) -> Vec<Line> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.event(event);
    }
    reader.flow.finish()
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
