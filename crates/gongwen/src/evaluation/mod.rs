//! How well texts are tagged whose topics are known.
//!
//! Answers come from a tagger or from cross-validation (`answers.rs`), and figures are made of them
//! (`figures.rs`, which is also the JSON format).

mod answers;
mod comparison;
mod curve;
mod doubts;
mod few_labels;
mod figures;
mod scores;
mod wrong;

pub use answers::Answers;
pub use comparison::ModelComparison;
pub(crate) use comparison::check_comparable;
pub use curve::{CurvePoint, learning_curve, mean_and_spread};
pub use doubts::{Doubts, doubts};
pub use few_labels::Trust;
pub use figures::{ConfidenceScores, Covered, Evaluation, SetScores, Subject, TextAnswer};
pub use scores::{Scores, ThemeScores};
pub use wrong::WrongAnswer;

use crate::settings::{CrossValidation, EvaluationSettings};
use crate::{Error, LabelledText, Recipe, Tagger};

/// Measures a tagger on labelled texts, whose topics are among its model's. Data that its model was trained
/// on flatter it.
///
/// ```
/// use gongwen::settings::EvaluationSettings;
/// use gongwen::{LabelledText, Tagger, evaluate};
///
/// let tagger = Tagger::built_in()?;
/// let themes = &tagger.model().themes;
/// let examples = [
///     LabelledText::new(themes, "检查消防通道，整改火灾隐患四十处。", "safety")?,
///     LabelledText::new(themes, "新建老年食堂三处，为老人送餐。", "livelihood")?,
/// ];
/// let evaluation = evaluate(&tagger, &examples, &EvaluationSettings::default())?;
/// assert_eq!(evaluation.themes.accuracy.estimate, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where the data hold bags alone, or the classifier is an outside program that fails.
pub fn evaluate(
    tagger: &Tagger,
    examples: &[LabelledText],
    settings: &EvaluationSettings,
) -> Result<Evaluation, Error> {
    Ok(Evaluation::of(&Answers::by_tagger(tagger, examples)?, settings))
}

/// Measures a way of training: each text is answered about by a model trained without its fold.
///
/// # Errors
/// Where there are fewer groups than folds, the data hold bags alone, or training fails.
pub fn cross_validate(
    recipe: &Recipe,
    examples: &[LabelledText],
    folding: &CrossValidation,
    settings: &EvaluationSettings,
) -> Result<Evaluation, Error> {
    Ok(Evaluation::of(&Answers::by_cross_validation(recipe, examples, folding)?, settings))
}
