//! The time a figure is true for, as printed in its sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::glyphs::Glyphs;

/// Times as reports write them; in a squeezed text, where no blanks stand.
const TIMES: &str = concat!(
    r"(?:截至|截止|截止到|到|至)(?:(?:20[0-9][0-9]|今|本|去)?年?(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|份|底|末)?|(?:20[0-9][0-9]年|今年|去年|年)?(?:底|末)|目前|现在|当前|今)",
    r"|(?:20[0-9][0-9]年|今年|本年|去年|上年|明年)?(?:(?:1[0-2]|[1-9])月?(?:-{1,2}|~|至|到)(?:1[0-2]|[1-9])月(?:份|底)?|上半年|下半年|前三季度|前[一二三四]季度|[一二三四1-4]季度|第[一二三四]季度|前(?:1[0-2]|[1-9])(?:个)?月)",
    r"|20[0-9][0-9]年(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日)?(?:(?:-{1,2}|~|至|到)(?:20[0-9][0-9]年)?(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日)?)?",
    r"|20[0-9][0-9]年(?:度|底|末|以来|全年)?",
    r"|[“”]?十[二三四五六]五[“”]?(?:期间|末|时期|以来)",
    r"|(?:今年|本年|去年|上年|明年|近年|当年|本年度|(?:过去|近|这)?[一二两三四五六七八九十0-9]{1,2}年(?:间)?)(?:以?来)",
    r"|(?:过去|近|连续)[一二两三四五六七八九十0-9]{1,2}(?:年|个月|次)",
    r"|今年|明年|去年|上年|当年|年内|全年|本年度|年均|每年|到年底|年底前|年底",
    r"|目前|当前|以来",
);

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TIMES).ok());

/// The times named in a sentence, in order.
pub(crate) fn periods(text: &Glyphs, sentence: Range<usize>) -> Vec<Range<usize>> {
    let Some(pattern) = PATTERN.as_ref() else { return Vec::new() };
    // Most sentences name no time.
    if !text.of_range(sentence.clone()).iter().any(|c| SIGNS.contains(c)) {
        return Vec::new();
    }
    let squeezed = text.string(sentence.clone());
    let mut times: Vec<Range<usize>> = Vec::new();
    let (mut byte, mut at) = (0, sentence.start);
    for time in pattern.find_iter(&squeezed) {
        let start = at + squeezed[byte..time.start()].chars().count();
        (byte, at) = (time.end(), start + time.as_str().chars().count());
        times.push(start..at);
    }
    times.extend(during(text, sentence));
    times.retain(|time| is_own(text, time));
    times.sort_by_key(|time| time.start);
    times
}

/// Characters of which every time holds one.
const SIGNS: [char; 10] = ['年', '月', '季', '目', '当', '来', '间', '末', '底', '今'];

/// Times named by what went on: 清明期间, 迎检期间.
fn during(text: &Glyphs, sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let named = move |at: &usize| {
        text.starts(*at, "期间")
            && text.of_range(at.saturating_sub(2)..*at).iter().all(|c| !c.is_ascii() && *c != '，')
    };
    (sentence.start + 2..sentence.end).filter(named).map(|at| at - 2..at + 2)
}

/// Whether the time is the figure's own, not one it is held against (较去年同期) or a goal's (全年目标).
fn is_own(text: &Glyphs, time: &Range<usize>) -> bool {
    let compared = matches!(text.before(time.start), '较' | '比' | '与' | '同');
    const OTHERS: &[&str] = &["同期", "目标", "任务", "计划数", "度目标", "度任务", "度计划", "初预算"];
    !compared && text.longest(time.end, OTHERS).is_none()
}

/// The time that governs a place: the last one before it in its sentence, else the first one behind it in its clause.
pub(crate) fn governing(times: &[Range<usize>], at: usize, clause: &Range<usize>) -> Option<Range<usize>> {
    let before = times.iter().rev().find(|time| time.end <= at);
    let behind = times.iter().find(|time| time.start >= at && time.end <= clause.end);
    before.or(behind).cloned()
}
