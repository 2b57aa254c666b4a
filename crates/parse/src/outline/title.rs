//! Report titles: what looks like one, and the years and genre it states.

use super::unit::{self, is_unit_line};
use crate::Genre;
use crate::marker::starts_with_marker;
use crate::numerals;
use crate::pattern::{Pattern, pattern};
use crate::text_util::{is_han, squeezed};

/// Titles are shorter than this, in characters.
pub(super) const LONGEST: usize = 70;

/// What may stand behind a title in its line: where and when the report was given.
const SUBTITLE: &str = r"(?x)[\ ]?(?:
    [—─―－-]{1,3}[\ ]?[^—─―－。；：，]{0,20}在[^。；：]{4,50}会议?上?
    | [（(][^（()）。；]{0,20}在[^（()）。；]{4,50}会议?上?[）)] )$";

/// Words a title ends with, before remarks in brackets.
const ENDING: &str = r"(?x)
    (?: <genre> | <report-state> | <plan-task> | 工作任务 | 汇报提纲 | 汇报材料 | 总结材料 | 情况说明 )
    (?:[（(【〔][^）)】〕]{0,30}[）)】〕])* (?:[\ ]?(?:篇|第)?[<numeral>\d]{1,3}篇?)?$";

/// How sure it is that a line is a report's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Reads like a title but names no unit or subject (`2023年工作总结`).
    Bare,
    /// Names a unit or a subject, but no year.
    Named,
    /// Names a year and a unit, or promises both a summary and a plan.
    Sure,
}

/// How much a line, alone on its line, looks like the title of a whole report.
pub(crate) fn likeness(line: &str) -> Option<Likeness> {
    let line = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    // What most lines are told by; no subtitle holds these marks.
    if line.contains(['。', '；']) {
        return None;
    }
    let line = &*pattern!(SUBTITLE).replace(line, "");
    if line.chars().count() > LONGEST
        || line.contains(['。', '；', '：', ':', '！'])
        || line.ends_with(['，', '、'])
    {
        return None;
    }
    let numbered =
        starts_with_marker(line) || pattern!(r"^[（(]?[<numeral>\d]{1,3}[）)]?[、.．]").is_match(line);
    if numbered || !pattern!(ENDING).is_match(line) || is_compilation(line) {
        return None;
    }
    let dated =
        pattern!(r"(?:<year-number>|<han-year>|[Xx]{2,4}|\*+)[ ]?(?:<range>[ ]?<year-number>[ ]?)?.{0,3}年|<short-year>")
            .is_match(line);
    let named = has_subject(line);
    // 工作总结 篇2, 工作总结（二）: one of a row.
    let in_a_row = pattern!(r"<genre>[ ]?(?:(?:篇|第)[<numeral>\d]{1,3}篇?|[（(][<numeral>\d]{1,2}[）)])$")
        .is_match(line);
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

/// Whether a line is the title of another paper fed along with reports (在…会议上的讲话, 关于…的通知).
pub(super) fn is_paper(line: &str) -> bool {
    let line = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    let shortest = if matches!(genre(line), Some(Genre::Bulletin | Genre::Minutes)) { 4 } else { 8 };
    (shortest..=LONGEST).contains(&line.chars().count())
        && !line.contains(['。', '；', '：', ':', '！'])
        && !starts_with_marker(line)
        && (genre(line).is_some_and(|genre| !genre.is_report())
            || pattern!("^(?:关于|在).*<report>$").is_match(line))
}

/// A line above a title that says what kind of paper follows: `青禾县人民政府文件`, `青政发〔2024〕5号`.
pub(super) fn is_letterhead(line: &str) -> bool {
    let line = squeezed(line);
    line.chars().count() <= 40
        && (is_unit_line(&line)
            || pattern!(r"文件$|[〔\[［(（]<year-number>[〕\]］)）]第?\d+号$").is_match(&line))
}

/// The title of a collection of reports: 汇编（7篇）, 【两篇稿】.
pub(super) fn is_compilation(line: &str) -> bool {
    line.chars().count() <= LONGEST
        && pattern!(
            r"(?x) <compilation> | [（(【](?:共)?[\d<numeral>两多]{1,3}[篇份](?:稿)?[）)】]
            | (?:^|[^\d<numeral>两])[\d<numeral>两]{1,3}篇$ | [【（(].篇稿[】）)]"
        )
        .is_match(line)
}

/// Whether a line is the title of a collection and neither a sentence, nor a numbered item, nor a work done
/// (`编印资料汇编12册`, `全年发表简报120篇`).
pub(super) fn names_collection(words: &str) -> bool {
    let ends = pattern!(
        r"(?x)(?: <compilation> | [（(【](?:共)?[\d<numeral>两多]{1,3}[篇份](?:稿)?[）)】] | [【（(].篇稿[】）)]
        | (?:^|共|<genre>|<compilation>|范文|材料|公文|稿|[^\p{Han}\d])[\d<numeral>两]{1,3}篇 )
        \s*(?:[（(【〔][^（()）]{1,20}[）)】〕]|第[\d<numeral>]{1,3}[辑期集版])*$"
    );
    let work = pattern!(
        r"(?x)^(?:(?:全年|年内|今年|本年|累计|先后|已|共|并|我[局馆办])*
        <paper-work>)"
    );
    is_compilation(words)
        && ends.is_match(words.trim_end_matches(['#', '*', ' ']))
        && !work.is_match(words)
        && !words.contains(['。', '；', '，'])
        && !starts_with_marker(words)
}

