//! The text as the readers of this crate see it: one character each, half width, without the blanks that mean nothing.

use std::ops::Range;

use crate::words::List;

/// A text as characters that know where they stand.
///
/// Full-width letters, digits and signs are half width here, one character for one. Blanks between Chinese
/// characters, or between a number and its unit, are left out; those that part Latin words or cells stay.
#[derive(Debug, Default)]
pub(crate) struct Glyphs {
    chars: Vec<char>,
    /// Where each character starts in the text, and where its last byte ends.
    places: Vec<(u32, u32)>,
}

impl Glyphs {
    pub(crate) fn of(text: &str) -> Self {
        let mut glyphs = Self::default();
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let end = at + c.len_utf8();
            if c == '\n' || c == '\t' || !c.is_whitespace() {
                glyphs.push(half_width(c), at, end);
                continue;
            }
            let (mut end, mut blanks) = (end, 1);
            while let Some(&(more, blank)) = rest.peek() {
                if !blank.is_whitespace() || blank == '\n' || blank == '\t' {
                    break;
                }
                (end, blanks) = (more + blank.len_utf8(), blanks + 1);
                rest.next();
            }
            let before = glyphs.chars.last().copied().map(half_width);
            let after = rest.peek().map(|&(_, c)| half_width(c));
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if blanks > 1 || latin(before) && latin(after) {
                glyphs.push(' ', at, end);
            }
        }
        glyphs
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        // A text of 4 GB is no paragraph.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.places.push((place(start), place(end)));
    }

    /// Whether the text may hold rows of a table.
    pub(crate) fn has_rows(&self) -> bool {
        self.chars.contains(&'\n') && (self.chars.contains(&'\t') || self.chars.contains(&'|'))
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; a line break beyond the ends, where no pattern goes on.
    pub(crate) fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before a place.
    pub(crate) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |before| self.at(before))
    }

    /// The characters of a range, cut to the text.
    pub(crate) fn of_range(&self, range: Range<usize>) -> &[char] {
        let end = range.end.min(self.chars.len());
        self.chars.get(range.start.min(end)..end).unwrap_or_default()
    }

    /// Whether the word stands at this place.
    pub(crate) fn starts(&self, at: usize, word: &str) -> bool {
        let mut rest = self.chars.get(at..).unwrap_or_default().iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// The length of the longest of the words that stands at this place.
    pub(crate) fn longest(&self, at: usize, words: &(impl List + ?Sized)) -> Option<usize> {
        words.longest_at(self, at)
    }

    /// Where the longest of the words that ends at this place starts, not before `from`.
    pub(crate) fn ends(&self, from: usize, at: usize, words: &(impl List + ?Sized)) -> Option<usize> {
        words.longest_to(self, at, at.checked_sub(from)?).map(|len| at - len)
    }

    /// Where one of the words stands last within a range.
    pub(crate) fn last(&self, range: Range<usize>, words: &(impl List + ?Sized)) -> Option<Range<usize>> {
        let Range { start, end } = range;
        (start..end)
            .rev()
            .find_map(|at| self.longest(at, words).map(|len| at..at + len).filter(|word| word.end <= end))
    }

    /// Where one of the words stands first within a range.
    pub(crate) fn first(&self, range: Range<usize>, words: &(impl List + ?Sized)) -> Option<Range<usize>> {
        let Range { start, end } = range;
        (start..end)
            .find_map(|at| self.longest(at, words).map(|len| at..at + len).filter(|word| word.end <= end))
    }

    /// Whether one of the words stands within a range.
    pub(crate) fn has(&self, range: Range<usize>, words: &(impl List + ?Sized)) -> bool {
        self.first(range, words).is_some()
    }

    /// The bytes of the text that a range of characters covers.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (self.places.get(range.start), range.end.checked_sub(1).and_then(|last| self.places.get(last)))
        {
            (Some(&(start, _)), Some(&(_, end))) if start < end => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The characters of a range as a string.
    pub(crate) fn string(&self, range: Range<usize>) -> String {
        self.of_range(range).iter().collect()
    }
}

/// The half-width form of a full-width sign; the punctuation of Chinese texts stays, save the marks that
/// numbers use.
fn half_width(c: char) -> char {
    match c {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '．'
        | '＋'
        | '－'
        | '／'
        | '＊'
        | '～'
        | '，'
        | '；'
        | '：'
        | '（'
        | '）'
        | '！'
        | '？' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '−' | '—' | '–' | '―' | '﹣' => '-',
        '﹪' => '%',
        '〜' | '∼' => '~',
        _ => c,
    }
}
