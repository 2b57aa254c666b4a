//! A model at work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use gongwen::classifier::{LoadOptions, Model};
use gongwen::figures::Filter;
use gongwen::parse::{Fingerprints, Options};
use gongwen::read::{ChildProcess, Isolation, Limits, ReadOptions};
use gongwen::settings::{AnswerSettings, ExplainSettings};
use gongwen::write::{FiguredFile, TaggedFile, ThemeNames};
use gongwen::{ParsedFile, Reader, Text, Units};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;
use rayon::prelude::*;

use crate::documents::{Names, Tagged, Uncollected};
use crate::errors::{Failure, Kind};
use crate::source::{Item, Source};
use crate::{records, threads};

/// How files are read, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ReadSettings {
    encoding: Option<String>,
    no_repair: Vec<String>,
    limits: u32,
    /// The command that answers by `serve`; none reads everything in this process.
    worker: Option<Vec<PathBuf>>,
}

impl ReadSettings {
    /// # Errors
    /// Where an encoding or a pass is unknown.
    pub(crate) fn reader(self) -> Result<Reader, Failure> {
        let encoding = self.encoding.as_deref().map(str::parse).transpose();
        let encoding = encoding.map_err(|error: gongwen::read::UnknownEncoding| wrong(&error))?;
        let parse = Options::without(&self.no_repair).map_err(|error| wrong(&error))?;
        let isolation = self.worker.and_then(|command| {
            let (program, arguments) = command.split_first()?;
            Some(Arc::new(ChildProcess::new(program, arguments)) as Arc<dyn Isolation>)
        });
        let limits = Limits::default().times(self.limits);
        Ok(Reader { read: ReadOptions { encoding, limits, isolation, ..ReadOptions::default() }, parse })
    }
}

/// What counts as an answer, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Answers {
    min_confidence: f64,
    threshold: Option<f64>,
    evidence: usize,
    context: bool,
    passages: bool,
}

fn wrong(error: &dyn std::error::Error) -> Failure {
    Failure::new(Kind::Setting, error)
}

/// Reads and tags.
#[pyclass(frozen, module = "gongwen._gongwen")]
pub(crate) struct Tagger {
    tagger: gongwen::Tagger,
    themes: ThemeNames,
    names: Names,
    units: Option<Units>,
}

/// The reports read so far, to tell which of them a later one says again.
#[pyclass(frozen, module = "gongwen._gongwen")]
pub(crate) struct Versions(Mutex<gongwen::parse::Versions>);

#[pymethods]
impl Versions {
    #[new]
    fn new() -> Self {
        Self(Mutex::new(gongwen::parse::Versions::default()))
    }
}

#[pymethods]
impl Tagger {
    /// `model` is the bytes of a model file, none for the built-in model.
    #[new]
    #[pyo3(signature = (model, program, answers, read, units))]
    fn new(
        py: Python<'_>,
        model: Option<PyBackedBytes>,
        program: Option<String>,
        answers: Answers,
        read: ReadSettings,
        units: Option<PathBuf>,
    ) -> PyResult<Self> {
        let Answers { min_confidence, threshold, evidence, context, passages } = answers;
        let settings = AnswerSettings {
            min_confidence,
            threshold,
            evidence,
            context,
            passages,
            ..AnswerSettings::default()
        };
        let load = || -> Result<_, Failure> {
            let options = LoadOptions { program, ..LoadOptions::default() };
            let model = match model {
                Some(bytes) => Model::from_bytes(&bytes, &options),
                None => gongwen::built_in::model(),
            };
            let mut tagger = gongwen::Tagger::new(model.map_err(gongwen::Error::from)?, settings)?;
            tagger.reader = read.reader()?;
            // What is made at the first answer is made now: a process forked while another thread makes it would wait
            // for it for ever. No text, for an outside program need not be asked.
            drop(tagger.tag_text("甲。")?);
            let units = units.map(|path| Units::read(&path)).transpose();
            Ok((tagger, units.map_err(|error| wrong(&error))?))
        };
        let (tagger, units) = py.detach(|| threads::on(0, load))?.map_err(|failure| failure.raise(py))?;
        let themes = tagger.names();
        let names = Names::of(py, &themes);
        Ok(Self { tagger, themes, names, units })
    }

    /// Ids, Chinese and English names of the themes, then of the topics, these with the index of their theme; as JSON.
    fn themes(&self) -> PyResult<String> {
        records::json(&self.themes)
    }

    /// What the model was trained on and how, as JSON.
    fn summary(&self) -> PyResult<String> {
        let model = self.tagger.model();
        records::json(&serde_json::json!({ "backend": model.backend, "summary": model.summary }))
    }

    /// The bytes of the model's file.
    fn model(&self, py: Python<'_>) -> PyResult<Py<PyBytes>> {
        let bytes = py.detach(|| self.tagger.model().to_bytes());
        let bytes = bytes.map_err(|error| Failure::new(Kind::Model, &error).raise(py))?;
        Ok(PyBytes::new(py, &bytes).unbind())
    }

