//! Letters that word filters swallow: G and L drop out (`DP`, `ED屏`), 微信 becomes `AAA`.
//!
//! A swallowed letter leaves no trace of its own, so only words that mean nothing else are
//! restored: AAA级景区, R&D and 5个 stay.

use std::sync::LazyLock;

use super::{Change, Pass};
use crate::pattern::{Pattern, compile, pattern};
use crate::text_util::before;

pub(super) const PASS: Pass = Pass {
    name: "dodged-letters",
    about: "DP for GDP, ED屏 for LED屏, 5基站 for 5G基站, AAA公众号 for 微信公众号",
    furniture: false,
    run,
};

fn run(text: &str) -> Vec<Change> {
    // Each with what is left of the word, which is quick to look for.
    let words = [
        (pattern!("DP"), gdp(), "GDP"),
        (pattern!("ED"), pattern!(r"(ED)(?:大屏|屏|显示屏|电子屏|灯|路灯|照明|光源)"), "LED"),
        (pattern!(FIFTH), fifth_generation(), "5G"),
        (
            pattern!("AAA"),
            pattern!(
                r"(AAA)(?:公众(?:号|平台)|小程序|工作群|群|朋友圈|视频号|推文|推送|扫码|平台|支付|视频|直播|矩阵|[、和](?:抖音|微博|QQ|短视频|快手))"
            ),
            "微信",
        ),
    ];
    let mut changes = Vec::new();
    for (_, pattern, with) in words.into_iter().filter(|(left, _, _)| left.is_match(text)) {
        for word in pattern.captures_iter(text).filter_map(|found| found.get(1)) {
            if !before(text, word.start()).is_some_and(|c| c.is_ascii_alphanumeric() || c == '&') {
                changes.push(Change::new(word.range(), with, "letters swallowed by a word filter"));
            }
        }
    }
    changes
}

const FIFTH: &str = r"(5)(?:基站|网络|通信|\+工业|\+智慧|\+医疗|手机|的高频|商用|信号|专网|云诊疗|远程)";

/// `5` before the words that go with 5G.
fn fifth_generation() -> &'static Pattern {
    static FOUND: LazyLock<Pattern> = LazyLock::new(|| {
        let before = "(?:面向|基于|融合|应用|首个|推进|打造|推动|加快|建设|建成|新建|开通|[”“、，]|^)";
        compile(&format!("{before}{FIFTH}"))
    });
    &FOUND
}

/// `DP` beside the words that go with GDP.
fn gdp() -> &'static Pattern {
    pattern!(
        r"(?x)
        (?:人均|占|与|全区|全市|全县|全国|全省|万元|单位|亿元|实现|完成|的|工业|的|，|、|^) [\ ]? (DP)
        [\ ]? (?:之比|的?比重|的?比例|比|增|总量|总值|达|突破|能耗|排名|目标|预期|首次|超|同比|贡献|占|完成|、|\d)"
    )
}
