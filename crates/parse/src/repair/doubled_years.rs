//! `20222022年度`: a year typed or pasted twice.

use super::{Change, Pass};
use crate::text_util::{before, is_digit};

pub(super) const PASS: Pass =
    Pass { name: "doubled-years", about: "20222022年 for 2022年", furniture: false, run };

fn run(text: &str) -> Vec<Change> {
    const DIGITS: usize = 4;
    let doubled = text.match_indices('年').filter_map(|(end, _)| {
        let start = end.checked_sub(2 * DIGITS)?;
        let (year, again) = text.get(start..end)?.split_at_checked(DIGITS)?;
        let whole =
            year.bytes().all(|byte| byte.is_ascii_digit()) && !before(text, start).is_some_and(is_digit);
        let is_year = year == again && (year.starts_with("19") || year.starts_with("20"));
        (whole && is_year).then(|| Change::delete(start..start + DIGITS, "year written twice"))
    });
    doubled.collect()
}
