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

/// What two figures must have in common to be of the same thing.
type Key = (String, Option<String>, String, Role, Option<Sign>, Option<u16>);

/// Of each figure of a report those that give the same thing another value, by their places in the list.
///
/// Two figures are of the same thing where indicator, time, year, role, sign and base unit are alike. Only
/// results count whose indicator says by itself what is measured; 完成投资 may be that of any project.
/// Values that differ by less than their rounding are no conflict: 12.6亿元 and 12.58亿元.
///
/// ```
/// use gongwen_figures::{Setting, conflicts::{Stated, conflicts}, figures};
///
/// let text = "全年一般公共预算收入8.2亿元。财税工作。全年一般公共预算收入8.9亿元，增长6%。";
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
    for group in alike.values().filter(|group| group.len() > 1) {
        for &index in group {
            let others =
                group.iter().copied().filter(|&other| contradict(stated[index].figure, stated[other].figure));
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
    Some((indicator, words(&figure.period), unit, figure.role, figure.sign, stated.year))
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

/// Whether two values differ by more than their rounding: the coarser one is told to so many places.
fn contradict(one: &Figure, other: &Figure) -> bool {
    let (Some(Value::Number(a)), Some(Value::Number(b))) = (one.base_value(), other.base_value()) else {
        return false;
    };
    let vague = |figure: &Figure| if figure.approx.is_some() { 0.05_f64 } else { 0.0 };
    let slack = grain(one).max(grain(other)) * 0.5 * 1.000_001;
    let slack = slack.max(a.abs().max(b.abs()) * vague(one).max(vague(other)));
    (a - b).abs() > slack
}

/// What the last digit of a value counts, in base units.
fn grain(figure: &Figure) -> f64 {
    let Value::Number(value) = figure.value else { return 0.0 };
    let places = (0..6).find(|&places| {
        let scaled = value * 10f64.powi(places);
        (scaled - scaled.round()).abs() < 1e-6
    });
    figure.factor / 10f64.powi(places.unwrap_or(6))
}
