//! XML as a stream of balanced events, for WordprocessingML.
//!
//! Names are told by their namespace, so any prefix will do. Nesting is bounded, and a document type
//! (the only door to XML's entity tricks) is refused.

use std::borrow::Cow;

use gongwen_messages::text;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::ReadErrorKind;
use crate::budget::Budget;

/// The longest value of an attribute that is taken, in bytes. Names of styles have 253 characters at most, texts of
/// list levels 31; what is longer is made to be repeated for every paragraph.
const MAX_ATTRIBUTE: usize = 1024;

/// So many events are read before the clock is looked at again.
const EVENTS_BETWEEN_LOOKS: u32 = 64;

/// A name within the vocabulary it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name<'a> {
    /// WordprocessingML, transitional or strict.
    Word(&'a str),
    /// Office mathematics.
    Math(&'a str),
    /// Markup compatibility: alternatives for older readers.
    Compatibility(&'a str),
    /// Anything else.
    Other,
}

/// The vocabulary of a name, by its namespace.
#[derive(Debug, Clone, Copy)]
enum Vocabulary {
    Word,
    Math,
    Compatibility,
    Other,
}

/// The start tag of an element.
#[derive(Debug)]
pub(crate) struct Tag<'i> {
    vocabulary: Vocabulary,
    start: BytesStart<'i>,
}

impl Tag<'_> {
    pub(crate) fn name(&self) -> Name<'_> {
        let name = self.start.local_name().into_inner();
        match self.vocabulary {
            Vocabulary::Word => Name::Word(name),
            Vocabulary::Math => Name::Math(name),
            Vocabulary::Compatibility => Name::Compatibility(name),
            Vocabulary::Other => Name::Other,
        }
    }

    /// An attribute's value by its local name; one longer than any that office programs write counts as absent.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        if found.value.len() > MAX_ATTRIBUTE {
            return None;
        }
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute `val`, by which WordprocessingML gives most values.
    pub(crate) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The attribute `val` as a number.
    pub(crate) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.value()?.trim().parse().ok()
    }

    /// A switch such as `<w:b/>`: on unless its `val` says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}

/// An event inside an element.
pub(crate) enum Inside<'i> {
    /// A child opens; the reader of it must consume it.
    Child(Tag<'i>),
    /// Text between children, entities resolved.
    Text(String),
    /// The element ends.
    End,
}

/// A reader over one XML part.
pub(crate) struct Xml<'i> {
    reader: NsReader<&'i [u8]>,
    part: &'static str,
    depth: usize,
    events: u32,
    /// What the document may still cost.
    pub(crate) budget: &'i mut Budget,
}

/// The text of an XML part, which may be UTF-8 or UTF-16.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::UTF_8.decode(bytes).0
}

impl<'i> Xml<'i> {
    /// Reads `text` within `budget`; `part` names it in errors.
    pub(crate) fn new(text: &'i str, part: &'static str, budget: &'i mut Budget) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0, events: 0, budget }
    }

    /// The next event inside the element that is open; the part itself counts as one.
    pub(crate) fn next(&mut self) -> Result<Inside<'i>, ReadErrorKind> {
        loop {
            self.events = self.events.wrapping_add(1);
            if self.events.is_multiple_of(EVENTS_BETWEEN_LOOKS) {
                self.budget.check_time()?;
            }
            let (namespace, event) = self
                .reader
                .read_resolved_event()
                .map_err(|error| ReadErrorKind::damaged(self.part, error))?;
            match event {
                Event::Start(start) => {
                    let vocabulary = vocabulary(&namespace);
                    self.depth += 1;
                    let limit = self.budget.limits().element_depth;
                    if self.depth > limit {
                        return Err(ReadErrorKind::TooDeep { limit });
                    }
                    return Ok(Inside::Child(Tag { vocabulary, start }));
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Inside::End);
                }
                Event::Text(text) => {
                    self.budget.check_text(text.len())?;
                    return Ok(Inside::Text(text.xml10_content().into_owned()));
                }
                Event::CData(text) => {
                    self.budget.check_text(text.len())?;
                    return Ok(Inside::Text(text.xml10_content().into_owned()));
                }
                Event::GeneralRef(entity) => {
                    let resolved = match entity.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        Ok(None) => resolve_predefined_entity(&entity).unwrap_or_default().to_owned(),
                        Err(error) => return Err(ReadErrorKind::damaged(self.part, error)),
                    };
                    return Ok(Inside::Text(resolved));
                }
                Event::DocType(_) => return Err(ReadErrorKind::DocumentType),
                Event::Eof if self.depth == 0 => return Ok(Inside::End),
                Event::Eof => return Err(ReadErrorKind::damaged(self.part, Truncated)),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// The next child of the open element, text passed over; `None` when it ends.
    pub(crate) fn child(&mut self) -> Result<Option<Tag<'i>>, ReadErrorKind> {
        loop {
            match self.next()? {
                Inside::Child(tag) => return Ok(Some(tag)),
                Inside::Text(_) => {}
                Inside::End => return Ok(None),
            }
        }
    }

    /// Passes over the rest of the open element.
    pub(crate) fn skip(&mut self) -> Result<(), ReadErrorKind> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// All text of the open element, its end consumed.
    pub(crate) fn text(&mut self) -> Result<String, ReadErrorKind> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            if let Inside::Text(piece) = self.next()? {
                text.push_str(&piece);
                self.budget.check_text(text.len())?;
            }
        }
        Ok(text)
    }
}

/// The file ends inside an element.
#[derive(Debug, thiserror::Error)]
#[error("{}", text!("the end is missing"))]
struct Truncated;

fn vocabulary(namespace: &ResolveResult) -> Vocabulary {
    let ResolveResult::Bound(Namespace(uri)) = namespace else { return Vocabulary::Other };
    match *uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        _ => Vocabulary::Other,
    }
}
