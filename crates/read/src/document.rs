//! One document: from its bytes, by its format, to source text.

use crate::budget::Budget;
use crate::decode::{Decoded, decode};
use crate::legible::{self, Letters, Rare};
use crate::lines::{self, Content as Lines};
#[cfg(feature = "pdf")]
use crate::pdf;
use crate::sniff::{Content, sniff};
use crate::{
    Detection, Encoding, InputFormat, Limits, ReadError, ReadErrorKind, ReadOptions, SourceText, Warning,
};
use crate::{docx, html, isolation, markdown, office};

/// Reads one document. `name` tells the format where the bytes do not, and stands in errors.
///
/// # Errors
/// Any [`ReadErrorKind`] but those of paths; an archive is an error here, see [`read_all`](crate::read_all).
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<SourceText, ReadError> {
    read_document(name, bytes, options).map_err(|kind| kind.of(name))
}

fn read_document(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<SourceText, ReadErrorKind> {
    check_size(bytes.len() as u64, options)?;
    if bytes.is_empty() {
        return Err(ReadErrorKind::Empty);
    }
    if let Some(format) = options.format {
        return checked(read_format(format, bytes, options)?, options);
    }
    match sniff(name, bytes, &options.limits)? {
        Content::Document(format) => {
            let mut source = checked(read_format(format, bytes, options)?, options)?;
            if InputFormat::of_name(name).is_some_and(|named| named != format) {
                source.warnings.push(Warning::MisleadingName { format });
            }
            Ok(source)
        }
        Content::Archive => Err(ReadErrorKind::Archive),
        Content::Other(what, remedy) => Err(ReadErrorKind::NotADocument { what, remedy }),
    }
}

fn read_format(
    format: InputFormat,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<SourceText, ReadErrorKind> {
    let limits = &options.limits;
    let decoded = |declared| decode(bytes, options.encoding, declared);
    match format {
        InputFormat::Text => Ok(plain(decoded(None)?)),
        InputFormat::Markdown => {
            let decoded = decoded(None)?;
            let content = Lines {
                lines: markdown::read(&decoded.text, limits)?,
                generator: first_line_generator(&decoded.text),
            };
            structured(format, content, decoded)
        }
        InputFormat::Html => {
            let decoded = decoded(html::declared_encoding(bytes))?;
            let content = html::read(&decoded.text, limits)?;
            structured(format, content, decoded)
        }
        InputFormat::Docx => structured(format, docx::read(bytes, limits)?, fixed()),
        InputFormat::Pdf | InputFormat::Office => {
            let content = match &options.isolation {
                Some(elsewhere) => isolation::ask(&**elsewhere, format, bytes, limits)?,
                None => read_here(format, bytes, limits, &|| false)?,
            };
            structured(format, content, fixed())
        }
    }
}

/// Reads, in this process, a format whose reader cannot be bounded from within; may end early where it is `abandoned`.
pub(crate) fn read_here(
    format: InputFormat,
    bytes: &[u8],
    limits: &Limits,
    abandoned: &dyn Fn() -> bool,
) -> Result<Lines, ReadErrorKind> {
    match format {
        #[cfg(feature = "pdf")]
        InputFormat::Pdf => Ok(pdf::read(bytes, limits)?.into()),
        #[cfg(not(feature = "pdf"))]
        InputFormat::Pdf => Err(ReadErrorKind::LeftOut { format, feature: "pdf" }),
        _ => office::read(bytes, limits, abandoned),
    }
}

/// Refuses a document that is too long, or that is no text for people; warns of one that is in another language.
fn checked(mut source: SourceText, options: &ReadOptions) -> Result<SourceText, ReadErrorKind> {
    let mut budget = Budget::new(&options.limits);
    budget.spend_text(source.text.len())?;
    budget.spend_lines(count_lines(&source.text))?;
    // A PDF's own check is stricter, and a guess was checked, too.
    let is_sure = !matches!(source.detection, Detection::Forced | Detection::Guessed | Detection::Utf16)
        && source.format != InputFormat::Pdf;
    let letters = Letters::of(&source.text);
    let found = match source.format {
        // What LibreOffice takes for plain text it decodes as it likes.
        InputFormat::Office if !letters.has_syllables() => letters.check_guess(),
        _ => letters.check(),
    };
    match found {
        Err(Rare { rare, chars }) if is_sure => {
            Err(ReadErrorKind::Illegible { encoding: source.encoding, rare, chars })
        }
        _ => {
            let warning = letters.foreign().or_else(|| legible::lost(&source.text));
            source.warnings.extend(warning);
            Ok(source)
        }
    }
}

/// How many lines a text has, whatever ends them.
pub(crate) fn count_lines(text: &str) -> usize {
    let count = |end: char| text.matches(end).count();
    1 + count('\n').max(count('\r'))
}

/// How a format that fixes its encoding is decoded.
fn fixed() -> Decoded {
    Decoded {
        text: String::new(),
        encoding: Encoding::UTF_8,
        detection: Detection::Format,
        warnings: Vec::new(),
    }
}

fn plain(decoded: Decoded) -> SourceText {
    let Decoded { text, encoding, detection, warnings } = decoded;
    let generator = first_line_generator(&text);
    SourceText {
        text,
        format: InputFormat::Text,
        encoding,
        detection,
        warnings,
        hints: Vec::new(),
        generator,
    }
}

/// The program that a first line `<!-- generator: NAME -->` says wrote the text.
fn first_line_generator(text: &str) -> Option<String> {
    let line = text.trim_start().lines().next()?;
    let comment = line.trim_end().strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(comment.trim().strip_prefix("generator:")?.trim().to_owned())
}

fn structured(format: InputFormat, content: Lines, decoded: Decoded) -> Result<SourceText, ReadErrorKind> {
    let Lines { lines, generator } = content;
    let (text, hints) = lines::assemble(lines);
    if text.is_empty() {
        return Err(generator.map_or(ReadErrorKind::Empty, |generator| ReadErrorKind::NoTextBy { generator }));
    }
    Ok(SourceText { text, hints, format, generator, ..plain(decoded) })
}

/// Refuses files larger than allowed.
pub(crate) fn check_size(bytes: u64, options: &ReadOptions) -> Result<(), ReadErrorKind> {
    let limit = options.limits.file_bytes;
    if bytes > limit { Err(ReadErrorKind::TooLarge { bytes, limit }) } else { Ok(()) }
}
