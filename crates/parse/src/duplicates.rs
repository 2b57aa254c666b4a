//! Passages that say again what stood earlier, in one file or across files.
//!
//! Two tools: [`passages`] finds long runs repeated to the letter, as when a page was pasted twice;
//! [`Index`] finds paragraphs that are nearly alike, as when an excerpt stands twice with other
//! masks. A text is the set of its shingles of [`SHINGLE`] letters, and two texts are alike by the Jaccard
//! index of their sets. The second looks for candidates by prefixes (Bayardo, Ma & Srikant 2007, "Scaling up
//! all pairs similarity search"): with all shingles in one order, two sets of Jaccard index `t` or more share
//! `k` or more of the first `n − ⌈t·n⌉ + k` of each, `n` being its size.

use rustc_hash::FxHashMap;

use crate::holders::Holders;
use crate::text_util::is_letter;
use crate::{Source, Span};

/// Letters in a shingle.
pub const SHINGLE: usize = 4;
/// Shingles that two sets must share among the first of each to be compared: set phrases alone do.
const SHARED: usize = 4;
/// Of texts that share a shingle so many are kept: of a crowd of equals the first few are enough to find the one
/// repeated.
const CROWD: usize = 64;
/// Jaccard index from which two paragraphs count as near-duplicates.
pub const ALIKE: f64 = 0.65;
/// Shorter texts (in letters) are never called duplicates: set phrases are shared by all.
pub const SHORTEST: usize = 40;
/// Letters a run must have to be a repeated passage.
pub const LONGEST_CHANCE: usize = 120;

/// Finds near-duplicates among the texts added so far.
///
/// ```
/// use gongwen_parse::duplicates::Index;
/// let mut index = Index::default();
/// let text = "持续推进老旧小区改造，完成云岭、松涛等六个小区的雨污分流和外墙修缮，惠及居民两千余户，群众满意度明显提升。";
/// assert!(index.add(text).is_none());
/// let found = index.add(&text.replace("云岭", "XX")).expect("a near-duplicate");
/// assert_eq!(found.of, 0);
/// assert!(found.similarity > 0.7);
/// ```
#[derive(Default)]
pub struct Index {
    met: Met,
    /// Texts that nothing has resembled yet: few ever are, so sets are made when one may be.
    waiting: Vec<Box<str>>,
    /// Shingles of the texts before those.
    sets: Vec<Box<[u64]>>,
    /// The texts that have a shingle in their prefix, of each shingle the first [`CROWD`].
    holders: Holders,
    /// How many shingles each text shares with the one looked at; zero between two calls.
    shared: Vec<usize>,
    /// Shingles of the text looked at.
    scratch: Vec<u64>,
}

/// The earlier text that a text resembles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// How many texts were added before the earlier one.
    pub of: usize,
    /// Jaccard index of the two shingle sets, from 0 to 1.
    pub similarity: f64,
}

impl Index {
    /// Adds a text and returns the most similar earlier one, if it is at least [`ALIKE`];
    /// the earliest of equals.
    pub fn add(&mut self, text: &str) -> Option<Match> {
        let mut set = std::mem::take(&mut self.scratch);
        set.clear();
        each_shingle(text, |shingle| set.push(shingle));
        let best = self.add_shingles(text, &mut set);
        self.scratch = set;
        best
    }

    fn add_shingles(&mut self, text: &str, set: &mut Vec<u64>) -> Option<Match> {
        if set.len() + SHINGLE <= SHORTEST {
            // Too short to be compared, and to be kept.
            self.waiting.push("".into());
            return None;
        }
        if !self.met.add(set) {
            self.waiting.push(text.into());
            return None;
        }
        for text in std::mem::take(&mut self.waiting) {
            self.enter(&shingles(&text));
        }
        in_order(set);
        let best = self.most_similar(set);
        self.enter(set);
        best
    }

    fn most_similar(&mut self, set: &[u64]) -> Option<Match> {
        let mut near = Vec::new();
        for &shingle in prefix(set) {
            self.holders.each(shingle, |of| {
                if self.shared[of] == 0 {
                    near.push(of);
                }
                self.shared[of] += 1;
            });
        }
        near.retain(|&of| std::mem::take(&mut self.shared[of]) >= SHARED);
        near.sort_unstable();
        let matches =
            near.into_iter().filter_map(|of| Some(Match { of, similarity: alike(&self.sets[of], set)? }));
        // Of equals the first.
        matches.reduce(|best, next| if next.similarity > best.similarity { next } else { best })
    }

