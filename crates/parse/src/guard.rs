//! What a text must hold for a pattern to match it at all, derived from the pattern itself.
//!
//! Most patterns are asked of very many texts and match few. A pattern that is anchored matches only texts that
//! begin, or end, with certain characters, which one look tells. One that counts the characters between words, or
//! has very many words, matches only texts that hold one of them: two neighbouring characters of each are quicker
//! to look for than the words (as trigrams are in Cox 2012, "Regular Expression Matching with a Trigram Index").
//! Through a short text any words are quicker looked for than an expression is called. A guard never hides a match.

use regex_syntax::hir::{Class, Hir, HirKind, Look};
use rustc_hash::FxHashSet;

/// What a text must hold.
#[derive(Debug, Default)]
pub(crate) struct Guard {
    /// The characters it must begin with one of.
    first: Option<Box<Chars>>,
    /// The characters it must end with one of.
    last: Option<Box<Chars>>,
    /// Sets of words of each of which it must hold one.
    words: Vec<Words>,
    /// The first so many are asked for in long texts, too.
    slow: usize,
    /// Where in the text words are looked for.
    reach: Reach,
}

/// How far into a text a match may go. An anchored pattern is asked of what stands behind, or before, every place
/// of a text, and the expression itself gives up after a few characters: so must a look for its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reach {
    /// Over the whole text.
    #[default]
    All,
    /// From one side over so many bytes at most.
    From(Side, usize),
    /// From one side to anywhere: of longer texts than [`FAR`] nothing is asked.
    Endless,
}

/// Bytes of a text in which an anchored pattern's words are looked for at most.
const FAR: usize = 1024;

/// Sets of words asked for at most; one more would seldom tell what the first ones do not.
const MOST_SETS: usize = 3;
/// A class of more characters is no set of words.
const FEW: usize = 1024;
/// In shorter texts, in bytes, all words are asked for.
const SHORT: usize = 400;
/// Of so many words a regular expression looks for all at once by itself, and quickly.
const MANY_WORDS: usize = 64;

impl Guard {
    /// The guard of a pattern; `None` for what is no regular expression.
    pub(crate) fn of(pattern: &str) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        let edge = |side, anchored: bool| {
            let mut chars = Box::new(Chars::default());
            let needed = anchored && !edge(&hir, side, &mut chars);
            needed.then_some(chars)
        };
        let properties = hir.properties();
        let mut needed = needed(&hir);
        let counts = counts(&hir);
        let slow = |needed: &Needed| counts || needed.count() > MANY_WORDS;
        // The longest words are the rarest.
        needed.sort_by_key(|needed| (!slow(needed), std::cmp::Reverse(needed.shortest()), needed.count()));
        needed.truncate(MOST_SETS);
        Some(Self {
            first: edge(Side::Start, properties.look_set_prefix().contains(Look::Start)),
            last: edge(Side::End, properties.look_set_suffix().contains(Look::End)),
            slow: needed.iter().filter(|needed| slow(needed)).count(),
            words: needed.iter().map(Words::of).collect(),
            reach: Reach::of(&hir),
        })
    }

    /// Whether the pattern may match a text.
    pub(crate) fn admits(&self, text: &str) -> bool {
        let begins = |chars: &Chars| text.chars().next().is_some_and(|c| chars.may_hold(c));
        let ends = |chars: &Chars| text.chars().next_back().is_some_and(|c| chars.may_hold(c));
        let holds = |near: &str| {
            let asked = if near.len() < SHORT { self.words.len() } else { self.slow };
            self.words[..asked].iter().all(|words| words.may_stand_in(near))
        };
        self.first.as_deref().is_none_or(begins)
            && self.last.as_deref().is_none_or(ends)
            && self.reach.within(text).is_none_or(holds)
    }
}

impl Reach {
    fn of(hir: &Hir) -> Self {
        let properties = hir.properties();
        let side = if properties.look_set_prefix().contains(Look::Start) {
            Side::Start
        } else if properties.look_set_suffix().contains(Look::End) {
            Side::End
        } else {
            return Self::All;
        };
        let most = properties.maximum_len().filter(|&most| most <= FAR);
        most.map_or(Self::Endless, |most| Self::From(side, most))
    }

    /// The part of a text that a match lies in; none where it may go too far for a look.
    fn within(self, text: &str) -> Option<&str> {
        match self {
            Self::All => Some(text),
            Self::From(Side::Start, most) => {
                let end = (most.min(text.len())..).find(|&at| text.is_char_boundary(at))?;
                Some(&text[..end])
            }
            Self::From(Side::End, most) => {
                let start = (0..=text.len().saturating_sub(most)).rfind(|&at| text.is_char_boundary(at))?;
                Some(&text[start..])
            }
            Self::Endless => (text.len() <= FAR).then_some(text),
        }
    }
}

