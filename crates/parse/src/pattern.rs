//! Patterns composed of the genre's vocabulary.
//!
//! A pattern names a list or shape of [`crate::vocabulary`] in angle brackets: `工作<plan>$` matches
//! 工作 with any word for a plan at the end of a text.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex, Replacer};

use crate::guard::Guard;
use crate::vocabulary::{LISTS, SHAPES};

/// Compiles a pattern once.
macro_rules! pattern {
    ($pattern:expr) => {{
        static PATTERN: std::sync::LazyLock<$crate::pattern::Pattern> =
            std::sync::LazyLock::new(|| $crate::pattern::compile($pattern));
        &*PATTERN
    }};
}
pub(crate) use pattern;

/// A regular expression that is asked only of texts that it may match, and compiled when it is first asked: that
/// takes about a millisecond, and many are never needed.
pub(crate) struct Pattern {
    source: String,
    guard: Guard,
    regex: OnceLock<Regex>,
}

impl Pattern {
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.source).expect("a pattern that is not too large"))
    }

    /// The expression, if it may match a text.
    fn admitted(&self, text: &str) -> Option<&Regex> {
        let admits = self.guard.admits(text);
        debug_assert!(admits || !self.regex().is_match(text), "the guard of {} hides {text}", self.source);
        admits.then(|| self.regex())
    }

    /// The expression, if it matches a text. Groups are costly to look for even where there is no match.
    fn matching(&self, text: &str) -> Option<&Regex> {
        self.admitted(text).filter(|regex| regex.is_match(text))
    }

    /// Whether a text holds a match.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.matching(text).is_some()
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.admitted(text)?.find(text)
    }

    /// All matches without overlap, in order.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.admitted(text).map(|regex| regex.find_iter(text)).into_iter().flatten()
    }

    /// The first match with its groups.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.matching(text)?.captures(text)
    }

    /// All matches with their groups.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.matching(text).map(|regex| regex.captures_iter(text)).into_iter().flatten()
    }

    /// The text with something else in the place of the first match.
    pub(crate) fn replace<'t>(&self, text: &'t str, with: impl Replacer) -> Cow<'t, str> {
        self.matching(text).map_or(Cow::Borrowed(text), |regex| regex.replace(text, with))
    }

    /// The text with something else in the place of every match.
    pub(crate) fn replace_all<'t>(&self, text: &'t str, with: impl Replacer) -> Cow<'t, str> {
        self.admitted(text).map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, with))
    }
}

/// Reads a pattern; panics on one that is no valid regular expression or names what the vocabulary
/// does not have. All patterns are constants of this crate.
pub(crate) fn compile(pattern: &str) -> Pattern {
    let source = expand(pattern);
    let guard = Guard::of(&source).expect("a valid pattern");
    Pattern { source, guard, regex: OnceLock::new() }
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
