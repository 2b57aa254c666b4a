//! The shape of titles: how many clauses, how many letters in each. Siblings tend to share it.

use std::collections::BTreeMap;

use crate::text_util::letters;

/// Letters of each clause of a title.
pub(super) type Shape = Vec<usize>;

/// The letters of each clause.
pub(super) fn shape(title: &str) -> Shape {
    title.split(['，', ',', '、']).map(letters).collect()
}

/// How alike two clauses in length are that make up a title, in points.
pub(super) fn balance(shape: &Shape) -> i32 {
    match shape[0].abs_diff(shape[1]) {
        0 => 2,
        1..=3 => 1,
        _ => 0,
    }
}

/// How many titles of a group have which shape.
#[derive(Default)]
pub(super) struct Shapes {
    exact: BTreeMap<Shape, usize>,
    /// By number of clauses and of letters.
    sizes: BTreeMap<(usize, usize), usize>,
}

impl Shapes {
    pub(super) fn extend(&mut self, shapes: impl IntoIterator<Item = Shape>) {
        for shape in shapes {
            *self.sizes.entry((shape.len(), shape.iter().sum())).or_default() += 1;
            *self.exact.entry(shape).or_default() += 1;
        }
    }

    /// Titles of exactly this shape.
    pub(super) fn alike(&self, shape: &Shape) -> usize {
        self.exact.get(shape).copied().unwrap_or(0)
    }

    /// Titles of as many clauses and nearly as many letters.
    pub(super) fn near(&self, shape: &Shape) -> usize {
        let count: usize = shape.iter().sum();
        self.sizes
            .range((shape.len(), count.saturating_sub(2))..=(shape.len(), count + 2))
            .map(|(_, titles)| titles)
            .sum()
    }
}
