//! What a caller may choose.

use std::collections::BTreeSet;

use gongwen_messages::{listed, text};

use crate::repair::{PASSES, Pass};

/// Choices for [`crate::parse`]; the default runs every built-in repair pass.
///
/// Own passes join the built-in ones. Here one takes out the stamps of a scanning office:
///
/// ```
/// use gongwen_parse::repair::{Change, Pass};
/// use gongwen_parse::{Options, parse};
///
/// fn stamps(text: &str) -> Vec<Change> {
///     text.match_indices("[已扫描]")
///         .map(|(at, stamp)| Change::delete(at..at + stamp.len(), "stamp of the scanning office"))
///         .collect()
/// }
///
/// const STAMPS: Pass = Pass { name: "stamps", about: "[已扫描]", furniture: true, run: stamps };
///
/// let source = "一、水利。新建[已扫描]水厂一座。";
/// let options = Options::default().with_pass(STAMPS)?;
/// let document = parse(source, &options);
/// assert_eq!(document.repaired, "一、水利。新建水厂一座。");
/// assert_eq!(document.edits[0].pass, "stamps");
/// assert!(document.edits[0].is_furniture());
///
/// let options = options.disable(["stamps"])?;
/// assert_eq!(parse(source, &options).repaired, source);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    own: Vec<Pass>,
    disabled: BTreeSet<&'static str>,
    name: Option<String>,
}

/// A name that no repair pass bears.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", text!("unknown repair pass `{name}`, known are {known}", name, known = listed(known)))]
pub struct UnknownPass {
    /// The name as given.
    pub name: String,
    /// The names of all passes, in the order they run.
    pub known: Vec<&'static str>,
}

/// A name that an own pass cannot bear: edits tell passes apart by their names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassNameError {
    /// Another pass bears it.
    #[error("{}", text!("another repair pass is called `{name}`", name))]
    Taken {
        /// The name both bear.
        name: &'static str,
    },
    /// It is empty, or holds more than letters and digits of any script, `-`, `_` and `.`.
    #[error(
        "{}",
        text!(
            "`{name}` cannot be a repair pass's name: use letters, digits, `-`, `_` and `.` alone",
            name
        )
    )]
    Bad {
        /// The name.
        name: &'static str,
    },
}

impl Options {
    /// All built-in passes but the named ones.
    ///
    /// # Errors
    /// [`UnknownPass`] for the first name that is not in [`PASSES`].
    pub fn without<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self, UnknownPass> {
        Self::default().disable(names)
    }

