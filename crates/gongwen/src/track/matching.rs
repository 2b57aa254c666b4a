//! Which stretches of a result report on an item of a plan: how alike the two are, and how much each way of being
//! alike tells.

use std::collections::{BTreeMap, BTreeSet};

use super::pieces::Piece;
use super::terms::{Bag, Rarity, Vocabulary, cosine, normal, telling};

/// In how many ways an item and a stretch are compared, and what each is called.
pub const WAYS: [&str; 7] = [
    "cosine of the two",
    "how much of the item the stretch holds",
    "how much of the stretch the item holds",
    "cosine of their titles",
    "cosine of the item and the stretch's sentence",
    "figures of the same unit",
    "how much of one thing the item lists the stretch holds",
];

/// In which ways an item and a stretch are alike, in the order of [`WAYS`], each from 0 to 1.
pub type Likeness = [f64; WAYS.len()];

/// What each way of being alike adds to the log-odds that a stretch reports on an item.
///
/// The default is a logistic regression over the fifteen most alike stretches of each of 532 labelled items: 420 of the
/// twelve pairs in `data/track`, and 112 of four pairs of real reports, which count thrice and cannot be published.
/// `examples/fit_track.rs` learns such weights, and tells how much is found in pairs left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// The log-odds of a stretch that is in no way alike.
    pub bias: f64,
    /// Of each way.
    pub ways: Likeness,
    /// The probability from which on a stretch counts as a report on an item, above 0 and below 1.
    pub enough: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { bias: -4.492, ways: [9.244, -0.429, -2.561, 3.570, 7.727, -1.566, 2.131], enough: 0.25 }
    }
}

impl Weights {
    /// How likely a stretch reports on an item it is like in these ways.
    pub fn probability(&self, likeness: &Likeness) -> f64 {
        let odds = self.bias + self.ways.iter().zip(likeness).map(|(weight, way)| weight * way).sum::<f64>();
        1.0 / (1.0 + (-odds).exp())
    }
}

/// How many stretches an item is compared with in full.
const SHORTLIST: usize = 15;

/// Terms that stand in more stretches than this tell next to nothing, and would make long reports slow.
const COMMON: usize = 1_000;

/// A stretch made ready.
#[derive(Debug)]
struct Ready {
    bag: Bag,
    vector: Vec<(u32, f64)>,
    /// Of the titles above.
    titles: Vec<(u32, f64)>,
    /// Of its sentence with the title before.
    around: Vec<(u32, f64)>,
    /// Without generic words.
    telling: Bag,
    /// The things it lists, without generic words.
    members: Vec<Bag>,
    /// Base units of its figures.
    units: BTreeSet<String>,
}

/// The stretches of two reports, ready to be compared.
#[derive(Debug)]
pub(super) struct Matcher {
    items: Vec<Ready>,
    stretches: Vec<Ready>,
    /// How rare pairs of characters are, and how rare among telling words.
    rarity: Rarity,
    telling_rarity: Rarity,
    /// Of each term the stretches that hold it, and those that have it around them.
    holders: Index,
    around: Index,
}

/// A stretch that may report on an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// Its index.
    pub(super) stretch: usize,
    /// In which ways it is like the item.
    pub(super) likeness: Likeness,
    /// How likely it reports on the item.
    pub(super) p: f64,
}

impl Matcher {
    pub(super) fn new(items: &[Piece<'_>], stretches: &[Piece<'_>]) -> Self {
        let mut terms = Vocabulary::default();
        let mut bare = Vocabulary::default();
        let all = || items.iter().chain(stretches);
        let bags: Vec<Bag> = all().map(|piece| terms.bag([normal(piece.text()).as_str()])).collect();
        let told: Vec<Bag> = all().map(|piece| telling_bag(&mut bare, piece.text())).collect();
        // Terms of titles and sentences alone stand in no stretch.
        let titles: Vec<Bag> = all().map(|piece| terms.bag([normal(&piece.titles()).as_str()])).collect();
        let around: Vec<Bag> = all().map(|piece| terms.bag([normal(&piece.around()).as_str()])).collect();
        let members: Vec<Vec<Bag>> = all()
            .map(|piece| members(piece.text()).map(|member| telling_bag(&mut bare, member)).collect())
            .collect();
        let rarity = Rarity::of(terms.len(), bags.iter());
        let telling_rarity = Rarity::of(bare.len(), told.iter());
        let units = all().map(|piece| {
            let units = piece.figures.iter().filter_map(|figure| figure.base_unit.clone());
            units.collect::<BTreeSet<String>>()
        });
        let mut ready: Vec<Ready> =
            (bags.into_iter().zip(told).zip(titles).zip(around).zip(members).zip(units))
                .map(|(((((bag, telling), titles), around), mut members), units)| {
                    members.retain(|member| !member.is_empty());
                    let (vector, titles, around) =
                        (rarity.vector(&bag), rarity.vector(&titles), rarity.vector(&around));
                    Ready { bag, vector, titles, around, telling, members, units }
                })
                .collect();
        let stretches = ready.split_off(items.len());
        let holders = index(terms.len(), stretches.iter().map(|stretch| &stretch.vector));
        let around = index(terms.len(), stretches.iter().map(|stretch| &stretch.around));
        Self { items: ready, stretches, rarity, telling_rarity, holders, around }
    }

