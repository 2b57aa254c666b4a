//! Tagged files as the package's objects.

use gongwen::read::Warning;
use gongwen::write::{TagRecord, TaggedFile, ThemeNames, tag_records};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use crate::classes::Classes;

/// A tagged file with what was odd about its bytes.
pub(crate) struct Tagged {
    pub(crate) file: TaggedFile,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) generator: Option<String>,
}

/// Strings that occur in every record, as Python has them.
pub(crate) struct Names {
    /// Id, the string of it, and the Chinese name; of themes, then of topics.
    themes: Vec<(String, [Py<PyString>; 2])>,
    topics: Vec<(String, [Py<PyString>; 2])>,
}

impl Names {
    pub(crate) fn of(py: Python<'_>, names: &ThemeNames) -> Self {
        let pair =
            |id: &str, zh: &str| (id.to_owned(), [id, zh].map(|name| PyString::intern(py, name).unbind()));
        let themes = names.themes.iter().map(|theme| pair(&theme.id, &theme.zh));
        Self {
            themes: themes.chain([pair("unsure", "存疑")]).collect(),
            topics: names.topics.iter().map(|topic| pair(&topic.id, &topic.zh)).collect(),
        }
    }

    fn theme<'py>(&self, py: Python<'py>, id: &str) -> [Bound<'py, PyString>; 2] {
        named(py, &self.themes, id)
    }

    fn topic<'py>(&self, py: Python<'py>, id: &str) -> [Bound<'py, PyString>; 2] {
        named(py, &self.topics, id)
    }
}

fn named<'py>(py: Python<'py>, names: &[(String, [Py<PyString>; 2])], id: &str) -> [Bound<'py, PyString>; 2] {
    match names.iter().find(|(name, _)| name == id) {
        Some((_, [id, zh])) => [id.bind(py).clone(), zh.bind(py).clone()],
        None => [PyString::new(py, id), PyString::new(py, id)],
    }
}

/// Keeps Python's collector of garbage from going through documents while they are made, for nothing in them is; that
/// would take a tenth of all time. Nobody else's code runs meanwhile, but for classes of the package.
pub(crate) struct Uncollected<'py>(Option<Bound<'py, PyModule>>);

impl<'py> Uncollected<'py> {
    pub(crate) fn pause(py: Python<'py>) -> PyResult<Self> {
        let collector = py.import("gc")?;
        if !collector.call_method0("isenabled")?.extract()? {
            return Ok(Self(None));
        }
        collector.call_method0("disable")?;
        Ok(Self(Some(collector)))
    }
}

impl Drop for Uncollected<'_> {
    fn drop(&mut self) {
        // It was told to pause, so it can be told to go on.
        let _ = self.0.as_ref().map(|collector| collector.call_method0("enable"));
    }
}

/// What neighbouring paragraphs share is made once.
struct Shared<'py> {
    file: Bound<'py, PyString>,
    path: (Vec<String>, Bound<'py, PyTuple>),
}

impl Tagged {
    /// The `Document`.
    pub(crate) fn into_document<'py>(
        self,
        py: Python<'py>,
        names: &Names,
        themes: &ThemeNames,
    ) -> PyResult<Bound<'py, PyAny>> {
        let classes = Classes::of(py)?;
        let file = PyString::new(py, &self.file.name);
        let source = PyString::new(py, &self.file.document.source);
        let points = gongwen::parse::CodePoints::new(&self.file.document.source);
        let mut shared = Shared { file: file.clone(), path: (Vec::new(), PyTuple::empty(py)) };
        let mut records = tag_records(&self.file, themes);
        let (all, reports) = (PyList::empty(py), PyList::empty(py));
        for report in &self.file.document.reports {
            let own = PyList::empty(py);
            let title = report.title.as_deref().map(|title| PyString::new(py, title));
            let unit = report.unit.as_deref().map(|unit| PyString::new(py, unit));
            for record in records.by_ref().take(report.paragraphs().count()) {
                let paragraph = paragraph(py, classes, names, &mut shared, (&title, &unit), &record)?;
                own.append(&paragraph)?;
                all.append(paragraph)?;
            }
            let (start, end) = points.of(report.span);
            let genre = report.genre.map(|genre| genre.as_str());
            let years = PyTuple::new(py, &report.years)?;
            reports.append(classes.report.bind(py).call1((title, unit, years, genre, start, end, own))?)?;
        }
        let warnings: Vec<String> = self.warnings.iter().map(ToString::to_string).collect();
        classes.document.bind(py).call1((file, source, reports, all, warnings, self.generator))
    }
}

/// A `Paragraph`: its arguments in the order of the class.
fn paragraph<'py>(
    py: Python<'py>,
    classes: &Classes,
    names: &Names,
    shared: &mut Shared<'py>,
    (title, unit): (&Option<Bound<'py, PyString>>, &Option<Bound<'py, PyString>>),
    record: &TagRecord<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    let none = || py.None().into_bound(py);
    let or_none = |string: &Option<Bound<'py, PyString>>| match string {
        Some(string) => string.clone().into_any(),
        None => none(),
    };
    if shared.path.0 != record.path {
        shared.path = (record.path.to_vec(), PyTuple::new(py, record.path)?);
    }
    let [theme, theme_zh] = names.theme(py, record.theme);
    let [topic, topic_zh] = names.topic(py, record.fine);
    let number = |number: usize| Ok::<_, PyErr>(number.into_pyobject(py)?.into_any());
    let share = |number: f64| Ok::<_, PyErr>(number.into_pyobject(py)?.into_any());
    let passage = |passage: &gongwen::write::PassageRecord<'_>| {
        let ([theme, _], [topic, _]) = (names.theme(py, passage.theme), names.topic(py, passage.fine));
        classes.passage.bind(py).call1((passage.start, passage.end, theme, topic, passage.p))
    };
    let passages = record.passages.iter().map(passage).collect::<PyResult<Vec<_>>>()?;
    let themes = record.themes.iter().map(|of| (names.theme(py, of.theme)[0].clone(), of.p));
    let again = match &record.again {
        Some(again) => classes.again.bind(py).call1((again.of, again.r#as))?,
        None => none(),
    };
    let arguments = [
        shared.file.clone().into_any(),
        or_none(title),
        or_none(unit),
        record.year.into_pyobject(py)?.into_any(),
        PyString::intern(py, record.part).into_any(),
        shared.path.1.clone().into_any(),
        PyString::new(py, record.marker).into_any(),
        number(record.start)?,
        number(record.end)?,
        PyString::new(py, record.text).into_any(),
        theme.into_any(),
        theme_zh.into_any(),
        topic.into_any(),
        topic_zh.into_any(),
        share(record.confidence)?,
        PyList::new(py, themes.collect::<Vec<_>>())?.into_any(),
        PyList::new(py, &record.evidence)?.into_any(),
        PyList::new(py, passages)?.into_any(),
        again,
        PyString::new(py, &record.check).into_any(),
    ];
    classes.paragraph.bind(py).call1(PyTuple::new(py, arguments)?)
}
