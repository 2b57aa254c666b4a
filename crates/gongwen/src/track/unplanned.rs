//! Results that nobody planned: sentences that count or name something and are like nothing in the plan.

use gongwen_parse::Part;
use gongwen_write::{Stretch, Unplanned};

use super::clauses::is_concrete;
use super::pieces::Piece;

/// The sentences of a result none of whose clauses may report on an item, in reading order. `likeliest` says of each
/// stretch how likely it reports on any, `enough` how likely it must be to count.
pub(super) fn unplanned<'a>(stretches: &[Piece<'a>], likeliest: &[f64], enough: f64) -> Vec<Unplanned<'a>> {
    let pieces: Vec<(&Piece<'a>, f64)> = stretches.iter().zip(likeliest.iter().copied()).collect();
    let sentences = pieces.chunk_by(|(a, _), (b, _)| a.in_sentence_of(b));
    sentences.filter_map(sentence).filter(|found| 1.0 - found.p < enough).collect()
}

fn sentence<'a>(pieces: &[(&Piece<'a>, f64)]) -> Option<Unplanned<'a>> {
    let (first, last) = (&pieces.first()?.0.stretch, &pieces.last()?.0.stretch);
    let p = 1.0 - pieces.iter().map(|(_, p)| *p).fold(0.0, f64::max);
    let told = pieces.iter().any(|(piece, _)| !piece.figures.is_empty() || is_concrete(piece.text()));
    let stretch = Stretch {
        paragraph: first.paragraph,
        range: first.range.start..last.range.end,
        span: first.span.join(last.span),
    };
    (told && first.paragraph.part == Part::Done).then_some(Unplanned { stretch, p })
}
