//! Hard wrapping: breaks every few dozen characters, or the spaces such breaks leave when lines
//! are pasted together (`部 署`).
//!
//! Spaces go only between Chinese characters or Chinese punctuation; beside digits and Latin
//! letters they may be the author's (`2020 年`). Breaks go in texts whose lines are all of about
//! one length, and elsewhere behind a comma or, with the blank line of a viewer's page, inside a sentence.

use super::{Change, Pass, Span};
use crate::marker::{marker_at, starts_with_marker};
use crate::outline::parts;
use crate::outline::title::{self, Likeness};
use crate::pattern::pattern;
use crate::text_util::{
    Gaps, after, before, closes, ends_clause, ends_sentence, is_han, is_letter, is_table_row,
    is_wide_punctuation, letters_to, lines,
};

pub(super) const PASS: Pass = Pass {
    name: "hard-wraps",
    about: "breaks and spaces from wrapped lines, between Chinese characters only",
    furniture: false,
    run,
};

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let mut changes = breaks(text, &lines);
    let gaps = Gaps::of(text);
    for &line in &lines {
        if gaps.within(line) > 0 && !is_table_row(line.of(text)) {
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
        let head = &text[line.start()..start];
        let no_title_ends = !may_be_title(head) || opens_with_joint(&text[end..line.end()]);
        (between && no_title_ends && !may_end_title(head))
            .then(|| Change::delete(start..end, "space left by a line break"))
    })
}

/// Whether the text before a space is a chapter's number or a section's title, behind which the
/// space may be the author's.
fn may_end_title(before: &str) -> bool {
    let tail = before.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    pattern!(
        r"(?x)(?: ^第[<numeral>百\d]{1,4}(?:章|节|条|部分|篇)
        | [<numeral>]、[^，。；！？]{0,24}(?:<summary>|<plan>|<problem>|情况|工作) )$"
    )
    .is_match(&before[tail..])
}

/// Whether the text before a space, from the line's start, may be a whole title.
fn may_be_title(head: &str) -> bool {
    head.len() <= 200
        && pattern!(r"^[^，。；：！？,;:!?、]{6,60}(?:<genre>|<compilation>)(?:[（(][^（()）]{2,30}[）)])?$")
            .is_match(head)
}

/// Whether what follows goes on with a title.
fn opens_with_joint(behind: &str) -> bool {
    behind.starts_with(['和', '及', '与', '暨', '的', '（', '('])
}

/// Whether a line that goes on with none before it is a whole by itself: a title, the name of a part, a short
/// heading with a number.
fn stands_alone(line: &str) -> bool {
    /// Letters of a numbered heading that no wrapping made.
    const SHORT: usize = 15;
    let words = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    if words.contains(|c: char| ends_clause(c) || matches!(c, '，' | ',')) || words.ends_with('、') {
        return false;
    }
    let number = marker_at(words).map_or(0, |marker| marker.len);
    number > 0 && letters_to(words, SHORT + 1) <= SHORT
        || parts::names_part(&words[number..])
        || title::likeness(words).is_some_and(|likeness| likeness > Likeness::Bare)
}

fn is_wide(c: char) -> bool {
    is_han(c) || is_wide_punctuation(c)
}

/// Whether a Chinese character or mark stands before `at`; ASCII marks behind Chinese count.
fn is_wide_before(text: &str, at: usize) -> bool {
    match before(text, at) {
        Some(mark @ (',' | ';' | ':' | ')' | '!' | '?')) => {
            before(text, at - mark.len_utf8()).is_some_and(is_wide)
        }
        other => other.is_some_and(is_wide),
    }
}

/// The two measures lines are wrapped by: full-width cells (Latin letters and digits take half of
/// one) and characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Width {
    cells: usize,
    chars: usize,
}

impl Width {
    fn of(line: &str) -> Self {
        let ascii = line.bytes().filter(u8::is_ascii).count();
        let chars = line.chars().count();
        Self { cells: chars - ascii + ascii / 2, chars }
    }

    /// Whether the line is at most three short of `full` by either measure.
    fn fills(self, full: Width) -> bool {
        self.cells + 3 >= full.cells || self.chars + 3 >= full.chars
    }
}

/// Line breaks inside paragraphs.
fn breaks(text: &str, lines: &[Span]) -> Vec<Change> {
    let full = full_width(text, lines);
    let indented = lines.iter().filter(|line| is_indented(text, **line)).count() * 12 > lines.len();
    let torn = torn(text, lines);
    let mut changes = Vec::new();
    let mut joined = false;
    for (pair, torn) in lines.windows(2).zip(torn) {
        let goes_on = std::mem::take(&mut joined);
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        let gap = Span::new(pair[0].end(), pair[1].start());
        let figure = torn && pattern!(FIGURE).is_match(next);
        if starts_with_marker(next) && !figure || is_table_row(line) || is_table_row(next) {
            continue;
        }
        if !goes_on && !opens_with_joint(next) && stands_alone(line) {
            continue;
        }
        let last = line.chars().next_back().unwrap_or(' ');
        let blank = gap.of(text).matches('\n').count() > 1;
        let open = matches!(last, '，' | '、' | ',') && line.chars().count() >= 8;
        let wrapped = full.is_some_and(|full| {
            let long = Width::of(line).fills(full);
            let stops = ends_sentence(last)
                || (closes(last) && before(line, line.len() - last.len_utf8()).is_some_and(ends_sentence));
            long && !blank && !is_indented(text, pair[1]) && (!stops || indented)
        });
        joined = open || wrapped || torn;
        if joined {
            // A mask XX stays one mask.
            let in_word = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'X' | 'x');
            let words = in_word(last) && next.starts_with(in_word);
            let with = if words { " " } else { "" };
            changes.push(Change::new(gap, with, "line break inside a paragraph"));
        }
    }
    changes
}