    /// Writes the model's file, whole or not at all.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let saved = py.detach(|| self.tagger.model().save(&path));
        saved.map_err(|error| Failure::new(Kind::Model, &error).raise(py))
    }

    /// Tags one document.
    fn tag<'py>(&self, py: Python<'py>, item: Item<'_>, threads: usize) -> PyResult<Bound<'py, PyAny>> {
        let source = Source::of(item)?;
        let tag = || self.tagged(source.read_one(&self.tagger.reader)?);
        let (tagged, _) = py.detach(|| threads::on(threads, tag))?.map_err(|failure| failure.raise(py))?;
        let _paused = Uncollected::pause(py)?;
        tagged.into_document(py, &self.names, &self.themes)
    }

    /// Tags several; of each item its documents, or exceptions in their place.
    fn tag_many<'py>(
        &self,
        py: Python<'py>,
        items: Vec<Item<'_>>,
        threads: usize,
        versions: Option<&Versions>,
    ) -> PyResult<Vec<Vec<Bound<'py, PyAny>>>> {
        let sources = items.into_iter().map(Source::of).collect::<PyResult<Vec<Source>>>()?;
        let tag = |source: Source| {
            let name = source.name();
            let tag = || -> Vec<Result<_, Failure>> {
                let read = source.read(&self.tagger.reader).into_iter();
                read.map(|file| self.tagged(file?)).collect()
            };
            // What the work has half done is never looked at.
            catch_unwind(AssertUnwindSafe(tag))
                .unwrap_or_else(|what| vec![Err(Failure::fault(&name, &*what))])
        };
        let work = || sources.into_par_iter().map(tag).collect::<Vec<_>>();
        let tagged = py.detach(|| threads::on(threads, work))?;
        let _paused = Uncollected::pause(py)?;
        let document = |tagged: Result<(Tagged, Fingerprints), Failure>| match tagged {
            Ok((mut tagged, reports)) => {
                if let Some(Versions(versions)) = versions {
                    let mut versions = versions.lock().unwrap_or_else(PoisonError::into_inner);
                    tagged.file.again = versions.add(reports);
                }
                tagged.into_document(py, &self.names, &self.themes)
            }
            Err(failure) => failure.exception(py),
        };
        tagged.into_iter().map(|item| item.into_iter().map(document).collect()).collect()
    }

    /// Of each text by itself the probability of every theme, or of every topic: rows of doubles.
    fn probabilities(
        &self,
        py: Python<'_>,
        texts: Vec<PyBackedStr>,
        topics: bool,
        threads: usize,
    ) -> PyResult<Py<PyBytes>> {
        let row = |text: &PyBackedStr| -> Result<Vec<f64>, Failure> {
            let text = Text { text: text.to_string(), ..Text::default() };
            let answered = self.tagger.answer(&text).map_err(|source| {
                let place = text.text.chars().take(20).collect();
                gongwen::Error::Score { place, source }
            })?;
            let row = if topics { answered.answer.topics } else { answered.answer.themes };
            Ok(row.to_vec())
        };
        let work = || texts.par_iter().map(row).collect::<Result<Vec<_>, Failure>>();
        let rows = py.detach(|| threads::on(threads, work))?.map_err(|failure| failure.raise(py))?;
        let bytes: Vec<u8> = rows.iter().flatten().flat_map(|p| p.to_ne_bytes()).collect();
        Ok(PyBytes::new(py, &bytes).unbind())
    }

    /// Why a paragraph, counted from 1, got its theme; as JSON.
    fn explain(
        &self,
        py: Python<'_>,
        item: Item<'_>,
        paragraph: usize,
        theme: Option<String>,
        terms: usize,
    ) -> PyResult<String> {
        let source = Source::of(item)?;
        let explain = || -> Result<serde_json::Value, Failure> {
            let file = source.read_one(&self.tagger.reader)?;
            let asked = theme.map(|name| self.tagger.theme_or_topic(&name)).transpose()?;
            let why = self.tagger.explain(&file, paragraph, asked, &ExplainSettings { terms })?;
            Ok(records::explained(&why, &self.themes))
        };
        let why = py.detach(|| threads::on(0, explain))?.map_err(|failure| failure.raise(py))?;
        records::json(&why)
    }

    /// The figures of a document, as JSON lines.
    fn figures<'py>(
        &self,
        py: Python<'py>,
        item: Item<'_>,
        indicators: Vec<String>,
        units: Vec<String>,
        conflicts: bool,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let source = Source::of(item)?;
        let filter = Filter { indicators, units, conflicts };
        let read = || {
            let file = self.figured(source, &filter)?;
            records::figures(&file, &self.themes)
        };
        let lines = py.detach(|| threads::on(0, read))?.map_err(|failure| failure.raise(py))?;
        Ok(PyBytes::new(py, &lines))
    }

    /// Two documents side by side, as JSON lines.
    fn compare<'py>(
        &self,
        py: Python<'py>,
        before: Item<'_>,
        after: Item<'_>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (before, after) = (Source::of(before)?, Source::of(after)?);
        let compare = || {
            let all = Filter::default();
            let sides = [[self.figured(before, &all)?], [self.figured(after, &all)?]];
            records::compared(&sides, &self.themes)
        };
        let lines = py.detach(|| threads::on(0, compare))?.map_err(|failure| failure.raise(py))?;
        Ok(PyBytes::new(py, &lines))
    }
}

impl Tagger {
    fn tagged(&self, mut file: ParsedFile) -> Result<(Tagged, Fingerprints), Failure> {
        self.units.iter().for_each(|units| units.apply(&mut file));
        let (warnings, generator) = (std::mem::take(&mut file.warnings), file.generator.take());
        let reports = Fingerprints::of(&file.name, &file.document);
        Ok((Tagged { file: self.tagger.tag(file)?, warnings, generator }, reports))
    }

    fn figured(&self, source: Source, filter: &Filter) -> Result<FiguredFile, Failure> {
        let (Tagged { file, .. }, _) = self.tagged(source.read_one(&self.tagger.reader)?)?;
        Ok(FiguredFile { figures: filter.of(&file.document), file: TaggedFile { ..file } })
    }
}
