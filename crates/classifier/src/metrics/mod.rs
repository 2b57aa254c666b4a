//! How good answers are: counts and scores, calibration, uncertainty, comparison.

mod agreement;
mod bootstrap;
mod comparison;
mod confidence;
mod confusion;
#[cfg(test)]
pub(crate) mod oracle;
mod theme_counts;

pub use agreement::cohens_kappa;
pub use bootstrap::{Interval, bootstrap};
pub use comparison::{Comparison, compare, mcnemar};
pub use confidence::{CalibrationBin, Judged, calibration_bins, coverage_curve, expected_calibration_error};
pub use confusion::Confusion;
pub use theme_counts::{ThemeCounts, macro_f1, micro_f1, set_counts};
