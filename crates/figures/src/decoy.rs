//! Numbers that are no figures: dates, ordinals, names, codes, classes of size, spans of time.

use std::ops::Range;

use crate::Value;
use crate::glyphs::Glyphs;
use crate::number::{Number, Script, is_more};
use crate::scan::Quantity;
use crate::unit::{Kind, Unit};
use crate::words::Words;
use crate::zones::ends_clause;
use crate::{approx, role};

/// Where a number that can make no quantity ends, its date or code with it; nothing where it may make one.
pub(crate) fn number_ends(text: &Glyphs, at: usize, number: &Number) -> Option<usize> {
    let (before, behind) = (text.before(at), text.at(number.end));
    let end = Some(number.end);
    // 第3条, 每百人.
    if matches!(before, '第' | '每' | '·' | '+' | '#' | '〔' | '＜') || matches!(behind, '·' | '+' | '〕')
    {
        return end;
    }
    if before == '时' && behind == '分' {
        return end;
    }
    match number.script {
        Script::Digits | Script::Mask => {
            // Codes: G60, 4A, 5G, 3D, 2.0.1.
            let code_before = before.is_ascii_alphabetic() || before == '.' || before == '/' || before == '_';
            let latin_unit = Unit::read(text, number.end).is_some();
            let code_behind = behind.is_ascii_alphabetic() && !latin_unit
                || behind == '.' && text.at(number.end + 1).is_ascii_digit();
            let time = matches!(behind, ':' | '/' | '=') && text.at(number.end + 1).is_ascii_digit();
            if code_before || code_behind || time || before == ':' && text.before(at - 1).is_ascii_digit() {
                return end;
            }
            if number.script == Script::Mask && is_name(text, number.end) {
                return end;
            }
        }
        Script::Chinese => {}
    }
    is_date(text, number.end).then_some(number.end + 1)
}

/// Whether what follows makes the number a date or a span of years.
fn is_date(text: &Glyphs, end: usize) -> bool {
    match text.at(end) {
        '年' | '月' | '日' | '号' | '时' | '周' => true,
        '点' => !text.starts(end, "点位"),
        c if is_more(c) => matches!(text.at(end + 1), '年' | '月' | '日' | '周'),
        _ => false,
    }
}

/// Whether a mask stands for a name: XX街道, XX项目.
fn is_name(text: &Glyphs, end: usize) -> bool {
    static NAMES: Words = Words::new("村 镇 乡 站 所 门 部 队 组 班 片 处级 级 分 区 县 市 社区");
    text.longest(end, &NAMES).is_some()
}

/// The clause before a place, as far back as `reach` characters.
fn clause_before(text: &Glyphs, at: usize, reach: usize) -> Range<usize> {
    let start = (at.saturating_sub(reach)..at).rev().take_while(|&place| !ends_clause(text.at(place))).last();
    start.unwrap_or(at)..at
}

/// Whether the number is said to be where something starts from: 由3家, 从33.3%.
pub(crate) fn is_from(text: &Glyphs, at: usize) -> bool {
    text.has(clause_before(text, at, 8), &["从", "由", "自"])
}

/// Whether a number with its unit is no figure after all.
pub(crate) fn is_decoy(text: &Glyphs, quantity: &Quantity) -> bool {
    let Some(unit) = &quantity.unit else { return false };
    let (start, end) = (quantity.range.start, quantity.range.end);
    is_class(text, end, unit)
        || matches!(unit.kind, Kind::Money | Kind::Bare)
            && is_named_by_size(text, start, end, unit.kind == Kind::Bare)
        || unit.kind == Kind::Measure && is_capacity(text, start, end)
        || unit.kind == Kind::Duration && !asks_how_long(text, start)
        || unit.kind == Kind::Loose && (is_stage(text, end, &unit.name) || is_place(text, end, &unit.name))
        || unit.kind == Kind::Bare && matches!(text.at(end), '级' | '以' | '千' | '余')
        || unit.name == "成" && !is_tenth(text, start, end)
}

