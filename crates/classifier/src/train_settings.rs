//! How a model is trained around its backend.

use crate::context::ContextPart;
use crate::rollup::Rollup;

/// How a model is trained around its backend.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainSettings {
    /// Grouped folds whose held-out scores calibrate the model; 0 leaves it uncalibrated. Fewer
    /// are used where there are fewer groups. Default: 5.
    pub folds: usize,
    /// Seed of the split into folds. Default: 0.
    pub seed: u64,
    /// Whether confidence is corrected by isotonic regression after the temperature. Default: no.
    pub isotonic: bool,
    /// What of a text's report counts for it, where the texts' places are known; nothing leaves every text to its
    /// words. Default: everything.
    pub context: Vec<ContextPart>,
    /// Whether theme biases are fitted, replacing those of `rollup`. Default: no.
    pub fit_bias: bool,
    /// How topics become themes. Default: summed posteriors without bias.
    pub rollup: Rollup,
    /// Theme probability from which a theme is answered beside the first. Default: 0.2.
    pub threshold: f64,
}

impl Default for TrainSettings {
    fn default() -> Self {
        Self {
            folds: 5,
            seed: 0,
            isotonic: false,
            context: ContextPart::ALL.to_vec(),
            fit_bias: false,
            rollup: Rollup::default(),
            threshold: 0.2,
        }
    }
}
