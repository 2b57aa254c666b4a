//! Small questions about characters and lines that several stages ask.

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
    text.chars().filter(|&c| is_letter(c)).count()
}

/// The lines of a text that hold more than white space, trimmed.
pub(crate) fn lines<T: Copy>(text: &str) -> Vec<Span<T>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        if !span.is_empty() {
            lines.push(span);
        }
        at += line.len();
    }
    lines
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
    use super::{in_one_line, is_letter};

    #[test]
    fn letters_are_those_of_unicode() {
        let wrong: Vec<char> = ('\0'..=char::MAX).filter(|&c| is_letter(c) != c.is_alphanumeric()).collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn only_spaces_that_mean_something_stay() {
        assert_eq!(in_one_line("云岭县水利局\n  2023 年工\n作总 结"), "云岭县水利局2023 年工作总结");
        assert_eq!(in_one_line("EPC\n2"), "EPC 2");
    }
}
