//! Names in a row.

use crate::{phrase, translated};

/// Names as people list them: `a, b` in English, `a、b` in Chinese.
pub fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let comma = translated(phrase!(", "));
    let mut listed = String::new();
    for name in names {
        if !listed.is_empty() {
            listed.push_str(comma);
        }
        listed.push_str(name.as_ref());
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::listed;
    use crate::{Language, in_language};

    #[test]
    fn each_language_has_its_comma() {
        assert_eq!(listed(["a", "b"]), "a, b");
        assert_eq!(in_language(Language::Chinese, || listed(["a", "b"])), "a、b");
        assert_eq!(listed([""; 0]), "");
    }
}
