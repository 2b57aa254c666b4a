//! What is read of a quantity.

use std::ops::Range;

/// A quantity that a text states.
///
/// All places are byte ranges of the text read, on character boundaries.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where the number stands with its unit (`2.9万余户`), a rank with what it is a rank of (`全市第一`).
    pub span: Range<usize>,
    /// How much, in `unit`.
    pub value: Value,
    /// The unit as printed without blanks, 万 and 亿 included (`万人次`); `%` also for 成 and 百分之; none
    /// of a rank or an index.
    pub unit: Option<String>,
    /// The unit that [`Figure::base_value`] is in (`元` of `亿元`, `平方米` of `亩`, `人次` of `万人次`).
    pub base_unit: Option<String>,
    /// How many base units one of `unit` is.
    pub factor: f64,
    /// What is said of exactness, as printed: 约, 近, 超, 余, 以上 …
    pub approx: Option<String>,
    /// The phrase that names what is measured.
    pub indicator: Option<Range<usize>>,
    /// The time it is true for, as printed: `1-9月`, `全年`, `截至10月底`.
    pub period: Option<Range<usize>>,
    /// What kind of statement it is.
    pub role: Role,
    /// Up or down, of a change.
    pub sign: Option<Sign>,
    /// Whether it was reached or is aimed at.
    pub status: Status,
    /// Of a part (其中), the span of the whole.
    pub of_which: Option<Range<usize>>,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// From one number to another, the lower first; also what a guess means, 20 to 90 in 数十.
    Range(f64, f64),
    /// Taken out before the text was passed on: `XX亿元`, `全市第（）`.
    Masked,
}

impl Value {
    /// The value with its numbers changed.
    pub(crate) fn map(self, change: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Number(value) => Self::Number(change(value)),
            Self::Range(low, high) => Self::Range(change(low), change(high)),
            Self::Masked => Self::Masked,
        }
    }
}

/// What kind of statement a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An amount or a count, indices included.
    Level,
    /// A change against another time, or a gap to a benchmark.
    Change,
    /// A share of a whole.
    Share,
    /// A place in an order.
    Rank,
}

/// The direction of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Growth, or a lead over a benchmark.
    Up,
    /// Decline, or a lag behind one.
    Down,
}

/// Whether a figure was reached or is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Reached, or existing.
    Result,
    /// Aimed at.
    Target,
    /// A forecast, a benchmark, an earlier value, a rule.
    Other,
}

impl Figure {
    /// The value in base units; nothing where it is masked. A range gives both its ends.
    pub fn base_value(&self) -> Option<Value> {
        let based = self.value.map(|value| in_digits(value * self.factor));
        (based != Value::Masked).then_some(based)
    }

    /// What the last printed digit counts, in base units: 10⁷ 元 of `8.2亿元`. `text` is the one that the figure was
    /// read from. Nothing where the value is no single number.
    pub fn grain(&self, text: &str) -> Option<f64> {
        let Value::Number(value) = self.value else { return None };
        let printed = text.get(self.span.clone()).unwrap_or_default();
        let behind = printed.split_once(['.', '．', '点']).map_or("", |(_, behind)| behind);
        // 8.0% is told to a tenth, and 1亿5000万元 is more than a whole number of 亿元.
        let printed =
            behind.chars().take_while(|c| c.is_numeric() || c.is_whitespace()).filter(|c| c.is_numeric());
        let needed = (0..6).find(|&places| {
            let scaled = value * 10f64.powi(places);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let places = needed.unwrap_or(6).max(printed.count().min(6) as i32);
        Some(self.factor / 10f64.powi(places))
    }

    /// Whether the value was taken out of the text.
    pub fn is_masked(&self) -> bool {
        self.value == Value::Masked
    }
}

/// Rounded to twelve digits, which no report exceeds and binary fractions do.
fn in_digits(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

impl Role {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::Share => "share",
            Self::Rank => "rank",
        }
    }
}

impl Sign {
    /// The sign used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "+",
            Self::Down => "-",
        }
    }
}

impl Status {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Target => "target",
            Self::Other => "other",
        }
    }
}