    fn enter(&mut self, set: &[u64]) {
        let id = self.sets.len();
        prefix(set).iter().for_each(|&shingle| self.holders.add(shingle, id, CROWD, |_| true));
        self.sets.push(set.into());
        self.shared.push(0);
    }
}

/// The shingles of which a set that is alike shares [`SHARED`]; none of a text too short to be compared.
fn prefix(set: &[u64]) -> &[u64] {
    if set.len() + SHINGLE <= SHORTEST {
        return &[];
    }
    let kept = set.len() - (ALIKE * set.len() as f64) as usize + SHARED;
    &set[..kept.min(set.len())]
}

/// Which shingles stood in the texts so far, a bit each: one may seem to have stood that did not, but none
/// that did is forgotten (a Bloom filter of one hash function; Bloom 1970).
#[derive(Default)]
struct Met {
    layers: Vec<Bits>,
    /// Shingles the last layer has room for.
    free: usize,
}

impl Met {
    /// Adds the shingles of a text; whether so many of them stood before that it may be like an earlier text.
    fn add(&mut self, shingles: &[u64]) -> bool {
        /// Of the first layer; every further one has room for four times as many.
        const FIRST: usize = 1 << 14;
        /// Shingles between two looks at whether the text may still be like an earlier one.
        const STEPS: usize = 32;
        // Of any earlier text it shares at most what is not new; one to spare for rounding.
        let most = (1.0 - ALIKE) * shingles.len() as f64 + 1.0;
        let mut new = 0;
        for some in shingles.chunks(STEPS) {
            if self.free < some.len() {
                self.free = FIRST << (2 * self.layers.len());
                self.layers.push(Bits::for_keys(self.free));
            }
            let Some((last, full)) = self.layers.split_last_mut() else { return false };
            let may_be = new as f64 <= most;
            let before = new;
            for &shingle in some {
                // All layers are asked, and no branch depends on one: their answers come side by side. Once it
                // is clear that the text is a new one, nothing needs to be asked.
                let met = may_be && full.iter().fold(false, |met, layer| met | layer.holds(shingle));
                new += usize::from(last.insert_unless(met, shingle));
            }
            self.free -= new - before;
        }
        new as f64 <= most
    }
}

/// A set of hashed keys in which one may seem to be that is not.
pub(crate) struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// For so many keys, of which one in sixteen or fewer seems to be there when it is not.
    pub(crate) fn for_keys(keys: usize) -> Self {
        let bits = (keys * 16).next_power_of_two().max(64);
        Self { words: vec![0; bits / 64], shift: u64::BITS - bits.trailing_zeros() }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        // Multiplicative hashing (Knuth, vol. 3, 6.4): the high bits are those well mixed.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        (hash as usize / 64, 1 << (hash % 64))
    }

    pub(crate) fn holds(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.words[word] & bit != 0
    }

    /// Adds a key; whether it is new.
    pub(crate) fn insert(&mut self, key: u64) -> bool {
        self.insert_unless(false, key)
    }

    /// Adds a key unless it is known already; whether it is new.
    fn insert_unless(&mut self, known: bool, key: u64) -> bool {
        let (word, bit) = self.place(key);
        let bit = bit & u64::from(known).wrapping_sub(1);
        let new = self.words[word] & bit != bit;
        self.words[word] |= bit;
        new
    }
}

/// The hashed shingles of a text's letters and digits, sorted, each once.
fn shingles(text: &str) -> Vec<u64> {
    let mut set = Vec::with_capacity(text.len() / 3);
    each_shingle(text, |shingle| set.push(shingle));
    in_order(&mut set);
    set
}

/// Hashes shingles and sorts them, each once.
fn in_order(shingles: &mut Vec<u64>) {
    shingles.iter_mut().for_each(|shingle| *shingle = mix(*shingle));
    shingles.sort_unstable();
    shingles.dedup();
}

