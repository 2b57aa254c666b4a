//! The outline of a repaired text: reports, headings, paragraphs.
//!
//! Lines are split into reports ([`reports`]), reports into pieces at numbers ([`pieces`], [`numbering`]),
//! pieces are read as headings, items or plain text ([`headings`], [`glued`], [`siblings`], [`lists`]), put
//! into blocks with paths ([`blocks`], [`leads`]) and given their part ([`period`], [`votes`], [`parts`]). All of
//! it works on the repaired text; only at the end spans are turned into places of the source.

mod blocks;
mod file_name;
mod furniture;
mod glued;
mod head;
mod headings;
mod hints;
mod inline_titles;
pub(crate) mod leads;
mod lists;
mod numbering;
pub(crate) mod parts;
mod period;
mod phrase;
mod pieces;
mod repeats;
pub(crate) mod reporter;
mod reports;
mod section;
mod shape;
mod siblings;
#[cfg(test)]
mod tests;
pub(crate) mod title;
mod unit;
mod votes;
mod warnings;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::file_name::FileName;
use self::hints::LineRoles;
use self::pieces::Piece;
use crate::duplicates::Passage;
use crate::repair::{CONTENTS, Edit, TRADITIONAL, Text, contents_entry, suspects};
use crate::text_util::squeezed;
use crate::{Furniture, Hint, Period, Repaired, Report, Trouble, Warning};

/// The outline is found in the repaired text.
type Span = crate::Span<Repaired>;

/// What the outline stage finds; spans are of the source.
pub(crate) struct Outline {
    pub(crate) reports: Vec<Report>,
    pub(crate) furniture: Vec<Furniture>,
    pub(crate) warnings: Vec<Warning>,
}

/// Finds the outline of a repaired text.
pub(crate) fn outline(text: &Text, source: &str, hints: &[Hint], name: Option<&str>) -> Outline {
    let repaired = text.as_str();
    let edits: Vec<&Edit> = text.edits().collect();
    let roles = LineRoles::of(text, hints);
    let listed = listed_titles(&edits);
    let (split, passages) =
        rayon::join(|| reports::split(repaired, &listed, &roles), || repeats::pasted(repaired));
    let reports::Split { drafts, strays } = split;
    let alone = drafts.len() == 1;
    let file = name.map(FileName::of);
    let cut = |draft: &reports::Draft| {
        let lines = repeats::cut_at_passages(repaired, &draft.lines, &passages);
        pieces::pieces(repaired, &lines, &roles, &draft.parts)
    };
    let pieces: Vec<Vec<Piece>> = drafts.par_iter().map(cut).collect();
    let sections = pieces.iter().flatten().filter_map(|piece| piece.section(repaired));
    let pairs = glued::Pairs::of(repaired, sections);
    let around = Around { text, listed, passages, pairs, file, alone };
    let outlined: Vec<_> =
        drafts.par_iter().zip(pieces).filter_map(|(draft, pieces)| report(draft, &pieces, &around)).collect();
    let (mut reports, warnings): (Vec<Report>, Vec<Vec<Warning>>) = outlined.into_iter().unzip();
    let mut warnings = warnings.concat();
    warnings.extend(suspects(repaired).map(|span| {
        let what = Trouble::Misread { text: span.of(repaired).to_owned() };
        Warning { span: text.source_span(span), what }
    }));
    if let Some(edit) = edits.iter().find(|edit| edit.is_of(&TRADITIONAL)) {
        warnings.push(Warning { span: edit.span, what: Trouble::TraditionalScript });
    }
    if strays.is_empty() {
        share_unit(&mut reports);
    }
    repeats::mark_near_duplicates(&mut reports);
    warnings.sort_by_key(|warning| warning.span);
    let strays: Vec<Furniture> = strays
        .iter()
        .map(|stray| Furniture { span: text.source_span(stray.span), what: stray.what })
        .collect();
    let furniture = furniture::furniture(source, &reports, &edits, &strays);
    Outline { reports, furniture, warnings }
}

/// What the reports of a text share.
struct Around<'t> {
    text: &'t Text<'t>,
    listed: BTreeSet<String>,
    passages: Vec<Passage<Repaired>>,
    pairs: glued::Pairs,
    file: Option<FileName<'t>>,
    /// Whether the text is one report.
    alone: bool,
}

/// The outline of one report, cut into pieces, with what is odd about it; none of a draft without text.
fn report(draft: &reports::Draft, pieces: &[Piece], around: &Around<'_>) -> Option<(Report, Vec<Warning>)> {
    let Around { text, listed, passages, pairs, file, alone } = around;
    let repaired = text.as_str();
    let kinds = headings::kinds(repaired, pieces, pairs, listed);
    let (mut blocks, places) = blocks::blocks(text, pieces, &kinds);
    repeats::mark_passages(text, &mut blocks, &places, passages);
    let title = draft.title.map(|span| blocks::clean(span.of(repaired)));
    let period = period::of(title.as_deref(), &blocks, file.as_ref());
    let unit = reporter::unit(title.as_deref(), &blocks, file.as_ref(), *alone);
    let years = years(title.as_deref(), period.as_ref());
    parts::assign(title.as_deref(), period.as_ref(), &mut blocks);
    let warnings = warnings::headings(&blocks);
    let span = places.iter().copied().chain(draft.title).reduce(Span::join)?;
    let report = Report {
        genre: title.as_deref().and_then(title::genre),
        title,
        title_span: draft.title.map(|span| text.source_span(span)),
        unit,
        years,
        period,
        span: text.source_span(span),
        blocks,
    };
    Some((report, warnings))
}

/// A report that names no unit behind one that does is an annex of the same unit, if the file names no other.
fn share_unit(reports: &mut [Report]) {
    let mut named = reports.iter().filter_map(|report| report.unit.as_ref());
    let Some(unit) = named.next().cloned().filter(|unit| named.all(|other| other == unit)) else { return };
    let behind = reports.iter_mut().skip_while(|report| report.unit.is_none());
    for report in behind.filter(|report| report.unit.is_none() && report.title.is_some()) {
        report.unit = Some(unit.clone());
    }
}

/// The years the title names, or else those looked back on and planned, ascending: headings of a text that is no
/// report may look back on a later year than they plan.
fn years(title: Option<&str>, period: Option<&Period>) -> Vec<u16> {
    let mut years = title.map(title::stated_years).unwrap_or_default();
    if let (true, Some(period)) = (years.is_empty(), period) {
        years.extend(period.done);
        years.extend(period.plan.filter(|&plan| period.done != Some(plan)));
        years.sort_unstable();
    }
    years
}

/// The titles of a table of contents that was taken out.
fn listed_titles(edits: &[&Edit]) -> BTreeSet<String> {
    let tables = edits.iter().filter(|edit| edit.is_of(&CONTENTS));
    let rows = tables.flat_map(|edit| edit.was.lines());
    let titles = rows.map(|row| contents_entry(row.trim()).unwrap_or(row.trim()));
    titles.map(squeezed).collect()
}
