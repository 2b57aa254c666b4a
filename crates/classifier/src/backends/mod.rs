//! The backends, one file each.

mod class_sums;
mod complement_nb;
mod ensemble;
mod exec;
mod linear;
mod majority;
mod naive_bayes;

pub use complement_nb::ComplementNb;
pub(crate) use ensemble::ENSEMBLE;
pub use ensemble::Ensemble;
pub use exec::Exec;
pub use linear::Linear;
pub use majority::Majority;
pub use naive_bayes::NaiveBayes;
