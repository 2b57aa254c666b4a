//! Passages pasted again and paragraphs that say again what an earlier one said.

use super::Span;
use crate::duplicates;
use crate::repair::Text;
use crate::text_util::{before, closes, ends_clause};
use crate::{Block, Repaired, Repeat, Report};

/// A passage of the repaired text.
type Passage = duplicates::Passage<Repaired>;

/// Passages pasted a second time into the middle of a sentence: the earlier place begins where a
/// sentence begins, the later one does not. (Paragraphs that merely stand twice need no cut, they
/// are found as near-duplicates.)
pub(super) fn pasted(text: &str) -> Vec<Passage> {
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
pub(super) fn cut_at_passages(text: &str, lines: &[Span], passages: &[Passage]) -> Vec<Span> {
    let mut cut = Vec::new();
    for &line in lines {
        let mut start = line.start();
        let from = passages.partition_point(|passage| passage.span.end() <= line.start());
        let places = passages[from..].iter().flat_map(|passage| [passage.span.start(), passage.span.end()]);
        let inside = places.skip_while(|&place| place <= line.start());
        for place in inside.take_while(|&place| place < line.end()) {
            cut.push(Span::new(start, place).trimmed(text));
            start = place;
        }
        cut.push(Span::new(start, line.end()).trimmed(text));
    }
    cut.retain(|span| !span.is_empty());
    cut
}

/// Marks the blocks whose places lie in repeated passages.
pub(super) fn mark_passages(text: &Text, blocks: &mut [Block], places: &[Span], passages: &[Passage]) {
    for (block, &place) in blocks.iter_mut().zip(places) {
        let next = passages.partition_point(|passage| passage.span.end() <= place.start());
        let Some(passage) = passages.get(next) else { continue };
        if passage.span.contains(place) {
            set_repeat(block, Repeat { of: text.source_span(passage.of), similarity: 1.0 });
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
pub(super) fn mark_near_duplicates(reports: &mut [Report]) {
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
