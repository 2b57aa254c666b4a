//! Old office formats that are not read here (.rtf, .odt, .doc of Word 6 and 95), by way of an installed LibreOffice.
//!
//! LibreOffice turns the document into docx, with a profile of its own, so that several can run side
//! by side and none meets the user's. Macros do not run.

use std::io;
use std::path::Path;
use std::process::{Child, Command};

use crate::isolation::BUSY;
use crate::lines::Content;
use crate::programs::{self, is_out_of_time, wait};
use crate::zipped::check_zip;
use crate::{Limits, ReadErrorKind, docx, load};

/// Where LibreOffice may be, the search path first.
const PROGRAMS: &[&str] = &[
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
];

/// The stream of an OLE file that holds an encrypted docx.
const ENCRYPTED: &str = "EncryptedPackage";

/// Reads the paragraphs of a document, unless it is `abandoned` before LibreOffice has converted it.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    abandoned: &dyn Fn() -> bool,
) -> Result<Content, ReadErrorKind> {
    let mark: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(mark.len()).any(|window| window == mark) {
        return Err(ReadErrorKind::Encrypted);
    }
    if depth_of_groups(bytes) > limits.element_depth {
        return Err(ReadErrorKind::TooDeep { limit: limits.element_depth });
    }
    if bytes.starts_with(b"PK") {
        // LibreOffice unpacks whatever it is given.
        check_zip(bytes, limits)?;
    }
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("source");
    std::fs::write(&source, bytes)?;
    let status = wait(start(folder.path(), &source)?, limits.time.saturating_mul(BUSY), abandoned)?;
    let converted = load(&folder.path().join("source.docx"), limits.unpacked_bytes);
    match (status, converted) {
        (Some(status), Ok(converted)) if status.success() => docx::read(&converted, limits),
        (Some(status), _) if !is_out_of_time(status) => Err(ReadErrorKind::NotConverted),
        _ => Err(ReadErrorKind::TooSlow { limit: limits.time }),
    }
}

/// How deep the groups of an RTF nest, for each of which LibreOffice takes kilobytes; none nest in other formats.
fn depth_of_groups(bytes: &[u8]) -> usize {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return 0;
    }
    let (mut depth, mut deepest, mut escaped) = (0_usize, 0, false);
    for &byte in bytes {
        match byte {
            _ if escaped => {}
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
        escaped = byte == b'\\' && !escaped;
    }
    deepest
}

/// Starts the first LibreOffice there is.
fn start(folder: &Path, source: &Path) -> Result<Child, ReadErrorKind> {
    let profile = folder.join("profile").to_string_lossy().replace('\\', "/");
    for program in PROGRAMS {
        let mut command = Command::new(program);
        programs::alone(&mut command, folder)
            .arg(format!("-env:UserInstallation=file:///{}", profile.trim_start_matches('/')))
            .args(["--headless", "--norestore", "--convert-to", "docx", "--outdir"])
            .args([folder, source]);
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            started => return Ok(started?),
        }
    }
    Err(ReadErrorKind::NoLibreOffice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_an_rtf_nest_no_deeper_than_allowed() {
        assert_eq!(depth_of_groups(br"{\rtf1 {\b a}{{b}} \{\{\{ }"), 3);
        assert_eq!(depth_of_groups(b"PK{{{{"), 0);
        let deep = [br"{\rtf1 ".as_slice(), &b"{".repeat(300_000)].concat();
        let refused = read(&deep, &Limits::default(), &|| false);
        assert!(matches!(refused, Err(ReadErrorKind::TooDeep { limit: 200 })), "{refused:?}");
    }
}
