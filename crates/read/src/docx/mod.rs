//! Word documents (.docx), also as WPS writes them.
//!
//! The text is what a reader of the printed document sees in its body, paragraph by paragraph:
//! automatic numbers rendered, tracked changes accepted, text boxes and notes after the paragraph
//! they hang on. Headers, footers, comments and hidden text are left out.

mod body;
mod numbering;
mod package;
mod properties;
mod styles;

use crate::budget::Budget;
use crate::lines::Content;
use crate::word::{Numbering, Styles};
use crate::xml::{self, Name, Xml};
use crate::zipped::Zipped;
use crate::{Limits, ReadErrorKind};

use body::{Body, Notes};
use gongwen_messages::phrase;
use package::Package;

/// Reads the paragraphs of the document.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    let mut budget = Budget::new(limits);
    let zip = Zipped::open(bytes, &mut budget)?;
    let mut package = Package::open(zip, budget)?;

    let styles = match package.related("styles")? {
        Some(part) => {
            Styles::read(&mut Xml::new(&xml::decode(&part), phrase!("styles"), &mut package.budget))?
        }
        None => Styles::default(),
    };
    let mut numbering = match package.related("numbering")? {
        Some(part) => {
            Numbering::read(&mut Xml::new(&xml::decode(&part), phrase!("numbering"), &mut package.budget))?
        }
        None => Numbering::default(),
    };
    let mut notes = Notes::default();
    for kind in ["footnote", "endnote"] {
        if let Some(part) = package.related(&format!("{kind}s"))? {
            let text = xml::decode(&part);
            let mut xml = Xml::new(&text, phrase!("notes"), &mut package.budget);
            read_notes(kind, &mut xml, &styles, &mut numbering, &mut notes)?;
        }
    }
    let part = package.document()?;
    let text = xml::decode(&part);
    let mut xml = Xml::new(&text, phrase!("document"), &mut package.budget);
    let lines = Body::new(&styles, &mut numbering, &mut notes).read(&mut xml)?;
    // Nothing of the text hangs on it: a damaged part says nothing.
    let properties = package.own_properties().ok().flatten();
    let generator = properties.and_then(|part| {
        generator(&mut Xml::new(&xml::decode(&part), phrase!("properties"), &mut package.budget)).ok()?
    });
    Ok(Content { lines, generator })
}

/// The program that the own properties of any Office package say wrote it. Nothing hangs on it: damaged properties say
/// nothing.
#[cfg(feature = "xlsx")]
pub(crate) fn generator_of(bytes: &[u8], limits: &Limits) -> Option<String> {
    let mut budget = Budget::new(limits);
    let zip = Zipped::open(bytes, &mut budget).ok()?;
    let mut package = Package::open(zip, budget).ok()?;
    let part = package.own_properties().ok()??;
    generator(&mut Xml::new(&xml::decode(&part), phrase!("properties"), &mut package.budget)).ok()?
}

/// The program that the document's own properties say wrote it. Unlike the application's name, such a
/// property stays when another program saves the document.
fn generator(xml: &mut Xml) -> Result<Option<String>, ReadErrorKind> {
    xml.child()?;
    while let Some(tag) = xml.child()? {
        if tag.attribute("name").as_deref() == Some("generator") {
            return Ok(Some(xml.text()?.trim().to_owned()));
        }
        xml.skip()?;
    }
    Ok(None)
}

/// Collects the footnotes or endnotes of a part, each by its id.
fn read_notes(
    kind: &'static str,
    xml: &mut Xml,
    styles: &Styles,
    numbering: &mut Numbering,
    notes: &mut Notes,
) -> Result<(), ReadErrorKind> {
    let mut no_notes = Notes::default();
    let Some(_root) = xml.child()? else { return Ok(()) };
    while let Some(tag) = xml.child()? {
        // A note with a type is the line above the notes, not a note.
        match (tag.name(), tag.attribute("id"), tag.attribute("type")) {
            (Name::Word(name), Some(id), None) if name == kind => {
                let lines = Body::new(styles, numbering, &mut no_notes).read(xml)?;
                notes.insert((kind, id), lines);
            }
            _ => xml.skip()?,
        }
    }
    Ok(())
}
