//! Which numbers open a titled section, and where its title ends.

use std::collections::BTreeMap;

use super::pieces::Piece;
use super::{glued, parts, title};
use crate::Span;
use crate::marker::Class;
use crate::repair::is_table_row;
use crate::text_util::{closes, ends_sentence, is_han, letters, pattern};

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
struct Section {
    piece: usize,
    class: Class,
    /// Sections with the same group are siblings: one class under one parent.
    group: usize,
    /// Everything behind the number.
    text: Span,
    reading: Reading,
}

/// How the text behind a number may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// All of it is a title.
    Whole,
    /// A title up to here, closed by a mark of its own.
    Closed(usize),
    /// A title up to here, run together with the body.
    Glued(usize),
    /// No title found.
    Untitled,
}

/// Longest title, in letters; longer first sentences are text.
const LONGEST: usize = 42;

/// Finds the kind of every piece of one report.
pub(super) fn kinds(text: &str, pieces: &[Piece], joints: &[usize]) -> Vec<Kind> {
    let mut sections = sections(text, pieces);
    settle_glued(text, &mut sections, joints);
    settle_first_clauses(text, &mut sections);
    let mut kinds: Vec<Kind> = pieces.iter().map(|piece| plain(text, piece)).collect();
    for section in &sections {
        kinds[section.piece] = kind(text, section);
    }
    demote_lists(text, pieces, &sections, &mut kinds);
    title_lines(text, pieces, &mut kinds);
    kinds
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
    if inside.is_empty() {
        return Reading::Untitled;
    }
    let first = first_sentence(inside);
    let sentence = &inside[..first.end];
    match first.mark {
        None if inside.ends_with(['；', ';', '，', ',']) => Reading::Untitled,
        None if letters(inside) <= LONGEST + 14 && (piece.ends_line && letters(inside) <= LONGEST || is_title(inside)) => Reading::Whole,
        Some('：' | ':') if class < Class::Digit && is_title(sentence) => Reading::Closed(span.start() + first.end),
        Some('。' | '！' | '!' | '？' | '?') if is_title(sentence) => Reading::Closed(span.start() + first.end),
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
            _ if ends_sentence(c) || matches!(c, '；' | ';') => return FirstSentence { end: at, mark: Some(c) },
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
        && !pattern!(r"[\dXx*×][\d.,]*(?:余|多)?(?:[%％亿万个家件户名人次项场条处台吨亩元起份所座辆批株头期套]|平方|公里|千瓦|小时|分钟|百分点)").is_match(text)
        && !pattern!(r"^(?:今年以来|截至|截止|目前|全年|近年来|一年来|半年来|\d{1,2}[-—－~至]\d{1,2}月|20\d{2}[ ]?年[，,是]|据统计|对此|同时[，,]|其中|经过|我们|虽然|由于|因此|但)").is_match(text)
        && !pattern!(r"[，,](?:已|共|累计|其中|并|但|且|还|同比|较|截至|截止|目前)").is_match(text)
}

/// Titles run together with their bodies: every sibling whose end is known helps to find the
/// others, and so do the likely ends of siblings that are as much in doubt.
fn settle_glued(text: &str, sections: &mut [Section], joints: &[usize]) {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, section) in sections.iter().enumerate() {
        members.entry(section.group).or_default().push(index);
    }
    for group in members.values() {
        let known: Vec<glued::Shape> = group
            .iter()
            .filter_map(|&index| title_end(&sections[index]).map(|end| (index, end)))
            .map(|(index, end)| glued::shape(Span::new(sections[index].text.start(), end).of(text)))
            .collect();
        let candidates: Vec<Vec<glued::Candidate>> =
            group.iter().map(|&index| glued::candidates(text, sections[index].text, joints)).collect();
        for (position, &index) in group.iter().enumerate() {
            let section = &sections[index];
            let others = candidates.iter().enumerate().filter(|&(other, _)| other != position);
            let doubtful: Vec<&glued::Candidate> = others.flat_map(|(_, list)| list).collect();
            let closed = title_end(section).map(|end| Span::new(section.text.start(), end));
            if closed.is_some() && section.reading == Reading::Whole && letters(section.text.of(text)) <= 24 {
                continue;
            }
            if let Some(end) = glued::choose(text, &candidates[position], closed, &known, &doubtful) {
                sections[index].reading = Reading::Glued(end);
            }
        }
    }
}

/// Where a section's title ends by its first reading.
fn title_end(section: &Section) -> Option<usize> {
    match section.reading {
        Reading::Whole => Some(section.text.end()),
        Reading::Closed(end) | Reading::Glued(end) => Some(end),
        Reading::Untitled => None,
    }
}

