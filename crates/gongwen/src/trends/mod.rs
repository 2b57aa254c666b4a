//! Words that rise and fall from year to year, in what reports tell as done and in what they plan.
//!
//! The years of which there is enough to read are halved (of an odd number the middle one counts with neither half), and
//! each word's frequency in the later half is held against that in the earlier one by log-odds with an informative
//! Dirichlet prior ([`log_odds`]). The year is the one a paragraph speaks of. Results and plans are never counted
//! together: of two years' reports the earlier half would be told and the later one planned, and the words of planning
//! would seem to rise.
//!
//! Left out are words of one character, what holds a digit, names of the units and their places, and other words that
//! end as places' names do; of all units together also words that one unit alone says.
//!
//! ```
//! use gongwen::trends::{FileWords, Trends};
//!
//! let tagger = gongwen::Tagger::built_in()?;
//! let mut trends = Trends::default();
//! for year in 2021..2025 {
//!     let thing = if year < 2023 { "新建污水管网，整治黑臭水体。" } else { "建设数字平台，推广数字应用。" };
//!     let paragraphs = format!("{}\n", thing.repeat(30)).repeat(3);
//!     let text = format!("云岭县{year}年工作总结\n一、{year}年工作情况\n{paragraphs}");
//!     let file = tagger.tag_text(&text)?;
//!     let words = FileWords::of(&file, tagger.model().vectorizer.extractor());
//!     trends.add(&file, words);
//! }
//! let found = trends.found();
//! assert_eq!(found[0].years, [2021, 2022, 2023, 2024]);
//! assert!(found[0].rising.iter().any(|trend| trend.word == "数字" && trend.z > 1.96));
//! assert!(found[0].falling.iter().any(|trend| trend.word == "整治" && trend.z < -1.96));
//! # Ok::<(), gongwen::Error>(())
//! ```

mod names;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use gongwen_features::TermExtractor;
use gongwen_parse::{Paragraph, Part};
use gongwen_write::{Counted, Tag, TaggedFile, WordTrend, WordTrends};

use self::names::Names;
use crate::unit_names::{apart, titles};

/// Words of the prior: what a reader expects before the first report counts as much as so many words that he has read.
/// Monroe et al. take 500.
const PRIOR: f64 = 500.0;
/// Fewest words of a year that is compared.
const FEWEST: usize = 300;
/// Fewest paragraphs a word stands in: what one or two of them say again and again is no trend.
const PARAGRAPHS: usize = 3;
/// Standard errors from which on a difference is told: one word in twenty passes it by chance.
const SURE: f64 = 1.96;
/// Words told of each direction.
const TOLD: usize = 12;

/// The parts whose words are compared, each by itself.
const PARTS: [Part; 2] = [Part::Done, Part::Plan];

/// The words of a file, counted; made apart from [`Trends`] so that files can be counted side by side.
#[derive(Debug, Clone)]
pub struct FileWords {
    /// Of each report.
    reports: Vec<BTreeMap<Place, HashMap<String, Count>>>,
}

/// What a word is said of: year, part, theme (`None` where it is unsure).
type Place = (u16, Part, Option<usize>);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    times: usize,
    paragraphs: usize,
}

impl FileWords {
    /// Counts the words of a tagged file's results and plans.
    pub fn of(file: &TaggedFile, extractor: &TermExtractor) -> Self {
        let report = |(_, paragraphs): (_, Vec<(&Paragraph, &Tag)>)| {
            let mut counts: BTreeMap<Place, HashMap<String, Count>> = BTreeMap::new();
            for (paragraph, tag) in paragraphs {
                let Some(year) = paragraph.year.filter(|_| PARTS.contains(&paragraph.part)) else { continue };
                for (range, theme) in stretches(paragraph, tag) {
                    let counts = counts.entry((year, paragraph.part, theme)).or_default();
                    let words = extractor.words(paragraph.text.get(range).unwrap_or_default());
                    let words = words.into_iter().filter(|word| is_telling(word));
                    let mut times: HashMap<String, usize> = HashMap::new();
                    words.for_each(|word| *times.entry(word).or_default() += 1);
                    for (word, times) in times {
                        let count = counts.entry(word).or_default();
                        count.times += times;
                        count.paragraphs += 1;
                    }
                }
            }
            counts
        };
        Self { reports: file.reports().map(report).collect() }
    }
}

