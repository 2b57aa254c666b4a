//! Text inside XML and HTML.

/// A text as content or attribute value: markup escaped, characters XML 1.0 forbids left out.
///
/// ```
/// assert_eq!(gongwen_write::xml::escape("R&D <b>"), "R&amp;D &lt;b&gt;");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_and_forbidden_characters_do_no_harm() {
        assert_eq!(escape("R&D <b> \u{1}\"安全\"\u{ffff}"), "R&amp;D &lt;b&gt; &quot;安全&quot;");
    }
}