/// Among siblings that mostly have titles, a first clause does as one
/// (`9.加强燃气整治工作，截至目前，…`).
fn settle_first_clauses(text: &str, sections: &mut [Section]) {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for section in sections.iter() {
        let count = counts.entry(section.group).or_default();
        count.0 += 1;
        count.1 += usize::from(section.reading != Reading::Untitled);
    }
    for section in sections.iter_mut().filter(|section| section.reading == Reading::Untitled) {
        let (all, titled) = counts[&section.group];
        let clause = section.text.of(text).find(['，', ',']).map(|at| &section.text.of(text)[..at]);
        if let Some(clause) = clause
            && titled * 2 > all
            && all > 2
            && is_title(clause)
            && letters(clause) >= 4
        {
            section.reading = Reading::Closed(section.text.start() + clause.len());
        }
    }
}

fn kind(text: &str, section: &Section) -> Kind {
    let Some(end) = title_end(section) else { return Kind::Item { text: section.text } };
    let title = Span::new(section.text.start(), end);
    let title = trim_end_marks(text, title);
    let rest = Span::new(end, section.text.end());
    let body = rest.of(text).trim_start_matches(|c: char| ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '，' | ','));
    let body = match section.reading {
        Reading::Whole => Span::new(section.text.end(), section.text.end()),
        _ => Span::new(section.text.end() - body.len(), section.text.end()).trimmed(text),
    };
    Kind::Heading { title, body }
}

/// A title without closing marks and Markdown stars.
fn trim_end_marks(text: &str, title: Span) -> Span {
    let kept = title.of(text).trim_end_matches(|c: char| ends_sentence(c) || c.is_whitespace() || matches!(c, '：' | ':' | '*' | '#'));
    Span::new(title.start(), title.start() + kept.len())
}

/// Numbers below 一、 whose "titles" have nothing under them number a list.
fn demote_lists(text: &str, pieces: &[Piece], sections: &[Section], kinds: &mut [Kind]) {
    let has_body = |section: &Section| match kinds[section.piece] {
        Kind::Heading { body, .. } if !body.is_empty() => true,
        _ => pieces.get(section.piece + 1).is_some_and(|next| {
            next.section.is_none() && next.marker.is_none_or(|marker| marker.class > section.class)
        }),
    };
    let mut bodies: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for section in sections {
        let count = bodies.entry(section.group).or_default();
        count.0 += 1;
        count.1 += usize::from(has_body(section));
    }
    let listed: Vec<&Section> = sections
        .iter()
        .filter(|section| {
            let run_in = matches!(kinds[section.piece], Kind::Heading { body, .. } if !body.is_empty());
            let (all, with) = bodies[&section.group];
            let sentence = section.text.of(text).ends_with(ends_sentence) || section.text.of(text).ends_with(closes);
            let list = with * 3 <= all;
            let words = section.text.of(text);
            let titled = with * 2 > all && letters(words) <= 26 && words.matches(['，', ',']).count() <= 1;
            match section.class {
                _ if run_in => false,
                class if class >= Class::Digit => list || sentence && !has_body(section) && !titled,
                class if class >= Class::Han => sentence && (list || !has_body(section) && !titled) && all >= 2,
                _ => false,
            }
        })
        .collect();
    for section in listed {
        kinds[section.piece] = Kind::Item { text: section.text };
    }
}

/// Lines without an outline's number that title what follows: `环境质量`, `第一，准入更加便捷`. Words for a part of
/// a report are enough for one; others must come in a row of at least two.
fn title_lines(text: &str, pieces: &[Piece], kinds: &mut [Kind]) {
    let titles: Vec<(usize, Span)> =
        (0..pieces.len()).filter_map(|index| Some((index, title_line(text, pieces, kinds, index)?))).collect();
    let row = titles.len() >= 2;
    for (index, title) in titles {
        if row || parts::names_part(title.of(text)) {
            kinds[index] = Kind::Heading { title, body: Span::new(title.end(), title.end()) };
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
    let words = line.of(text);
    let title = trim_end_marks(text, line);
    let open = first_sentence(words).mark.is_none() && words.chars().next_back().is_some_and(|c| is_han(c) || closes(c));
    let bare = title.of(text).chars().all(|c| c.is_alphanumeric() || matches!(c, '，' | ',' | '、' | '“' | '”' | '—'));
    let followed = match next.marker {
        None => letters(next.span.of(text)) >= BODY && next.starts_line && !is_table_row(next.span.of(text)),
        Some(marker) => marker.number == 1 && parts::names_part(words) && marker.class >= Class::Han,
    };
    let limit = if numbered { LONGEST } else { *LETTERS.end() };
    let count = letters(words);
    (piece.starts_line && piece.ends_line && open && bare && followed && is_title(words))
        .then_some(title)
        .filter(|_| (*LETTERS.start()..=limit).contains(&count) && !title::is_unit_line(words) && !is_table_row(words))
        .filter(|_| !pattern!(r"^[\p{Han}·]{2,3}$|[年月日]$|^附件?").is_match(words))
}
