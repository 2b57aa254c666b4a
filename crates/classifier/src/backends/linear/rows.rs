//! The training texts as one matrix of sparse rows, for loops that pass over it again and again.

use gongwen_features::SparseVector;

/// Compressed sparse rows; the last column is the constant term, 1 in every row.
pub(super) struct Rows {
    /// Where each row begins, and where the last one ends.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    n_columns: usize,
}

impl Rows {
    /// One row per vector; their terms are below `n_terms`.
    pub(super) fn new<'a>(n_terms: usize, vectors: impl Iterator<Item = &'a SparseVector> + Clone) -> Self {
        let n_entries = vectors.clone().map(|vector| vector.len() + 1).sum();
        let (mut columns, mut values) = (Vec::with_capacity(n_entries), Vec::with_capacity(n_entries));
        let mut starts = vec![0];
        for vector in vectors {
            // Terms are counted in u32.
            for (column, value) in vector.iter().chain([(n_terms as u32, 1.0)]) {
                columns.push(column);
                values.push(value);
            }
            starts.push(columns.len());
        }
        Self { starts, columns, values, n_columns: n_terms + 1 }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of columns, the constant term's among them.
    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    fn row(&self, row: usize) -> (&[u32], &[f64]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// `‖x_i‖²`.
    pub(super) fn squared_norm(&self, row: usize) -> f64 {
        self.row(row).1.iter().map(|value| value * value).sum()
    }

    /// `w·x_i`.
    pub(super) fn dot(&self, row: usize, w: &[f64]) -> f64 {
        let (columns, values) = self.row(row);
        let product = |column: &u32, value: &f64| w[*column as usize] * value;
        // Four sums, so that no addition waits for the one before.
        let (columns, last_columns) = columns.as_chunks::<4>();
        let (values, last_values) = values.as_chunks::<4>();
        let mut sums = [0.0; 4];
        for (columns, values) in columns.iter().zip(values) {
            for k in 0..4 {
                sums[k] += product(&columns[k], &values[k]);
            }
        }
        let last: f64 = last_columns.iter().zip(last_values).map(|(c, v)| product(c, v)).sum();
        (sums[0] + sums[1]) + (sums[2] + sums[3]) + last
    }

    /// Adds `factor · x_i` to `w`.
    pub(super) fn add_to(&self, row: usize, factor: f64, w: &mut [f64]) {
        let (columns, values) = self.row(row);
        for (column, value) in columns.iter().zip(values) {
            w[*column as usize] += factor * value;
        }
    }
}
