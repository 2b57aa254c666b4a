//! What a text must hold for a pattern to match it at all, derived from the pattern itself.
//!
//! Most patterns are asked of very many texts and match few. A pattern that is anchored matches only texts that
//! begin, or end, with certain characters, which one look tells. One that counts the characters between words, or
//! has very many words, matches only texts that hold one of them: two neighbouring characters of each are quicker
//! to look for than the words (as trigrams are in Cox 2012, "Regular Expression Matching with a Trigram Index").
//! A guard never hides a match.

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
const FEW: usize = 16;
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
        let mut words = needed_words(&hir);
        let counts = counts(&hir);
        words.retain(|words| counts || words.len() > MANY_WORDS);
        // The longest words are the rarest.
        words.sort_by_key(|words| (std::cmp::Reverse(shortest(words)), words.len()));
        words.truncate(MOST_SETS);
        Some(Self {
            first: edge(Side::Start, properties.look_set_prefix().contains(Look::Start)),
            last: edge(Side::End, properties.look_set_suffix().contains(Look::End)),
            words: words.iter().map(|words| Words::of(words)).collect(),
            reach: Reach::of(&hir),
        })
    }

    /// Whether the pattern may match a text.
    pub(crate) fn admits(&self, text: &str) -> bool {
        let begins = |chars: &Chars| text.chars().next().is_some_and(|c| chars.may_hold(c));
        let ends = |chars: &Chars| text.chars().next_back().is_some_and(|c| chars.may_hold(c));
        self.first.as_deref().is_none_or(begins)
            && self.last.as_deref().is_none_or(ends)
            && self
                .reach
                .within(text)
                .is_none_or(|near| self.words.iter().all(|words| words.may_stand_in(near)))
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
    /// Words of one character.
    single: Chars,
    /// The first two characters of the others.
    pairs: FxHashSet<(char, char)>,
    /// The same by their hashes, which tells most pairs that are none.
    hashes: Box<[u64]>,
}

impl Words {
    fn of(words: &[String]) -> Self {
        /// With so many bits for a word few other pairs have the hash of one.
        const BITS: usize = 64;
        let mut set = Self::default();
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(one), Some(other)) => drop(set.pairs.insert((one, other))),
                (Some(one), None) => set.single.insert(one, one),
                // The empty word stands everywhere.
                (None, _) => set.single.insert_all(),
            }
        }
        set.hashes = vec![0; (set.pairs.len() * BITS / u64::BITS as usize).next_power_of_two()].into();
        for &pair in &set.pairs {
            let hash = set.hash(pair);
            set.hashes[hash / u64::BITS as usize] |= 1 << (hash % u64::BITS as usize);
        }
        set
    }

    fn may_stand_in(&self, text: &str) -> bool {
        let mut before = '\0';
        text.chars().any(|c| {
            let pair = (std::mem::replace(&mut before, c), c);
            let hash = self.hash(pair);
            let known = self.hashes[hash / u64::BITS as usize] & 1 << (hash % u64::BITS as usize) != 0;
            known && self.pairs.contains(&pair) || self.single.may_hold(c)
        })
    }

    fn hash(&self, (one, other): (char, char)) -> usize {
        let mixed = u32::from(one).wrapping_mul(0x9E37_79B1) ^ u32::from(other).wrapping_mul(0x85EB_CA6B);
        (mixed >> 12) as usize & (self.hashes.len() * u64::BITS as usize - 1)
    }
}

/// A side of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// Characters by their last bits: one may seem to be among them that is not.
#[derive(Debug)]
pub(crate) struct Chars([u64; Chars::WORDS]);

impl Default for Chars {
    fn default() -> Self {
        Self([0; Self::WORDS])
    }
}

impl Chars {
    const WORDS: usize = 64;
    const BITS: u32 = u64::BITS * Self::WORDS as u32;

    pub(crate) fn may_hold(&self, c: char) -> bool {
        let bit = u32::from(c) % Self::BITS;
        self.0[(bit / u64::BITS) as usize] & 1 << (bit % u64::BITS) != 0
    }

    fn insert(&mut self, from: char, to: char) {
        for c in u32::from(from)..=u32::from(to).min(u32::from(from) + Self::BITS) {
            let bit = c % Self::BITS;
            self.0[(bit / u64::BITS) as usize] |= 1 << (bit % u64::BITS);
        }
    }

    /// Those of the basic plane that pass a test.
    pub(crate) fn that(test: fn(char) -> bool) -> Self {
        let mut chars = Self::default();
        ('\0'..='\u{FFFF}').filter(|&c| test(c)).for_each(|c| chars.insert(c, c));
        chars
    }

    fn insert_all(&mut self) {
        self.0.fill(u64::MAX);
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
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let large = match repetition.sub.kind() {
                HirKind::Class(Class::Unicode(class)) => {
                    class.iter().map(|range| range.len()).sum::<usize>() > FEW
                }
                _ => false,
            };
            large && repetition.max.is_none_or(|max| max >= MANY) || counts(&repetition.sub)
        }
        _ => hir.kind().subs().iter().any(counts),
    }
}

/// Sets of words of each of which every match holds one.
fn needed_words(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Literal(literal) => {
            let word = std::str::from_utf8(&literal.0).ok().map(|word| vec![word.to_owned()]);
            word.into_iter().collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let few = class.iter().map(|range| range.len()).sum::<usize>() <= FEW;
            let chars = class.iter().filter(|_| few).flat_map(|range| range.start()..=range.end());
            Some(chars.map(String::from).collect::<Vec<_>>())
                .filter(|words| !words.is_empty())
                .into_iter()
                .collect()
        }
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => needed_words(&repetition.sub),
        HirKind::Capture(capture) => needed_words(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needed_words).collect(),
        HirKind::Alternation(ways) => {
            let best =
                ways.iter().map(|way| needed_words(way).into_iter().max_by_key(|words| shortest(words)));
            best.collect::<Option<Vec<_>>>().map(|sets| sets.concat()).into_iter().collect()
        }
    }
}

/// Length in bytes of the shortest word.
fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or_default()
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
        assert!(admits("^(?:水利|交通)?工作", "交情") && admits("^(?:水利|交通)?工作", "工厂"));
        assert!(!admits("^(?:水利|交通)?工作", "全年工作"));
        assert!(admits("(?:总结|报告)[）)]?$", "（告") && !admits("(?:总结|报告)[）)]?$", "总结。"));
        assert!(!admits("^水", "") && admits("^水*", "") && admits("^水|渠$", ""));
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
