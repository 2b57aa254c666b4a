//! Lists of words, and where in a text one of them stands.

use std::sync::OnceLock;

use crate::glyphs::Glyphs;

/// Words that may be asked for at a place of a text.
pub(crate) trait List {
    /// The length of the longest word that starts at a place.
    fn longest_at(&self, text: &Glyphs, at: usize) -> Option<usize>;

    /// The length of the longest word of at most `room` characters that ends at a place.
    fn longest_to(&self, text: &Glyphs, at: usize, room: usize) -> Option<usize>;
}

/// A list of words apart by white space, in any order; indexed when first asked.
#[derive(Debug)]
pub(crate) struct Words {
    list: &'static str,
    index: OnceLock<Index>,
}

#[derive(Debug, Default)]
struct Index {
    first: ByChar,
    last: ByChar,
}

/// Words by one of their characters, the longest first.
#[derive(Debug, Default)]
struct ByChar {
    /// A bit for the low eight bits of each character: most characters of a text are none of the list's.
    low: [u64; 4],
    /// In the order of the characters.
    words: Vec<(char, Vec<&'static str>)>,
}

impl ByChar {
    fn add(&mut self, c: char, word: &'static str) {
        self.low[(c as usize >> 6) & 3] |= 1 << (c as usize & 63);
        match self.words.binary_search_by_key(&c, |(c, _)| *c) {
            Ok(at) => self.words[at].1.push(word),
            Err(at) => self.words.insert(at, (c, vec![word])),
        }
    }

    fn get(&self, c: char) -> &[&'static str] {
        if self.low[(c as usize >> 6) & 3] & (1 << (c as usize & 63)) == 0 {
            return &[];
        }
        let found = self.words.binary_search_by_key(&c, |(c, _)| *c);
        found.map_or(&[], |at| &self.words[at].1)
    }
}

impl Words {
    pub(crate) const fn new(list: &'static str) -> Self {
        Self { list, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut words: Vec<&'static str> = self.list.split_whitespace().collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            let mut index = Index::default();
            for word in words {
                word.chars().take(1).for_each(|c| index.first.add(c, word));
                word.chars().rev().take(1).for_each(|c| index.last.add(c, word));
            }
            index
        })
    }
}

impl List for Words {
    fn longest_at(&self, text: &Glyphs, at: usize) -> Option<usize> {
        let words = self.index().first.get(text.at(at));
        words.iter().find(|word| text.starts(at, word)).map(|word| word.chars().count())
    }

    fn longest_to(&self, text: &Glyphs, at: usize, room: usize) -> Option<usize> {
        let words = self.index().last.get(text.before(at));
        words.iter().find_map(|word| ends(text, at, room, word))
    }
}

/// A few words as they stand.
impl<const N: usize> List for [&str; N] {
    fn longest_at(&self, text: &Glyphs, at: usize) -> Option<usize> {
        self[..].longest_at(text, at)
    }

    fn longest_to(&self, text: &Glyphs, at: usize, room: usize) -> Option<usize> {
        self[..].longest_to(text, at, room)
    }
}

impl List for [&str] {
    fn longest_at(&self, text: &Glyphs, at: usize) -> Option<usize> {
        self.iter().filter(|word| text.starts(at, word)).map(|word| word.chars().count()).max()
    }

    fn longest_to(&self, text: &Glyphs, at: usize, room: usize) -> Option<usize> {
        self.iter().filter_map(|word| ends(text, at, room, word)).max()
    }
}

/// The length of a word that ends at a place and has room before it.
fn ends(text: &Glyphs, at: usize, room: usize, word: &str) -> Option<usize> {
    let len = word.chars().count();
    at.checked_sub(len).filter(|_| len <= room).filter(|&start| text.starts(start, word)).map(|_| len)
}

#[cfg(test)]
mod tests {
    use super::{List, Words};
    use crate::glyphs::Glyphs;

    #[test]
    fn a_long_list_answers_as_a_short_one() {
        static LONG: Words = Words::new("增 增长 增长率 率 长");
        let short = ["增", "增长", "增长率", "率", "长"];
        let text = Glyphs::of("净增长率增长增率");
        for at in 0..=text.len() + 1 {
            assert_eq!(LONG.longest_at(&text, at), short.longest_at(&text, at));
            for room in 0..4 {
                assert_eq!(LONG.longest_to(&text, at, room), short.longest_to(&text, at, room));
            }
        }
    }
}
