//! The numbering part: the rules of automatic numbers (ECMA-376 part 1, 17.9).

use crate::ReadErrorKind;
use crate::word::{Instance, Level, List, MAX_LEVEL, Numbering, Rules};
use crate::xml::{Name, Tag, Xml};

impl Numbering {
    /// Reads the numbering part.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        let mut rules = Rules::default();
        let Some(_root) = xml.child()? else { return Ok(Self::default()) };
        while let Some(tag) = xml.child()? {
            let id = |name| tag.attribute(name).and_then(|id| id.parse().ok());
            match (tag.name(), id("abstractNumId"), id("numId")) {
                (Name::Word("abstractNum"), Some(id), _) => drop(rules.lists.insert(id, List::read(xml)?)),
                (Name::Word("num"), _, Some(id)) => drop(rules.instances.insert(id, Instance::read(xml)?)),
                _ => xml.skip()?,
            }
        }
        Ok(Self::new(rules))
    }
}

impl List {
    fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        xml.budget.spend_lines(1)?;
        let mut list = Self::default();
        while let Some(tag) = xml.child()? {
            match (tag.name(), level_index(&tag)) {
                (Name::Word("lvl"), Some(index)) => {
                    list.levels.insert(index, Level::read(xml)?);
                    continue;
                }
                (Name::Word("styleLink"), _) => list.defines = tag.value(),
                (Name::Word("numStyleLink"), _) => list.stands_for = tag.value(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(list)
    }
}

impl Instance {
    fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        xml.budget.spend_lines(1)?;
        let mut instance = Self::default();
        while let Some(tag) = xml.child()? {
            match (tag.name(), level_index(&tag)) {
                (Name::Word("abstractNumId"), _) => instance.list = tag.number().unwrap_or_default(),
                (Name::Word("lvlOverride"), Some(index)) => {
                    instance.read_override(index, xml)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(instance)
    }

    fn read_override(&mut self, index: u8, xml: &mut Xml) -> Result<(), ReadErrorKind> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                Name::Word("lvl") => {
                    self.levels.insert(index, Level::read(xml)?);
                    continue;
                }
                Name::Word("startOverride") => {
                    self.starts.extend(tag.number().map(|start: u32| (index, start)));
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}

impl Level {
    fn read(xml: &mut Xml) -> Result<Self, ReadErrorKind> {
        xml.budget.spend_lines(1)?;
        let mut level = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                Name::Word("start") => level.start = tag.number().unwrap_or_default(),
                Name::Word("numFmt") => level.format = tag.value().unwrap_or_default(),
                Name::Word("lvlText") => level.text = tag.value().unwrap_or_default(),
                Name::Word("isLgl") => level.digits_only = tag.is_on(),
                Name::Word("suff") => level.suffix = tag.value().unwrap_or_default(),
                Name::Word("lvlRestart") => level.restart = tag.number(),
                Name::Word("pStyle") => level.style = tag.value(),
                // Formats of a later Word stand among alternatives, and none of them is Chinese.
                _ => {}
            }
            xml.skip()?;
        }
        Ok(level)
    }
}

fn level_index(tag: &Tag) -> Option<u8> {
    tag.attribute("ilvl")?.parse().ok().filter(|&index| index <= MAX_LEVEL)
}