    /// Adds an own pass. Own passes that take out furniture run before the built-in ones, which then
    /// see the text as if it had never stood there; other own passes run behind them, on text
    /// without breaks and marks inside its words. Within each kind the pass added first runs first.
    ///
    /// # Errors
    /// [`PassNameError::Taken`] if a built-in pass or one added before has the same name,
    /// [`PassNameError::Bad`] if it is no name.
    pub fn with_pass(mut self, pass: Pass) -> Result<Self, PassNameError> {
        let name = pass.name;
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            return Err(PassNameError::Bad { name });
        }
        if self.known().any(|known| known.name == name) {
            return Err(PassNameError::Taken { name });
        }
        self.own.push(pass);
        Ok(self)
    }

    /// Switches the named passes off, built-in ones or own ones added before.
    ///
    /// # Errors
    /// [`UnknownPass`] for the first name that no pass bears.
    pub fn disable<S: AsRef<str>>(mut self, names: impl IntoIterator<Item = S>) -> Result<Self, UnknownPass> {
        for name in names {
            let name = name.as_ref();
            let Some(found) = self.known().map(|pass| pass.name).find(|&known| known == name) else {
                let known = self.known().map(|pass| pass.name).collect();
                return Err(UnknownPass { name: name.to_owned(), known });
            };
            self.disabled.insert(found);
        }
        Ok(self)
    }

    /// Tells the name of the text's file, with its folders. Unit and years of a report are looked for in it
    /// where the text does not state them.
    ///
    /// ```
    /// use gongwen_parse::{Options, parse};
    ///
    /// let options = Options::default().with_name("青禾市/市商务局2023年工作总结.docx");
    /// let document = parse("工作总结\n一、招商\n引进企业三家。\n", &options);
    /// assert_eq!(document.reports[0].unit.as_deref(), Some("青禾市商务局"));
    /// assert_eq!(document.reports[0].years, [2023]);
    /// ```
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The name of the text's file, if it was told.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The passes that run, in their order.
    pub fn passes(&self) -> impl Iterator<Item = &Pass> {
        self.known().filter(|pass| self.runs(pass.name))
    }

    /// Whether the pass of this name is not switched off.
    pub fn runs(&self, pass: &str) -> bool {
        !self.disabled.contains(pass)
    }

    /// All passes, in the order they run.
    fn known(&self) -> impl Iterator<Item = &Pass> {
        let own = |furniture| self.own.iter().filter(move |pass| pass.furniture == furniture);
        own(true).chain(PASSES).chain(own(false))
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, PassNameError};
    use crate::parse;
    use crate::repair::{Change, PASSES, Pass};

    fn cut(text: &str, word: &str) -> Vec<Change> {
        let found = text.match_indices(word);
        found.map(|(at, word)| Change::delete(at..at + word.len(), "cut")).collect()
    }

    const MARKS: Pass = Pass { name: "marks", about: "§", furniture: true, run: |text| cut(text, "§") };
    const PARTY: Pass =
        Pass { name: "party", about: "党课", furniture: false, run: |text| cut(text, "党课") };

    #[test]
    fn names_are_checked() {
        let options = Options::without(["hard-wraps"]).unwrap();
        assert!(!options.runs("hard-wraps"));
        assert!(options.runs("page-marks"));
        let error = Options::without(["wraps"]).unwrap_err().to_string();
        assert!(error.starts_with("unknown repair pass `wraps`, known are radicals, "), "{error}");
        let error = Options::default().with_pass(MARKS).unwrap().disable(["mark"]).unwrap_err();
        assert_eq!(error.known.first(), Some(&"marks"));
    }

    #[test]
    fn names_are_given_once() {
        let options = Options::default().with_pass(MARKS).unwrap();
        for taken in ["marks", "contents"] {
            let error = options.clone().with_pass(Pass { name: taken, ..MARKS }).unwrap_err();
            assert_eq!(error, PassNameError::Taken { name: taken });
        }
    }

    #[test]
    fn names_hold_nothing_that_parts_names() {
        let named = |name| Options::default().with_pass(Pass { name, ..MARKS });
        for good in ["stamps", "盖章", "v1.2_b-c"] {
            assert!(named(good).is_ok(), "{good}");
        }
        for bad in ["", " ", "a b", "a,b"] {
            assert_eq!(named(bad).unwrap_err(), PassNameError::Bad { name: bad });
        }
    }

    #[test]
    fn own_furniture_goes_first_and_other_passes_last() {
        let options = Options::default().with_pass(PARTY).unwrap().with_pass(MARKS).unwrap();
        let names: Vec<_> = options.passes().map(|pass| pass.name).collect();
        assert_eq!((names[0], names[names.len() - 1]), ("marks", "party"));
        assert_eq!(names.len(), PASSES.len() + 2);
        // The mark is gone when D§课 is read as 党课, and 党课 is read when it is cut.
        let document = parse("参加D§课和党课，D员到场。", &options);
        assert_eq!(document.repaired, "参加和，党员到场。");
        let passes: Vec<_> = document.edits.iter().map(|edit| (edit.pass, edit.is_furniture())).collect();
        assert_eq!(passes, [("party", false), ("party", false), ("dodged-party", false)]);
    }

    #[test]
    fn own_furniture_outside_reports_is_listed_by_its_name() {
        let marks = Pass { run: |text| cut(text, "扫描件"), ..MARKS };
        let options = Options::default().with_pass(marks).unwrap();
        let document = parse("扫描件\n云岭县水利局2023年工作总结\n修渠三条。\n", &options);
        assert_eq!(document.furniture[0].what, "marks");
        assert!(document.edits[0].is_furniture());
    }
}
