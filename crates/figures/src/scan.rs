//! From left to right: which numbers are quantities, and from where to where.

use std::ops::Range;

use crate::Value;
use crate::glyphs::Glyphs;
use crate::number::{self, Number, Script};
use crate::table::{self, Cell};
use crate::unit::{Kind, Unit};
use crate::words::Words;
use crate::zones::{Zones, ends_clause};
use crate::{decoy, rank, role};

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
        || matches!(c, 'L' | 'l' | '-' | '第' | '前')
        || number::is_mask(c)
        || number::may_begin_chinese(c)
}

/// Reads the number at a place: the quantity it makes, if it makes one, and where to go on.
fn read(text: &Glyphs, at: usize) -> Option<(Option<Quantity>, usize)> {
    if let Some(fraction) = in_words_of_parts(text, at).or_else(|| with_stroke(text, at)) {
        let end = fraction.range.end;
        return Some((Some(fraction), end));
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
    let mut quantity = quantity(at, times_ten(value, &unit), unit);
    quantity.approx = quantity.approx.or(number.guess);
    if number.script == Script::Chinese && !decoy::chinese_counts(text, at, number, &quantity) {
        // 三万 may be no figure, but 万 is no number by itself.
        return Some((None, end.min(number.end)));
    }
    let end = quantity.range.end;
    Some((Some(quantity), end))
}

/// `3千人`, `5千6百户`: 千 and 百 behind digits are part of the number, but not in 3千瓦.
fn in_thousands(text: &Glyphs, number: Number) -> Number {
    let place = |number: &Number| match text.at(number.end) {
        _ if number.script != Script::Digits || Unit::read(text, number.end).is_some() => None,
        '千' => Some(1000.0),
        '百' => Some(100.0),
        _ => None,
    };
    let (Some(first), Value::Number(value)) = (place(&number), number.value) else { return number };
    let (mut value, mut end) = (value * first, number.end + 1);
    let hundreds = number::read(text, end).filter(|more| place(more).is_some_and(|place| place < first));
    if let Some(Number { value: Value::Number(more), end: behind, .. }) = hundreds {
        (value, end) = (value + more * 100.0, behind + 1);
    }
    let goes_on = matches!(text.at(end), '-' | '~' | '至' | '到') && text.at(end + 1).is_ascii_digit();
    if !goes_on && Unit::read(text, end).is_none() {
        return number;
    }
    Number { value: Value::Number(value), end, ..number }
}

fn quantity(start: usize, value: Value, unit: Unit) -> Quantity {
    Quantity { range: start..unit.end, value, approx: unit.more, unit: Some(unit), rank: false, cell: None }
}

/// 三成 is 30%: the unit is counted in tens.
fn times_ten(value: Value, unit: &Unit) -> Value {
    if unit.name == "成" { value.map(|value| value * 10.0) } else { value }
}

/// `百分之三十`, `百分之95.5`, `三分之二`.
fn in_words_of_parts(text: &Glyphs, at: usize) -> Option<Quantity> {
    const OF: &str = "分之";
    let (whole, end) = match text.at(at) {
        '百' => (100.0, at + 1),
        '千' => (1000.0, at + 1),
        _ => {
            let whole = number::read(text, at)?;
            let Value::Number(value) = whole.value else { return None };
            (value, whole.end)
        }
    };
    if !text.starts(end, OF) {
        return None;
    }
    let part = number::read(text, end + OF.chars().count())?;
    let proper = matches!(part.value, Value::Number(part) if part < whole);
    (proper || text.at(at) == '百')
        .then(|| percent(at, part.value.map(|part| hundredths(part, whole)), part.end))
}

/// `占全市的1/3`: a share where words say so, since a date or the number of a page looks the same.
fn with_stroke(text: &Glyphs, at: usize) -> Option<Quantity> {
    static SHARED: Words =
        Words::new("占 占比 占到 占比达 达 达到 近 约 超 超过 过 不足 的 全国 全省 全市 全区 全县");
    let told = text.ends(0, at, &SHARED).is_some() || role::follows_change(text, at);
    let part = number::read(text, at).filter(|part| told && text.at(part.end) == '/')?;
    let whole = number::read(text, part.end + 1)?;
    let behind = text.at(whole.end);
    let closes = ends_clause(behind)
        || matches!(behind, '、' | ')' | '的')
        || text.longest(whole.end, &["以上", "左右", "以下"]).is_some();
    match (part.value, whole.value) {
        (Value::Number(part), Value::Number(of)) if closes && 0.0 < part && part < of => {
            Some(percent(at, Value::Number(hundredths(part, of)), whole.end))
        }
        _ => None,
    }
}

/// A part of a whole in percent, to two places unless it is told in hundredths.
fn hundredths(part: f64, whole: f64) -> f64 {
    if whole == 100.0 { part } else { (part / whole * 1e4).round() / 1e2 }
}

fn percent(start: usize, value: Value, end: usize) -> Quantity {
    quantity(start, value, Unit::percent(end))
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

/// `2-3个`, `20%至30%`, `3亿至5亿元`; of dates and codes nothing, as a whole.
fn range(text: &Glyphs, at: usize, low: &Number) -> Option<(Option<Quantity>, usize)> {
    let own = Unit::read(text, low.end);
    let joint = own.as_ref().map_or(low.end, |unit| unit.end);
    let behind = match text.at(joint) {
        '-' if text.at(joint + 1) == '-' => joint + 2,
        '-' | '~' | '至' | '到' => joint + 1,
        _ => return None,
    };
    let high = number::read(text, behind).filter(|high| high.script == low.script || is_masked(low, high))?;
    let high = in_thousands(text, high);
    let words = matches!(text.at(joint), '至' | '到');
    if let Some(end) = decoy::number_ends(text, behind, &high) {
        return own.is_none().then_some((None, end));
    }
    // 由3家到5家 are two figures.
    let from = words && decoy::is_from(text, at);
    let Some(unit) = Unit::read(text, high.end) else {
        // 1-9, 0571-8888: no unit anywhere.
        return own.is_none().then_some((None, high.end));
    };
    let end = unit.end;
    let by = match &own {
        _ if own.is_some() && from => return None,
        // 9000-1万户, where the unit without 万 is that of both; else they share the scale, too.
        None => match (low.value, high.value) {
            (Value::Number(low), Value::Number(high)) if low > high && low >= 1000.0 => unit.scale.1,
            _ => 1.0,
        },
        Some(own) if own.name == unit.name => 1.0,
        // 8000万-1.2亿元, 800万元至1亿元.
        Some(own) if own.kind == Kind::Bare => unit.scale.1 / own.scale.1,
        Some(own) if own.base == unit.base => unit.factor / own.factor,
        Some(_) => return None,
    };
    let low = low.value.map(|low| ((low / by) * 1e8).round() / 1e8);
    let value = match (times_ten(low, &unit), times_ten(high.value, &unit)) {
        (Value::Number(low), Value::Number(high)) if low < high => Value::Range(low, high),
        (Value::Masked, _) | (_, Value::Masked) => Value::Masked,
        // 5-3亿元 is no range, and which of both is meant nobody knows.
        _ => return (own.is_none() && !from).then_some((None, end)),
    };
    Some((Some(quantity(at, value, unit)), end))
}

fn is_masked(low: &Number, high: &Number) -> bool {
    [low, high].iter().any(|number| number.script == Script::Mask)
        && [low, high].iter().all(|number| number.script != Script::Chinese)
}

/// `1亿5000万元`, `12万5千元`: both parts in the greater scale.
fn compound(text: &Glyphs, number: &Number, unit: &Unit) -> Option<(Value, Unit)> {
    let Value::Number(great) = number.value else { return None };
    if unit.kind != Kind::Bare || unit.more.is_some() || great.fract() != 0.0 {
        return None;
    }
    let small = number::read(text, unit.end).filter(|small| small.script == number.script)?;
    let small = in_thousands(text, small);
    let Value::Number(value) = small.value else { return None };
    let rest = Unit::read(text, small.end)?;
    // 3亿5个 are two numbers: the lesser part has a scale of its own, or all its places.
    let told = value * rest.scale.1;
    let scaled = rest.scale.1 > 1.0 || value >= 1000.0 || matches!(text.before(small.end), '千' | '百');
    let name = rest.name.strip_prefix(rest.scale.0).filter(|_| scaled && told < unit.scale.1)?;
    let value = ((great + told / unit.scale.1) * 1e8).round() / 1e8;
    let unit = Unit {
        name: format!("{}{name}", unit.scale.0),
        factor: rest.factor / rest.scale.1 * unit.scale.1,
        scale: unit.scale,
        ..rest
    };
    Some((Value::Number(value), unit))
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
