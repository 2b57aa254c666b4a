//! The style sheet (STSH): [MS-DOC] 2.9.271.

use super::formats::of_style;
use crate::ReadErrorKind;
use crate::budget::Budget;
use crate::little_endian::{u16_at, utf16, within};
use crate::word::{Style, Styles};

/// What stands for no style.
const NONE: u16 = 0x0fff;

/// The kind of paragraph styles.
const PARAGRAPH: u16 = 1;

/// Reads the style sheet. The number of a style is its identifier; that of the default one is 0.
pub(super) fn read(sheet: &[u8], budget: &mut Budget) -> Result<Styles, ReadErrorKind> {
    let mut styles = Styles { default: Some("0".to_owned()), ..Styles::default() };
    let about = usize::from(u16_at(sheet, 0).unwrap_or_default());
    // What every style begins with, before its name.
    let base = usize::from(u16_at(sheet, 4).unwrap_or_default());
    let mut at = 2 + about;
    let mut number = 0_u16;
    while let Some(size) = u16_at(sheet, at).map(usize::from) {
        budget.spend_lines(1)?;
        if let Some(style) = style(within(sheet, at + 2..at + 2 + size), base) {
            styles.by_id.insert(number.to_string(), style);
        }
        at += 2 + size + size % 2;
        number = number.saturating_add(1);
    }
    Ok(styles)
}

/// Reads a paragraph style (STD).
fn style(bytes: &[u8], base: usize) -> Option<Style> {
    let number = u16_at(bytes, 0)? & 0x0fff;
    let (kind, based_on) = (u16_at(bytes, 2)? & 0xf, u16_at(bytes, 2)? >> 4);
    if kind != PARAGRAPH {
        return None;
    }
    let length = usize::from(u16_at(bytes, base)?);
    let name = utf16(within(bytes, base + 2..base + 2 + 2 * length));
    // The name ends with a zero; what the style says of paragraphs comes first, after its number.
    let at = base + 2 + 2 * length + 2;
    let size = usize::from(u16_at(bytes, at).unwrap_or_default());
    let mut properties = of_style(within(bytes, at + 4..at + 2 + size));
    if let level @ 1..=9 = number {
        properties.outline = properties.outline.or(Some(level as u8 - 1));
    }
    Some(Style {
        name: Some(name_of(number).unwrap_or_else(|| name.split(',').next().unwrap_or_default().to_owned())),
        based_on: (based_on != NONE).then(|| based_on.to_string()),
        properties,
    })
}

/// The name that docx has for a style of Word's own, which here is in the language of the program.
fn name_of(number: u16) -> Option<String> {
    match number {
        0 => Some("Normal".to_owned()),
        level @ 1..=9 => Some(format!("heading {level}")),
        62 => Some("Title".to_owned()),
        74 => Some("Subtitle".to_owned()),
        _ => None,
    }
}