/// A class of size: 亿元以上项目, 35周岁以下人员; only what is counted in it is a figure.
fn is_class(text: &Glyphs, end: usize, unit: &Unit) -> bool {
    const BOUNDS: &[&str] = &["以上", "以下", "及以上", "及以下", "以内", "(含)以上"];
    /// What goes on behind a bound that is no noun.
    static GOES_ON: Words = Words::new(
        "和 与 并 及 以 、 用 其 确 力 在 是 为 ( ) ” 全 由 均 已 到 的目标 的速度 的增长 的水平 的增速 目标 增长 左右 ，",
    );
    if text.starts(end, "的有") || text.starts(end, "的占") {
        return true;
    }
    // 引进10家以上企业 is a count, and 80%以上财政支出 a share.
    let of_size = match unit.kind {
        Kind::Money | Kind::Measure | Kind::Bare | Kind::Duration => true,
        Kind::Count => matches!(unit.name.as_str(), "人" | "层" | "床"),
        Kind::Loose | Kind::Percent | Kind::Point | Kind::Times => false,
    };
    let Some(len) = text.longest(end, BOUNDS).filter(|_| of_size) else { return false };
    let behind = end + len;
    !ends_clause(text.at(behind)) && text.longest(behind, &GOES_ON).is_none()
}

/// A class of size without a bound: 超10亿元项目8个, 50亿项目, 300亿元产业集群.
fn is_named_by_size(text: &Glyphs, start: usize, end: usize, bare: bool) -> bool {
    const OVER: &[&str] = &["超", "超过", "过", "上", "破"];
    const NAMED: &[&str] = &["项目", "企业", "工业", "制造业", "产业", "重大项目", "园区", "级"];
    let over = text.ends(0, start, OVER).is_some();
    if over && text.at(end) == '的' {
        let clause = (end..text.len()).find(|&at| ends_clause(text.at(at)) || text.at(at).is_ascii_digit());
        return text.has(end..clause.unwrap_or(text.len()), &["项目", "企业", "园区"]);
    }
    let named = text.longest(end, NAMED).is_some();
    named && (bare || over || text.starts(end, "产业集群") || text.starts(end, "级"))
}

/// How much a work is built for, as part of its name: 年产30万吨铝箔项目.
fn is_capacity(text: &Glyphs, start: usize, end: usize) -> bool {
    const YEARLY: &[&str] = &["年产", "年处理", "日处理", "年加工", "日产", "年产能"];
    let clause =
        (end..text.len()).take_while(|&at| !ends_clause(text.at(at))).last().map_or(end, |last| last + 1);
    text.ends(0, start, YEARLY).is_some() && text.has(end..clause, &["项目", "工程", "生产线", "基地"])
}

/// Whether a span of time is what is measured: 平均用时3天, 优良天数320天.
fn asks_how_long(text: &Glyphs, at: usize) -> bool {
    static ASKED: Words = Words::new(
        "天数 时长 用时 耗时 时限 时间 寿命 年龄 学时 课时 工期 时数 周期 时效 同比增加 同比减少 同比提前",
    );
    text.has(clause_before(text, at, 10), &ASKED)
}

/// A stage of a work or a house in a street: 2期工程, 3组团.
fn is_stage(text: &Glyphs, end: usize, unit: &str) -> bool {
    const WORKS: &[&str] = &["工程", "项目", "建设", "改造", "地块", "厂房", "开工", "竣工"];
    unit == "期" && text.longest(end, WORKS).is_some()
}

/// Places that a name counts off: 深入7村3社.
fn is_place(text: &Glyphs, end: usize, unit: &str) -> bool {
    matches!(unit, "村" | "镇" | "乡" | "站") && !ends_clause(text.at(end)) && text.at(end) != '、'
}

/// Whether 成 counts tenths: 近三成, 七成以上; 三成功 is none.
fn is_tenth(text: &Glyphs, start: usize, end: usize) -> bool {
    static BEFORE: Words = Words::new("近 约 超 超过 达 达到 过 逾 有 占 至 为 到 不足 突破");
    let told = text.ends(0, start, &BEFORE).is_some() || role::follows_change(text, start);
    (told || approx::end(text, end) > end)
        && !matches!(text.at(end), '立' | '为' | '功' | '效' | '果' | '员' | '长')
}

