//! Readers that cannot be bounded from within, in a process of their own.
//!
//! A PDF of a few hundred bytes can ask its reader for gigabytes, or never end. So [`ReadOptions::isolation`] may
//! name a program that reads such documents and can be ended: a [`ChildProcess`], which is most easily the same
//! program started again, answering with [`serve`].
//!
//! [`ReadOptions::isolation`]: crate::ReadOptions::isolation

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{fmt, thread};

use gongwen_messages::{phrase, text};
use serde::{Deserialize, Serialize};

use crate::document::read_here;
use crate::layout::TextLine;
use crate::lines::Content;
use crate::ocr::{self, Job};
use crate::{InputFormat, Limits, ReadErrorKind};

/// Where documents are read that may take any time and memory.
pub trait Isolation: fmt::Debug + Send + Sync {
    /// Hands `request` to [`serve`] in another process, which is ended after `patience`, and gives what that wrote.
    ///
    /// # Errors
    /// Where the process cannot be run, or is ended before its answer is complete.
    fn answer(&self, request: &[u8], patience: Duration) -> Result<Vec<u8>, IsolationError>;
}

/// Why a process gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IsolationError {
    /// It could not be run.
    #[error("{}", text!("the process cannot be run"))]
    Io(#[from] io::Error),
    /// It took too long.
    #[error("{}", text!("the process took too long"))]
    Time,
    /// It was given no more memory.
    #[error("{}", text!("the process needs more memory than it may have"))]
    Memory,
    /// It ended in another way.
    #[error("{}", text!("the process ended with {status}", status = _0))]
    Ended(String),
}

/// A program that answers with [`serve`], started anew for every document.
#[derive(Debug, Clone)]
pub struct ChildProcess {
    program: PathBuf,
    arguments: Vec<OsString>,
}

/// What is asked; the document's bytes follow.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    format: InputFormat,
    /// The page of a scan or a picture whose text is to be recognised; else the document is read.
    page: Option<u32>,
    limits: Limits,
    /// The process that asks, where the system tells who a process was started by.
    asker: Option<u32>,
}

/// What is answered.
#[derive(Debug, Serialize, Deserialize)]
enum Reply {
    Content(Content),
    Pages(Vec<Vec<TextLine>>),
    Refused(Refusal),
}

/// The errors that readers in isolation may give.
#[derive(Debug, Serialize, Deserialize)]
enum Refusal {
    Encrypted,
    Scanned {
        pages: usize,
    },
    NoTesseract,
    NoModel,
    NoPdftoppm,
    Empty,
    DocumentType,
    NoLibreOffice,
    NotConverted,
    Garbled {
        garbage: usize,
        chars: usize,
    },
    UnpacksTooLarge,
    TooManyMembers,
    TooDeep,
    TooMuchText,
    TooManyLines,
    TooSlow,
    LeftOut,
    NoSentence,
    /// Anything else is damage.
    Damaged(String),
}

/// How often to look whether the process has ended: at first, and at most.
const POLLS: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(20));

/// How often a process looks whether it is still waited for.
const WATCH: Duration = Duration::from_millis(100);

/// How much longer than its computing time a process may take, on a machine that has other things to do.
pub(crate) const BUSY: u32 = 5;

