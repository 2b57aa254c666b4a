//! Text set with a gap behind every character (`工 作 总 结`, `2 0 2 4 年`), as decorated titles are.
//!
//! Only rows of single characters are closed up; a space beside a whole number or word may be the author's.

use super::{Change, Pass, Span};
use crate::pattern::pattern;
use crate::text_util::{Gaps, is_han, is_wide_punctuation, lines};

pub(super) const PASS: Pass = Pass {
    name: "spaced-out",
    about: "gaps behind every character of a title or line: 工 作 总 结, 2 0 2 4 年",
    furniture: false,
    run,
};

const WHY: &str = "gap between characters set apart";
/// Characters of the shortest row.
const FEWEST: usize = 4;

fn run(text: &str) -> Vec<Change> {
    let gaps = Gaps::of(text);
    let mut changes = Vec::new();
    for line in lines(text) {
        let count = gaps.within(line);
        if count + 1 >= FEWEST {
            changes.extend(rows(text, line));
        }
        if count > 0 {
            changes.extend(years(text, line));
        }
    }
    if !changes.is_empty() {
        changes.extend(figures(text));
    }
    changes
}

/// The gaps in rows of single characters.
fn rows(text: &str, line: Span) -> Vec<Change> {
    let words: Vec<Span> = pattern!(r"[^ \t\u{A0}\u{3000}]+")
        .find_iter(line.of(text))
        .map(|word| Span::new(line.start() + word.start(), line.start() + word.end()))
        .collect();
    let mut changes = Vec::new();
    for row in words.chunk_by(|one, other| is_single(one.of(text)) && is_single(other.of(text))) {
        if is_set_apart(text, row) {
            let gaps = row.windows(2).map(|pair| Span::new(pair[0].end(), pair[1].start()));
            changes.extend(gaps.map(|gap| Change::delete(gap, WHY)));
            changes.extend(before(text, &words, row).map(|gap| Change::delete(gap, WHY)));
        }
    }
    changes
}

/// The gap between a row and a word in Chinese before it: `云岭县 2 0 2 4 年 工 作 总 结`.
fn before(text: &str, words: &[Span], row: &[Span]) -> Option<Span> {
    let at = words.partition_point(|word| word.end() <= row[0].start());
    let word = words.get(at.checked_sub(1)?)?;
    let gap = Span::new(word.end(), row[0].start());
    (row.len() > FEWEST && gap.of(text).chars().count() == 1 && word.of(text).ends_with(is_han))
        .then_some(gap)
}

fn is_single(word: &str) -> bool {
    let mut characters = word.chars();
    let first = characters.next();
    characters.next().is_none()
        && first.is_some_and(|c| is_han(c) || is_wide_punctuation(c) || c.is_numeric() || ".%-—".contains(c))
}

/// Whether the row is text: with single spaces it need only be long enough and no row of figures; wider gaps
/// may divide the cells of a table, unless words of the genre come out.
fn is_set_apart(text: &str, row: &[Span]) -> bool {
    let closed: String = row.iter().map(|word| word.of(text)).collect();
    let narrow = row.windows(2).all(|pair| text[pair[0].end()..pair[1].start()].chars().count() == 1);
    row.len() >= FEWEST
        && closed.chars().filter(|&c| is_han(c)).count() * 2 >= row.len()
        && (narrow || pattern!("<genre>|<year>|<state>").is_match(&closed))
}

/// Gaps inside the number of a year, and those before 年 behind such a number.
fn years(text: &str, line: Span) -> Vec<Change> {
    let years = pattern!(r"[2２][ \u{3000}]?[0０][ \u{3000}]?\d[ \u{3000}]?\d[ \u{3000}]?年");
    let mut changes = Vec::new();
    for year in years.find_iter(line.of(text)) {
        let gaps: Vec<_> = year.as_str().match_indices([' ', '\u{3000}']).collect();
        let digits_apart = year.as_str().trim_end_matches('年').trim_end().contains([' ', '\u{3000}']);
        let start = line.start() + year.start();
        let inside = text[..start].ends_with(|c: char| c.is_numeric());
        if digits_apart && !inside {
            let at = |(at, gap): (usize, &str)| start + at..start + at + gap.len();
            changes.extend(gaps.into_iter().map(|gap| Change::delete(at(gap), WHY)));
        }
    }
    changes
}

/// Gaps inside figures, in a text that has others: `印发文件 3 6 0 件`.
fn figures(text: &str) -> Vec<Change> {
    let figures = pattern!(r"\p{Han}[ \u{3000}]?((?:\d[ \u{3000}])+\d)[ \u{3000}]?[\p{Han}%％]");
    let mut changes = Vec::new();
    for digits in figures.captures_iter(text).filter_map(|figure| figure.get(1)) {
        let gaps = digits.as_str().match_indices([' ', '\u{3000}']);
        let at = |(at, gap): (usize, &str)| digits.start() + at..digits.start() + at + gap.len();
        changes.extend(gaps.map(|gap| Change::delete(at(gap), WHY)));
    }
    changes
}
