//! What reading gives: the text, how it was decoded, and what the file says about its structure.

use std::fmt;
use std::ops::Range;

use gongwen_messages::{listed, text};

use crate::{Encoding, InputFormat, ReadError};

/// The text of one document, as the later steps see it.
///
/// `text` is the coordinate system of everything after reading: spans count its code points. It
/// holds no byte-order mark. Of plain text it is what the bytes decode to and nothing else, line
/// ends (`\r\n` included) as they are; of other formats it is one paragraph a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The decoded text; never empty or blank.
    pub text: String,
    /// The format the file was read as.
    pub format: InputFormat,
    /// The encoding the bytes were decoded from; UTF-8 for formats that fix their own.
    pub encoding: Encoding,
    /// How that encoding was found.
    pub detection: Detection,
    /// What was not as it should be, in reading order.
    pub warnings: Vec<Warning>,
    /// What the file itself says about paragraphs, by ascending place; empty for plain text.
    pub hints: Vec<Hint>,
    /// The program that the file says wrote it: a docx by its property `generator`, a web page by its
    /// `meta` element, Markdown and plain text by a first line `<!-- generator: NAME -->`.
    pub generator: Option<String>,
}

/// One document found in a file, or why there is none.
#[derive(Debug)]
pub struct Reading {
    /// The file's name as given; a member's stands after its archive's: `a.zip/b.txt`.
    pub name: String,
    /// Its text.
    pub source: Result<SourceText, ReadError>,
}

/// How the encoding of a text was found, from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detection {
    /// The caller named it.
    Forced,
    /// The format fixes it (docx, pdf).
    Format,
    /// A byte-order mark.
    Bom,
    /// Every byte is valid UTF-8.
    Utf8,
    /// An HTML page names it, and all of the page decodes by it.
    Declared,
    /// Without a mark, but nearly all two-byte units are characters that Chinese text uses.
    Utf16,
    /// UTF-8 but for `bad` byte sequences, read as U+FFFD.
    MostlyUtf8 {
        /// Number of invalid sequences.
        bad: usize,
    },
    /// A statistical guess by chardetng on the first 64 KiB.
    Guessed,
}

/// What the file says about one paragraph of the text: a hint at its outline, never more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hint {
    /// Byte range of the paragraph in [`SourceText::text`], line end excluded.
    pub span: Range<usize>,
    /// Outline level, 1 the highest (`<h1>`, `#`, Word's "Heading 1"), where the file gives one.
    pub level: Option<u8>,
    /// Name of the paragraph style, as written in the file.
    pub style: Option<String>,
    /// Bytes at the paragraph's start that stand for an automatic number (`（一）`), which the file
    /// holds as a rule and not as text; 0 where there is none.
    pub number: usize,
    /// Whether the line is a row of a table.
    pub table: bool,
    /// How sure the text was recognised in a picture, in percent: of the least sure of the lines it was printed in;
    /// `None` where the file holds it as text.
    pub confidence: Option<u8>,
}

/// A place in a text as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Something in a file that reading had to get over. The text is usable all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Byte sequences that the encoding does not know; each is one U+FFFD in the decoded file.
    InvalidBytes {
        /// How many.
        count: usize,
        /// Where the first of them are in the decoded file, [`Warning::PLACES`] at most.
        places: Vec<Place>,
    },
    /// The file name promises another format than the bytes hold; the bytes were believed.
    MisleadingName {
        /// What the bytes are.
        format: InputFormat,
    },
    /// Letters are none of Chinese, or kana and hangul stand among them: another language, or an encoding of seven bits (HZ, ISO-2022, UTF-7) that
    /// shows as ASCII.
    HardlyChinese {
        /// Letters that are Han.
        han: usize,
        /// Letters of any script.
        letters: usize,
    },
    /// The text was recognised in pictures of its pages, and is wrong here and there.
    Recognised {
        /// Pages, or pictures.
        pages: usize,
        /// Paragraphs with a confidence below [`Warning::DOUBTFUL`].
        doubtful: usize,
        /// All paragraphs.
        paragraphs: usize,
    },
    /// Question marks as no text has them: a program that could not save Chinese wrote them in its place.
    Lost {
        /// Question marks.
        marks: usize,
        /// Characters that show.
        chars: usize,
    },
}

impl Warning {
    /// The most places a warning lists.
    pub const PLACES: usize = 5;

    /// What is recognised with a lower confidence is doubtful, in percent.
    pub const DOUBTFUL: u8 = 80;
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidBytes { count, places } => {
                let mut places_told = listed(places.iter().map(Place::to_string));
                if *count > places.len() {
                    places_told += " …";
                }
                f.write_str(&text!(
                    "{count} invalid byte sequence(s) read as U+FFFD, at {places} (line:column); the file may be damaged",
                    count,
                    places = places_told
                ))
            }
            Self::MisleadingName { format } => {
                f.write_str(&text!("the name says otherwise, but this is {format}; read as such", format))
            }
            Self::HardlyChinese { han, letters } => {
                f.write_str(&text!(
                    "hardly Chinese ({han} of {letters} letters); what is made of it means little, and if it should \
                     be Chinese its encoding is another",
                    han,
                    letters
                ))
            }
            Self::Recognised { pages, doubtful, paragraphs } => {
                f.write_str(&text!(
                    "text recognised in {pages} picture(s) of pages (OCR); {doubtful} of {paragraphs} paragraphs are \
                     doubtful: compare names and figures with the original",
                    pages,
                    doubtful,
                    paragraphs
                ))
            }
            Self::Lost { marks, chars } => {
                f.write_str(&text!(
                    "{marks} of {chars} characters are question marks; a program that could not save Chinese may have \
                     written them, and what stood there is lost: read what the file was made from",
                    marks,
                    chars
                ))
            }
        }
    }
}

impl fmt::Display for Detection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forced => f.write_str("forced"),
            Self::Format => f.write_str("fixed by the format"),
            Self::Bom => f.write_str("byte-order mark"),
            Self::Utf8 => f.write_str("valid throughout"),
            Self::Declared => f.write_str("declared in the page"),
            Self::Utf16 => f.write_str("two-byte units of Chinese text"),
            Self::MostlyUtf8 { bad } => write!(f, "valid but for {bad} byte sequence(s)"),
            Self::Guessed => f.write_str("guessed"),
        }
    }
}
