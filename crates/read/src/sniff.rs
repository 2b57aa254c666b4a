//! What a file is: told by its first bytes, and where they say nothing by its name.

use crate::budget::Budget;
use crate::zipped::Zipped;
use crate::{InputFormat, Limits, ReadErrorKind};

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

const OCR: &str = "recognise its text (OCR) and read that";
const UNPACK: &str = "unpack it and read what is inside";
const CONVERT: &str = "save it as docx or pdf and read that";
const CHOOSE: &str = "name the document itself";

const OFFICE: Content = Content::Document(InputFormat::Office);

/// First bytes of files that are no plain text; no entry begins another.
const SIGNATURES: &[(&[u8], Content)] = &[
    (b"%PDF-", Content::Document(InputFormat::Pdf)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (b"{\\rtf", OFFICE),
    (b"PK\x05\x06", Content::Other("an empty zip archive", CHOOSE)),
    (b"Rar!\x1a\x07", Content::Other("a RAR archive", UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Content::Other("a 7z archive", UNPACK)),
    (b"\x1f\x8b", Content::Other("a gzip archive", UNPACK)),
    (b"\x89PNG\r\n\x1a\n", Content::Other("a PNG image", OCR)),
    (b"\xff\xd8\xff", Content::Other("a JPEG image", OCR)),
    (b"GIF8", Content::Other("a GIF image", OCR)),
    (b"II*\0", Content::Other("a TIFF image", OCR)),
    (b"MM\0*", Content::Other("a TIFF image", OCR)),
    (b"\x7fELF", Content::Other("a program", CHOOSE)),
    (b"MZ\x90\0", Content::Other("a program", CHOOSE)),
    (b"SQLite format 3\0", Content::Other("a SQLite database", CHOOSE)),
];

/// How a web page may begin, in lower case, whatever its file is called.
const PAGES: &[&str] =
    &["<!doctype html", "<html", "<?xml version=\"1.0\" encoding=\"utf-8\"?><!doctype html"];

/// Tells what a file is: by its bytes, and where they say nothing, by its name.
pub(crate) fn sniff(name: &str, bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    if bytes.starts_with(b"PK\x03\x04") {
        return sniff_zip(bytes, limits);
    }
    if let Some((_, content)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Ok(*content);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_ascii_lowercase();
    let start = start.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    if PAGES.iter().any(|page| start.starts_with(page)) {
        return Ok(Content::Document(InputFormat::Html));
    }
    // The other formats begin with a signature: whatever the name, this is not one of them.
    let named = InputFormat::of_name(name);
    let plain = named.filter(|format| matches!(format, InputFormat::Markdown | InputFormat::Html));
    Ok(Content::Document(plain.unwrap_or(InputFormat::Text)))
}

/// Office packages are zip files too; telling members set them apart.
fn sniff_zip(bytes: &[u8], limits: &Limits) -> Result<Content, ReadErrorKind> {
    let zip = Zipped::open(bytes, &mut Budget::new(limits))?;
    let has_folder = |folder: &str| zip.files().iter().any(|(_, name)| name.starts_with(folder));
    Ok(if zip.has("[Content_Types].xml") {
        match () {
            () if has_folder("xl/") => Content::Other("an Excel workbook", CONVERT),
            () if has_folder("ppt/") => Content::Other("a PowerPoint presentation", CONVERT),
            () => Content::Document(InputFormat::Docx),
        }
    } else if zip.has("OFD.xml") {
        Content::Other("an OFD document", CONVERT)
    } else if zip.has("mimetype") && zip.has("content.xml") {
        OFFICE
    } else {
        Content::Archive
    })
}
