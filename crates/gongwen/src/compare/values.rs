//! Figures of two reports that are of the same thing: how they changed, and whether the change stated is borne out.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use gongwen_figures::conflicts::within_year;
use gongwen_figures::{Figure, Role, Sign, Status, Value, names_a_deed_only};

use super::{InParagraph, Side};

/// Two figures of the same thing.
#[derive(Clone, Debug)]
pub struct FigurePair<'a> {
    /// What is measured, as the later report names it.
    pub indicator: String,
    /// In the earlier report.
    pub a: InParagraph<'a>,
    /// In the later one.
    pub b: InParagraph<'a>,
    /// From the earlier to the later; nothing where the earlier is 0.
    pub change: Option<Change>,
    /// The change that the later report states.
    pub stated: Option<Stated<'a>>,
}

/// A change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// As a part of the earlier value: 0.1 is a tenth more.
    Relative(f64),
    /// In base units.
    Absolute(f64),
    /// In percentage points.
    Points(f64),
}

/// A change that a report states of a figure.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// The figure of the change.
    pub figure: InParagraph<'a>,
    /// What it says.
    pub change: Change,
    /// Whether the two figures bear it out.
    pub verdict: Verdict,
}

/// Whether figures bear a change out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// They do, as far as their printed digits tell.
    BorneOut,
    /// They do not: the change lies between these, in the kind of the one stated.
    Contradicted {
        /// The least change the printed digits allow.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// They cannot tell.
    Unchecked(Unchecked),
}

/// Why figures cannot tell whether a change is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// A figure is only about so.
    Approximate,
    /// The change is told in constant prices, of a comparable scope, or against another time than the year before.
    OtherBasis,
    /// The reports are not those of a unit in two years that follow each other.
    OtherReports,
    /// Several figures stand before it (2035人次、436万元，增长8.6%), and nothing says whose it is.
    SeveralFigures,
}

impl Stated<'_> {
    /// Whether it says that there is less.
    pub fn is_down(&self) -> bool {
        let (Change::Relative(change) | Change::Absolute(change) | Change::Points(change)) = self.change;
        change < 0.0
    }
}

impl FigurePair<'_> {
    /// Whether the figures do not bear out the change stated.
    pub fn is_contradicted(&self) -> bool {
        self.stated.is_some_and(|stated| matches!(stated.verdict, Verdict::Contradicted { .. }))
    }
}

/// What two figures must have in common to be of the same thing: indicator, time within the year, base unit, role
/// and status.
type Key = (String, String, String, Role, Status);

/// Pairs of figures of the same thing, in the order of the later report. What a report gives several values of is left
/// out: it may be several things.
pub(super) fn compare<'a>(a: &Side<'a>, b: &Side<'a>) -> Vec<FigurePair<'a>> {
    let in_a = by_thing(a);
    let in_b = by_thing(b);
    let figures = b.figures();
    let mut pairs = Vec::new();
    for (at, &found) in figures.iter().enumerate() {
        let Some(key) = key(found, b.year()) else { continue };
        let (Some(Some(earlier)), Some(Some(later))) = (in_a.get(&key), in_b.get(&key)) else { continue };
        // A value that stands twice is told once.
        if !std::ptr::eq(later.placed, found.placed) {
            continue;
        }
        let change = change(*earlier, found);
        let stated = stated(&figures, at).map(|Said { figure, change, is_shared }| {
            let verdict = verdict((a, *earlier), (b, found), (figure, change));
            let is_open = is_shared && matches!(verdict, Verdict::Contradicted { .. });
            let verdict = if is_open { Verdict::Unchecked(Unchecked::SeveralFigures) } else { verdict };
            Stated { figure, change, verdict }
        });
        let indicator = found.placed.indicator_text(found.paragraph).unwrap_or_default();
        pairs.push(FigurePair { indicator, a: *earlier, b: found, change, stated });
    }
    pairs
}

/// The figures of a report by what they measure; nothing where there are several values of it.
fn by_thing<'a>(side: &Side<'a>) -> BTreeMap<Key, Option<InParagraph<'a>>> {
    let mut found: BTreeMap<Key, Option<InParagraph<'a>>> = BTreeMap::new();
    for figure in side.figures() {
        let Some(key) = key(figure, side.year()) else { continue };
        match found.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Some(figure));
            }
            Entry::Occupied(mut entry) => {
                let value = |figure: &InParagraph<'_>| figure.placed.figure.base_value();
                if entry.get().as_ref().map(value) != Some(value(&figure)) {
                    entry.insert(None);
                }
            }
        }
    }
    found
}

