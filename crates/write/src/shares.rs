//! How much of a text is about which theme.

use std::collections::BTreeMap;

use gongwen_parse::{Paragraph, Part, Report};

use crate::tagged::characters;
use crate::{Counted, Tag, TaggedFile, ThemeNames};

/// An amount of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Characters, white space aside.
    pub characters: usize,
    /// Paragraphs.
    pub paragraphs: usize,
}

impl Amount {
    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            paragraphs: self.paragraphs + other.paragraphs,
        }
    }

    fn add(&mut self, other: Self) {
        *self = self.plus(other);
    }
}

/// Amounts of text by theme and part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// `None` holds what is unsure.
    amounts: BTreeMap<(Option<usize>, Part), Amount>,
}

impl Shares {
    /// Counts a paragraph: as one of its own theme, its characters by those of its passages. What is unsure as a
    /// whole is so in all its characters.
    pub fn add(&mut self, paragraph: &Paragraph, tag: &Tag) {
        let theme = (!tag.unsure).then_some(tag.theme);
        let mut count = |theme, text: &str, paragraphs| {
            let amount = Amount { characters: characters(text), paragraphs };
            self.amounts.entry((theme, paragraph.part)).or_default().add(amount);
        };
        if tag.unsure || tag.passages.len() < 2 {
            return count(theme, &paragraph.text, 1);
        }
        count(theme, "", 1);
        for passage in &tag.passages {
            count(Some(passage.theme), paragraph.text.get(passage.text.clone()).unwrap_or_default(), 0);
        }
    }

    /// Counts what another has counted.
    pub fn add_all(&mut self, other: &Self) {
        for (&key, &amount) in &other.amounts {
            self.amounts.entry(key).or_default().add(amount);
        }
    }

    /// What is about a theme (`None`: unsure), in a part or in all.
    pub fn of(&self, theme: Option<usize>, part: Option<Part>) -> Amount {
        self.sum(|found, in_part| found == theme && part.is_none_or(|part| part == in_part))
    }

    /// Everything in a part, or in all.
    pub fn total(&self, part: Option<Part>) -> Amount {
        self.sum(|_, in_part| part.is_none_or(|part| part == in_part))
    }

    /// The themes in their order, with `None` for unsure at the end where something is.
    pub fn themes(&self, themes: &ThemeNames) -> Vec<Option<usize>> {
        let unsure = self.of(None, None).paragraphs > 0;
        (0..themes.themes.len()).map(Some).chain(unsure.then_some(None)).collect()
    }

    fn sum(&self, counts: impl Fn(Option<usize>, Part) -> bool) -> Amount {
        let mut sum = Amount::default();
        for (&(theme, part), &amount) in &self.amounts {
            if counts(theme, part) {
                sum.add(amount);
            }
        }
        sum
    }
}

/// Amounts of text of a batch, report by report.
#[derive(Clone, Debug, Default)]
pub struct BatchShares {
    /// Of every file and report in it.
    files: Vec<Vec<Shares>>,
    counted: Counted,
}

impl BatchShares {
    /// Adds the next file.
    pub fn add(&mut self, file: &TaggedFile) {
        self.counted.add_file(file);
        let of_report = |(_, paragraphs): (&Report, Vec<(&Paragraph, &Tag)>)| {
            let mut shares = Shares::default();
            paragraphs.into_iter().for_each(|(paragraph, tag)| shares.add(paragraph, tag));
            shares
        };
        self.files.push(file.reports().map(of_report).collect());
    }

    /// The shares of the reports that count.
    pub fn counted(&self) -> Shares {
        let mut all = Shares::default();
        for (file, reports) in self.files.iter().enumerate() {
            let counts = |&(report, _): &(usize, &Shares)| self.counted.has(file, report);
            reports.iter().enumerate().filter(counts).for_each(|(_, shares)| all.add_all(shares));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Again, ReportPlace, Sameness};

    use super::*;
    use crate::fixture::{tagged_file, themes};

    #[test]
    fn parts_add_up_to_the_whole() {
        let mut shares = Shares::default();
        let file = tagged_file();
        file.paragraphs().for_each(|(_, paragraph, tag)| shares.add(paragraph, tag));
        let total = shares.total(None);
        assert_eq!(total.paragraphs, file.tags.len());
        let parts = crate::PARTS.map(|part| shares.total(Some(part)).characters);
        assert_eq!(parts.iter().sum::<usize>(), total.characters);
        let themes = [None, Some(0), Some(1), Some(2)].map(|theme| shares.of(theme, None).characters);
        assert_eq!(themes.iter().sum::<usize>(), total.characters);
        assert_eq!(shares.of(None, None).paragraphs, 1);
    }

    #[test]
    fn amounts_are_told_apart_by_theme_and_part() {
        let (mut shares, file, themes) = (Shares::default(), tagged_file(), themes());
        let mut paragraphs = file.paragraphs();
        for (_, paragraph, tag) in paragraphs.by_ref().take(4) {
            shares.add(paragraph, tag);
        }
        // 新增养老床位30张 under its heading, and 停车难.
        let livelihood = |part| shares.of(Some(1), part).paragraphs;
        assert_eq!([None, Some(Part::Done), Some(Part::Problem)].map(livelihood), [2, 1, 1]);
        assert_eq!(shares.of(Some(1), Some(Part::Plan)), Amount::default());
        let problem = Amount {
            characters: "老旧小区停车难，车位缺口=1200个。".chars().count(),
            paragraphs: 1,
        };
        assert_eq!(shares.total(Some(Part::Problem)), problem);

        assert_eq!(shares.themes(&themes), [Some(0), Some(1), Some(2)]);
        paragraphs.for_each(|(_, paragraph, tag)| shares.add(paragraph, tag));
        assert_eq!(shares.themes(&themes), [Some(0), Some(1), Some(2), None]);
    }

    #[test]
    fn what_says_an_earlier_report_again_is_counted_once() {
        let (first, mut copy) = (tagged_file(), tagged_file());
        let of = ReportPlace { document: 0, report: 0 };
        copy.again = vec![Some(Again { of, of_name: first.name.clone(), as_what: Sameness::Copy })];
        let mut batch = BatchShares::default();
        batch.add(&first);
        let once = batch.counted();
        assert_eq!(once.total(None).paragraphs, first.tags.len());
        batch.add(&copy);
        assert_eq!(batch.counted(), once);
        batch.add(&tagged_file());
        assert_eq!(batch.counted().total(None).paragraphs, 2 * first.tags.len());
    }
}
