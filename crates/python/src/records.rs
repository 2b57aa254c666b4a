//! What is handed over as JSON, for Python to make objects of: the records of the command line.

use gongwen::compare::{compare, pairs, tables};
use gongwen::explain::Explained;
use gongwen::parse::CodePoints;
use gongwen::write::{
    FiguredFile, OutputFormat, Reported, ThemeNames, WriteError, figure_writer, structure, write_tracked,
};
use gongwen::{ParsedFile, track as tracking};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::{Value, json};

use crate::errors::{Failure, Kind};
use crate::source::{Item, Source};
use crate::tagger::ReadSettings;
use crate::threads;

/// Anything as JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn unwritten(error: WriteError) -> Failure {
    Failure::new(Kind::Other, &error)
}

/// The structure of a document: its decoded text, then its records as JSON lines.
#[pyfunction]
pub(crate) fn parse<'py>(
    py: Python<'py>,
    item: Item<'_>,
    read: ReadSettings,
) -> PyResult<(String, Bound<'py, PyBytes>)> {
    let source = Source::of(item)?;
    let parse = || {
        let file = source.read_one(&read.reader()?)?;
        let mut lines = Vec::new();
        structure(&mut lines, &file.name, &file.document).map_err(unwritten)?;
        Ok((file, lines))
    };
    let (file, lines) = py.detach(|| threads::on(0, parse))?.map_err(|failure: Failure| failure.raise(py))?;
    Ok((file.document.source, PyBytes::new(py, &lines)))
}

/// What became of the plans of one document in another, as JSON lines; plan by plan.
#[pyfunction]
pub(crate) fn track<'py>(
    py: Python<'py>,
    plan: Item<'_>,
    result: Item<'_>,
    read: ReadSettings,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let (plan, result) = (Source::of(plan)?, Source::of(result)?);
    let track = || -> Result<Vec<Vec<u8>>, Failure> {
        let reader = read.reader()?;
        let (plan, result) = (plan.read_one(&reader)?, result.read_one(&reader)?);
        let (plans, results) = (reports(&plan), reports(&result));
        let found = tracking::pairs(&plans, &results);
        if let ([], Some((_, why))) = (&found.pairs[..], found.alone.first()) {
            return Err(Failure::new(Kind::Other, why));
        }
        let lines = found.pairs.into_iter().map(|(plan, result)| {
            let mut lines = Vec::new();
            let tracked = [tracking::track(plans[plan], results[result])];
            write_tracked(OutputFormat::Jsonl, &mut lines, &tracked).map_err(unwritten)?;
            Ok(lines)
        });
        lines.collect()
    };
    let lines = py.detach(|| threads::on(0, track))?.map_err(|failure| failure.raise(py))?;
    Ok(lines.iter().map(|lines| PyBytes::new(py, lines)).collect())
}

fn reports(file: &ParsedFile) -> Vec<Reported<'_>> {
    let reported = |report| Reported { name: &file.name, document: &file.document, report };
    file.document.reports.iter().map(reported).collect()
}

/// Figures as JSON lines.
pub(crate) fn figures(file: &FiguredFile, themes: &ThemeNames) -> Result<Vec<u8>, Failure> {
    let mut lines = Vec::new();
    let mut writer = figure_writer(OutputFormat::Jsonl, &mut lines, themes).map_err(unwritten)?;
    writer.add(file).and_then(|()| writer.finish()).map_err(unwritten)?;
    Ok(lines)
}

/// Two documents side by side, as JSON lines.
pub(crate) fn compared(sides: &[[FiguredFile; 1]; 2], themes: &ThemeNames) -> Result<Vec<u8>, Failure> {
    let found = pairs(&sides[0], &sides[1]).map_err(|error| Failure::new(Kind::Setting, &error))?;
    let compared: Vec<_> = found.pairs.into_iter().map(|(a, b)| compare(a, b, themes)).collect();
    let mut lines = Vec::new();
    let tables = tables(&compared, themes);
    gongwen::write::tables(OutputFormat::Jsonl, &mut lines, &tables).map_err(unwritten)?;
    Ok(lines)
}

/// An explanation; marks in code points of the text.
pub(crate) fn explained(why: &Explained, names: &ThemeNames) -> Value {
    let points = CodePoints::new(&why.text);
    let theme = |&(theme, p): &(usize, f64)| (names.themes[theme].id.clone(), p);
    let mark = |(bytes, added): &(std::ops::Range<usize>, f64)| {
        (points.at(bytes.start), points.at(bytes.end), *added)
    };
    let terms: f64 = why.difference.score() - why.difference.bias;
    json!({
        "text": why.text,
        "path": why.path,
        "themes": why.themes.iter().map(theme).collect::<Vec<_>>(),
        "topic": names.topics[why.topic].id,
        "rival": names.topics[why.rival].id,
        "log_odds": why.log_odds(),
        "terms": terms,
        "prior": why.difference.bias,
        "report": why.around.report,
        "before": why.around.before,
        "behind": why.around.behind,
        "speaking_for": why.speaking_for,
        "against": why.against,
        "marks": why.marks.iter().map(mark).collect::<Vec<_>>(),
    })
}