fn key(found: InParagraph<'_>, year: Option<u16>) -> Option<Key> {
    let InParagraph { paragraph, placed } = found;
    let figure = &placed.figure;
    let of_year = match figure.status {
        // What is told of other years stands in both reports.
        Status::Result => paragraph.year.zip(year).is_none_or(|(of, year)| of == year),
        Status::Target => true,
        Status::Other => false,
    };
    let wanted = matches!(figure.role, Role::Level | Role::Share)
        && matches!(figure.value, Value::Number(_))
        && figure.of_which.is_none()
        && paragraph.repeats.is_none();
    let indicator = thing(&placed.indicator_text(paragraph)?);
    let period = placed.period_text(paragraph).unwrap_or_default();
    let unit = figure.base_unit.clone().unwrap_or_default();
    // Of communities or teachers there are some in every street and school.
    let least = if COUNTED.contains(&unit.as_str()) { 3 } else { 2 };
    let is_named = indicator.chars().count() >= least && !names_a_deed_only(&indicator);
    (of_year && wanted && is_named)
        .then(|| (indicator, within_year(&period).to_owned(), unit, figure.role, figure.status))
}

/// Units of what is counted one by one, whatever it is.
const COUNTED: &[&str] = &["个", "名", "人", "人次", "项", "件", "次", "家", "户"];

/// An indicator without whose it is, and without the verbs of doing.
fn thing(indicator: &str) -> String {
    const BEFORE: &[&str] = &[
        "全县",
        "全市",
        "全区",
        "全省",
        "全镇",
        "全乡",
        "全街道",
        "全局",
        "全系统",
        "我县",
        "我市",
        "我区",
        "我省",
        "我镇",
        "全年",
        "今年",
        "完成",
        "实现",
        "累计",
        "共",
        "预计",
        "其中",
    ];
    let mut words: String = indicator.chars().filter(|c| c.is_alphanumeric()).collect();
    while let Some(rest) = BEFORE.iter().find_map(|word| words.strip_prefix(word)).map(str::to_owned) {
        words = rest;
    }
    words
}

fn number(figure: &Figure) -> Option<f64> {
    match figure.base_value() {
        Some(Value::Number(value)) => Some(value),
        _ => None,
    }
}

fn change(a: InParagraph<'_>, b: InParagraph<'_>) -> Option<Change> {
    let (from, to) = (number(&a.placed.figure)?, number(&b.placed.figure)?);
    match b.placed.figure.base_unit.as_deref() {
        Some("%") => Some(Change::Points(to - from)),
        _ if from > 0.0 => Some(Change::Relative(to / from - 1.0)),
        _ => None,
    }
}

/// A change that a sentence states.
struct Said<'a> {
    figure: InParagraph<'a>,
    change: Change,
    /// Whether it may be that of another figure listed with the one it is taken for.
    is_shared: bool,
}

/// Where a list of figures begins and ends that a figure stands in: 2035人次、436万元.
fn list_around(figures: &[InParagraph<'_>], at: usize) -> Range<usize> {
    let are_listed = |one: usize, next: usize| {
        let (Some(a), Some(b)) = (figures.get(one), figures.get(next)) else { return false };
        let between = a.paragraph.text.get(a.placed.figure.span.end..b.placed.figure.span.start);
        let is_level =
            |found: &InParagraph<'_>| matches!(found.placed.figure.role, Role::Level | Role::Share);
        std::ptr::eq(a.paragraph, b.paragraph)
            && [a, b].into_iter().all(is_level)
            && between.is_some_and(|words| ["、", "和", "及", "与", "以及"].contains(&words.trim()))
    };
    let start = (1..=at).rev().find(|&next| !are_listed(next - 1, next)).unwrap_or(0);
    let end = (at..).find(|&one| !are_listed(one, one + 1)).map_or(at, |last| last + 1);
    start..end
}

/// The change that is stated of a figure: the next one of its indicator in the same sentence; of several listed (分别增长
/// 4%、5%) that in its place.
fn stated<'a>(figures: &[InParagraph<'a>], at: usize) -> Option<Said<'a>> {
    let level = figures[at];
    let list = list_around(figures, at);
    let text = level.paragraph.text.as_str();
    let behind = figures[list.end..].iter().take_while(|found| {
        let between = text.get(level.placed.figure.span.end..found.placed.figure.span.start);
        std::ptr::eq(found.paragraph, level.paragraph)
            && between.is_some_and(|between| !between.contains(['。', '；', '\n']))
            && (found.placed.indicator == level.placed.indicator
                || found.placed.indicator_text(found.paragraph).is_some_and(|words| names_basis(&words)))
    });
    let is_change = |found: &InParagraph<'_>| found.placed.figure.role == Role::Change;
    let changes: Vec<InParagraph<'a>> =
        behind.copied().skip_while(|found| !is_change(found)).take_while(is_change).collect();
    let is_each = list.len() > 1 && changes.len() >= list.len();
    let found = *changes.get(if is_each { at - list.start } else { 0 })?;
    let figure = &found.placed.figure;
    let value = number(figure)?.abs() * if figure.sign == Some(Sign::Down) { -1.0 } else { 1.0 };
    let is_share = level.placed.figure.base_unit.as_deref() == Some("%");
    let change = match figure.base_unit.as_deref() {
        Some("%") if !is_share => Change::Relative(value / 100.0),
        Some("倍") if !is_share => Change::Relative(value),
        Some("个百分点") if is_share => Change::Points(value),
        unit if !is_share && unit == level.placed.figure.base_unit.as_deref() => Change::Absolute(value),
        _ => return None,
    };
    Some(Said { figure: found, change, is_shared: list.len() > 1 && !is_each })
}

