//! The units of reports, in one table, and how one is read behind a number.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::glyphs::Glyphs;
use crate::words::Words;

/// A unit, 万 and 亿 included, and where it ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    /// As printed, without blanks.
    pub(crate) name: String,
    /// The name of the unit it is a multiple of, `factor` times.
    pub(crate) base: String,
    pub(crate) factor: f64,
    /// 万, 亿 and their like at the head of its name, and how many that is; `("", 1.0)` without.
    pub(crate) scale: (&'static str, f64),
    pub(crate) kind: Kind,
    pub(crate) end: usize,
    /// What is a guess at more stood between number and unit: 余, 多.
    pub(crate) more: Option<char>,
}

/// What a unit counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Things and people, one by one.
    Count,
    /// Counting words that also stand in names, ordinals and figures of speech; Chinese digits before
    /// them mostly count nothing (四个意识, 三项机制, 一次).
    Loose,
    /// Money.
    Money,
    /// Length, area, volume, weight, energy …
    Measure,
    /// %, ‰, 成.
    Percent,
    /// 百分点.
    Point,
    /// 倍.
    Times,
    /// 万 or 亿 and nothing behind it.
    Bare,
    /// Days, months …: how long, which is a figure only where it was asked how long.
    Duration,
}

struct Entry {
    /// Its names, apart by white space.
    names: &'static str,
    base: Option<&'static str>,
    factor: f64,
    kind: Kind,
}

const fn entry(names: &'static str, base: &'static str, factor: f64, kind: Kind) -> Entry {
    Entry { names, base: Some(base), factor, kind }
}

/// Units that are each their own base unit.
const fn own(names: &'static str, kind: Kind) -> Entry {
    Entry { names, base: None, factor: 1.0, kind }
}

