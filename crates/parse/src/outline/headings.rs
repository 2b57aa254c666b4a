//! Which numbers open a titled section, and where its title ends.

use std::collections::BTreeMap;

use super::glued::Pairs;
use super::lists::{demote_lists, title_lines};
use super::pieces::Piece;
use super::siblings::{settle_first_clauses, settle_glued};
use crate::marker::Class;
use crate::pattern::pattern;
use crate::text_util::{ends_sentence, letters};
use crate::{Role, Span};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A section with a title; `body` is what follows the title in the same line, maybe empty.
    Heading { title: Span, body: Span },
    /// Numbered text without a title; `text` is what follows the number.
    Item { text: Span },
    /// Text without a number.
    Plain,
}

/// A piece whose number belongs to the outline, while its kind is being found.
pub(super) struct Section {
    pub(super) piece: usize,
    pub(super) class: Class,
    /// Sections with the same group are siblings: one class under one parent.
    pub(super) group: usize,
    /// Everything behind the number.
    pub(super) text: Span,
    pub(super) reading: Reading,
}

/// How the text behind a number may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// All of it is a title.
    Whole,
    /// A title up to here, closed by a mark of its own.
    Closed(usize),
    /// A title up to here, run together with the body.
    Glued(usize),
    /// No title found.
    Untitled,
}

impl Reading {
    /// Where the title ends, if there is one; `text` is everything behind the number.
    pub(super) fn title_end(self, text: Span) -> Option<usize> {
        match self {
            Reading::Whole => Some(text.end()),
            Reading::Closed(end) | Reading::Glued(end) => Some(end),
            Reading::Untitled => None,
        }
    }
}

/// Longest title, in letters; longer first sentences are text.
pub(super) const LONGEST: usize = 42;

/// Finds the kind of every piece of one report.
pub(super) fn kinds(text: &str, pieces: &[Piece], pairs: &Pairs) -> Vec<Kind> {
    let mut sections = sections(text, pieces);
    settle_glued(text, pieces, &mut sections, pairs);
    settle_first_clauses(text, &mut sections);
    let mut kinds: Vec<Kind> = pieces.iter().map(|piece| plain(text, piece)).collect();
    for section in &sections {
        kinds[section.piece] = kind(text, section);
    }
    demote_lists(text, pieces, &sections, &mut kinds);
    title_lines(text, pieces, &mut kinds);
    for (piece, kind) in pieces.iter().zip(&mut kinds) {
        match piece.role {
            Some(Role::Heading(_)) => *kind = styled_heading(text, piece).unwrap_or(*kind),
            Some(Role::TableRow) => *kind = Kind::Plain,
            Some(Role::Title) | None => {}
        }
    }
    kinds
}

/// A line the file calls a heading: all behind its number is the title.
fn styled_heading(text: &str, piece: &Piece) -> Option<Kind> {
    let number = piece.marker.map_or(0, |marker| marker.len);
    let words = Span::new(piece.span.start() + number, piece.span.end()).trimmed(text);
    let title = trim_end_marks(text, words);
    (letters(title.of(text)) > 0).then(|| Kind::Heading { title, body: Span::new(words.end(), words.end()) })
}

fn plain(text: &str, piece: &Piece) -> Kind {
    match (piece.marker, piece.section) {
        (Some(marker), _) => {
            Kind::Item { text: Span::new(piece.span.start() + marker.len, piece.span.end()).trimmed(text) }
        }
        (None, Some(len)) => {
            let title = Span::new(piece.span.start(), piece.span.start() + len).trimmed(text);
            Kind::Heading { title, body: Span::new(title.end(), piece.span.end()).trimmed(text) }
        }
        (None, None) => Kind::Plain,
    }
}

