//! What a figure measures: the phrase before its number, or the noun behind it.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::scan::Quantity;
use crate::unit::Kind;
use crate::words::{List as _, Words};
use crate::{Role, approx, role};

/// What stands around a quantity.
#[derive(Debug)]
pub(crate) struct Around<'a> {
    pub(crate) text: &'a Glyphs,
    pub(crate) quantity: &'a Quantity,
    /// From the clause's start, or what the figure before took of it, to the number.
    pub(crate) before: Range<usize>,
    /// From the unit to the clause's end or the next quantity.
    pub(crate) behind: Range<usize>,
    /// Whether the next quantity stands where `behind` ends.
    pub(crate) meets_next: bool,
    /// Whether the range before the number begins where another quantity ends.
    pub(crate) follows: bool,
    /// The times of the sentence.
    pub(crate) times: &'a [Range<usize>],
}

/// Words at the head of a clause that are no part of what is measured.
static HEADS: Words = Words::new(
    "有力 有序 扎实 持续 不断 深入 全力 其中 累计 共计 合计 总计 共 已经 已 并 同时 预计 完成 实现 开展 举办 组织 召开 发放 推动 实施 形成 制定 出台 编制 建成
     建立 成功 先后 全面 积极 统筹 力争 确保 计划 全市 全区 全县 全省 全镇 全街道 全州 我市 我区 我县 我省 我局 我镇 我街道 分别 新 均 将 可 使 对 为 在 向 和
     及 与 、 等 并已 也 还 又 仅 于 到 了 期间 有 至 由 从 以来 再 以 一是 二是 三是 四是 五是 六是 达到 达 约 近 超 超过 地区内 辖区内 -",
);
/// Words at the tail likewise.
static TAILS: Words = Words::new(
    "仍 仍在 仍有 仍为 保持 达到 达 为 约 近 超 超过 突破 共计 合计 总计 累计 共 已 均 分别 不少于 不低于 至少 仅 高达 至 到 了 有 共有 完成 实现 在 的 是 等 及 和 与 、 各 接近
     增至 降至 增加到 增加至 增长到 增长至 提高到 提高至 提升到 提升至 上升到 上升至 下降到 下降至 降低到 降低至 减少到 减少至 扩大到 扩大至 稳定在 保持在 控制在 不超过
     从 由 占 逾 过 大于 小于 低于 不足 其中 升至 升到 降到 回升至 攀升至 压缩到 压缩至 缩短到 缩短至 总额达 量达 再 以 已达 将达 共达 计 按 力争 上 每月 每人
     - ~ 每人每月 每人每年 每生每年 月均 人均补差 新增到 各类 另 如 每年 比例 仅为 确保 预计 要 争取 实到 近 每",
);
/// Words that end or begin as one of those and belong to a name.
static KEPT: Words = Words::new(
    "签约 规约 公约 合约 惠及 涉及 普及 参与 通过 线上 占比 累计开工 在建 在校 在册 在职 在线 对接 对外 对口 向上 新增 新建 新设 新签 新开 共建 共享 到位 到账 到期
     有机 有效 以工代赈 可再生 再生 为民 均价 均等 节约 审计 统计 设计 会计 目的 履约 预约 提高 新能源 新型 新材料 新产业 新业态 新市民 新居民 新质 新就业 新农 新四军
     新冠 由此 共产 共青 共同 公共 实到 收到 得到 达标 超市 超标 超限 超高 近视 近海 近岸 以上 网上 水上 海上 规上 限上 有线 有轨 有偿 均衡 拨付 等级 要素 主要
     重要 需要 摘要 纪要 和谐 和美 及时 为主 作为 行为 认为 所得 应急 平均 人均 亩均 户均 年均 月均 日均 上报 上市 上线 上云 上级 上缴 至今 甚至 将军 使用 对象
     对标 对照 在岗 在库 在编 在谈 在手",
);
/// Words at the end of a phrase that leave what is counted to the noun behind the number.
static LEADING: Words = Words::new("等 对 向 为 给 在 把 将 于 让 与 和 含 包括 包含 以 如");
/// Words that look as if no noun could begin with them.
static NOUN_HEADS: Words = Words::new(
    "中小 中心 中央 中医 中药 中学 中型 中国 中华 中级 中高 中职 外资 外贸 外商 外来 外卖 外籍 内资 内河 内涝 前沿 前期 后备 可再生 不动产 不良 不合格 不锈 不放心
     无人 无障碍 无害 无证 无主 未成年 未办 对外 再生 受灾 受损 有机 在建 在校 在册 在职 在线 在谈 以工 获奖 占道 与会 和谐 和美 通过式 提升改造 等级 从业 比赛 时尚
     使用 可研 及时 向上 完成率 外地 到期 到站 无房 驻村",
);
/// Words that make of a phrase a deed; what is measured begins behind the last of them in a long phrase.
static DEEDS: Words = Words::new(
    "发放 完成 开展 实现 投入 处置 受理 组织 召开 举办 引进 新增 新建 建成 培育 落实 争取 打造 实施 推进 达成 形成 带动 化解 排查 整改 获批 申报 安排 拨付 出动
     清理 拆除 接待 走访 检查 设立 成立 新改建 改造 提供 编制",
);
/// What a noun behind a number never begins with.
static NO_NOUNS: Words = Words::new(
    "已 均 并 及 和 与 在 为 被 获 得 进行 进入 达 较 比 同比 占 用于 由 从 对 向 到 且 还 又 也 再 参与 参加 是 以 时 后 前 内 外 中 左右 以上 以下 赴
     驻 深入 前往 予以 给予 增长 下降 提高 降低 增加 减少 ( ) — - 、 ” 将 使 让 可 通过 不 未 无 其中 同时 确保 全部 完成 实现 成功 位居 位列 排名 等 ，
     受益 增至 提升 降至 降到 升至 升到 压缩 压减 缩短 缩减 减至 扩大 调整 跃升 回落 缩小 上升 入选 入围 而 则",
);
/// What ends a noun behind a number.
static NOUN_ENDS: Words = Words::new(
    "已 均 完成 进行 开展 被 面向 提交 发布 参与 参加 如期 实现 进入 纳入 获得 获评 获批 荣获 达到 提供 近 超过 约 全部 顺利 正在 正式 列入 入选 成功 按期 落地
     开工 竣工 投产 建成 签约 通过 得到 实施 共 较 比上年 比去年 同比 占 作为 成为 累计 建设完成 开始 享受 有序 全面 投入使用 投用 用于 基本 其中 ( ) 的建设 预计",
);
/// Nouns that say little: with what is done to them, they say what is counted.
const PLAIN_NOUNS: &[&str] = &["企业", "单位", "项目"];
/// Nouns before a measure that belong to what was counted just before: 11处面积6658平方米.
static MEASURES: Words = Words::new("面积 金额 总面积 总金额 涉及 长度 总长 共 合计 涉案金额 总");
/// Phrases before a change or a rank that only speak of the change or the rank.
static OF_CHANGE: Words = Words::new(
    "增速 增幅 涨幅 降幅 总量 排名 均 增长 分别 综合排名 增长率 也 规模 绝对值 量 位次 名 增 速度 比重 较 占比 成绩",
);

