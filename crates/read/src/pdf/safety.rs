//! What a PDF may not do before any other code follows its objects.

use std::collections::BTreeMap;
use std::io;

use flate2::read::ZlibDecoder;
use gongwen_messages::text;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::budget::Budget;
use crate::{Limits, ReadErrorKind};

/// Deflate cannot shrink anything more than this.
const MAX_DEFLATE_RATIO: u64 = 1032;

/// The deepest page tree and the deepest nesting of drawings.
const MAX_DEPTH: usize = 64;

/// Refuses streams that unpack to more than allowed, and pages or drawings that contain themselves.
pub(super) fn check(document: &Document, limits: &Limits) -> Result<(), ReadErrorKind> {
    check_streams(document, limits)?;
    let mut depths = BTreeMap::new();
    let too_deep = document.objects.keys().any(|&id| drawing_depth(document, id, &mut depths, 0).is_none());
    if too_deep || has_endless_page(document) {
        return Err(ReadErrorKind::damaged("PDF", text!("its pages or drawings contain themselves")));
    }
    Ok(())
}

fn check_streams(document: &Document, limits: &Limits) -> Result<(), ReadErrorKind> {
    let streams = || document.objects.values().filter_map(|object| object.as_stream().ok());
    let packed: u64 = streams().map(|stream| stream.content.len() as u64).sum();
    if packed.saturating_mul(MAX_DEFLATE_RATIO) <= limits.unpacked_bytes {
        return Ok(());
    }
    let mut budget = Budget::new(limits);
    let is_deflated = |stream: &&Stream| stream.filters().is_ok_and(|all| all.contains(&&b"FlateDecode"[..]));
    for stream in streams().filter(is_deflated) {
        match budget.unpack(ZlibDecoder::new(stream.content.as_slice()), &mut io::sink(), "PDF") {
            // A damaged stream counts for nothing here; whoever needs it will say so.
            Err(ReadErrorKind::Damaged { .. }) => {}
            unpacked => unpacked?,
        }
    }
    Ok(())
}

/// Whether a page's parents never end.
fn has_endless_page(document: &Document) -> bool {
    let parent_of = |node: &Dictionary| node.get(b"Parent").and_then(Object::as_reference).ok();
    document.get_pages().into_values().any(|page| {
        let next = |&id: &ObjectId| parent_of(document.get_dictionary(id).ok()?);
        std::iter::successors(Some(page), next).nth(MAX_DEPTH).is_some()
    })
}

/// How deep drawings nest below an object; `None` beyond [`MAX_DEPTH`].
fn drawing_depth(
    document: &Document,
    id: ObjectId,
    known: &mut BTreeMap<ObjectId, usize>,
    above: usize,
) -> Option<usize> {
    let mut depth = 0;
    match known.get(&id) {
        Some(&found) => depth = found,
        None if above > MAX_DEPTH => return None,
        None => {
            for child in drawings_of(document, id) {
                depth = depth.max(1 + drawing_depth(document, child, known, above + 1)?);
            }
            known.insert(id, depth);
        }
    }
    (above + depth <= MAX_DEPTH).then_some(depth)
}

/// The drawings (form XObjects) a drawing may call, by its resources.
fn drawings_of(document: &Document, id: ObjectId) -> Vec<ObjectId> {
    let named = || {
        let stream = document.get_object(id).and_then(Object::as_stream).ok()?;
        let resources = document.get_dict_in_dict(&stream.dict, b"Resources").ok()?;
        let named = document.get_dict_in_dict(resources, b"XObject").ok()?;
        Some(named.iter().filter_map(|(_, object)| object.as_reference().ok()).collect())
    };
    named().unwrap_or_default()
}
