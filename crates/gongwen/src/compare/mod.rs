//! Two reports side by side: last year's and this year's of a unit, or those of two units.
//!
//! Shares of the themes; headings that are new, kept and dropped; figures of the same indicator with their change,
//! and whether the change stated is borne out; passages that the later report copies.
//!
//! ```
//! use gongwen::compare::{Verdict, compare, pairs};
//! use gongwen::figures;
//! use gongwen::write::FiguredFile;
//!
//! let tagger = gongwen::Tagger::built_in()?;
//! let read = |text: &str| -> Result<FiguredFile, gongwen::Error> {
//!     let file = tagger.tag_text(text)?;
//!     Ok(FiguredFile { figures: figures::of(&file.document), file })
//! };
//! let a = read("云岭县2022年工作总结\n一、财税工作\n全年一般公共预算收入8.2亿元。\n")?;
//! let b = read("云岭县2023年工作总结\n一、财税工作\n全年一般公共预算收入8.9亿元，增长12%。\n")?;
//! let (a, b) = ([a], [b]);
//! let (earlier, later) = pairs(&a, &b)?.pairs[0];
//! let found = compare(earlier, later, &tagger.names());
//! assert_eq!(found.b.label(), "云岭县2023年");
//! let stated = found.figures[0].stated.expect("增长12%");
//! assert!(matches!(stated.verdict, Verdict::Contradicted { .. }), "8.9 is 8.5% more than 8.2");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod copied;
mod headings;
mod pairs;
mod paper;
mod tables;
#[cfg(test)]
mod tests;
mod values;

use gongwen_parse::{Paragraph, Report};
use gongwen_write::{Amount, FiguredFile, PlacedFigure, Shares, Tag, ThemeNames};

pub use copied::Copied;
pub use headings::{Compared, Fate, PlacedHeading, SAME_TITLE};
pub use pairs::{PairError, Pairs, pairs};
pub use paper::paper;
pub use tables::tables;
pub use values::{Change, FigurePair, Stated, Unchecked, Verdict};

/// A report to compare: one of a file with its figures.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    figured: &'a FiguredFile,
    report: &'a Report,
    /// Index of its first paragraph in the document, and how many it has.
    first: usize,
    count: usize,
}

/// Two reports side by side.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The earlier report.
    pub a: Side<'a>,
    /// The later one.
    pub b: Side<'a>,
    /// How much of each is about which theme, in the order of the themes; unsure last, where something is.
    pub themes: Vec<ThemeShares>,
    /// Headings: those of the later report in its order, then those dropped.
    pub headings: Vec<Compared<'a>>,
    /// Figures of the same indicator, in the order of the later report.
    pub figures: Vec<FigurePair<'a>>,
    /// What the later report copies, in its order.
    pub copied: Vec<Copied<'a>>,
}

/// How much of two reports is about a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThemeShares {
    /// Index of the theme; nothing for what is unsure.
    pub theme: Option<usize>,
    /// Of the earlier report: how much, and what part of its characters, from 0 to 1.
    pub a: (Amount, f64),
    /// The same of the later one.
    pub b: (Amount, f64),
}

/// A figure with the paragraph it stands in.
#[derive(Clone, Copy, Debug)]
pub struct InParagraph<'a> {
    /// The paragraph.
    pub paragraph: &'a Paragraph,
    /// The figure in it.
    pub placed: &'a PlacedFigure,
}

impl<'a> Side<'a> {
    /// The reports of a file that hold a paragraph.
    pub fn all(figured: &'a FiguredFile) -> Vec<Self> {
        let mut first = 0;
        let side = |report: &'a Report| {
            let count = report.paragraphs().count();
            first += count;
            Self { figured, report, first: first - count, count }
        };
        let sides = figured.file.document.reports.iter().map(side);
        sides.filter(|side| side.count > 0).collect()
    }

    /// The file.
    pub fn file(&self) -> &'a FiguredFile {
        self.figured
    }

    /// The report.
    pub fn report(&self) -> &'a Report {
        self.report
    }

    /// The year it looks back on, else the first that it names.
    pub fn year(&self) -> Option<u16> {
        let done = self.report.period.and_then(|period| period.done_year());
        done.or(self.report.years.first().copied())
    }

    /// What people call it: unit and year, else its title, else the file's name.
    pub fn label(&self) -> String {
        let name = || self.figured.file.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        match (&self.report.unit, self.year()) {
            (Some(unit), Some(year)) => format!("{unit}{year}年"),
            (Some(unit), None) => unit.clone(),
            (None, _) => self.report.title.clone().unwrap_or_else(name),
        }
    }

    fn paragraphs(&self) -> impl Iterator<Item = (&'a Paragraph, &'a Tag)> + use<'a> {
        let all = self.figured.file.paragraphs().skip(self.first).take(self.count);
        all.map(|(_, paragraph, tag)| (paragraph, tag))
    }

    /// The figures with their paragraphs, in reading order.
    fn figures(&self) -> Vec<InParagraph<'a>> {
        let paragraphs: Vec<&Paragraph> = self.report.paragraphs().collect();
        let place = |placed: &'a PlacedFigure| {
            let paragraph = *paragraphs.get(placed.paragraph.checked_sub(self.first)?)?;
            Some(InParagraph { paragraph, placed })
        };
        self.figured.figures.iter().filter_map(place).collect()
    }

    fn shares(&self) -> Shares {
        let mut shares = Shares::default();
        self.paragraphs().for_each(|(paragraph, tag)| shares.add(paragraph, tag));
        shares
    }
}

/// Compares two reports.
pub fn compare<'a>(a: Side<'a>, b: Side<'a>, themes: &ThemeNames) -> Comparison<'a> {
    let shares = [a.shares(), b.shares()];
    let mut both = shares[0].clone();
    both.add_all(&shares[1]);
    let of = |shares: &Shares, theme| {
        let amount = shares.of(theme, None);
        (amount, amount.characters as f64 / shares.total(None).characters.max(1) as f64)
    };
    let of_theme = |theme| ThemeShares { theme, a: of(&shares[0], theme), b: of(&shares[1], theme) };
    Comparison {
        a,
        b,
        themes: both.themes(themes).into_iter().map(of_theme).collect(),
        headings: headings::compare(&a, &b),
        figures: values::compare(&a, &b),
        copied: copied::find(&a, &b),
    }
}

impl Comparison<'_> {
    /// What people call the two reports; where that is alike, with the names of their files.
    pub fn labels(&self) -> (String, String) {
        let (a, b) = (self.a.label(), self.b.label());
        let with_file = |label: &str, side: &Side<'_>| format!("{label}（{}）", side.figured.file.name);
        if a == b { (with_file(&a, &self.a), with_file(&b, &self.b)) } else { (a, b) }
    }

    /// How many headings fared so.
    pub fn fared(&self, fate: Fate) -> usize {
        self.headings.iter().filter(|heading| heading.fate() == fate).count()
    }

    /// How many figures do not bear out the change stated.
    pub fn contradicted(&self) -> usize {
        self.figures.iter().filter(|pair| pair.is_contradicted()).count()
    }

    /// The part of the later report's letters that is copied word for word, from 0 to 1.
    pub fn copied_share(&self) -> f64 {
        let letters: usize =
            self.b.paragraphs().map(|(paragraph, _)| copied::letters(&paragraph.text).count()).sum();
        let copied = self.copied.iter().filter(|copied| copied.is_verbatim()).map(|copied| copied.letters);
        copied.sum::<usize>() as f64 / letters.max(1) as f64
    }
}
