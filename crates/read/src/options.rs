//! What a caller may decide about reading.

use crate::{Encoding, InputFormat};

/// How to read. The default detects everything.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Decode text and HTML by this encoding whatever the bytes look like. Default: detect.
    pub encoding: Option<Encoding>,
    /// Read as this format whatever the name and the bytes say. Default: detect.
    pub format: Option<InputFormat>,
    /// Bounds on what a file may cost.
    pub limits: Limits,
}

/// Bounds that keep one file, broken or hostile, from eating the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes as stored. Default 64 MiB.
    pub file_bytes: u64,
    /// Most bytes that one file may unpack to, all its members together. A document inside an archive
    /// has the same bound again for its own parts. Default 512 MiB.
    pub unpacked_bytes: u64,
    /// Most members of an archive, archives inside it included. Default 10,000.
    pub members: usize,
    /// Deepest archive inside an archive; 1 = no archive inside another. Default 3.
    pub archive_depth: usize,
    /// Deepest nesting of elements in docx and HTML. Default 200.
    pub element_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            unpacked_bytes: 512 << 20,
            members: 10_000,
            archive_depth: 3,
            element_depth: 200,
        }
    }
}
