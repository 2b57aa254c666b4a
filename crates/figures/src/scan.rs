//! From left to right: which numbers are quantities, and from where to where.

use std::ops::Range;

use crate::Value;
use crate::glyphs::Glyphs;
use crate::number::{self, Number, Script};
use crate::table::{self, Cell};
use crate::unit::{Kind, Unit};
use crate::words::Words;
use crate::zones::{Zones, ends_clause};
use crate::{decoy, rank};

/// A number with its unit, or a place in an order.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// In characters.
    pub(crate) range: Range<usize>,
    pub(crate) value: Value,
    /// None of a rank or an index.
    pub(crate) unit: Option<Unit>,
    pub(crate) rank: bool,
    /// What is said of exactness inside the span.
    pub(crate) approx: Option<char>,
    /// What the table says of it that it stands in.
    pub(crate) cell: Option<Cell>,
}

impl Quantity {
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.unit.as_ref().map(|unit| unit.kind)
    }

    /// Whether it is a share or change by its unit.
    pub(crate) fn is_relative(&self) -> bool {
        matches!(self.kind(), Some(Kind::Percent | Kind::Point | Kind::Times))
    }
}

/// All quantities of a text, in order, without overlap. `above` is the unit that stands above a table.
pub(crate) fn quantities(text: &Glyphs, zones: &Zones, above: Option<&str>) -> Vec<Quantity> {
    let mut found = in_words(text, zones);
    if text.has_rows() {
        let cells = table::quantities(text, above);
        found.retain(|word| {
            let behind = cells.partition_point(|cell| cell.range.end <= word.range.start);
            cells.get(behind).is_none_or(|cell| cell.range.start >= word.range.end)
        });
        found.extend(cells);
        found.sort_by_key(|quantity| quantity.range.start);
    }
    found
}

/// The quantities that stand in running text.
fn in_words(text: &Glyphs, zones: &Zones) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !may_begin(text.at(at)) {
            at += 1;
            continue;
        }
        let listed = found.last().is_some_and(|last| last.rank && is_joined(text, last.range.end, at));
        if let Some(rank) = rank::read(text, at, listed).filter(|rank| !zones.is_named(rank.range.end - 1)) {
            at = rank.range.end;
            if found.last().is_none_or(|last| last.range.end <= rank.range.start) {
                found.push(rank);
            }
            continue;
        }
        match read(text, at) {
            Some((quantity, end)) => {
                let named = zones.is_named(at);
                found.extend(quantity.filter(|quantity| !named && !decoy::is_decoy(text, quantity)));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether nothing but a mark or word for lists stands between two places.
fn is_joined(text: &Glyphs, end: usize, start: usize) -> bool {
    matches!(text.of_range(end..start), ['、' | '和' | '与' | '及'])
}

/// Whether a quantity may begin with the character.
fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            'X' | 'x'
                | '*'
                | '×'
                | '╳'
                | '_'
                | 'L'
                | 'l'
                | '-'
                | '第'
                | '前'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '零'
        )
}

/// Reads the number at a place: the quantity it makes, if it makes one, and where to go on.
fn read(text: &Glyphs, at: usize) -> Option<(Option<Quantity>, usize)> {
    if text.starts(at, "百分之") {
        return percent_in_words(text, at);
    }
    if text.at(at) == '-' {
        return below_zero(text, at);
    }
    let number = number::read(text, at).map(|number| in_thousands(text, number))?;
    if let Some(end) = decoy::number_ends(text, at, &number) {
        return Some((None, end));
    }
    if let Some((quantity, end)) = range(text, at, &number) {
        return Some((quantity, end));
    }
    let Some(unit) = Unit::read(text, number.end) else {
        return Some((bare(text, at, &number), number.end));
    };
    let end = unit.end;
    let (value, unit) = match compound(text, &number, &unit) {
        Some((value, unit)) => (value, unit),
        None => (number.value, unit),
    };
    let value = times_ten(value, &unit);
    let quantity = quantity(at, value, unit);
    if number.script == Script::Chinese && !decoy::chinese_counts(text, at, number, &quantity) {
        // 三万 may be no figure, but 万 is no number by itself.
        return Some((None, end.min(number.end)));
    }
    let end = quantity.range.end;
    Some((Some(quantity), end))
}

/// `3千人`: 千 and 百 behind digits are part of the number, but not in 3千瓦.
fn in_thousands(text: &Glyphs, number: Number) -> Number {
    let times = match text.at(number.end) {
        '千' => 1000.0,
        '百' => 100.0,
        _ => return number,
    };
    let Value::Number(value) = number.value else { return number };
    let is_unit = Unit::read(text, number.end).is_some();
    if number.script != Script::Digits || is_unit || Unit::read(text, number.end + 1).is_none() {
        return number;
    }
    Number { value: Value::Number(value * times), end: number.end + 1, ..number }
}

fn quantity(start: usize, value: Value, unit: Unit) -> Quantity {
    Quantity { range: start..unit.end, value, approx: unit.more, unit: Some(unit), rank: false, cell: None }
}

