//! Cutting lines where numbers begin: first the places, not yet what they are.

use super::Span;
use super::hints::LineRoles;
use super::numbering::Numbers;
use super::parts::is_part_line;
use crate::Role;
use crate::marker::{Class, Marker, alone, beginnings, continues_number, marker_at};
use crate::pattern::pattern;
use crate::text_util::{before, ends_clause, ends_sentence, is_digit, is_han, is_letter, letters_to};

/// A stretch of one line, up to the next number or the line's end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The number it starts with.
    pub(super) marker: Option<Marker>,
    /// Length in bytes of the section title without number it starts with (`2024年工作思路`).
    pub(super) title_len: Option<usize>,
    /// Where it stands in the repaired text.
    pub(super) span: Span,
    /// Whether it reaches the line's end.
    pub(super) ends_line: bool,
    /// Whether the line starts with it.
    pub(super) starts_line: bool,
    /// What the file says of its line; the line is one piece then.
    pub(super) role: Option<Role>,
}

impl Piece {
    /// What stands behind a number that belongs to the outline.
    pub(super) fn section(&self, text: &str) -> Option<Span> {
        let marker = self.marker.filter(|marker| marker.class.is_outline())?;
        Some(Span::new(self.span.start() + marker.len, self.span.end()).trimmed(text))
    }
}

/// What a piece starts with.
#[derive(Clone, Copy, Default)]
struct Opening {
    marker: Option<Marker>,
    title_len: Option<usize>,
}

impl Opening {
    fn len(self) -> usize {
        self.marker.map_or(0, |marker| marker.len).max(self.title_len.unwrap_or(0))
    }
}

/// Cuts the lines of one report into pieces. `parts` are the lines, in order, that look like titles of reports and
/// name a part of this one.
pub(super) fn pieces(text: &str, lines: &[Span], roles: &LineRoles, parts: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut numbers = Numbers::default();
    let lettered = has_lettered_row(text, lines);
    let beginnings = beginnings();
    let mut lines = lines.iter().copied().peekable();
    while let Some(line) = lines.next() {
        let above = number_above(text, line, lines.peek().copied());
        let line = above.map_or(line, |marker| Span::new(line.start(), line.start() + marker.len));
        let line = if above.is_some() { lines.next().map_or(line, |title| line.join(title)) } else { line };
        let mut start = line.start();
        let role = roles.role(line.start());
        let mut opening = match role {
            Some(Role::TableRow) => Opening::default(),
            None if parts.binary_search_by_key(&line.start(), |part| part.start()).is_ok() => {
                Opening { marker: None, title_len: Some(line.of(text).len()) }
            }
            _ if above.is_some() => Opening { marker: above, title_len: None },
            _ if lettered && letter(line.of(text)).is_some() => {
                Opening { marker: letter(line.of(text)), title_len: None }
            }
            _ => line_opening(line.of(text)),
        };
        opening.marker.iter().for_each(|&marker| numbers.record(marker));
        let mut push = |opening: Opening, start: usize, end: usize| {
            let span = Span::new(start, end).trimmed(text);
            if !span.is_empty() {
                let Opening { marker, title_len } = opening;
                pieces.push(Piece {
                    marker,
                    title_len,
                    span,
                    ends_line: end == line.end(),
                    starts_line: start == line.start(),
                    role,
                });
            }
        };
        let mut stopped = false;
        for (offset, c) in line.of(text).char_indices() {
            // Most characters are none of these.
            let begins = beginnings.may_hold(c);
            if !begins && is_letter(c) && !stopped || c.is_whitespace() {
                continue;
            }
            let behind_sentence = std::mem::replace(&mut stopped, ends_sentence(c));
            let at = line.start() + offset;
            let inside = offset > 0 && role.is_none() && at >= start + opening.len();
            if !inside || !behind_sentence && !begins {
                continue;
            }
            if let Some(found) = inner_opening(text, Span::new(start, at), line, &numbers, behind_sentence) {
                push(opening, start, at);
                start = at;
                opening = found;
                opening.marker.iter().for_each(|&marker| numbers.record(marker));
            }
        }
        push(opening, start, line.end());
    }
    pieces
}

/// The number that a line is, alone above a line that names a part of a report.
fn number_above(text: &str, line: Span, next: Option<Span>) -> Option<Marker> {
    let (class, number) = alone(line.of(text))?;
    let title = next.filter(|next| is_part_line(next.of(text)))?;
    Some(Marker { class, number, len: title.start() - line.start() })
}