/// Hands on every shingle, its letters side by side.
fn each_shingle(text: &str, mut found: impl FnMut(u64)) {
    let (mut letters, mut shingle) = (0, 0u64);
    for c in text.chars().filter(|&c| is_letter(c)) {
        letters += 1;
        shingle = shingle << (u64::BITS as usize / SHINGLE) ^ u64::from(u32::from(c));
        if letters >= SHINGLE {
            found(shingle);
        }
    }
}

/// Jaccard index of two sorted sets, if it is at least [`ALIKE`]: shared shingles over all shingles.
fn alike(a: &[u64], b: &[u64]) -> Option<f64> {
    let index = |shared: usize| {
        let all = a.len() + b.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    };
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    loop {
        let rest = (a.len() - i).min(b.len() - j);
        // Most sets are told apart by their first shingles.
        if index(shared + rest) < ALIKE {
            return None;
        }
        if rest == 0 {
            return Some(index(shared));
        }
        for _ in 0..rest.min(STEPS) {
            // No branch on which is next: among hashes none could be foretold.
            let (x, y) = (a[i], b[j]);
            shared += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
    }
}

/// Steps of a comparison between two looks at whether it can still succeed.
const STEPS: usize = 32;

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014), a good mixer of 64 bits.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A run of text that stands earlier, letter for letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<T = Source> {
    /// The later place.
    pub span: Span<T>,
    /// The earlier place.
    pub of: Span<T>,
}

/// Finds the runs of at least [`LONGEST_CHANCE`] letters that stand twice, in order of their later
/// places and without overlap. White space and punctuation do not count.
///
/// Takes time linear in the text: one hash look-up per letter, and letters inside a run found are
/// compared once.
pub fn passages<T: Copy>(text: &str) -> Vec<Passage<T>> {
    if !may_repeat(text) {
        return Vec::new();
    }
    let letters: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| is_letter(c)).collect();
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut found = Vec::new();
    let mut rolling = Rolling::new();
    let hashes: Vec<u64> = letters.iter().filter_map(|&(_, c)| rolling.push(c)).collect();
    let mut at = 0;
    while at < hashes.len() {
        let earlier = seen.get(&hashes[at]).copied().filter(|&earlier| earlier + WINDOW <= at);
        let run = earlier.map_or(0, |earlier| {
            (0..at - earlier)
                .take_while(|&k| at + k < letters.len() && letters[at + k].1 == letters[earlier + k].1)
                .count()
        });
        if let Some(earlier) = earlier
            && run >= LONGEST_CHANCE
        {
            found.push(Passage { span: cover(&letters, at, run), of: cover(&letters, earlier, run) });
            at += run;
        } else {
            seen.entry(hashes[at]).or_insert(at);
            at += 1;
        }
    }
    found
}

/// Letters that are hashed together.
const WINDOW: usize = 32;

/// A rolling polynomial hash of the last [`WINDOW`] letters.
struct Rolling {
    last: [u64; WINDOW],
    letters: usize,
    hash: u64,
    /// The base to the power of the window.
    top: u64,
}

impl Rolling {
    const BASE: u64 = 0x0100_0000_01B3;

    fn new() -> Self {
        let top = (0..WINDOW).fold(1u64, |power, _| power.wrapping_mul(Self::BASE));
        Self { last: [0; WINDOW], letters: 0, hash: 0, top }
    }

    /// Takes a letter; gives the hash of the window that ends with it, once there are so many.
    fn push(&mut self, letter: char) -> Option<u64> {
        let letter = u64::from(u32::from(letter));
        let oldest = std::mem::replace(&mut self.last[self.letters % WINDOW], letter);
        self.hash = self.hash.wrapping_mul(Self::BASE).wrapping_add(letter);
        self.hash = self.hash.wrapping_sub(oldest.wrapping_mul(self.top));
        self.letters += 1;
        (self.letters >= WINDOW).then_some(self.hash)
    }
}

/// Whether so many windows in a row seem to stand earlier as a passage has: of nearly all texts they do not.
fn may_repeat(text: &str) -> bool {
    // A Chinese character is three bytes. One window in four may seem to stand earlier that does not, but not so
    // many in a row.
    let mut seen = Bits::for_keys(text.len() / 6);
    let mut rolling = Rolling::new();
    let mut in_a_row = 0;
    for hash in text.chars().filter(|&c| is_letter(c)).filter_map(|c| rolling.push(c)) {
        in_a_row = if seen.insert(hash) { 0 } else { in_a_row + 1 };
        if in_a_row > LONGEST_CHANCE - WINDOW {
            return true;
        }
    }
    false
}

