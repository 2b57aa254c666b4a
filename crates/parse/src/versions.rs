//! Which reports of a stack are the same report: copies, and versions of one text.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use crate::holders::Holders;
use crate::pattern::pattern;
use crate::text_util::is_letter;
use crate::{Block, Document, Report, Span};

/// Letters a clause must have to say anything of where it comes from.
const CLAUSE: usize = 6;
/// Letters from which texts that are alike to the letter are copies whatever their titles say.
const LONG: usize = 200;
/// Of two versions with one unit, year and title, the share of the shorter that stands in the other, too.
const OF_SHORTER: f64 = 0.5;
/// Of two versions that not all of this is known of, the share of the longer that stands in the other.
const OF_LONGER: f64 = 0.8;
/// A clause that more reports share is a set phrase; the first few are enough to find one said again.
const HOLDERS: usize = 8;
/// Of the reports that share most of these a report is compared with so many.
const COMPARED: usize = 8;
/// Clauses that are remembered of all reports of a stack: of some 100 MB of text all, of more a sample. One takes
/// about 40 bytes.
const REMEMBERED: usize = 1 << 21;
/// Clauses of a report that are remembered in any case.
const FEWEST: usize = 32;

/// A report of a stack of documents.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportPlace {
    /// How many documents were added before its own.
    pub document: usize,
    /// How many reports stand before it in that.
    pub report: usize,
}

/// An earlier report of a stack that a report says again.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The earlier report.
    pub of: ReportPlace,
    /// The name of its document.
    pub of_name: String,
    /// How the two are related.
    pub as_what: Sameness,
}

/// How a report is related to an earlier one of the stack.
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sameness {
    /// The same letters.
    Copy,
    /// A version that the earlier one replaces.
    Older,
    /// A version that replaces the earlier one.
    Newer,
    /// A version that stands beside the earlier one, because all are kept.
    Beside,
}

impl Sameness {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Older => "older",
            Self::Newer => "newer",
            Self::Beside => "beside",
        }
    }
}

/// What is kept of a document's reports to know them again.
#[derive(Clone, Debug)]
pub struct Fingerprints {
    name: String,
    reports: Vec<Fingerprint>,
}

#[derive(Clone, Debug)]
struct Fingerprint {
    unit: Option<String>,
    years: Vec<u16>,
    /// Letters only, without words for a draft.
    title: String,
    /// How far the text had come, by the words of its title and its file's name.
    stage: i8,
    /// Hash of all letters behind the title; none where there is no paragraph.
    text: Option<u64>,
    letters: usize,
    clauses: Clauses,
}

/// Finds reports that stand in a stack already, document by document.
///
/// Two reports are copies where their headings and paragraphs hold the same letters, whatever their formats, spaces and
/// punctuation. They are versions where nothing says that they are of two units or years and they share most
/// of their clauses. Of versions the later replaces the other: by what title and file name call it (初稿,
/// 征求意见稿, 终稿), else the longer, else the one added later.
///
/// Of stacks of more than about 100 MB versions are told by a sample of their clauses, so that memory stays bounded.
///
/// ```
/// use gongwen_parse::{Fingerprints, Options, Sameness, Versions, parse};
///
/// let text = "云岭县水利局2023年工作总结\n一、工作情况\n新建水厂一座，改造管网二十公里。全年巡查河道三百次。\n";
/// let mut versions = Versions::default();
/// let first = parse(text, &Options::default());
/// assert_eq!(versions.add(Fingerprints::of("初稿.txt", &first)), [None]);
///
/// let longer = parse(&format!("{text}二、存在问题\n部分水库管护不到位。\n"), &Options::default());
/// let again = versions.add(Fingerprints::of("终稿.txt", &longer)).remove(0).unwrap();
/// assert_eq!((again.of_name.as_str(), again.as_what), ("初稿.txt", Sameness::Newer));
/// ```
#[derive(Default)]
pub struct Versions {
    keep_all: bool,
    documents: usize,
    known: Vec<Known>,
    by_text: FxHashMap<u64, Vec<usize>>,
    by_clause: Holders,
    sample: Sample,
}

