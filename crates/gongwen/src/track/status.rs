//! What became of an item: by its figures where aim and result can be compared, else by the words of both.

use gongwen_write::ItemOutcome;

use super::clauses::is_concrete;
use super::pieces::Piece;
use super::targets::{Aim, Found};

/// How far a piece of work has come, by the words that tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Started, agreed on.
    Start,
    /// Going on.
    Progress,
    /// The bulk of it is there.
    Bulk,
    /// All but finished.
    Nearly,
    /// Finished, in use, held.
    Finish,
}

/// How an item begins or ends that asks for a start alone.
const ASKS_START: [&str; 13] = [
    "启动",
    "开工",
    "动工",
    "谋划",
    "探索",
    "筹建",
    "申报",
    "签约",
    "落地",
    "前期工作",
    "开工建设",
    "动工建设",
    "奠基",
];
const STARTS: [&str; 14] = [
    "启动", "开工", "开建", "动工", "签约", "谋划", "申报", "筹建", "立项", "前期", "奠基", "进场", "落户",
    "筹备",
];
const GOES_ON: [&str; 15] = [
    "推进", "加快", "顺利", "有序", "进展", "稳步", "正在", "加强", "深化", "加大", "力度", "在建", "扎实",
    "抓紧", "招标",
];
const BULK: [&str; 5] = ["主体", "土建", "封顶", "过半", "路基"];
const NEARLY: [&str; 5] = ["基本建成", "基本完成", "基本完工", "大部分", "收尾"];
const FINISHES: [&str; 55] = [
    "建成",
    "投产",
    "投用",
    "投入使用",
    "投入运营",
    "投运",
    "运营",
    "竣工",
    "通车",
    "完工",
    "完成",
    "落成",
    "交付",
    "获批",
    "获评",
    "开通",
    "成立",
    "组建",
    "挂牌",
    "揭牌",
    "举办",
    "筹办",
    "办好",
    "召开",
    "开园",
    "开业",
    "开馆",
    "上线",
    "出台",
    "印发",
    "通过",
    "验收",
    "实现",
    "达到",
    "全覆盖",
    "入住",
    "打通",
    "试运行",
    "启用",
    "创成",
    "入选",
    "跻身",
    "办结",
    "收官",
    "直达",
    "放行",
    "评为",
    "认定",
    "确定为",
    "命名",
    "完毕",
    "配齐",
    "兑现",
    "未发生",
    "首届",
];
/// Part of a thing that has several.
const PARTS: [&str; 4] = ["一期", "主线", "主车道", "部分"];
/// What tells that something was not reached.
const WANTING: [&str; 20] = [
    "未能",
    "未完成",
    "未达",
    "尚未",
    "没有达",
    "没有完",
    "未获",
    "未批",
    "未实现",
    "滞后",
    "推迟",
    "延期",
    "暂缓",
    "搁置",
    "停滞",
    "未开工",
    "不及",
    "未通过",
    "没有办成",
    "未到",
];

/// What became of an item, and how often such a judgement is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    pub(super) outcome: ItemOutcome,
    /// Share of the labelled items judged on such a ground whose status was right.
    pub(super) right: f64,
}

/// How often a judgement by figures and one by words is right, over 343 labelled items that something reports on: 84 of
/// four pairs of real reports, the others of this project's own.
const BY_FIGURES: f64 = 0.77;
const BY_WORDS: f64 = 0.59;

/// Judges an item that something reports on. `told` says of each thing it lists how much of its name the matches hold.
pub(super) fn judge(item: &Piece<'_>, aims: &[Aim<'_>], matches: &[&Piece<'_>], told: &[f64]) -> Judged {
    match by_figures(aims) {
        Some(outcome) => Judged { outcome, right: BY_FIGURES },
        None => Judged { outcome: by_words(item, matches, told), right: BY_WORDS },
    }
}

/// By the figures aimed at, if any can be compared.
fn by_figures(aims: &[Aim<'_>]) -> Option<ItemOutcome> {
    let count = |wanted: fn(&Found) -> bool| aims.iter().filter(|aim| wanted(&aim.found)).count();
    let reached = count(|found| matches!(found, Found::Comparable { reached: true, .. }));
    let failed = count(|found| matches!(found, Found::Comparable { reached: false, .. }));
    let other = count(|found| matches!(found, Found::OtherMeasure { .. }));
    Some(match (reached, failed) {
        (0, 0) if other > 0 => ItemOutcome::Changed,
        (0, 0) => return None,
        (reached, _) if reached == aims.len() => ItemOutcome::Done,
        (0, failed) if failed == aims.len() => ItemOutcome::Missed,
        (0, _) => ItemOutcome::UnderWay,
        _ => ItemOutcome::Partly,
    })
}

/// By what the words of the plan ask for and those of the result tell.
fn by_words(item: &Piece<'_>, matches: &[&Piece<'_>], told: &[f64]) -> ItemOutcome {
    /// How much of a thing's name must stand in a match for it to be told of.
    const TOLD: f64 = 0.3;
    let text = item.text();
    let only_start = ASKS_START.iter().any(|word| text.starts_with(word) || text.ends_with(word));
    // A vague aim is never reached, only worked at.
    let vague = !is_concrete(text) && !says(text, &FINISHES);
    let stages: Vec<Stage> = matches.iter().filter_map(|piece| stage(piece.text())).collect();
    let wanting = matches.iter().any(|piece| says(piece.text(), &WANTING));
    let lists = told.len() > 1;
    let some_untold = lists && told.iter().any(|&share| share < TOLD);
    let some_behind = lists && stages.iter().any(|&stage| stage < Stage::Nearly);
    let in_part = !says(text, &PARTS) && matches.first().is_some_and(|piece| says(piece.text(), &PARTS));
    match stages.iter().max() {
        Some(Stage::Finish) if wanting => ItemOutcome::Partly,
        _ if wanting => ItemOutcome::Missed,
        _ if vague => ItemOutcome::UnderWay,
        Some(Stage::Nearly) => ItemOutcome::Partly,
        Some(Stage::Finish) | None if some_untold || some_behind || in_part => ItemOutcome::Partly,
        Some(Stage::Finish) | None => ItemOutcome::Done,
        Some(_) if only_start => ItemOutcome::Done,
        Some(_) => ItemOutcome::UnderWay,
    }
}

/// The furthest stage that the words name; what is all but finished is not finished.
fn stage(text: &str) -> Option<Stage> {
    [
        (&NEARLY[..], Stage::Nearly),
        (&BULK, Stage::Bulk),
        (&FINISHES, Stage::Finish),
        (&STARTS, Stage::Start),
        (&GOES_ON, Stage::Progress),
    ]
    .into_iter()
    .find(|(words, _)| says(text, words))
    .map(|(_, stage)| stage)
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
