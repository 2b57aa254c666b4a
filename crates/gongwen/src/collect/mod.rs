//! Which paragraphs of a stack of reports speak of some themes, and in what order: a
//! [`Collection`](gongwen_write::Collection), which [`gongwen_write`] writes in any format.

mod by_topic;
mod fold;
mod select;
#[cfg(test)]
mod tests;

pub use crate::settings::{GroupBy, Order, Query};
pub use select::collect;
