//! What paragraphs say about themselves, and what their styles hand down.

use std::collections::BTreeMap;

use super::Numbering;

/// The longest chain of styles based on styles that is followed; Word's own limit is 10.
const MAX_CHAIN: usize = 20;

/// The stored outline level that means body text.
const BODY_TEXT: u8 = 9;

/// The properties that matter to the outline; `None` = not said here, ask the style.
#[derive(Debug, Clone, Default)]
pub(crate) struct Properties {
    /// Style identifier (not its name).
    pub(crate) style: Option<String>,
    /// Outline level as stored: 0 the highest, 9 = body text.
    pub(crate) outline: Option<u8>,
    /// Numbering instance; 0 = none.
    pub(crate) list: Option<u32>,
    /// Level within the list, from 0.
    pub(crate) list_level: Option<u8>,
    /// Whether a tracked change deletes the paragraph mark: the next paragraph joins on.
    pub(crate) joins_next: bool,
}

/// The paragraph styles of a document, by identifier.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    pub(crate) by_id: BTreeMap<String, Style>,
    pub(crate) default: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Style {
    pub(crate) name: Option<String>,
    pub(crate) based_on: Option<String>,
    pub(crate) properties: Properties,
}

/// A paragraph's properties with its styles' filled in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// Name of the style, where the paragraph names one.
    pub(crate) style: Option<String>,
    /// Outline level from 1; `None` = body text.
    pub(crate) level: Option<u8>,
    /// Numbering instance and level within it.
    pub(crate) list: Option<(u32, u8)>,
}

impl Styles {
    /// Fills in what `properties` leave to the styles.
    pub(crate) fn resolve(&self, properties: &Properties, numbering: &Numbering) -> Resolved {
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