/// Length of the number before a title in a collection: `第四篇：`, `范文五、`.
pub(super) fn numbering(line: &str) -> usize {
    if !may_be_numbering(line) {
        return 0;
    }
    pattern!(r"^[【（(]?<text-number>[】）)]?[：:、. 　]*").find(line).map_or(0, |number| number.len())
}

/// A line that only numbers the texts of a collection: 【篇一】, 范文二, 第三篇.
pub(super) fn is_numbering(line: &str) -> bool {
    may_be_numbering(line) && pattern!(r"^[【（(]?<text-number>[】）):：]?$").is_match(&squeezed(line))
}

/// By its first characters, white space aside.
fn may_be_numbering(line: &str) -> bool {
    let behind_bracket = line.trim_start().trim_start_matches(['【', '（', '(']).trim_start();
    behind_bracket.starts_with(['篇', '第', '范'])
}

fn promises_both(line: &str) -> bool {
    pattern!(r"(?:<summary>|<state>).{0,2}[和及暨与、].{0,14}(?:<plan>|任务|<plan-task>)").is_match(line)
}

/// Whether something is left when times and the words for parts of a report are taken away.
fn has_subject(line: &str) -> bool {
    let rest = pattern!(
        r"(?x) <period> | <quarter> | (?:<year-number>|[Xx]{2,4}|\*+|<han-year>|\d{1,2})[\ ]?(?:年度?|月份?)
        | <range> | <half-year> | 半年 | 全年 | 年度 | <near-year> | <ahead>
        | <genre> | <result> | <problem> | <no-subject> | [（(【].*?[）)】] | [\ \d]"
    )
    .replace_all(line, "");
    rest.chars().any(is_han)
}

