//! Zip archives of labelled reports, read as they stand.

use std::path::Path;

use gongwen_classifier::ThemeSet;
use gongwen_read::{Limits, ReadOptions, Reading};

use super::{LabelledError, LabelledErrorKind, LabelledText, MAX_FILE, bytes, parse, report, whole};

/// The labelled texts of an archive, in the order of its members' names.
pub(super) fn read(path: &Path, themes: &ThemeSet) -> Result<Vec<LabelledText>, LabelledError> {
    let mut examples = Vec::new();
    for Reading { name, source } in members(path)? {
        let source = source.map_err(|error| LabelledErrorKind::Read(error.kind).at(&name))?;
        examples.extend(parse(&name, &whole(&name, source)?, themes)?);
    }
    Ok(examples)
}

/// Whether any of its members is a labelled report.
pub(super) fn is_labelled(path: &Path) -> Result<bool, LabelledError> {
    let labelled = |read: &Reading| read.source.as_ref().is_ok_and(|source| report::has_margin(&source.text));
    Ok(members(path)?.iter().any(labelled))
}

fn members(path: &Path) -> Result<Vec<Reading>, LabelledError> {
    // Together as large as one labelled file may be.
    let limits = Limits {
        file_bytes: MAX_FILE,
        unpacked_bytes: MAX_FILE,
        text_bytes: MAX_FILE,
        lines: usize::MAX,
        ..Limits::default()
    };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    Ok(gongwen_read::read_all(&path.to_string_lossy(), &bytes(path)?, &options))
}
