//! The Rust half of the Python package `gongwen`: reads, tags and trains without the interpreter's lock, and hands
//! over what `python/gongwen` gives out as dataclasses.

#![allow(clippy::needless_pass_by_value, reason = "Python hands its arguments over by value")]

mod classes;
mod documents;
mod errors;
mod records;
mod source;
mod tagger;
mod threads;
mod training;
mod worker;

use std::path::PathBuf;

use pyo3::prelude::*;

use crate::errors::Failure;

/// The files of these paths, folders walked, each once.
///
/// # Errors
/// Where a path is not there or a folder holds no document.
#[pyfunction]
fn files(py: Python<'_>, paths: Vec<PathBuf>) -> PyResult<Vec<PathBuf>> {
    let mut listing = gongwen::Listing::default();
    py.detach(|| paths.iter().for_each(|path| listing.add(path)));
    let listed: Result<Vec<PathBuf>, gongwen::Error> = listing.files.into_iter().collect();
    listed.map_err(|error| Failure::of(error).raise(py))
}

#[pymodule]
fn _gongwen(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<tagger::Tagger>()?;
    module.add_class::<tagger::Versions>()?;
    module.add_function(wrap_pyfunction!(files, module)?)?;
    module.add_function(wrap_pyfunction!(records::parse, module)?)?;
    module.add_function(wrap_pyfunction!(records::track, module)?)?;
    module.add_function(wrap_pyfunction!(training::train, module)?)?;
    module.add_function(wrap_pyfunction!(worker::serve, module)?)
}
