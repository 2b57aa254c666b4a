//! Which reports of a batch count: the one answer to how many there are.

use gongwen_parse::{Again, ReportPlace, Sameness};

use crate::TaggedFile;

/// Which reports of a batch count, and with how many paragraphs.
///
/// A report counts where it holds a paragraph, unless an earlier one of the batch is the same, or another
/// version replaces it (see [`gongwen_parse::Versions`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Of every document and report in it the paragraphs that count; none where it does not.
    paragraphs: Vec<Vec<usize>>,
}

impl Counted {
    /// Which reports of these files count.
    pub fn of<'a>(files: impl IntoIterator<Item = &'a TaggedFile>) -> Self {
        let mut counted = Self::default();
        files.into_iter().for_each(|file| counted.add_file(file));
        counted
    }

    /// Adds the next file.
    pub fn add_file(&mut self, file: &TaggedFile) {
        let paragraphs: Vec<usize> =
            file.document.reports.iter().map(|report| report.paragraphs().count()).collect();
        self.add(&paragraphs, &file.again);
    }

    /// Adds the next document by the number of paragraphs of each of its reports; `again` tells which
    /// earlier report each says again.
    pub fn add(&mut self, paragraphs: &[usize], again: &[Option<Again>]) {
        let own = self.paragraphs.len();
        self.paragraphs.push(Vec::with_capacity(paragraphs.len()));
        for (index, &paragraphs) in paragraphs.iter().enumerate() {
            let again = again.get(index).and_then(Option::as_ref);
            if let Some(Again { of, as_what: Sameness::Newer, .. }) = again {
                self.leave_out(*of);
            }
            let is_said =
                again.is_some_and(|again| matches!(again.as_what, Sameness::Copy | Sameness::Older));
            self.paragraphs[own].push(if is_said { 0 } else { paragraphs });
        }
    }

    /// Whether a report counts, as far as the documents added so far tell.
    pub fn has(&self, document: usize, report: usize) -> bool {
        self.paragraphs.get(document).and_then(|reports| reports.get(report)).is_some_and(|&count| count > 0)
    }

    /// How many reports count.
    pub fn reports(&self) -> usize {
        self.paragraphs.iter().flatten().filter(|paragraphs| **paragraphs > 0).count()
    }

    /// How many paragraphs the reports that count hold.
    pub fn paragraphs(&self) -> usize {
        self.paragraphs.iter().flatten().sum()
    }

    fn leave_out(&mut self, place: ReportPlace) {
        let paragraphs =
            self.paragraphs.get_mut(place.document).and_then(|reports| reports.get_mut(place.report));
        if let Some(paragraphs) = paragraphs {
            *paragraphs = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_counts_once_and_empty_ones_do_not() {
        let again = |document, as_what| {
            let of = ReportPlace { document, report: 0 };
            vec![Some(Again { of, of_name: String::new(), as_what })]
        };
        let mut counted = Counted::default();
        counted.add(&[3], &[]);
        counted.add(&[3], &again(0, Sameness::Copy));
        counted.add(&[4], &again(0, Sameness::Newer));
        counted.add(&[2], &again(2, Sameness::Older));
        counted.add(&[5], &again(2, Sameness::Beside));
        counted.add(&[0], &[]);
        // A place that is none of the batch's is nobody's.
        counted.add(&[6], &again(99, Sameness::Newer));
        let has: Vec<bool> = (0..7).map(|document| counted.has(document, 0)).collect();
        assert_eq!(has, [false, false, true, false, true, false, true]);
        assert_eq!((counted.reports(), counted.paragraphs()), (3, 15));
    }
}
