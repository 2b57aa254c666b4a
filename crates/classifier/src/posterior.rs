//! From scores to probabilities, without overflow.

/// `ln Σ exp(x_i)`, computed relative to the largest entry; `-inf` where there is none above it.
pub fn log_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let max = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if max == f64::NEG_INFINITY {
        return max;
    }
    max + values.map(|v| (v - max).exp()).sum::<f64>().ln()
}

/// `p_k = exp(s_k / T) / Σ exp(s_l / T)` for scores `s` and temperature `T`; scores of `-inf` get
/// probability 0. Uniform where every score is `-inf`.
pub fn softmax(scores: &[f64], temperature: f64) -> Vec<f64> {
    let scaled = scores.iter().map(|s| s / temperature);
    let total = log_sum_exp(scaled.clone());
    if total == f64::NEG_INFINITY {
        return vec![1.0 / scores.len().max(1) as f64; scores.len()];
    }
    scaled.map(|s| (s - total).exp()).collect()
}

/// Index of the largest value, the first of equal ones; 0 where there is none.
pub fn argmax(values: &[f64]) -> usize {
    let mut best = 0;
    for (index, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = index;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_scores_do_not_overflow() {
        let p = softmax(&[-9000.0, -9000.0 - 2f64.ln(), f64::NEG_INFINITY], 1.0);
        assert!((p[0] - 2.0 / 3.0).abs() < 1e-9 && (p[1] - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(p[2], 0.0);
        let sharp = softmax(&[1.0, 0.0], 0.001);
        assert!(sharp[0] > 0.999_999);
        assert_eq!(softmax(&[f64::NEG_INFINITY; 2], 1.0), [0.5, 0.5]);
    }

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(argmax(&[1.0, 3.0, 3.0]), 1);
        assert_eq!(argmax(&[]), 0);
    }
}
