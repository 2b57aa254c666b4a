//! `20222022年度`: a year typed or pasted twice.

use super::{Change, Pass};
use crate::pattern::pattern;

pub(super) const PASS: Pass =
    Pass { name: "doubled-years", about: "20222022年 for 2022年", furniture: false, run };

fn run(text: &str) -> Vec<Change> {
    pattern!(r"(?:^|[^\d])(\d{8})年")
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .filter(|year| matches!(&year.as_str()[..2], "19" | "20"))
        .filter(|year| year.as_str()[..4] == year.as_str()[4..])
        .map(|year| Change::delete(year.start()..year.start() + 4, "year written twice"))
        .collect()
}