/// The passages of a paragraph, bytes of its text with their themes.
fn stretches(paragraph: &Paragraph, tag: &Tag) -> Vec<(Range<usize>, Option<usize>)> {
    if tag.unsure || tag.passages.len() < 2 {
        return vec![(0..paragraph.text.len(), (!tag.unsure).then_some(tag.theme))];
    }
    tag.passages.iter().map(|passage| (passage.text.clone(), Some(passage.theme))).collect()
}

fn is_telling(word: &str) -> bool {
    word.chars().nth(1).is_some() && !word.contains(char::is_numeric)
}

/// The words of a stack of reports, added file by file.
///
/// Reports that do not count because another file says the same (see [`Counted`]) are left out.
#[derive(Debug, Default)]
pub struct Trends {
    words: Vec<String>,
    known: HashMap<String, u32>,
    /// Name, and what tells units of one name apart, in the order they were read.
    units: Vec<(String, String)>,
    /// Of every file and report in it.
    files: Vec<Vec<ReportWords>>,
    counted: Counted,
}

#[derive(Debug)]
struct ReportWords {
    unit: Option<usize>,
    counts: Vec<(Place, u32, Count)>,
}

impl Trends {
    /// Adds the next file with its words.
    pub fn add(&mut self, file: &TaggedFile, words: FileWords) {
        self.counted.add_file(file);
        let mut reports = Vec::with_capacity(words.reports.len());
        for (report, counts) in file.document.reports.iter().zip(words.reports) {
            let unit = report.unit.as_deref().map(|unit| {
                let key = (unit.to_owned(), apart(unit, &file.name).to_owned());
                self.units.iter().position(|known| *known == key).unwrap_or_else(|| {
                    self.units.push(key);
                    self.units.len() - 1
                })
            });
            let mut told = Vec::new();
            for (place, words) in counts {
                told.extend(words.into_iter().map(|(word, count)| (place, self.number(word), count)));
            }
            reports.push(ReportWords { unit, counts: told });
        }
        self.files.push(reports);
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        *self.known.entry(word).or_insert_with_key(|word| {
            self.words.push(word.clone());
            next
        })
    }

    /// What rises and falls: of all units and of each that has several years, of all themes and of each, in results
    /// and in plans. What cannot be compared is left out.
    pub fn found(&self) -> Vec<WordTrends> {
        let units: Vec<(&str, &str)> = self.units.iter().map(|(unit, apart)| (&**unit, &**apart)).collect();
        let titles = titles(&units);
        let names = Names::of(self.units.iter().map(|(unit, _)| unit.as_str()));
        let usable: Vec<bool> = self.words.iter().map(|word| !names.holds(word)).collect();
        let all: Vec<&ReportWords> = self.reports().collect();
        let mut background = vec![0usize; self.words.len()];
        for (_, word, count) in all.iter().flat_map(|report| &report.counts) {
            background[*word as usize] += count.times;
        }
        let of_unit = |unit: usize| {
            let own = all.iter().copied().filter(|report| report.unit == Some(unit)).collect();
            (Some(titles[unit].clone()), own)
        };
        let scopes = [(None, all.clone())].into_iter().chain((0..self.units.len()).map(of_unit));
        let mut found = Vec::new();
        // One unit alone is all of them.
        for (unit, reports) in scopes.take(if self.units.len() > 1 { usize::MAX } else { 1 }) {
            let themes: BTreeSet<usize> = reports
                .iter()
                .flat_map(|report| &report.counts)
                .filter_map(|((_, _, theme), ..)| *theme)
                .collect();
            for theme in [None].into_iter().chain(themes.into_iter().map(Some)) {
                for part in PARTS {
                    let compared =
                        Compared::of(&reports, part, theme, unit.is_none() && self.units.len() > 1);
                    found.extend(
                        compared.trends(&self.words, &usable, &background).map(|trends| WordTrends {
                            unit: unit.clone(),
                            theme,
                            part,
                            ..trends
                        }),
                    );
                }
            }
        }
        found
    }

    /// The reports that count.
    fn reports(&self) -> impl Iterator<Item = &ReportWords> {
        self.files.iter().enumerate().flat_map(move |(file, reports)| {
            let counts = move |&(report, _): &(usize, &ReportWords)| self.counted.has(file, report);
            reports.iter().enumerate().filter(counts).map(|(_, report)| report)
        })
    }
}

