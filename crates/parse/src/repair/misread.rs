//! Characters that a scanner misread: `100机` for 100%。, `100O余` for 1000余, `172万o` for 172万。.
//!
//! Only shapes with one possible reading are repaired; [`suspects`] names the rest.

use memchr::{memchr2, memchr3};

use super::{Change, Pass, Span};
use crate::pattern::pattern;
use crate::text_util::{before, raw_lines};

pub(super) const PASS: Pass = Pass {
    name: "misread",
    about: "100机 at a clause end for 100%。, 100O余 for 1000余, 172万o for 172万。",
    furniture: false,
    run,
};

const WHY: &str = "misread by a scanner";

fn run(text: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    // 反馈率100机推动…: a rate, its number, and one character where `%。` must stand.
    let rates = pattern!(
        r"(?:率|率达|率达到|率为|比例达|达到|增长|下降|提高|降低)\d{1,3}(?:\.\d+)?(机|吼|玳|乐o|机o)"
    );
    let mut signs = pattern!("[机吼玳乐]").find_iter(text);
    let may_be = signs.any(|sign| before(text, sign.start()).is_some_and(char::is_numeric));
    for found in may_be.then(|| rates.captures_iter(text)).into_iter().flatten() {
        if let Some(sign) = found.get(1)
            && !pattern!(r"^(?:器|构|关|动|制|会|场|械|组|床|票|房|车|耕|遇|井|电|台|位|油)")
                .is_match(&text[sign.end()..])
        {
            changes.push(Change::new(sign.range(), "%。", WHY));
        }
    }
    // The letters are rare, and looking for one is quick.
    if text.contains('o') {
        let stop = pattern!(r"[\d万亿元%％户家人次个件](o)(?:[\p{Han}（(“]|\d+[.、．]|$)");
        stop.captures_iter(text).for_each(|found| push(&mut changes, found.get(1), "。"));
    }
    if text.contains("%0") || text.contains("％0") {
        let stop = pattern!(r"\d[%％](0)(?:[<numeral>]是|[（(][<numeral>]+[）)])");
        stop.captures_iter(text).for_each(|found| push(&mut changes, found.get(1), "。"));
    }
    if text.contains('O') {
        let zeros = pattern!(r"\d(O{1,3})(?:余|多|个|家|名|万|人|次|册|套|户|亩|件|条|公里|米|平方|亿|%|％)");
        for zeros in zeros.captures_iter(text).filter_map(|found| found.get(1)) {
            changes.push(Change::new(zeros.range(), "0".repeat(zeros.len()), WHY));
        }
    }
    changes
}

fn push(changes: &mut Vec<Change>, place: Option<regex::Match>, with: &str) {
    changes.extend(place.map(|place| Change::new(place.range(), with, WHY)));
}

/// Places that look misread and are left alone, with enough around them to be found.
pub(crate) fn suspects(text: &str) -> impl Iterator<Item = Span> {
    let shapes = pattern!(
        r"\d[lo]{1,3}|[^A-Za-z\d]L\d+(?:\.\d+)?[万亿]|\d,\d%|AAu|\p{Han}[A-Za-z]*l[o]{2,}|\d(?:吼|玳)"
    );
    // Most lines hold none of the letters, and most texts none of the signs.
    let signs = text.contains("吼") || text.contains("玳");
    let may_hold = move |line: &str| {
        let bytes = line.as_bytes();
        signs || memchr3(b'l', b'o', b'L', bytes).is_some() || memchr2(b',', b'A', bytes).is_some()
    };
    // A line with the break before it, which a shape may begin with.
    let lines = raw_lines(text).map(|(at, line)| at.saturating_sub(1)..at + line.len());
    let found = lines.filter(move |line| may_hold(&text[line.clone()])).flat_map(|line| {
        shapes
            .find_iter(&text[line.clone()])
            .map(move |found| line.start + found.start()..line.start + found.end())
    });
    found.map(|found| {
        let end = text[found.end..].chars().next().map_or(0, char::len_utf8) + found.end;
        Span::new(found.start, end)
    })
}