/// 三成 is 30%: the unit is counted in tens.
fn times_ten(value: Value, unit: &Unit) -> Value {
    match value {
        Value::Number(value) if unit.name == "成" => Value::Number(value * 10.0),
        other => other,
    }
}

/// `百分之三十`, `百分之95.5`.
fn percent_in_words(text: &Glyphs, at: usize) -> Option<(Option<Quantity>, usize)> {
    const WORDS: usize = 3;
    let number = number::read(text, at + WORDS)?;
    let end = number.end;
    let unit = Unit {
        name: "%".to_owned(),
        base: "%".to_owned(),
        factor: 1.0,
        kind: Kind::Percent,
        end,
        more: None,
    };
    Some((Some(quantity(at, number.value, unit)), end))
}

/// A printed minus: behind a word, not between numbers.
fn below_zero(text: &Glyphs, at: usize) -> Option<(Option<Quantity>, usize)> {
    let before = text.before(at);
    if before.is_ascii_alphanumeric() || matches!(before, '-' | '%' | ')' | ']' | '年' | '月' | '日' | '号')
    {
        return None;
    }
    let number = number::read(text, at + 1).filter(|number| number.script == Script::Digits)?;
    let unit = Unit::read(text, number.end)
        .filter(|unit| matches!(unit.kind, Kind::Percent | Kind::Point | Kind::Money | Kind::Measure))?;
    let Value::Number(value) = number.value else { return None };
    let end = unit.end;
    Some((Some(quantity(at, Value::Number(-value), unit)), end))
}

/// `2-3个`, `20%至30%`; of dates and codes nothing, as a whole.
fn range(text: &Glyphs, at: usize, low: &Number) -> Option<(Option<Quantity>, usize)> {
    let own = Unit::read(text, low.end);
    let joint = own.as_ref().map_or(low.end, |unit| unit.end);
    let behind = match text.at(joint) {
        '-' if text.at(joint + 1) == '-' => joint + 2,
        '-' | '~' | '至' | '到' => joint + 1,
        _ => return None,
    };
    let high = number::read(text, behind).filter(|high| high.script == low.script || is_masked(low, high))?;
    let words = matches!(text.at(joint), '至' | '到');
    if let Some(end) = decoy::number_ends(text, behind, &high) {
        return own.is_none().then_some((None, end));
    }
    let unit = Unit::read(text, high.end);
    match (own, unit) {
        // 由3家到5家 are two figures.
        (Some(own), Some(unit)) if own.name == unit.name || unit.name.ends_with(&own.name) => {
            if words && (decoy::is_from(text, at) || own.name != unit.name) {
                return None;
            }
            ranged(low, &high, at, unit)
        }
        (None, Some(unit)) => ranged(low, &high, at, unit),
        (Some(_), _) => None,
        // 1-9, 0571-8888: no unit anywhere.
        (None, None) => Some((None, high.end)),
    }
}

fn is_masked(low: &Number, high: &Number) -> bool {
    [low, high].iter().any(|number| number.script == Script::Mask)
        && [low, high].iter().all(|number| number.script != Script::Chinese)
}

fn ranged(low: &Number, high: &Number, at: usize, unit: Unit) -> Option<(Option<Quantity>, usize)> {
    let value = match (times_ten(low.value, &unit), times_ten(high.value, &unit)) {
        (Value::Number(low), Value::Number(high)) if low < high => Value::Range(low, high),
        (Value::Masked, _) | (_, Value::Masked) => Value::Masked,
        _ => return None,
    };
    let end = unit.end;
    Some((Some(quantity(at, value, unit)), end))
}

/// `1亿5000万元`: both parts in the greater scale.
fn compound(text: &Glyphs, number: &Number, unit: &Unit) -> Option<(Value, Unit)> {
    let Value::Number(great) = number.value else { return None };
    if unit.kind != Kind::Bare || unit.name != "亿" {
        return None;
    }
    let small = number::read(text, unit.end)?;
    let Value::Number(value) = small.value else { return None };
    let rest = Unit::read(text, small.end).filter(|rest| rest.name.starts_with('万'))?;
    let name = rest.name.replacen('万', "亿", 1);
    let value = ((great + value / 1e4) * 1e8).round() / 1e8;
    Some((Value::Number(value), Unit { name, factor: rest.factor * 1e4, ..rest }))
}

/// A number without unit: an index, a ratio, a score that a word for such things announces.
fn bare(text: &Glyphs, at: usize, number: &Number) -> Option<Quantity> {
    static LINKS: Words = Words::new("达到 达 为 至 到 降至 升至 仅为 高达");
    static INDICES: Words =
        Words::new("指数 系数 得分 总分 均分 比值 容积率 绿化率 强度 密度 数量 总数 人数 指标");
    if number.script == Script::Chinese || !ends_clause(text.at(number.end)) && text.at(number.end) != '、' {
        return None;
    }
    let link = text.ends(0, at, &LINKS).unwrap_or(at);
    text.ends(0, link, &INDICES)?;
    Some(Quantity {
        range: at..number.end,
        value: number.value,
        unit: None,
        rank: false,
        approx: None,
        cell: None,
    })
}
