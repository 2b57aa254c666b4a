//! Breaks that became spaces when a whole report was pasted into one line.
//!
//! Wrapped lines leave spaces anywhere; paragraphs leave them behind sentences, titles and before
//! numbers. Where most spaces of a long line stand so, they are breaks again. So are those behind numbered titles
//! where a text has no others between its characters (`一、绿化社区 社区是…`).

use super::{Change, Pass, Span};
use crate::marker::{marker_at, starts_with_marker};
use crate::pattern::pattern;
use crate::text_util::{Gaps, before, closes, ends_sentence, is_han, letters, letters_to, lines};

pub(super) const PASS: Pass = Pass {
    name: "lost-breaks",
    about: "spaces that were line breaks in a text pasted into one line",
    furniture: false,
    run,
};

/// Letters of the shortest line that may hold several paragraphs, and of one with a report's title in it.
const SHORTEST: usize = 300;
const SHORTEST_TITLED: usize = 100;
/// Fewest breaks a line must have lost.
const FEWEST: usize = 4;
/// Letters of the longest numbered title, and of the shortest text behind one, or behind one that reads like a whole.
const LONGEST_TITLE: usize = 42;
const SHORTEST_TEXT: usize = 15;
const SHORTEST_BEHIND_WHOLE: usize = 7;

const WHY: &str = "line break turned into a space";

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let gaps = Gaps::of(text);
    let gapped = lines.iter().filter(|&&line| gaps.within(line) >= FEWEST);
    let mut changes: Vec<Change> = gapped.flat_map(|&line| pasted(text, line)).collect();
    if changes.is_empty() {
        changes.extend(behind_titles(text, &lines, &gaps));
    }
    changes
}

/// The lost breaks of a long line.
fn pasted(text: &str, line: Span) -> Vec<Change> {
    let words = line.of(text);
    let count = letters_to(words, SHORTEST);
    let mut start = 0;
    let (mut spaces, mut titles, mut lost) = (0, 0, Vec::new());
    if count < SHORTEST_TITLED {
        return Vec::new();
    }
    for space in pattern!(r"[ \u{3000}]+").find_iter(words) {
        let (head, behind) = (&words[start..space.start()], &words[space.end()..]);
        let stops = ends_paragraph(head);
        let numbered = head.len() <= 600
            && starts_with_marker(head)
            && letters_to(head, LONGEST_TITLE + 1) <= LONGEST_TITLE
            && !head.contains(ends_sentence);
        let title = is_title(head) && !behind.starts_with(['和', '及', '与', '暨', '（', '(']);
        titles += usize::from(title);
        if stops || numbered || title || starts_with_marker(behind) {
            lost.push(line.start() + space.start()..line.start() + space.end());
            start = space.end();
        } else if before(words, space.start()).is_some_and(is_han) {
            spaces += 1;
        }
    }
    let enough = lost.len() >= FEWEST && (count >= SHORTEST || titles > 0) && lost.len() >= 2 * spaces;
    if !enough {
        return Vec::new();
    }
    lost.into_iter().map(|range| Change::new(range, "\n", WHY)).collect()
}

/// The title of a report or a collection, whole.
fn is_title(head: &str) -> bool {
    head.len() <= 180
        && !head.contains(['，', '。', '；', '：', ','])
        && pattern!(r"^[^\d].*<year>.*<genre>(?:[（(][^（()）]{2,20}[）)])?$|<compilation>(?:[（(][^（()）]{2,12}[）)])?$")
            .is_match(head)
}

/// Single spaces behind numbered titles with text behind them, where no other space stands between Chinese
/// characters: one that wrapping left would stand anywhere. A single one needs a title that reads like a whole.
fn behind_titles(text: &str, lines: &[Span], gaps: &Gaps) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut whole = false;
    for &line in lines.iter().filter(|&&line| gaps.within(line) > 0) {
        let words = line.of(text);
        let stops = || words.match_indices(ends_sentence);
        let starts: Vec<usize> = stops().map(|(at, mark)| at + mark.len()).collect();
        let ends: Vec<usize> = stops().map(|(at, _)| at).collect();
        for space in pattern!(r"[ \u{3000}]").find_iter(words) {
            let (head, behind) = (&words[..space.start()], &words[space.end()..]);
            if !before(head, head.len()).is_some_and(is_han) || !behind.starts_with(is_han) {
                continue;
            }
            let number = ends.partition_point(|&end| end < space.start());
            let start = number.checked_sub(1).map_or(0, |before| starts[before]);
            let title = &head[start..];
            let Some(marker) = marker_at(title).filter(|marker| marker.class.is_outline()) else {
                return Vec::new();
            };
            let title = &title[marker.len..];
            let sentence = ends.get(number).map_or("", |&end| &words[space.end()..end]);
            // The name of a part ends where it ends, with a space or a break behind it.
            if letters_to(sentence, SHORTEST_TEXT) < SHORTEST_TEXT && names_part(title) {
                continue;
            }
            if !(4..=LONGEST_TITLE).contains(&letters_to(title, LONGEST_TITLE + 1)) {
                return Vec::new();
            }
            let reads_whole = reads_whole(title);
            let enough = if reads_whole { SHORTEST_BEHIND_WHOLE } else { SHORTEST_TEXT };
            if letters_to(sentence, enough) < enough {
                return Vec::new();
            }
            whole |= reads_whole;
            let range = line.start() + space.start()..line.start() + space.end();
            changes.push(Change::new(range, "\n", WHY));
        }
    }
    changes.retain(|_| whole);
    changes
}

/// Whether a title ends in words for a part of a report.
fn names_part(title: &str) -> bool {
    pattern!(r"(?:<summary>|<plan>|<problem>|情况|工作)$").is_match(title)
}

/// Whether a title ends as titles do, or has clauses of about one length.
fn reads_whole(title: &str) -> bool {
    let mut clauses = title.split(['，', ',', '、']).map(letters);
    let first = clauses.next().unwrap_or_default();
    let mut others = clauses.peekable();
    let balanced = others.peek().is_some() && others.all(|other| other.abs_diff(first) <= 2);
    balanced
        || pattern!(r"(?:<title-end>|<title-noun>|<summary>|<plan>|<result>|<problem>|<state>)$")
            .is_match(title)
}

/// Whether a sentence ends here, closing quotation marks and brackets behind it included.
fn ends_paragraph(head: &str) -> bool {
    head.trim_end_matches(closes).ends_with(ends_sentence)
}
