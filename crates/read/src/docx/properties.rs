//! What a paragraph or a style says about itself, before inheritance.

use crate::ReadErrorKind;
use crate::word::Properties;
use crate::xml::{Name, Xml};

impl Properties {
    /// Reads the open `pPr` to its end.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        let mut properties = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                Name::Word("pStyle") => properties.style = tag.value(),
                Name::Word("outlineLvl") => properties.outline = tag.number(),
                Name::Word("numPr") => {
                    properties.read_list(xml)?;
                    continue;
                }
                Name::Word("rPr") => {
                    properties.joins_next = has_switch(xml, "del")?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(properties)
    }

    fn read_list(&mut self, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                Name::Word("ilvl") => self.list_level = tag.number(),
                Name::Word("numId") => self.list = tag.number(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// Whether the open element has a child of this name that is on; reads to the element's end.
pub(super) fn has_switch(xml: &mut Xml, name: &str) -> Result<bool, ReadErrorKind> {
    let mut found = false;
    while let Some(tag) = xml.child()? {
        found |= tag.name() == Name::Word(name) && tag.is_on();
        xml.skip()?;
    }
    Ok(found)
}
