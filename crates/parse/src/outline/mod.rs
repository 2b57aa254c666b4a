//! The outline of a repaired text: reports, headings, paragraphs.
//!
//! Lines are split into reports ([`reports`]), reports into pieces at numbers ([`pieces`], [`numbering`]), pieces
//! are read as headings, items or plain text ([`headings`], [`glued`], [`siblings`], [`lists`]), put into blocks with paths
//! ([`blocks`], [`leads`]) and given their part ([`parts`]). All of it works on the repaired text;
//! only at the end spans are turned into places of the source.

mod blocks;
mod evidence;
mod glued;
mod headings;
mod inline_titles;
mod leads;
mod lists;
mod numbering;
mod parts;
mod pieces;
mod reports;
mod siblings;
#[cfg(test)]
mod tests;
mod title;
mod unit;
mod warnings;

use std::collections::BTreeSet;

use self::evidence::Evidence;
use crate::duplicates::{self, Passage};
use crate::repair::{Edit, Text, contents_entry, suspects};
use crate::text_util::{before, closes, ends_clause, in_one_line, lines, squeezed};
use crate::{Block, Furniture, Hint, Repeat, Report, Span, Trouble, Warning};

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
    let evidence = Evidence::of(text, hints);
    let split = reports::split(repaired, &listed_titles(&edits), &evidence);
    let passages = pasted(repaired);
    let pairs = glued::Pairs::of(repaired);
    let mut reports = Vec::new();
    let mut warnings = Vec::new();
    for draft in split.drafts {
        let lines = cut_at_passages(repaired, &draft.lines, &passages);
        let pieces = pieces::pieces(repaired, &lines, &evidence);
        let kinds = headings::kinds(repaired, &pieces, &pairs);
        let mut blocks = blocks::blocks(repaired, &pieces, &kinds);
        mark_passages(&mut blocks, &passages);
        let title = draft.title.map(|span| in_one_line(span.of(repaired)));
        let years = title.as_deref().map(title::years).unwrap_or_default();
        parts::assign(title.as_deref(), &years, &mut blocks);
        warnings.extend(warnings::headings(&blocks));
        reports.extend(report(repaired, draft.title, title, years, blocks));
    }
    warnings.extend(
        suspects(repaired)
            .map(|span| Warning { span, what: Trouble::Misread { text: span.of(repaired).to_owned() } }),
    );
    reports.iter_mut().for_each(|report| to_source(report, text));
    mark_near_duplicates(&mut reports);
    warnings.iter_mut().for_each(|warning| warning.span = text.source_span(warning.span));
    warnings.sort_by_key(|warning| warning.span);
    let furniture = furniture(source, &reports, &edits);
    Outline { reports, furniture, warnings }
}

/// The titles of a table of contents that was taken out.
fn listed_titles(edits: &[&Edit]) -> BTreeSet<String> {
    let tables = edits.iter().filter(|edit| edit.pass == "contents");
    let rows = tables.flat_map(|edit| edit.was.lines());
    let titles = rows.map(|row| contents_entry(row.trim()).unwrap_or(row.trim()));
    titles.filter(|title| title::likeness(title).is_some()).map(squeezed).collect()
}

/// Passages pasted a second time into the middle of a sentence: the earlier place begins where a
/// sentence begins, the later one does not. (Paragraphs that merely stand twice need no cut, they
/// are found as near-duplicates.)
fn pasted(text: &str) -> Vec<Passage> {
    let begins_sentence = |span: Span| {
        let head = text[..span.start()].trim_end_matches([' ', '　']);
        before(head, head.len()).is_none_or(|c| ends_clause(c) || closes(c) || c == '\n')
    };
    let mut passages = duplicates::passages(text);
    passages.retain(|passage| begins_sentence(passage.of) && !begins_sentence(passage.span));
    for passage in &mut passages {
        // Closing marks behind the last letter belong to the passage.
        let rest = &text[passage.span.end()..];
        let marks = rest.len() - rest.trim_start_matches(|c| ends_clause(c) || closes(c)).len();
        passage.span = Span::new(passage.span.start(), passage.span.end() + marks);
    }
    passages
}

/// Cuts lines where a pasted passage begins or ends.
fn cut_at_passages(text: &str, lines: &[Span], passages: &[Passage]) -> Vec<Span> {
    let places: Vec<usize> = passages.iter().flat_map(|p| [p.span.start(), p.span.end()]).collect();
    let mut cut = Vec::new();
    for &line in lines {
        let mut start = line.start();
        let from = places.partition_point(|&place| place <= line.start());
        for &place in places[from..].iter().take_while(|&&place| place < line.end()) {
            cut.push(Span::new(start, place).trimmed(text));
            start = place;
        }
        cut.push(Span::new(start, line.end()).trimmed(text));
    }
    cut.retain(|span| !span.is_empty());
    cut
}

