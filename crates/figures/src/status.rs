//! Reached or aimed at, by what the clause and the sentence say and by what the text is.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::words::Words;
use crate::{Setting, Status, approx, role};

/// Words that say something is aimed at, in their clause.
static AIMS: Words = Words::new(
    "力争 预排 拟新 拟建 拟投 争取达 争取实现 确保实现 将达 将实现 将完成 将突破 将新 将建 将增 打算",
);
/// Words of plans, which also end names: 行动计划.
static PLANNED: Words = Words::new("计划 拟 规划总");
/// Words that say so of the number right behind them.
static GOALS: Words = Words::new(
    "目标 目标为 目标是 目标任务 目标任务为 年度任务 任务为 任务数 目标值 目标数 指标 指标为 计划数 预算 预算为 任务是",
);
/// Words that say it for the rest of the sentence, too.
static PLANS: Words = Words::new("力争 下一步 明年 下步 接下来 预期目标是 目标是 计划到");
/// Words that say something was reached, whatever was planned.
static REACHED: Words = Words::new(
    "解决 已 完成 超额 达年度 达全年 超全年 超年度 超计划 超序时 达成 占 实际 目前 截至 累计 去年 上年 现有 提前",
);
/// Words of forecasts.
static FORECASTS: Words = Words::new("预计 预估 有望 可望 预测 估算");
/// What a value is held against: a benchmark or an earlier time.
static BENCHMARKS: Words = Words::new("去年同期 上年同期 全省平均 全市平均 全国平均 全省均值");

/// How near a word must stand that says a plan speaks of what exists.
const NEAR: usize = 8;

/// The status of the figure at `range`.
pub(crate) fn of(
    text: &Glyphs,
    range: &Range<usize>,
    clause: &Range<usize>,
    sentence: &Range<usize>,
    setting: &Setting<'_>,
) -> Status {
    let before = clause.start..range.start;
    if is_earlier(text, range, clause) || is_rule(text, before.clone()) {
        return Status::Other;
    }
    let reached = text.has(before.clone(), &REACHED) && !text.has(before.clone(), &FORECASTS);
    // 完成年度任务的128% is a share that was reached.
    let goal = text.before(range.end) != '%'
        && text.ends(before.start, approx::start(text, before.clone()), &GOALS).is_some();
    let aims = text.has(before.clone(), &AIMS) || goal || is_planned(text, before.clone());
    let aims = aims && !reached && role::gap(text, before.clone()).is_none_or(|_| !goal)
        || is_task(text, range.end, before.clone());
    let planned = text.has(sentence.start..range.start, &PLANS) && !reached;
    if setting.plan {
        let near = range.start.saturating_sub(NEAR).max(clause.start)..range.start;
        let past = text.has(near, &["已", "现有", "目前", "去年", "上年", "截至"]);
        return if past { Status::Result } else { Status::Target };
    }
    if aims || planned {
        return Status::Target;
    }
    if let Some(word) = text.last(sentence.start..range.start, &FORECASTS)
        && !text.has(word.end..range.start, &["已", "实际"])
    {
        return Status::Other;
    }
    if text.has(before, &BENCHMARKS)
        && !text.has(
            range.start.saturating_sub(14)..range.start,
            &["高于", "超", "快于", "低于", "较", "比", "高出", "领先"],
        )
    {
        return Status::Other;
    }
    Status::Result
}

/// Whether something is planned in the clause: 计划投资, 年度计划, not 行动计划.
fn is_planned(text: &Glyphs, clause: Range<usize>) -> bool {
    text.first(clause.clone(), &PLANNED).is_some_and(|word| {
        word.start == clause.start
            || matches!(
                text.before(word.start),
                '年' | '度' | '月' | '、' | '共' | '均' | '初' | '还' | '项' | '目' | '底' | '季'
            )
    })
}

/// The value something came from: 从33.3%提高到50%, 由12家增至20家.
fn is_earlier(text: &Glyphs, range: &Range<usize>, clause: &Range<usize>) -> bool {
    static FROM: Words = Words::new("从 由");
    static TO: Words = Words::new(
        "提高到 提高至 提升到 提升至 增长到 增长至 增加到 增加至 上升到 上升至 增至 升至 降至 降到 下降到 下降至 减少到 减少至 降低到 降低至 压缩到 压缩至 缩短到
         缩短至 减至 扩大到 扩大至 调整为 变为 优化到 优化至 跃升至 跃升到 上升为 提升为 提至 提到 调整到 发展到 扩展到 拓展到 延伸到 回落到 回落至 调至 跃居 压减到
         压减至 精简到 精简至 缩减到 缩减至 攀升至 回升至",
    );
    /// Characters between the word and the number, other numbers of a list among them.
    const FAR: usize = 20;
    let Some(from) = text.last(clause.start..range.start, &FROM) else { return false };
    let ends = text.longest(range.end, &["到", "至"]).is_some() || text.has(range.end..clause.end, &TO);
    range.start - from.end <= FAR && ends && !text.has(from.end..range.start, &TO)
}

/// A rule: 按10%压减, 不得超过5%.
fn is_rule(text: &Glyphs, before: Range<usize>) -> bool {
    text.ends(before.start, before.end, &["按", "按照", "不得超过", "不得低于", "按照不低于", "按不低于"])
        .is_some()
}

/// A task that was given: 落实4.23万亩任务.
fn is_task(text: &Glyphs, end: usize, before: Range<usize>) -> bool {
    let task = text.starts(end, "任务") || text.starts(end, "的任务") || text.starts(end, "的目标");
    task && !text.has(before, &["完成", "超额", "实现"])
}
