//! Automatic numbers: the rules of lists, and the counters that run through a document.
//!
//! A paragraph names an instance (`num`; in old documents LFO) and a level. Instances share the levels and the counters of
//! an abstract list (`abstractNum`; LSTF), except where an instance overrides a level or restarts it
//! (ECMA-376 part 1, 17.9; [MS-DOC] 2.4.6.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::numeral::numeral;

/// The deepest level of a list, from 0.
pub(crate) const MAX_LEVEL: u8 = 8;

/// The numbering rules of a document and the state of its counters.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    rules: Rules,
    /// The current number of each level of each abstract list; absent = not begun.
    counters: BTreeMap<(u32, u8), u32>,
    /// Levels of instances that have begun, by which a restart is carried out once.
    begun: BTreeSet<(u32, u8)>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) lists: BTreeMap<u32, List>,
    pub(crate) instances: BTreeMap<u32, Instance>,
    /// The first list that defines each numbering style.
    defining: BTreeMap<String, u32>,
}

/// An abstract list: up to nine levels.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) levels: BTreeMap<u8, Level>,
    /// The numbering style this list defines.
    pub(crate) defines: Option<String>,
    /// The numbering style whose list stands for this one.
    pub(crate) stands_for: Option<String>,
}

/// One level of a list.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    pub(crate) format: String,
    /// `%1` to `%9` stand for the numbers of levels 0 to 8.
    pub(crate) text: String,
    /// Write the numbers of all levels in digits.
    pub(crate) digits_only: bool,
    /// What stands between number and text: `tab`, `space` or `nothing`.
    pub(crate) suffix: String,
    /// Restart only after a level below this one (from 1); 0 = never; absent = after any higher one.
    pub(crate) restart: Option<u8>,
    /// The paragraph style this level belongs to.
    pub(crate) style: Option<String>,
}

/// A numbering instance.
#[derive(Debug, Default)]
pub(crate) struct Instance {
    pub(crate) list: u32,
    pub(crate) starts: BTreeMap<u8, u32>,
    pub(crate) levels: BTreeMap<u8, Level>,
}

/// A rendered number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    /// The number with its signs: `（一）`.
    pub(crate) text: String,
    /// Whether anything stands between it and the text.
    pub(crate) spaced: bool,
}

impl Default for Level {
    /// What holds where a list says nothing.
    fn default() -> Self {
        Self {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            digits_only: false,
            suffix: "tab".to_owned(),
            restart: None,
            style: None,
        }
    }
}

impl Numbering {
    /// Lists of which none has begun.
    pub(crate) fn new(mut rules: Rules) -> Self {
        for (&id, list) in &rules.lists {
            if let Some(style) = &list.defines {
                rules.defining.entry(style.clone()).or_insert(id);
            }
        }
        Self { rules, ..Self::default() }
    }

    /// The level of the instance's list that belongs to a paragraph style.
    pub(crate) fn level_of_style(&self, instance: u32, style: &str) -> Option<u8> {
        let mut levels = self.rules.rule(instance)?.list.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(&index, _)| index)
    }

    /// Counts a paragraph and renders its number; `None` where the rules give no visible number.
    pub(crate) fn advance(&mut self, instance: u32, index: u8) -> Option<Marker> {
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

impl Marker {
    /// Writes the number before `text`. A space parts them where they would run into each other: `第一章 总则`,
    /// `1. 2023年`.
    pub(crate) fn before(&self, text: &str) -> String {
        let closed = self.text.ends_with(|c: char| !c.is_alphanumeric());
        let digit_follows = self.text.is_ascii() && text.starts_with(|c: char| c.is_ascii_digit());
        let space = if self.spaced && (!closed || digit_follows) { " " } else { "" };
        format!("{}{space}{text}", self.text)
    }
}
