//! The figures of documents: what [`gongwen_figures`] reads of texts, with its place in the source.
//!
//! ```
//! use gongwen::figures::{self, Status};
//! use gongwen::parse::{Options, parse};
//!
//! let source = "云岭县2023年工作总结\n一、招商\n引进项目12个，到位资金3.2亿元。\n二、2024年工作思路\n引进项目15个。\n";
//! let document = parse(source, &Options::default());
//! let found = figures::of(&document);
//! let told: Vec<_> = found.iter().map(|placed| (placed.span.of(source), placed.figure.status)).collect();
//! assert_eq!(told, [("12个", Status::Result), ("3.2亿元", Status::Result), ("15个", Status::Target)]);
//! ```

use std::ops::Range;

use gongwen_figures::conflicts::{Stated, conflicts};
pub use gongwen_figures::*;
use gongwen_parse::{Document, Paragraph, Part, Span};
use gongwen_write::PlacedFigure;

/// Reads the figures of all paragraphs, in reading order. Those of a plan are targets where nothing else is said;
/// figures of one report that give the same thing two values name each other.
pub fn of(document: &Document) -> Vec<PlacedFigure> {
    let paragraphs: Vec<&Paragraph> = document.paragraphs().map(|(_, paragraph)| paragraph).collect();
    let mut found: Vec<PlacedFigure> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let above = index.checked_sub(1).and_then(|before| unit_above(&paragraphs[before].text));
        let setting = Setting { plan: paragraph.part == Part::Plan, table_unit: above };
        let places = document.places(paragraph);
        let place = |range: &Range<usize>| places.span(range.clone());
        found.extend(figures(&paragraph.text, &setting).into_iter().map(|figure| PlacedFigure {
            paragraph: index,
            span: place(&figure.span),
            indicator: figure.indicator.as_ref().map(place),
            whole: figure.of_which.as_ref().map(place),
            conflicts: Vec::new(),
            figure,
        }));
    }
    let mut from = 0;
    let mut end = 0;
    for report in &document.reports {
        end += report.paragraphs().count();
        let until = from + found[from..].iter().take_while(|placed| placed.paragraph < end).count();
        find_conflicts(&mut found[from..until], &paragraphs);
        from = until;
    }
    found
}

/// Which figures are wanted. The default wants all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of which the indicator holds one; none for any indicator.
    pub indicators: Vec<String>,
    /// Units of which one is the figure's, as printed (亿元) or as its base (元); none for any unit.
    pub units: Vec<String>,
    /// Only figures that another one of the report contradicts.
    pub conflicts: bool,
}

impl Filter {
    /// The wanted figures of a document, in reading order. What contradicts them is sought among all.
    pub fn of(&self, document: &Document) -> Vec<PlacedFigure> {
        let paragraphs: Vec<&Paragraph> = document.paragraphs().map(|(_, paragraph)| paragraph).collect();
        let mut found = of(document);
        found.retain(|placed| self.wants(paragraphs[placed.paragraph], placed));
        found
    }

    fn wants(&self, paragraph: &Paragraph, placed: &PlacedFigure) -> bool {
        let indicator = placed.indicator_text(paragraph).unwrap_or_default();
        let Figure { unit, base_unit, .. } = &placed.figure;
        let in_unit = |wanted: &String| [unit, base_unit].into_iter().flatten().any(|unit| unit == wanted);
        (self.indicators.is_empty() || self.indicators.iter().any(|words| indicator.contains(words.as_str())))
            && (self.units.is_empty() || self.units.iter().any(in_unit))
            && (!self.conflicts || !placed.conflicts.is_empty())
    }
}

/// Notes what contradicts what in one report. A passage that stands twice says nothing new.
fn find_conflicts(found: &mut [PlacedFigure], paragraphs: &[&Paragraph]) {
    let spans: Vec<Span> = found.iter().map(|placed| placed.span).collect();
    let paragraph = |at: usize| paragraphs[found[at].paragraph];
    let places: Vec<usize> = (0..found.len()).filter(|&at| paragraph(at).repeats.is_none()).collect();
    let state = |&at: &usize| {
        let Paragraph { text, year, .. } = paragraph(at);
        Stated { text, figure: &found[at].figure, year: *year }
    };
    let others = conflicts(&places.iter().map(state).collect::<Vec<_>>());
    for (at, others) in places.iter().zip(others) {
        found[*at].conflicts = others.into_iter().map(|other| spans[places[other]]).collect();
    }
}

/// The unit of a line that stands above a table: `单位：万元`.
fn unit_above(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['（', '）', '(', ')']);
    let unit = text.strip_prefix("单位").or_else(|| text.strip_prefix("计量单位"))?;
    unit.strip_prefix(['：', ':']).map(str::trim)
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, parse};

    use super::of;

    #[test]
    fn contradictions_within_a_report_are_known() {
        let source = "云岭县2023年工作总结\n全年一般公共预算收入8.2亿元。\n一、财税\n全年一般公共预算收入8.9亿元，增长6%。\n\
                      二、农业\n粮食产量稳定。\n";
        let document = parse(source, &Options::default());
        let found = of(&document);
        let told: Vec<_> = found
            .iter()
            .map(|placed| {
                let others: Vec<_> = placed.conflicts.iter().map(|span| span.of(source)).collect();
                (placed.span.of(source), others)
            })
            .collect();
        assert_eq!(told, [("8.2亿元", vec!["8.9亿元"]), ("8.9亿元", vec!["8.2亿元"]), ("6%", vec![])]);
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = "一、D建\n发展D员12名，新 建阵地\n3处，投入2 6万元。\n";
        let document = parse(source, &Options::default());
        let told: Vec<_> = of(&document).iter().map(|placed| placed.span.of(source).to_owned()).collect();
        assert_eq!(told.first().map(String::as_str), Some("12名"));
        assert!(told.contains(&"3处".to_owned()), "{told:?}");
    }
}
