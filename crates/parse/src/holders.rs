//! Which texts hold something, by its hash: an inverted index whose lists are short.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

/// The holders of each key, in the order they were added.
#[derive(Default)]
pub(crate) struct Holders {
    /// Of most keys there is one holder, too few for a list.
    of: FxHashMap<u64, Held>,
    lists: Vec<Vec<u32>>,
}

#[derive(Clone, Copy)]
enum Held {
    One(u32),
    /// The place of a list.
    Many(u32),
}

impl Holders {
    /// Drops the holders of a key that no longer count, and adds another unless `most` are left.
    pub(crate) fn add(&mut self, key: u64, holder: usize, most: usize, counts: impl Fn(usize) -> bool) {
        let (Ok(holder), Ok(place)) = (u32::try_from(holder), u32::try_from(self.lists.len())) else {
            return;
        };
        match self.of.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Held::One(holder));
            }
            Entry::Occupied(mut entry) => match *entry.get() {
                Held::One(first) if counts(first as usize) => {
                    self.lists.push(vec![first, holder]);
                    entry.insert(Held::Many(place));
                }
                Held::One(_) => {
                    entry.insert(Held::One(holder));
                }
                Held::Many(place) => {
                    let list = &mut self.lists[place as usize];
                    list.retain(|&holder| counts(holder as usize));
                    if list.len() < most {
                        list.push(holder);
                    }
                }
            },
        }
    }

    /// Calls with every holder of a key.
    pub(crate) fn each(&self, key: u64, mut found: impl FnMut(usize)) {
        match self.of.get(&key) {
            None => {}
            Some(&Held::One(holder)) => found(holder as usize),
            Some(&Held::Many(place)) => {
                self.lists[place as usize].iter().for_each(|&holder| found(holder as usize));
            }
        }
    }

    /// The same index without the holders of keys that do not count any more.
    pub(crate) fn only(self, counts: impl Fn(u64, usize) -> bool) -> Self {
        let mut kept = Self::default();
        let Self { of, lists } = self;
        for (key, held) in of {
            let holders = match &held {
                Held::One(holder) => std::slice::from_ref(holder),
                Held::Many(place) => &lists[*place as usize],
            };
            for &holder in holders.iter().filter(|&&holder| counts(key, holder as usize)) {
                kept.add(key, holder as usize, usize::MAX, |_| true);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::Holders;

    fn of(holders: &Holders, key: u64) -> Vec<usize> {
        let mut found = Vec::new();
        holders.each(key, |holder| found.push(holder));
        found
    }

    #[test]
    fn holders_come_in_order_and_no_more_than_wanted() {
        let mut holders = Holders::default();
        (0..5).for_each(|holder| holders.add(7, holder, 3, |_| true));
        holders.add(8, 4, 3, |_| true);
        assert_eq!([of(&holders, 7), of(&holders, 8), of(&holders, 9)], [vec![0, 1, 2], vec![4], vec![]]);
        holders.add(7, 6, 3, |holder| holder != 1);
        holders.add(8, 6, 3, |holder| holder != 4);
        assert_eq!([of(&holders, 7), of(&holders, 8)], [vec![0, 2, 6], vec![6]]);
        let holders = holders.only(|key, holder| key == 7 && holder > 0);
        assert_eq!([of(&holders, 7), of(&holders, 8)], [vec![2, 6], vec![]]);
    }
}