/// The letter that a short line without closing mark starts with: `A.水库建设`.
fn letter(line: &str) -> Option<Marker> {
    const LONGEST: usize = 26;
    let found = pattern!(r"^([A-H])[.．、]\s?").find(line)?;
    let title = &line[found.end()..];
    let short = (2..=LONGEST).contains(&letters_to(title, LONGEST + 1)) && !title.contains(ends_clause);
    let number = u32::from(line.as_bytes()[0] - b'A') + 1;
    (short && title.starts_with(is_han)).then_some(Marker { class: Class::Capital, number, len: found.end() })
}

/// Whether short lines that start with A. and B., then C. and so on stand in a row, text between them.
fn has_lettered_row(text: &str, lines: &[Span]) -> bool {
    let marked = || {
        let letters = lines.iter().enumerate().map(|(at, line)| (at, letter(line.of(text))));
        letters.filter_map(|(at, marker)| Some((at, marker?.number)))
    };
    let numbers: Vec<u32> = marked().map(|(_, number)| number).collect();
    let apart = marked().zip(marked().skip(1)).all(|((one, _), (next, _))| next > one + 1);
    numbers.len() >= 2 && apart && numbers.iter().zip(1..).all(|(&number, place)| number == place)
}

/// What a line starts with, Markdown signs left out.
fn line_opening(line: &str) -> Opening {
    let rest = line.trim_start_matches(['#', '*', ' ']);
    let skipped = line.len() - rest.len();
    let marker = marker_at(rest)
        .filter(|marker| marker.class != Class::Digit || !continues_number(&rest[marker.len..]));
    match marker {
        Some(marker) => {
            Opening { marker: Some(Marker { len: marker.len + skipped, ..marker }), title_len: None }
        }
        None => {
            let title_len = section_title(rest).or_else(|| bracketed_title(rest));
            Opening { marker: None, title_len: title_len.map(|len| len + skipped) }
        }
    }
}

/// What begins behind `open`, the piece so far, inside a line; an empty opening where a sentence
/// turns to problems. `behind_sentence` says that one ends there.
fn inner_opening(
    text: &str,
    open: Span,
    line: Span,
    numbers: &Numbers,
    behind_sentence: bool,
) -> Option<Opening> {
    let rest = &text[open.end()..line.end()];
    // Inside a number none begins.
    if rest.starts_with(is_digit) && before(text, open.end()).is_some_and(is_digit) {
        return None;
    }
    if let Some(marker) = marker_at(rest).filter(|&marker| numbers.accept_inside(text, open, marker, rest)) {
        return Some(Opening { marker: Some(marker), title_len: None });
    }
    if !behind_sentence {
        return None;
    }
    let title_len = section_title(rest);
    (title_len.is_some() || turns_to_problems(rest)).then_some(Opening { marker: None, title_len })
}

/// Length of a section title without number at the start of `rest`: a time and the word for a
/// part of a report, with nothing behind it, or a number or a new sentence that opens with a time.
pub(super) fn section_title(rest: &str) -> Option<usize> {
    let title = pattern!(
        r"(?x)^(
        (?: (?:<year>|(?:[Xx]{2,4}|\*{1,4})[\ ]?年)(?:度)?(?:<half-year>)? | <near-year> | <ahead> | <half-year> )
        (?:的)? (?:主要|重点|具体|总体|初步|全年)? (?:工作)? (?:的)?
        (?:<summary>|<plan>|<state>|<part-name>|目标|重点|举措) (?:[和及与、](?:<plan>|举措|措施|建议))? )
        [\ ]?(?: $ | [一1（(第][^，。] | <year> | <near-year> | 明年 | <half-year> | <so-far> )"
    );
    title.captures(rest)?.get(1).map(|title| title.len())
}

/// Length of a section title in brackets at the start of `rest`, with text behind it (`【2023年主要工作】完成…`).
fn bracketed_title(rest: &str) -> Option<usize> {
    let found = pattern!(r"^【([^】]{2,30})】\s*\S").captures(rest)?;
    let title = found.get(1).filter(|title| is_part_line(title.as_str()))?;
    Some(title.end() + '】'.len_utf8())
}

/// Whether a sentence turns from what was done to what is wanting (`…取得一定成效，但仍存在以下问题：`).
fn turns_to_problems(rest: &str) -> bool {
    // The first characters of what the pattern begins with.
    rest.starts_with(['2', '２', '回', '同', '但', '在', '当', '目', '我', '虽', '尽'])
        && pattern!(
        r"(?x)^(?: <year> | 回顾 | 同时 | 但 | 在肯定 | 在看到 | 在取得 | 当前 | 目前 | 我们也 | 虽然 | 尽管 )
        [^。！？]{0,70}(?:存在|面临) [^。！？]{0,30}<problem>
        [^。！？]{0,16}(?:[：:]|主要(?:表现|体现|是)|一是)"
    )
    .is_match(rest)
}