/// The years a text names, ascending, each once.
pub(super) fn years(text: &str) -> Vec<u16> {
    if !pattern!("[2２][0０]|二[<zero>]").is_match(text) {
        return Vec::new();
    }
    let years = pattern!(
        r"(<year-number>)(?:[ ]?年|<range>+(<year-number>))|<range>(<year-number>)[ ]?年|(二?<han-year>)年"
    );
    let mut years: Vec<u16> = years
        .captures_iter(text)
        .flat_map(|found| (1..5).filter_map(|group| found.get(group)).collect::<Vec<_>>())
        .filter_map(|year| numerals::year(year.as_str()))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The years a title says its report is of: no day it was given on, no goal far ahead, but years in two
/// digits before the words for a report (`23年工作总结和24年工作计划`), too.
pub(super) fn stated_years(title: &str) -> Vec<u16> {
    let dates = pattern!(
        r"(?x) (?:<year-number>|<han-year>)[\ ]?年[\ ]?[\d<numeral>]{1,2}[\ ]?月[\ ]?[\d<numeral>]{1,3}[\ ]?日
        | <year>远景
        | 政府工作报告[（(](?:<year-number>|<han-year>)年[\d<numeral>]{1,2}月[）)]"
    );
    let title = dates.replace_all(title, "");
    let short = pattern!(r"<short-year>").captures_iter(&title);
    let mut years: Vec<u16> =
        short.filter_map(|year| year[1].parse::<u16>().ok()).map(|year| 2000 + year).collect();
    years.extend(self::years(&title));
    years.sort_unstable();
    years.dedup();
    years
}

/// The kind of text a title promises.
pub(super) fn genre(title: &str) -> Option<Genre> {
    let ends = |kind: &Pattern| kind.is_match(title);
    for (genre, kind) in [
        (Genre::Speech, pattern!(r"<speech>(?:[（(【〔][^）)】〕]*[）)】〕])*$")),
        (Genre::Notice, pattern!(r"<notice>(?:[（(【〔][^）)】〕]*[）)】〕])*$")),
        (Genre::Bulletin, pattern!(r"<bulletin>(?:[（(【〔][^）)】〕]*[）)】〕]|第?[\d<numeral>]+期)*$")),
        (Genre::Minutes, pattern!(r"<minutes>(?:[（(【〔][^）)】〕]*[）)】〕])*$")),
        (Genre::Programme, pattern!(r"<programme>(?:[（(【〔][^）)】〕]*[）)】〕])*$")),
    ] {
        if ends(kind) {
            return Some(genre);
        }
    }
    let plan = pattern!(r"<plan>|<plan-task>(?:$|[（(])").is_match(title);
    let done = pattern!(r"<summary>|<state>").is_match(title);
    match (done, plan) {
        (true, true) => Some(Genre::SummaryAndPlan),
        (true, false) => Some(Genre::Summary),
        (false, true) => Some(Genre::Plan),
        (false, false) => pattern!(r"<report>|述职").is_match(title).then_some(Genre::Report),
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
        assert_eq!(likeness("23年工作总结和24年工作计划"), Some(Likeness::Sure));
        assert_eq!(
            likeness("政府工作报告——2024年1月9日在云岭县人民代表大会第三次会议上"),
            Some(Likeness::Named)
        );
        assert_eq!(likeness("一、23年工作总结"), None);
        assert_eq!(likeness("二、2024年工作思路"), None);
        assert_eq!(likeness("工作总结和思路汇编（7篇）"), None);
    }

    #[test]
    fn years_and_genres() {
        assert_eq!(years("2023年工作总结及2024年工作思路"), [2023, 2024]);
        assert_eq!(years("二〇二三年工作总结"), [2023]);
        assert_eq!(stated_years("23年工作总结和24年工作计划"), [2023, 2024]);
        assert_eq!(stated_years("云岭县水利局23年度工作总结"), [2023]);
        assert_eq!(stated_years("从教23年的体会"), []);
        assert_eq!(stated_years("政府工作报告（2022年12月29日在云岭县人代会上）"), []);
        assert_eq!(stated_years("云岭县2024年水利规划和2035年远景目标纲要"), [2024]);
        assert_eq!(years("水利规划（2026—2030年）"), [2026, 2030]);
        assert_eq!(genre("2023年工作总结及2024年工作思路"), Some(Genre::SummaryAndPlan));
        assert_eq!(genre("述职报告"), Some(Genre::Report));
        for (title, kind) in [
            ("在全县工作总结大会上的讲话（摘要）", Genre::Speech),
            ("关于报送2024年工作总结的通知", Genre::Notice),
            ("水利工作简报（第3期）", Genre::Bulletin),
            ("云岭县水利局局务会议纪要", Genre::Minutes),
            ("云岭县“十五五”水利规划", Genre::Programme),
        ] {
            assert_eq!(genre(title), Some(kind), "{title}");
            assert!(is_paper(title), "{title}");
        }
    }
}
