//! From byte offsets to code points: the only place where the unit changes.

use crate::Span;

/// How many bytes lie between two stored counts.
const STRIDE: usize = 64;

/// Counts the code points before any byte of one text.
///
/// Built once in time linear in the text; a look-up reads at most 64 bytes.
///
/// ```
/// let source = "一、安全";
/// let points = gongwen_parse::CodePoints::new(source);
/// assert_eq!(points.at(6), 2);
/// ```
pub struct CodePoints<'s> {
    source: &'s [u8],
    /// `before[k]`: code points that start before byte `k * STRIDE`.
    before: Vec<usize>,
}

impl<'s> CodePoints<'s> {
    /// Prepares the look-up for `source`.
    pub fn new(source: &'s str) -> Self {
        let source = source.as_bytes();
        let mut before = vec![0];
        for chunk in source.chunks(STRIDE) {
            before.push(before[before.len() - 1] + starts(chunk));
        }
        Self { source, before }
    }

    /// The number of code points that start before byte `offset`; offsets past the end count
    /// as the end.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.source.len());
        let block = offset / STRIDE;
        self.before[block] + starts(&self.source[block * STRIDE..offset])
    }

    /// The span's two ends in code points.
    pub fn of(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// Bytes that begin a character, that is, are no UTF-8 continuation byte.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn agrees_with_counting_at_every_boundary() {
        let text = "2023年，GDP增长5.2%😀。\n".repeat(20);
        let points = CodePoints::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(offset), count);
        }
        assert_eq!(points.at(text.len() + 9), text.chars().count());
    }
}
