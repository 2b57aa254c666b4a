#![doc = include_str!("../README.md")]

mod adaptation;
mod answer;
mod backend;
mod backends;
mod calibration;
mod chain;
mod context;
#[cfg(test)]
mod fake;
mod folds;
mod held_out;
mod isotonic;
mod minimise;
mod model;
mod model_file;
#[cfg(test)]
mod oracle;
mod params;
mod posterior;
mod program_error;
mod registry;
mod rollup;
mod seeds;
mod selection;
mod semi;
mod sequences;
mod summary;
mod surroundings;
mod table;
mod themes;
mod train_settings;
mod training;

pub mod metrics;

pub use adaptation::{Adaptation, AdaptationParams, Lesson};
pub use answer::{Answer, Evidence};
pub use backend::{Backend, Classifier, Explanation, LoadError, ScoreError, TrainError, Trained, Wrapper};
pub use backends::{ComplementNb, Ensemble, Exec, Linear, Majority, NaiveBayes};
pub use calibration::{Calibration, HeldOut};
pub use chain::{Chain, ChainParams};
pub use context::{ByWords, Context, ContextParams, ContextPart, ContextParts};
pub use folds::{FoldError, grouped_folds};
pub use held_out::held_out_scores;
pub use isotonic::Isotonic;
pub use model::{LoadOptions, Model, ModelError};
pub use model_file::ModelFileError;
pub use params::{ParamError, ParamKind, ParamSpec, ParamValue, Params};
pub use posterior::{argmax, log_sum_exp, softmax};
pub use program_error::ProgramError;
pub use registry::Registry;
pub use rollup::{Pooling, Rollup};
pub use seeds::Seeds;
pub use selection::SelectError;
pub use semi::Em;
pub use sequences::Sequences;
pub use summary::{Summary, Training};
pub use table::WeightTable;
pub use themes::{Theme, ThemeSet, ThemesError, Topic};
pub use train_settings::TrainSettings;
pub use training::{DataError, Example, Input, Place, TrainingSet};
