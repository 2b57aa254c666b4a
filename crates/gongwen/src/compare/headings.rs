//! Headings of two reports: which are new, kept, dropped.

use std::collections::{BTreeMap, BTreeSet};

use gongwen_parse::{Block, Heading, Part};

use super::Side;

/// From here on two titles say the same: half of their pairs of neighbouring characters are common to both (Dice's
/// coefficient), years and marks aside.
///
/// Measured on the 602 headings of twelve yearly reports of each of three cities. Of their nearest titles in the year
/// before a dozen were read in each tenth: from 0.5 on all name the same work, of those between 0.4 and 0.5 two do
/// not. So 14% of the headings have a partner (20% from 0.4 on): leaders of cities word them anew each year.
pub const SAME_TITLE: f64 = 0.5;

/// Titles that a title is held against beyond those equal to it: set phrases may be like very many.
const CROWD: usize = 8;

/// Of the titles with a pair of characters so many are looked at: more than a report of people has.
const HELD: usize = 512;

/// A heading with the part of the report that it stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedHeading<'a> {
    /// The heading.
    pub heading: &'a Heading,
    /// The part of the text below it.
    pub part: Part,
}

/// A heading of one report, and that of the other which says the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared<'a> {
    /// In the earlier report.
    pub a: Option<PlacedHeading<'a>>,
    /// In the later one.
    pub b: Option<PlacedHeading<'a>>,
    /// How alike the titles are, from [`SAME_TITLE`] to 1; 0 where one is missing.
    pub similarity: f64,
}

/// What became of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Only the later report has it.
    New,
    /// Both have it.
    Kept,
    /// Only the earlier report has it.
    Dropped,
}

impl Compared<'_> {
    /// What became of it.
    pub fn fate(&self) -> Fate {
        match (self.a, self.b) {
            (Some(_), Some(_)) => Fate::Kept,
            (Some(_), None) => Fate::Dropped,
            (None, _) => Fate::New,
        }
    }
}

/// A title as it is compared.
struct Title<'a> {
    placed: PlacedHeading<'a>,
    /// Without years, marks and white space.
    words: String,
    /// Pairs of neighbouring characters, sorted.
    pairs: Vec<(char, char)>,
}

impl Title<'_> {
    /// Plans are told in the words of the results before: a heading of a plan is kept only as one of a plan.
    fn is_plan(&self) -> bool {
        self.placed.part == Part::Plan
    }
}

/// Finds for each heading its partner, the most similar first; of equals those that stand in the same order.
pub(super) fn compare<'a>(a: &Side<'a>, b: &Side<'a>) -> Vec<Compared<'a>> {
    let (of_a, of_b) = (titles(a), titles(b));
    let mut candidates = candidates(&of_a, &of_b);
    candidates.sort_by(|one, other| {
        other
            .2
            .total_cmp(&one.2)
            .then_with(|| (one.0.abs_diff(one.1), one.1).cmp(&(other.0.abs_diff(other.1), other.1)))
    });
    let mut partner_of_b: Vec<Option<(usize, f64)>> = vec![None; of_b.len()];
    let mut taken = vec![false; of_a.len()];
    for (in_a, in_b, similarity) in candidates {
        if !taken[in_a] && partner_of_b[in_b].is_none() {
            taken[in_a] = true;
            partner_of_b[in_b] = Some((in_a, similarity));
        }
    }
    let of_later = of_b.iter().zip(partner_of_b).map(|(title, partner)| Compared {
        a: partner.map(|(at, _)| of_a[at].placed),
        b: Some(title.placed),
        similarity: partner.map_or(0.0, |(_, similarity)| similarity),
    });
    let dropped = of_a.iter().zip(&taken).filter(|(_, taken)| !**taken);
    let dropped = dropped.map(|(title, _)| Compared { a: Some(title.placed), b: None, similarity: 0.0 });
    of_later.chain(dropped).collect()
}

