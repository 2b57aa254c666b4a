//! The other end of `gongwen/_worker.py`: a process that reads one PDF or old office document.

use pyo3::prelude::*;

/// Reads the document on standard input for the process that started this one and writes what it holds to standard
/// output. `bound` is called with bytes of memory and seconds of computing time and sets the limits of the process.
///
/// # Errors
/// Where input or output fail, or `bound` does.
#[pyfunction]
pub(crate) fn serve(py: Python<'_>, bound: Py<PyAny>) -> PyResult<()> {
    let limit = |memory: u64, time: std::time::Duration| {
        let set = Python::attach(|py| bound.call1(py, (memory, time.as_secs().max(1))).map(drop));
        set.map_err(std::io::Error::other)
    };
    Ok(py.detach(|| gongwen::read::serve(limit))?)
}
