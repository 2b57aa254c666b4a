//! From what a file format says about its lines to the words of the parser.

use gongwen_parse::{Hint, Role, Span};
use gongwen_read::SourceText;

/// What the file's format says about its lines.
pub(crate) fn hints(source: &SourceText) -> Vec<Hint> {
    source.hints.iter().filter_map(hint).collect()
}

fn hint(hint: &gongwen_read::Hint) -> Option<Hint> {
    let style = hint.style.as_deref().unwrap_or_default();
    let role = if hint.table {
        Role::TableRow
    } else if style.eq_ignore_ascii_case("title") || style == "标题" {
        Role::Title
    } else {
        Role::Heading(hint.level?)
    };
    Some(Hint { span: Span::new(hint.span.start, hint.span.end), role })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_outrank_titles_and_titles_outrank_levels() {
        let role = |style: &str, level, table| {
            let said = gongwen_read::Hint {
                span: 0..6,
                level,
                style: Some(style.to_owned()),
                table,
                ..gongwen_read::Hint::default()
            };
            hint(&said).map(|hint| hint.role)
        };
        assert_eq!(role("Title", Some(1), true), Some(Role::TableRow));
        assert_eq!(role("title", Some(1), false), Some(Role::Title));
        assert_eq!(role("标题", None, false), Some(Role::Title));
        assert_eq!(role("标题 1", Some(2), false), Some(Role::Heading(2)));
        assert_eq!(role("正文", None, false), None);
    }
}
