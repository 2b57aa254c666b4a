//! Names of what a program brings along: they stand on command lines and in model files.

use gongwen_messages::text;

/// A name that could not stand on a command line and in a model file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", text!("`{name}` cannot be a name: use letters, digits, `-`, `_` and `.` alone", name))]
pub struct BadName {
    /// The name.
    pub name: String,
}

/// Checks the name of something that a program brings along: letters and digits of any script, `-`, `_` and `.`.
///
/// Everything else may part names from each other, or from their settings, where several stand in a line.
///
/// # Errors
/// Where the name is empty or holds any other character.
pub fn check_name(name: &str) -> Result<(), BadName> {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !name.is_empty() && name.chars().all(allowed) {
        true => Ok(()),
        false => Err(BadName { name: name.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_nothing_that_parts_names() {
        for good in ["pairs", "naive-bayes", "v1.2_b", "词典"] {
            assert_eq!(check_name(good), Ok(()));
        }
        for bad in ["", " ", "a:b", "a+b", "2*a", "a(b)", "a,b", "a b", "a\n", "a=b", "（甲）"] {
            let error = check_name(bad).unwrap_err();
            assert_eq!(error.name, bad);
            assert!(
                error.to_string().starts_with(&format!("`{bad}` cannot be a name: use letters")),
                "{error}"
            );
        }
    }
}
