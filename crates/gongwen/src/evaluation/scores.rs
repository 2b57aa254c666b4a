//! Precision, recall and F1 of themes, with intervals.

use gongwen_classifier::metrics::{Confusion, Interval, bootstrap, macro_f1};
use serde::{Deserialize, Serialize};

/// Replicates of every bootstrap: enough for steady second digits.
pub(super) const REPLICATES: usize = 1000;

/// Scores of one level: themes, or topics.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scores {
    /// Mean F1 over the themes, each counting alike.
    pub macro_f1: Interval,
    /// Share of right answers; micro-F1 is the same where a text has one theme and one answer.
    pub accuracy: Interval,
    /// Theme by theme.
    pub themes: Vec<ThemeScores>,
    /// Rows = true themes, columns = answered themes, in the order of `themes`.
    pub confusion: Confusion,
}

/// Scores of one theme or topic.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ThemeScores {
    /// Its id.
    pub id: String,
    /// Its Chinese name.
    pub zh: String,
    /// Share of its answers that are right.
    pub precision: Interval,
    /// Share of its texts that are answered with it.
    pub recall: Interval,
    /// Harmonic mean of the two.
    pub f1: Interval,
    /// Texts of this theme.
    pub texts: usize,
    /// Answers of this theme.
    pub answers: usize,
}

impl Scores {
    /// Scores pairs of true and answered theme; `names` are ids and Chinese names by index, `clusters`
    /// what each text is drawn together with.
    pub(super) fn new(names: &[(&str, &str)], pairs: &[(usize, usize)], clusters: &[&str]) -> Self {
        let confusion = |at: &[usize]| Confusion::new(names.len(), at.iter().map(|&i| pairs[i]));
        let interval = |figure: &(dyn Fn(&Confusion) -> f64 + Sync)| {
            bootstrap(clusters, REPLICATES, 0, |at| figure(&confusion(at)))
        };
        let all = Confusion::new(names.len(), pairs.iter().copied());
        let theme = |(index, &(id, zh)): (usize, &(&str, &str))| {
            let counts = all.theme_counts()[index];
            ThemeScores {
                id: id.to_owned(),
                zh: zh.to_owned(),
                precision: interval(&|c| c.theme_counts()[index].precision()),
                recall: interval(&|c| c.theme_counts()[index].recall()),
                f1: interval(&|c| c.theme_counts()[index].f1()),
                texts: counts.support(),
                answers: counts.true_positives + counts.false_positives,
            }
        };
        Self {
            macro_f1: interval(&|c| macro_f1(&c.theme_counts())),
            accuracy: interval(&Confusion::accuracy),
            themes: names.iter().enumerate().map(theme).collect(),
            confusion: all,
        }
    }

    /// The themes that occur or are answered.
    pub fn present(&self) -> impl Iterator<Item = &ThemeScores> {
        self.themes.iter().filter(|theme| theme.texts + theme.answers > 0)
    }

    /// The most frequent confusions: true theme, answered theme and count.
    pub fn confusions(&self, limit: usize) -> Vec<(&ThemeScores, &ThemeScores, usize)> {
        let rows = self.themes.iter().zip(self.confusion.matrix());
        let mut cells: Vec<_> = rows
            .flat_map(|(truth, row)| self.themes.iter().zip(row).map(move |(answer, &n)| (truth, answer, n)))
            .filter(|(truth, answer, count)| truth.id != answer.id && *count > 0)
            .collect();
        cells.sort_by_key(|&(_, _, count)| std::cmp::Reverse(count));
        cells.truncate(limit);
        cells
    }
}
