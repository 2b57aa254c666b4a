//! Byte ranges, the one way places are named inside this crate.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The source, as received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {}

/// The text that the repair passes so far have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repaired {}

/// A range of bytes in a text, `start <= end`. `T` says in which, so that places of different texts
/// cannot be taken for each other: [`Source`], or [`Repaired`] inside repair passes;
/// [`crate::repair::Text::source_span`] leads from the one to the other.
///
/// Both ends lie on character boundaries of that text. [`crate::CodePoints`] turns spans
/// into code points for JSON.
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "Ends", into = "Ends", bound = "T: Copy")
)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<T = Source> {
    start: usize,
    end: usize,
    of: PhantomData<T>,
}

impl<T: Copy> Span<T> {
    /// The span from `start` up to `end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start), of: PhantomData }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `inner` lies within this span.
    pub fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of the span, or `""` when the span is not one of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span without the white space at its ends.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let inside = self.of(text);
        let kept = inside.trim_start();
        let start = self.start + inside.len() - kept.len();
        Self::new(start, start + kept.trim_end().len())
    }
}

impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<T: Copy> From<Range<usize>> for Span<T> {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// How a span is serialised: its ends in bytes.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Ends {
    start: usize,
    end: usize,
}

#[cfg(feature = "serde")]
impl<T: Copy> From<Ends> for Span<T> {
    fn from(ends: Ends) -> Self {
        Self::new(ends.start, ends.end)
    }
}

#[cfg(feature = "serde")]
impl<T: Copy> From<Span<T>> for Ends {
    fn from(span: Span<T>) -> Self {
        Ends { start: span.start, end: span.end }
    }
}

#[cfg(test)]
mod tests {
    type Span = super::Span;

    #[test]
    fn a_span_never_runs_backwards() {
        assert_eq!(Span::new(5, 3), Span::new(5, 5));
        assert!(Span::new(5, 3).is_empty());
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 6)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 6)));
    }

    #[test]
    fn trimming_knows_ideographic_spaces() {
        let text = "　　安全 ";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "安全");
    }
}
