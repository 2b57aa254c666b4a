//! The formats a document can have, and the names of its files.

use std::fmt;
use std::str::FromStr;

use gongwen_messages::{listed, phrase, text, translated};
use serde::{Deserialize, Serialize};

use crate::sniff::{PRINT, UNPACK};

/// A document format this crate reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum InputFormat {
    /// Plain text in any Chinese encoding.
    Text,
    /// Markdown (CommonMark with tables and footnotes).
    Markdown,
    /// A web page.
    Html,
    /// A Word document since 2007, also by WPS.
    Docx,
    /// A PDF with a text layer.
    Pdf,
    /// An old Word or WPS document, or what LibreOffice can turn into docx: RTF, OpenDocument.
    Office,
    /// A workbook of Excel or WPS.
    Workbook,
    /// A mail, or a web page kept as one.
    Mail,
    /// A picture of text.
    Picture,
}

/// A format with the name it parses from, what it is called, and the suffixes of its files.
struct Entry {
    format: InputFormat,
    name: &'static str,
    about: &'static str,
    suffixes: &'static [&'static str],
}

/// Every format, in the order of [`InputFormat`].
#[rustfmt::skip]
const FORMATS: &[Entry] = &[
    Entry { format: InputFormat::Text, name: "txt", about: phrase!("plain text"), suffixes: &["txt", "text"] },
    Entry { format: InputFormat::Markdown, name: "md", about: phrase!("Markdown"), suffixes: &["md", "markdown"] },
    Entry { format: InputFormat::Html, name: "html", about: phrase!("a web page"), suffixes: &["html", "htm", "xhtml"] },
    Entry { format: InputFormat::Docx, name: "docx", about: phrase!("a Word document"), suffixes: &["docx", "docm"] },
    Entry { format: InputFormat::Pdf, name: "pdf", about: phrase!("a PDF document"), suffixes: &["pdf"] },
    Entry { format: InputFormat::Office, name: "office", about: phrase!("an old office document"), suffixes: &["doc", "wps", "rtf", "odt"] },
    Entry { format: InputFormat::Workbook, name: "xlsx", about: phrase!("a workbook"), suffixes: &["xlsx", "xlsm", "xls", "et"] },
    Entry { format: InputFormat::Mail, name: "eml", about: phrase!("a mail"), suffixes: &["eml", "mht", "mhtml"] },
    Entry { format: InputFormat::Picture, name: "picture", about: phrase!("a picture"), suffixes: &["png", "jpg", "jpeg", "tif", "tiff"] },
];

/// Suffixes of archives.
const ARCHIVES: &[&str] = &["zip"];

/// Suffixes of what may hold documents and is not read, with what it is and what to do: in a folder it is named among the
/// failures, lest a report be missed.
const OTHERS: &[(&str, &str, &str)] = &[
    ("rar", phrase!("a RAR archive"), UNPACK),
    ("7z", phrase!("a 7z archive"), UNPACK),
    ("ofd", phrase!("an OFD document"), PRINT),
    ("ceb", phrase!("a CEB document"), PRINT),
    ("cebx", phrase!("a CEBX document"), PRINT),
    ("gd", phrase!("a Sursen document"), PRINT),
    ("gw", phrase!("a Sursen document"), PRINT),
    ("caj", phrase!("a CAJ document"), PRINT),
];

/// What a file of this name is that is not read, and what to do.
pub(crate) fn of_others(name: &str) -> Option<(&'static str, &'static str)> {
    let found = OTHERS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(suffix(name)));
    found.map(|&(_, what, remedy)| (what, remedy))
}

fn suffix(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or("", |(_, suffix)| suffix)
}

/// Whether a file of this name may hold documents, be it one that is not read.
pub fn is_readable(name: &str) -> bool {
    // Most pictures beside documents are no pages: they are read where they are named.
    InputFormat::of_name(name).is_some_and(|format| format != InputFormat::Picture)
        || ARCHIVES.iter().any(|known| known.eq_ignore_ascii_case(suffix(name)))
        || of_others(name).is_some()
}

/// Suffixes of all files that may hold documents, parted by spaces.
pub(crate) fn readable_suffixes() -> String {
    let documents = FORMATS.iter().filter(|entry| entry.format != InputFormat::Picture);
    let all: Vec<_> = documents.flat_map(|entry| entry.suffixes).chain(ARCHIVES).copied().collect();
    all.join(" ")
}

impl InputFormat {
    /// The feature by which this crate reads it; empty where it always does.
    pub(crate) fn feature(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Workbook => "xlsx",
            _ => "",
        }
    }

    /// The format that a file name's suffix stands for, if any.
    pub fn of_name(name: &str) -> Option<Self> {
        let is_known =
            |entry: &&Entry| entry.suffixes.iter().any(|known| known.eq_ignore_ascii_case(suffix(name)));
        FORMATS.iter().find(is_known).map(|entry| entry.format)
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", text!("unknown format `{name}`; known are {known}", name, known))]
pub struct UnknownFormat {
    /// The name given.
    pub name: String,
    /// The names that would do.
    pub known: String,
}

impl FromStr for InputFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = FORMATS.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
        found.map(|entry| entry.format).ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
            known: listed(FORMATS.iter().map(|entry| entry.name)),
        })
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = FORMATS.iter().find(|entry| entry.format == *self);
        f.write_str(entry.map_or("", |entry| translated(entry.about)))
    }
}
