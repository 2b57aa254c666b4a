//! Traditional script, as mirror sites and copies from Hong Kong and Taiwan have it: read as simplified script.
//!
//! The grammar's words, the vocabulary and the training texts are simplified, so a text in traditional script is
//! read through a simplified copy. The copy is made by edits, one a character: places stay exact, undoing gives
//! the script back, the pass can be switched off, and everything behind it sees one script. Characters are
//! replaced one for one; words that are said otherwise in other regions stay.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Pass};
use crate::pattern::pattern;
use crate::text_util::is_han;

pub(crate) const PASS: Pass = Pass {
    name: "traditional",
    about: "a text in traditional script, read as simplified: 鎮 as 镇",
    furniture: false,
    run,
};

const WHY: &str = "traditional script";

/// Of so many Chinese characters one must be of the traditional script alone. In a text of that script one in
/// three is; a simplified report that quotes a name or a book in it stays far below, and has more simplified
/// characters.
const ONE_IN: usize = 8;

/// Characters that only the traditional script has, with their simplified forms.
static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let mut characters = lines.flat_map(str::chars);
    std::iter::from_fn(|| characters.next().zip(characters.next())).collect()
});

/// The simplified forms; the traditional script has a few of them, too (後 and 后 are two characters there).
static FORMS: LazyLock<FxHashSet<char>> = LazyLock::new(|| SIMPLIFIED.values().copied().collect());

/// The characters of both lists, a bit for each of the first 65,536: the rest have an entry of their own.
static LISTED: LazyLock<[Vec<u64>; 2]> = LazyLock::new(|| {
    let bits = |characters: &mut dyn Iterator<Item = char>| {
        let mut bits = vec![0u64; 1024];
        characters.map(usize_of).filter(|&at| at < 65_536).for_each(|at| bits[at / 64] |= 1 << (at % 64));
        bits
    };
    [bits(&mut SIMPLIFIED.keys().copied()), bits(&mut FORMS.iter().copied())]
});

fn usize_of(c: char) -> usize {
    u32::from(c) as usize
}

fn run(text: &str) -> Vec<Change> {
    let [traditional, forms] = &*LISTED;
    let (mut chinese, mut found, mut simplified) = (0, 0, 0);
    for c in text.chars() {
        let at = usize_of(c);
        let bit = |bits: &[u64]| bits.get(at / 64).map_or(0, |word| (word >> (at % 64) & 1) as usize);
        let han = is_han(c);
        chinese += usize::from(han);
        if at < 65_536 {
            found += bit(traditional) & usize::from(han);
            simplified += bit(forms);
        } else {
            found += usize::from(han && SIMPLIFIED.contains_key(&c));
            simplified += usize::from(FORMS.contains(&c));
        }
    }
    if found * ONE_IN < chinese || found <= simplified {
        return Vec::new();
    }
    let found = text
        .char_indices()
        .filter(|&(_, c)| is_han(c))
        .filter_map(|(at, c)| Some((at, c, *SIMPLIFIED.get(&c)?)));
    // Both scripts have 著, but only the traditional one for 着, too.
    let particles = pattern!(r"(?:^|[^顯卓昭名專譯原編論土])(著)(?:[^名作述稱者錄]|$)").captures_iter(text);
    let particles = particles.filter_map(|found| Some(Change::new(found.get(1)?.range(), '着', WHY)));
    let replace = |(at, from, to): (usize, char, char)| Change::new(at..at + from.len_utf8(), to, WHY);
    found.map(replace).chain(particles).collect()
}
