//! What the reader's page tells of years beside what it counts itself.

use gongwen_parse::Part;
use serde::Serialize;

/// What is known of a stack of reports from year to year, for the view of years in the reader's page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Years {
    /// Words that rise and fall.
    pub words: Vec<WordTrends>,
    /// How sure shares are that were estimated from a checked sample; none where there is no such sample.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub intervals: Vec<ShareInterval>,
}

/// The words that rise and fall in what a unit, or all units, say of a theme, or of all themes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordTrends {
    /// Name of the unit as the page has it; nothing for all units.
    pub unit: Option<String>,
    /// Index of the theme in [`crate::ThemeNames::themes`]; nothing for all themes.
    pub theme: Option<usize>,
    /// The part whose words these are.
    #[serde(serialize_with = "part_name")]
    pub part: Part,
    /// The years compared, ascending: the first half with the last, a middle one with neither.
    pub years: Vec<u16>,
    /// Words in each of these years.
    pub sizes: Vec<usize>,
    /// Words more frequent in the later years, the surest first.
    pub rising: Vec<WordTrend>,
    /// Words more frequent in the earlier years, the surest first.
    pub falling: Vec<WordTrend>,
}

/// A word whose frequency changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordTrend {
    /// The word.
    pub word: String,
    /// How many standard errors its log-odds differ between later and earlier years, above 0 where it rises.
    pub z: f64,
    /// How often it stands in each of the years.
    pub counts: Vec<usize>,
}

/// The confidence interval of a theme's share of all characters that a unit, or all units, say of a year, whole
/// paragraphs being about their theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareInterval {
    /// Name of the unit as the page has it; nothing for all units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The year.
    pub year: u16,
    /// Index of the theme in [`crate::ThemeNames::themes`].
    pub theme: usize,
    /// The share estimated, from 0 to 1.
    pub share: f64,
    /// Lower end, from 0 to 1.
    pub low: f64,
    /// Upper end, from 0 to 1.
    pub high: f64,
}

fn part_name<S: serde::Serializer>(part: &Part, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(part.as_str())
}
