//! From pieces to headings and paragraphs: levels, paths, leads.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::names_part;
use super::pieces::Piece;
use super::section::Kind;
use super::{Span, leads};
use crate::marker::Class;
use crate::repair::Text;
use crate::text_util::{ends_sentence, in_one_line, is_table_row};
use crate::{Block, Heading, Paragraph, Part, Role};

/// The kinds of headings, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// 第一章 and above.
    Division,
    /// Titles without number that name a part of a report (`2024年工作思路`) or that the file ranks.
    Part,
    /// 一、 and below.
    Numbered,
    /// Other titles without number.
    Bare,
}

/// Nesting of headings: by tier, within a tier by class, within a class by the level the file gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Depth {
    tier: Tier,
    class: Class,
    /// 0 where the file gives none.
    level: u8,
}

/// A heading that is still open, for the paths of what follows.
struct Open {
    depth: Depth,
    title: String,
}

/// Builds the blocks of one report, and says where each stands in the repaired text.
pub(super) fn blocks(text: &Text, pieces: &[Piece], kinds: &[Kind]) -> (Vec<Block>, Vec<Span>) {
    let levels = Levels::of(pieces, kinds, text.as_str());
    let mut builder = Builder { text, open: Vec::new(), blocks: Vec::new(), places: Vec::new() };
    let text = text.as_str();
    for (index, (piece, kind)) in pieces.iter().zip(kinds).enumerate() {
        let marker = marker(text, piece);
        match *kind {
            Kind::Heading { title, body } => {
                let depth = levels.depth(piece, title, text);
                builder.open.retain(|above| above.depth < depth);
                let level = levels.level(depth, &builder.open);
                let run_in = !body.is_empty() || !piece.ends_line;
                // The mark behind a title without text belongs to the heading.
                let end = if body.is_empty() { piece.span.end() } else { title.end() };
                let place = Span::new(piece.span.start(), end);
                builder.heading(depth, level, &marker, place, title, run_in);
                let item_next = pieces
                    .get(index + 1)
                    .is_some_and(|next| next.marker.is_some_and(|m| !m.class.is_outline()));
                if !body.is_empty() {
                    let mut parts = leads::split(text, body);
                    let lead = parts.first().and_then(|&part| leads::lead(text, part));
                    if let Some(first) = parts.first_mut() {
                        *first = Span::new(piece.span.start(), first.end());
                    }
                    for (position, part) in parts.into_iter().enumerate() {
                        let lead = if position == 0 { lead } else { leads::lead(text, part) };
                        let marker = if position == 0 { marker.as_str() } else { "" };
                        builder.paragraph(part, marker, lead);
                    }
                } else if !piece.ends_line && item_next && !names_part(title.of(text))
                    || stands_alone(text, pieces, index)
                {
                    builder.paragraph(piece.span, &marker, None);
                }
            }
            Kind::Item { text: behind } => {
                builder.paragraph(piece.span, &marker, leads::lead(text, behind));
            }
            Kind::Plain => {
                let in_table = is_row(text, piece) && index > 0 && is_row(text, &pieces[index - 1]);
                if in_table && builder.continue_table(piece.span) {
                    continue;
                }
                for part in leads::split(text, piece.span) {
                    builder.paragraph(part, "", leads::lead(text, part));
                }
            }
        }
    }
    (builder.blocks, builder.places)
}

/// Whether a numbered sentence has nothing under it: heading by its siblings, text by itself.
fn stands_alone(text: &str, pieces: &[Piece], index: usize) -> bool {
    let piece = pieces[index];
    let under = pieces.get(index + 1).is_some_and(|next| match (piece.marker, next.marker) {
        (Some(own), Some(other)) => next.title_len.is_none() && other.class > own.class,
        _ => next.title_len.is_none(),
    });
    piece.marker.is_some() && !under && piece.span.of(text).ends_with(ends_sentence)
}

/// The blocks of a report so far; their spans are of the source.
struct Builder<'t> {
    text: &'t Text<'t>,
    open: Vec<Open>,
    blocks: Vec<Block>,
    /// Where each block stands in the repaired text.
    places: Vec<Span>,
}

