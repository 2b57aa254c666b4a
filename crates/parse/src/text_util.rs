//! Small questions about characters and lines that several stages ask.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr2_iter};

use crate::Span;

/// A Chinese character (including 〇 and the extension blocks).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}

/// A letter or a number of any script: [`char::is_alphanumeric`], whose tables only rare characters need.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// A decimal digit, half or full width.
pub(crate) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Punctuation set in a full-width cell.
pub(crate) fn is_wide_punctuation(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// A mark that ends a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?')
}

/// The places behind all marks that end a sentence.
pub(crate) fn sentence_ends(text: &str) -> Vec<usize> {
    static WIDE: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["。", "！", "？"].map(Finder::new));
    let text = text.as_bytes();
    let wide = WIDE.iter().flat_map(|mark| mark.find_iter(text).map(|at| at + mark.needle().len()));
    let narrow = memchr2_iter(b'!', b'?', text).map(|at| at + 1);
    let mut ends: Vec<usize> = wide.chain(narrow).collect();
    ends.sort_unstable();
    ends
}

/// A mark that ends a clause strongly enough for a new item to begin behind it.
pub(crate) fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '；' | ';' | '：' | ':' | '…')
}

/// A closing quotation mark or bracket.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '〕')
}

/// The last character before byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The last character before byte `at` that is no white space.
pub(crate) fn before_space(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.trim_end().chars().next_back()
}

/// The first character from byte `at` on.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Number of characters that are neither white space nor punctuation.
pub(crate) fn letters(text: &str) -> usize {
    letters_to(text, usize::MAX)
}

/// The same, counted no further than to `most`: whether a text is short does not need all of a long one.
pub(crate) fn letters_to(text: &str, most: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while count < most
        && let Some(&byte) = bytes.get(at)
    {
        match byte {
            // U+5000 to U+9FFF, and U+4E00 to U+4FFF.
            0xE5..=0xE9 => (at, count) = (at + 3, count + 1),
            0xE4 if bytes[at + 1] >= 0xB8 => (at, count) = (at + 3, count + 1),
            0..0x80 => (at, count) = (at + 1, count + usize::from(byte.is_ascii_alphanumeric())),
            _ => {
                let Some(c) = text[at..].chars().next() else { break };
                (at, count) = (at + c.len_utf8(), count + usize::from(is_letter(c)));
            }
        }
    }
    count
}

/// Where a text has gaps: spaces of half or full width, tabs. What looks for gaps has nothing to do in most lines.
pub(crate) struct Gaps(Vec<usize>);

impl Gaps {
    pub(crate) fn of(text: &str) -> Self {
        static WIDE: LazyLock<[Finder<'static>; 2]> =
            LazyLock::new(|| [Finder::new("\u{3000}"), Finder::new("\u{A0}")]);
        let text = text.as_bytes();
        let narrow = memchr2_iter(b' ', b'\t', text);
        let wide = WIDE.iter().flat_map(|gap| gap.find_iter(text));
        let mut places: Vec<usize> = narrow.chain(wide).collect();
        places.sort_unstable();
        Self(places)
    }

    /// How many gaps a span of the text has.
    pub(crate) fn within<T: Copy>(&self, span: Span<T>) -> usize {
        let before = |end: usize| self.0.partition_point(|&place| place < end);
        before(span.end()) - before(span.start())
    }
}

/// The lines of a text that hold more than white space, trimmed.
pub(crate) fn lines<T: Copy>(text: &str) -> Vec<Span<T>> {
    let lines = raw_lines(text).map(|(at, line)| Span::new(at, at + line.len()).trimmed(text));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The lines of a text with where they begin, white space and all.
pub(crate) fn raw_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = (start, &text[start..end]);
        start = end + 1;
        line
    })
}

/// Several short cells with gaps between them.
pub(crate) fn is_table_row(line: &str) -> bool {
    if line.contains(['。', '，', '；']) {
        return false;
    }
    let cells: Vec<&str> = line.split([' ', '\t', '　', '|']).filter(|cell| !cell.is_empty()).collect();
    let letters: usize = cells.iter().map(|cell| cell.chars().count()).sum();
    let separated = line.contains('\t') || line.contains('|') || line.contains("  ");
    separated && cells.len() >= 3 || cells.len() >= 4 && letters <= cells.len() * 6 && letters > cells.len()
}

/// The text without any white space, for comparisons.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text in one line: line breaks go, as does white space between Chinese characters; other white
/// space becomes one space. A break between Latin letters or digits becomes a space too.
pub(crate) fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut gap = String::new();
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap.push(c);
            continue;
        }
        let last = line.chars().next_back().unwrap_or(c);
        let needless = match gap.contains('\n') {
            true => !last.is_ascii_alphanumeric() || !c.is_ascii_alphanumeric(),
            false => [last, c].iter().all(|&c| is_han(c) || is_wide_punctuation(c)),
        };
        if !gap.is_empty() && !needless {
            line.push(' ');
        }
        gap.clear();
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Gaps, ends_sentence, in_one_line, is_letter, letters, letters_to, sentence_ends};

    use crate::{Source, Span};

    #[test]
    fn gaps_are_told_by_their_bytes() {
        let text = "甲 乙\u{3000}丙\t丁\u{A0}戊、é，己";
        assert_eq!(text.matches([' ', '\t', '\u{A0}', '\u{3000}']).count(), 4);
        let gaps = |from, to| Gaps::of(text).within::<Source>(Span::new(from, to));
        assert_eq!((gaps(0, text.len()), gaps(3, text.len()), gaps(4, text.len())), (4, 4, 3));
        assert_eq!(Gaps::of("、。，é").0, []);
    }

    #[test]
    fn sentences_end_behind_their_marks() {
        let text = "？甲。乙！丙?丁!、。，戊";
        let ends = text.split_inclusive(ends_sentence).scan(0, |end, sentence| {
            *end += sentence.len();
            Some(*end)
        });
        assert!(ends.filter(|&end| end < text.len()).eq(sentence_ends(text)));
    }

    #[test]
    fn letters_are_those_of_unicode() {
        let wrong: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_letter(c) != c.is_alphanumeric()).collect();
        assert_eq!(wrong, []);
        let all: String = ('\0'..=char::MAX).collect();
        assert_eq!(letters(&all), all.chars().filter(|c| c.is_alphanumeric()).count());
        assert_eq!((letters_to("水利，交通", 3), letters_to("水利，交通", 9)), (3, 4));
    }

    #[test]
    fn only_spaces_that_mean_something_stay() {
        assert_eq!(in_one_line("云岭县水利局\n  2023 年工\n作总 结"), "云岭县水利局2023 年工作总结");
        assert_eq!(in_one_line("EPC\n2"), "EPC 2");
    }
}