impl Around<'_> {
    /// The phrase before the number, without what is no part of a name.
    fn phrase(&self) -> Range<usize> {
        self.stripped(self.before.clone())
    }

    fn stripped(&self, range: Range<usize>) -> Range<usize> {
        let Range { start, end } = self.untailed(range);
        let mut start = self.headless(start, end);
        // Who did it stands before 已; what was done, behind it.
        if end - start > 8
            && let Some(done) = self.text.last(start..end.saturating_sub(3), &["已", "累计", "共"])
            && self.text.longest(done.start, &KEPT).is_none()
            && !self.text.starts(done.start.saturating_sub(1), "公共")
        {
            start = self.headless(done.end, end);
        }
        // A long phrase tells what was done for whom: the thing itself stands behind the last deed.
        if end - start > 14
            && let Some(deed) = self.text.last(start..end.saturating_sub(4), &DEEDS)
        {
            start = self.headless(deed.end, end);
        }
        start..end
    }

    fn untailed(&self, range: Range<usize>) -> Range<usize> {
        let Range { start, mut end } = range;
        loop {
            let before = end;
            if let Some(time) = self.times.iter().find(|time| time.end == end && time.start >= start) {
                end = time.start;
            } else if let Some(word) = self.tail(start, end) {
                end = word;
            } else if self.text.before(end) == ')' && end > start {
                let open = (start..end).rev().find(|&at| self.text.at(at) == '(');
                end = open.unwrap_or(end);
            }
            if end == before || end <= start {
                return start..end.max(start);
            }
        }
    }

    /// Where the word begins at the end of a phrase that is no part of a name.
    fn tail(&self, start: usize, end: usize) -> Option<usize> {
        let word = self.text.ends(start, end, &TAILS)?;
        self.text.ends(start, end, &KEPT).is_none_or(|kept| word < kept).then_some(word)
    }

    /// Where a phrase begins without times and words that are no part of a name.
    fn headless(&self, mut start: usize, end: usize) -> usize {
        loop {
            let before = start;
            if let Some(time) = self.times.iter().find(|time| time.start == start && time.end <= end) {
                start = time.end;
            } else if self.text.at(start).is_ascii_digit() && self.text.at(start + 1) == '.' {
                start += 2;
            } else if self.text.at(start) == '(' {
                start = (start..end).find(|&at| self.text.at(at) == ')').map_or(start, |close| close + 1);
            } else if let Some(len) = self.text.longest(start, &HEADS) {
                // 完成年度目标 is a name.
                let goal = self
                    .text
                    .longest(start + len, &["年度", "全年目标", "全年任务", "全年计划", "目标", "任务"])
                    .is_some();
                let kept = self.text.longest(start, &KEPT).is_some_and(|kept| kept > len);
                // A single character left would be half a word.
                if start + len <= end && start + len + 1 != end && !goal && !kept {
                    start += len;
                }
            }
            if start == before || start >= end {
                return start.min(end);
            }
        }
    }

    /// The noun behind the number, if one stands there.
    fn noun(&self) -> Option<Range<usize>> {
        let mut start = approx::end(self.text, self.behind.start);
        if self.text.at(start) == '的' {
            start += 1;
        }
        let limit = self.behind.end;
        if let Some(time) = self.times.iter().find(|time| time.start == start) {
            start = time.end;
        }
        let no_noun =
            self.text.longest(start, &NOUN_HEADS).is_none() && self.text.longest(start, &NO_NOUNS).is_some();
        if start >= limit || no_noun {
            return None;
        }
        let plain = self.text.longest(start, PLAIN_NOUNS);
        let stop = self.text.first(start + 1..limit, &NOUN_ENDS).map_or(limit, |word| word.start);
        // 两个基础较好的社区: what is counted stands behind what is said of it.
        if matches!(self.text.at(stop), '较' | '更') && stop < limit {
            let said =
                (stop..limit).rev().find(|&at| self.text.at(at) == '的').filter(|said| said + 2 < limit);
            start = said.map_or(start, |said| said + 1);
        }
        let stop = if stop < start { limit } else { stop };
        let quotes = |at: &usize| self.text.at(*at) == '“' && self.text.at(start) != '“';
        let stop = (start + 2..stop).find(quotes).unwrap_or(stop);
        let time = self.times.iter().map(|time| time.start).find(|&at| at > start);
        let stop = time.map_or(stop, |time| time.min(stop));
        let stop = match plain {
            // 2家企业成功申报: the noun alone says little.
            Some(len) if !self.meets_next && stop == start + len => limit.min(start + 16),
            _ => stop,
        };
        let Range { end, .. } = self.untailed(start..stop);
        let bare_plain = plain.is_some_and(|len| start + len == end) && self.meets_next;
        (end > start && !bare_plain).then_some(start..end)
    }

    /// Whether the phrase is long enough to name something.
    fn names(&self, phrase: &Range<usize>) -> bool {
        phrase.len() >= 2 && self.text.of_range(phrase.clone()).iter().any(|c| !c.is_ascii())
    }

    /// The indicator that the clause itself gives; `None` where it is that of a figure before.
    pub(crate) fn own(&self, role: Role) -> Option<Range<usize>> {
        let phrase = match role {
            Role::Rank => self.unplaced(),
            Role::Change => self.unchanged(),
            Role::Level | Role::Share => self.phrase(),
        };
        match role {
            Role::Rank | Role::Change => {
                let only_change = self.text.longest(phrase.start, &OF_CHANGE) == Some(phrase.len());
                (self.names(&phrase) && !only_change).then_some(phrase)
            }
            Role::Share | Role::Level => self.own_level(phrase),
        }
    }

    fn own_level(&self, phrase: Range<usize>) -> Option<Range<usize>> {
        let measures = |noun: &Range<usize>| self.text.longest(noun.start, &MEASURES) == Some(noun.len());
        let noun = self.noun().filter(|noun| !self.meets_next || !measures(noun));
        // 10个项目8亿元: the noun is that of the count before.
        let taken = self.follows && self.text.longest(phrase.start, PLAIN_NOUNS) == Some(phrase.len());
        let changed = self.text.longest(phrase.start, &CHANGES) == Some(phrase.len());
        let named = self.names(&phrase) && !taken && !changed;
        let measured = !matches!(self.quantity.kind(), Some(Kind::Count | Kind::Loose));
        if measured && measures(&phrase) && !phrase.is_empty() {
            return None;
        }
        let start = self.quantity.range.start;
        let located = measured && matches!(self.text.before(start), '在' | '于');
        let lists = !located
            && self.text.ends(self.before.start, start, &LEADING).is_some()
            && self.text.ends(self.before.start, start, &KEPT).is_none();
        let by_noun = match () {
            () if lists => true,
            () if measured => !named || phrase.len() <= 2 && self.text.at(self.behind.start) != '的',
            () => true,
        };
        let plain =
            noun.as_ref().is_some_and(|noun| self.text.longest(noun.start, PLAIN_NOUNS) == Some(noun.len()));
        let done = self.text.ends(self.before.start, start, &DEEDS).is_some();
        let rest = approx::end(self.text, self.behind.start);
        match noun {
            // 市级重大项目15个项目: the noun only says again what was named.
            Some(_) if plain && named && !lists && phrase.len() > 2 => Some(phrase),
            Some(noun) if by_noun => Some(noun),
            Some(noun) if !named => Some(noun),
            // 针对20余家已入库企业: all that follows names them.
            None if lists && self.behind.end >= rest + 2 => Some(self.untailed(rest..self.behind.end)),
            // 3000人次参与: the clause closes with what they did.
            None if !named && !self.meets_next && (2..=6).contains(&self.behind.end.saturating_sub(rest)) => {
                Some(rest..self.behind.end)
            }
            // 形成5大类89项清单: the noun behind the row names both.
            None if self.meets_next && self.behind.is_empty() && done => None,
            _ if named => Some(phrase),
            _ => None,
        }
    }

    /// The verbs themselves, where nothing else is said: 惠及19830人, 完成3家.
    pub(crate) fn deed(&self, role: Role) -> Option<Range<usize>> {
        let phrase = self.untailed(self.before.clone());
        let start = self
            .times
            .iter()
            .filter(|time| phrase.start <= time.start && time.end <= phrase.end)
            .map(|time| time.end)
            .max();
        let deed = start.unwrap_or(phrase.start)..phrase.end;
        // 减少1.5个百分点 does not say of what.
        let only_change = role == Role::Change && self.without(deed.clone(), &CHANGES).is_empty();
        (self.names(&deed) && !only_change).then_some(deed)
    }

    /// The phrase before a change without the words for change and what it is held against.
    fn unchanged(&self) -> Range<usize> {
        let whole = self.phrase();
        if role::gap(self.text, whole.clone()).is_some() && self.quantity.kind() == Some(Kind::Point) {
            return self.untailed(self.before.clone());
        }
        static AGAINST: Words =
            Words::new("较 比上 比去 比同 比全 同比 环比 比年 比20 是 相当于 达到往年 为上年 为去年");
        let against = self.text.first(whole.clone(), &AGAINST);
        let end = against.map_or(self.before.end, |word| word.start);
        self.stripped(self.without(self.before.start..end, &CHANGES))
    }

    /// The phrase before a rank without the words that place it.
    fn unplaced(&self) -> Range<usize> {
        self.stripped(self.without(self.before.clone(), &PLACES))
    }

    /// A phrase without these words at its end, and without those that are never part of a name.
    fn without(&self, mut phrase: Range<usize>, words: &Words) -> Range<usize> {
        loop {
            let before = phrase.end;
            phrase = self.untailed(phrase);
            phrase.end = self.text.ends(phrase.start, phrase.end, words).unwrap_or(phrase.end);
            if phrase.end == before || phrase.is_empty() {
                return phrase;
            }
        }
    }
}

