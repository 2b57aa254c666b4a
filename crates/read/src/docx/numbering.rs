//! Automatic numbers: the rules of the numbering part, and the counters that run through a document.
//!
//! A paragraph names an instance (`num`) and a level. Instances share the levels and the counters of
//! an abstract list (`abstractNum`), except where an instance overrides a level or restarts it
//! (ECMA-376 part 1, 17.9).

use std::collections::{BTreeMap, BTreeSet};

use crate::ReadErrorKind;
use crate::numeral::numeral;
use crate::xml::{Name, Tag, Xml};

/// The numbering rules of a document and the state of its counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    rules: Rules,
    /// The current number of each level of each abstract list; absent = not begun.
    counters: BTreeMap<(u32, u8), u32>,
    /// Levels of instances that have begun, by which a restart is carried out once.
    begun: BTreeSet<(u32, u8)>,
}

/// The numbering part.
#[derive(Debug, Default)]
struct Rules {
    lists: BTreeMap<u32, List>,
    instances: BTreeMap<u32, Instance>,
    /// The first list that defines each numbering style.
    defining: BTreeMap<String, u32>,
}

/// An abstract list: up to nine levels.
#[derive(Debug, Default)]
struct List {
    levels: BTreeMap<u8, Level>,
    /// The numbering style this list defines.
    defines: Option<String>,
    /// The numbering style whose list stands for this one.
    stands_for: Option<String>,
}

/// One level of a list.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1` to `%9` stand for the numbers of levels 0 to 8.
    text: String,
    /// Write the numbers of all levels in digits.
    digits_only: bool,
    /// What stands between number and text: `tab`, `space` or `nothing`.
    suffix: String,
    /// Restart only after a level below this one (from 1); 0 = never; absent = after any higher one.
    restart: Option<u8>,
    /// The paragraph style this level belongs to.
    style: Option<String>,
}

/// A numbering instance.
#[derive(Debug, Default)]
struct Instance {
    list: u32,
    starts: BTreeMap<u8, u32>,
    levels: BTreeMap<u8, Level>,
}

/// A rendered number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The number with its signs: `（一）`.
    pub(super) text: String,
    /// Whether anything stands between it and the text.
    pub(super) spaced: bool,
}

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
        for (&id, list) in &rules.lists {
            if let Some(style) = &list.defines {
                rules.defining.entry(style.clone()).or_insert(id);
            }
        }
        Ok(Self { rules, ..Self::default() })
    }

    /// The level of the instance's list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, instance: u32, style: &str) -> Option<u8> {
        let mut levels = self.rules.rule(instance)?.list.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(&index, _)| index)
    }

    /// Counts a paragraph and renders its number; `None` where the rules give no visible number.
    pub(super) fn advance(&mut self, instance: u32, index: u8) -> Option<Marker> {
        let rule = self.rules.rule(instance)?;
        let level = rule.level(index)?;

        let restart = rule.instance.starts.get(&index).filter(|_| self.begun.insert((instance, index)));
        let next = self.counters.get(&(rule.list_id, index)).map(|number| number.saturating_add(1));
        let number = restart.copied().or(next).unwrap_or(level.start);
        self.counters.insert((rule.list_id, index), number);

        // A level begun without the ones above it counts them as begun too.
        for above in 0..index {
            let start = rule.level(above).map_or(1, |level| level.start);
            self.counters.entry((rule.list_id, above)).or_insert(start);
        }
        for below in index + 1..=MAX_LEVEL {
            let restart = rule.level(below).and_then(|level| level.restart);
            if restart.is_none_or(|restart| restart > index) {
                self.counters.remove(&(rule.list_id, below));
            }
        }
        rule.render(level, &self.counters)
    }
}

impl Rules {
    /// What holds for an instance: its list, by way of a numbering style where the list names one.
    fn rule(&self, instance: u32) -> Option<Rule<'_>> {
        let instance = self.instances.get(&instance)?;
        let list = self.lists.get_key_value(&instance.list)?;
        let defining = |style: &String| self.lists.get_key_value(self.defining.get(style)?);
        let (&list_id, list) = list.1.stands_for.as_ref().and_then(defining).unwrap_or(list);
        Some(Rule { instance, list_id, list })
    }
}

/// The rules for one instance.
struct Rule<'a> {
    instance: &'a Instance,
    list_id: u32,
    list: &'a List,
}

impl<'a> Rule<'a> {
    fn level(&self, index: u8) -> Option<&'a Level> {
        self.instance.levels.get(&index).or_else(|| self.list.levels.get(&index))
    }

    /// Writes the number of `level`, filling in the counters its text names.
    fn render(&self, level: &Level, counters: &BTreeMap<(u32, u8), u32>) -> Option<Marker> {
        if level.format == "bullet" {
            return None;
        }
        let mut text = String::new();
        let mut rest = level.text.as_str();
        while let Some((before, after)) = rest.split_once('%') {
            text += before;
            let place =
                after.chars().next().and_then(|c| c.to_digit(10)).filter(|place| (1..=9).contains(place));
            let Some(place) = place else {
                text.push('%');
                rest = after;
                continue;
            };
            rest = &after[1..];
            let index = place as u8 - 1;
            if let Some((shown, number)) = self.level(index).zip(counters.get(&(self.list_id, index))) {
                text += &numeral(if level.digits_only { "decimal" } else { &shown.format }, *number);
            }
        }
        text += rest;
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Marker { text, spaced: level.suffix != "nothing" })
    }
}

/// The deepest level of a list, from 0.
const MAX_LEVEL: u8 = 8;

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
        let mut level = Self {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            digits_only: false,
            suffix: "tab".to_owned(),
            restart: None,
            style: None,
        };
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