/// The words of some reports that are compared, by year.
struct Compared {
    /// Words in each year.
    sizes: BTreeMap<u16, usize>,
    words: BTreeMap<u32, Told>,
    /// Whether words of one unit alone are left out.
    shared: bool,
}

/// A word in some reports.
#[derive(Default)]
struct Told {
    times: BTreeMap<u16, usize>,
    paragraphs: usize,
    units: BTreeSet<Option<usize>>,
}

impl Compared {
    fn of(reports: &[&ReportWords], part: Part, theme: Option<usize>, shared: bool) -> Self {
        let (mut sizes, mut words) = (BTreeMap::new(), BTreeMap::<u32, Told>::new());
        for report in reports {
            for &((year, of_part, of_theme), word, count) in &report.counts {
                if of_part == part && (theme.is_none() || of_theme == theme) {
                    *sizes.entry(year).or_default() += count.times;
                    let told = words.entry(word).or_default();
                    *told.times.entry(year).or_default() += count.times;
                    told.paragraphs += count.paragraphs;
                    told.units.insert(report.unit);
                }
            }
        }
        sizes.retain(|_, &mut size| size >= FEWEST);
        Self { sizes, words, shared }
    }

    /// Which words rise and fall; nothing where there are no two years to compare, or no word is sure to.
    fn trends(&self, words: &[String], usable: &[bool], background: &[usize]) -> Option<WordTrends> {
        let years: Vec<u16> = self.sizes.keys().copied().collect();
        let half = years.len() / 2;
        let size = |years: &[u16]| years.iter().map(|year| self.sizes[year]).sum::<usize>();
        let (earlier, later) = (&years[..half], &years[years.len() - half..]);
        let all: usize = background.iter().sum();
        let trend = |(&word, told): (&u32, &Told)| {
            let times = |years: &[u16]| years.iter().filter_map(|year| told.times.get(year)).sum::<usize>();
            let prior = PRIOR * background[word as usize] as f64 / all as f64;
            let z = log_odds((times(later), size(later)), (times(earlier), size(earlier)), prior, PRIOR);
            let counts = years.iter().map(|year| told.times.get(year).copied().unwrap_or_default());
            WordTrend { word: words[word as usize].clone(), z, counts: counts.collect() }
        };
        let told = self.words.iter().filter(|&(&word, told)| {
            let enough = told.paragraphs >= PARAGRAPHS && (!self.shared || told.units.len() > 1);
            enough && usable[word as usize] && half > 0
        });
        let mut sure: Vec<WordTrend> = told.map(trend).filter(|trend| trend.z.abs() >= SURE).collect();
        sure.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()).then_with(|| a.word.cmp(&b.word)));
        let (mut rising, mut falling): (Vec<_>, Vec<_>) = sure.into_iter().partition(|trend| trend.z > 0.0);
        rising.truncate(TOLD);
        falling.truncate(TOLD);
        let sizes = self.sizes.values().copied().collect();
        let trends = WordTrends { unit: None, theme: None, part: Part::Done, years, sizes, rising, falling };
        (!trends.rising.is_empty() || !trends.falling.is_empty()).then_some(trends)
    }
}

/// How many standard errors the log-odds of a word differ between two texts, above 0 where it is more frequent in the
/// first: each is how often the word stands there, and how many words there are.
///
/// With `y` and `n` of a text, the word's `prior` `a` and that of all words `a0`:
///
/// ```text
/// log-odds of a text   l = ln((y + a) / (n + a0 - y - a))
/// difference           d = l1 - l2
/// its variance         v = 1 / (y1 + a) + 1 / (y2 + a)
/// result               z = d / sqrt(v)
/// ```
///
/// Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16 (2008), 372-403, equations 16, 19 and 22.
///
/// ```
/// let z = gongwen::trends::log_odds((30, 1_000), (10, 1_000), 5.0, 500.0);
/// assert!((z - 2.7895).abs() < 1e-4);
/// ```
pub fn log_odds(first: (usize, usize), second: (usize, usize), prior: f64, priors: f64) -> f64 {
    let with_prior = |(times, words): (usize, usize)| (times as f64 + prior, words as f64 + priors);
    let [first, second] = [with_prior(first), with_prior(second)];
    let odds = |(times, words): (f64, f64)| (times / (words - times)).ln();
    (odds(first) - odds(second)) / (1.0 / first.0 + 1.0 / second.0).sqrt()
}
