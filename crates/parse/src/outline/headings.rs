//! Which numbers open a titled section, and where its title ends.

use std::collections::{BTreeMap, BTreeSet};

use super::Span;
use super::glued::Pairs;
use super::lists::{demote_lists, listed_lines, title_lines, without_sign};
use super::phrase::{LONGEST, first_sentence, is_short, is_title, trim_end_marks};
use super::pieces::Piece;
use super::section::{Kind, Section, Titling};
use super::siblings::{settle_first_clauses, settle_glued};
use crate::Role;
use crate::marker::Class;
use crate::pattern::pattern;
use crate::text_util::{ends_sentence, letters_to};

/// Finds the kind of every piece of one report.
///
/// `listed` holds the titles of a table of contents, squeezed.
pub(super) fn kinds(text: &str, pieces: &[Piece], pairs: &Pairs, listed: &BTreeSet<String>) -> Vec<Kind> {
    let mut sections = sections(text, pieces);
    settle_glued(text, pieces, &mut sections, pairs);
    settle_first_clauses(text, &mut sections);
    let mut kinds: Vec<Kind> = pieces.iter().map(|piece| plain(text, piece)).collect();
    for section in &sections {
        kinds[section.piece] = kind(text, section);
    }
    demote_lists(text, pieces, &sections, &mut kinds);
    title_lines(text, pieces, &mut kinds);
    listed_lines(text, pieces, listed, &mut kinds);
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
    (letters_to(title.of(text), 1) > 0)
        .then(|| Kind::Heading { title, body: Span::new(words.end(), words.end()) })
}

fn plain(text: &str, piece: &Piece) -> Kind {
    match (piece.marker, piece.title_len) {
        (Some(marker), _) => {
            Kind::Item { text: Span::new(piece.span.start() + marker.len, piece.span.end()).trimmed(text) }
        }
        (None, Some(len)) => {
            let title = Span::new(piece.span.start(), piece.span.start() + len).trimmed(text);
            let body = Span::new(title.end(), piece.span.end()).trimmed(text);
            Kind::Heading { title: without_sign(text, title).0, body }
        }
        (None, None) => Kind::Plain,
    }
}

/// Collects the outline's pieces with their siblings and a first reading of each.
fn sections(text: &str, pieces: &[Piece]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut rows: BTreeMap<(Option<usize>, Class), usize> = BTreeMap::new();
    let mut parents: Vec<(Class, usize)> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.title_len.is_some() {
            parents.retain(|&(class, _)| class < Class::Han && class != Class::Section);
            parents.push((Class::Section, index));
        }
        let Some(marker) = piece.marker.filter(|marker| marker.class.is_outline()) else { continue };
        parents.retain(|&(class, _)| class < marker.class);
        let parent = parents.last().map(|&(_, index)| index);
        parents.push((marker.class, index));
        let next = rows.len();
        let row = *rows.entry((parent, marker.class)).or_insert(next);
        let Some(span) = piece.section(text) else { continue };
        let reading = first_reading(text, span, piece, marker.class);
        sections.push(Section { piece: index, class: marker.class, row, text: span, reading });
    }
    sections
}

fn first_reading(text: &str, span: Span, piece: &Piece, class: Class) -> Titling {
    let inside = span.of(text);
    // Of one letter more than any title has it does not matter how many follow.
    let count = letters_to(inside, LONGEST + 15);
    if count == 0 {
        return Titling::Untitled;
    }
    let first = first_sentence(inside);
    let sentence = &inside[..first.end];
    let bracketed = pattern!("^【[^】]{2,30}】|^「[^」]{2,30}」|^〖[^〗]{2,30}〗").find(inside);
    if let Some(title) = bracketed.filter(|title| title.len() < inside.len()) {
        return Titling::Closed(span.start() + title.len());
    }
    match first.mark {
        None if inside.ends_with(['；', ';', '，', ',']) => Titling::Untitled,
        None if count <= LONGEST + 14
            && is_short(inside)
            && (piece.ends_line && count <= LONGEST || is_title(inside)) =>
        {
            Titling::Whole
        }
        Some('：' | ':') if class < Class::Digit => {
            let title = pattern!(r"(?:<announcement-in-title>|<announcement>)$").replace(sentence, "");
            if is_title(&title) { Titling::Closed(span.start() + title.len()) } else { Titling::Untitled }
        }
        Some('。' | '！' | '!' | '？' | '?') if is_title(sentence) => {
            Titling::Closed(span.start() + first.end)
        }
        _ => Titling::Untitled,
    }
}

fn kind(text: &str, section: &Section) -> Kind {
    let Some(end) = section.reading.title_end(section.text) else { return Kind::Item { text: section.text } };
    let title = Span::new(section.text.start(), end);
    let title = without_sign(text, trim_end_marks(text, title)).0;
    let rest = Span::new(end, section.text.end());
    let body = rest.of(text).trim_start_matches(|c: char| {
        ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '，' | ',')
    });
    let body = match section.reading {
        Titling::Whole => Span::new(section.text.end(), section.text.end()),
        _ => Span::new(section.text.end() - body.len(), section.text.end()).trimmed(text),
    };
    Kind::Heading { title, body }
}
