//! Numbers as reports write them: digits, Chinese numerals, masks.

use crate::Value;
use crate::glyphs::Glyphs;
use crate::words::Words;

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
    /// What makes it a guess: 数 of 数十, 几 of 十几.
    pub(crate) guess: Option<char>,
    pub(crate) end: usize,
}

/// Reads the number that starts at a place.
pub(crate) fn read(text: &Glyphs, at: usize) -> Option<Number> {
    digits(text, at).or_else(|| chinese(text, at))
}

/// Whether the character may stand for a digit that was taken out.
pub(crate) fn is_mask(c: char) -> bool {
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
        } else if digit_before
            && (c == ',' && is_group(text, start, at) || c == ' ' && is_spaced(text, start, at))
        {
        } else {
            break;
        }
        at += 1;
    }
    if number.is_empty() {
        return None;
    }
    if masked {
        return Some(Number { value: Value::Masked, script: Script::Mask, guess: None, end: at });
    }
    // `1.5.` and the like are numbers of sections.
    let value = number.parse().ok()?;
    Some(Number { value: Value::Number(value), script: Script::Digits, guess: None, end: at })
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

/// Whether a blank parts thousands: behind words or the edge of a cell, between groups of three, and no blank
/// behind the last, as there is between columns.
fn is_spaced(text: &Glyphs, start: usize, blank: usize) -> bool {
    let mut end = blank;
    while text.at(end) == ' ' && is_group(text, start, end) {
        end += 4;
    }
    let before = text.before(start);
    let opens =
        matches!(before, '\t' | '|') || !before.is_ascii() && !matches!(before, '第' | '表' | '图' | '件');
    end > blank && text.at(end) != ' ' && text.at(start) != '0' && opens
}

/// Whether a Chinese numeral may begin with the character.
pub(crate) fn may_begin_chinese(c: char) -> bool {
    digit(c).is_some()
        || place_value(c).is_some()
        || plain(c).is_some()
        || matches!(c, '廿' | '卅' | '几' | '数')
}

