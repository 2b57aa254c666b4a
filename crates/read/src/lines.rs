//! Building the text of a structured format: one paragraph a line, with what the file says of it.

use serde::{Deserialize, Serialize};

use crate::Hint;

/// A table cell with more characters than this is running text in a frame, not a datum.
const RUNNING_TEXT: usize = 200;

/// One paragraph before it has a place in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// The text, automatic number included; may hold line breaks the author made.
    pub(crate) text: String,
    /// Outline level from 1.
    pub(crate) level: Option<u8>,
    /// Style name.
    pub(crate) style: Option<String>,
    /// Bytes of the automatic number at the start of `text`.
    pub(crate) number: usize,
    /// Whether it is a row of a table.
    pub(crate) table: bool,
    /// How sure it was recognised in a picture, in percent.
    pub(crate) confidence: Option<u8>,
}

/// What a structured format gives.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) lines: Vec<Line>,
    /// The program that the file says wrote it.
    pub(crate) generator: Option<String>,
}

impl From<Vec<Line>> for Content {
    fn from(lines: Vec<Line>) -> Self {
        Self { lines, generator: None }
    }
}

impl Line {
    /// A paragraph of which nothing else is known.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A table row as lines: its cells in one line, parted by tabs; or, where a cell holds running text
/// (a report laid out in a table), every paragraph of every cell as a line of its own.
pub(crate) fn row(cells: Vec<Vec<Line>>) -> Vec<Line> {
    let length = |cell: &Vec<Line>| cell.iter().map(|line| line.text.chars().count()).sum::<usize>();
    let filled = cells.iter().filter(|cell| length(cell) > 0).count();
    if filled < 2 || cells.iter().any(|cell| length(cell) > RUNNING_TEXT) {
        return cells.into_iter().flatten().collect();
    }
    let cell_text = |cell: Vec<Line>| {
        let words: Vec<_> = cell.iter().flat_map(|line| line.text.split_whitespace()).collect();
        words.join(" ")
    };
    let text = cells.into_iter().map(cell_text).collect::<Vec<_>>().join("\t");
    vec![Line { text: text.trim_end().to_owned(), table: true, ..Line::default() }]
}

/// Puts the lines in order into one text, with a hint for each line the file says something of.
/// Blank lines are left out.
pub(crate) fn assemble(lines: Vec<Line>) -> (String, Vec<Hint>) {
    let mut text = String::new();
    let mut hints = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_blank()) {
        let start = text.len();
        text.push_str(line.text.trim_end());
        let hint = Hint {
            span: start..text.len(),
            level: line.level,
            style: line.style,
            number: line.number,
            table: line.table,
            confidence: line.confidence,
        };
        if (Hint { span: hint.span.clone(), ..Hint::default() }) != hint {
            hints.push(hint);
        }
        text.push('\n');
    }
    (text, hints)
}