impl ChildProcess {
    /// A program and the arguments that make it answer with [`serve`].
    pub fn new(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Self {
        Self { program: program.into(), arguments: arguments.into_iter().map(Into::into).collect() }
    }
}

impl Isolation for ChildProcess {
    fn answer(&self, request: &[u8], patience: Duration) -> Result<Vec<u8>, IsolationError> {
        // Files, for a pipe would need a thread at either end.
        let (mut input, mut output, mut errors) =
            (tempfile::tempfile()?, tempfile::tempfile()?, tempfile::tempfile()?);
        input.write_all(request)?;
        input.seek(SeekFrom::Start(0))?;
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            // Each thread and each of its heaps would count as memory, used or not.
            .envs([("RAYON_NUM_THREADS", "1"), ("MALLOC_ARENA_MAX", "1")])
            .stdin(Stdio::from(input))
            .stdout(Stdio::from(output.try_clone()?))
            .stderr(Stdio::from(errors.try_clone()?));
        // A group of its own: whoever interrupts this program lets it end, and then it puts its files away.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let status = wait(command.spawn()?, patience)?.ok_or(IsolationError::Time)?;
        if status.success() {
            return Ok(read_back(&mut output)?);
        }
        Err(why_ended(status, &String::from_utf8_lossy(&read_back(&mut errors)?)))
    }
}

/// Waits for the end; `None` where patience ended first.
fn wait(mut child: Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + patience;
    let mut poll = POLLS.0;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(poll);
        poll = (poll * 2).min(POLLS.1);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

fn read_back(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What ended a process that had more to say.
fn why_ended(status: ExitStatus, said: &str) -> IsolationError {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        /// Sent where the limit on computing time is reached, and soon after.
        const OUT_OF_TIME: [i32; 2] = [24, 9];
        if status.signal().is_some_and(|signal| OUT_OF_TIME.contains(&signal)) {
            return IsolationError::Time;
        }
    }
    // What Rust's runtime says before it aborts.
    if said.contains("memory allocation of") {
        return IsolationError::Memory;
    }
    IsolationError::Ended(status.to_string())
}

/// Has a document read elsewhere.
pub(crate) fn ask(
    elsewhere: &dyn Isolation,
    format: InputFormat,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Content, ReadErrorKind> {
    match answer(elsewhere, format, None, bytes, limits)? {
        Reply::Content(content) => Ok(content),
        Reply::Refused(refusal) => Err(refusal.kind(format, limits)),
        Reply::Pages(_) => Err(ReadErrorKind::damaged(part(format), text!("another question was answered"))),
    }
}

/// Has the text of a page recognised elsewhere.
pub(crate) fn ask_page(
    elsewhere: &dyn Isolation,
    job: &Job,
    limits: &Limits,
) -> Result<Vec<Vec<TextLine>>, ReadErrorKind> {
    match answer(elsewhere, job.format, Some(job.page), job.bytes, limits)? {
        Reply::Pages(pages) => Ok(pages),
        Reply::Refused(refusal) => Err(refusal.kind(job.format, limits)),
        Reply::Content(_) => {
            Err(ReadErrorKind::damaged(part(job.format), text!("another question was answered")))
        }
    }
}

fn answer(
    elsewhere: &dyn Isolation,
    format: InputFormat,
    page: Option<u32>,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Reply, ReadErrorKind> {
    let asker = cfg!(unix).then(std::process::id);
    let request = Request { format, page, limits: limits.clone(), asker };
    let patience = limits.time.saturating_mul(BUSY);
    let mut asked =
        postcard::to_allocvec(&request).map_err(|error| ReadErrorKind::damaged(phrase!("request"), error))?;
    asked.extend_from_slice(bytes);
    let answer = elsewhere.answer(&asked, patience).map_err(|error| match error {
        IsolationError::Io(error) => ReadErrorKind::NotIsolated(error),
        IsolationError::Time => ReadErrorKind::TooSlow { limit: limits.time },
        IsolationError::Memory => ReadErrorKind::TooMuchMemory { limit: limits.memory_bytes },
        ended => ReadErrorKind::damaged(part(format), ended),
    })?;
    postcard::from_bytes(&answer).map_err(|error| ReadErrorKind::damaged(part(format), error))
}

/// Answers a [`ChildProcess`] that started this program: reads its request from standard input, has `bound` set the
/// limits of the process, in bytes of memory and in computing time, and writes what the document holds, or why it
/// holds nothing, to standard output. The process ends where the one that started it has.
///
/// # Errors
/// Where input or output fail, or `bound` does.
pub fn serve(bound: impl FnOnce(u64, Duration) -> io::Result<()>) -> io::Result<()> {
    /// Other programs take this many times what a reader of PDFs may, half of it addresses without memory.
    const PROGRAMS: u64 = 2;
    let mut asked = Vec::new();
    io::stdin().lock().read_to_end(&mut asked)?;
    let (request, bytes): (Request, &[u8]) = postcard::take_from_bytes(&asked).map_err(io::Error::other)?;
    let (format, limits) = (request.format, &request.limits);
    let by_program = format == InputFormat::Office || request.page.is_some();
    let memory = if by_program { limits.memory_bytes.saturating_mul(PROGRAMS) } else { limits.memory_bytes };
    bound(memory, limits.time)?;
    let asker = request.asker;
    // Another process takes its place when it ends.
    let abandoned = move || asker.is_some() && asker != started_by();
    if !by_program {
        // Another program is looked after while it works; nothing else can be interrupted.
        let watch = move || {
            while !abandoned() {
                thread::sleep(WATCH);
            }
            std::process::exit(1)
        };
        thread::Builder::new().spawn(watch)?;
    }
    let reply = match request.page {
        Some(page) => ocr::recognise(&Job { format, bytes, page }, limits, &abandoned).map(Reply::Pages),
        None => read_here(format, bytes, limits, &abandoned).map(Reply::Content),
    };
    let reply = reply.unwrap_or_else(|kind| Reply::Refused(Refusal::of(&kind)));
    let reply = postcard::to_allocvec(&reply).map_err(io::Error::other)?;
    io::stdout().lock().write_all(&reply)
}

/// The process that started this one.
fn started_by() -> Option<u32> {
    #[cfg(unix)]
    return Some(std::os::unix::process::parent_id());
    #[cfg(not(unix))]
    None
}

/// What is damaged where a format cannot be made out.
fn part(format: InputFormat) -> &'static str {
    match format {
        InputFormat::Pdf => "PDF",
        InputFormat::Workbook => phrase!("workbook"),
        _ => phrase!("document"),
    }
}

impl Refusal {
    fn of(kind: &ReadErrorKind) -> Self {
        match kind {
            ReadErrorKind::Encrypted => Self::Encrypted,
            &ReadErrorKind::Scanned { pages } => Self::Scanned { pages },
            ReadErrorKind::NoOcr { program: ReadErrorKind::PDFTOPPM, .. } => Self::NoPdftoppm,
            ReadErrorKind::NoOcr { program: ReadErrorKind::TESSERACT, .. } => Self::NoTesseract,
            ReadErrorKind::NoOcr { .. } => Self::NoModel,
            ReadErrorKind::Empty => Self::Empty,
            ReadErrorKind::DocumentType => Self::DocumentType,
            ReadErrorKind::NoLibreOffice => Self::NoLibreOffice,
            ReadErrorKind::NotConverted => Self::NotConverted,
            &ReadErrorKind::GarbledPdf { garbage, chars } => Self::Garbled { garbage, chars },
            ReadErrorKind::UnpacksTooLarge { .. } => Self::UnpacksTooLarge,
            ReadErrorKind::TooManyMembers { .. } => Self::TooManyMembers,
            ReadErrorKind::TooDeep { .. } => Self::TooDeep,
            ReadErrorKind::TooMuchText { .. } => Self::TooMuchText,
            ReadErrorKind::TooManyLines { .. } => Self::TooManyLines,
            ReadErrorKind::TooSlow { .. } => Self::TooSlow,
            ReadErrorKind::LeftOut { .. } => Self::LeftOut,
            ReadErrorKind::NotADocument { .. } => Self::NoSentence,
            ReadErrorKind::Damaged { source, .. } => Self::Damaged(source.to_string()),
            other => Self::Damaged(other.to_string()),
        }
    }

    fn kind(self, format: InputFormat, limits: &Limits) -> ReadErrorKind {
        match self {
            Self::Encrypted => ReadErrorKind::Encrypted,
            Self::Scanned { pages } => ReadErrorKind::Scanned { pages },
            Self::NoPdftoppm => ReadErrorKind::NO_PDFTOPPM,
            Self::NoTesseract => ReadErrorKind::NO_TESSERACT,
            Self::NoModel => ReadErrorKind::NO_MODEL,
            Self::Empty => ReadErrorKind::Empty,
            Self::DocumentType => ReadErrorKind::DocumentType,
            Self::NoLibreOffice => ReadErrorKind::NoLibreOffice,
            Self::NotConverted => ReadErrorKind::NotConverted,
            Self::Garbled { garbage, chars } => ReadErrorKind::GarbledPdf { garbage, chars },
            Self::UnpacksTooLarge => ReadErrorKind::UnpacksTooLarge { limit: limits.unpacked_bytes },
            Self::TooManyMembers => ReadErrorKind::TooManyMembers { limit: limits.members },
            Self::TooDeep => ReadErrorKind::TooDeep { limit: limits.element_depth },
            Self::TooMuchText => ReadErrorKind::TooMuchText { limit: limits.text_bytes },
            Self::TooManyLines => ReadErrorKind::TooManyLines { limit: limits.lines },
            Self::TooSlow => ReadErrorKind::TooSlow { limit: limits.time },
            Self::LeftOut => ReadErrorKind::LeftOut { format, feature: format.feature() },
            Self::NoSentence => ReadErrorKind::NO_SENTENCE,
            Self::Damaged(what) => ReadErrorKind::damaged(part(format), what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::Line;

    /// Answers as another process would, or fails.
    #[derive(Debug)]
    struct Elsewhere(fn() -> Result<Reply, IsolationError>);

    impl Isolation for Elsewhere {
        fn answer(&self, request: &[u8], _: Duration) -> Result<Vec<u8>, IsolationError> {
            let (request, bytes): (Request, &[u8]) = postcard::take_from_bytes(request).unwrap();
            assert_eq!((request.limits, bytes), (Limits::default(), b"%PDF-".as_slice()));
            Ok(postcard::to_allocvec(&(self.0)()?).unwrap())
        }
    }

    fn asked(answer: fn() -> Result<Reply, IsolationError>) -> Result<Content, ReadErrorKind> {
        ask(&Elsewhere(answer), InputFormat::Pdf, b"%PDF-", &Limits::default())
    }

    #[test]
    fn what_is_read_elsewhere_comes_back_whole() {
        fn content() -> Content {
            let style = Some("标题".to_owned());
            let line = Line { level: Some(2), style, number: 3, ..Line::plain("一、消防") };
            Content { lines: vec![line], generator: Some("x".to_owned()) }
        }
        assert_eq!(asked(|| Ok(Reply::Content(content()))).unwrap(), content());
        let refused = asked(|| Ok(Reply::Refused(Refusal::Garbled { garbage: 4, chars: 9 })));
        assert!(matches!(refused, Err(ReadErrorKind::GarbledPdf { garbage: 4, chars: 9 })));
    }

    #[test]
    fn limits_that_end_the_process_are_named() {
        let limits = Limits::default();
        assert!(
            matches!(asked(|| Err(IsolationError::Time)), Err(ReadErrorKind::TooSlow { limit }) if limit == limits.time)
        );
        let memory = asked(|| Err(IsolationError::Memory));
        assert!(
            matches!(memory, Err(ReadErrorKind::TooMuchMemory { limit }) if limit == limits.memory_bytes)
        );
        let ended = asked(|| Err(IsolationError::Ended("signal: 11".to_owned())));
        assert!(matches!(ended, Err(ReadErrorKind::Damaged { what: "PDF", .. })));
    }

    #[test]
    fn every_refusal_is_the_same_behind_the_process() {
        let limits = Limits::default();
        for kind in [
            ReadErrorKind::Encrypted,
            ReadErrorKind::Scanned { pages: 3 },
            ReadErrorKind::NO_TESSERACT,
            ReadErrorKind::NO_MODEL,
            ReadErrorKind::NO_PDFTOPPM,
            ReadErrorKind::Empty,
            ReadErrorKind::DocumentType,
            ReadErrorKind::NoLibreOffice,
            ReadErrorKind::NotConverted,
            ReadErrorKind::GarbledPdf { garbage: 1, chars: 2 },
            ReadErrorKind::UnpacksTooLarge { limit: limits.unpacked_bytes },
            ReadErrorKind::TooManyMembers { limit: limits.members },
            ReadErrorKind::TooDeep { limit: limits.element_depth },
            ReadErrorKind::TooMuchText { limit: limits.text_bytes },
            ReadErrorKind::TooManyLines { limit: limits.lines },
            ReadErrorKind::TooSlow { limit: limits.time },
            ReadErrorKind::LeftOut { format: InputFormat::Pdf, feature: "pdf" },
            ReadErrorKind::NO_SENTENCE,
            ReadErrorKind::damaged("PDF", "its end is missing"),
        ] {
            let again = Refusal::of(&kind).kind(InputFormat::Pdf, &limits);
            assert_eq!(again.to_string(), kind.to_string());
        }
    }
}
