//! Traditional script, as mirror sites and copies from Hong Kong and Taiwan have it: read as simplified script.
//!
//! The grammar's words, the vocabulary and the training texts are simplified, so a text in traditional script is
//! read through a simplified copy. The copy is made by edits, one a character: places stay exact, undoing gives
//! the script back, the pass can be switched off, and everything behind it sees one script. Characters are
//! replaced one for one; words that are said otherwise in other regions stay.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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

/// What each character says of its script, by its code point up to the last one listed. The traditional script
/// has a few of the simplified forms, too (後 and 后 are two characters there).
static SCRIPTS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let last = SIMPLIFIED.iter().flat_map(|(&from, &to)| [from, to]).max().map_or(0, |c| c as usize);
    let mut scripts = vec![0; last + 1];
    for (&from, &to) in &*SIMPLIFIED {
        scripts[from as usize] |= ONLY_TRADITIONAL;
        scripts[to as usize] |= SIMPLE;
    }
    scripts
});
const ONLY_TRADITIONAL: u8 = 1;
const SIMPLE: u8 = 2;

fn run(text: &str) -> Vec<Change> {
    let scripts = SCRIPTS.as_slice();
    let script = |c: char| scripts.get(c as usize).copied().unwrap_or_default();
    // Most texts have no character of the traditional script alone.
    if !text.chars().any(|c| script(c) & ONLY_TRADITIONAL != 0) {
        return Vec::new();
    }
    let (mut chinese, mut traditional, mut simplified) = (0, 0, 0);
    for c in text.chars().filter(|&c| is_han(c)) {
        let script = script(c);
        chinese += 1;
        traditional += usize::from(script & ONLY_TRADITIONAL);
        simplified += usize::from(script & SIMPLE) / usize::from(SIMPLE);
    }
    if traditional * ONE_IN < chinese || traditional <= simplified {
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
