//! Chinese work reports (工作总结, 工作思路) from the file as it circulates to the theme of every paragraph.
//!
//! This crate is all of Gongwen as a library. The crates it rests on are usable alone and stand here
//! under the names of the steps: [`read`], [`parse`], [`features`], [`classifier`], [`write`](mod@write).

pub mod built_in;
pub mod collect;

pub use gongwen_classifier as classifier;
pub use gongwen_features as features;
pub use gongwen_parse as parse;
pub use gongwen_read as read;
pub use gongwen_write as write;
