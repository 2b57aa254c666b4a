//! Siblings help each other: sections under one parent tend to have titles of one shape.

use std::collections::BTreeMap;

use super::Span;
use super::glued::{self, Candidate, Pairs};
use super::phrase::{first_sentence, is_title};
use super::pieces::Piece;
use super::section::{Section, Titling};
use super::shape::{Shapes, shape};
use crate::marker::Class;
use crate::text_util::letters_to;

/// Letters from which a closed first sentence may be a title and a sentence run together.
const LONG: usize = 14;

/// Titles run together with their bodies: every sibling whose end is known helps to find the
/// others, and so do the likely ends of siblings that are as much in doubt.
pub(super) fn settle_glued(text: &str, pieces: &[Piece], sections: &mut [Section], pairs: &Pairs) {
    let glued_style = runs_titles_together(text, pieces, sections);
    for row in rows(sections) {
        let mut closed = Shapes::default();
        let first = |section: &Section| {
            section.reading.title_end(section.text).map(|end| Span::new(section.text.start(), end))
        };
        let shape_of = |title: Span| shape(title.of(text));
        for &index in &row {
            if matches!(sections[index].reading, Titling::Closed(_)) {
                closed.extend(first(&sections[index]).map(shape_of));
            }
        }
        // Where titles run together, a closing mark may belong to the sentence behind the title,
        // unless closed titles of one shape vouch for each other.
        let titles: Vec<Option<Span>> = row
            .iter()
            .map(|&index| {
                let title = first(&sections[index])?;
                let doubtful = glued_style
                    && matches!(sections[index].reading, Titling::Closed(_))
                    && letters_to(title.of(text), LONG) >= LONG
                    && closed.near(&shape_of(title)) <= 2;
                (!doubtful).then_some(title)
            })
            .collect();
        let mut known = Shapes::default();
        known.extend(titles.iter().flatten().map(|&title| shape_of(title)));
        // In a list only what opens a sentence parts a title from the text.
        let listed = sections[row[0]].class >= Class::DigitParen || is_list(text, pieces, sections, &row);
        let candidates: Vec<Vec<Candidate>> = row
            .iter()
            .map(|&index| {
                let mut own = glued::candidates(text, sections[index].text, pairs);
                own.retain(|candidate| !listed || candidate.is_marked(text));
                own
            })
            .collect();
        let mut likely = Shapes::default();
        likely.extend(
            candidates
                .iter()
                .flatten()
                .filter(|candidate| candidate.is_likely())
                .map(|candidate| candidate.shape.clone()),
        );
        for ((&index, &title), own) in row.iter().zip(&titles).zip(&candidates) {
            let short = title.is_some_and(|title| letters_to(title.of(text), 25) <= 24);
            if short && sections[index].reading == Titling::Whole {
                continue;
            }
            if let Some(end) = glued::choose(text, own, title, &known, &likely) {
                sections[index].reading = Titling::Glued(end);
            }
        }
    }
}

/// Among siblings that mostly have titles, a first clause does as one
/// (`9.加强燃气整治工作，截至目前，…`).
pub(super) fn settle_first_clauses(text: &str, sections: &mut [Section]) {
    for row in rows(sections) {
        let titled = row.iter().filter(|&&index| sections[index].reading != Titling::Untitled).count();
        if row.len() <= 2 || titled * 2 <= row.len() {
            continue;
        }
        for &index in &row {
            let section = &mut sections[index];
            let words = section.text.of(text);
            let clause = words.find(['，', ',']).map_or("", |at| &words[..at]);
            if section.reading == Titling::Untitled && letters_to(clause, 4) >= 4 && is_title(clause) {
                section.reading = Titling::Closed(section.text.start() + clause.len());
            }
        }
    }
}

/// Whether a row's numbers number a list: every one of a few is a line of one sentence, and most have no title.
fn is_list(text: &str, pieces: &[Piece], sections: &[Section], row: &[usize]) -> bool {
    const FEWEST: usize = 3;
    let untitled = row.iter().filter(|&&index| sections[index].reading == Titling::Untitled).count();
    row.len() >= FEWEST
        && untitled * 3 >= row.len() * 2
        && row.iter().all(|&index| {
            let (section, piece) = (&sections[index], &pieces[sections[index].piece]);
            let words = section.text.of(text);
            piece.starts_line && piece.ends_line && first_sentence(words).end + '。'.len_utf8() >= words.len()
        })
}

/// The sections of each row, by their place in the list.
fn rows(sections: &[Section]) -> Vec<Vec<usize>> {
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, section) in sections.iter().enumerate() {
        rows.entry(section.row).or_default().push(index);
    }
    rows.into_values().collect()
}

/// Whether titles mostly run into the number behind them without a closing mark.
fn runs_titles_together(text: &str, pieces: &[Piece], sections: &[Section]) -> bool {
    let inside = || sections.iter().filter(|section| !pieces[section.piece].ends_line);
    let open = inside().filter(|section| section.reading == Titling::Whole).count();
    let closed = inside().filter(|section| match section.reading {
        Titling::Closed(end) => letters_to(Span::new(end, section.text.end()).of(text), 1) == 0,
        _ => false,
    });
    open > closed.count()
}
