//! What can go wrong between a file and its tags, or between labelled texts and a model.

use gongwen_classifier::{
    FoldError, ModelError, ParamError, ScoreError, SelectError, ThemesError, TrainError,
};
use gongwen_features::{LexiconError, TokenizerError};
use gongwen_messages::text;
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
    #[error("{}", text!("{folder}: no file in this folder can be read", folder))]
    NoDocument {
        /// The folder as given.
        folder: String,
    },
    /// An archive of several documents where one document was asked for.
    #[error(
        "{}",
        text!(
            "{file}: holds {documents} documents; read them one by one with a `Reader`",
            file,
            documents
        )
    )]
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
    #[error("{}", text!("{place}: no answer", place))]
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
    #[error("{}", text!("the data hold bags alone; nothing is measured on bags"))]
    BagsAlone,
    /// No term stands in enough of the texts.
    #[error(
        "{}",
        text!(
            "no term is left to learn from: none stands in {min_df} of the {texts} texts; give more text, or \
             lower min-df",
            min_df,
            texts
        )
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
    #[error("{}", text!("the answers are about different texts"))]
    OtherTexts,
    /// A paragraph that a file does not have.
    #[error("{}", text!("{file}: has paragraphs 1 to {paragraphs}", file, paragraphs))]
    NoParagraph {
        /// Name of the file.
        file: String,
        /// How many paragraphs it has.
        paragraphs: usize,
    },
    /// A name that no theme and no topic has.
    #[error("{}", text!("unknown theme or topic `{name}`; known are {known}", name, known))]
    UnknownTheme {
        /// The name.
        name: String,
        /// Ids and Chinese names of those there are, comma-separated.
        known: String,
    },
    /// A backend that answers without being able to say why.
    #[error("{}", text!("the backend {backend} cannot explain its answers", backend))]
    Silent {
        /// Name of the backend.
        backend: String,
    },
    /// Tables to learn from in which nobody has filled anything in.
    #[error("{}", text!("nothing to learn: in none of {rows} rows is 更正 filled in", rows))]
    NothingCorrected {
        /// Rows there are.
        rows: usize,
    },
    /// No labelled text at all.
    #[error("{}", text!("the data hold no labelled text"))]
    NoText,
    /// Two models that answer in different themes cannot be compared.
    #[error("{}", text!("the models answer in different themes: {first} and {second}", first, second))]
    OtherThemes {
        /// Ids of the first model's themes, comma-separated.
        first: String,
        /// Ids of the second model's themes, comma-separated.
        second: String,
    },
}
