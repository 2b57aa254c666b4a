//! One document: from its bytes, by its format, to source text.

use crate::budget::Budget;
use crate::decode::{Decoded, decode};
use crate::layout;
use crate::legible::{self, Letters, Rare};
use crate::lines::{self, Content as Lines, Line};
use crate::ocr::{self, Job};
#[cfg(feature = "pdf")]
use crate::pdf;
use crate::sniff::{Content, sniff};
#[cfg(feature = "xlsx")]
use crate::workbook;
use crate::{
    Detection, Encoding, InputFormat, Limits, ReadError, ReadErrorKind, ReadOptions, SourceText, Warning,
};
use crate::{doc, docx, html, isolation, mail, markdown, office};

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
        InputFormat::Pdf => match isolated(format, bytes, options) {
            Err(ReadErrorKind::Scanned { pages }) => recognised(format, bytes, pages, options),
            content => structured(format, content?, fixed()),
        },
        InputFormat::Picture => recognised(format, bytes, 1, options),
        InputFormat::Workbook => structured(format, isolated(format, bytes, options)?, fixed()),
        InputFormat::Mail => {
            let mail::Body { content, decoded } = mail::read(bytes, options.encoding, limits)?;
            structured(format, content, decoded)
        }
        InputFormat::Office => structured(format, office(bytes, options)?, fixed()),
    }
}

/// Reads an old office document: what is no Word document, or one that cannot be made out here, by LibreOffice.
fn office(bytes: &[u8], options: &ReadOptions) -> Result<Lines, ReadErrorKind> {
    let damaged = match doc::read(bytes, &options.limits) {
        Ok(Some(content)) => return Ok(content),
        Ok(None) => None,
        Err(kind @ ReadErrorKind::Damaged { .. }) => Some(kind),
        Err(kind) => return Err(kind),
    };
    isolated(InputFormat::Office, bytes, options).map_err(|kind| match kind {
        // Another program would not help.
        ReadErrorKind::NoLibreOffice | ReadErrorKind::NotConverted => damaged.unwrap_or(kind),
        _ => kind,
    })
}

/// Recognises the text of a scan of so many pages, or of a picture.
fn recognised(
    format: InputFormat,
    bytes: &[u8],
    pages: usize,
    options: &ReadOptions,
) -> Result<SourceText, ReadErrorKind> {
    let limits = &options.limits;
    if pages > limits.pages {
        return Err(ReadErrorKind::TooManyPages { limit: limits.pages });
    }
    let mut lines = Vec::new();
    for page in 1..=pages {
        if let Some(progress) = &options.progress {
            progress.page(page, pages);
        }
        let job = Job { format, bytes, page: u32::try_from(page).unwrap_or(u32::MAX) };
        lines.extend(match &options.isolation {
            Some(elsewhere) => isolation::ask_page(&**elsewhere, &job, limits)?,
            None => ocr::recognise(&job, limits, &|| false)?,
        });
    }
    let pages = lines.len();
    let paragraphs = layout::paragraphs(lines);
    let is_doubtful = |line: &&Line| line.confidence < Some(Warning::DOUBTFUL);
    let warning = Warning::Recognised {
        pages,
        doubtful: paragraphs.iter().filter(is_doubtful).count(),
        paragraphs: paragraphs.len(),
    };
    let mut source = structured(format, paragraphs.into(), fixed())?;
    source.warnings.push(warning);
    Ok(source)
}

/// Reads, where the caller wants it, a format whose reader cannot be bounded from within.
fn isolated(format: InputFormat, bytes: &[u8], options: &ReadOptions) -> Result<Lines, ReadErrorKind> {
    match &options.isolation {
        Some(elsewhere) => isolation::ask(&**elsewhere, format, bytes, &options.limits),
        None => read_here(format, bytes, &options.limits, &|| false),
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
        InputFormat::Pdf => Err(ReadErrorKind::LeftOut { format, feature: format.feature() }),
        #[cfg(feature = "xlsx")]
        InputFormat::Workbook => workbook::read(bytes, limits),
        #[cfg(not(feature = "xlsx"))]
        InputFormat::Workbook => Err(ReadErrorKind::LeftOut { format, feature: format.feature() }),
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
