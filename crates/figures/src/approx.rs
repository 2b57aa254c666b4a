//! What is said of how exact a number is.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::number::is_more;
use crate::scan::Quantity;
use crate::words::Words;

/// Words before a number.
static BEFORE: Words = Words::new(
    "约 近 超 超过 突破 不少于 不低于 不超过 不高于 至少 最多 接近 大约 约为 逾 将近 达到 高达 不足 低于 小于 大于 高于 最高 最低 上 超出 过 破 多达 超额",
);
/// Words behind a unit.
static BEHIND: Words = Words::new("以上 左右 以下 以内 上下 及以上 有余 之多 许");
/// Of the words before, those that only say that a number follows.
const PLAIN: &[&str] = &["达到"];

/// Words that end as one of these and say nothing of the kind.
static OTHER_WORDS: Words = Words::new(
    "签约 规约 节约 公约 条约 合约 履约 预约 邀约 集约 解约 违约 通过 经过 线上 网上 地上 路上 以上 附近 临近 邻近 靠近 提高 新高 爆破 赶超 反超 不过 会上 身上",
);

/// As printed: before, inside or behind the number.
pub(crate) fn of(text: &Glyphs, quantity: &Quantity) -> Option<String> {
    let (start, end) = (quantity.range.start, quantity.range.end);
    let before = word_before(text, 0, start).map(|word| text.string(word..start));
    let before = before.filter(|word| !PLAIN.contains(&word.as_str()));
    let inside = quantity.approx.map(String::from);
    let behind = || Some(text.string(end..self::end(text, end))).filter(|word| !word.is_empty());
    before.or(inside).or_else(behind)
}

/// Where a word for inexactness that ends at `at` begins.
fn word_before(text: &Glyphs, from: usize, at: usize) -> Option<usize> {
    let start = text.ends(from, at, &BEFORE)?;
    text.ends(from, at, &OTHER_WORDS).is_none_or(|other| start < other).then_some(start)
}

/// Where a word for inexactness at the end of a range begins, or the range ends.
pub(crate) fn start(text: &Glyphs, range: Range<usize>) -> usize {
    word_before(text, range.start, range.end).unwrap_or(range.end)
}

/// Where one behind `at` ends.
pub(crate) fn end(text: &Glyphs, at: usize) -> usize {
    // 两倍多, 三成余: behind other units 多 begins the next word.
    let more = matches!(text.before(at), '倍' | '成') && is_more(text.at(at));
    at + text.longest(at, &BEHIND).unwrap_or(usize::from(more))
}
