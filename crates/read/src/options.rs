//! What a caller may decide about reading.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Encoding, InputFormat, Isolation};

/// How to read. The default detects everything.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Decode text and HTML by this encoding whatever the bytes look like. Default: detect.
    pub encoding: Option<Encoding>,
    /// Read as this format whatever the name and the bytes say. Default: detect.
    pub format: Option<InputFormat>,
    /// Bounds on what a file may cost.
    pub limits: Limits,
    /// Where formats are read whose readers cannot be bounded from within: PDF, and what LibreOffice converts.
    ///
    /// Default: in this process. **A hostile PDF then takes as much time and memory as it likes**; a program
    /// that reads other people's files sets a [`ChildProcess`](crate::ChildProcess), as `classify` does.
    pub isolation: Option<Arc<dyn Isolation>>,
    /// Told of every page whose text is about to be recognised, which takes seconds each. Default: nobody.
    pub progress: Option<Arc<dyn Progress>>,
}

/// Who wants to know how far a scan is read.
pub trait Progress: fmt::Debug + Send + Sync {
    /// Page `page` of `pages`, from 1, of the document that is being read.
    fn page(&self, page: usize, pages: usize);
}

/// Bounds that keep one file, broken or hostile, from eating the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest file, in bytes as stored; of an archive each member, too. Default 64 MiB.
    pub file_bytes: u64,
    /// Most bytes that one file may unpack to, all its members together. A document inside an archive
    /// has the same bound again for its own parts. Default 256 MiB.
    pub unpacked_bytes: u64,
    /// Most members of an archive, archives inside it included. Default 10,000.
    pub members: usize,
    /// Deepest archive inside an archive; 1 = no archive inside another. Default 3.
    pub archive_depth: usize,
    /// Deepest nesting of elements in docx and HTML, and of quotations and lists in Markdown. Default 200.
    pub element_depth: usize,
    /// Most text of a document, in bytes of UTF-8; all documents of an archive together may have twice as much.
    /// Default 8 MiB: more than two million Chinese characters.
    pub text_bytes: u64,
    /// Most lines of a document, and what its format holds them by: paragraphs, cells, styles, lists; all documents
    /// of an archive together may have twice as many. Default 150,000.
    pub lines: usize,
    /// Most pages of a scan whose text is recognised. Default 300.
    pub pages: usize,
    /// How long one document, or a page of a scan, may take. Default 8 seconds; where a program of its own reads it, of that program's
    /// computing time.
    pub time: Duration,
    /// Most memory of a program of its own that reads a document, in bytes. Default 512 MiB.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            members: 10_000,
            archive_depth: 3,
            element_depth: 200,
            text_bytes: 8 << 20,
            lines: 150_000,
            pages: 300,
            time: Duration::from_secs(8),
            memory_bytes: 512 << 20,
        }
    }
}

impl Limits {
    /// So many times as much of everything, but for how deep archives lie in archives.
    ///
    /// ```
    /// let limits = gongwen_read::Limits::default().times(4);
    /// assert_eq!(limits.time.as_secs(), 32);
    /// ```
    #[must_use]
    pub fn times(self, n: u32) -> Self {
        let (wide, size) = (u64::from(n), usize::try_from(n).unwrap_or(usize::MAX));
        Self {
            file_bytes: self.file_bytes.saturating_mul(wide),
            unpacked_bytes: self.unpacked_bytes.saturating_mul(wide),
            members: self.members.saturating_mul(size),
            archive_depth: self.archive_depth,
            element_depth: self.element_depth.saturating_mul(size),
            text_bytes: self.text_bytes.saturating_mul(wide),
            lines: self.lines.saturating_mul(size),
            pages: self.pages.saturating_mul(size),
            time: self.time.saturating_mul(n),
            memory_bytes: self.memory_bytes.saturating_mul(wide),
        }
    }

    /// No bound at all, for files that the caller made.
    pub const NONE: Self = Self {
        file_bytes: u64::MAX,
        unpacked_bytes: u64::MAX,
        members: usize::MAX,
        archive_depth: usize::MAX,
        element_depth: usize::MAX,
        text_bytes: u64::MAX,
        lines: usize::MAX,
        pages: usize::MAX,
        time: Duration::MAX,
        memory_bytes: u64::MAX,
    };
}
