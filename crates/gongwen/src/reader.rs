//! From files to documents: reading and parsing as one step.

use std::path::Path;

use gongwen_parse::Document;
use gongwen_read::{ReadError, ReadErrorKind, ReadOptions, Reading, SourceText, Warning};

use crate::hints::hints;

/// A file, or a member of an archive, with its structure restored.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedFile {
    /// Name as given; a member's stands after its archive's: `a.zip/b.txt`.
    pub name: String,
    /// Its structure and text.
    pub document: Document,
    /// What was not as it should be in the bytes. The text is usable all the same.
    pub warnings: Vec<Warning>,
    /// The program that the file says wrote it (see [`SourceText::generator`]).
    pub generator: Option<String>,
}

impl ParsedFile {
    /// Whether this program wrote the file: it is a result, not a report to be read.
    pub fn is_own_output(&self) -> bool {
        self.generator.as_deref() == Some(gongwen_write::GENERATOR)
    }
}

/// Whether a file that gives no text is one that this program wrote, as the reader's page is.
pub fn is_own_output(error: &ReadError) -> bool {
    matches!(&error.kind, ReadErrorKind::NoTextBy { generator } if generator == gongwen_write::GENERATOR)
}

/// How files are read and parsed.
///
/// ```
/// let reader = gongwen::Reader::default();
/// let bytes = "柳荫街道2023年工作总结\n一、消防。检查楼道四百处。\n".as_bytes();
/// for file in reader.read_bytes("柳荫.txt", bytes) {
///     assert_eq!(file?.document.reports[0].title.as_deref(), Some("柳荫街道2023年工作总结"));
/// }
/// # Ok::<(), gongwen::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// How bytes become text.
    pub read: ReadOptions,
    /// How text becomes structure.
    pub parse: gongwen_parse::Options,
}

impl Reader {
    /// Reads the file at `path`: one document, or those of an archive. Never empty; a document that
    /// cannot be read is its own error and stops no other.
    pub fn read_file(&self, path: &Path) -> Vec<Result<ParsedFile, ReadError>> {
        self.parse_all(gongwen_read::read_path(path, &self.read))
    }

    /// Reads the bytes of a file, as [`read_file`](Self::read_file) does. `name` tells the format where the
    /// bytes do not.
    pub fn read_bytes(&self, name: &str, bytes: &[u8]) -> Vec<Result<ParsedFile, ReadError>> {
        self.parse_all(gongwen_read::read_all(name, bytes, &self.read))
    }

    /// Parses text that is decoded already. What `name` tells of unit and year counts where the text is silent; if it
    /// is empty, what the name of [`Reader::parse`] tells.
    pub fn parse_text(&self, name: &str, text: &str) -> ParsedFile {
        let document = gongwen_parse::parse(text, &self.options(name));
        ParsedFile { name: name.to_owned(), document, warnings: Vec::new(), generator: None }
    }

    fn options(&self, name: &str) -> gongwen_parse::Options {
        let options = self.parse.clone();
        if name.is_empty() { options } else { options.with_name(name) }
    }

    fn parse_all(&self, readings: Vec<Reading>) -> Vec<Result<ParsedFile, ReadError>> {
        let parse = |Reading { name, source }: Reading| {
            let source: SourceText = source?;
            let document =
                gongwen_parse::parse_with_hints(&source.text, &hints(&source), &self.options(&name));
            Ok(ParsedFile { name, document, warnings: source.warnings, generator: source.generator })
        };
        readings.into_iter().map(parse).collect()
    }
}
