//! Which texts stand together.

use std::collections::BTreeMap;

use crate::training::Place;

/// Positions of texts, by what they stand in.
///
/// ```
/// use gongwen_classifier::{Place, Sequences};
///
/// let place = |report, paragraph| Some(Place { report, paragraph });
/// let places = [place("a", 0), place("a", 1), place("a", 1), None, place("a", 2)];
/// let found = Sequences::of(places.into_iter().enumerate());
/// assert_eq!((found.reports, found.paragraphs, found.alone), (vec![vec![0, 4]], vec![vec![1, 2]], vec![3]));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sequences {
    /// Of every report its paragraphs that are one text each.
    pub reports: Vec<Vec<usize>>,
    /// Of every paragraph that is several texts these.
    pub paragraphs: Vec<Vec<usize>>,
    /// Texts whose place is not known.
    pub alone: Vec<usize>,
}

impl Sequences {
    /// Puts texts together by their places; positions stay in the order given, reports are ordered by name.
    pub fn of<'a>(texts: impl IntoIterator<Item = (usize, Option<Place<'a>>)>) -> Self {
        let mut found = Self::default();
        let mut places: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for (at, place) in texts {
            match place {
                Some(place) => places.entry((place.report, place.paragraph)).or_default().push(at),
                None => found.alone.push(at),
            }
        }
        let mut reports: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for ((report, _), texts) in places {
            match texts[..] {
                [text] => reports.entry(report).or_default().push(text),
                _ => found.paragraphs.push(texts),
            }
        }
        found.reports = reports.into_values().collect();
        found
    }
}