/// Every unit.
const UNITS: &[Entry] = &[
    entry("元 元人民币 块钱", "元", 1.0, Kind::Money),
    entry("美元 美金", "美元", 1.0, Kind::Money),
    entry("港元 港币", "港元", 1.0, Kind::Money),
    own("欧元 日元", Kind::Money),
    entry("平方公里 平方千米 km² km2", "平方米", 1e6, Kind::Measure),
    entry("平方米 平米 ㎡ m² m2 平方", "平方米", 1.0, Kind::Measure),
    entry("亩", "平方米", 10_000.0 / 15.0, Kind::Measure),
    entry("公顷", "平方米", 10_000.0, Kind::Measure),
    entry("立方米 立方 m³ m3", "立方米", 1.0, Kind::Measure),
    entry("标准立方米 标方", "标准立方米", 1.0, Kind::Measure),
    entry("公里 千米 km KM", "米", 1000.0, Kind::Measure),
    entry("里", "米", 500.0, Kind::Measure),
    entry("米 延米 延长米", "米", 1.0, Kind::Measure),
    entry("厘米 cm", "米", 0.01, Kind::Measure),
    entry("毫米 mm", "米", 0.001, Kind::Measure),
    entry("海里", "米", 1852.0, Kind::Measure),
    entry("吨 公吨", "千克", 1000.0, Kind::Measure),
    entry("公斤 千克 kg", "千克", 1.0, Kind::Measure),
    entry("斤 市斤", "千克", 0.5, Kind::Measure),
    entry("克", "千克", 0.001, Kind::Measure),
    entry("升 L", "升", 1.0, Kind::Measure),
    entry("千升", "升", 1000.0, Kind::Measure),
    entry("毫升", "升", 0.001, Kind::Measure),
    entry("千瓦时 度 度电 kWh KWh", "千瓦时", 1.0, Kind::Measure),
    entry("千瓦 kW KW", "千瓦", 1.0, Kind::Measure),
    entry("兆瓦 MW", "千瓦", 1000.0, Kind::Measure),
    entry("吉瓦 GW", "千瓦", 1e6, Kind::Measure),
    entry("瓦", "千瓦", 0.001, Kind::Measure),
    entry("千伏安 kVA", "千伏安", 1.0, Kind::Measure),
    entry("兆瓦时 MWh", "千瓦时", 1000.0, Kind::Measure),
    entry("吨标准煤 吨标煤", "千克标准煤", 1000.0, Kind::Measure),
    entry("标箱 标准箱 TEU", "标箱", 1.0, Kind::Measure),
    entry("微克/立方米 微克每立方米 μg/m³ ug/m3 微克", "微克/立方米", 1.0, Kind::Measure),
    entry("毫克/升 mg/L", "毫克/升", 1.0, Kind::Measure),
    entry("℃ 摄氏度", "摄氏度", 1.0, Kind::Measure),
    entry("Mbps 兆", "兆", 1.0, Kind::Measure),
    entry("% 个% %o 成", "%", 1.0, Kind::Percent),
    entry("‰", "%", 0.1, Kind::Percent),
    entry("个百分点 百分点 个点 个百分比", "个百分点", 1.0, Kind::Point),
    entry("个千分点", "个百分点", 0.1, Kind::Point),
    own("倍", Kind::Times),
    entry("天 日历天", "天", 1.0, Kind::Duration),
    entry("个月 个季度 个年度 个学期", "个月", 1.0, Kind::Duration),
    entry("个工作日 工作日", "个工作日", 1.0, Kind::Duration),
    entry("小时 个小时 学时 课时", "小时", 1.0, Kind::Duration),
    entry("分钟", "小时", 1.0 / 60.0, Kind::Duration),
    entry("秒", "小时", 1.0 / 3600.0, Kind::Duration),
    entry("岁 周岁", "岁", 1.0, Kind::Duration),
    own("蒸吨 分贝 吉焦 人年", Kind::Measure),
    entry("人 位 名", "人", 1.0, Kind::Count),
    own(
        "家 户 件 起 处 座 台 辆 套 间 所 栋 幢 扇 张 份 册 本 篇 幅 部 门 宗 块 株 棵 头 只 羽 匹 尾 盏 根 枚 粒 颗 副 对 双 艘
         架 列 趟 班 车 箱 袋 瓶 包 桶 孔 口 眼 例 款 场 堂 节 片 面 床 桩 樘 杆 顶 封 首 集 台套 人份 床位 车位 泊位 机位 标段 单 笔
         餐 株次 穴 棚 层 辆份 剂 针 管 座次 席 亭 具 人日 羽次 尊 幕 则",
        Kind::Count,
    ),
    own(
        "个 项 条 次 种 类 期 批 支 组 队 道 大类 小类 大项 小项 个大类 轮 股 分 枝 段 站 村 镇 乡 方",
        Kind::Loose,
    ),
];

/// 万, 亿 and their like between number and unit.
const SCALES: [(&str, f64); 7] =
    [("万亿", 1e12), ("千亿", 1e11), ("百亿", 1e10), ("千万", 1e7), ("百万", 1e6), ("亿", 1e8), ("万", 1e4)];

/// Words that begin with a counting word and are none: `12部门`, `XX人民政府`, `三项目`.
static NO_UNITS: Words = Words::new(
    "人民 人社 人大 人才 人力 人居 人均 人事 人防 人文 人口 家庭 家园 家长 家乡 名单 名优 名牌 名师 名称 户外 户籍 户口 件套 起来 起步 起草 起点 处置 处理 处级
     处长 处室 处罚 处于 台账 台阶 台风 台商 座谈 门店 门户 门诊 门类 部门 部委 部长 部队 部署 部分 本级 本地 本科 本市 本年 场所 场地 场馆 场镇 条例 条件 条线
     次数 种植 种养 种业 种子 类型 期间 期末 期限 批准 批复 批发 对口 对接 对照 对于 片区 片长 面积 面临 面对 点击 项目 级别 分局 分别 分管 分类 分析 分之 分享
     分批 分期 组织 组长 组成 组建 组团 队伍 队员 道路 道德 站点 站长 村民 村干 村级 村党 镇街 镇级 镇区 乡镇 乡村 车站 车辆 车间 车流 口岸 口径 层级 层面 成立
     成为 成功 成效 成果 成员 成长 成都 成本 成品 成交 成套 度假 方案 方面 方式 方针 方向 方位 里程 所有 所长 所在 套路 首批 首个 集团 集体 集中 集群 集聚 节点
     节目 节约 节能 单位 单元 单项 单独 餐饮 餐厅 包括 包保 包联 包村 班子 班级 列入 根据 根本 只有 头部 字头 人制 台河 台县 台区 门峡 门县 家渠 家集 家坪 家湾
     段位 任务 任职 期工程 期项目 期建设 期改造 级以上 天然 元旦 元素 轮驱动 轮换",
);

