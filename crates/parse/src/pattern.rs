//! Patterns composed of the genre's vocabulary.
//!
//! A pattern names a list or shape of [`crate::vocabulary`] in angle brackets: `工作<plan>$` matches
//! 工作 with any word for a plan at the end of a text.

use regex::Regex;

use crate::vocabulary::{LISTS, SHAPES};

/// Compiles a pattern once.
macro_rules! pattern {
    ($pattern:expr) => {{
        static PATTERN: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compile($pattern));
        &*PATTERN
    }};
}
pub(crate) use pattern;

/// Compiles a pattern; panics on one that is no valid regular expression or names what the vocabulary
/// does not have. All patterns are constants of this crate.
pub(crate) fn compile(pattern: &str) -> Regex {
    Regex::new(&expand(pattern)).expect("a valid pattern")
}

/// Puts the vocabulary in the place of its names.
fn expand(pattern: &str) -> String {
    let mut expanded = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('<') {
        let (name, behind) = behind.split_once('>').expect("a closed name");
        expanded.push_str(before);
        expanded.push_str(&named(name));
        rest = behind;
    }
    expanded + rest
}

/// A list as the alternatives it stands for, the longest word first so that the longest that fits wins,
/// or a shape, in which names may stand in turn.
fn named(name: &str) -> String {
    if let Some((_, words)) = LISTS.iter().find(|list| list.0 == name) {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        return format!("(?:{})", words.join("|"));
    }
    let shape = SHAPES.iter().find(|shape| shape.0 == name);
    expand(shape.unwrap_or_else(|| panic!("`<{name}>` is not in the vocabulary")).1)
}

#[cfg(test)]
mod tests {
    use super::{compile, expand};

    #[test]
    fn names_stand_for_their_words() {
        assert_eq!(expand("a<report>$"), "a(?:报告|汇报)$");
        assert_eq!(expand("[<numeral>两]"), "[一二三四五六七八九十两]");
        assert!(compile("^<year>$").is_match("2023 年"));
    }

    #[test]
    fn the_longest_word_wins() {
        let found = compile("<ahead>").find("下一步工作").map(|found| found.as_str());
        assert_eq!(found, Some("下一步"));
        assert!(expand("<office>").find("街道办事处") < expand("<office>").find("|街道|"));
    }

    #[test]
    #[should_panic(expected = "`<planes>` is not in the vocabulary")]
    fn an_unknown_name_is_refused() {
        compile("<planes>");
    }
}