/// The span from one letter to the last of a run.
fn cover<T: Copy>(letters: &[(usize, char)], first: usize, count: usize) -> Span<T> {
    let (last, c) = letters[first + count - 1];
    Span::new(letters[first].0, last + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filler(from: u32, count: u32) -> String {
        (0..count).filter_map(|k| char::from_u32(0x4E00 + (from + k * 37) % 5000)).collect()
    }

    #[test]
    fn a_pasted_passage_is_found_with_both_places() {
        let (a, b, c) = (filler(1, 200), filler(9000, 300), filler(777, 90));
        let text = format!("{a}。{b}，{c}！{b}。");
        let found: Vec<Passage> = passages(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].of.of(&text), b);
        assert_eq!(found[0].span.of(&text), b);
        assert!(found[0].span.start() > found[0].of.end());
    }

    #[test]
    fn short_repeats_are_left() {
        let phrase = filler(3, 60);
        assert!(passages::<Source>(&format!("{phrase}甲{phrase}乙{phrase}")).is_empty());
    }

    #[test]
    fn similarity_is_the_exact_jaccard_index() {
        // Shingles of abcdefgh: abcd, bcde, cdef, defg, efgh; of bcdefgh all but the first.
        assert_eq!(alike(&shingles("abcdefgh"), &shingles("bcdefgh")), Some(0.8));
        // Of abcde and abcdf one of three is shared.
        assert_eq!(alike(&shingles("abcde"), &shingles("abcdf")), None);
        assert_eq!(alike(&[], &[]), None);
    }

    /// The Jaccard index by its definition.
    fn jaccard(a: &[u64], b: &[u64]) -> f64 {
        let shared = a.iter().filter(|shingle| b.binary_search(shingle).is_ok()).count();
        shared as f64 / (a.len() + b.len() - shared) as f64
    }

    /// Texts of 44 letters and more, each new or an earlier one with some letters changed.
    fn texts(count: usize) -> Vec<String> {
        let mut state = 7u64;
        let mut random = move |below: usize| {
            state = mix(state);
            state as usize % below
        };
        let letter = |n: usize| char::from_u32(0x4E00 + n as u32).unwrap();
        let mut texts: Vec<Vec<char>> = Vec::new();
        for _ in 0..count {
            let earlier = random(texts.len() + 1 + texts.len() / 2);
            let mut text = texts
                .get(earlier)
                .cloned()
                .unwrap_or_else(|| (0..44 + random(40)).map(|_| letter(random(300))).collect());
            for _ in 0..2 + random(3) {
                let at = random(text.len());
                text[at] = letter(random(300));
            }
            texts.push(text);
        }
        texts.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn the_most_similar_text_is_found_as_by_comparing_all() {
        let texts = texts(1500);
        let sets: Vec<Vec<u64>> = texts.iter().map(|text| shingles(text)).collect();
        let mut index = Index::default();
        let mut matches = 0;
        for (at, text) in texts.iter().enumerate() {
            let all = (0..at).map(|of| Match { of, similarity: jaccard(&sets[of], &sets[at]) });
            let best = all
                .filter(|found| found.similarity >= ALIKE)
                .reduce(|best, next| if next.similarity > best.similarity { next } else { best });
            assert_eq!(index.add(text), best, "text {at}");
            matches += usize::from(best.is_some());
        }
        assert!((300..1200).contains(&matches), "{matches}");
    }

    #[test]
    fn texts_too_short_to_be_compared_are_counted() {
        let mut index = Index::default();
        let long = filler(1, 300);
        assert!(["各位代表：", "各位代表：", "", &long].iter().all(|text| index.add(text).is_none()));
        assert_eq!(index.add(&long), Some(Match { of: 3, similarity: 1.0 }));
    }

    #[test]
    fn different_texts_do_not_match() {
        let mut index = Index::default();
        assert!(index.add(&filler(1, 300)).is_none());
        assert!(index.add(&filler(2500, 300)).is_none());
    }
}
