//! What a person should look at: numbers out of step, sections without text.

use std::collections::BTreeMap;

use crate::marker::marker_at;
use crate::{Block, Trouble, Warning};

/// Warnings about the headings of one report, with the spans the headings have.
pub(super) fn headings(blocks: &[Block]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut last: BTreeMap<u8, u32> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block::Heading(heading) = block else { continue };
        if heading.repeats.is_some() {
            continue;
        }
        let next = blocks[index + 1..]
            .iter()
            .find(|block| !matches!(block, Block::Heading(h) if h.repeats.is_some()));
        let bodiless = match next {
            None => true,
            Some(Block::Heading(next)) => {
                // Numbered sections restart under a title without number, at the same level.
                let restarts = heading.marker.is_empty() && !next.marker.is_empty();
                next.level <= heading.level && !restarts
            }
            Some(Block::Paragraph(_)) => false,
        };
        if bodiless {
            let what = Trouble::NoBody { title: heading.title.clone() };
            warnings.push(Warning { span: heading.span, what });
        }
        let Some(number) = marker_at(&heading.marker).map(|marker| marker.number) else {
            last.clear();
            continue;
        };
        last.retain(|&level, _| level <= heading.level);
        let before = last.insert(heading.level, number);
        let marker = heading.marker.clone();
        let what = match before {
            Some(before) if before == number => Trouble::RepeatedNumber { marker },
            Some(before) if before + 1 != number && number != 1 => Trouble::SkippedNumber { marker, before },
            _ => continue,
        };
        warnings.push(Warning { span: heading.span, what });
    }
    warnings
}
