//! Sparse TF-IDF vectors of Chinese text.
//!
//! Text is cut into words ([`Tokenizer`], by default jieba with a lexicon of the genre), the words of a
//! paragraph and of the headings around it become counted terms ([`Bag`]), and [`TfIdf`] weighs the
//! counts into a [`SparseVector`]. A [`Vectorizer`] is the three together and can be stored with serde.
//! This crate knows nothing of documents or labels.
//!
//! ```
//! use gongwen_features::{Fields, Lexicon, TermExtractor, TermSettings, TokenizerSettings, VectorizerParams};
//!
//! let lexicon = Lexicon::parse("三会一课 # kept whole\n微型消防站")?;
//! let tokenizer = TokenizerSettings::Jieba { hmm: true, lexicon };
//! let extractor = TermExtractor::new(tokenizer, TermSettings::default());
//!
//! let texts = ["落实三会一课制度", "新建微型消防站两处", "为老年食堂送菜上门"];
//! let bags: Vec<_> = texts
//!     .iter()
//!     .map(|text| extractor.bag(&Fields { text, ..Fields::default() }))
//!     .collect();
//! assert!(bags[0].contains_key("三会一课"));
//!
//! let vectorizer = VectorizerParams::default().fit(extractor, &bags);
//! let vector = vectorizer.vectorize(&Fields { text: "检查微型消防站", ..Fields::default() });
//! let term = vectorizer.tfidf().column("微型消防站");
//! assert_eq!(vector.iter().map(|(column, _)| Some(column)).next(), Some(term));
//! # Ok::<(), gongwen_features::LexiconError>(())
//! ```

mod bag;
mod jieba;
mod lexicon;
mod tfidf;
mod tokenizer;
mod vector;
mod vectorizer;

pub use bag::{Bag, FieldWeights, Fields, TermSettings, term_field, term_words};
pub use jieba::JiebaTokenizer;
pub use lexicon::{Lexicon, LexiconError};
pub use tfidf::{TfIdf, TfIdfParams};
pub use tokenizer::{CharacterTokenizer, Tokenizer, TokenizerSettings};
pub use vector::SparseVector;
pub use vectorizer::{TermExtractor, Vectorizer, VectorizerParams};