/// Compares the change stated with the least and greatest that the printed digits of both figures allow.
fn verdict(
    (side_a, a): (&Side<'_>, InParagraph<'_>),
    (side_b, b): (&Side<'_>, InParagraph<'_>),
    (found, change): (InParagraph<'_>, Change),
) -> Verdict {
    if !follow(side_a, side_b) {
        return Verdict::Unchecked(Unchecked::OtherReports);
    }
    if [a, b, found].iter().any(|figure| figure.placed.figure.approx.is_some()) {
        return Verdict::Unchecked(Unchecked::Approximate);
    }
    if has_other_basis(b, found, side_a.year()) {
        return Verdict::Unchecked(Unchecked::OtherBasis);
    }
    let bounds = |figure: InParagraph<'_>| {
        let half = figure.placed.figure.grain(&figure.paragraph.text)? / 2.0;
        number(&figure.placed.figure).map(|value| (value - half, value + half))
    };
    let (Some((a_low, a_high)), Some((b_low, b_high)), Some((low, high))) =
        (bounds(a), bounds(b), bounds(found))
    else {
        return Verdict::Unchecked(Unchecked::Approximate);
    };
    let (told, least, greatest, scale) = match change {
        Change::Relative(_) if a_low <= 0.0 => return Verdict::Unchecked(Unchecked::Approximate),
        Change::Relative(told) => {
            let of = found.placed.figure.base_unit.as_deref();
            (told, b_low / a_high - 1.0, b_high / a_low - 1.0, if of == Some("%") { 0.01 } else { 1.0 })
        }
        Change::Absolute(told) | Change::Points(told) => (told, b_low - a_high, b_high - a_low, 1.0),
    };
    let half = (high - low) / 2.0 * scale;
    // What computers add to the last digit.
    let slack = 1e-9 * told.abs().max(greatest.abs()).max(1.0);
    if told + half + slack < least || told - half - slack > greatest {
        Verdict::Contradicted { low: least, high: greatest }
    } else {
        Verdict::BorneOut
    }
}

/// Whether the reports are those of one unit in two years that follow each other, as far as they tell.
fn follow(a: &Side<'_>, b: &Side<'_>) -> bool {
    let same = a.report.unit.as_ref().zip(b.report.unit.as_ref()).is_none_or(|(a, b)| a == b);
    same && a.year().zip(b.year()).is_none_or(|(a, b)| b == a + 1)
}

/// Whether words say on what basis a change is told: 按可比口径, 环比.
fn names_basis(words: &str) -> bool {
    const OTHER: &[&str] = &[
        "环比",
        "年均",
        "平均增",
        "年初",
        "以来",
        "上月",
        "上季",
        "上半年",
        "可比",
        "同口径",
        "不变价",
        "扣除",
        "实际增长",
    ];
    OTHER.iter().any(|word| words.contains(word))
}

/// Whether a change is told on another basis than the value of the year before as printed.
fn has_other_basis(level: InParagraph<'_>, found: InParagraph<'_>, year: Option<u16>) -> bool {
    /// Told in constant prices by rule.
    const REAL: &[&str] = &["生产总值", "GDP", "增加值", "农林牧渔业总产值"];
    let indicator = level.placed.indicator_text(level.paragraph).unwrap_or_default();
    let text = &level.paragraph.text;
    let clause = text.get(level.placed.figure.span.end..found.placed.figure.span.start).unwrap_or_default();
    // （可比口径） stands behind the number, too.
    let behind = text.get(found.placed.figure.span.end..).unwrap_or_default();
    let behind = behind.split(['，', '。', '；', '\n']).next().unwrap_or_default();
    let other_year = |words: &str| {
        let digits: Vec<&str> =
            words.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4).collect();
        digits.iter().any(|run| run.parse().ok() != year)
    };
    REAL.iter().any(|word| indicator.contains(word))
        || names_basis(clause)
        || names_basis(behind)
        || other_year(clause)
}