/// Places in both lists, and how alike the titles are.
fn candidates(of_a: &[Title<'_>], of_b: &[Title<'_>]) -> Vec<(usize, usize, f64)> {
    // Equal ones in the order they stand in, so that a crowd of equals is no square of candidates.
    let mut equal: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    let mut holders: BTreeMap<(bool, (char, char)), Vec<usize>> = BTreeMap::new();
    for (at, title) in of_a.iter().enumerate().rev() {
        equal.entry((title.is_plan(), &title.words)).or_default().push(at);
    }
    for (at, title) in of_a.iter().enumerate() {
        for &pair in &title.pairs {
            let holders = holders.entry((title.is_plan(), pair)).or_default();
            if holders.len() < HELD {
                holders.push(at);
            }
        }
    }
    let mut candidates = Vec::new();
    for (in_b, title) in of_b.iter().enumerate() {
        let of_equals = equal.get_mut(&(title.is_plan(), title.words.as_str())).and_then(Vec::pop);
        if let Some(in_a) = of_equals {
            candidates.push((in_a, in_b, 1.0));
            continue;
        }
        let holding = title.pairs.iter().filter_map(|&pair| holders.get(&(title.is_plan(), pair)));
        let near: BTreeSet<usize> = holding.flatten().copied().collect();
        let mut near: Vec<(usize, f64)> = near
            .into_iter()
            .map(|in_a| (in_a, dice(&of_a[in_a].pairs, &title.pairs)))
            .filter(|&(_, similarity)| similarity >= SAME_TITLE)
            .collect();
        near.sort_by(|one, other| other.1.total_cmp(&one.1));
        candidates.extend(near.into_iter().take(CROWD).map(|(in_a, similarity)| (in_a, in_b, similarity)));
    }
    candidates
}

/// Dice's coefficient of two sorted lists: twice what they share by what both hold.
fn dice(one: &[(char, char)], other: &[(char, char)]) -> f64 {
    let (mut shared, mut rest) = (0, other);
    for pair in one {
        let skipped = rest.partition_point(|found| found < pair);
        rest = &rest[skipped..];
        if rest.first() == Some(pair) {
            (shared, rest) = (shared + 1, &rest[1..]);
        }
    }
    2.0 * f64::from(shared) / (one.len() + other.len()).max(1) as f64
}

/// The titles of a report's headings, those of repeated passages left out.
fn titles<'a>(side: &Side<'a>) -> Vec<Title<'a>> {
    let mut found = Vec::new();
    // The part of a heading is that of the text below it.
    let mut part = Part::Opening;
    for block in side.report.blocks.iter().rev() {
        match block {
            Block::Paragraph(paragraph) => part = paragraph.part,
            Block::Heading(heading) if heading.repeats.is_none() => {
                let words = words(&heading.title);
                let mut pairs: Vec<(char, char)> = words.chars().zip(words.chars().skip(1)).collect();
                pairs.sort_unstable();
                found.push(Title { placed: PlacedHeading { heading, part }, words, pairs });
            }
            Block::Heading(_) => {}
        }
    }
    found.reverse();
    found
}

/// The words of a title: years, marks and white space say nothing of the work.
fn words(title: &str) -> String {
    let mut words = String::new();
    let is_digit =
        |c: char| c.is_ascii_digit() || matches!(c, '〇' | '○') || "零一二三四五六七八九十".contains(c);
    for c in title.chars().filter(|c| c.is_alphanumeric()) {
        if c == '年' && words.ends_with(is_digit) {
            words.truncate(words.trim_end_matches(is_digit).len());
        } else {
            words.push(c);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{dice, words};

    #[test]
    fn titles_are_compared_without_years_and_marks() {
        assert_eq!(words("2023年工作总结"), "工作总结");
        assert_eq!(words("二〇二三年工作总结"), "工作总结");
        assert_eq!(words("守底线，保平安"), "守底线保平安");
        assert_eq!(words("五年来的工作"), "来的工作");
    }

    #[test]
    fn similarity_runs_from_nothing_in_common_to_all() {
        let pairs = |text: &str| {
            let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
            pairs.sort_unstable();
            pairs
        };
        let dice = |one, other| dice(&pairs(one), &pairs(other));
        assert!((dice("保障和改善民生", "保障和改善民生") - 1.0).abs() < 1e-12);
        // 改善, 善民 and 民生 of six and three pairs.
        assert!((dice("保障和改善民生", "改善民生") - 6.0 / 9.0).abs() < 1e-12);
        assert!(dice("安全", "民生") < 1e-12);
        assert!(dice("", "") < 1e-12);
    }
}
