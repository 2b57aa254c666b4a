//! The styles part: paragraph styles.

use crate::ReadErrorKind;
use crate::word::{Properties, Style, Styles};
use crate::xml::{Name, Xml};

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
