//! Page marks: `\n\n14、` in the middle of a sentence, `- 3 -` or `第3页 共26页` on a line.
//!
//! Document-sharing sites cut the text every few hundred characters and number the pieces. Such
//! numbers rise by one through the whole text and cut sentences, which a real list 1、2、3、 does
//! not do.

use std::collections::BTreeMap;

use super::{Change, Pass, Span};
use crate::marker::starts_with_marker;
use crate::outline::title;
use crate::pattern::{Pattern, pattern};
use crate::text_util::{before, closes, ends_clause, is_han, letters_to, lines, raw_lines};

pub(super) const PASS: Pass = Pass {
    name: "page-marks",
    about: "page numbers that cut sentences: 14、 between blank lines, - 3 -",
    furniture: true,
    run,
};

/// A row of marks is believed from this length on, unless the first one heads the whole text.
const SHORTEST_ROW: usize = 3;
/// Letters of a page that a row of two makes.
const PAGE: usize = 40;

/// A number at the start of a line that may be a page mark.
struct Mark {
    number: u32,
    /// From the end of the text before to the end of the mark.
    span: Span,
    /// Whether the text before stops inside a sentence.
    cuts: bool,
}

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let opens = |signs: fn(char) -> bool| lines.iter().any(|line| line.of(text).starts_with(signs));
    let mut changes = Vec::new();
    if opens(|c| c.is_numeric() || matches!(c, '第' | '-' | '—' | '–' | '－' | '·' | '•' | '~')) {
        changes.extend(decorated(text));
    }
    if text.contains("页") {
        changes.extend(inside_lines(text));
    }
    let may_hold = |mark: &Pattern| lines.iter().any(|line| mark.is_match(line.of(text)));
    for (line, pattern, alone) in [
        (pattern!(r"^\d{1,3}、"), pattern!(r"(?:^|\n)\s*(\d{1,3})、"), false),
        (pattern!(r"^\d{1,3}$"), pattern!(r"\n[ \t]*(\d{1,3})[ \t]*\r?\n"), true),
    ] {
        if !may_hold(line) {
            continue;
        }
        let marks: Vec<Mark> = pattern
            .captures_iter(text)
            .filter_map(|found| mark(text, found.get(0)?.range().into(), &found[1]))
            .collect();
        let rows = rows(text, &marks);
        // The few pages of a short text: numbers that rise from 1, each in the middle of a sentence.
        let inside = marks.iter().all(|mark| is_inside_sentence(text, mark));
        let rising = marks.iter().zip(1..).all(|(mark, number)| mark.number == number);
        if alone && rows.is_empty() && inside && rising {
            changes.extend(marks.iter().map(|mark| removal(text, mark.span, true)));
        }
        for row in rows {
            changes.extend(row.into_iter().map(|mark| removal(text, mark.span, mark.cuts)));
        }
    }
    changes
}

fn mark(text: &str, span: Span, number: &str) -> Option<Mark> {
    let before_mark = text[..span.start()].trim_end().len();
    // At the top of the text there is nothing to join: the mark alone goes.
    let start = if before_mark == 0 { span.trimmed(text).start() } else { before_mark };
    let cuts = before(text, before_mark).is_some_and(|c| !ends_clause(c) && !closes(c));
    Some(Mark { number: number.parse().ok()?, span: Span::new(start, span.end()), cuts })
}

/// The rows of marks that rise by one and mostly cut sentences.
fn rows<'m>(text: &str, marks: &'m [Mark]) -> Vec<Vec<&'m Mark>> {
    let nexts = successors(marks);
    // Of the row that each mark begins: how long it is, and how many marks behind the first cut.
    let mut lengths = vec![(1, 0); marks.len()];
    for (index, next) in nexts.iter().enumerate().rev() {
        if let &Some(next) = next {
            let (length, cutting) = lengths[next];
            lengths[index] = (length + 1, cutting + usize::from(marks[next].cuts));
        }
    }
    let mut seen = vec![false; marks.len()];
    let mut rows = Vec::new();
    let mut next_free = 0;
    for first in 0..marks.len() {
        if seen[first] || first < next_free {
            continue;
        }
        let row = std::iter::successors(Some(first), |&index| nexts[index]);
        // Behind a mark seen all are.
        for index in row.clone() {
            if std::mem::replace(&mut seen[index], true) {
                break;
            }
        }
        let (length, cutting) = lengths[first];
        let enough = length >= SHORTEST_ROW || cuts_a_page(text, &marks[first], marks.get(first + 1));
        if enough && cutting * 2 >= length - 1 {
            next_free = row.clone().last().map_or(0, |last| last + 1);
            rows.push(row.map(|index| &marks[index]).collect());
        }
    }
    rows
}