/// Marks the blocks that lie in repeated passages.
fn mark_passages(blocks: &mut [Block], passages: &[Passage]) {
    for block in blocks {
        let span = block.span();
        let next = passages.partition_point(|passage| passage.span.end() <= span.start());
        let Some(passage) = passages.get(next) else { continue };
        if passage.span.contains(span) {
            set_repeat(block, Repeat { of: passage.of, similarity: 1.0 });
        }
    }
}

fn set_repeat(block: &mut Block, repeat: Repeat) {
    match block {
        Block::Heading(heading) => heading.repeats = Some(repeat),
        Block::Paragraph(paragraph) => paragraph.repeats = Some(repeat),
    }
}

/// Marks paragraphs that are nearly alike an earlier one, and what stands beside both alike:
/// headings and paragraphs too short to be compared on their own.
fn mark_near_duplicates(reports: &mut [Report]) {
    let mut index = duplicates::Index::default();
    let mut blocks: Vec<&mut Block> = reports.iter_mut().flat_map(|report| &mut report.blocks).collect();
    let mut added: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        let Block::Paragraph(paragraph) = &mut **block else { continue };
        let found = index.add(&paragraph.text).filter(|_| paragraph.repeats.is_none());
        added.push(at);
        pairs.extend(found.map(|found| (at, added[found.of], found.similarity)));
    }
    for (at, of, similarity) in pairs {
        let repeat = Repeat { of: blocks[of].span(), similarity };
        set_repeat(blocks[at], repeat);
        let neighbours = (1..=at.min(of)).map(|back| (at - back, of - back));
        for (at, of) in neighbours.take_while(|&(at, of)| of < at) {
            if repeats(blocks[at]) || !says_the_same(blocks[at], blocks[of]) {
                break;
            }
            let repeat = Repeat { of: blocks[of].span(), similarity: 1.0 };
            set_repeat(blocks[at], repeat);
        }
    }
}

fn repeats(block: &Block) -> bool {
    match block {
        Block::Heading(heading) => heading.repeats.is_some(),
        Block::Paragraph(paragraph) => paragraph.repeats.is_some(),
    }
}

fn says_the_same(a: &Block, b: &Block) -> bool {
    match (a, b) {
        (Block::Heading(a), Block::Heading(b)) => (&a.marker, &a.title) == (&b.marker, &b.title),
        (Block::Paragraph(a), Block::Paragraph(b)) => a.text == b.text,
        _ => false,
    }
}

fn report(
    text: &str,
    title_span: Option<Span>,
    title: Option<String>,
    mut years: Vec<u16>,
    blocks: Vec<Block>,
) -> Option<Report> {
    let ends = blocks.iter().map(Block::span).chain(title_span);
    let span = ends.reduce(Span::join)?;
    let unit = title.as_deref().and_then(unit::of_title).or_else(|| beside(&blocks));
    if years.is_empty() {
        years = title::years(last_lines(text, &blocks));
        years.truncate(1);
    }
    let genre = title.as_deref().and_then(title::genre);
    Some(Report { title, title_span, unit, years, genre, span, blocks })
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
fn last_lines<'t>(text: &'t str, blocks: &[Block]) -> &'t str {
    blocks.last().map(|block| block.span().of(text)).filter(|last| last.chars().count() <= 20).unwrap_or("")
}

fn to_source(report: &mut Report, text: &Text) {
    let map = |span: &mut Span| *span = text.source_span(*span);
    map(&mut report.span);
    report.title_span.iter_mut().for_each(map);
    for block in &mut report.blocks {
        let repeats = match block {
            Block::Heading(heading) => {
                map(&mut heading.span);
                map(&mut heading.title_span);
                &mut heading.repeats
            }
            Block::Paragraph(paragraph) => {
                map(&mut paragraph.span);
                &mut paragraph.repeats
            }
        };
        repeats.iter_mut().for_each(|repeat| map(&mut repeat.of));
    }
}

/// What stands outside every report, by the pass that took it out.
fn furniture(source: &str, reports: &[Report], edits: &[&Edit]) -> Vec<Furniture> {
    let mut furniture = Vec::new();
    let starts = reports.iter().map(|report| report.span.start()).chain([source.len()]);
    let ends = std::iter::once(0).chain(reports.iter().map(|report| report.span.end()));
    for (from, to) in ends.zip(starts) {
        let mut at = from;
        let first = edits.partition_point(|edit| edit.span.start() < from);
        for edit in edits[first..].iter().take_while(|edit| edit.span.end() <= to) {
            furniture.extend(stray_lines(source, Span::new(at, edit.span.start()), "preface"));
            furniture.extend(stray_lines(source, edit.span, edit.pass));
            at = edit.span.end();
        }
        furniture.extend(stray_lines(source, Span::new(at, to), "preface"));
    }
    furniture
}

fn stray_lines(source: &str, span: Span, what: &'static str) -> Vec<Furniture> {
    let shift = |line: Span| Span::new(span.start() + line.start(), span.start() + line.end());
    lines(span.of(source)).into_iter().map(|line| Furniture { span: shift(line), what }).collect()
}
