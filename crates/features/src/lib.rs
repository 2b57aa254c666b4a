//! gongwen-features

mod vector;

pub use vector::SparseVector;
