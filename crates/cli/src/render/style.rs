//! Colours of the themes, and text that fits a terminal.

use anstyle::AnsiColor;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::Style;

/// Colours of the themes, in their order; the last one (other) and any beyond have none.
const THEMES: [AnsiColor; 4] = [AnsiColor::Red, AnsiColor::Yellow, AnsiColor::Magenta, AnsiColor::Green];

/// For headings and titles.
pub(crate) const TITLE: Style = Style(anstyle::Style::new().bold());
/// For what stands in the background: paths, numbers, evidence.
pub(crate) const DIM: Style = Style(anstyle::Style::new().dimmed());
/// For what needs a look.
pub(crate) const WARNING: Style = Style(AnsiColor::Yellow.on_default());

/// The style of a theme by its index.
pub(crate) fn theme(index: usize) -> Style {
    Style(THEMES.get(index).map_or(anstyle::Style::new(), |color| color.on_default().bold()))
}

/// Columns of the terminal; 100 where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(60, 160)
}

/// The first characters of a text, line breaks as spaces, in at most `columns` (a Chinese character takes two).
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.width() <= columns {
        return text;
    }
    let mut fitted = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        fitted.push(c);
    }
    fitted.push('…');
    fitted
}

/// A text filled up with spaces to `columns`.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(text.width());
    format!("{text}{:missing$}", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_by_columns_not_characters() {
        assert_eq!(fit("安全生产", 8), "安全生产");
        assert_eq!(fit("安全生产工作", 8), "安全生…");
        assert_eq!(fit("a\nb", 8), "a b");
        assert_eq!(pad("安全", 6), "安全  ");
    }
}