/// The value of a Chinese digit.
fn digit(c: char) -> Option<f64> {
    let digit = match c {
        '零' | '〇' | '○' => 0.0,
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

/// The value of a character that counts sections of four places.
fn scale(c: char) -> Option<f64> {
    match c {
        '万' => Some(1e4),
        '亿' => Some(1e8),
        _ => None,
    }
}

/// The plain form of the capital numerals that sums of money are written in.
fn plain(c: char) -> Option<char> {
    let plain = match c {
        '壹' => '一',
        '贰' => '二',
        '叁' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        _ => return None,
    };
    Some(plain)
}

/// Whether a capital numeral begins here: 伍拾万元, 伍万元, but not 队伍 or 陆续.
fn is_capital(text: &Glyphs, start: usize) -> bool {
    /// 玖仟玖佰玖拾玖万玖仟玖佰玖拾玖.
    const LONGEST: usize = 15;
    let run = (start..start + LONGEST).take_while(|&at| plain(text.at(at)).is_some()).count();
    let places = (start..start + run).any(|at| matches!(text.at(at), '拾' | '佰' | '仟'));
    let money = text.longest(start + run, &["万元", "亿元", "元整"]).is_some();
    run >= 2 && places || run == 1 && money
}

/// A Chinese numeral or a part of it: one value, or two between which it lies.
#[derive(Clone, Copy)]
struct Numeral {
    low: f64,
    high: f64,
    /// 数 of 数十, 几 of 十几.
    guess: Option<char>,
    end: usize,
}

impl Numeral {
    fn exactly(value: f64, end: usize) -> Self {
        Self { low: value, high: value, guess: None, end }
    }

    fn is_exact(&self) -> bool {
        self.low >= self.high
    }
}

/// A Chinese numeral, with decimals (`三点五`) and with 万 and 亿 inside it; behind it they belong to the unit.
fn chinese(text: &Glyphs, start: usize) -> Option<Number> {
    // 参训人数百余人, 人数十分可观: 数 ends a word.
    static NOUNS: Words = Words::new(
        "人数 户数 件数 次数 总数 个数 台数 家数 座数 处数 亩数 套数 项数 场数 基数 指数 系数 参数 分数 多数",
    );
    // 统一两项, 唯一三家: 一 ends one.
    static ONES: Words = Words::new("唯一 统一 之一 其一 同一 单一 合一 如一 专一");
    let capital = is_capital(text, start);
    let letter = |at: usize| {
        let c = text.at(at);
        if capital { plain(c).unwrap_or(c) } else { c }
    };
    let first = letter(start);
    let more = is_more(letter(start + 2)) && text.ends(0, start + 1, &NOUNS).is_some();
    if first == '数' && (more || letter(start + 2) == '分') {
        return None;
    }
    let Numeral { low, high, guess, mut end } = numeral(&letter, start, f64::INFINITY)?;
    if low < high {
        // 一二三 lists, and 十四五 is a plan.
        let listed = digit(text.before(start)).is_some_and(|before| before + 1.0 == low)
            || text.ends(0, start + 1, &ONES).is_some();
        let plan = text.starts(start, "十四五");
        let value = Value::Range(low, high);
        return (!listed && !plan).then_some(Number { value, script: Script::Chinese, guess, end });
    }
    let mut value = low;
    // A point behind the number of a section is none of decimals.
    if letter(end) == '点' || letter(end) == '.' && text.before(start) != '\n' {
        let decimals: Vec<f64> = (end + 1..text.len())
            .map_while(|at| digit(letter(at)).filter(|_| letter(at) != '两'))
            .take(4)
            .collect();
        if !decimals.is_empty() {
            let scales = [0.1, 0.01, 0.001, 0.0001];
            value += decimals.iter().zip(scales).map(|(digit, scale)| digit * scale).sum::<f64>();
            value = (value * 1e4).round() / 1e4;
            end += 1 + decimals.len();
        }
    }
    // A round sign alone is a mark or a mask.
    let sign = matches!(first, '〇' | '○') && !(value > 0.0 && value < 1.0);
    (!sign).then_some(Number { value: Value::Number(value), script: Script::Chinese, guess, end })
}

/// The numeral from `start` with the sections that 万 and 亿 below `limit` part: 一万二千, 一亿零三百万五千.
fn numeral(letter: &impl Fn(usize) -> char, start: usize, limit: f64) -> Option<Numeral> {
    let head = digits_in_row(letter, start).or_else(|| section(letter, start))?;
    let by = scale(letter(head.end)).filter(|&by| by < limit && head.is_exact());
    let taken = by.and_then(|by| {
        let rest = numeral(letter, head.end + 1, by)?;
        // 三万五个 is no 35000.
        let goes_on = rest.low >= by / 10.0 || digit(letter(head.end + 1)) == Some(0.0);
        // In 一亿二千万元, 万 belongs to the unit, and what stands before 亿 with it.
        let complete = scale(letter(rest.end)).is_none_or(|unit| unit > by);
        let more = head.low * by;
        (goes_on && complete).then_some(Numeral { low: more + rest.low, high: more + rest.high, ..rest })
    });
    Some(taken.unwrap_or(head))
}

/// Digits side by side, with a nought among them: 二〇〇.
fn digits_in_row(letter: &impl Fn(usize) -> char, start: usize) -> Option<Numeral> {
    /// More are a code.
    const MOST: usize = 9;
    let end = (start..=start + MOST).find(|&at| digit(letter(at)).is_none())?;
    let noughts = (start + 1..end).any(|at| matches!(letter(at), '〇' | '○'));
    if !noughts || digit(letter(start)) == Some(0.0) || place_value(letter(end)).is_some() {
        return None;
    }
    let value =
        (start..end).filter_map(|at| digit(letter(at))).fold(0.0, |value, digit| value * 10.0 + digit);
    Some(Numeral::exactly(value, end))
}

/// A Chinese numeral below ten thousand.
fn section(letter: &impl Fn(usize) -> char, start: usize) -> Option<Numeral> {
    let mut total = Numeral::exactly(0.0, start);
    let mut ones: Option<(f64, f64)> = None;
    let mut smallest = f64::INFINITY;
    loop {
        let at = total.end;
        let c = letter(at);
        let begins = at == start;
        if let Some(value) = digit(c) {
            ones = match ones {
                _ if !total.is_exact() => return None,
                None => Some((value, value)),
                Some((_, last)) if last == 0.0 && value > 0.0 => Some((value, value)),
                // 八九十 is eighty or ninety; other digits side by side are a year or a code.
                Some((one, last)) if one == last && value == one + 1.0 => Some((one, value)),
                Some(_) => return None,
            };
        } else if matches!(c, '数' | '几') && begins {
            let counts = place_value(letter(at + 1)).or(scale(letter(at + 1)));
            counts?;
            (ones, total.guess) = (Some((2.0, 9.0)), Some(c));
        } else if c == '几' && smallest == 10.0 && ones.is_none() && total.is_exact() {
            (ones, total.guess) = (Some((1.0, 9.0)), Some(c));
        } else if matches!(c, '廿' | '卅') && begins {
            total.low = if c == '廿' { 20.0 } else { 30.0 };
            (total.high, smallest) = (total.low, 10.0);
        } else if let Some(place) = place_value(c) {
            let nought = ones.is_some_and(|(_, high)| high == 0.0);
            if place >= smallest || nought && total.high == 0.0 {
                return None;
            }
            // 百 and 千 alone are no numbers but in 百余.
            let more = total.high == 0.0 && is_more(letter(at + 1));
            if ones.is_none() && (place > 10.0 || total.high > 0.0) && !more {
                break;
            }
            let (low, high) = ones.take().unwrap_or((1.0, 1.0));
            (total.low, total.high) = (total.low + low * place, total.high + high * place);
            smallest = place;
        } else {
            break;
        }
        total.end += 1;
    }
    let (low, high) = ones.unwrap_or_default();
    let whole = Numeral { low: total.low + low, high: total.high + high, ..total };
    (whole.end > start).then_some(whole)
}

/// 余, 多: the number is somewhat more.
pub(crate) fn is_more(c: char) -> bool {
    matches!(c, '余' | '多')
}