/// How many clauses may be remembered.
struct Sample {
    most: usize,
    /// How many are.
    remembered: usize,
    /// Of reports with more than [`FEWEST`] those with greater hashes are not.
    upto: u64,
}

impl Default for Sample {
    fn default() -> Self {
        Self { most: REMEMBERED, remembered: 0, upto: u64::MAX }
    }
}

struct Known {
    place: ReportPlace,
    name: String,
    fingerprint: Fingerprint,
    /// Whether another version has taken its place.
    replaced: bool,
}

impl Fingerprints {
    /// Of the reports of a document. `name` is that of its file.
    pub fn of(name: &str, document: &Document) -> Self {
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let reports = document.reports.par_iter().map(|report| Fingerprint::of(file, document, report));
        Self { name: name.to_owned(), reports: reports.collect() }
    }
}

impl Fingerprint {
    fn of(file: &str, document: &Document, report: &Report) -> Self {
        let title = report.title.as_deref().unwrap_or_default();
        let mut text = FxHasher::default();
        let (mut all, mut clauses) = (0, Vec::new());
        // Headings too: what is one in one format is none in another.
        let mut at = 0;
        for span in report.blocks.iter().map(Block::span) {
            let block = document.repaired_text(Span::new(span.start().max(at), span.end()));
            at = span.end();
            for clause in block.split(['。', '；', '！', '？', '，', '：', ',', ';', '\n']) {
                let (mut hash, mut count) = (FxHasher::default(), 0);
                for c in clause.chars().filter(|&c| is_letter(c)) {
                    text.write_u32(c.into());
                    hash.write_u32(c.into());
                    count += 1;
                }
                all += count;
                if count >= CLAUSE {
                    clauses.push((hash.finish(), count));
                }
            }
        }
        Self {
            unit: report.unit.clone(),
            years: report.years.clone(),
            title: pattern!("<draft>|<later-draft>|<revised>|<final>")
                .replace_all(title, "")
                .chars()
                .filter(|&c| is_letter(c))
                .collect(),
            stage: stage(title).or(stage(file)).unwrap_or(0),
            text: report.paragraphs().next().map(|_| text.finish()),
            letters: all,
            clauses: Clauses::of(clauses),
        }
    }

    /// Whether it is stated that the two are of different units or years.
    fn is_of_another(&self, other: &Self) -> bool {
        let units = self.unit.is_some() && other.unit.is_some() && self.unit != other.unit;
        units || !self.years.is_empty() && !other.years.is_empty() && self.years != other.years
    }

    fn is_copy_of(&self, other: &Self) -> bool {
        self.letters == other.letters
            && (self.letters >= LONG || self.title == other.title)
            && !self.is_of_another(other)
    }

    fn is_version_of(&self, other: &Self) -> bool {
        let [shared, own, of_other] = self.clauses.shared(&other.clauses);
        let (shorter, longer) = (own.min(of_other) as f64, own.max(of_other) as f64);
        let is_certain = self.unit.is_some()
            && self.unit == other.unit
            && self.years == other.years
            && self.title == other.title;
        let least = if is_certain { OF_SHORTER * shorter } else { OF_LONGER * longer };
        !self.is_of_another(other) && shared as f64 >= least
    }
}

/// The clauses of a report that say enough, or a sample of them.
///
/// What two reports share is told from those with the smallest hashes of both (Broder 1997, "On the resemblance and
/// containment of documents").
#[derive(Clone, Debug)]
struct Clauses {
    /// Hash and letters of each, by ascending hash.
    known: Vec<(u64, usize)>,
    /// All with hashes up to this one are there.
    upto: u64,
}

impl Clauses {
    fn of(mut all: Vec<(u64, usize)>) -> Self {
        all.sort_by_key(|&(hash, _)| hash);
        all.dedup_by_key(|&mut (hash, _)| hash);
        all.shrink_to_fit();
        Self { known: all, upto: u64::MAX }
    }

    /// Forgets all clauses with greater hashes but the first [`FEWEST`].
    fn forget_behind(&mut self, upto: u64) {
        let kept = self.known.partition_point(|&(hash, _)| hash <= upto).max(FEWEST);
        if kept < self.known.len() {
            self.upto = upto.max(self.known[kept - 1].0);
            self.known.truncate(kept);
            self.known.shrink_to_fit();
        }
    }

