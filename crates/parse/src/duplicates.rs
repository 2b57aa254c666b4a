//! Passages that say again what stood earlier, in one file or across files.
//!
//! Two tools: [`passages`] finds long runs repeated to the letter, as when a page was pasted twice;
//! [`Index`] finds paragraphs that are nearly alike, as when an excerpt stands twice with other
//! masks. A text is the set of its shingles of [`SHINGLE`] letters, and two texts are alike by the Jaccard
//! index of their sets. The second looks for candidates by prefixes (Bayardo, Ma & Srikant 2007, "Scaling up
//! all pairs similarity search"): with all shingles in one order, two sets of Jaccard index `t` or more share
//! `k` or more of the first `n − ⌈t·n⌉ + k` of each, `n` being its size.

use rustc_hash::FxHashMap;

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
    sets: Vec<Vec<u64>>,
    /// The texts that have a shingle in their prefix.
    holders: FxHashMap<u64, Vec<usize>>,
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
        let (count, new) = self.met.add(text);
        // Of any earlier text it shares at most what is not new; one to spare for rounding.
        if new as f64 > (1.0 - ALIKE) * count as f64 + 1.0 {
            self.waiting.push(text.into());
            return None;
        }
        for text in std::mem::take(&mut self.waiting) {
            self.enter(shingles(&text));
        }
        let set = shingles(text);
        let best = self.most_similar(&set);
        self.enter(set);
        best
    }

    fn most_similar(&self, set: &[u64]) -> Option<Match> {
        let holders = prefix(set).iter().filter_map(|shingle| self.holders.get(shingle));
        let mut near: Vec<usize> = holders.flatten().copied().collect();
        near.sort_unstable();
        let near = near.chunk_by(|one, other| one == other).filter(|shared| shared.len() >= SHARED);
        let (own, other) = (set.len() as f64, |of: usize| self.sets[of].len() as f64);
        // Sets of too different sizes are never alike.
        let near =
            near.map(|shared| shared[0]).filter(|&of| own.min(other(of)) >= ALIKE * own.max(other(of)));
        let matches = near.map(|of| Match { of, similarity: jaccard(&self.sets[of], set) });
        // Of equals the first.
        matches
            .filter(|found| found.similarity >= ALIKE)
            .reduce(|best, next| if next.similarity > best.similarity { next } else { best })
    }

    fn enter(&mut self, set: Vec<u64>) {
        let id = self.sets.len();
        for &shingle in prefix(&set) {
            let holders = self.holders.entry(shingle).or_default();
            if holders.len() < CROWD {
                holders.push(id);
            }
        }
        self.sets.push(set);
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
    /// Adds a text; returns the number of its shingles and how many of them are surely new, each counted once.
    fn add(&mut self, text: &str) -> (usize, usize) {
        /// Of the first layer; every further one has room for four times as many.
        const SHINGLES: usize = 1 << 14;
        let mut new = 0;
        let shingles = each_shingle(text, |shingle| {
            if self.free == 0 {
                self.free = SHINGLES << (2 * self.layers.len());
                self.layers.push(Bits::for_keys(self.free));
            }
            let Some((last, full)) = self.layers.split_last_mut() else { return };
            if !full.iter().any(|layer| layer.holds(shingle)) && last.insert(shingle) {
                new += 1;
                self.free -= 1;
            }
        });
        (shingles, new)
    }
}

/// A set of hashed keys in which one may seem to be that is not.
struct Bits {
    words: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// For so many keys, of which one in sixteen or fewer seems to be there when it is not.
    fn for_keys(keys: usize) -> Self {
        let bits = (keys * 16).next_power_of_two().max(64);
        Self { words: vec![0; bits / 64], shift: u64::BITS - bits.trailing_zeros() }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        // Multiplicative hashing (Knuth, vol. 3, 6.4): the high bits are those well mixed.
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        (hash as usize / 64, 1 << (hash % 64))
    }

    fn holds(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.words[word] & bit != 0
    }

    /// Whether the key is new.
    fn insert(&mut self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        let new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        new
    }
}

/// The hashed shingles of a text's letters and digits, sorted, each once.
fn shingles(text: &str) -> Vec<u64> {
    let mut set = Vec::with_capacity(text.len() / 3);
    each_shingle(text, |shingle| set.push(mix(shingle)));
    set.sort_unstable();
    set.dedup();
    set
}

/// Hands on every shingle, its letters side by side; returns how many there are.
fn each_shingle(text: &str, mut found: impl FnMut(u64)) -> usize {
    let (mut letters, mut shingle) = (0, 0u64);
    for c in text.chars().filter(|&c| is_letter(c)) {
        letters += 1;
        shingle = shingle << (u64::BITS as usize / SHINGLE) ^ u64::from(u32::from(c));
        if letters >= SHINGLE {
            found(shingle);
        }
    }
    (letters + 1).saturating_sub(SHINGLE)
}

/// Shared shingles over all shingles of two sorted sets.
fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

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
        let letter = mix(u64::from(u32::from(letter)));
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
        // Shingles of abcde: abcd, bcde; of abcdf: abcd, bcdf; one of three is shared.
        assert!((jaccard(&shingles("abcde"), &shingles("abcdf")) - 1.0 / 3.0).abs() < 1e-12);
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
    fn different_texts_do_not_match() {
        let mut index = Index::default();
        assert!(index.add(&filler(1, 300)).is_none());
        assert!(index.add(&filler(2500, 300)).is_none());
    }
}
