//! Hard wrapping: breaks every few dozen characters, or the spaces such breaks leave when lines
//! are pasted together (`部 署`).
//!
//! Spaces go only between Chinese characters or Chinese punctuation; beside digits and Latin
//! letters they may be the author's (`2020 年`). Breaks go in texts whose lines are all of about
//! one length, and elsewhere behind a comma.

use super::{Change, Pass};
use crate::Span;
use crate::marker::starts_with_marker;
use crate::text_util::{after, before, closes, ends_sentence, is_han, is_wide_punctuation, lines, pattern};

pub(super) const PASS: Pass =
    Pass { name: "hard-wraps", about: "breaks and spaces from wrapped lines, between Chinese characters only", furniture: false, run };

fn run(text: &str) -> Vec<Change> {
    let lines = lines(text);
    let mut changes = breaks(text, &lines);
    for &line in &lines {
        if !is_table_row(line.of(text)) {
            changes.extend(spaces(text, line));
        }
    }
    changes
}

/// Single spaces inside a line between Chinese characters or the marks behind them.
fn spaces(text: &str, line: Span) -> impl Iterator<Item = Change> {
    pattern!(r"[ \u{A0}　]").find_iter(line.of(text)).filter_map(move |space| {
        let (start, end) = (line.start() + space.start(), line.start() + space.end());
        let between = is_wide_before(text, start) && after(text, end).is_some_and(is_wide);
        between.then(|| Change::delete(start..end, "space left by a line break"))
    })
}

fn is_wide(c: char) -> bool {
    is_han(c) || is_wide_punctuation(c)
}

/// Whether a Chinese character or mark stands before `at`; ASCII marks behind Chinese count.
fn is_wide_before(text: &str, at: usize) -> bool {
    match before(text, at) {
        Some(mark @ (',' | ';' | ':' | ')' | '!' | '?')) => before(text, at - mark.len_utf8()).is_some_and(is_wide),
        other => other.is_some_and(is_wide),
    }
}

/// Several short cells with gaps between them.
pub(crate) fn is_table_row(line: &str) -> bool {
    let cells: Vec<&str> = line.split([' ', '\t', '　', '|']).filter(|cell| !cell.is_empty()).collect();
    let letters: usize = cells.iter().map(|cell| cell.chars().count()).sum();
    let separated = line.contains('\t') || line.contains('|') || line.contains("  ");
    !line.contains('。') && ((separated && cells.len() >= 3) || (cells.len() >= 4 && letters <= cells.len() * 6 && letters > cells.len()))
}

/// Width in full-width cells; Latin letters and digits take half of one.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() / 2
}

/// Line breaks inside paragraphs.
fn breaks(text: &str, lines: &[Span]) -> Vec<Change> {
    let full = full_width(text, lines);
    let indented = lines.iter().filter(|line| is_indented(text, **line)).count() * 12 > lines.len();
    let mut changes = Vec::new();
    for pair in lines.windows(2) {
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        let gap = Span::new(pair[0].end(), pair[1].start());
        if starts_with_marker(next) || is_table_row(line) || is_table_row(next) {
            continue;
        }
        let last = line.chars().next_back().unwrap_or(' ');
        let blank = gap.of(text).matches('\n').count() > 1;
        let open = matches!(last, '，' | '、' | ',') && width(line) >= 8;
        let wrapped = full.is_some_and(|full| {
            let long = width(line) + 3 >= full;
            let stops = ends_sentence(last) || (closes(last) && before(line, line.len() - last.len_utf8()).is_some_and(ends_sentence));
            long && !blank && !is_indented(text, pair[1]) && (!stops || indented)
        });
        if open || wrapped {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let with = if latin(Some(last)) && latin(next.chars().next()) { " " } else { "" };
            changes.push(Change::new(gap, with, "line break inside a paragraph"));
        }
    }
    changes
}

/// Whether white space stands between the line and the break before it.
fn is_indented(text: &str, line: Span) -> bool {
    before(text, line.start()).is_some_and(|c| c.is_whitespace() && c != '\n' && c != '\r')
}

/// The width lines were wrapped at, if they were: nearly all lines fit in it, and a good part of
/// the lines fill it without ending a sentence.
fn full_width(text: &str, lines: &[Span]) -> Option<usize> {
    const FEWEST: usize = 6;
    let mut widths: Vec<usize> = lines.iter().map(|line| width(line.of(text))).collect();
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 97 / 100)?;
    let open = |line: &&Span| {
        let line = line.of(text);
        width(line) + 3 >= full && !line.chars().next_back().is_some_and(|c| ends_sentence(c) || closes(c))
    };
    let filled = lines.iter().filter(open).count();
    (lines.len() >= FEWEST && (14..=64).contains(&full) && filled * 10 >= lines.len() * 3).then_some(full)
}
