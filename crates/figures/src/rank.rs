//! Places in an order: 全市第一, 排名第3, 全省前十.

use crate::Value;
use crate::glyphs::Glyphs;
use crate::number;
use crate::scan::Quantity;
use crate::words::Words;
use crate::zones::ends_clause;

/// Words that say a place in an order follows.
static PLACED: Words = Words::new(
    "位列 位居 位于 名列 排名 排位 排在 跃居 稳居 跃升 跃升至 升至 上升至 升到 进位至 前移至 跻身 进入 保持 保持在 列 居 排 获 荣获 获得 夺得 取得 位次 均为 为
     蝉联 挺进 迈入 进位到 冲进 稳定在 提高到 提高至 下降到 下降至 攀升到 攀升至 上升到 降至 退至 提升到 提升至 前移到 晋升",
);
/// Words between those and the place.
static ADVERBS: Words = Words::new("多次 均 连续 再次 继续 首次 一直 持续 稳 总 综合");
/// How long what the place is one of may be.
const SCOPE: usize = 14;

/// Reads the rank whose 第 or 前 stands at a place; the span begins before it where a scope does.
/// `listed`: another rank stands right before it.
pub(crate) fn read(text: &Glyphs, at: usize, listed: bool) -> Option<Quantity> {
    let first = match text.at(at) {
        '第' => false,
        '前' => true,
        _ => return None,
    };
    let (value, end) = match number::read(text, at + 1) {
        Some(number) => (number.value, number.end),
        None => (Value::Masked, blank(text, at + 1)?),
    };
    let end = end + usize::from(matches!(text.at(end), '位' | '名'));
    let behind = text.at(end);
    let moves = text
        .longest(
            end,
            &[
                "跃升", "上升", "升至", "升到", "提升", "前移", "进至", "跃居", "行列", "下降", "攀升",
                "提高", "降至", "退至", "晋升",
            ],
        )
        .is_some();
    let ends = moves || ends_clause(behind) || matches!(behind, '、' | ')' | '”' | '的' | '和' | '及' | '，');
    if !ends {
        return None;
    }
    let (start, placed) = scope(text, at);
    (listed || placed || start < at).then(|| Quantity {
        range: start..end,
        value,
        unit: None,
        rank: true,
        approx: first.then_some('前'),
        cell: None,
    })
}

/// Where an empty pair of brackets ends: the place was left out.
fn blank(text: &Glyphs, at: usize) -> Option<usize> {
    if text.at(at) != '(' {
        return None;
    }
    let close = if text.at(at + 1) == ' ' { at + 2 } else { at + 1 };
    (text.at(close) == ')').then_some(close + 1)
}

/// Where the scope of the place at `at` begins, and whether a word for places stands before it.
fn scope(text: &Glyphs, at: usize) -> (usize, bool) {
    let from = at.saturating_sub(SCOPE);
    let from = (from..at)
        .rev()
        .find(|&place| ends_clause(text.at(place)) || text.at(place) == '第')
        .map_or(from, |place| place + 1);
    let whole = (from..at).rev().find(|&place| is_whole(text, place));
    if let Some(start) = whole {
        return (start, true);
    }
    let Some(word) = text.last(from..at, &PLACED) else { return (at, false) };
    let mut start = word.end;
    while let Some(len) = text.longest(start, &ADVERBS).filter(|len| start + len <= at) {
        start += len;
    }
    (start, true)
}

/// Whether 全市, 全省 … begins here.
fn is_whole(text: &Glyphs, at: usize) -> bool {
    text.at(at) == '全'
        && matches!(
            text.at(at + 1),
            '国' | '省' | '市' | '区' | '县' | '州' | '盟' | '旗' | '镇' | '乡' | '系' | '街' | '疆' | '球'
        )
}