/// Words by how they begin.
#[derive(Debug, Default)]
struct Words {
    /// The first characters.
    first: Chars,
    /// Words of one character.
    single: Chars,
    /// The first two characters of the others.
    pairs: FxHashSet<(char, char)>,
}

impl Words {
    fn of(needed: &Needed) -> Self {
        let mut set = Self::default();
        let mut single = needed.chars.clone();
        for word in &needed.words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(one), Some(other)) => {
                    set.first.insert(one, one);
                    set.pairs.insert((one, other));
                }
                (Some(one), None) => single.push((one, one)),
                // The empty word stands everywhere.
                (None, _) => single.push(('\0', char::MAX)),
            }
        }
        for (from, to) in single {
            set.first.insert(from, to);
            set.single.insert(from, to);
        }
        set
    }

    fn may_stand_in(&self, text: &str) -> bool {
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if self.first.may_hold(c)
                && (self.single.may_hold(c)
                    || chars.clone().next().is_some_and(|next| self.pairs.contains(&(c, next))))
            {
                return true;
            }
        }
        false
    }
}

/// A side of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Characters by their last bits and by their blocks of sixteen: one may seem to be among them that is not.
#[derive(Debug)]
pub(crate) struct Chars {
    last: [u64; Chars::WORDS],
    blocks: [u64; Chars::WORDS],
}

impl Default for Chars {
    fn default() -> Self {
        Self { last: [0; Self::WORDS], blocks: [0; Self::WORDS] }
    }
}

impl Chars {
    const WORDS: usize = 64;
    const BITS: u32 = u64::BITS * Self::WORDS as u32;
    const BLOCK: u32 = 16;

    pub(crate) fn may_hold(&self, c: char) -> bool {
        let holds = |bits: &[u64; Self::WORDS], bit: u32| {
            bits[(bit % Self::BITS / u64::BITS) as usize] & 1 << (bit % u64::BITS) != 0
        };
        holds(&self.last, u32::from(c)) && holds(&self.blocks, u32::from(c) / Self::BLOCK)
    }

    fn insert(&mut self, from: char, to: char) {
        let set = |bits: &mut [u64; Self::WORDS], from: u32, to: u32| {
            for bit in from..=to.min(from + Self::BITS) {
                bits[(bit % Self::BITS / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
            }
        };
        let (from, to) = (u32::from(from), u32::from(to));
        set(&mut self.last, from, to);
        set(&mut self.blocks, from / Self::BLOCK, to / Self::BLOCK);
    }

    /// Those of the basic plane that pass a test.
    pub(crate) fn that(test: fn(char) -> bool) -> Self {
        let mut chars = Self::default();
        ('\0'..='\u{FFFF}').filter(|&c| test(c)).for_each(|c| chars.insert(c, c));
        chars
    }

    fn insert_all(&mut self) {
        self.last.fill(u64::MAX);
        self.blocks.fill(u64::MAX);
    }
}

/// Adds the characters that matches may have at one side; says whether one may be empty, so that its neighbour's
/// count, too.
fn edge(hir: &Hir, side: Side, chars: &mut Chars) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            let literal = std::str::from_utf8(&literal.0).unwrap_or_default();
            let mut letters = literal.chars();
            match if side == Side::Start { letters.next() } else { letters.next_back() } {
                Some(c) => chars.insert(c, c),
                None => chars.insert_all(),
            }
            false
        }
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().for_each(|range| chars.insert(range.start(), range.end()));
            false
        }
        HirKind::Class(Class::Bytes(_)) => {
            chars.insert_all();
            false
        }
        HirKind::Repetition(repetition) => edge(&repetition.sub, side, chars) || repetition.min == 0,
        HirKind::Capture(capture) => edge(&capture.sub, side, chars),
        HirKind::Concat(parts) => match side {
            Side::Start => parts.iter().all(|part| edge(part, side, chars)),
            Side::End => parts.iter().rev().all(|part| edge(part, side, chars)),
        },
        // Every way counts, whether or not one before it may be empty.
        HirKind::Alternation(ways) => {
            let empty: Vec<bool> = ways.iter().map(|way| edge(way, side, chars)).collect();
            empty.contains(&true)
        }
    }
}

/// Whether a pattern counts characters of a large class, or skips any number of them.
fn counts(hir: &Hir) -> bool {
    const MANY: u32 = 8;
    /// A class of more characters is large.
    const LARGE: usize = 16;
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let large = match repetition.sub.kind() {
                HirKind::Class(Class::Unicode(class)) => {
                    class.iter().map(|range| range.len()).sum::<usize>() > LARGE
                }
                _ => false,
            };
            large && repetition.max.is_none_or(|max| max >= MANY) || counts(&repetition.sub)
        }
        _ => hir.kind().subs().iter().any(counts),
    }
}

