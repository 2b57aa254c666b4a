//! Signs of Markdown in plain text: `## 一、`, `**加粗**`, `> `, `- `, `\*`, `1\.`, links and rules.
//!
//! Files known to be Markdown are read as such; here it is about texts that were copied out of one. The signs
//! go; what they say about lines is kept as hints. `**` may also mask a name (`**县`), so it counts as a sign
//! only around a whole line, or where other signs show the text to be Markdown and nothing that follows a mask
//! stands behind it.

use memchr::{memchr2, memchr3};

use super::{Change, Pass, Span};
use crate::marker::{marker_at, starts_with_marker};
use crate::pattern::pattern;
use crate::text_util::{is_han, lines};
use crate::{Hint, Role, Source};

pub(crate) const PASS: Pass = Pass {
    name: "markdown",
    about: "signs of Markdown in plain text: ## 一、 and **加粗**",
    furniture: false,
    run,
};

const WHY: &str = "sign of Markdown";

fn run(text: &str) -> Vec<Change> {
    let mut lines: Vec<Span> = lines(text);
    lines.retain(|line| has_sign(line.of(text)));
    let bullets = lines.iter().filter(|line| bullet(line.of(text)).is_some()).count();
    let marked = lines.iter().any(|line| is_sign_of_markdown(line.of(text)));
    let mut changes = Vec::new();
    for line in lines {
        let words = line.of(text);
        let mut delete = |from: usize, to: usize| {
            changes.push(Change::delete(line.start() + from..line.start() + to, WHY));
        };
        if is_rule(words, marked) {
            delete(0, words.len());
            continue;
        }
        let mut at = 0;
        if let Some(quote) = pattern!(r"^(?:> ?)+").find(words) {
            delete(0, quote.end());
            at = quote.end();
        }
        if let Some(heading) = heading(&words[at..]) {
            delete(at, at + heading.sign);
            at += heading.sign;
        } else if let Some(len) = bullet(&words[at..]).filter(|_| marked || bullets > 1) {
            delete(at, at + len);
            at += len;
        }
        for bold in pattern!(r"\*\*([^*\n]+)\*\*").find_iter(&words[at..]) {
            if is_bold(&words[at..], bold.start(), bold.end(), marked) {
                delete(at + bold.start(), at + bold.start() + 2);
                delete(at + bold.end() - 2, at + bold.end());
            }
        }
        if marked {
            for bold in pattern!(r"__[^_\n]+__").find_iter(words) {
                delete(bold.start(), bold.start() + 2);
                delete(bold.end() - 2, bold.end());
            }
        }
        for escape in pattern!(r"\\[*_#.、．\-+!()\[\]{}\x3C\x3E~`|]").find_iter(words) {
            delete(escape.start(), escape.start() + 1);
        }
        for link in pattern!(r"!?\[([^\[\]\n]*)\]\((?:https?:|\.{0,2}/)[^()\s]*\)").captures_iter(words) {
            if let (Some(all), Some(label)) = (link.get(0), link.get(1)) {
                let label = if all.as_str().starts_with('!') { all.end()..all.end() } else { label.range() };
                delete(all.start(), label.start);
                delete(label.end, all.end());
            }
        }
    }
    changes.retain(|change| !change.span.is_empty());
    changes
}

/// Whether a line holds any character that Markdown's signs are made of.
fn has_sign(line: &str) -> bool {
    let line = line.as_bytes();
    matches!(line.first(), Some(b'-' | b'+'))
        || memchr3(b'#', b'*', b'>', line).is_some()
        || memchr3(b'\\', b'[', b'_', line).is_some()
        || memchr2(b'|', b'`', line).is_some()
}

