//! Names of files that come over the wire: only what stands inside the project, on every system, is one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gongwen::messages::text;

/// Folders in one another, at most.
const DEPTH: usize = 16;
/// Bytes of the name of a file or folder that every file system takes.
const LONGEST: usize = 200;

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NameError {
    #[error("{}", text!("a file has to have a name"))]
    Empty,
    #[error("{}", text!("it leads out of the project's folder"))]
    Outside,
    #[error("{}", text!("names that begin with a point or `~$` are kept for programs"))]
    Hidden,
    #[error("{}", text!("it holds a character that not every system takes in names"))]
    Character,
    #[error("{}", text!("Windows keeps this name for a device"))]
    Device,
    #[error("{}", text!("it ends in a point or space, which Windows drops"))]
    End,
    #[error("{}", text!("it is too long, or too many folders deep"))]
    Long,
}

/// A name of a file inside the project: folders parted by `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Name {
    /// A name from outside; `\` parts folders as `/` does.
    pub(crate) fn parse(name: &str) -> Result<Self, NameError> {
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        let parts: Vec<&str> = name.split(['/', '\\']).collect();
        if parts.len() > DEPTH {
            return Err(NameError::Long);
        }
        parts.iter().try_for_each(|part| check(part))?;
        Ok(Self(parts.join("/")))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with a number behind its stem: `甲/乙 (2).txt`.
    pub(crate) fn numbered(&self, number: usize) -> Self {
        let at = self.0.rfind('/').map_or(0, |slash| slash + 1);
        let (folder, file) = self.0.split_at(at);
        let (stem, suffix) = file.rsplit_once('.').unwrap_or((file, ""));
        let point = if suffix.is_empty() { "" } else { "." };
        Self(format!("{folder}{stem} ({number}){point}{suffix}"))
    }

    /// The path in a folder, whose missing folders are made; none of them is a link that leads elsewhere.
    pub(crate) fn make_way(&self, folder: &Path) -> io::Result<PathBuf> {
        let mut path = folder.to_owned();
        let mut parts = self.0.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            if parts.peek().is_none() {
                break;
            }
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => {
                    let what = format!("`{part}` is no folder of the project");
                    return Err(io::Error::new(io::ErrorKind::NotADirectory, what));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(&path)?,
                Err(error) => return Err(error),
            }
        }
        Ok(path)
    }
}

/// Checks the name of a file or folder.
fn check(part: &str) -> Result<(), NameError> {
    let device = |stem: &str| {
        let stem = stem.to_ascii_uppercase();
        let numbered = |of: &str| {
            let number = stem.strip_prefix(of).map(|rest| rest.chars().collect::<Vec<_>>());
            number.is_some_and(|rest| matches!(rest[..], ['0'..='9' | '¹' | '²' | '³']))
        };
        matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
            || numbered("COM")
            || numbered("LPT")
    };
    let is_bad = |c: char| {
        c.is_control()
            || r#"<>:"|?*"#.contains(c)
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
    };
    match part {
        "" | "." | ".." => Err(NameError::Outside),
        _ if part.starts_with('.') || part.starts_with("~$") => Err(NameError::Hidden),
        _ if part.chars().any(is_bad) => Err(NameError::Character),
        _ if device(part.split('.').next().unwrap_or_default().trim_end()) => Err(NameError::Device),
        _ if part.ends_with(['.', ' ']) => Err(NameError::End),
        _ if part.len() > LONGEST => Err(NameError::Long),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_project() {
        let refused = |name: &str| Name::parse(name).unwrap_err();
        for outside in [
            "..",
            "../a.txt",
            "a/../../b.txt",
            "/etc/passwd",
            "a//b.txt",
            "./a.txt",
            "a/",
            "\\\\host\\a.txt",
            "..\\a.txt",
        ] {
            assert_eq!(refused(outside), NameError::Outside, "{outside}");
        }
        for odd in ["C:\\a.txt", "a.txt\0.docx", "a\n.txt", "a?.txt", "甲\u{202e}txt.exe", "a.txt:stream"] {
            assert_eq!(refused(odd), NameError::Character, "{odd}");
        }
        for device in ["CON", "nul.txt", "com1.docx", "甲/LPT9.txt", "aux .txt", "COM¹.txt"] {
            assert_eq!(refused(device), NameError::Device, "{device}");
        }
        assert_eq!(refused(".gongwen/project.sqlite"), NameError::Hidden);
        assert_eq!(refused("~$总结.docx"), NameError::Hidden);
        assert_eq!(refused("a.txt "), NameError::End);
        assert_eq!(refused(&"甲".repeat(70)), NameError::Long);
        assert_eq!(refused(&"a/".repeat(40)), NameError::Long);
        assert_eq!(refused(""), NameError::Empty);
        assert_eq!(Name::parse("2023年\\区水务局.总结.docx").unwrap().as_str(), "2023年/区水务局.总结.docx");
        assert!(Name::parse("COMMON.txt").is_ok());
    }

    #[test]
    fn a_name_gets_its_number_before_its_suffix() {
        let numbered = |name: &str| Name::parse(name).unwrap().numbered(2).0;
        assert_eq!(numbered("甲.乙/总结.docx"), "甲.乙/总结 (2).docx");
        assert_eq!(numbered("总结"), "总结 (2)");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_project() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(outside.path(), inside.path().join("门")).unwrap();
        assert!(Name::parse("门/a.txt").unwrap().make_way(inside.path()).is_err());
        assert!(!outside.path().join("a.txt").exists());
        let path = Name::parse("甲/乙/a.txt").unwrap().make_way(inside.path()).unwrap();
        assert_eq!(path, inside.path().join("甲/乙/a.txt"));
        assert!(inside.path().join("甲/乙").is_dir());
    }
}