/// Words and characters, of which every match holds one.
#[derive(Clone, Default)]
struct Needed {
    words: Vec<String>,
    /// From the first of some to the last.
    chars: Vec<(char, char)>,
}

impl Needed {
    fn count(&self) -> usize {
        let chars = self.chars.iter().map(|&(from, to)| (from..=to).count());
        self.words.len() + chars.sum::<usize>()
    }

    /// Length in bytes of the shortest.
    fn shortest(&self) -> usize {
        let chars = self.chars.iter().map(|&(from, _)| from.len_utf8());
        self.words.iter().map(String::len).chain(chars).min().unwrap_or_default()
    }
}

/// What every match holds.
fn needed(hir: &Hir) -> Vec<Needed> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0).ok().map(str::to_owned);
            word.map(|word| Needed { words: vec![word], ..Needed::default() }).into_iter().collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().map(|range| (range.start(), range.end())).collect();
            let needed = Needed { chars, ..Needed::default() };
            Some(needed).filter(|needed| (1..=FEW).contains(&needed.count())).into_iter().collect()
        }
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => needed(&repetition.sub),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needed).collect(),
        HirKind::Alternation(ways) => {
            let mut all = Needed::default();
            for way in ways {
                let Some(best) = needed(way).into_iter().max_by_key(Needed::shortest) else {
                    return Vec::new();
                };
                all.words.extend(best.words);
                all.chars.extend(best.chars);
            }
            vec![all]
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::Guard;

    fn admits(pattern: &str, text: &str) -> bool {
        Guard::of(pattern).unwrap().admits(text)
    }

    #[test]
    fn anchored_patterns_ask_for_their_first_and_last_characters() {
        assert!(admits("^(?:水利|交通)?工作", "交情工作") && admits("^(?:水利|交通)?工作", "工厂工作"));
        assert!(!admits("^(?:水利|交通)?工作", "全年工作"));
        assert!(admits("(?:总结|报告)[）)]?$", "报告告") && !admits("(?:总结|报告)[）)]?$", "总结。"));
        assert!(!admits("^水", "") && admits("^水*", "") && admits("^水|渠$", "渠水"));
    }

    #[test]
    fn patterns_that_count_ask_for_their_words() {
        let pattern = "[^。]{0,30}(?:看到|认识到)[^。]{0,30}(?:问题|短板)";
        assert!(admits(pattern, "问题看到"));
        assert!(!admits(pattern, "看到水渠") && !admits(pattern, "问题不少"));
    }

    #[test]
    fn words_of_anchored_patterns_are_asked_for_near_the_anchor() {
        let far = |letters: usize| format!("水{}渠", "利".repeat(letters));
        assert!(admits("^水[^。]{0,9}渠", &far(9)) && !admits("^水[^。]{0,9}渠", &far(20)));
        assert!(admits("水[^。]{0,9}渠$", &far(9)) && admits("水[^。]{0,9}渠", &far(20)));
        // Of what may lie anywhere in a long text nothing is asked.
        let endless = "^水[^。]*渠";
        assert!(!admits(endless, "水利") && admits(endless, &"水".repeat(super::FAR)));
    }

    /// Patterns of a few characters that stand in texts often.
    fn patterns() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec!["甲", "乙丙", "[甲乙]", "[^甲]", ".", r"\d", "丁?", "", r"\b"]);
        let inner = leaf.prop_map(str::to_owned).prop_recursive(4, 24, 3, |inner| {
            let parts = prop::collection::vec(inner.clone(), 1..4);
            let times = prop::sample::select(vec!["?", "*", "+", "{0,9}", "{2}"]);
            prop_oneof![
                parts.clone().prop_map(|parts| parts.concat()),
                parts.prop_map(|ways| format!("(?:{})", ways.join("|"))),
                (inner, times).prop_map(|(one, times)| format!("(?:{one}){times}")),
            ]
        });
        (prop::sample::select(vec!["", "^"]), inner, prop::sample::select(vec!["", "$"]))
            .prop_map(|(start, inner, end)| format!("{start}{inner}{end}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_guard_hides_no_match(pattern in patterns(), texts in prop::collection::vec("[甲乙丙丁1 ]{0,8}", 8)) {
            let regex = Regex::new(&pattern).unwrap();
            for text in texts {
                prop_assert!(!regex.is_match(&text) || admits(&pattern, &text), "{pattern}: {text}");
            }
        }
    }
}
