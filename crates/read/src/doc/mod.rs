//! Word documents of 1997 to 2003 (.doc), also as WPS writes them (.wps): [MS-DOC].
//!
//! A document is one sequence of characters, kept in pieces: first the body, then notes, headers, comments and text
//! boxes. What is said of them lies beside it, by their places. The text that is made of it is that of the docx reader.

mod body;
mod formats;
mod header;
mod lists;
mod styles;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::budget::Budget;
use crate::lines::Content;
use crate::little_endian::u32_at;
use crate::ole::Ole;
use crate::word::Numbering;
use crate::{Limits, ReadErrorKind};

use body::{Anchored, Body};
use formats::Formats;
use gongwen_messages::phrase;
use header::{Header, Part, Plc};
use text::Text;

/// What is damaged where a document cannot be made out.
const PART: &str = phrase!("Word document");

/// The stream that begins with the header.
pub(crate) const STREAM: &str = "WordDocument";

/// Reads the paragraphs of the document; `None` where it is no Word document, or older than Word 97.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Option<Content>, ReadErrorKind> {
    let Ok(mut file) = Ole::open(bytes) else { return Ok(None) };
    let mut budget = Budget::new(limits);
    let Some(stream) = file.read(STREAM, &mut budget)? else { return Ok(None) };
    let Some(header) = Header::read(&stream)? else { return Ok(None) };
    let table = file.read(header.table_stream(), &mut budget)?.unwrap_or_default();
    let data = file.read("Data", &mut budget)?.unwrap_or_default();
    let text = Text::read(&stream, header.part(&table, Part::Pieces), &mut budget)?;
    if u64::from(header.characters()) > limits.text_bytes {
        return Err(ReadErrorKind::TooMuchText { limit: limits.text_bytes });
    }
    let styles = styles::read(header.part(&table, Part::Styles), &mut budget)?;
    let lists =
        lists::read(header.rest(&table, Part::Lists), header.rest(&table, Part::Overrides), &mut budget)?;
    let formats = Formats {
        stream: &stream,
        data: &data,
        characters: header.part(&table, Part::Characters),
        paragraphs: header.part(&table, Part::Paragraphs),
    };
    let mut body = Body::new(&text, &formats, &styles, Numbering::new(lists), budget);

    let mut anchored = Anchored::default();
    for (references, texts, start) in [
        (Part::Footnotes, Part::FootnoteTexts, header.footnotes()),
        (Part::Endnotes, Part::EndnoteTexts, header.endnotes()),
    ] {
        let texts = Plc::new(header.part(&table, texts), 0);
        for (at, range) in Plc::new(header.part(&table, references), 2).starts().zip(texts.ranges()) {
            let lines = body.read(range.start.saturating_add(start)..range.end.saturating_add(start))?;
            anchored.notes.entry(at).or_insert(lines);
        }
    }
    anchored.boxes = boxes(&header, &table);
    anchored.sections =
        Plc::new(header.part(&table, Part::Sections), 12).ranges().map(|range| range.end).collect();
    let lines = body.read_main(0..header.body(), anchored)?;
    let generator = file.generator(&mut body.budget);
    Ok(Some(Content { lines, generator }))
}

/// The places of text boxes, by the place of the character that their shape hangs on.
fn boxes(header: &Header, table: &[u8]) -> BTreeMap<u32, Vec<Range<u32>>> {
    /// Bytes of what is said of a shape and of a text box, and where the shape's number is in it.
    const SHAPE: (usize, usize) = (26, 0);
    const TEXT_BOX: (usize, usize) = (22, 14);
    let shapes = Plc::new(header.part(table, Part::Shapes), SHAPE.0);
    let texts = Plc::new(header.part(table, Part::TextBoxes), TEXT_BOX.0);
    let anchors: BTreeMap<Option<u32>, u32> =
        shapes.starts().zip(shapes.data()).map(|(at, shape)| (u32_at(shape, SHAPE.1), at)).collect();
    // A shape in a group is not named: its text goes with the box before it.
    let mut last = shapes.starts().next().unwrap_or_default();
    let mut boxes = BTreeMap::<u32, Vec<_>>::new();
    for (range, text_box) in texts.ranges().zip(texts.data()) {
        last = anchors.get(&u32_at(text_box, TEXT_BOX.1)).copied().unwrap_or(last);
        let start = header.text_boxes();
        boxes
            .entry(last)
            .or_default()
            .push(range.start.saturating_add(start)..range.end.saturating_add(start));
    }
    boxes
}
