//! Report titles: what looks like one, and the years and genre it states.

use super::unit::{self, is_unit_line};
use crate::Genre;
use crate::marker::starts_with_marker;
use crate::text_util::{is_han, pattern, squeezed};

/// Titles are shorter than this, in characters.
const LONGEST: usize = 70;

/// Words a title ends with, before remarks in brackets.
const ENDING: &str = r"(?:总结|小结|报告|思路|计划|打算|要点|安排|谋划|设想|展望|回顾|回眸|重点任务|重点工作|工作任务|汇报|汇报提纲|汇报材料|总结材料|工作情况|进展情况|完成情况|情况说明)(?:[（(【〔][^）)】〕]{0,30}[）)】〕])*(?:[ ]?(?:篇|第)?[一二三四五六七八九十\d]{1,3}篇?)?$";

/// How sure it is that a line is a report's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Reads like a title but names no unit or subject (`2023年工作总结`).
    Bare,
    /// Names a unit or a subject, but no year.
    Named,
    /// Names a year and a unit, or promises both a summary and a plan.
    Sure,
}

/// How much a line, alone on its line, looks like the title of a whole report.
pub(super) fn likeness(line: &str) -> Option<Likeness> {
    let line = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    if line.chars().count() > LONGEST
        || line.contains(['。', '；', '：', ':', '！'])
        || line.ends_with(['，', '、'])
    {
        return None;
    }
    if starts_with_marker(line) || !pattern!(ENDING).is_match(line) || is_compilation(line) {
        return None;
    }
    let dated = pattern!(r"(?:20\d{2}|二[〇○零]|[Xx]{2,4}|\*+)[ ]?(?:[-—－~至][ ]?20\d{2}[ ]?)?.{0,3}年")
        .is_match(line);
    let named = has_subject(line);
    // 工作总结 篇2, 工作总结（二）: one of a row.
    let in_a_row = pattern!(r"(?:总结|小结|报告|思路|计划|打算|要点|安排|汇报)[ ]?(?:(?:篇|第)[一二三四五六七八九十\d]{1,3}篇?|[（(][一二三四五六七八九十\d]{1,2}[）)])$").is_match(line);
    if in_a_row || dated && (named || promises_both(line)) {
        Some(Likeness::Sure)
    } else if named {
        Some(Likeness::Named)
    } else {
        Some(Likeness::Bare)
    }
}

/// Whether the first line of a text may be its title although it ends in other words: it names a
/// year or a unit and is no sentence.
pub(super) fn may_head_a_text(line: &str) -> bool {
    let named = !years(line).is_empty() || unit::of_title(line).is_some_and(|unit| unit.chars().count() >= 4);
    let count = line.chars().count();
    (6..=50).contains(&count)
        && named
        && !starts_with_marker(line)
        && !line.contains(['。', '；', '：', ':', '，', ',', '！'])
        && !is_unit_line(line)
}

/// The title of a collection of reports: 汇编（7篇）, 【两篇稿】.
pub(super) fn is_compilation(line: &str) -> bool {
    line.chars().count() <= LONGEST
        && pattern!(r"汇编|合集|集锦|大全|精选|[（(【](?:共)?[\d一二三四五六七八九十两多]{1,3}[篇份](?:稿)?[）)】]|[\d一二三四五六七八九十两]{1,3}篇$|[【（(].篇稿[】）)]").is_match(line)
}

/// Length of the number before a title in a collection: `第四篇：`, `范文五、`.
pub(super) fn numbering(line: &str) -> usize {
    pattern!(r"^[【（(]?(?:篇[一二三四五六七八九十\d]{1,3}|第[一二三四五六七八九十\d]{1,3}篇|范文[一二三四五六七八九十\d]{1,3})[】）)]?[：:、. 　]*").find(line).map_or(0, |number| number.len())
}

/// A line that only numbers the texts of a collection: 【篇一】, 范文二, 第三篇.
pub(super) fn is_numbering(line: &str) -> bool {
    pattern!(r"^[【（(]?(?:篇[一二三四五六七八九十\d]{1,3}|第[一二三四五六七八九十\d]{1,3}篇|范文[一二三四五六七八九十\d]{1,3})[】）):：]?$")
        .is_match(&squeezed(line))
}

