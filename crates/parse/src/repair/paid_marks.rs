//! `##paidbegin##`: marks of sites that sell texts, left where the free part ends, even inside
//! a sentence.

use super::{Change, Pass};
use crate::pattern::pattern;

pub(super) const PASS: Pass = Pass {
    name: "paid-marks",
    about: "##paidbegin## and the like, also inside sentences",
    furniture: true,
    run,
};

fn run(text: &str) -> Vec<Change> {
    pattern!(r"##[A-Za-z]{3,20}##")
        .find_iter(text)
        .map(|mark| Change::delete(mark.range(), "mark of a paid section"))
        .collect()
}