/// What the signs say about the lines of a source: headings by `#`, and lines set in bold. Where no level is
/// above a single one in the middle of the text, it is left to its wording: it is no title of the whole.
pub(crate) fn hints(source: &str) -> Vec<Hint> {
    /// Below every level that `#` gives.
    const BOLD: u8 = 7;
    let lines: Vec<crate::Span<Source>> = lines(source);
    let bold = |at: usize| lines.get(at).is_some_and(|line| is_bold_line(line.of(source)));
    let level = |at: usize| match heading(lines[at].of(source)) {
        Some(heading) => Some(heading.level),
        // Lines of a title stand in bold one below the other, with date and speaker.
        None if bold(at) && !bold(at + 1) && (at == 0 || !bold(at - 1)) => {
            let title = lines[at].of(source).trim_matches('*');
            let told_by_words = starts_with_marker(title)
                || pattern!(r"<genre>$|^[-—（(]|\d月\d{1,2}日|会议?上$").is_match(title);
            Some(BOLD).filter(|_| !told_by_words)
        }
        None => None,
    };
    let mut levels: Vec<(usize, u8)> = (0..lines.len()).filter_map(|at| Some((at, level(at)?))).collect();
    let top = levels.iter().map(|&(_, level)| level).min();
    let alone = |levels: &[(usize, u8)]| levels.iter().filter(|&&(_, level)| Some(level) == top).count() == 1;
    if alone(&levels) {
        levels.retain(|&(at, level)| at == 0 || Some(level) != top);
    }
    levels.into_iter().map(|(at, level)| Hint { span: lines[at], role: Role::Heading(level) }).collect()
}

/// Whether a line is set in bold as a whole.
fn is_bold_line(line: &str) -> bool {
    pattern!(r"^\*\*[^*]+\*\*$").is_match(line) && is_bold(line, 0, line.len(), false)
}

/// The sign that makes a line a heading.
struct Heading {
    level: u8,
    /// Length in bytes, with the space behind it.
    sign: usize,
}

/// `## 标题`, and `##一、标题` without a space; `#1机组` is none.
fn heading(line: &str) -> Option<Heading> {
    let signs = line.len() - line.trim_start_matches('#').len();
    let behind = &line[signs..];
    let title = behind.trim_start();
    let apart = title.len() < behind.len();
    let glued = title.starts_with(is_han) && (signs > 1 || starts_with_marker(title));
    ((1..=6).contains(&signs) && !title.is_empty() && (apart || glued))
        .then(|| Heading { level: signs as u8, sign: line.len() - title.len() })
}

/// Length of the sign of a list's item; `- 3 -` is a page mark.
fn bullet(line: &str) -> Option<usize> {
    let sign = pattern!(r"^[-*+] +").find(line)?;
    (!line.ends_with(['-', '*'])).then_some(sign.end())
}

/// Whether a line shows its text to be Markdown.
fn is_sign_of_markdown(line: &str) -> bool {
    heading(line).is_some()
        || line.contains(r"\*")
        || pattern!(r"^\*\*[^*]*(?:[。：:；]\*\*|\*\*(?:$|[。：:；]))").is_match(line)
            && !may_be_mask(line.trim_start_matches('*'))
}

/// `---` between paragraphs, and the line under a table's head.
fn is_rule(line: &str, marked: bool) -> bool {
    pattern!(r"^-{3,}$|^\|?(?:[ ]*:?-{2,}:?[ ]*\|)+(?:[ ]*:?-{2,}:?)?$").is_match(line)
        || marked && pattern!(r"^(?:\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_]|`{3}\w*)$").is_match(line)
}

/// Whether `**…**` from `start` to `end` sets words in bold.
fn is_bold(line: &str, start: usize, end: usize, marked: bool) -> bool {
    let (inside, behind) = (&line[start + 2..end - 2], &line[end..]);
    if inside.starts_with(char::is_whitespace) || inside.chars().count() < 2 {
        return false;
    }
    let number = marker_at(line).map_or(0, |marker| marker.len);
    let opens = line[..start].trim_end().len() == number || start == 0;
    let whole = start == 0 && behind.trim_end_matches(['。', '：', ':', ' ']).is_empty();
    let closed = inside.ends_with(['。', '：', ':', '；']) || behind.starts_with(['。', '：', ':', '；']);
    let masks = may_be_mask(inside) || !opens && !closed && may_be_mask(behind);
    whole || marked && (opens && closed || !masks)
}

/// Whether a text goes on as one does behind a masked name or number: `**县`, `**万元`.
fn may_be_mask(behind: &str) -> bool {
    pattern!(
        r"(?x)^(?: [省市县区州旗镇乡村街路局委办组院校所站厂部处科队社场园馆港站岛湖河江山] | 大学 | 学院 | 公司 | 集团
        | 同志 | 社区 | 小区 | 项目 | 企业 | 工程 | 书记 | 主任 | 领导 | 有限 | 单位 | [年月日号元万亿千百十余多个人户名次家项件起处座条所亩吨米只场批期届种篇份]
        | 公里 | 平方 | [%％‰，。、；/／-] )"
    )
    .is_match(behind)
}
