//! PDF documents with a text layer.
//!
//! A PDF holds signs at places, no paragraphs. pdf-extract says which sign stands where, [`layout`](crate::layout)
//! makes lines and paragraphs of them. Where pdf-extract gives up (it panics on fonts it does not
//! know), lopdf's plainer reading is taken.

mod glyphs;
mod safety;

use gongwen_messages::text;
use pdf_extract::{Document, Error, Object};

use crate::layout::{self, TextLine};
use crate::legible::{self, Rare};
use crate::lines::Line;
use crate::{Limits, ReadErrorKind, panics};

/// Fewer characters on a page than this, with pictures in the file, is a scan with a stamp on it.
const SCAN_CHARACTERS: usize = 20;

/// Reads the paragraphs of a document.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Line>, ReadErrorKind> {
    let document = load(bytes)?;
    safety::check(&document, limits)?;
    let pages = read_pages(&document);
    let characters = pages.iter().flatten().map(|line| line.text.chars().count()).sum::<usize>();
    let few = characters < SCAN_CHARACTERS * pages.len();
    if characters == 0 || few && has_pictures(&document) {
        return Err(ReadErrorKind::Scanned { pages: pages.len() });
    }
    let lines = layout::paragraphs(pages);
    legible::check_glyphs(lines.iter().map(|line| line.text.as_str()))
        .map_err(|Rare { rare, chars }| ReadErrorKind::GarbledPdf { garbage: rare, chars })?;
    Ok(lines)
}

fn load(bytes: &[u8]) -> Result<Document, ReadErrorKind> {
    let loaded = panics::catch(|| {
        let mut document = Document::load_mem(bytes)?;
        if document.is_encrypted() {
            // Many documents are encrypted with an empty password, only to forbid printing.
            document.decrypt("")?;
        }
        Ok(document)
    });
    match loaded {
        Some(Ok(document)) => Ok(document),
        Some(Err(Error::Decryption(_) | Error::InvalidPassword)) => Err(ReadErrorKind::Encrypted),
        Some(Err(error)) => Err(ReadErrorKind::damaged("PDF", error)),
        None => Err(ReadErrorKind::damaged("PDF", text!("its structure makes no sense"))),
    }
}

/// The lines of every page.
fn read_pages(document: &Document) -> Vec<Vec<TextLine>> {
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let placed: Option<Vec<_>> = pages.iter().map(|&page| glyphs::read_page(document, page)).collect();
    placed.unwrap_or_else(|| {
        let plain = |page: &u32| panics::catch(|| document.extract_text(&[*page]).unwrap_or_default());
        pages.iter().map(|page| layout::unplaced_lines(&plain(page).unwrap_or_default())).collect()
    })
}

fn has_pictures(document: &Document) -> bool {
    let mut streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    streams.any(|stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
    })
}