/// For each line but the last whether a viewer's page, with its blank line, tore a sentence behind it.
///
/// The text before must be a sentence under way, and what follows must end one: neither titles nor list items,
/// names nor dates do.
fn torn(text: &str, lines: &[Span]) -> Vec<bool> {
    let mut torn = vec![false; lines.len().saturating_sub(1)];
    // From the end, as the text behind a break may be torn itself.
    for at in (0..torn.len()).rev() {
        let (line, next) = (lines[at].of(text), lines[at + 1].of(text));
        let blank = text[lines[at].end()..lines[at + 1].start()].matches('\n').count() > 1;
        if !blank {
            continue;
        }
        let ends = next.trim_end_matches(closes).ends_with(|c| ends_sentence(c) || matches!(c, '；' | '：'));
        let goes_on = ends || torn.get(at + 1) == Some(&true);
        torn[at] = goes_on && (is_under_way(line) && continues(next) || is_cut(line, next));
    }
    torn
}

/// Whether a line stops in the middle of a sentence. A title may hold a comma, too, and one with a number may be
/// long. None is a text with a sentence before its last, and none without a number a longer one, one with several
/// commas and one with a figure.
fn is_under_way(line: &str) -> bool {
    // Most lines end with a mark.
    if !line.ends_with(|c| is_letter(c) || matches!(c, '，' | '、' | '％' | '%')) {
        return false;
    }
    let count = letters_to(line, 40);
    let commas = line.matches(['，', ',']).count();
    let figure = || pattern!(r"\d[\p{Han}--年]").is_match(line);
    let long = commas >= 1 && (count >= 40 || count >= 28 && commas >= 2 || count >= 20 && figure());
    line.contains(['。', '；']) && count >= 12 || long && !starts_with_marker(line)
}

/// Whether a break cuts a number, a bracket or a mark off.
fn is_cut(line: &str, next: &str) -> bool {
    if line.ends_with(ends_sentence) || letters_to(line, 8) < 8 {
        return false;
    }
    let inside = line.contains(|c: char| ends_clause(c) || matches!(c, '，' | '、'));
    let number = pattern!(r"[，、；：。].*\d[.．]?$").is_match(line) && next.starts_with(is_letter)
        || inside && pattern!(r"\d[百千万亿余多]+$").is_match(line) && pattern!(MEASURE).is_match(next)
        || inside && line.ends_with(is_han) && pattern!(FIGURE).is_match(next);
    let bracket = ['（', '“', '《'].into_iter().zip(['）', '”', '》']).any(|(open, close)| {
        let count = |c| line.matches(c).count();
        let end = next.find(close);
        count(open) > count(close) && end.is_some_and(|end| !next[..end].contains(ends_sentence))
    });
    let mark = next.starts_with(|c: char| closes(c) || matches!(c, '，' | '。' | '；' | '、' | '%' | '％'));
    number || bracket || mark
}

/// A number with what it counts, and such a word.
const FIGURE: &str = r"(?x)^\d+(?:[.．]\d+)?(?: [百千万亿余多%％] | [<measure>] )";
const MEASURE: &str = "^[百千万亿余多<measure>平立]";

/// Whether a line may go on with a sentence: it does not open as new ones do.
fn continues(line: &str) -> bool {
    !pattern!(r"^(?:<year>|<half-year>|<ahead>|<near-year>|<so-far>|截至|目前|当前|<address>)").is_match(line)
        && line.starts_with(|c: char| is_letter(c) || is_wide_punctuation(c) || matches!(c, '%' | '％'))
}

/// Whether white space stands between the line and the break before it.
fn is_indented(text: &str, line: Span) -> bool {
    before(text, line.start()).is_some_and(|c| c.is_whitespace() && c != '\n' && c != '\r')
}

/// The width lines were wrapped at, if they were: nearly all lines fit in it, and a good part of
/// the lines, titles apart, fill it without ending a sentence.
fn full_width(text: &str, lines: &[Span]) -> Option<Width> {
    const FEWEST: usize = 6;
    const FEWEST_FILLED: usize = 3;
    let widths: Vec<Width> = lines.iter().map(|line| Width::of(line.of(text))).collect();
    let nearly_all = |measure: fn(&Width) -> usize| {
        let mut sorted: Vec<usize> = widths.iter().map(measure).collect();
        sorted.sort_unstable();
        sorted.get(sorted.len() * 97 / 100).copied()
    };
    let full = Width { cells: nearly_all(|width| width.cells)?, chars: nearly_all(|width| width.chars)? };
    if lines.len() < FEWEST || !(14..=64).contains(&full.cells) {
        return None;
    }
    let open = |line: &&Span| {
        let line = line.of(text);
        Width::of(line).fills(full)
            && !stands_alone(line)
            && !line.chars().next_back().is_some_and(|c| ends_sentence(c) || closes(c))
    };
    let filled = lines.iter().filter(open).count();
    (filled >= FEWEST_FILLED && filled * 10 >= lines.len() * 3).then_some(full)
}
