//! `word/document.xml`: the text and the page it stands on.

use super::package::{DECLARATION, NAMESPACES};
use super::styles::{LINE, heading};
use crate::Paper;
use crate::paper::{PaperBlock, RunIn, split};
use crate::xml::escape;

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
        xml.push_str(&paragraph(block, index == 0));
        xml.push('\n');
    }
    xml.push_str(&page());
    xml.push_str("</w:body></w:document>");
    xml
}

fn paragraph(block: &PaperBlock, first: bool) -> String {
    let (style, runs) = match block {
        PaperBlock::Title(text) => ("Title".to_owned(), run(text)),
        PaperBlock::Subtitle(text) => ("Subtitle".to_owned(), run(text)),
        PaperBlock::Heading { level, text } => (heading(*level), run(text)),
        PaperBlock::Body { run_in, text } => ("BodyText".to_owned(), body(*run_in, text)),
        PaperBlock::Note(text) => ("Note".to_owned(), run(text)),
    };
    let new_page = matches!(block, PaperBlock::Title(_)) && !first;
    let new_page = if new_page { "<w:pageBreakBefore/>" } else { "" };
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{new_page}</w:pPr>{runs}</w:p>"#)
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
