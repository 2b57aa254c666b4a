//! Lines in which a collector of texts sells memberships, ghost-writing and more texts.

use super::{Change, Pass, Span};
use crate::pattern::{Pattern, pattern};
use crate::text_util::lines;

pub(super) const PASS: Pass = Pass {
    name: "advertisements",
    about: "lines that sell texts, memberships or ghost-writing",
    furniture: true,
    run,
};

/// Longer lines are taken for report text whatever they say.
const LONGEST: usize = 240;

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    lines
        .into_iter()
        .filter(|line| is_advertisement(line.of(text)))
        .map(|line| Change::delete(line, "advertisement"))
        .collect()
}

/// Two words that only sellers use, or one of them and two that sellers like.
fn is_advertisement(line: &str) -> bool {
    if line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return false;
    }
    let seller = pattern!(
        r"(?x) 素材库 | 代笔 | 代写 | 润笔 | (?i:svip) | 网盘群 | 会员群 | 会员价 | 加入会员 | 开通会员
        | 谨防假冒 | 唯一平台 | 笔杆子 | 公文(?:网|圈|库|写作) | 写材料 | 材料(?:网|库|群)
        | 更多(?:材料|范文|公文|资料|文稿) | 文秘(?:网|圈|屋) | 扫码(?:加入|关注|入群) | 添加(?:客服|微信)
        | 加(?:微信|入请联系|V信) | 原创高质量 | 知识星球 | 星球号 | (?:材料|文稿)请(?:搜索|关注|联系)"
    );
    let liked = pattern!(
        r"(?x) 客服 | 公众号 | 下载 | 更新 | 持续接单 | 接单 | 内部 | 一键 | 范文 | 好评 | 联系 | 微信 | (?i:vip|qq)
        | 会员 | 网盘 | 素材 | 小伙伴 | 关注 | 免费 | 高质量 | AAA"
    );
    let count = |words: &Pattern| {
        let mut found: Vec<&str> = words.find_iter(line).map(|m| m.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    };
    let seller = count(seller);
    seller >= 2 || (seller == 1 && count(liked) >= 2)
}
