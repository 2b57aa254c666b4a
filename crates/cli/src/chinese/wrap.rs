//! Lines of Chinese: they break between any two characters, but for the marks that may not begin or end one.

use unicode_width::UnicodeWidthChar;

/// The lines of a text that has no line ends, each of at most so many columns.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let width: usize = piece.chars().filter_map(UnicodeWidthChar::width).sum();
        // A space at the end of a line shows nothing.
        if used > 0 && used + width > columns && piece != " " {
            if let Some(line) = lines.last_mut() {
                line.truncate(line.trim_end().len());
            }
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += width;
    }
    if let Some(line) = lines.last_mut() {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The pieces between which a line may end, spaces by themselves.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if chars.peek().is_none_or(|&(_, next)| may_part(c, next)) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces
}

fn may_part(before: char, behind: char) -> bool {
    const NEVER_LAST: &str = "（《〈“‘「『【([{";
    const NEVER_FIRST: &str = "，。、；：？！）》〉”’」』】…—·%‰)]},.;:?!";
    let is_wide = |c: char| c.width() == Some(2) || "“”‘’…—".contains(c);
    // Ambiguous marks are one column wide for terminals, two for readers.
    if before == ' ' || behind == ' ' {
        return true;
    }
    (is_wide(before) || is_wide(behind)) && !NEVER_LAST.contains(before) && !NEVER_FIRST.contains(behind)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn marks_and_words_stay_with_what_they_belong_to() {
        assert_eq!(wrap("标注每一段，再写出", 10), ["标注每一", "段，再写出"]);
        assert_eq!(wrap("见“标注”一栏", 6), ["见“标", "注”一", "栏"]);
        assert_eq!(wrap("用 --output 指定", 11), ["用 --output", "指定"]);
        assert_eq!(wrap("", 9), [""]);
    }
}
