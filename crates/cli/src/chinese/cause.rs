//! Causes of errors in Chinese. The crates of this program tell theirs; the system and other people's crates speak
//! English.

use std::error::Error;
use std::io::{self, ErrorKind};

use gongwen::messages::text;

/// What a cause says. What is told in English alone is quoted.
pub(crate) fn cause(cause: &(dyn Error + 'static)) -> String {
    if let Some(error) = cause.downcast_ref::<io::Error>()
        && error.get_ref().is_none()
    {
        return of_system(error);
    }
    let told = cause.to_string();
    if is_foreign(&told) { text!("“{told}”", told) } else { told }
}

/// What the system says.
fn of_system(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => text!("no such file or folder"),
        ErrorKind::PermissionDenied => text!("permission denied"),
        ErrorKind::AlreadyExists => text!("it exists already"),
        ErrorKind::IsADirectory => text!("it is a folder"),
        ErrorKind::NotADirectory => text!("a part of the path is no folder"),
        ErrorKind::StorageFull => text!("no space is left on the disk"),
        ErrorKind::QuotaExceeded => text!("the quota of the disk is used up"),
        ErrorKind::FileTooLarge => text!("the file is too large"),
        ErrorKind::ReadOnlyFilesystem => text!("the disk can only be read"),
        ErrorKind::InvalidFilename => text!("the name is too long or not allowed"),
        ErrorKind::ResourceBusy => text!("it is in use"),
        ErrorKind::TimedOut => text!("it took too long"),
        ErrorKind::OutOfMemory => text!("out of memory"),
        ErrorKind::UnexpectedEof => text!("the end is missing"),
        ErrorKind::AddrInUse => text!("the address is in use"),
        ErrorKind::AddrNotAvailable => text!("this computer has no such address"),
        _ => match error.raw_os_error() {
            Some(code) => text!("error {code} of the system", code),
            None => text!("“{told}”", told = error),
        },
    }
}

/// Whether a cause is a sentence of English.
fn is_foreign(told: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let mut run = 0;
    told.split_whitespace().any(|word| {
        run = if is_word(word.trim_matches([',', ':', ';', '.'])) { run + 1 } else { 0 };
        run >= 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_say_in_english_is_known() {
        assert!(is_foreign("expected value at line 1 column 1"));
        assert!(!is_foreign("坏表.csv:3"));
        assert!(!is_foreign("a.csv"));
    }
}
