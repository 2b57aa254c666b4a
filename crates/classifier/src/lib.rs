//! Plug-in theme classifiers over sparse vectors.
//!
//! Vectors and labels in, a model out; themes, probabilities and evidence from a model. The crate
//! knows nothing of documents or file formats.
//!
//! ```
//! use gongwen_classifier::{Example, Input, TrainingSet, select, softmax};
//! use gongwen_features::SparseVector;
//!
//! let themes = ["safety".to_owned(), "livelihood".to_owned()];
//! let fire = SparseVector::from_entries(vec![(0, 1.0), (1, 0.5)]);
//! let pension = SparseVector::from_entries(vec![(2, 1.0)]);
//! let example = |vector, theme, group| Example {
//!     input: Input::from(vector),
//!     theme,
//!     weight: 1.0,
//!     group: Some(group),
//! };
//! let examples = vec![example(&fire, 0, "report 1"), example(&pension, 1, "report 2")];
//! let data = TrainingSet::new(&themes, 3, examples)?;
//!
//! let (backend, params) = select("naive-bayes", ["alpha=0.1"])?;
//! let classifier = backend.train(&data, &params)?;
//!
//! let mut scores = [0.0; 2];
//! classifier.score((&fire).into(), &mut scores)?;
//! assert!(softmax(&scores, 1.0)[0] > 0.9);
//!
//! let why = classifier.explain((&fire).into(), 0).expect("naive Bayes can tell");
//! assert_eq!(why.score(), scores[0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod backend;
mod backends;
mod calibration;
mod folds;
mod held_out;
mod isotonic;
mod model;
mod model_file;
#[cfg(test)]
mod oracle;
mod params;
mod posterior;
mod registry;
mod rollup;
mod semi;
mod table;
mod themes;
mod training;

pub mod metrics;

pub use answer::{Answer, Evidence};
pub use backend::{Backend, Classifier, Explanation, LoadError, LoadOptions, ScoreError, TrainError};
pub use backends::{
    ComplementNb, Ensemble, Exec, Linear, Majority, NaiveBayes, ProgramError, fit_multinomial,
};
pub use calibration::{Calibration, HeldOut};
pub use folds::{FoldError, grouped_folds};
pub use held_out::held_out_scores;
pub use isotonic::Isotonic;
pub use model::{Model, ModelError, Summary, TrainSettings};
pub use model_file::ModelFileError;
pub use params::{ParamError, ParamKind, ParamSpec, ParamValue, Params};
pub use posterior::{argmax, log_sum_exp, softmax};
pub use registry::{BACKENDS, SelectError, backend, select};
pub use rollup::{Pooling, Rollup};
pub use semi::Em;
pub use table::WeightTable;
pub use themes::{Group, Theme, ThemeSet, ThemesError};
pub use training::{DataError, Example, Input, TrainingSet};
