//! The one statistic naive Bayes learns from: term values summed per topic.

use ndarray::Array2;

use crate::backend::TrainError;
use crate::training::TrainingSet;

/// `N(k, j) = Σ_i w_i x_i(j)` over the examples `i` of topic `k`; rows = topics, columns = terms.
///
/// # Errors
/// [`TrainError::NegativeValue`]: naive Bayes counts, and counts are not negative.
pub(super) fn class_sums(backend: &'static str, data: &TrainingSet) -> Result<Array2<f64>, TrainError> {
    let mut sums = Array2::zeros((data.topics().len(), data.n_terms()));
    for (position, example) in data.examples().iter().enumerate() {
        let mut row = sums.row_mut(example.topic);
        for (term, value) in example.input.vector.iter() {
            if value < 0.0 {
                return Err(TrainError::NegativeValue { backend, example: position, value });
            }
            row[term as usize] += example.weight * value;
        }
    }
    Ok(sums)
}
