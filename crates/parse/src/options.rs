//! What a caller may choose.

use std::collections::BTreeSet;

use crate::repair::PASSES;

/// Choices for [`crate::parse`]; the default runs every repair pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    disabled: BTreeSet<&'static str>,
}

/// A name that no repair pass bears.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown repair pass `{name}`, known are {}", known())]
pub struct UnknownPass {
    /// The name as given.
    pub name: String,
}

fn known() -> String {
    let names: Vec<_> = PASSES.iter().map(|pass| pass.name).collect();
    names.join(", ")
}

impl Options {
    /// Switches the named repair passes off.
    ///
    /// # Errors
    /// [`UnknownPass`] for the first name that is not in [`PASSES`].
    pub fn without<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self, UnknownPass> {
        let mut disabled = BTreeSet::new();
        for name in names {
            let name = name.as_ref();
            let pass = PASSES.iter().find(|pass| pass.name == name);
            disabled.insert(pass.ok_or_else(|| UnknownPass { name: name.into() })?.name);
        }
        Ok(Self { disabled })
    }

    /// Whether the pass of this name runs.
    pub fn runs(&self, pass: &str) -> bool {
        !self.disabled.contains(pass)
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn names_are_checked() {
        let options = Options::without(["hard-wraps"]).unwrap();
        assert!(!options.runs("hard-wraps"));
        assert!(options.runs("page-marks"));
        let error = Options::without(["wraps"]).unwrap_err().to_string();
        assert!(error.starts_with("unknown repair pass `wraps`"), "{error}");
    }
}