/// What stands behind a stroke only: 吨/日, 次/年.
const PER: &[&str] = &["年", "月", "日", "时"];

impl Unit {
    /// The % that a number told in words is counted in.
    pub(crate) fn percent(end: usize) -> Self {
        let name = || "%".to_owned();
        let (scale, kind) = (("", 1.0), Kind::Percent);
        Self { name: name(), base: name(), factor: 1.0, scale, kind, end, more: None }
    }

    /// Reads what stands between a number's end and the end of its unit.
    pub(crate) fn read(text: &Glyphs, at: usize) -> Option<Self> {
        let (mut end, mut more) = (at, None);
        let mut take_more = |at: &mut usize| {
            if crate::number::is_more(text.at(*at)) {
                more = Some(text.at(*at));
                *at += 1;
            }
        };
        take_more(&mut end);
        // 千瓦 and 千米 are units, 千人 is a thousand people.
        let longest = longest(text, end);
        let scale = SCALES.into_iter().find(|(name, _)| longest.is_none() && text.starts(end, name));
        let scale = scale.unwrap_or(("", 1.0));
        let mut name = scale.0.to_owned();
        if !name.is_empty() {
            end += name.chars().count();
            take_more(&mut end);
        }
        let Some((entry, mut len)) = longest.or_else(|| self::longest(text, end)) else {
            let (base, factor, kind) = (String::new(), scale.1, Kind::Bare);
            return (!name.is_empty()).then_some(Self { name, base, factor, scale, kind, end, more });
        };
        // 家次, 艘次, 栋次: as often as each was counted.
        let times = matches!(entry.kind, Kind::Count | Kind::Loose) && text.at(end + len) == '次';
        let times = times && !matches!(text.at(end + len - 1), '次') && !text.starts(end + len, "次数");
        len += usize::from(times);
        let mut base = if times { None } else { entry.base };
        let factor = scale.1 * entry.factor;
        let mut end_of_unit = end + len;
        // 元/吨, 人/平方公里: one measure by another.
        if text.at(end_of_unit) == '/' {
            let by = self::longest(text, end_of_unit + 1).map(|(_, len)| len);
            if let Some(by) = by.or_else(|| text.longest(end_of_unit + 1, PER)) {
                end_of_unit += 1 + by;
                base = None;
            }
        }
        let printed = text.string(end..end_of_unit);
        let base = base.map_or_else(|| printed.clone(), str::to_owned);
        name.push_str(&printed);
        Some(Self { name, base, factor, scale, kind: entry.kind, end: end_of_unit, more })
    }
}

/// The units by their first character, the longest name first.
static BY_FIRST: LazyLock<HashMap<char, Vec<(&'static str, &'static Entry)>>> = LazyLock::new(|| {
    let mut units: HashMap<char, Vec<(&'static str, &'static Entry)>> = HashMap::new();
    for entry in UNITS {
        for name in entry.names.split_whitespace() {
            name.chars().take(1).for_each(|first| units.entry(first).or_default().push((name, entry)));
        }
    }
    units.values_mut().for_each(|units| units.sort_by_key(|(name, _)| std::cmp::Reverse(name.len())));
    units
});

/// The longest unit that stands at a place, and its length.
fn longest(text: &Glyphs, at: usize) -> Option<(&'static Entry, usize)> {
    let units = BY_FIRST.get(&text.at(at))?;
    let &(name, entry) = units.iter().find(|(name, _)| text.starts(at, name))?;
    let len = name.chars().count();
    if text.longest(at, &NO_UNITS).is_some_and(|word| word > len) {
        return None;
    }
    // A Latin unit is a word of its own: `5G` is none of gram.
    let latin = text.at(at + len - 1).is_ascii_alphanumeric();
    (!latin || !text.at(at + len).is_ascii_alphanumeric()).then_some((entry, len))
}
