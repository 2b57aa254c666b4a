//! What several test files share.
// Each test file uses its own part of this.
#![allow(dead_code)]

pub(crate) mod generate;
pub(crate) mod laws;
pub(crate) mod render;
