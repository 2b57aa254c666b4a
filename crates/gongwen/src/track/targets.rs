//! Figures aimed at against figures reached.

use std::collections::BTreeSet;
use std::ops::Range;

use gongwen_figures::{Figure, Role, Sign, Status, Value};

use super::pieces::Piece;
use super::terms::normal;

/// A figure aimed at, and what a match says of it.
#[derive(Debug, Clone)]
pub(super) struct Aim<'a> {
    pub(super) figure: &'a Figure,
    pub(super) found: Found,
}

/// What matches say of a figure aimed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A figure to compare: index of the match, its place, and whether it reaches the aim.
    Comparable { of: usize, range: Range<usize>, reached: bool },
    /// A figure for the same thing that cannot be compared: its growth instead of its level, or the other way round.
    OtherMeasure { of: usize, range: Range<usize> },
    /// None.
    Nothing,
}

/// The figures an item aims at, each with what its matches (the likeliest first) say.
pub(super) fn aims<'a>(item: &'a Piece<'_>, matches: &[&Piece<'_>]) -> Vec<Aim<'a>> {
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    let aimed = item.figures.iter().filter(|figure| is_aim(item, figure));
    let mut aims: Vec<Aim<'a>> = Vec::new();
    for figure in aimed {
        let indicator = pairs(indicator(item, figure));
        let found = matches.iter().enumerate().flat_map(|(of, piece)| {
            piece.figures.iter().enumerate().map(move |(at, found)| (of, at, *piece, found))
        });
        let best = found
            .filter(|(of, at, _, found)| same_unit(figure, found) && !taken.contains(&(*of, *at)))
            .map(|(of, at, piece, found)| {
                let alike = pairs(self::indicator(piece, found)).intersection(&indicator).count();
                ((same_role(figure, found), alike, found.status != Status::Other), (of, at, found))
            })
            // The first of equals.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let best = best.map(|(rank, best)| (rank, past_the_plan(figure, best, matches)));
        let found = match best {
            Some(((true, ..), (of, at, found))) => {
                taken.insert((of, at));
                Found::Comparable { of, range: found.span.clone(), reached: is_reached(item, figure, found) }
            }
            _ => other_measure(figure, &indicator, matches),
        };
        aims.push(Aim { figure, found });
    }
    aims
}

/// Of a result that states the plan again (`25件实事办结24件`), the figure behind it.
fn past_the_plan<'f>(
    aim: &Figure,
    (of, at, found): (usize, usize, &'f Figure),
    matches: &[&'f Piece<'_>],
) -> (usize, usize, &'f Figure) {
    let mut behind = matches[of].figures.iter().enumerate().skip(at + 1);
    let again = value(found) == value(aim);
    match behind.find(|(_, next)| again && same_unit(aim, next) && same_role(aim, next)) {
        Some((next, figure)) => (of, next, figure),
        None => (of, at, found),
    }
}

/// Whether a figure is what is to be reached, and not part of a thing's name (`年产25万吨焦糖色素项目`).
fn is_aim(item: &Piece<'_>, figure: &Figure) -> bool {
    let behind = item.stretch.paragraph.text[figure.span.end..item.stretch.range.end].chars().next();
    let names = !counts_things(figure)
        && behind.is_some_and(|c| {
            c.is_alphanumeric() && !matches!(c, '左' | '以' | '的' | '任' | '目' | '和' | '及')
        })
        && ["项目", "工程", "基地", "生产线"].iter().any(|word| item.text().contains(word));
    figure.status != Status::Other && value(figure).is_some() && figure.role != Role::Rank && !names
}

fn counts_things(figure: &Figure) -> bool {
    const COUNTS: [&str; 24] = [
        "个", "座", "处", "所", "家", "项", "条", "件", "名", "人", "户", "套", "场", "次", "只", "辆", "台",
        "栋", "宗", "批", "部", "支", "对", "村",
    ];
    figure.base_unit.as_deref().is_some_and(|unit| COUNTS.contains(&unit))
}