    /// The letters of the clauses that two reports share, and those of each report's clauses, as far as both are known.
    fn shared(&self, other: &Self) -> [usize; 3] {
        let upto = self.upto.min(other.upto);
        let known = |clauses: &'_ Self| clauses.known.partition_point(|&(hash, _)| hash <= upto);
        let (own, others) = (&self.known[..known(self)], &other.known[..known(other)]);
        let letters = |clauses: &[(u64, usize)]| clauses.iter().map(|&(_, letters)| letters).sum();
        let mut rest = others.iter().peekable();
        let is_shared = |&&(hash, _): &&(u64, usize)| {
            while rest.next_if(|other| other.0 < hash).is_some() {}
            rest.peek().is_some_and(|other| other.0 == hash)
        };
        let shared = own.iter().filter(is_shared).map(|&(_, letters)| letters).sum();
        [shared, letters(own), letters(others)]
    }
}

impl Versions {
    /// Versions stand beside each other and none replaces another; copies are found all the same.
    pub fn keeping_all() -> Self {
        Self { keep_all: true, ..Self::default() }
    }

    /// Adds a document and tells of each of its reports which earlier one it says again, those of the same
    /// document included.
    pub fn add(&mut self, document: Fingerprints) -> Vec<Option<Again>> {
        let Fingerprints { name, reports } = document;
        let own = self.documents;
        self.documents += 1;
        let place = |report| ReportPlace { document: own, report };
        (0..).map(place).zip(reports).map(|(place, report)| self.report(place, &name, report)).collect()
    }

    fn report(&mut self, place: ReportPlace, name: &str, mut fingerprint: Fingerprint) -> Option<Again> {
        let text = fingerprint.text?;
        let same = self.by_text.get(&text).into_iter().flatten();
        let copied = same.copied().find(|&known| fingerprint.is_copy_of(&self.known[known].fingerprint));
        let found = copied
            .map(|of| (of, Sameness::Copy))
            .or_else(|| Some(self.version(&fingerprint)?).map(|of| (of, self.later(&fingerprint, of))));
        let again = found.map(|(of, as_what)| {
            let of = &self.known[of];
            Again { of: of.place, of_name: of.name.clone(), as_what }
        });
        let as_what = found.map(|found| found.1);
        if let Some((of, Sameness::Newer)) = found {
            self.known[of].replaced = true;
        }
        if as_what != Some(Sameness::Copy) {
            let own = self.known.len();
            self.by_text.entry(text).or_default().push(own);
            fingerprint.clauses.forget_behind(self.sample.upto);
            for &(clause, _) in &fingerprint.clauses.known {
                self.by_clause.add(clause, own, HOLDERS, |holder| !self.known[holder].replaced);
            }
            self.sample.remembered += fingerprint.clauses.known.len();
            let replaced = as_what == Some(Sameness::Older);
            self.known.push(Known { place, name: name.to_owned(), fingerprint, replaced });
            while self.sample.remembered > self.sample.most && self.sample.upto > 0 {
                self.halve();
            }
        }
        again
    }

    /// Forgets about half of the clauses.
    fn halve(&mut self) {
        let Self { known, by_clause, sample, .. } = self;
        sample.remembered = 0;
        sample.upto /= 2;
        for Known { fingerprint, .. } in &mut *known {
            fingerprint.clauses.forget_behind(sample.upto);
            sample.remembered += fingerprint.clauses.known.len();
        }
        let is_known = |clause: u64, holder: usize| clause <= known[holder].fingerprint.clauses.upto;
        *by_clause = std::mem::take(by_clause).only(is_known);
    }

