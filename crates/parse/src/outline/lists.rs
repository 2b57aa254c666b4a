//! Numbers that number a list, and lines without number that title a section.

use std::collections::{BTreeMap, BTreeSet};

use super::Span;
use super::phrase::{LONGEST, SIGNS, first_sentence, is_title, trim_end_marks};
use super::pieces::Piece;
use super::section::{Kind, Section};
use super::{parts, unit};
use crate::marker::Class;
use crate::pattern::pattern;
use crate::text_util::{
    closes, ends_clause, ends_sentence, is_han, is_letter, is_table_row, letters_to, squeezed,
};

/// Numbers below 一、 whose "titles" have nothing under them number a list.
pub(super) fn demote_lists(text: &str, pieces: &[Piece], sections: &[Section], kinds: &mut [Kind]) {
    let has_body = |section: &Section| match kinds[section.piece] {
        Kind::Heading { body, .. } if !body.is_empty() => true,
        _ => pieces.get(section.piece + 1).is_some_and(|next| match next.marker {
            Some(marker) => marker.class > section.class,
            // A signature is no body.
            None => {
                next.title_len.is_none()
                    && (letters_to(next.span.of(text), 20) >= 20
                        || next.span.of(text).ends_with(ends_sentence))
            }
        }),
    };
    let mut bodies: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for section in sections {
        let count = bodies.entry(section.row).or_default();
        count.0 += 1;
        count.1 += usize::from(has_body(section));
    }
    let listed: Vec<&Section> = sections
        .iter()
        .filter(|section| {
            let run_in = matches!(kinds[section.piece], Kind::Heading { body, .. } if !body.is_empty());
            let (all, with) = bodies[&section.row];
            let sentence =
                section.text.of(text).ends_with(ends_sentence) || section.text.of(text).ends_with(closes);
            let list = with * 3 <= all;
            let words = section.text.of(text);
            let titled =
                with * 2 > all && letters_to(words, 27) <= 26 && words.matches(['，', ',']).count() <= 1;
            match section.class {
                _ if run_in => false,
                class if class >= Class::Digit => list || sentence && !has_body(section) && !titled,
                class if class >= Class::Han => {
                    sentence && (list || !has_body(section) && !titled) && all >= 2
                }
                _ => false,
            }
        })
        .collect();
    for section in listed {
        kinds[section.piece] = Kind::Item { text: section.text };
    }
}

/// Lines without an outline's number that title what follows: `环境质量`, `第一，准入更加便捷`, `★环境质量`,
/// `【环境质量】`. Words for a part of a report are enough for one; others must come in a row of at least two.
pub(super) fn title_lines(text: &str, pieces: &[Piece], kinds: &mut [Kind]) {
    let titles: Vec<(usize, Span)> = (0..pieces.len())
        .filter_map(|index| Some((index, title_line(text, pieces, kinds, index)?)))
        .collect();
    let row = titles.len() >= 2;
    for (index, title) in titles {
        if row || parts::names_part(title.of(text)) {
            kinds[index] = Kind::Heading { title, body: Span::new(title.end(), title.end()) };
        }
    }
}

/// Lines without number that the table of contents lists are headings.
pub(super) fn listed_lines(text: &str, pieces: &[Piece], listed: &BTreeSet<String>, kinds: &mut [Kind]) {
    if listed.is_empty() {
        return;
    }
    for (piece, kind) in pieces.iter().zip(kinds) {
        let whole = piece.starts_line && piece.ends_line && *kind == Kind::Plain;
        let title = trim_end_marks(text, piece.span);
        if whole && letters_to(title.of(text), 1) > 0 && listed.contains(&squeezed(piece.span.of(text))) {
            *kind = Kind::Heading { title, body: Span::new(title.end(), title.end()) };
        }
    }
}

/// The title a whole line is, if text stands under it.
fn title_line(text: &str, pieces: &[Piece], kinds: &[Kind], index: usize) -> Option<Span> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=26;
    const BODY: usize = 40;
    let (piece, next) = (pieces[index], pieces.get(index + 1)?);
    let (line, numbered) = match kinds[index] {
        Kind::Plain => (piece.span, false),
        Kind::Item { text } if piece.marker.is_some_and(|marker| !marker.class.is_outline()) => (text, true),
        _ => return None,
    };
    if !piece.starts_line || !piece.ends_line {
        return None;
    }
    let printed = line.of(text);
    let (line, signed) = without_sign(text, line);
    let line = part_in_brackets(text, line).unwrap_or(line);
    let title = trim_end_marks(text, line);
    let part = !numbered && parts::is_part_line(title.of(text));
    let words = if part { title } else { line }.of(text);
    // Most lines are text and end with a mark.
    if !words.chars().next_back().is_some_and(|c| is_han(c) || closes(c)) {
        return None;
    }
    let open = first_sentence(words).mark.is_none();
    let bare =
        title.of(text).chars().all(|c| is_letter(c) || matches!(c, '，' | ',' | '、' | '“' | '”' | '—'));
    let followed = match next.marker {
        None => {
            let below = next.span.of(text);
            let sentence = (part || signed) && below.ends_with(ends_clause);
            (sentence || letters_to(below, BODY) >= BODY) && next.starts_line && !is_table_row(below)
        }
        Some(marker) => marker.number == 1 && parts::names_part(words) && marker.class >= Class::Han,
    };
    let limit = if numbered { LONGEST } else { *LETTERS.end() };
    let count = letters_to(words, limit + 1);
    (open && bare && followed && (part || is_title(words)))
        .then_some(title)
        .filter(|_| {
            (*LETTERS.start()..=limit).contains(&count)
                && (part || !unit::is_unit_line(words))
                && !is_table_row(printed)
        })
        .filter(|_| !pattern!(r"^[\p{Han}·]{2,3}$|[年月日]$|^附件?").is_match(words))
}

/// What round brackets hold around a whole line, if it names a part: `（存在问题）`.
fn part_in_brackets(text: &str, line: Span) -> Option<Span> {
    let inside = line.of(text).strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let start = line.start() + '（'.len_utf8().min(line.of(text).find(inside)?);
    parts::is_part_line(inside).then(|| Span::new(start, start + inside.len()))
}

/// A line without the sign it starts with or the brackets around it, and whether it had one.
pub(super) fn without_sign(text: &str, line: Span) -> (Span, bool) {
    const BRACKETS: [(char, char); 6] =
        [('【', '】'), ('「', '」'), ('『', '』'), ('〖', '〗'), ('［', '］'), ('〔', '〕')];
    let words = line.of(text);
    let mut bracketed =
        BRACKETS.iter().filter_map(|&(open, close)| words.strip_prefix(open)?.strip_suffix(close));
    let inside = bracketed.next().or_else(|| words.strip_prefix(SIGNS));
    let Some(inside) = inside.map(|inside| inside.trim_start_matches(SIGNS)) else { return (line, false) };
    let start = line.start() + words.find(inside).unwrap_or_default();
    (Span::new(start, start + inside.len()).trimmed(text), true)
}
