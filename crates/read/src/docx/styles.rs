//! Paragraph styles and what they hand down.

use std::collections::BTreeMap;

use crate::ReadErrorKind;
use crate::xml::{Name, Xml};

use super::numbering::Numbering;
use super::properties::Properties;

/// The longest chain of styles based on styles that is followed; Word's own limit is 10.
const MAX_CHAIN: usize = 20;

/// The stored outline level that means body text.
const BODY_TEXT: u8 = 9;

/// The paragraph styles of a document, by identifier.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: Option<String>,
    based_on: Option<String>,
    properties: Properties,
}

/// A paragraph's properties with its styles' filled in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    /// Name of the style, where the paragraph names one.
    pub(super) style: Option<String>,
    /// Outline level from 1; `None` = body text.
    pub(super) level: Option<u8>,
    /// Numbering instance and level within it.
    pub(super) list: Option<(u32, u8)>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        let mut styles = Self::default();
        let Some(_root) = xml.child()? else { return Ok(styles) };
        while let Some(tag) = xml.child()? {
            let is_paragraph = tag.attribute("type").is_none_or(|kind| kind == "paragraph");
            match (tag.name(), tag.attribute("styleId")) {
                (Name::Word("style"), Some(id)) if is_paragraph => {
                    if matches!(tag.attribute("default").as_deref(), Some("1" | "true" | "on")) {
                        styles.default = Some(id.clone());
                    }
                    styles.by_id.insert(id, Style::read(xml)?);
                }
                _ => xml.skip()?,
            }
        }
        Ok(styles)
    }

    /// Fills in what `properties` leave to the styles.
    pub(super) fn resolve(&self, properties: &Properties, numbering: &Numbering) -> Resolved {
        let named = properties.style.as_ref();
        let chain = || self.chain(named.or(self.default.as_ref()));
        let inherited = || chain().map(|(_, style)| &style.properties);
        let outline = properties.outline.or_else(|| inherited().find_map(|p| p.outline));
        let list = properties.list.or_else(|| inherited().find_map(|p| p.list)).filter(|&list| list != 0);
        // Lists and styles name each other, and the list knows best which level is a style's.
        let linked = |list| chain().find_map(|(id, _)| numbering.level_of_style(list, id));
        let level_of = |list| {
            let own = properties.list_level.or_else(|| linked(list));
            own.or_else(|| inherited().find_map(|p| p.list_level)).unwrap_or(0)
        };
        Resolved {
            style: named.and_then(|id| self.by_id.get(id)).and_then(|style| style.name.clone()),
            level: outline.filter(|&outline| outline < BODY_TEXT).map(|outline| outline + 1),
            list: list.map(|list| (list, level_of(list))),
        }
    }

    /// A style and those it is based on, itself first.
    fn chain<'a>(&'a self, id: Option<&'a String>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let entry = |id: &'a String| self.by_id.get(id).map(|style| (id.as_str(), style));
        std::iter::successors(id.and_then(entry), move |(_, style)| style.based_on.as_ref().and_then(entry))
            .take(MAX_CHAIN)
    }
}

impl Style {
    fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        xml.budget.spend_lines(1)?;
        let mut style = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                Name::Word("name") => style.name = tag.value(),
                Name::Word("basedOn") => style.based_on = tag.value(),
                Name::Word("pPr") => {
                    style.properties = Properties::read(xml)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(style)
    }
}
