//! Figures that contradict each other: one report gives the same thing two values.

use std::collections::BTreeMap;

use crate::{Figure, Role, Sign, Status, Value};

/// A figure with the words it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'t> {
    /// The text that the figure's places are of.
    pub text: &'t str,
    /// The figure.
    pub figure: &'t Figure,
    /// The year it speaks of, where that is known.
    pub year: Option<u16>,
}

/// A report that gives a thing more values than this lists several things of one name.
const MOST: usize = 50;

/// What two figures must have in common to be of the same thing: indicator, time within the year, base unit,
/// role and sign. Their years must not differ, either.
type Key = (String, String, String, Role, Option<Sign>);

/// Of each figure of a report those that give the same thing another value, by their places in the list.
///
/// Two figures are of the same thing where indicator, time, role, sign and base unit are alike and no year says
/// otherwise. Only
/// results count whose indicator says by itself what is measured; 完成投资 may be that of any project.
/// What one sentence says of it in turn (分别增长4%、5%) is no conflict.
/// Values more than twice another are of a different scope, those of five years beside those of one.
/// Values that differ by less than their rounding are no conflict: 12.6亿元 and 12.58亿元.
///
/// ```
/// use gongwen_figures::{Setting, conflicts::{Stated, conflicts}, figures};
///
/// let text = "全年一般公共预算收入8.2亿元。财税工作稳健。全年一般公共预算收入8.9亿元，增长6%。";
/// let read = figures(text, &Setting::default());
/// let stated: Vec<_> = read.iter().map(|figure| Stated { text, figure, year: Some(2023) }).collect();
/// assert_eq!(conflicts(&stated), [vec![1], vec![0], vec![]]);
/// ```
pub fn conflicts(stated: &[Stated<'_>]) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (index, stated) in stated.iter().enumerate() {
        if let Some(key) = key(stated) {
            alike.entry(key).or_default().push(index);
        }
    }
    let mut conflicts = vec![Vec::new(); stated.len()];
    for group in alike.values().filter(|group| (2..=MOST).contains(&group.len())) {
        for &index in group {
            let (one, others) = (&stated[index], group.iter().copied());
            let others = others.filter(|&other| contradict(one, &stated[other]));
            let others = others.filter(|&other| years_agree(one, &stated[other]));
            let others = others.filter(|&other| !in_one_sentence(one, &stated[other]));
            conflicts[index] = others.collect();
        }
    }
    conflicts
}

fn key(stated: &Stated<'_>) -> Option<Key> {
    let figure = stated.figure;
    let words = |range: &Option<std::ops::Range<usize>>| {
        let words = stated.text.get(range.clone()?)?;
        Some(words.chars().filter(|c| !c.is_whitespace()).collect::<String>())
    };
    let comparable =
        figure.status == Status::Result && figure.of_which.is_none() && figure.role != Role::Rank;
    let exact = matches!(figure.value, Value::Number(_));
    let indicator =
        words(&figure.indicator).filter(|indicator| comparable && exact && speaks_for_itself(indicator))?;
    let unit = figure.base_unit.clone().unwrap_or_default();
    let within = words(&figure.period).map(|period| within_year(&period).to_owned()).unwrap_or_default();
    Some((indicator, within, unit, figure.role, figure.sign))
}

/// What a time says beside the year: nothing of `2023年全年`, `1-9月` of `2023年1-9月`.
pub fn within_year(period: &str) -> &str {
    let rest = year_of(period).map_or(period, |_| period.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = ["年度", "年"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    ["全年", "今年", "年内", "本年"]
        .iter()
        .find_map(|word| period.strip_prefix(word).or(rest.strip_prefix(word)))
        .unwrap_or(rest)
}

/// The year that a time names.
fn year_of(period: &str) -> Option<u16> {
    period.get(..4)?.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// Whether two figures may speak of one year: nothing says that they do not.
fn years_agree(one: &Stated<'_>, other: &Stated<'_>) -> bool {
    let year = |stated: &Stated<'_>| {
        let period = stated.figure.period.clone().and_then(|period| stated.text.get(period));
        period.and_then(year_of).or(stated.year)
    };
    year(one).zip(year(other)).is_none_or(|(one, other)| one == other)
}

/// Whether an indicator says by itself what is measured: a total of the whole unit, not a deed or a thing that
/// there may be several of.
fn speaks_for_itself(indicator: &str) -> bool {
    const TOTALS: &[&str] = &[
        "生产总值",
        "GDP",
        "收入",
        "总产值",
        "增加值",
        "总额",
        "率",
        "人口",
        "面积",
        "存款余额",
        "贷款余额",
        "总数",
        "营业额",
        "销售额",
        "产值",
        "固定资产投资",
        "工业投资",
        "外资",
        "床位数",
        "人数",
        "总量",
        "里程",
        "数量",
        "占比",
        "比重",
        "粮食产量",
    ];
    const VAGUE: &[&str] = &["新增", "其中", "合格率", "满意率", "办结率", "完成率", "实现", "带动", "年"];
    let long = indicator.chars().count() >= 4;
    let vague = VAGUE.iter().any(|word| indicator.starts_with(word))
        || ["合格率", "满意率", "办结率", "完成率", "整改率", "覆盖率", "达标率"].contains(&indicator);
    long && !vague && TOTALS.iter().any(|total| indicator.ends_with(total))
}

/// Whether one sentence states both: it lists what is told apart by its words, or tells how a value moved.
fn in_one_sentence(one: &Stated<'_>, other: &Stated<'_>) -> bool {
    let (a, b) = (one.figure.span.start, other.figure.span.start);
    let between = one.text.get(a.min(b)..a.max(b));
    std::ptr::eq(one.text, other.text) && between.is_some_and(|between| !between.contains(['。', '\n']))
}

/// Values further apart than this factor are of different things under one name: of a year and of five.
const APART: f64 = 2.0;

/// Whether two values differ by more than their rounding: the coarser one is told to so many places.
fn contradict(one: &Stated<'_>, other: &Stated<'_>) -> bool {
    let grain = |stated: &Stated<'_>| stated.figure.grain(stated.text).unwrap_or_default();
    let slack = grain(one).max(grain(other)) * 0.5 * 1.000_001;
    let (one, other) = (one.figure, other.figure);
    let (Some(Value::Number(a)), Some(Value::Number(b))) = (one.base_value(), other.base_value()) else {
        return false;
    };
    let vague = |figure: &Figure| if figure.approx.is_some() { 0.05_f64 } else { 0.0 };
    let slack = slack.max(a.abs().max(b.abs()) * vague(one).max(vague(other)));
    let (low, high) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    (a - b).abs() > slack && high <= low * APART
}
