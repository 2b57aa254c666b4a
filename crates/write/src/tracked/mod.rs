//! Last year's plan beside what this year's report says of it.

mod page;
mod paper;
mod table;

use std::ops::Range;

use gongwen_parse::{Document, Paragraph, Report, Span};

pub(crate) use self::page::page;
pub(crate) use self::paper::paper;
pub use self::table::{TRACKED, TrackedColumn};
pub(crate) use self::table::{items, unplanned};

/// The plan of one report held against the results of a later one.
#[derive(Clone, Debug, PartialEq)]
pub struct Tracked<'a> {
    /// The report that plans.
    pub plan: Reported<'a>,
    /// The report that tells what came of it.
    pub result: Reported<'a>,
    /// The things planned, in the order of the plan.
    pub items: Vec<TrackedItem<'a>>,
    /// Results that nobody planned, in the order of the result.
    pub unplanned: Vec<Unplanned<'a>>,
}

/// A report of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reported<'a> {
    /// Name of the file as given.
    pub name: &'a str,
    /// What the file holds.
    pub document: &'a Document,
    /// One of its reports.
    pub report: &'a Report,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch<'a> {
    /// The paragraph.
    pub paragraph: &'a Paragraph,
    /// Bytes of its repaired text.
    pub range: Range<usize>,
    /// The same in the source.
    pub span: Span,
}

/// A thing planned, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedItem<'a> {
    /// Where it is planned.
    pub stretch: Stretch<'a>,
    /// The figures aimed at: bytes of the paragraph's text.
    pub target: Vec<Range<usize>>,
    /// What became of it.
    pub outcome: ItemOutcome,
    /// How sure that is, from 0 to 1.
    pub p: f64,
    /// What reports on it, the likeliest first; nothing where it is not mentioned.
    pub matches: Vec<Match<'a>>,
    /// Of a thing not mentioned the stretch that may yet report on it, for a person to look at; nothing where none is
    /// likely enough for that.
    pub possible: Option<Match<'a>>,
    /// Whether a person settled status and matches.
    pub checked: bool,
}

/// A stretch that reports on a thing planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Match<'a> {
    /// Where it is reported.
    pub stretch: Stretch<'a>,
    /// The figures reached: bytes of the paragraph's text, in the order of the targets.
    pub reached: Vec<Range<usize>>,
    /// How likely it reports on the thing, from 0 to 1.
    pub score: f64,
}

/// A result that nobody planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplanned<'a> {
    /// Where it is told.
    pub stretch: Stretch<'a>,
    /// How likely nobody planned it, from 0 to 1.
    pub p: f64,
}

/// What became of a thing planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemOutcome {
    /// Reached, or more.
    Done,
    /// Of several things at least one is reached, or it is all but reached.
    Partly,
    /// Told of, and nothing of it is reached yet.
    UnderWay,
    /// Measured another way, so that the two cannot be compared.
    Changed,
    /// A figure was aimed at and not reached, or the thing was given up.
    Missed,
    /// Nothing reports on it.
    NotMentioned,
}

impl ItemOutcome {
    /// Every outcome, the best first.
    pub const ALL: [Self; 6] =
        [Self::Done, Self::Partly, Self::UnderWay, Self::Changed, Self::Missed, Self::NotMentioned];

    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Partly => "partly",
            Self::UnderWay => "under way",
            Self::Changed => "changed",
            Self::Missed => "missed",
            Self::NotMentioned => "not mentioned",
        }
    }

    /// The name for people.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Done => "完成",
            Self::Partly => "部分完成",
            Self::UnderWay => "推进中",
            Self::Changed => "口径变化",
            Self::Missed => "未完成",
            Self::NotMentioned => "未提及",
        }
    }

    /// The outcome of one of these names.
    ///
    /// ```
    /// use gongwen_write::ItemOutcome;
    /// assert_eq!(ItemOutcome::named("推进中"), Some(ItemOutcome::UnderWay));
    /// assert_eq!(ItemOutcome::named("missed"), Some(ItemOutcome::Missed));
    /// assert_eq!(ItemOutcome::named("不详"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|outcome| outcome.zh() == name || outcome.as_str() == name)
    }
}

impl Tracked<'_> {
    /// How many items came to this.
    pub fn count(&self, outcome: ItemOutcome) -> usize {
        self.items.iter().filter(|item| item.outcome == outcome).count()
    }

    /// The year planned, where the plan says it.
    pub fn year(&self) -> Option<u16> {
        self.plan.report.period.and_then(|period| period.plan_year())
    }

    /// The items in a line: `共26项：完成15项，未提及4项`.
    pub fn summary(&self) -> String {
        let counted = ItemOutcome::ALL.map(|outcome| (outcome.zh(), self.count(outcome)));
        let told = counted.iter().filter(|(_, count)| *count > 0);
        let told: Vec<String> = told.map(|(zh, count)| format!("{zh}{count}项")).collect();
        let told = if told.is_empty() { String::new() } else { format!("：{}", told.join("，")) };
        format!("计划事项共{}项{told}；计划外成果{}条", self.items.len(), self.unplanned.len())
    }
}

impl Reported<'_> {
    /// The unit that reports; empty where it is not stated.
    pub fn unit(&self) -> &str {
        self.report.unit.as_deref().unwrap_or_default()
    }

    /// The report for people: its title, or the file's name where it has none.
    pub fn told(&self) -> String {
        self.report.title.clone().unwrap_or_else(|| self.name.to_owned())
    }
}

impl<'a> Stretch<'a> {
    /// Its words, repaired.
    pub fn text(&self) -> &'a str {
        self.paragraph.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The titles above it.
    pub fn path(&self) -> &'a [String] {
        &self.paragraph.path
    }
}

impl TrackedItem<'_> {
    /// The figures aimed at, as printed.
    pub fn target_text(&self) -> Option<String> {
        printed(self.stretch.paragraph, &self.target)
    }

    /// The figures reached, as printed, of all matches.
    pub fn reached_text(&self) -> Option<String> {
        let reached: Vec<String> = self.matches.iter().filter_map(Match::reached_text).collect();
        if reached.is_empty() { None } else { Some(reached.join(BETWEEN)) }
    }
}

impl Match<'_> {
    /// The figures reached, as printed.
    pub fn reached_text(&self) -> Option<String> {
        printed(self.stretch.paragraph, &self.reached)
    }
}

/// What stands between figures.
const BETWEEN: &str = "；";

fn printed(paragraph: &Paragraph, figures: &[Range<usize>]) -> Option<String> {
    let figures: Vec<String> = figures
        .iter()
        .filter_map(|figure| Some(paragraph.text.get(figure.clone())?.split_whitespace().collect()))
        .collect();
    if figures.is_empty() { None } else { Some(figures.join(BETWEEN)) }
}

#[cfg(test)]
mod tests {
    use super::ItemOutcome;

    #[test]
    fn every_outcome_is_known_by_its_names() {
        for outcome in ItemOutcome::ALL {
            assert_eq!(ItemOutcome::named(outcome.zh()), Some(outcome));
            assert_eq!(ItemOutcome::named(outcome.as_str()), Some(outcome));
        }
    }
}
