//! The shape of titles: how many clauses, how many letters in each. Siblings tend to share it.

use std::collections::BTreeMap;

use crate::text_util::letters;

/// Letters of each clause of a title.
pub(super) type Shape = Vec<usize>;

/// The letters of each clause.
pub(super) fn shape(title: &str) -> Shape {
    title.split(['，', ',', '、']).map(letters).collect()
}

/// Points for a title of two clauses, by how alike they are in length.
pub(super) fn balance(shape: &[usize]) -> i32 {
    match shape {
        [first, second] if first == second => 2,
        [first, second] if first.abs_diff(*second) <= 3 => 1,
        _ => 0,
    }
}

/// How many titles of a row have which shape.
#[derive(Default)]
pub(super) struct Shapes {
    exact: BTreeMap<Shape, usize>,
    /// By number of clauses and of letters.
    sizes: BTreeMap<(usize, usize), usize>,
}

impl Shapes {
    /// Counts further titles in.
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