/// Whether a Chinese numeral counts something that is reported: 两家企业, 三十二处, not 四个意识 or 一体化.
pub(crate) fn chinese_counts(text: &Glyphs, at: usize, number: Number, quantity: &Quantity) -> bool {
    let (Value::Number(value) | Value::Range(value, _), Some(unit)) = (number.value, &quantity.unit) else {
        return false;
    };
    let digits = number.end - at;
    // 二三期, 一二类: which ones, not how many.
    let numbered = matches!(unit.name.as_str(), "期" | "类" | "组" | "段" | "层");
    if matches!(number.value, Value::Range(..)) && numbered && matches!(text.at(at), '一' | '二') {
        return false;
    }
    match unit.kind {
        Kind::Percent | Kind::Point => true,
        // 增长一倍, but not 一倍 by itself.
        Kind::Times => value != 1.0 || role::follows_change(text, at),
        Kind::Money => unit.factor > 1.0 || digits > 1,
        Kind::Bare => false,
        // 五里坡, 十五里河.
        Kind::Measure if unit.name == "里" => false,
        Kind::Measure => {
            digits > 1 || unit.factor > 1.0 || unit.name.chars().count() > 1 || unit.name == "亩"
        }
        Kind::Count if digits > 1 || unit.factor > 1.0 => true,
        Kind::Count => {
            value >= 2.0
                && text.longest(unit.end - unit.name.chars().count(), &STRONG).is_some()
                && is_counted(text, at, quantity.range.end)
        }
        Kind::Loose if digits > 1 || unit.factor > 1.0 => {
            value > 12.0 || is_counted(text, at, quantity.range.end)
        }
        Kind::Loose => {
            value >= 2.0
                && (is_listed(text, quantity.range.end, &unit.name) && is_done(text, at)
                    || is_closing(text, at, quantity))
        }
        Kind::Duration => digits > 1,
    }
}

/// Counting words that a single Chinese digit may stand before.
static STRONG: Words = Words::new("家 名 户 座 处 台 辆 栋 幢 套 起 人 场 所 宗 艘 架 例 位");
/// Whether a loose counting word stands before a thing that a deed brings about: 新建两个公园, not 实施两个配套.
fn is_listed(text: &Glyphs, end: usize, unit: &str) -> bool {
    static THINGS: Words = Words::new(
        "项目 企业 平台 园区 基地 工程 中心 标准 案例 品牌 活动 村 镇 社区 支部 党支部 小区 市场 公园 停车 课题 奖 安置 充电 泵站 示范 试点 老旧 卫生 养老 口袋
         省级 市级 国家级 重大 重点",
    );
    matches!(unit, "个" | "项" | "次" | "条") && text.longest(end, &THINGS).is_some()
}

/// Whether a count closes a clause that tells of a deed: 建设口袋公园两个。
fn is_closing(text: &Glyphs, at: usize, quantity: &Quantity) -> bool {
    let behind = text.at(quantity.range.end);
    let before = clause_before(text, at, 16);
    let told = text.has(before.start..at.saturating_sub(1), &DEEDS);
    told && (ends_clause(behind) || behind == '、')
        && matches!(quantity.unit.as_ref().map(|unit| unit.name.as_str()), Some("个" | "项" | "次" | "条"))
}

/// Whether what stands around a count says that things are counted: a verb before it, or a mark behind it.
fn is_counted(text: &Glyphs, at: usize, end: usize) -> bool {
    let behind = text.at(end);
    is_done(text, at) || text.before(at) == '等' || ends_clause(behind) || matches!(behind, '、' | ')')
}

/// Whether a word for a deed that brings about countable things stands right before: 新建三座.
fn is_done(text: &Glyphs, at: usize) -> bool {
    let at = at - usize::from(text.before(at) == '了');
    text.ends(0, at, &DEEDS)
        .or_else(|| text.ends(0, at, &["共有", "共", "仅", "达", "约", "近", "超"]))
        .is_some()
}

/// Deeds that bring about countable things.
static DEEDS: Words = Words::new(
    "新建 新增 建成 建设 引进 招引 引入 签约 落户 落地 举办 承办 开展 召开 组织 培育 创建 创成 打造 建立 成立 组建 完成 实施 启动 竣工 开工 投产 购置 配备 改造
     修建 修复 整治 查处 取缔 关停 查办 立案 办理 受理 化解 调解 获批 入选 申报 获评 增加 增设 设立 拆除 改建 扩建 发生 查封 处置 处理 救助 安置 搬迁 认定 通过
     争取 下派 选派 招聘 引育 淘汰 处罚 取得 获得 荣获 投放 新改建 帮助 惠及 涉及 修通 新修 落成",
);
