//! Why a file could not be read, and what to do about it.

use std::error::Error;
use std::time::Duration;
use std::{fmt, io};

use gongwen_messages::{phrase, text, translated};

use crate::{Encoding, InputFormat};

/// A file that gave no text: which, why, and what to do.
#[derive(Debug)]
pub struct ReadError {
    /// The file's name as the caller gave it; a member's stands after its archive's: `a.zip/b.txt`.
    pub name: String,
    /// What is wrong. Its source, where it has one, is the source of this error too.
    pub kind: ReadErrorKind,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// Nothing stands at the path.
    #[error("{}", text!("no such file; check the path"))]
    NotFound,
    /// The path is a folder.
    #[error("{}", text!("is a folder, not a file; read the files in it one by one"))]
    Folder,
    /// No regular file: a device, a pipe or a socket may never end.
    #[error(
        "{}",
        text!(
            "is {what}, not a file; write what it gives into a file, or give it as standard input (`-`)",
            what = translated(what)
        )
    )]
    NotAFile {
        /// What it is, with an article.
        what: &'static str,
    },
    /// The system would not give the bytes.
    #[error("{}", text!("cannot be read; check the disk and the file's permissions"))]
    Io(#[source] io::Error),
    /// No characters, or only white space.
    #[error("{}", text!("holds no text; the file is empty or blank"))]
    Empty,
    /// No characters that a reader of the document would see, and it says which program wrote it.
    #[error(
        "{}",
        text!("holds no text, only what {generator} put into it; read what it was made from", generator)
    )]
    NoTextBy {
        /// The program.
        generator: String,
    },
    /// More bytes than [`Limits::file_bytes`](crate::Limits::file_bytes).
    #[error(
        "{}",
        text!(
            "has {bytes} bytes, more than the limit of {limit}; raise the limit or split the file",
            bytes,
            limit
        )
    )]
    TooLarge {
        /// The file's size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Unpacks to more than [`Limits::unpacked_bytes`](crate::Limits::unpacked_bytes).
    #[error("{}", text!("unpacks to more than {limit} bytes; raise the limit if you trust the file", limit))]
    UnpacksTooLarge {
        /// The limit.
        limit: u64,
    },
    /// More text than [`Limits::text_bytes`](crate::Limits::text_bytes).
    #[error(
        "{}",
        text!(
            "holds more than {limit} bytes of text; split it, or raise the limit if you trust the file",
            limit
        )
    )]
    TooMuchText {
        /// The limit.
        limit: u64,
    },
    /// More lines, or what its format holds them by, than [`Limits::lines`](crate::Limits::lines).
    #[error(
        "{}",
        text!(
            "holds more than {limit} lines, cells, styles or elements; split it, or raise the limit if you \
             trust the file",
            limit
        )
    )]
    TooManyLines {
        /// The limit.
        limit: usize,
    },
    /// More attributes in one tag than any page has; looking for doubled ones would take their number squared.
    #[error(
        "{}",
        text!("has a tag of more than {limit} attributes, as no page needs; do not trust it", limit)
    )]
    TooManyAttributes {
        /// The limit.
        limit: usize,
    },
    /// Takes longer than [`Limits::time`](crate::Limits::time).
    #[error(
        "{}",
        text!(
            "takes longer than {seconds} seconds to read; do not trust it, or raise the limit if you do",
            seconds = limit.as_secs_f64()
        )
    )]
    TooSlow {
        /// The limit.
        limit: Duration,
    },
    /// A member of an archive whose other members have taken all its time.
    #[error(
        "{}",
        text!(
            "is not read, for other members of the archive took all the time it has; unpack it and read this \
             one"
        )
    )]
    NoTimeLeft,
    /// Needs more memory than [`Limits::memory_bytes`](crate::Limits::memory_bytes).
    #[error(
        "{}",
        text!(
            "needs more than {limit} bytes of memory to read; do not trust it, or raise the limit if you do",
            limit
        )
    )]
    TooMuchMemory {
        /// The limit.
        limit: u64,
    },
    /// The program that was to read it in isolation could not be run.
    #[error(
        "{}",
        text!(
            "could not be read in a process of its own; not the file's fault: check the folder for temporary \
             files and the limits on processes"
        )
    )]
    NotIsolated(#[source] io::Error),
    /// More members than [`Limits::members`](crate::Limits::members).
    #[error("{}", text!("holds more than {limit} members; raise the limit if you trust the file", limit))]
    TooManyMembers {
        /// The limit.
        limit: usize,
    },
    /// Archives inside archives beyond [`Limits::archive_depth`](crate::Limits::archive_depth).
    #[error(
        "{}",
        text!("is an archive more than {limit} deep inside archives; unpack the outer ones first", limit)
    )]
    ArchivesTooDeep {
        /// The limit.
        limit: usize,
    },
    /// Elements nested beyond [`Limits::element_depth`](crate::Limits::element_depth).
    #[error(
        "{}",
        text!("nests elements more than {limit} deep; raise the limit if you trust the file", limit)
    )]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// An XML part with a document type, by which entities can be made to explode or to read files.
    #[error(
        "{}",
        text!(
            "declares an XML document type, as no office program does; save it anew and do not trust it"
        )
    )]
    DocumentType,
    /// Known not to be a document of any format that can be read.
    #[error("{}", text!("is {what}, which holds no text to read; {remedy}", what = translated(what), remedy = translated(remedy)))]
    NotADocument {
        /// What its first bytes say it is, with an article.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A zip archive where one document was asked for.
    #[error("{}", text!("is an archive of several files, not one document; read them all or unpack it"))]
    Archive,
    /// An archive or a folder without a document.
    #[error("{}", text!("holds no document that can be read ({suffixes})", suffixes))]
    NoDocuments {
        /// Suffixes of what could be read, parted by spaces.
        suffixes: String,
    },
    /// A password is needed.
    #[error("{}", text!("is protected by a password; remove the protection and read it again"))]
    Encrypted,
    /// Not well-formed.
    #[error("{}", text!("is damaged ({what}); open it in the program that made it and save it anew", what = translated(what)))]
    Damaged {
        /// The part that cannot be made out.
        what: &'static str,
        /// What the part's reader says.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Decodes to garbage by every encoding tried.
    #[error(
        "{}",
        text!(
            "is not text (read as {encoding}, {garbage} of {chars} characters are garbage); name its \
             encoding if you know it, or save it anew as UTF-8",
            encoding,
            garbage,
            chars
        )
    )]
    NotText {
        /// The encoding that was named or looked likeliest.
        encoding: Encoding,
        /// Characters that make no sense.
        garbage: usize,
        /// All characters.
        chars: usize,
    },
    /// Decodes, but to characters that no text in Chinese or another language is made of: by a wrong encoding, or of
    /// what is no text.
    #[error(
        "{}",
        text!(
            "is no readable text (read as {encoding}, {rare} of {chars} characters are hardly ever used); \
             name its encoding if you know it, or save it anew as UTF-8",
            encoding,
            rare,
            chars
        )
    )]
    Illegible {
        /// The encoding it was read by.
        encoding: Encoding,
        /// Characters that are hardly ever used.
        rare: usize,
        /// All characters looked at.
        chars: usize,
    },
    /// A PDF of pictures, where none of them is looked at.
    #[error(
        "{}",
        text!(
            "has no text layer (a scan of {pages} pages); recognise its text (OCR) and read that",
            pages
        )
    )]
    Scanned {
        /// How many pages it has.
        pages: usize,
    },
    /// A scan of more pages than [`Limits::pages`](crate::Limits::pages).
    #[error(
        "{}",
        text!(
            "is a scan of more than {limit} pages; split it, or raise the limit if you have the time",
            limit
        )
    )]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// A scan or a picture, and what recognises text is not installed.
    #[error(
        "{}",
        text!(
            "is a scan or a picture, and {program} is not installed to recognise its text; install the \
             package {package}, or have it recognised elsewhere (OCR) and read that",
            program = translated(program),
            package
        )
    )]
    NoOcr {
        /// The program, or what it lacks.
        program: &'static str,
        /// The package that brings it, by its name in Debian.
        package: &'static str,
    },
    /// A PDF whose fonts do not say which characters their glyphs are.
    #[error(
        "{}",
        text!(
            "has a text layer that is garbled ({garbage} of {chars} characters); recognise its text (OCR), \
             or take the document it was made from",
            garbage,
            chars
        )
    )]
    GarbledPdf {
        /// Characters that no Chinese text has.
        garbage: usize,
        /// All characters.
        chars: usize,
    },
    /// A format that this build leaves out.
    #[error(
        "{}",
        text!(
            "is {format}, which this build does not read; build gongwen-read with its feature `{feature}`",
            format,
            feature
        )
    )]
    LeftOut {
        /// The format.
        format: InputFormat,
        /// The feature that reads it.
        feature: &'static str,
    },
    /// A format that LibreOffice must convert, and it is not installed.
    #[error("{}", text!("needs LibreOffice to be converted; install it, or save the document as docx"))]
    NoLibreOffice,
    /// LibreOffice could not convert it.
    #[error(
        "{}",
        text!(
            "could not be converted by LibreOffice; open it in the program that made it and save it as docx"
        )
    )]
    NotConverted,
}

