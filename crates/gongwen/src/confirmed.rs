//! What people said of the texts a model has learnt from: it stays said where such a text is met again.

use std::collections::BTreeMap;

use gongwen_classifier::{Model, ThemeSet};
use gongwen_write::{ThemeOrTopic, text_check};

use crate::labelled::Corrections;

/// Key of the note in a model's summary that holds what was said: ids of themes and topics by the signs of the texts.
const NOTE: &str = "confirmed";

/// A text of so many code points or more is the same wherever it stands; a shorter one (加强组织领导。) only under
/// the same headings.
const LONG: usize = 20;

/// What was said, the primary theme first, by signs of texts ([`text_check`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Confirmed(BTreeMap<String, Vec<ThemeOrTopic>>);

/// The signs of a text: with the headings it stands under and, where it is long, by itself.
fn signs(headings: &[String], text: &str) -> impl Iterator<Item = String> {
    let under = text_check(&format!("{}/{text}", headings.concat()));
    let alone = text.chars().nth(LONG - 1).map(|_| text_check(text));
    std::iter::once(under).chain(alone)
}

impl Confirmed {
    /// What rows say; not what they say of a text that was called different things under different headings.
    fn by(corrections: &Corrections) -> Self {
        let mut said: BTreeMap<String, Option<&Vec<ThemeOrTopic>>> = BTreeMap::new();
        for row in corrections.taught() {
            for sign in signs(&row.text.headings, &row.text.text) {
                let known = said.entry(sign).or_insert(Some(&row.said));
                *known = known.filter(|known| **known == row.said);
            }
        }
        Self(said.into_iter().filter_map(|(sign, said)| Some((sign, said?.clone()))).collect())
    }

    /// Lets a model remember what was said, beside what was said before.
    pub(crate) fn note(model: &mut Model, corrections: &Corrections) {
        let Self(mut said) = Self::of(model);
        for (sign, now) in Self::by(corrections).0 {
            let before = said.get(&sign).and_then(|before| before.first());
            // A theme is no news of a text whose topic in it is known.
            let known = match (before, &now[..]) {
                (Some(&ThemeOrTopic::Topic(topic)), &[ThemeOrTopic::Theme(theme)]) => {
                    model.themes.theme_of(topic) == theme
                }
                _ => false,
            };
            if !known {
                said.insert(sign, now);
            }
        }
        let ids = |said: Vec<ThemeOrTopic>| -> serde_json::Value {
            said.into_iter().map(|named| id(named, &model.themes)).collect()
        };
        let said = said.into_iter().map(|(sign, said)| (sign, ids(said))).collect();
        model.summary.notes.insert(NOTE.to_owned(), said);
    }

    /// What a model remembers, as far as it has the themes.
    pub(crate) fn of(model: &Model) -> Self {
        let noted = model.summary.notes.get(NOTE).cloned();
        let noted: BTreeMap<String, Vec<String>> =
            noted.and_then(|said| serde_json::from_value(said).ok()).unwrap_or_default();
        let themes = &model.themes;
        let known = |ids: Vec<String>| ids.iter().map(|id| named(id, themes)).collect::<Option<Vec<_>>>();
        let said = noted.into_iter().filter_map(|(sign, ids)| Some((sign, known(ids)?)));
        Self(said.filter(|(_, said)| !said.is_empty()).collect())
    }

    /// What was said of a text.
    pub(crate) fn said(&self, headings: &[String], text: &str) -> Option<&[ThemeOrTopic]> {
        if self.0.is_empty() {
            return None;
        }
        signs(headings, text).find_map(|sign| self.0.get(&sign)).map(Vec::as_slice)
    }
}

/// Whether two people said the same: a theme of one topic is called by either's index.
pub(crate) fn is_same(a: &[ThemeOrTopic], b: &[ThemeOrTopic], themes: &ThemeSet) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| id(*a, themes) == id(*b, themes))
}

fn id(named: ThemeOrTopic, themes: &ThemeSet) -> String {
    match named {
        ThemeOrTopic::Theme(theme) => themes.themes()[theme].id.clone(),
        ThemeOrTopic::Topic(topic) => themes.topics()[topic].id.clone(),
    }
}

fn named(id: &str, themes: &ThemeSet) -> Option<ThemeOrTopic> {
    let theme = themes.themes().iter().position(|theme| theme.id == id).map(ThemeOrTopic::Theme);
    theme.or_else(|| themes.topic_index(id).map(ThemeOrTopic::Topic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;
    use crate::labelled::CorrectedRow;

    fn row(heading: &str, text: &str, theme: usize) -> CorrectedRow {
        CorrectedRow {
            text: Text { text: text.to_owned(), headings: vec![heading.to_owned()], ..Text::default() },
            report: "甲.txt".to_owned(),
            start: None,
            place: "标签.csv:2".to_owned(),
            topics: vec!["safety".to_owned()],
            said: vec![ThemeOrTopic::Theme(theme)],
        }
    }

    #[test]
    fn a_long_text_is_known_anywhere_and_a_short_one_under_its_heading() {
        let long = "检查消防通道四百处，整改火灾隐患八十六处，查封危险场所三家。";
        let rows = vec![
            row("一、安全", long, 2),
            row("一、安全", "压实责任。", 2),
            row("二、党建", "压实责任。", 0),
            row("一、安全", "守住底线。", 2),
        ];
        let said = Confirmed::by(&Corrections { rows });
        let of = |heading: &str, text: &str| said.said(&[heading.to_owned()], text).map(<[_]>::to_vec);
        let theme = |theme| Some(vec![ThemeOrTopic::Theme(theme)]);
        assert_eq!(of("三、别处", &long.replace('，', "， ")), theme(2), "spaces are not seen");
        assert_eq!((of("一、安全", "压实责任。"), of("二、党建", "压实责任。")), (theme(2), theme(0)));
        assert_eq!(of("三、别处", "压实责任。"), None);
        assert_eq!((of("一、安全", "守住底线。"), of("三、别处", "守住底线。")), (theme(2), None));
    }

    #[test]
    fn a_text_called_two_things_is_known_under_each_heading_alone() {
        let long = "强化统筹协调，压实各方责任，建立周调度、月通报的推进机制。";
        let rows = vec![row("一、安全", long, 2), row("二、党建", long, 0)];
        let said = Confirmed::by(&Corrections { rows });
        assert_eq!(said.said(&["三、别处".to_owned()], long), None);
        assert_eq!(said.said(&["二、党建".to_owned()], long), Some(&[ThemeOrTopic::Theme(0)][..]));
    }
}
