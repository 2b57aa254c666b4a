//! Text as markup languages flow it: runs of white space count as one, blocks end lines.

use std::mem;

use crate::lines::Line;

/// Collects inline text into lines.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    lines: Vec<Line>,
    open: Line,
    gap: Gap,
}

/// White space seen since the last character and not yet written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    LineEnd,
}

impl Flow {
    /// Adds text, its white space folded. A line end between two Chinese characters was put there
    /// by an editor and disappears, as typesetters do it.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' => self.gap = Gap::LineEnd,
                '\t' | '\r' | '\x0c' | ' ' => self.gap = self.gap.max(Gap::Space),
                _ => {
                    self.write_gap(c);
                    self.open.text.push(c);
                }
            }
        }
    }

    fn write_gap(&mut self, next: char) {
        let gap = mem::take(&mut self.gap);
        let Some(last) = self.open.text.chars().last() else { return };
        let folded = gap == Gap::LineEnd && is_wide(last) && is_wide(next);
        if gap != Gap::None && last != '\n' && !folded {
            self.open.text.push(' ');
        }
    }

    /// Adds text as it is.
    pub(crate) fn verbatim(&mut self, text: &str) {
        self.gap = Gap::None;
        self.open.text.push_str(text);
    }

    /// Breaks the line inside its paragraph.
    pub(crate) fn line_break(&mut self) {
        self.verbatim("\n");
    }

    /// Begins a paragraph with what is known of it.
    pub(crate) fn begin(&mut self, level: Option<u8>) {
        self.end();
        self.open.level = level;
    }

    /// Begins a list item with the number that a reader is shown.
    pub(crate) fn begin_numbered(&mut self, number: &str) {
        self.end();
        self.open = Line { number: number.len(), ..Line::plain(number) };
        self.gap = Gap::Space;
    }

    /// Ends the open paragraph; a number still waiting for its text goes on to the next one.
    pub(crate) fn end(&mut self) {
        let waits = self.open.number > 0 && self.open.text.len() == self.open.number;
        if !waits {
            self.lines.push(mem::take(&mut self.open));
            self.gap = Gap::None;
        }
    }

    /// Adds finished lines.
    pub(crate) fn extend(&mut self, lines: Vec<Line>) {
        self.end();
        self.lines.extend(lines);
    }

    /// All lines.
    pub(crate) fn finish(mut self) -> Vec<Line> {
        self.lines.push(self.open);
        self.lines
    }
}

/// Characters as wide as they are high: Han, kana, full-width signs.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}'
        | '“' | '”' | '‘' | '’' | '—' | '…')
}
