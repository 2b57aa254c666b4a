//! `word/document.xml`: the text and the page it stands on.

use super::package::{DECLARATION, NAMESPACES};
use super::styles::{LINE, heading};
use crate::paper::{PaperBlock, RunIn, split};
use crate::xml::escape;
use crate::{Paper, Row, Table};

/// A4 with margins of 37 mm above, 26 mm right, 35 mm below, 28 mm left (in twentieths of a point),
/// and a grid of 22 lines. The grid counts no characters, for programs disagree on how wide it makes
/// them; the styles of text set them closer instead.
fn page() -> String {
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1474" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>"#
    )
}

pub(super) fn document(paper: &Paper) -> String {
    let mut xml = format!("{DECLARATION}\n<w:document {NAMESPACES}><w:body>");
    for (index, block) in paper.blocks.iter().enumerate() {
        xml.push_str(&self::block(block, index == 0));
        xml.push('\n');
    }
    xml.push_str(&page());
    xml.push_str("</w:body></w:document>");
    xml
}

fn block(block: &PaperBlock, first: bool) -> String {
    let (style, runs) = match block {
        PaperBlock::Title(text) => ("Title".to_owned(), run(text)),
        PaperBlock::Subtitle(text) => ("Subtitle".to_owned(), run(text)),
        PaperBlock::Heading { level, text } => (heading(*level), run(text)),
        PaperBlock::Body { run_in, text } => ("BodyText".to_owned(), body(*run_in, text)),
        PaperBlock::Note(text) => ("Note".to_owned(), run(text)),
        PaperBlock::Table(found) => return table(found),
    };
    let new_page = matches!(block, PaperBlock::Title(_)) && !first;
    paragraph(&style, if new_page { "<w:pageBreakBefore/>" } else { "" }, &runs)
}

fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>"#)
}

/// Width of the text, in twentieths of a point.
const TEXT_WIDTH: f64 = 8844.0;

/// A table as wide as the text, its columns as theirs are to each other; the head stands again on every page.
fn table(table: &Table) -> String {
    let whole: f64 = table.columns.iter().map(|column| column.width).sum();
    let widths = table.columns.iter().map(|column| (TEXT_WIDTH * column.width / whole.max(1.0)).round());
    let widths: Vec<f64> = widths.collect();
    let cell = |text: &str, width: f64, properties: &str, right: bool| {
        let align = if right { r#"<w:jc w:val="right"/>"# } else { "" };
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{}</w:tc>"#,
            paragraph("TableText", align, &run(text))
        )
    };
    let shade = |colour: &str| format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>"#);
    let head = table
        .columns
        .iter()
        .zip(&widths)
        .map(|(column, &width)| cell(&column.name, width, &shade("E8EBF0"), false));
    let head: String = head.collect();
    let row = |row: &Row| {
        let properties = if row.marked { shade("FDE9E7") } else { String::new() };
        let cells = row
            .cells
            .iter()
            .zip(&widths)
            .map(|(found, &width)| cell(&found.for_people(), width, &properties, found.is_number()));
        format!(r#"<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>"#, cells.collect::<String>())
    };
    let rows: String = table.rows.iter().map(row).collect();
    let grid: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#));
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>{}"#,
        borders.concat(),
        // Two tables without anything between them would be one.
        paragraph("TableText", "", "")
    )
}

/// A paragraph's text, its run-in heading in the heading's font.
fn body(run_in: Option<RunIn>, text: &str) -> String {
    let (title, rest) = split(run_in, text);
    let title = run_in.filter(|_| !title.is_empty()).map_or_else(String::new, |run_in| {
        format!(
            r#"<w:r><w:rPr><w:rStyle w:val="{}RunIn"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
            heading(run_in.level),
            escape(title)
        )
    });
    title + &run(rest)
}

/// Text in the paragraph's font; line breaks stay line breaks.
fn run(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}
