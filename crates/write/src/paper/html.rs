//! Papers as web pages that need nothing else.

use std::io::Write;

use super::{Paper, PaperBlock, split};
use crate::xml::escape;
use crate::{Cell, GENERATOR, Table, WriteError};

const STYLE: &str = include_str!("paper.css");

/// Writes the page; it is well-formed XML too.
pub(crate) fn write(out: &mut dyn Write, paper: &Paper) -> Result<(), WriteError> {
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
    writeln!(out, "<meta name=\"generator\" content=\"{GENERATOR}\"/>")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", escape(paper.title()))?;
    for block in &paper.blocks {
        match block {
            PaperBlock::Title(text) => writeln!(out, "<h1>{}</h1>", escape(text))?,
            PaperBlock::Subtitle(text) => writeln!(out, "<p class=\"subtitle\">{}</p>", escape(text))?,
            PaperBlock::Heading { level, text } => {
                let level = level.saturating_add(1).clamp(2, 6);
                writeln!(out, "<h{level}>{}</h{level}>", escape(text))?;
            }
            PaperBlock::Body { run_in, text } => {
                let (heading, rest) = split(*run_in, text);
                let strong =
                    if heading.is_empty() { "" } else { &format!("<strong>{}</strong>", escape(heading)) };
                writeln!(out, "<p>{strong}{}</p>", escape(rest))?;
            }
            PaperBlock::Note(text) => writeln!(out, "<p class=\"note\">{}</p>", escape(text))?,
            PaperBlock::Table(table) => write_table(out, table)?,
        }
    }
    Ok(writeln!(out, "</body>\n</html>")?)
}

/// Writes a table, numbers at the right, rows that want a look marked.
fn write_table(out: &mut dyn Write, table: &Table) -> Result<(), WriteError> {
    let names = table.columns.iter().map(|column| format!("<th>{}</th>", escape(&column.name)));
    writeln!(out, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>", names.collect::<String>())?;
    for row in &table.rows {
        let cell = |cell: &Cell| {
            let class = if cell.is_number() { " class=\"number\"" } else { "" };
            format!("<td{class}>{}</td>", escape(&cell.for_people()))
        };
        let class = if row.marked { " class=\"marked\"" } else { "" };
        writeln!(out, "<tr{class}>{}</tr>", row.cells.iter().map(cell).collect::<String>())?;
    }
    Ok(writeln!(out, "</tbody>\n</table>")?)
}

#[cfg(test)]
mod tests {
    use crate::fixture;

    #[test]
    fn every_block_has_its_element() {
        let mut out = Vec::new();
        fixture::paper().write_html(&mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        let (head, body) = page.split_once("<body>").unwrap();
        assert!(head.contains("<title>松涛街道2023年工作总结</title>"));
        insta::assert_snapshot!(body);
    }
}
