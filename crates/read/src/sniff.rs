//! What a file is: told by its first bytes, and where they say nothing by its name.

use gongwen_messages::phrase;

use crate::budget::Budget;
use crate::ole::{self, Ole};
use crate::zipped::Zipped;
use crate::{InputFormat, Limits, ReadErrorKind, doc, format, mail};

/// What the bytes of a file turn out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A document.
    Document(InputFormat),
    /// A zip archive of files.
    Archive,
    /// Nothing this crate reads: what it is, with its article, and what to do with it.
    Other(&'static str, &'static str),
}

const OCR: &str = phrase!("recognise its text (OCR) and read that");
pub(crate) const UNPACK: &str = phrase!("unpack it and read what is inside");
/// Of documents that other programs write.
const CONVERT: &str = phrase!("save it as docx or pdf and read that");
/// Of documents that can be shown and printed only.
pub(crate) const PRINT: &str = phrase!("print it as pdf from the program that shows it and read that");
const CHOOSE: &str = phrase!("name the document itself");

const OFFICE: Content = Content::Document(InputFormat::Office);
const PICTURE: Content = Content::Document(InputFormat::Picture);
const WORKBOOK: Content = Content::Document(InputFormat::Workbook);

/// First bytes of files that are no plain text; no entry begins another.
const SIGNATURES: &[(&[u8], Content)] = &[
    (b"%PDF-", Content::Document(InputFormat::Pdf)),
    (b"{\\rtf", OFFICE),
    (b"PK\x05\x06", Content::Other(phrase!("an empty zip archive"), CHOOSE)),
    (b"Rar!\x1a\x07", Content::Other(phrase!("a RAR archive"), UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Content::Other(phrase!("a 7z archive"), UNPACK)),
    (b"\x1f\x8b", Content::Other(phrase!("a gzip archive"), UNPACK)),
    (b"\xfd7zXZ\0", Content::Other(phrase!("an xz archive"), UNPACK)),
    (b"BZh91AY&SY", Content::Other(phrase!("a bzip2 archive"), UNPACK)),
    (b"MSCF\0", Content::Other(phrase!("a cabinet archive"), UNPACK)),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", Content::Other(phrase!("a GIF image"), OCR)),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"\x7fELF", Content::Other(phrase!("a program"), CHOOSE)),
    (b"MZ\x90\0", Content::Other(phrase!("a program"), CHOOSE)),
    (b"SQLite format 3\0", Content::Other(phrase!("a SQLite database"), CHOOSE)),
];

/// How a web page may begin, in lower case, whatever its file is called.
const PAGES: &[&str] =
    &["<!doctype html", "<html", "<?xml version=\"1.0\" encoding=\"utf-8\"?><!doctype html"];

/// Tells what a file is: by its bytes, and where they say nothing, by its name.
pub(crate) fn sniff(name: &str, bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    if bytes.starts_with(b"PK\x03\x04") {
        return sniff_zip(bytes, limits);
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return Ok(sniff_ole(bytes));
    }
    if let Some((_, content)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Ok(*content);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_ascii_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    if PAGES.iter().any(|page| start.starts_with(page)) {
        return Ok(Content::Document(InputFormat::Html));
    }
    if mail::is_mail(bytes) {
        return Ok(Content::Document(InputFormat::Mail));
    }
    // The other formats begin with a signature: whatever the name, this is not one of them.
    let named = InputFormat::of_name(name);
    let plain = named
        .filter(|format| matches!(format, InputFormat::Markdown | InputFormat::Html | InputFormat::Mail));
    if plain.is_none()
        && bytes.contains(&0)
        && let Some((what, remedy)) = format::of_others(name)
    {
        return Ok(Content::Other(what, remedy));
    }
    Ok(Content::Document(plain.unwrap_or(InputFormat::Text)))
}

/// Old office programs all write compound files; telling streams set them apart.
fn sniff_ole(bytes: &[u8]) -> Content {
    // What cannot be made out here LibreOffice may know.
    let Ok(file) = Ole::open(bytes) else { return OFFICE };
    match () {
        () if file.has(doc::STREAM) => OFFICE,
        () if file.has("Workbook") || file.has("Book") => WORKBOOK,
        () if file.has("PowerPoint Document") => {
            Content::Other(phrase!("a PowerPoint presentation"), CONVERT)
        }
        () if file.has("__properties_version1.0") => {
            Content::Other(phrase!("an Outlook message"), phrase!("save it as eml and read that"))
        }
        () => OFFICE,
    }
}

/// Office packages are zip files too; telling members set them apart.
fn sniff_zip(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    let zip = Zipped::open(bytes, &mut Budget::new(limits))?;
    let has_folder = |folder: &str| zip.files().iter().any(|(_, name)| name.starts_with(folder));
    Ok(if zip.has("[Content_Types].xml") {
        match () {
            () if has_folder("xl/") => WORKBOOK,
            () if has_folder("ppt/") => Content::Other(phrase!("a PowerPoint presentation"), CONVERT),
            () => Content::Document(InputFormat::Docx),
        }
    } else if zip.has("OFD.xml") {
        Content::Other(phrase!("an OFD document"), PRINT)
    } else if zip.has("Index/Document.iwa") {
        Content::Other(phrase!("an Apple iWork document"), CONVERT)
    } else if zip.has("mimetype") && zip.has("content.xml") {
        OFFICE
    } else {
        Content::Archive
    })
}
