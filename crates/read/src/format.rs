//! The formats a document can have, and the names of its files.

use std::fmt;
use std::str::FromStr;

/// A document format this crate reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// What LibreOffice can turn into docx: old Word and WPS documents, RTF, OpenDocument.
    Office,
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
    Entry { format: InputFormat::Text, name: "txt", about: "plain text", suffixes: &["txt", "text"] },
    Entry { format: InputFormat::Markdown, name: "md", about: "Markdown", suffixes: &["md", "markdown"] },
    Entry { format: InputFormat::Html, name: "html", about: "a web page", suffixes: &["html", "htm", "xhtml"] },
    Entry { format: InputFormat::Docx, name: "docx", about: "a Word document", suffixes: &["docx", "docm"] },
    Entry { format: InputFormat::Pdf, name: "pdf", about: "a PDF document", suffixes: &["pdf"] },
    Entry { format: InputFormat::Office, name: "office", about: "an old office document", suffixes: &["doc", "wps", "rtf", "odt"] },
];

/// Suffixes of archives.
const ARCHIVES: &[&str] = &["zip"];

fn suffix(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or("", |(_, suffix)| suffix)
}

/// Whether a file of this name may hold documents.
pub fn is_readable(name: &str) -> bool {
    InputFormat::of_name(name).is_some()
        || ARCHIVES.iter().any(|known| known.eq_ignore_ascii_case(suffix(name)))
}

/// Suffixes of all files that may hold documents, parted by spaces.
pub(crate) fn readable_suffixes() -> String {
    let all: Vec<_> = FORMATS.iter().flat_map(|entry| entry.suffixes).chain(ARCHIVES).copied().collect();
    all.join(" ")
}

impl InputFormat {
    /// The format that a file name's suffix stands for, if any.
    pub fn of_name(name: &str) -> Option<Self> {
        let is_known =
            |entry: &&Entry| entry.suffixes.iter().any(|known| known.eq_ignore_ascii_case(suffix(name)));
        FORMATS.iter().find(is_known).map(|entry| entry.format)
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format `{name}`; known are {known}")]
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
            known: FORMATS.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", "),
        })
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = FORMATS.iter().find(|entry| entry.format == *self);
        f.write_str(entry.map_or("", |entry| entry.about))
    }
}
