//! What can go wrong between a file and its tags, or between labelled texts and a model.

use gongwen_classifier::{
    FoldError, ModelError, ParamError, ScoreError, SelectError, ThemesError, TrainError,
};
use gongwen_features::{LexiconError, TokenizerError};
use gongwen_read::ReadError;

use crate::labelled::LabelledError;
use crate::settings::OutOfRange;

/// Why a job could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file gave no text.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A folder holds no document.
    #[error("{folder}: no file in this folder can be read")]
    NoDocument {
        /// The folder as given.
        folder: String,
    },
    /// An archive of several documents where one document was asked for.
    #[error("{file}: holds {documents} documents; read them one by one with a `Reader`")]
    Several {
        /// Name of the archive.
        file: String,
        /// How many documents it holds.
        documents: usize,
    },
    /// A model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A themes file cannot be used.
    #[error(transparent)]
    Themes(#[from] ThemesError),
    /// A lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The backend asked for cannot be used.
    #[error(transparent)]
    Backend(#[from] SelectError),
    /// Labelled texts cannot be used.
    #[error(transparent)]
    Labelled(#[from] LabelledError),
    /// The tokenizer asked for cannot be used.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] ParamError),
    /// The outside program that classifies has failed.
    #[error("{place}: no answer")]
    Score {
        /// The file, or the labelled text as `file:line`.
        place: String,
        /// What went wrong.
        source: ScoreError,
    },
    /// Training failed.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// The data cannot be split into folds.
    #[error(transparent)]
    Folds(#[from] FoldError),
    /// Labelled texts of which none is known as text: nothing is measured on bags.
    #[error("the data hold bags alone; nothing is measured on bags")]
    BagsAlone,
    /// No term stands in enough of the texts.
    #[error(
        "no term is left to learn from: none stands in {min_df} of the {texts} texts; give more text, or lower min-df"
    )]
    NoTerms {
        /// Texts a term must stand in.
        min_df: u32,
        /// Texts there are.
        texts: usize,
    },
    /// A setting out of its range.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    /// Two models' answers about different texts cannot be compared.
    #[error("the answers are about different texts")]
    OtherTexts,
    /// A paragraph that a file does not have.
    #[error("{file}: has paragraphs 1 to {paragraphs}")]
    NoParagraph {
        /// Name of the file.
        file: String,
        /// How many paragraphs it has.
        paragraphs: usize,
    },
    /// A name that no theme and no topic has.
    #[error("unknown theme or topic `{name}`; known are {known}")]
    UnknownTheme {
        /// The name.
        name: String,
        /// Ids and Chinese names of those there are, comma-separated.
        known: String,
    },
    /// A backend that answers without being able to say why.
    #[error("the backend {backend} cannot explain its answers")]
    Silent {
        /// Name of the backend.
        backend: String,
    },
    /// Tables to learn from in which nobody has filled anything in.
    #[error("nothing to learn: in none of {rows} rows is 更正 filled in")]
    NothingCorrected {
        /// Rows there are.
        rows: usize,
    },
    /// No labelled text at all.
    #[error("the data hold no labelled text")]
    NoText,
    /// Two models that answer in different themes cannot be compared.
    #[error("the models answer in different themes: {first} and {second}")]
    OtherThemes {
        /// Ids of the first model's themes, comma-separated.
        first: String,
        /// Ids of the second model's themes, comma-separated.
        second: String,
    },
}
