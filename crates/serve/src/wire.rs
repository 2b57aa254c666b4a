//! What goes over the wire in several places: JSON whose fields are only ever added to.

use gongwen::{BeforeAfter, HeldOutEffect};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::problem::Problem;

/// What a reader says of a paragraph. What is left out, empty or null stays as the model and the parser have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correction {
    /// Ids of the themes or topics it is about, the primary one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) themes: Vec<String>,
    /// Passages about something else: start, end (UTF-16 units of the paragraph's text) and id of the theme or topic; in
    /// order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) marks: Vec<(usize, usize, String)>,
    /// The part of the report it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) part: Option<Part>,
    /// The unit that reports. It holds for the whole report; of several the one said last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    /// The year it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) year: Option<u16>,
}

impl Correction {
    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    /// Before the first heading.
    Opening,
    /// What was done.
    Done,
    /// What is wanting.
    Problem,
    /// What is planned.
    Plan,
}

impl From<Part> for gongwen::parse::Part {
    fn from(part: Part) -> Self {
        match part {
            Part::Opening => Self::Opening,
            Part::Done => Self::Done,
            Part::Problem => Self::Problem,
            Part::Plan => Self::Plan,
        }
    }
}

/// What learning changed, as against the model before it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Effect {
    /// Paragraphs of the project, and passages marked in them.
    pub(crate) rows: usize,
    /// Those that teach.
    pub(crate) taught: usize,
    /// Paragraphs that readers see differently and nobody settled: they teach nothing.
    pub(crate) disputed: usize,
    /// How many of those that teach are answered as they were corrected. The new model was trained on them.
    pub(crate) as_corrected: Change,
    /// How well those that teach are answered, by their words alone, by what is learnt without them; null where there are
    /// too few to hold any out.
    pub(crate) held_out: Option<HeldOut>,
    /// Ids of themes that paragraphs have left and come to, and how many; most first.
    pub(crate) moved: Vec<(String, String, usize)>,
}

/// A figure of the former model and of the new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Change {
    /// Of the former model.
    pub(crate) before: f64,
    /// Of the new one.
    pub(crate) after: f64,
}

/// How well rows are answered that were held out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct HeldOut {
    /// Rows held out, each once.
    pub(crate) rows: usize,
    /// Mean F1 over the themes that occur or are answered.
    pub(crate) macro_f1: Change,
    /// Share of right answers.
    pub(crate) accuracy: Change,
}

impl From<BeforeAfter<f64>> for Change {
    fn from(of: BeforeAfter<f64>) -> Self {
        Self { before: of.before, after: of.after }
    }
}

impl Effect {
    /// How much was learnt and left out, for people.
    pub(crate) fn said(&self) -> String {
        let learnt = format!("corrections learnt: {}", self.taught);
        match self.disputed {
            0 => learnt,
            disputed => format!(
                "{learnt}; paragraphs left out, for readers see them differently and nobody settled: {disputed}"
            ),
        }
    }

    /// The same in Chinese.
    pub(crate) fn said_zh(&self) -> String {
        let learnt = format!("学了 {} 条更正", self.taught);
        match self.disputed {
            0 => learnt,
            disputed => format!("{learnt}；{disputed} 段各人说法不一、尚未裁定，没有学"),
        }
    }

    /// What learning changed, in themes by id.
    pub(crate) fn of(effect: &gongwen::Effect, disputed: usize, themes: &gongwen::write::ThemeNames) -> Self {
        let id = |theme: usize| themes.themes.get(theme).map_or(String::new(), |theme| theme.id.clone());
        let BeforeAfter { before, after } = effect.as_corrected;
        let held_out = |HeldOutEffect { rows, macro_f1, accuracy }| HeldOut {
            rows,
            macro_f1: macro_f1.into(),
            accuracy: accuracy.into(),
        };
        let moved = effect.moved.iter().map(|&(from, to, rows)| (id(from), id(to), rows));
        Self {
            rows: effect.rows,
            taught: effect.taught,
            disputed,
            as_corrected: Change { before: before as f64, after: after as f64 },
            held_out: effect.held_out.map(held_out),
            moved: moved.collect(),
        }
    }
}

/// Records of the command line's JSON lines; README and tests pin their fields.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Records {
    /// One a line of the command line.
    #[schema(value_type = Vec<Object>)]
    pub(crate) records: Vec<Box<RawValue>>,
}

/// The records of JSON lines.
pub(crate) fn records(lines: Vec<u8>) -> Result<Vec<Box<RawValue>>, Problem> {
    let lines = String::from_utf8(lines).map_err(Problem::internal)?;
    let record = |line: &str| RawValue::from_string(line.to_owned()).map_err(Problem::internal);
    lines.lines().filter(|line| !line.is_empty()).map(record).collect()
}