    /// The known report of which this is a version: the one it shares most with, of equals the earliest.
    fn version(&self, fingerprint: &Fingerprint) -> Option<usize> {
        let mut met: FxHashMap<usize, usize> = FxHashMap::default();
        for &(clause, letters) in &fingerprint.clauses.known {
            self.by_clause.each(clause, |holder| *met.entry(holder).or_default() += letters);
        }
        let mut met: Vec<(usize, usize)> = met.into_iter().collect();
        // Of equals the earliest first.
        met.sort_unstable_by_key(|&(known, letters)| (std::cmp::Reverse(letters), known));
        let is_version = |known: &usize| {
            let Known { fingerprint: other, replaced, .. } = &self.known[*known];
            !replaced && fingerprint.is_version_of(other)
        };
        met.into_iter().map(|(known, _)| known).take(COMPARED).find(is_version)
    }

    fn later(&self, fingerprint: &Fingerprint, than: usize) -> Sameness {
        if self.keep_all {
            return Sameness::Beside;
        }
        let rank = |fingerprint: &Fingerprint| (fingerprint.stage, fingerprint.letters);
        let is_later = rank(fingerprint) >= rank(&self.known[than].fingerprint);
        if is_later { Sameness::Newer } else { Sameness::Older }
    }
}

/// How far a text has come by the words for it; none where nothing is said.
pub(crate) fn stage(name: &str) -> Option<i8> {
    let stages = [
        (pattern!("<final>"), 2),
        (pattern!("<revised>"), 1),
        (pattern!("<later-draft>"), -1),
        (pattern!("<draft>"), -2),
    ];
    stages.into_iter().find(|(words, _)| words.is_match(name)).map(|(_, stage)| stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, parse};

    const BODY: [&str; 5] = [
        "改造老旧小区六个，惠及居民两千一百户。",
        "新建日间食堂三处，每天供餐三百份。",
        "排查消防隐患一百二十处，整改率百分之九十八。",
        "播种水稻三万亩，新修水渠二十公里。",
        "举办零工招聘会八场，帮助三百人就业。",
    ];

    fn report(title: &str, body: &[&str]) -> String {
        format!("{title}\n一、工作情况\n{}\n", body.join("\n"))
    }

    /// The reports of files, one a file, as `of which file, as what`.
    fn found(files: &[(&str, String)]) -> Vec<Option<(usize, Sameness)>> {
        let mut versions = Versions::default();
        let mut add = |(name, text): &(&str, String)| {
            let again = versions.add(Fingerprints::of(name, &parse(text, &Options::default())));
            assert_eq!(again.len(), 1, "{name} is one report");
            again[0].as_ref().map(|again| (again.of.document, again.as_what))
        };
        files.iter().map(&mut add).collect()
    }

    const TITLE: &str = "青石街道2023年工作总结";

    #[test]
    fn spaces_and_punctuation_make_no_other_report() {
        let text = report(TITLE, &BODY);
        let files = [
            ("a.txt", text.clone()),
            ("b.txt", text.replace('，', ",")),
            ("c.txt", text.replace("\n", "\r\n")),
        ];
        assert_eq!(found(&files), [None, Some((0, Sameness::Copy)), Some((0, Sameness::Copy))]);
    }

    #[test]
    fn of_versions_the_words_for_drafts_decide_then_the_length() {
        let (long, short) = (report(TITLE, &BODY), report(TITLE, &BODY[..4]));
        let of = |first: (&'static str, &String), second: (&'static str, &String)| {
            found(&[(first.0, first.1.clone()), (second.0, second.1.clone())])[1].map(|found| found.1)
        };
        assert_eq!(of(("a.txt", &short), ("b.txt", &long)), Some(Sameness::Newer));
        assert_eq!(of(("a.txt", &long), ("b.txt", &short)), Some(Sameness::Older));
        assert_eq!(of(("初稿.txt", &long), ("b.txt", &short)), Some(Sameness::Newer));
        assert_eq!(of(("定稿.txt", &short), ("b.txt", &long)), Some(Sameness::Older));
        assert_eq!(of(("送审稿.txt", &short), ("讨论稿.txt", &long)), Some(Sameness::Older));
        let draft = report("青石街道2023年工作总结（征求意见稿）", &BODY);
        assert_eq!(of(("a.txt", &short), ("b.txt", &draft)), Some(Sameness::Older));
    }

    #[test]
    fn a_third_version_is_one_of_the_version_that_counts() {
        let files = [
            ("a.txt", report(TITLE, &BODY[..3])),
            ("b.txt", report(TITLE, &BODY[..4])),
            ("c.txt", report(TITLE, &BODY)),
        ];
        assert_eq!(found(&files), [None, Some((0, Sameness::Newer)), Some((1, Sameness::Newer))]);
    }

    /// Every sentence was touched, none of it is another report.
    #[test]
    fn a_version_may_be_edited_all_over() {
        let edited =
            BODY.map(|sentence| sentence.replace("二十公里", "三十公里").replace('。', "，效果良好。"));
        let edited: Vec<&str> = edited.iter().map(String::as_str).collect();
        let files = [("a.txt", report(TITLE, &BODY)), ("b.txt", report(TITLE, &edited))];
        assert_eq!(found(&files)[1], Some((0, Sameness::Newer)));
    }

    #[test]
    fn other_units_years_and_themes_are_other_reports() {
        let others = [
            report("松涛街道2023年工作总结", &BODY),
            report("青石街道2024年工作总结", &BODY),
            report(
                "青石街道2023年工作总结",
                &["清运垃圾九千吨，创建示范路四条。", BODY[0], "种植行道树两千株，新辟公园三处。"],
            ),
        ];
        for other in others {
            assert_eq!(
                found(&[("a.txt", report(TITLE, &BODY)), ("b.txt", other.clone())])[1],
                None,
                "{other}"
            );
        }
    }

    /// A template that many fill in is shared by all and makes none the version of another.
    #[test]
    fn without_a_unit_most_of_the_longer_text_must_be_shared() {
        let texts = [report("2023年工作总结", &BODY), report("2023年工作总结", &BODY[..3])];
        assert_eq!(found(&[("a.txt", texts[0].clone()), ("b.txt", texts[1].clone())])[1], None);
        let nearly =
            report("2023年工作总结", &[BODY[0], BODY[1], BODY[2], BODY[3], "全年无事故发生，平安和谐。"]);
        let again = found(&[("a.txt", texts[0].clone()), ("b.txt", nearly)])[1];
        assert!(again.is_some_and(|again| again.1 != Sameness::Copy), "{again:?}");
    }

    #[test]
    fn of_a_large_stack_versions_are_told_by_a_sample() {
        let number =
            |n: usize| n.to_string().chars().map(|c| char::from(c as u8 - b'0' + b'a')).collect::<String>();
        let clauses = |unit: usize, to: usize| {
            let clause = |at: usize| format!("全年修渠{}里{}次，", number(unit), number(at));
            (0..to).map(clause).collect::<String>()
        };
        let text = |unit: usize, to: usize| {
            format!("某{}镇2023年工作总结\n一、工作情况\n{}\n", number(unit), clauses(unit, to))
        };
        let mut versions =
            Versions { sample: Sample { most: 1000, ..Sample::default() }, ..Versions::default() };
        let mut add = |text: &str| {
            let again = versions.add(Fingerprints::of("", &parse(text, &Options::default())));
            again
                .into_iter()
                .map(|again| again.map(|again| (again.of.document, again.as_what)))
                .collect::<Vec<_>>()
        };
        for unit in 0..20 {
            assert_eq!(add(&text(unit, 200)), [None]);
        }
        for unit in 0..20 {
            assert_eq!(add(&text(unit, 220)), [Some((unit, Sameness::Newer))], "{unit}");
        }
        assert!(versions.sample.remembered <= 1280 && versions.sample.upto < u64::MAX);
    }

    #[test]
    fn a_report_of_a_compilation_is_known() {
        let other = report("松涛街道2023年工作总结", &["清运垃圾九千吨，创建示范路四条。"]);
        let both = format!("{other}{}", report(TITLE, &BODY));
        let mut versions = Versions::default();
        let mut add = |text: &str| versions.add(Fingerprints::of("a.txt", &parse(text, &Options::default())));
        assert_eq!(add(&report(TITLE, &BODY)), [None]);
        let again: Vec<_> = add(&both).into_iter().map(|again| again.map(|again| again.as_what)).collect();
        assert_eq!(again, [None, Some(Sameness::Copy)]);
    }
}
