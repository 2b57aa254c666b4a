//! The rules of automatic numbers (LSTF, LVL, LFO): [MS-DOC] 2.9.147, 2.9.150, 2.9.131.

use crate::ReadErrorKind;
use crate::budget::Budget;
use crate::little_endian::{u16_at, u32_at, within};
use crate::word::{Instance, Level, List, MAX_LEVEL, Rules};

/// Names of the number formats in ECMA-376, by their numbers ([MS-OSHARED] 2.2.1.3).
const FORMATS: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
];

/// The number that stands for no number.
const NO_NUMBER: u8 = 255;

/// The longest text of a level that is taken, in units: as much as of one in a docx.
const MAX_TEXT: usize = 341;

/// Reads the lists, which their levels follow, and their instances, which what they override follows.
pub(super) fn read(lists: &[u8], instances: &[u8], budget: &mut Budget) -> Result<Rules, ReadErrorKind> {
    let mut rules = Rules::default();
    read_lists(lists, &mut rules, budget)?;
    read_instances(instances, &mut rules, budget)?;
    Ok(rules)
}

/// Reads as many lists as there are.
fn read_lists(bytes: &[u8], rules: &mut Rules, budget: &mut Budget) -> Result<(), ReadErrorKind> {
    const SIZE: usize = 28;
    let count = usize::from(u16_at(bytes, 0).unwrap_or_default());
    let mut at = 2 + SIZE * count;
    for list in within(bytes, 2..at).chunks_exact(SIZE) {
        const SIMPLE: u8 = 1;
        budget.spend_lines(1)?;
        let deepest = if list[26] & SIMPLE == 0 { MAX_LEVEL } else { 0 };
        let mut levels = List::default();
        for index in 0..=deepest {
            let Some((level, size)) = level(within(bytes, at..bytes.len())) else { return Ok(()) };
            budget.spend_lines(1)?;
            levels.levels.insert(index, level);
            at += size;
        }
        rules.lists.insert(u32_at(list, 0).unwrap_or_default(), levels);
    }
    Ok(())
}

/// Reads as many instances as there are; paragraphs name them by their order, from 1.
fn read_instances(bytes: &[u8], rules: &mut Rules, budget: &mut Budget) -> Result<(), ReadErrorKind> {
    const SIZE: usize = 16;
    let count = u32_at(bytes, 0).unwrap_or_default() as usize;
    let mut at = 4_usize.saturating_add(count.saturating_mul(SIZE));
    for (number, stored) in (1..).zip(within(bytes, 4..at).chunks_exact(SIZE)) {
        budget.spend_lines(1)?;
        let mut instance = Instance { list: u32_at(stored, 0).unwrap_or_default(), ..Instance::default() };
        at = at.saturating_add(4);
        for _ in 0..stored[12] {
            const STARTS: u32 = 0x10;
            const LEVEL_FOLLOWS: u32 = 0x20;
            let stored = within(bytes, at..bytes.len());
            let (Some(start), Some(says)) = (u32_at(stored, 0), u32_at(stored, 4)) else { break };
            budget.spend_lines(1)?;
            at += 8;
            let index = (says & 0xf) as u8;
            let mut starts = (says & STARTS != 0).then_some(start);
            if says & LEVEL_FOLLOWS != 0 {
                let Some((level, size)) = level(within(bytes, at..bytes.len())) else { break };
                at += size;
                starts = starts.map(|_| level.start);
                instance.levels.insert(index, level);
            }
            instance.starts.extend(starts.map(|start| (index, start)));
        }
        rules.instances.insert(number, instance);
    }
    Ok(())
}

/// Reads a level (LVL) and says how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    const DIGITS_ONLY: u8 = 0x04;
    const RESTARTS: u8 = 0x08;
    let [size_of_character, size_of_paragraph, restart] = *bytes.get(24..27)? else { return None };
    let at = 28 + usize::from(size_of_character) + usize::from(size_of_paragraph);
    let length = usize::from(u16_at(bytes, at)?);
    let (format, says) = (bytes[4], bytes[5]);
    let text = if length > MAX_TEXT { &[] } else { within(bytes, at + 2..at + 2 + 2 * length) };
    let level = Level {
        start: u32_at(bytes, 0)?,
        format: match format {
            NO_NUMBER => "none",
            _ => FORMATS.get(usize::from(format)).copied().unwrap_or("decimal"),
        }
        .to_owned(),
        text: template(text),
        digits_only: says & DIGITS_ONLY != 0,
        suffix: match bytes[15] {
            0 => "tab",
            1 => "space",
            _ => "nothing",
        }
        .to_owned(),
        restart: (says & RESTARTS != 0).then_some(restart),
        style: None,
    };
    Some((level, at + 2 + 2 * length))
}

/// The text of a level as docx writes it: `%1` for the number of level 0, which here is a character 0.
fn template(text: &[u8]) -> String {
    let deepest = u16::from(MAX_LEVEL);
    let mut units = Vec::new();
    for unit in text.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])) {
        if unit <= deepest {
            units.extend([u16::from(b'%'), u16::from(b'1') + unit]);
        } else {
            units.push(unit);
        }
    }
    String::from_utf16_lossy(&units)
}
