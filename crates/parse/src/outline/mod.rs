//! The outline of a repaired text: reports, headings, paragraphs.
//!
//! Lines are split into reports ([`reports`]), reports into pieces at numbers ([`pieces`], [`numbering`]),
//! pieces are read as headings, items or plain text ([`headings`], [`glued`], [`siblings`], [`lists`]), put
//! into blocks with paths ([`blocks`], [`leads`]) and given their part ([`period`], [`votes`], [`parts`]). All of it works on the
//! repaired text; only at the end spans are turned into places of the source.

mod blocks;
mod furniture;
mod glued;
mod headings;
mod hints;
mod inline_titles;
mod leads;
mod lists;
mod numbering;
mod parts;
mod period;
mod phrase;
mod pieces;
mod repeats;
mod reports;
mod section;
mod shape;
mod siblings;
#[cfg(test)]
mod tests;
mod title;
mod unit;
mod votes;
mod warnings;

use std::collections::BTreeSet;

use self::hints::LineRoles;
use crate::repair::{CONTENTS, Edit, TRADITIONAL, Text, contents_entry, suspects};
use crate::text_util::squeezed;
use crate::{Block, Furniture, Hint, Period, Repaired, Report, Trouble, Warning};

/// The outline is found in the repaired text.
type Span = crate::Span<Repaired>;

/// What the outline stage finds; spans are of the source.
pub(crate) struct Outline {
    pub(crate) reports: Vec<Report>,
    pub(crate) furniture: Vec<Furniture>,
    pub(crate) warnings: Vec<Warning>,
}

/// Finds the outline of a repaired text.
pub(crate) fn outline(text: &Text, source: &str, hints: &[Hint]) -> Outline {
    let repaired = text.as_str();
    let edits: Vec<&Edit> = text.edits().collect();
    let roles = LineRoles::of(text, hints);
    let drafts = reports::split(repaired, &listed_titles(&edits), &roles);
    let passages = repeats::pasted(repaired);
    let pairs = glued::Pairs::of(repaired);
    let mut reports = Vec::new();
    let mut warnings = Vec::new();
    for draft in drafts {
        let lines = repeats::cut_at_passages(repaired, &draft.lines, &passages);
        let pieces = pieces::pieces(repaired, &lines, &roles);
        let kinds = headings::kinds(repaired, &pieces, &pairs);
        let (mut blocks, places) = blocks::blocks(text, &pieces, &kinds);
        repeats::mark_passages(text, &mut blocks, &places, &passages);
        let title = draft.title.map(|span| blocks::clean(span.of(repaired)));
        let years = title.as_deref().map(title::years).unwrap_or_default();
        let period = period::of(title.as_deref(), &blocks);
        parts::assign(title.as_deref(), period.as_ref(), &mut blocks);
        warnings.extend(warnings::headings(&blocks));
        reports.extend(report(text, draft.title, title, years, period, blocks, &places));
    }
    warnings.extend(suspects(repaired).map(|span| {
        let what = Trouble::Misread { text: span.of(repaired).to_owned() };
        Warning { span: text.source_span(span), what }
    }));
    if let Some(edit) = edits.iter().find(|edit| edit.is_of(&TRADITIONAL)) {
        warnings.push(Warning { span: edit.span, what: Trouble::TraditionalScript });
    }
    repeats::mark_near_duplicates(&mut reports);
    warnings.sort_by_key(|warning| warning.span);
    let furniture = furniture::furniture(source, &reports, &edits);
    Outline { reports, furniture, warnings }
}

/// The titles of a table of contents that was taken out.
fn listed_titles(edits: &[&Edit]) -> BTreeSet<String> {
    let tables = edits.iter().filter(|edit| edit.is_of(&CONTENTS));
    let rows = tables.flat_map(|edit| edit.was.lines());
    let titles = rows.map(|row| contents_entry(row.trim()).unwrap_or(row.trim()));
    titles.filter(|title| title::likeness(title).is_some()).map(squeezed).collect()
}

/// Puts a report together; `places` are those of the blocks.
fn report(
    text: &Text,
    title_span: Option<Span>,
    title: Option<String>,
    mut years: Vec<u16>,
    period: Option<Period>,
    blocks: Vec<Block>,
    places: &[Span],
) -> Option<Report> {
    let span = places.iter().copied().chain(title_span).reduce(Span::join)?;
    let unit = title.as_deref().and_then(unit::of_title).or_else(|| beside(&blocks));
    if years.is_empty() {
        years = title::years(last_line(text.as_str(), places));
        years.truncate(1);
    }
    let genre = title.as_deref().and_then(title::genre);
    let title_span = title_span.map(|span| text.source_span(span));
    Some(Report { title, title_span, unit, years, period, genre, span: text.source_span(span), blocks })
}

/// The unit that stands under the title or signs at the end.
fn beside(blocks: &[Block]) -> Option<String> {
    let lines = blocks.iter().take(1).chain(blocks.iter().rev().take(3)).filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Heading(_) => None,
    });
    lines.map(squeezed).find(|line| unit::is_unit_line(line))
}

/// The last block, if it is short enough to be a date.
fn last_line<'t>(text: &'t str, places: &[Span]) -> &'t str {
    places.last().map(|place| place.of(text)).filter(|last| last.chars().count() <= 20).unwrap_or("")
}
