//! What a margin costs.

/// Loss as a function of the margin `z = y · w·x`: small where the text is well on its own side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// `max(0, 1 − z)²`, which makes a linear SVM.
    SquaredHinge,
    /// `ln(1 + e^−z)`, which makes logistic regression.
    Logistic,
}

impl Loss {
    /// The loss itself.
    pub(super) fn value(self, z: f64) -> f64 {
        match self {
            Self::SquaredHinge => (1.0 - z).max(0.0).powi(2),
            // ln(1 + e^−z) without overflow for very negative z.
            Self::Logistic => (-z.abs()).exp().ln_1p() + (-z).max(0.0),
        }
    }

    /// Its first derivative.
    pub(super) fn slope(self, z: f64) -> f64 {
        match self {
            Self::SquaredHinge => -2.0 * (1.0 - z).max(0.0),
            Self::Logistic => -1.0 / (1.0 + z.exp()),
        }
    }

    /// Its second derivative; for the squared hinge, which has none at 1, the one from the right.
    pub(super) fn curvature(self, z: f64) -> f64 {
        match self {
            Self::SquaredHinge => {
                if z < 1.0 {
                    2.0
                } else {
                    0.0
                }
            }
            Self::Logistic => {
                let slope = self.slope(z);
                -slope * (1.0 + slope)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_value() {
        let h = 1e-5;
        for loss in [Loss::SquaredHinge, Loss::Logistic] {
            for z in [-30.0, -2.0, 0.0, 0.5, 3.0] {
                let slope = (loss.value(z + h) - loss.value(z - h)) / (2.0 * h);
                let curvature = (loss.slope(z + h) - loss.slope(z - h)) / (2.0 * h);
                assert!((loss.slope(z) - slope).abs() < 1e-6, "{loss:?} at {z}");
                assert!((loss.curvature(z) - curvature).abs() < 1e-6, "{loss:?} at {z}");
            }
        }
        assert!(Loss::Logistic.value(-1e6).is_finite() && Loss::Logistic.slope(1e6).is_finite());
    }
}