impl ReadErrorKind {
    /// Names of programs in [`ReadErrorKind::NoOcr`].
    pub(crate) const TESSERACT: &str = "Tesseract";
    pub(crate) const PDFTOPPM: &str = "pdftoppm";

    /// What recognises text is missing.
    pub(crate) const NO_TESSERACT: Self =
        Self::NoOcr { program: Self::TESSERACT, package: "tesseract-ocr-chi-sim" };
    /// Its model of Chinese is missing.
    pub(crate) const NO_MODEL: Self =
        Self::NoOcr { program: phrase!("Tesseract's model of Chinese"), package: "tesseract-ocr-chi-sim" };
    /// What draws the pages of PDFs is missing.
    pub(crate) const NO_PDFTOPPM: Self = Self::NoOcr { program: Self::PDFTOPPM, package: "poppler-utils" };

    /// What is wrong with a workbook that is no report.
    pub(crate) const NO_SENTENCE: Self = Self::NotADocument {
        what: phrase!("a workbook of names and figures"),
        remedy: phrase!("read the report that it belongs to"),
    };

    /// Whether higher [`Limits`](crate::Limits) may let the file through.
    pub fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. }
                | Self::UnpacksTooLarge { .. }
                | Self::TooMuchText { .. }
                | Self::TooManyLines { .. }
                | Self::TooManyMembers { .. }
                | Self::TooDeep { .. }
                | Self::TooManyPages { .. }
                | Self::TooSlow { .. }
                | Self::TooMuchMemory { .. }
        )
    }

    /// Whether much was spent before it was given up.
    pub(crate) fn is_costly(&self) -> bool {
        matches!(self, Self::TooSlow { .. } | Self::TooMuchMemory { .. } | Self::NoTimeLeft)
    }

    /// Attaches the name of the file.
    pub(crate) fn of(self, name: &str) -> ReadError {
        ReadError { name: name.to_owned(), kind: self }
    }

    /// A part that its reader cannot make out.
    pub(crate) fn damaged(what: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Damaged { what, source: source.into() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text!("{name}: {what}", name = self.name, what = self.kind))
    }
}

/// The message holds the kind's, so the source is the kind's source: a printed chain says nothing twice.
impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}

impl From<io::Error> for ReadErrorKind {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}
