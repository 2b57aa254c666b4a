#![doc = include_str!("../README.md")]

mod bag;
mod extractor;
mod jieba;
mod lexicon;
mod lookup;
mod name;
mod session;
mod tfidf;
mod tokenizer;
mod tokenizers;
mod vector;
mod vectorizer;
mod words;

pub use bag::{Bag, FieldWeights, Fields, TermSettings, term_field, term_words};
pub use extractor::TermExtractor;
pub use jieba::JiebaTokenizer;
pub use lexicon::{Lexicon, LexiconError};
pub use name::{BadName, check_name};
pub use session::{Session, Terms};
pub use tfidf::{TfIdf, TfIdfParams};
pub use tokenizer::{CharacterTokenizer, Tokenizer};
pub use tokenizers::{TokenizerError, TokenizerSettings, Tokenizers};
pub use vector::SparseVector;
pub use vectorizer::{StoredVectorizer, Vectorizer, VectorizerParams};
pub use words::Words;