/// Collects the outline's pieces with their siblings and a first reading of each.
fn sections(text: &str, pieces: &[Piece]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut groups: BTreeMap<(Option<usize>, Class), usize> = BTreeMap::new();
    let mut parents: Vec<(Class, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.section.is_some() {
            parents.retain(|&(class, _)| class < Class::Han);
            parents.push((Class::Section, index));
        }
        let Some(marker) = piece.marker.filter(|marker| marker.class.is_outline()) else { continue };
        parents.retain(|&(class, _)| class < marker.class);
        let parent = parents.last().map(|&(_, index)| index);
        parents.push((marker.class, index));
        let next = groups.len();
        let group = *groups.entry((parent, marker.class)).or_insert(next);
        let span = Span::new(piece.span.start() + marker.len, piece.span.end()).trimmed(text);
        let reading = first_reading(text, span, piece, marker.class);
        sections.push(Section { piece: index, class: marker.class, group, text: span, reading });
    }
    sections
}

fn first_reading(text: &str, span: Span, piece: &Piece, class: Class) -> Reading {
    let inside = span.of(text);
    if letters(inside) == 0 {
        return Reading::Untitled;
    }
    let first = first_sentence(inside);
    let sentence = &inside[..first.end];
    match first.mark {
        None if inside.ends_with(['；', ';', '，', ',']) => Reading::Untitled,
        None if letters(inside) <= LONGEST + 14
            && (piece.ends_line && letters(inside) <= LONGEST || is_title(inside)) =>
        {
            Reading::Whole
        }
        Some('：' | ':') if class < Class::Digit => {
            let title = pattern!(r"<announcement>$").replace(sentence, "");
            if is_title(&title) { Reading::Closed(span.start() + title.len()) } else { Reading::Untitled }
        }
        Some('。' | '！' | '!' | '？' | '?') if is_title(sentence) => {
            Reading::Closed(span.start() + first.end)
        }
        _ => Reading::Untitled,
    }
}

/// The first sentence of a text: its length without the mark, and the mark that ends it.
pub(super) struct FirstSentence {
    pub(super) end: usize,
    pub(super) mark: Option<char>,
}

/// Looks for the first mark that ends a title or sentence, outside brackets.
pub(super) fn first_sentence(text: &str) -> FirstSentence {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '《' | '【' => depth += 1,
            '）' | ')' | '》' | '】' => depth = depth.saturating_sub(1),
            _ if ends_sentence(c) || matches!(c, '；' | ';') => {
                return FirstSentence { end: at, mark: Some(c) };
            }
            '：' | ':' if depth == 0 => return FirstSentence { end: at, mark: Some(c) },
            _ => {}
        }
    }
    FirstSentence { end: text.len(), mark: None }
}

/// Whether a stretch reads like a title: short, no figures with units, no tale of time.
pub(super) fn is_title(text: &str) -> bool {
    let count = letters(text);
    let clauses = text.matches(['，', ',']).count();
    (2..=LONGEST).contains(&count)
        && clauses <= 3
        && !pattern!(
            r"(?x)[\dXx*×][\d.,]*(?:余|多)?
            (?: [%％亿万个家件户名人次项场条处台吨亩元起份所座辆批株头期套]
            | 平方 | 公里 | 千瓦 | 小时 | 分钟 | 百分点 )"
        )
        .is_match(text)
        && !pattern!(
            r"(?x)^(?: <no-title> | <year>[，,是] | \d{1,2}<range>\d{1,2}月 | 今年以来(?:[，,]|[^，,]{10})
            | 近年来[，,] | [一半]年来[，,] | 全年[^工] | 同时[，,] )"
        )
        .is_match(text)
        && !pattern!(r"[，,]<no-clause>").is_match(text)
}

fn kind(text: &str, section: &Section) -> Kind {
    let Some(end) = section.reading.title_end(section.text) else { return Kind::Item { text: section.text } };
    let title = Span::new(section.text.start(), end);
    let title = trim_end_marks(text, title);
    let rest = Span::new(end, section.text.end());
    let body = rest.of(text).trim_start_matches(|c: char| {
        ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '，' | ',')
    });
    let body = match section.reading {
        Reading::Whole => Span::new(section.text.end(), section.text.end()),
        _ => Span::new(section.text.end() - body.len(), section.text.end()).trimmed(text),
    };
    Kind::Heading { title, body }
}

/// A title without closing marks and Markdown stars.
pub(super) fn trim_end_marks(text: &str, title: Span) -> Span {
    let kept = title.of(text).trim_end_matches(|c: char| {
        ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '*' | '#')
    });
    Span::new(title.start(), title.start() + kept.len())
}
