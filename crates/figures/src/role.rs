//! Level, change or share, and the direction of a change.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::scan::Quantity;
use crate::unit::Kind;
use crate::words::Words;
use crate::{Role, Sign, Value};

/// Words for growth.
static UP: Words = Words::new(
    "增长 增加 提高 提升 上升 上涨 增 升 上浮 增速 增幅 涨幅 增长率 增收 扩大 攀升 净增 增值 升高 多 递增 升幅 涨 高 高出 快",
);
/// Words for decline.
static DOWN: Words = Words::new(
    "负增长 下降 减少 降低 回落 下跌 缩减 压减 减 降 降幅 缩短 下滑 压降 减幅 少 缩小 削减 下调 收窄 跌 下降率 核减 压缩 低 慢",
);
/// Words for a lead over a benchmark, and a lag behind it.
const AHEAD: &[&str] = &["高于", "高出", "快于", "超", "超过", "领先", "好于", "优于"];
const BEHIND: &[&str] = &["低于", "慢于", "落后", "少于"];
/// What may stand between such a word and its number.
static BETWEEN: Words = Words::new(
    "了 约 近 超 超过 达 达到 分别 分别为 为 在 保持在 控制在 稳定在 维持在 幅度 目标 以上 不低于 不少于 不超过 接近 高达 仅 均 均为 速度 过 逾 各 同比 超出 预计
     将 到 至 均超过 均达 平均 整整 个",
);
/// Words that name a rate of change by themselves: linked to it, the number is a change.
static RATES: Words = Words::new("增速 增幅 涨幅 降幅 增长率 减幅 升幅 下降率 增长 负增长");

/// The role of a figure that is no rank, with its sign; `before` is the text between the figure before and it.
pub(crate) fn of(
    text: &Glyphs,
    quantity: &Quantity,
    before: Range<usize>,
    clause_start: usize,
) -> (Role, Option<Sign>) {
    let (start, kind) = (quantity.range.start, quantity.kind());
    let word = change_word(text, before.clone());
    let negative = matches!(quantity.value, Value::Number(value) if value < 0.0);
    let signed = |sign: Sign| Some(if negative { Sign::Down } else { sign });
    match kind {
        Some(Kind::Point) => {
            let gap = gap(text, before.clone());
            let sign = word.map(|(_, sign)| sign).or(gap).or_else(|| nearest_sign(text, before));
            (Role::Change, signed(sign.unwrap_or(Sign::Up)))
        }
        Some(Kind::Times) if text.ends(before.start, start, &["倍数", "杠杆率"]).is_some() => {
            (Role::Level, None)
        }
        Some(Kind::Times) => (Role::Change, Some(word.map_or(Sign::Up, |(_, sign)| sign))),
        Some(Kind::Percent) => match word {
            Some((_, sign)) => (Role::Change, signed(sign)),
            None if text.ends(before.start, start, &["同比", "环比"]).is_some() => {
                (Role::Change, signed(Sign::Up))
            }
            None if negative => (Role::Change, Some(Sign::Down)),
            None => (Role::Share, None),
        },
        // 较上年前进两位: places won or lost.
        Some(Kind::Count) if quantity.unit.as_ref().is_some_and(|unit| unit.name == "位") => {
            let won = text
                .ends(before.start, start, &["进", "前移", "上升", "提升", "跃升", "前进", "晋升"])
                .map(|_| Sign::Up);
            let sign =
                won.or(text.ends(before.start, start, &["后退", "下降", "后移", "下滑"]).map(|_| Sign::Down));
            (sign.map_or(Role::Level, |_| Role::Change), sign)
        }
        _ => match word {
            Some((at, sign)) if is_compared(text, clause_start..start, &at) => (Role::Change, signed(sign)),
            _ => (Role::Level, None),
        },
    }
}

/// Whether the number that begins at a place is the amount of a change.
pub(crate) fn follows_change(text: &Glyphs, at: usize) -> bool {
    /// Characters that the word and what stands between it and the number take at most.
    const FAR: usize = 12;
    change_word(text, at.saturating_sub(FAR)..at).is_some()
}

/// Where the word for a change stands that the number at the end of the range is the amount of, and its direction.
fn change_word(text: &Glyphs, before: Range<usize>) -> Option<(Range<usize>, Sign)> {
    let mut end = before.end;
    let mut reached = false;
    loop {
        let up = text.ends(before.start, end, &UP).map(|start| (start..end, Sign::Up));
        let down = text.ends(before.start, end, &DOWN).map(|start| (start..end, Sign::Down));
        let found = match (up, down) {
            (Some(up), Some(down)) => Some(if up.0.len() >= down.0.len() { up } else { down }),
            (up, down) => up.or(down),
        };
        if let Some((word, sign)) = found {
            // 提高到95% is a level that was reached; 增速达到8% is a change.
            let rate = text.longest(word.start, &RATES) == Some(word.len());
            return (!reached || rate).then_some((word, sign));
        }
        let start = text.ends(before.start, end, &BETWEEN)?;
        reached |= text
            .ends(start, end, &["到", "至", "为", "达", "达到", "在", "保持在", "控制在", "稳定在", "维持在"])
            .is_some();
        end = start;
    }
}

/// Whether a change is stated against another time, so that an amount is not just what was added.
fn is_compared(text: &Glyphs, clause: Range<usize>, word: &Range<usize>) -> bool {
    const AGAINST: &[&str] = &["较", "比", "同比", "环比"];
    static CHANGES: Words = Words::new("增长 负增长 下降 上升 降低 提高 回落 上涨 下跌 净增 下滑");
    text.has(clause.start..word.start, AGAINST) || text.longest(word.start, &CHANGES) == Some(word.len())
}

/// The direction of a gap to a benchmark: 高于全市平均.
pub(crate) fn gap(text: &Glyphs, before: Range<usize>) -> Option<Sign> {
    let ahead = text.last(before.clone(), AHEAD).map(|word| (word.start, Sign::Up));
    let behind = text.last(before, BEHIND).map(|word| (word.start, Sign::Down));
    ahead.into_iter().chain(behind).max_by_key(|(at, _)| *at).map(|(_, sign)| sign)
}

fn nearest_sign(text: &Glyphs, before: Range<usize>) -> Option<Sign> {
    let up = text.last(before.clone(), &UP).map(|word| (word.start, Sign::Up));
    let down = text.last(before, &DOWN).map(|word| (word.start, Sign::Down));
    up.into_iter().chain(down).max_by_key(|(at, _)| *at).map(|(_, sign)| sign)
}
