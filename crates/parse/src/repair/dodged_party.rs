//! `D建` for 党建: the letter that stands in for 党 where filters look for it.
//!
//! A lone D is 党 when the word it stands in says so (D员, 从严治D, 中国共产D). In a text that
//! dodges several times, a lone D between Chinese characters is 党 too, unless it may be a code,
//! a grade or a size (D级危房, D座, 3D, D09地块, R&D).

use super::{Change, Pass};
use crate::pattern::pattern;
use crate::text_util::{after, is_han};

pub(super) const PASS: Pass = Pass {
    name: "dodged-party",
    about: "D for 党 (D员, 从严治D), never D09, LED, R&D, D级",
    furniture: false,
    run,
};

/// Sure words that make a text a dodging one.
const ENOUGH: usize = 2;

fn run(text: &str) -> Vec<Change> {
    let mut sure = Vec::new();
    let mut likely = Vec::new();
    for (at, d) in text.match_indices('D').chain(text.match_indices('Ｄ')) {
        let (left, right) = (&text[..at], &text[at + d.len()..]);
        if is_code(left, right) {
            continue;
        }
        let change = Change::new(at..at + d.len(), "党", "党 hidden from a word filter");
        if pattern!(BEHIND).is_match(right) || pattern!(BEFORE).is_match(tail(left)) {
            sure.push(change);
        } else if left.chars().next_back().is_some_and(is_han)
            && !right.chars().next().is_some_and(|c| {
                !is_han(c) && !crate::text_util::is_wide_punctuation(c) && !",.;:".contains(c)
            })
        {
            likely.push(change);
        }
    }
    if sure.len() >= ENOUGH {
        sure.append(&mut likely);
    }
    sure
}

/// What follows 党 in words of its own.
const BEHIND: &str = r"(?x)^(?: 员 | 建 | 组 | 委 | 课 | 校 | 群 | 支部 | 总支 | 小组 | 性 | 风 | 政 | 籍 | 章 | 史
    | 工委 | 派 | 中央 | 管武装 | 费 | 龄 | 徽 | 旗 | 纪 | 规 | 代会 | 代表 | 内 | 务 | 日 | 外 | 媒 | 报 | 刊 | 恩 | 令
    | 的(?: 领导 | 建设 | 政治 | 路线 | 方针 | 政策 | 创新理论 | 理论 | 组织 | 群众 | 纪律 | 工作 | 基层 | 自我革命
        | 全面领导 | 作风 | 宗旨 | 各级 | 历史 | 生日 | 百年 | 光辉 | 形象 | 执政 | 干部 | 事业 | 先进 | 意识形态 | 教育
        | 主张 | 声音 | [一二三]?十 | 儿女 | 好 ) )";

/// What stands before 党 at the end of words.
const BEFORE: &str =
    r"(?:治|管|共产|全|爱|入|跟|听|向|对|忠于|兴|强|建|我|新|民主|全体|农工|致公|无|在|颂|感|知|信|护|姓)$";

/// The last few characters of the left context.
fn tail(left: &str) -> &str {
    let start = left.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    &left[start..]
}

/// Whether this D belongs to a Latin word, a number, or a row of grades.
fn is_code(left: &str, right: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '+' | '_');
    if left.chars().next_back().is_some_and(joins)
        || pattern!(r"[A-Za-z0-9][-/]$|[A-Za-z]\.$").is_match(tail(left))
        || pattern!(r"^[-A-Za-z0-9&+_]").is_match(right)
    {
        return true;
    }
    if pattern!(
        r"^(?:级|类|座|区|栋|轮|型|幢|馆|口|等|段|字头|打印|档|盘|楼|单元|标|地块|匝道|点|线|号|轴|面|证|股)"
    )
    .is_match(right)
        || pattern!(r"(?:维生素|方案|选项|附件|图|表|编号|等级|评级|模块|板块|地块|教学楼|大厦|出口|出入口)$")
            .is_match(tail(left))
    {
        return true;
    }
    // A组、B组、C组、D组: the same word behind C shortly before.
    let word = after(right, 0);
    let near = left.char_indices().rev().nth(7).map_or(left, |(at, _)| &left[at..]);
    let mut chars = near.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, 'A' | 'B' | 'C') && chars.peek().copied() == word {
            return true;
        }
    }
    false
}