impl Builder<'_> {
    /// Adds a heading and opens it.
    fn heading(&mut self, depth: Depth, level: u8, marker: &str, place: Span, title: Span, run_in: bool) {
        let words = clean(title.of(self.text.as_str()));
        self.open.push(Open { depth, title: words.clone() });
        self.places.push(place);
        self.blocks.push(Block::Heading(Heading {
            level,
            marker: marker.to_owned(),
            title: words,
            title_span: self.text.source_span(title),
            run_in,
            span: self.text.source_span(place),
            repeats: None,
        }));
    }

    /// Adds a paragraph under the open headings.
    fn paragraph(&mut self, place: Span, marker: &str, lead: Option<Span>) {
        let text = self.text.as_str();
        self.places.push(place);
        self.blocks.push(Block::Paragraph(Paragraph {
            part: Part::Done,
            year: None,
            marker: marker.to_owned(),
            path: self.open.iter().map(|above| above.title.clone()).collect(),
            lead: lead.map(|lead| clean(lead.of(text))),
            span: self.text.source_span(place),
            text: place.of(text).to_owned(),
            repeats: None,
        }));
    }

    /// Adds a table row to the paragraph of the rows before.
    fn continue_table(&mut self, row: Span) -> bool {
        let (Some(Block::Paragraph(table)), Some(place)) = (self.blocks.last_mut(), self.places.last_mut())
        else {
            return false;
        };
        if !table.marker.is_empty() {
            return false;
        }
        table.text.push_str(Span::new(place.end(), row.end()).of(self.text.as_str()));
        *place = place.join(row);
        table.span = self.text.source_span(*place);
        true
    }
}

/// The number as printed, without Markdown signs and white space.
fn marker(text: &str, piece: &Piece) -> String {
    let len = piece.marker.map_or(0, |marker| marker.len);
    Span::new(piece.span.start(), piece.span.start() + len)
        .of(text)
        .trim_start_matches(['#', '*', ' '])
        .trim()
        .to_owned()
}

/// A title in one line without Markdown signs. `**` that the repairs left is a mask.
pub(super) fn clean(title: &str) -> String {
    in_one_line(title.trim_matches(|c: char| c == '#' || c.is_whitespace()))
}

/// How deep the headings of one report stand.
struct Levels {
    /// The marker classes that number headings.
    classes: BTreeSet<Class>,
    /// The depth of numbered headings by the level the file gives them.
    styled: BTreeMap<u8, Depth>,
    /// Whether the file alone vouches for some heading: levels then count what is open above.
    by_style: bool,
    /// Whether the first numbered heading stands under a part without number: all stand a level lower.
    under_parts: bool,
}

impl Levels {
    fn of(pieces: &[Piece], kinds: &[Kind], text: &str) -> Self {
        let headings = || pieces.iter().zip(kinds).filter(|(_, kind)| matches!(kind, Kind::Heading { .. }));
        let part = |piece: &Piece, kind: &Kind| match kind {
            Kind::Heading { title, .. } => piece.marker.is_none() && names_part(title.of(text)),
            _ => false,
        };
        let numbered = || headings().filter_map(|(piece, _)| Some((piece, piece.marker?.class)));
        Self {
            classes: numbered().map(|(_, class)| class).collect(),
            styled: numbered().filter_map(|(piece, class)| Some((level(piece)?, of_class(class)))).collect(),
            by_style: headings().any(|(piece, _)| piece.marker.is_none() && level(piece).is_some()),
            under_parts: headings().next().is_some_and(|(piece, kind)| part(piece, kind)),
        }
    }

    fn depth(&self, piece: &Piece, title: Span, text: &str) -> Depth {
        match (piece.marker, level(piece)) {
            (Some(marker), _) => of_class(marker.class),
            (None, Some(level)) => match self.styled.range(..=level).next_back() {
                Some((&same, &depth)) if same == level => depth,
                Some((_, &depth)) => Depth { level, ..depth },
                None => Depth { tier: Tier::Part, class: Class::Part, level },
            },
            (None, None) if names_part(title.of(text)) => {
                Depth { tier: Tier::Part, class: Class::Part, level: 0 }
            }
            (None, None) => Depth { tier: Tier::Bare, class: Class::Part, level: 0 },
        }
    }

    fn level(&self, depth: Depth, above: &[Open]) -> u8 {
        let top = 1 + u8::from(self.under_parts);
        let rank = |class: Class| self.classes.iter().filter(|&&other| other < class).count() as u8 + top;
        match depth.tier {
            _ if self.by_style => above.len().min(usize::from(u8::MAX) - 1) as u8 + 1,
            Tier::Part => 1,
            Tier::Bare => above.last().map_or(1, |last| match last.depth.tier {
                Tier::Part => 2,
                _ => rank(last.depth.class) + 1,
            }),
            Tier::Division | Tier::Numbered => rank(depth.class),
        }
    }
}

fn of_class(class: Class) -> Depth {
    let tier = if class < Class::Han { Tier::Division } else { Tier::Numbered };
    Depth { tier, class, level: 0 }
}

/// The level the file gives a heading.
fn level(piece: &Piece) -> Option<u8> {
    match piece.role {
        Some(Role::Heading(level)) => Some(level),
        _ => None,
    }
}

/// Whether a piece is a row of a table, by the file or by its looks.
fn is_row(text: &str, piece: &Piece) -> bool {
    piece.role == Some(Role::TableRow) || is_table_row(piece.span.of(text))
}