    /// The stretches most like an item, the likeliest to report on it first.
    pub(super) fn candidates(&self, item: usize, weights: &Weights) -> Vec<Candidate> {
        let found = self.shortlist(&self.items[item]).into_iter().map(|stretch| {
            let likeness = self.likeness(item, stretch);
            Candidate { stretch, likeness, p: weights.probability(&likeness) }
        });
        let mut found: Vec<Candidate> = found.collect();
        found.sort_by(|a, b| b.p.total_cmp(&a.p).then(a.stretch.cmp(&b.stretch)));
        found
    }

    fn likeness(&self, item: usize, stretch: usize) -> Likeness {
        let (item, stretch) = (&self.items[item], &self.stretches[stretch]);
        let member = |member: &Bag| self.telling_rarity.covered(member, &stretch.telling);
        let member = item.members.iter().map(member).fold(0.0, f64::max);
        [
            cosine(&item.vector, &stretch.vector),
            self.rarity.covered(&item.bag, &stretch.bag),
            self.rarity.covered(&stretch.bag, &item.bag),
            cosine(&item.titles, &stretch.titles),
            cosine(&item.vector, &stretch.around),
            f64::from(u8::from(!item.units.is_disjoint(&stretch.units))),
            member,
        ]
    }

    /// The stretches most like an item by themselves, or by what stands around them, which counts less.
    fn shortlist(&self, item: &Ready) -> Vec<usize> {
        const AROUND: f64 = 0.8;
        let mut best = cosines(&item.vector, &self.holders);
        best.extend(
            cosines(&item.vector, &self.around).into_iter().map(|(at, cosine)| (at, cosine * AROUND)),
        );
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut taken = BTreeSet::new();
        let mut list = Vec::new();
        for (at, _) in best {
            if list.len() < SHORTLIST && taken.insert(at) {
                list.push(at as usize);
            }
        }
        list
    }

    /// How much of the things an item lists stands in any of these stretches: of each, from 0 to 1.
    pub(super) fn members_told(&self, item: usize, stretches: &[usize]) -> Vec<f64> {
        let told = |member: &Bag| {
            let by = |&at: &usize| self.telling_rarity.covered(member, &self.stretches[at].telling);
            stretches.iter().map(by).fold(0.0, f64::max)
        };
        self.items[item].members.iter().map(told).collect()
    }
}

/// Of each term the vectors that hold it, with its weight there.
type Index = Vec<Vec<(u32, f64)>>;

fn index<'v>(terms: usize, vectors: impl Iterator<Item = &'v Vec<(u32, f64)>>) -> Index {
    let mut index = vec![Vec::new(); terms];
    for (at, vector) in (0u32..).zip(vectors) {
        vector.iter().for_each(|&(term, weight)| index[term as usize].push((at, weight)));
    }
    index
}

/// The vectors that share a term with this one, common terms aside, and their cosines by what they share.
fn cosines(vector: &[(u32, f64)], index: &Index) -> Vec<(u32, f64)> {
    let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
    for &(term, weight) in vector {
        let holders = index.get(term as usize).map_or(&[][..], Vec::as_slice);
        if holders.len() <= COMMON {
            holders.iter().for_each(|&(at, other)| *sums.entry(at).or_default() += weight * other);
        }
    }
    sums.into_iter().collect()
}

fn telling_bag(terms: &mut Vocabulary, text: &str) -> Bag {
    let pieces = telling(text);
    terms.bag(pieces.iter().map(String::as_str))
}

/// The things a clause lists: `甲、乙和丙等项目`. A clause that lists nothing is one thing.
pub(super) fn members(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '和', '及', '与', '，'])
}

#[cfg(test)]
mod tests {
    use super::members;

    #[test]
    fn a_list_is_taken_apart() {
        assert_eq!(
            members("建成云台水厂、石桥水厂和青山泵站").collect::<Vec<_>>(),
            ["建成云台水厂", "石桥水厂", "青山泵站"]
        );
    }
}