/// For each mark the next one with the next number, one that cuts a sentence before one that does not.
fn successors(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut next = vec![None; marks.len()];
    // The next mark of each number, and the next of those that cut.
    let mut by_number: BTreeMap<u32, (usize, Option<usize>)> = BTreeMap::new();
    for (index, mark) in marks.iter().enumerate().rev() {
        next[index] = by_number.get(&(mark.number + 1)).map(|&(any, cutting)| cutting.unwrap_or(any));
        let cutting = by_number.get(&mark.number).and_then(|&(_, cutting)| cutting);
        by_number.insert(mark.number, (index, Some(index).filter(|_| mark.cuts).or(cutting)));
    }
    next
}

/// Whether a mark that heads the text and the next one hold a page of a report, with its title or its first number,
/// that stops inside a sentence.
fn cuts_a_page(text: &str, first: &Mark, second: Option<&Mark>) -> bool {
    let Some(second) = second else { return false };
    let page = Span::new(first.span.end(), second.span.start()).of(text);
    let heads = (first.number, second.number) == (1, 2) && text[..first.span.start()].trim_end().is_empty();
    let report = pattern!(r"^[^。，]{0,60}<genre>|一、|（一）|\(一\)").is_match(page.trim_start());
    let running = report && page.contains('。') && text[second.span.end()..].contains('。');
    heads && running && letters_to(page, PAGE) >= PAGE && page.ends_with(is_han)
}

/// Marks that are page numbers by their looks, alone on a line.
fn decorated(text: &str) -> Vec<Change> {
    let looks = pattern!(
        r"(?x)^[\ \t\u{3000}]*
        (?: 第[\ ]?\d{1,4}[\ ]?页(?:[\ ]*[/／，,]?[\ ]*共[\ ]?\d{1,4}[\ ]?页)?
        | [-—–－·•~][\ ]?\d{1,4}[\ ]?[-—–－·•~]
        | \d{1,4}[\ ]?[/／][\ ]?\d{1,4} )
        [\ \t\u{3000}]*\r?$"
    );
    raw_lines(text)
        .filter(|(_, line)| looks.is_match(line))
        .map(|(at, line)| {
            let (start, end) = (text[..at].trim_end().len(), at + line.len());
            let cuts = before(text, start).is_some_and(|c| !ends_clause(c) && !closes(c))
                && is_under_way(text, start, end);
            removal(text, Span::new(start, end), cuts)
        })
        .collect()
}

/// Whether the line that ends at `end` is text, neither title nor heading, and what follows from `behind` on may go
/// on with it.
fn is_under_way(text: &str, end: usize, behind: usize) -> bool {
    let line = text[..end].rsplit('\n').next().unwrap_or("").trim_start();
    let next = text[behind..].trim_start().lines().next().unwrap_or("");
    let heading = starts_with_marker(line) && !line.contains(['。', '；']) && letters_to(line, 28) < 28;
    let running = line.contains(['，', '。', '；']) && letters_to(line, 6) >= 6 || line.chars().count() > 20;
    running && !heading && !starts_with_marker(next) && title::likeness(next).is_none()
}

/// Whether a number alone on its line cuts a sentence that goes on behind it, and is not its figure.
fn is_inside_sentence(text: &str, mark: &Mark) -> bool {
    let behind = text[mark.span.end()..].trim_start();
    let next = behind.lines().next().unwrap_or("");
    is_under_way(text, mark.span.start(), mark.span.end())
        && before(text, mark.span.start()).is_some_and(is_han)
        && next.contains(ends_clause)
        && next.starts_with(is_han)
        && !next.starts_with(is_measure)
}

/// Whether a character counts what stands before it.
fn is_measure(c: char) -> bool {
    "百千万亿余多个项条次处户人名件家起场台亩公吨米元座所篇份宗套辆只头株间张批期平立年月日号类种级"
        .contains(c)
}

/// `第 2 页 共 6 页` in the middle of a line.
fn inside_lines(text: &str) -> impl Iterator<Item = Change> {
    let marks = pattern!(r"[ 　]*第[ ]?\d{1,4}[ ]?页[ ,，/]*共[ ]?\d{1,4}[ ]?页[ 　]*").find_iter(text);
    marks.map(|mark| Change::delete(mark.range(), "page mark"))
}

/// Deletes the mark; where it cut a sentence the text around it is joined.
fn removal(text: &str, span: Span, cuts: bool) -> Change {
    let behind = &text[span.end()..];
    let gap = if cuts { behind.len() - behind.trim_start().len() } else { 0 };
    Change::delete(Span::new(span.start(), span.end() + gap), "page mark")
}
