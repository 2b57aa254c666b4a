//! Breaks that became spaces when a whole report was pasted into one line.
//!
//! Wrapped lines leave spaces anywhere; paragraphs leave them behind sentences, titles and before
//! numbers. Where most spaces of a long line stand so, they are breaks again.

use super::{Change, Pass, Span};
use crate::marker::starts_with_marker;
use crate::pattern::pattern;
use crate::text_util::{before, closes, ends_sentence, is_han, letters, lines};

pub(super) const PASS: Pass = Pass {
    name: "lost-breaks",
    about: "spaces that were line breaks in a text pasted into one line",
    furniture: false,
    run,
};

/// Letters of the shortest line that may hold several paragraphs.
const SHORTEST: usize = 300;
/// Fewest breaks a line must have lost.
const FEWEST: usize = 4;
/// Letters of the longest numbered title.
const LONGEST_TITLE: usize = 42;

fn run(text: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    let lines: Vec<Span> = lines(text);
    for line in lines.into_iter().filter(|line| letters(line.of(text)) >= SHORTEST) {
        let words = line.of(text);
        let mut start = 0;
        let (mut spaces, mut lost) = (0, Vec::new());
        for space in pattern!(r"[ \u{3000}]+").find_iter(words) {
            let (head, behind) = (&words[start..space.start()], &words[space.end()..]);
            let stops = ends_paragraph(head);
            let titled = starts_with_marker(head) && letters(head) <= LONGEST_TITLE;
            if stops || titled || starts_with_marker(behind) {
                lost.push(line.start() + space.start()..line.start() + space.end());
                start = space.end();
            } else if before(words, space.start()).is_some_and(is_han) {
                spaces += 1;
            }
        }
        if lost.len() >= FEWEST && lost.len() >= 2 * spaces {
            changes.extend(
                lost.into_iter().map(|range| Change::new(range, "\n", "line break turned into a space")),
            );
        }
    }
    changes
}

/// Whether a sentence ends here, closing quotation marks and brackets behind it included.
fn ends_paragraph(head: &str) -> bool {
    head.trim_end_matches(closes).ends_with(ends_sentence)
}
