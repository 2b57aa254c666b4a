//! `##paidbegin##`, `---此处隐藏800字，下载后查看---`: marks of sites that sell texts, left where the free
//! part ends, even inside a sentence.

use super::{Change, Pass};
use crate::pattern::pattern;

pub(super) const PASS: Pass = Pass {
    name: "paid-marks",
    about: "##paidbegin##, 此处隐藏…字 and the like, also inside sentences",
    furniture: true,
    run,
};

fn run(text: &str) -> Vec<Change> {
    if !text.contains("##") && !pattern!(r"\d[\ ]?[多余]?字").is_match(text) {
        return Vec::new();
    }
    pattern!(
        r"(?x) \#\#[A-Za-z]{3,20}\#\#
        | [-—=…·.*～~（(【\[]*
            (?: (?:此处|本文|以下|以上|剩余|余下|其余|还有)已?(?:隐藏|省略|未显示|剩余)? | 已?(?:隐藏|省略|未显示)|剩余)
            (?:内容)?[约共]?[\ ]?\d+[\ ]?[多余]?字
            (?:[，,。；;]?[\ ]?[请需可]?(?:点击)?(?:下载|付费|购买|登录|注册|开通会员)
                (?:后|全文|原文|文档|本文)?[\ ]?(?:查看|阅读|浏览|显示)?(?:全文|完整(?:版|内容)?|原文|更多)?)?
            [-—=…·.*～~）)】\]。]*"
    )
    .find_iter(text)
    .map(|mark| Change::delete(mark.range(), "mark of a paid section"))
    .collect()
}