fn promises_both(line: &str) -> bool {
    pattern!(r"(?:总结|回顾|回眸|完成情况|开展情况|工作情况|进展情况).{0,2}(?:和|及|暨|与|、).{0,14}(?:思路|计划|打算|要点|安排|谋划|设想|展望|任务|重点工作)").is_match(line)
}

/// Whether something is left when times and the words for parts of a report are taken away.
fn has_subject(line: &str) -> bool {
    let rest = pattern!(
        r"(?x) (?:20\d{2}|[Xx]{2,4}|\*+|二[〇○零][一二三四五六七八九〇○零十]{2}|\d{1,2}) [\ ]? (?:年度?|月份?) | [-—－至] | [上下]半年 | 半年 | 全年 | 年度 | 前?[一二三四]季度 | 今年 | 明年 | 来年 | 下一?步 | 下一?阶段 | 今后
        | 工作 | 主要 | 重点 | 总结 | 小结 | 思路 | 计划 | 打算 | 安排 | 要点 | 情况 | 以及 | [和及与暨的、] | 存在 | 问题 | 不足 | 目标 | 任务 | 谋划 | 初步 | 关于 | 汇报 | 报告 | 材料 | 基本 | 开展 | 完成 | 回顾 | 展望
        | 举措 | 措施 | 成效 | 亮点 | 建议 | 总体 | 具体 | 推进 | 经验 | 做法 | 全面 | 落实 | 取得 | 进展 | 下 | 说明 | [（(【].*?[）)】] | [\ \d]"
    )
    .replace_all(line, "");
    rest.chars().any(is_han)
}

/// The years a text names, ascending, each once.
pub(super) fn years(text: &str) -> Vec<u16> {
    let mut years: Vec<u16> = pattern!(r"(20\d{2})(?:[ ]?年|[-—－~至]20\d{2})|[-—－~至](20\d{2})[ ]?年|([二]?二[〇○零][〇○零一二三四五六七八九]{2})年")
        .captures_iter(text)
        .filter_map(|found| (1..4).find_map(|group| found.get(group)))
        .filter_map(|year| year.as_str().parse().ok().or_else(|| han_year(year.as_str())))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// 二〇二三
fn han_year(year: &str) -> Option<u16> {
    year.chars().try_fold(0u16, |sum, c| {
        let digit =
            "〇一二三四五六七八九".chars().position(|d| d == c || d == '〇' && matches!(c, '○' | '零'))?;
        Some(sum * 10 + digit as u16)
    })
}

/// The kind of text a title promises.
pub(super) fn genre(title: &str) -> Option<Genre> {
    let plan = pattern!(r"思路|计划|打算|要点|安排|谋划|设想|展望|重点任务|重点工作$").is_match(title);
    let done = pattern!(r"总结|小结|回顾|回眸|完成情况|开展情况|工作情况|进展情况").is_match(title);
    match (done, plan) {
        (true, true) => Some(Genre::SummaryAndPlan),
        (true, false) => Some(Genre::Summary),
        (false, true) => Some(Genre::Plan),
        (false, false) => pattern!(r"报告|汇报|述职").is_match(title).then_some(Genre::Report),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sections() {
        assert_eq!(likeness("云岭县水利局2023年工作总结"), Some(Likeness::Sure));
        assert_eq!(likeness("2023年工作总结及2024年工作思路"), Some(Likeness::Sure));
        assert_eq!(likeness("2023年度法治建设工作总结"), Some(Likeness::Sure));
        assert_eq!(likeness("2024年工作思路"), Some(Likeness::Bare));
        assert_eq!(likeness("下一步工作打算"), Some(Likeness::Bare));
        assert_eq!(likeness("二、2024年工作思路"), None);
        assert_eq!(likeness("工作总结和思路汇编（7篇）"), None);
    }

    #[test]
    fn years_and_genres() {
        assert_eq!(years("2023年工作总结及2024年工作思路"), [2023, 2024]);
        assert_eq!(years("二〇二三年工作总结"), [2023]);
        assert_eq!(genre("2023年工作总结及2024年工作思路"), Some(Genre::SummaryAndPlan));
        assert_eq!(genre("述职报告"), Some(Genre::Report));
    }
}
