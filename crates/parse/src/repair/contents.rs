//! Tables of contents: 目录 and the lines with page numbers behind it.

use super::{Change, Pass, Span};
use crate::pattern::pattern;
use crate::text_util::{lines, squeezed};

pub(crate) const PASS: Pass =
    Pass { name: "contents", about: "a table of contents before the text", furniture: true, run };

const WHY: &str = "table of contents";

/// Rows with page numbers make a table without the word 目录 from this many on.
const ENOUGH_ROWS: usize = 3;

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let mut changes = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let named = matches!(squeezed(lines[index].of(text)).as_str(), "目录" | "目次" | "【目录】");
        let first = index + usize::from(named);
        let paged = lines[first..].iter().take_while(|line| entry(line.of(text)).is_some()).count();
        let rows = match paged {
            0 if named => repeated_rows(text, &lines[first..]),
            paged => paged,
        };
        if rows >= ENOUGH_ROWS || (named && rows > 0) {
            let table = Span::new(lines[index].start(), lines[first + rows - 1].end());
            changes.push(Change::delete(table, WHY));
            index = first + rows;
        } else {
            index += 1;
        }
    }
    changes
}

/// The title in a row of a table of contents: `title<tab>5`, `title……5`.
pub(crate) fn entry(line: &str) -> Option<&str> {
    let found = pattern!(
        r"(?x)^(\S.{1,70}?)
        (?: [\ \t\u{3000}]*(?:\t|\.{3,}|…+|·{3,}|-{3,}|—{2,})[\ \t\u{3000}.…·]* | [\ \u{3000}]{2,} )
        [（(]?\d{1,4}[）)]?$"
    )
    .captures(line)?;
    found.get(1).map(|title| title.as_str().trim_end())
}

/// Rows without page numbers: short lines that stand again, alone, further down.
fn repeated_rows(text: &str, lines: &[Span]) -> usize {
    // Far enough for any real table; bounds the work where 目录 stands on many lines.
    let lines = &lines[..lines.len().min(2000)];
    let later: std::collections::BTreeMap<String, usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.len() <= 240)
        .map(|(index, line)| (squeezed(line.of(text)), index))
        .collect();
    let is_row =
        |(index, line): &(usize, &Span)| later.get(&squeezed(line.of(text))).is_some_and(|last| last > index);
    lines.iter().enumerate().take_while(is_row).count()
}