/// Words for change at the end of a phrase.
static CHANGES: Words = Words::new(
    "增长 负增长 增加 提高 提升 上升 上涨 下降 减少 降低 回落 增速 增幅 降幅 涨幅 增长率 累计增速 下跌 缩减 压减 压降 下滑 增 降 减 升 同比 环比 上浮 缩短 扩大 实现 年均
     平均 压缩 增收 削减 净增 缩小 增强",
);
/// Words that place something.
static PLACES: Words = Words::new(
    "位列 位居 名列 排名 列 居 排 跃居 稳居 位次 跃升 多次 连续 均 获 荣获 获得 取得 夺得 进入 跻身 保持 位于 再次 综合 排位 为 蝉联",
);

/// Whether an indicator says what was done and not to what: 发放, 新增设立. Two figures of it may be of any two things.
///
/// ```
/// use gongwen_figures::names_a_deed_only;
///
/// assert!(names_a_deed_only("发放"));
/// assert!(!names_a_deed_only("发放补贴"));
/// ```
pub fn names_a_deed_only(indicator: &str) -> bool {
    let glyphs = Glyphs::of(indicator);
    let (mut at, end) = (0, glyphs.len());
    while at < end {
        match DEEDS.longest_at(&glyphs, at) {
            Some(length) => at += length,
            None => return false,
        }
    }
    end > 0
}
