//! What became of a plan: the things one report plans, held against what a later report of the same unit tells.
//!
//! A plan is cut into items, clauses that name an aim; for each the stretches of the later report are ranked that may
//! report on it, by how alike their words, names, figures and titles are. Where the likeliest is likely enough, the
//! item's status follows from the figures aimed at and reached, else from the words of both.
//!
//! ```
//! use gongwen::Reader;
//! use gongwen::track::{ItemOutcome, track};
//! use gongwen::write::Reported;
//!
//! let reader = Reader::default();
//! let last = reader.parse_text("", "云岭县2023年工作总结\n一、工作情况\n修路8公里。\n二、2024年工作思路\n新建公厕12座。\n");
//! let this = reader.parse_text("", "云岭县2024年工作总结\n一、工作情况\n全年新建公厕9座。\n");
//! let [plan, result] = [&last, &this].map(|file| {
//!     Reported { name: &file.name, document: &file.document, report: &file.document.reports[0] }
//! });
//! let tracked = track(plan, result);
//! let item = &tracked.items[0];
//! assert_eq!((item.stretch.text(), item.outcome), ("新建公厕12座", ItemOutcome::Missed));
//! assert_eq!(item.matches[0].reached_text().as_deref(), Some("9座"));
//! ```

mod clauses;
#[cfg(feature = "xlsx")]
mod corrected;
mod matching;
mod pairs;
mod pieces;
mod status;
mod targets;
mod terms;
#[cfg(test)]
mod tests;
mod unplanned;

pub use gongwen_write::{ItemOutcome, Match, Reported, Stretch, Tracked, TrackedItem, Unplanned};
use rayon::prelude::*;

#[cfg(feature = "xlsx")]
pub use self::corrected::{CorrectionError, Corrections};
use self::matching::{Candidate, Matcher};
pub use self::matching::{Likeness, WAYS, Weights};
pub use self::pairs::{Alone, Pairs, pairs};
use self::pieces::{Piece, planned, reported};
use self::status::judge;
use self::targets::{Found, aims};
use self::unplanned::unplanned;

/// How likely a stretch must be to report on an item that is not mentioned, to be shown as possible.
const POSSIBLE: f64 = 0.1;

/// Matches an item lists at most.
const MATCHES: usize = 5;

/// Holds the plan of one report against the results of another.
pub fn track<'a>(plan: Reported<'a>, result: Reported<'a>) -> Tracked<'a> {
    track_with(plan, result, &Weights::default())
}

/// Does what [`track`] does, with weights of one's own.
pub fn track_with<'a>(plan: Reported<'a>, result: Reported<'a>, weights: &Weights) -> Tracked<'a> {
    let items = planned(plan.document, plan.report);
    let stretches = reported(result.document, result.report);
    let matcher = Matcher::new(&items, &stretches);
    let candidates = all_candidates(&matcher, items.len(), weights);
    let likeliest = likeliest(&candidates, stretches.len());
    let tracked = items.iter().zip(&candidates).enumerate().map(|(at, (item, candidates))| {
        // Behind the first, a stretch that rather reports on another item is left to that one.
        let own = |(rank, candidate): &(usize, &Candidate)| {
            candidate.p >= weights.enough && (*rank == 0 || candidate.p >= likeliest[candidate.stretch])
        };
        let enough = candidates.iter().enumerate().filter(own).map(|(_, candidate)| candidate).take(MATCHES);
        settle(&matcher, at, item, &stretches, &enough.collect::<Vec<_>>(), candidates)
    });
    Tracked {
        plan,
        result,
        items: tracked.collect(),
        unplanned: unplanned(&stretches, &likeliest, weights.enough),
    }
}

/// The items of a plan, each with the stretches of a result most like it and how they are: what [`Weights`] are
/// learnt from.
pub fn likenesses<'a>(
    plan: Reported<'a>,
    result: Reported<'a>,
) -> Vec<(Stretch<'a>, Vec<(Stretch<'a>, Likeness)>)> {
    let items = planned(plan.document, plan.report);
    let stretches = reported(result.document, result.report);
    let matcher = Matcher::new(&items, &stretches);
    let candidates = all_candidates(&matcher, items.len(), &Weights::default());
    let of_item = |(item, candidates): (&Piece<'a>, Vec<Candidate>)| {
        let likeness = |found: &Candidate| (stretches[found.stretch].stretch.clone(), found.likeness);
        (item.stretch.clone(), candidates.iter().map(likeness).collect())
    };
    items.iter().zip(candidates).map(of_item).collect()
}

/// Of each stretch, how likely it reports on the item that it reports on likeliest.
fn likeliest(candidates: &[Vec<Candidate>], stretches: usize) -> Vec<f64> {
    let mut likeliest = vec![0.0_f64; stretches];
    for candidate in candidates.iter().flatten() {
        likeliest[candidate.stretch] = likeliest[candidate.stretch].max(candidate.p);
    }
    likeliest
}

fn all_candidates(matcher: &Matcher, items: usize, weights: &Weights) -> Vec<Vec<Candidate>> {
    (0..items).into_par_iter().map(|item| matcher.candidates(item, weights)).collect()
}

/// Decides which stretches report on an item, and what became of it.
fn settle<'a>(
    matcher: &Matcher,
    at: usize,
    item: &Piece<'a>,
    stretches: &[Piece<'a>],
    enough: &[&Candidate],
    candidates: &[Candidate],
) -> TrackedItem<'a> {
    let likeliest = candidates.first().map_or(0.0, |candidate| candidate.p);
    let pieces: Vec<&Piece<'a>> = enough.iter().map(|candidate| &stretches[candidate.stretch]).collect();
    let aims = aims(item, &pieces);
    let target = aims.iter().map(|aim| aim.figure.span.clone()).collect();
    let (outcome, p) = if enough.is_empty() {
        (ItemOutcome::NotMentioned, 1.0 - likeliest)
    } else {
        let indices: Vec<usize> = enough.iter().map(|candidate| candidate.stretch).collect();
        let judged = judge(item, &aims, &pieces, &matcher.members_told(at, &indices));
        (judged.outcome, likeliest * judged.right)
    };
    let matches = enough.iter().zip(&pieces).enumerate().map(|(index, (candidate, piece))| {
        let reached = aims.iter().filter_map(|aim| match &aim.found {
            Found::Comparable { of, range, .. } | Found::OtherMeasure { of, range } => {
                (*of == index).then(|| range.clone())
            }
            Found::Nothing => None,
        });
        Match { stretch: piece.stretch.clone(), reached: reached.collect(), score: candidate.p }
    });
    let possible = candidates.first().filter(|candidate| enough.is_empty() && candidate.p >= POSSIBLE);
    let possible = possible.map(|candidate| Match {
        stretch: stretches[candidate.stretch].stretch.clone(),
        reached: Vec::new(),
        score: candidate.p,
    });
    TrackedItem {
        stretch: item.stretch.clone(),
        target,
        outcome,
        p,
        matches: matches.collect(),
        possible,
        checked: false,
    }
}
