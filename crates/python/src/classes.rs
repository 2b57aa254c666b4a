//! The package's classes, looked up once.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::errors::Kind;

/// What `python/gongwen/_results.py` and `_errors.py` hold.
pub(crate) struct Classes {
    pub(crate) document: Py<PyAny>,
    pub(crate) report: Py<PyAny>,
    pub(crate) paragraph: Py<PyAny>,
    pub(crate) passage: Py<PyAny>,
    pub(crate) again: Py<PyAny>,
    errors: Py<PyModule>,
}

static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();

impl Classes {
    pub(crate) fn of(py: Python<'_>) -> PyResult<&'static Self> {
        CLASSES.get_or_try_init(py, || {
            let results = py.import("gongwen._results")?;
            let class = |name: &str| Ok::<_, PyErr>(results.getattr(name)?.unbind());
            Ok(Self {
                document: class("Document")?,
                report: class("Report")?,
                paragraph: class("Paragraph")?,
                passage: class("Passage")?,
                again: class("Again")?,
                errors: py.import("gongwen._errors")?.unbind(),
            })
        })
    }

    /// The class of an exception.
    pub(crate) fn error<'py>(&self, py: Python<'py>, kind: Kind) -> PyResult<Bound<'py, PyAny>> {
        self.errors.bind(py).getattr(kind.class())
    }
}