/// The same unit; 个 may stand for any count of places.
fn same_unit(a: &Figure, b: &Figure) -> bool {
    const PLACES: [&str; 8] = ["个", "座", "处", "所", "家", "项", "条", "件"];
    let of_places = |figure: &Figure| figure.base_unit.as_deref().is_some_and(|unit| PLACES.contains(&unit));
    a.base_unit == b.base_unit || of_places(a) && of_places(b)
}

fn same_role(a: &Figure, b: &Figure) -> bool {
    let is_change = |figure: &Figure| figure.role == Role::Change;
    is_change(a) == is_change(b) && b.role != Role::Rank
}

/// A figure for the same thing by another measure: growth for a level, or in another unit.
fn other_measure(aim: &Figure, aimed: &BTreeSet<(char, char)>, matches: &[&Piece<'_>]) -> Found {
    let mut found = matches.iter().enumerate().flat_map(|(of, piece)| {
        let alike = |figure: &&Figure| pairs(indicator(piece, figure)).intersection(aimed).count() > 1;
        let comparable = |figure: &&Figure| same_unit(aim, figure) && same_role(aim, figure);
        let other =
            piece.figures.iter().filter(|figure| figure.role != Role::Rank && value(figure).is_some());
        other.filter(alike).filter(move |figure| !comparable(figure)).map(move |figure| (of, figure))
    });
    match found.next() {
        Some((of, figure)) => Found::OtherMeasure { of, range: figure.span.clone() },
        None => Found::Nothing,
    }
}

/// Whether a figure reaches what was aimed at. Of 左右, 0.2 percentage points less do, or 2 in a hundred.
fn is_reached(item: &Piece<'_>, aim: &Figure, found: &Figure) -> bool {
    let (Some(aimed), Some(reached)) = (value(aim), value(found)) else { return false };
    let about = aim.approx.as_deref().is_some_and(|approx| matches!(approx, "左右" | "约" | "大约"));
    let in_percent = aim.base_unit.as_deref() == Some("%");
    let allowed = match (about, in_percent) {
        (true, true) => 0.2,
        (true, false) => aimed.abs() * 0.02,
        (false, _) => 0.0,
    };
    // What must not rise above the aim.
    if is_ceiling(item, aim) {
        return found.sign == Some(Sign::Down) && aim.sign != Some(Sign::Down)
            || reached <= aimed + allowed + DUST;
    }
    let against = aim.role == Role::Change
        && aim.sign.unwrap_or(Sign::Up) != found.sign.unwrap_or(aim.sign.unwrap_or(Sign::Up));
    !against && reached >= aimed - allowed - DUST
}

/// Less than any report tells, more than arithmetic loses.
const DUST: f64 = 1e-9;

/// Whether less is better: a limit, or something brought down to a level.
fn is_ceiling(item: &Piece<'_>, aim: &Figure) -> bool {
    const LIMITS: [&str; 12] = [
        "控制在",
        "不超过",
        "不高于",
        "低于",
        "降到",
        "降至",
        "压到",
        "压减到",
        "压缩到",
        "压缩至",
        "压减至",
        "减到",
    ];
    /// Bytes between such a word and the figure.
    const NEAR: usize = 12;
    let before = &item.stretch.paragraph.text[item.stretch.range.start..aim.span.start];
    let near = |word: &str| before.rfind(word).is_some_and(|at| before.len() - at - word.len() <= NEAR);
    aim.approx.as_deref().is_some_and(|approx| matches!(approx, "以内" | "以下" | "不超过" | "之内"))
        || LIMITS.into_iter().any(near)
}

fn value(figure: &Figure) -> Option<f64> {
    match figure.base_value()? {
        Value::Number(value) | Value::Range(value, _) => Some(value),
        Value::Masked => None,
    }
}

fn indicator<'a>(piece: &Piece<'a>, figure: &Figure) -> &'a str {
    let range = figure.indicator.clone();
    range.and_then(|range| piece.stretch.paragraph.text.get(range)).unwrap_or_else(|| piece.text())
}

/// The pairs of characters of a text.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let text = normal(text);
    text.chars().zip(text.chars().skip(1)).collect()
}
