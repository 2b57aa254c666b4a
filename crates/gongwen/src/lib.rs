#![doc = include_str!("../README.md")]

#[cfg(feature = "built-in")]
pub mod built_in;
pub mod card;
pub mod checked;
pub mod collect;
pub mod compare;
mod confirmed;
mod corrected;
mod error;
pub mod evaluation;
pub mod explain;
pub mod figures;
mod hints;
mod known;
pub mod labelled;
mod learning;
pub mod panel;
mod passages;
mod reader;
mod reading_page;
mod recipe;
pub mod review;
pub mod settings;
mod stack;
mod tagging;
mod text;
mod theme_words;
pub mod topics;
pub mod track;
pub mod trends;
mod unit_names;
mod units;
mod worker;

pub use card::{Difference, differences};
pub use corrected::{Corrected, Correction};
pub use error::Error;
pub use evaluation::{cross_validate, evaluate};
pub use known::Known;
pub use labelled::LabelledText;
pub use learning::{BeforeAfter, Effect, HeldOutEffect, Learnt, learn, learn_alone};
pub use reader::{ParsedFile, Reader, is_own_output};
pub use reading_page::ReadingPage;
pub use recipe::{Recipe, RecipeTokenizer, Unlabelled};
pub use stack::{Listing, Stack, TaggedStack};
pub use tagging::Tagger;
pub use text::Text;
pub use theme_words::{Doubt, Found, ThemeWords};
pub use units::{Idle, IdleRow, Units, UnitsError};
pub use worker::Answered;

pub use gongwen_classifier as classifier;
pub use gongwen_features as features;
pub use gongwen_messages as messages;
pub use gongwen_parse as parse;
pub use gongwen_read as read;
pub use gongwen_write as write;
