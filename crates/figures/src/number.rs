//! Numbers as reports write them: digits, Chinese numerals, masks.

use crate::Value;
use crate::glyphs::Glyphs;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// `1,200`, `9.32`.
    Digits,
    /// `二十`, `两`.
    Chinese,
    /// `XX`, `x.xx`, `1*`.
    Mask,
}

/// A number, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: Value,
    pub(crate) script: Script,
    pub(crate) end: usize,
}

/// Reads the number that starts at a place.
pub(crate) fn read(text: &Glyphs, at: usize) -> Option<Number> {
    digits(text, at).or_else(|| chinese(text, at))
}

/// Whether the character may stand for a digit that was taken out.
fn is_mask(c: char) -> bool {
    matches!(c, 'X' | 'x' | '*' | '×' | '╳' | '＿' | '_')
}

/// Digits with or without point and thousands, and masks, which may stand among digits.
fn digits(text: &Glyphs, start: usize) -> Option<Number> {
    let mut at = start;
    let mut number = String::new();
    let mut masked = false;
    // A scanner's letter for `1.`: `L5万人次`.
    if matches!(text.at(at), 'L' | 'l')
        && text.at(at + 1).is_ascii_digit()
        && !text.before(at).is_ascii_alphanumeric()
    {
        number.push_str("1.");
        at += 1;
    }
    loop {
        let c = text.at(at);
        let digit_before = number.ends_with(|c: char| c.is_ascii_digit());
        if c.is_ascii_digit() {
            number.push(c);
        } else if is_mask(c) && !text.at(at + 1).is_ascii_digit() {
            // `3×4米` multiplies, `**12亿元**` is bold.
            masked = true;
            number.push('0');
        } else if c == '.' && digit_before && !number.contains('.') && continues(text.at(at + 1)) {
            number.push(c);
        } else if c == ',' && digit_before && is_group(text, start, at) {
        } else {
            break;
        }
        at += 1;
    }
    if number.is_empty() {
        return None;
    }
    if masked {
        return Some(Number { value: Value::Masked, script: Script::Mask, end: at });
    }
    // `1.5.` and the like are numbers of sections.
    let value = number.parse().ok()?;
    Some(Number { value: Value::Number(value), script: Script::Digits, end: at })
}

fn continues(c: char) -> bool {
    c.is_ascii_digit() || is_mask(c)
}

/// Whether a comma parts thousands: three digits follow it and no fourth, and one to three stand before.
fn is_group(text: &Glyphs, start: usize, comma: usize) -> bool {
    let digits = |range: std::ops::Range<usize>| range.take_while(|&at| text.at(at).is_ascii_digit()).count();
    let before = text.of_range(start..comma).iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let first = text.of_range(start..comma).iter().all(|c| c.is_ascii_digit());
    digits(comma + 1..comma + 5) == 3 && (before == 3 || first && before <= 3)
}

/// The value of a Chinese digit.
fn digit(c: char) -> Option<f64> {
    let digit = match c {
        '零' | '〇' => 0.0,
        '一' => 1.0,
        '二' | '两' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        _ => return None,
    };
    Some(digit)
}

fn place_value(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        _ => None,
    }
}

/// A Chinese numeral below ten thousand, with decimals (`三点五`); 万 and 亿 behind it belong to the unit.
fn chinese(text: &Glyphs, start: usize) -> Option<Number> {
    let (mut total, mut ones) = (0.0, None);
    let mut smallest = f64::INFINITY;
    let mut at = start;
    loop {
        let c = text.at(at);
        if let Some(value) = digit(c) {
            // Digits side by side are a year, a code or a guess: 二〇二三, 三四个.
            if ones.is_some_and(|ones| ones != 0.0) {
                return None;
            }
            ones = Some(value);
        } else if let Some(place) = place_value(c) {
            if place >= smallest || ones == Some(0.0) && total == 0.0 {
                return None;
            }
            // 百 and 千 alone are no numbers but in 百余.
            if ones.is_none() && (place > 10.0 || total > 0.0) && !(total == 0.0 && is_more(text.at(at + 1)))
            {
                break;
            }
            total += ones.take().unwrap_or(1.0) * place;
            smallest = place;
        } else {
            break;
        }
        at += 1;
    }
    if at == start {
        return None;
    }
    let mut value = total + ones.unwrap_or(0.0);
    if text.at(at) == '点' {
        let decimals: Vec<f64> =
            (at + 1..text.len()).map_while(|place| digit(text.at(place))).take(4).collect();
        if !decimals.is_empty() {
            let scales = [0.1, 0.01, 0.001, 0.0001];
            value += decimals.iter().zip(scales).map(|(digit, scale)| digit * scale).sum::<f64>();
            value = (value * 1e4).round() / 1e4;
            at += 1 + decimals.len();
        }
    }
    Some(Number { value: Value::Number(value), script: Script::Chinese, end: at })
}

/// 余, 多: the number is somewhat more.
pub(crate) fn is_more(c: char) -> bool {
    matches!(c, '余' | '多')
}
