//! The words of the genre, each list in one place; patterns name a list in angle brackets
//! (see [`crate::pattern`]).
//!
//! A word added to a list is known wherever the list is named; the tests of the outline ask every
//! word of every list for it. Words that only one repair pass needs stand with that pass.

use crate::numerals::{CAPITALS, DIGITS, TO_TEN, ZEROS};

/// Lists by name, words apart by white space, in any order.
pub(crate) const LISTS: &[(&str, &str)] = &[
    // What a title calls a text. Some words for plans are plans wherever they stand in a heading;
    // 计划生育 and 安排部署 are none, these mean one at the heading's end.
    ("plan-anywhere", "思路 打算 设想 谋划 展望"),
    ("plan-at-end", "计划 安排 要点"),
    ("summary", "总结 小结 回顾 回眸"),
    ("report", "报告 汇报"),
    // Other papers that are fed along with reports.
    ("speech", "讲话 讲话稿 讲话提纲 发言 发言稿 发言材料 致辞 主持词"),
    ("notice", "通知 通报 通告 公告 公示 决定 批复 复函 函 请示"),
    ("bulletin", "简报 快报 专报"),
    ("minutes", "纪要 会议记录"),
    ("programme", "规划 纲要 方案 意见 办法 细则"),
    // What was reached, and what is wanting. 开展情况 heads a part, never a whole report; 存在困难 and
    // 存在差距 may be said of anything, 存在问题 turns to the part on problems.
    ("report-state", "完成情况 工作情况 进展情况 执行情况"),
    ("part-state", "开展情况"),
    ("result", "成效 成果 进展 亮点 经验"),
    ("shortcoming", "问题 不足 短板"),
    ("difficulty", "困难 差距"),
    // What an author who knows it well finds wanting: named, and said of a thing.
    ("challenge", "挑战 矛盾 瓶颈 盲点 漏洞 难题 制约"),
    ("weak-point", "弱项 薄弱环节"),
    (
        "lacking",
        "不够 不强 不高 不大 不快 不优 不多 不深 不细 不宽 不畅 不平衡 不充分 不牢 不稳 不健全 不到位 不及预期 跟不上
         薄弱 滞后 偏低 偏少 偏弱 偏小 偏慢 偏紧 欠缺 欠账 缺乏 短缺 匮乏 乏力 单一 粗放 缺口 底子薄
         尚未 仍未 未达 尚需 压力 任务艰巨 任重道远 紧张 老旧",
    ),
    ("still-needed", "有待 亟待 亟需 仍需 还需"),
    // How problems are said to be there still.
    (
        "stands-out",
        "不容忽视 不容回避 不容乐观 不可忽视 不可回避 客观存在 依然存在 仍然存在 仍存在 依然突出 仍然突出 仍较突出
         仍突出 依然明显 仍然明显 依然较多 仍然较多 依然不少 仍然不少 还不少 还很明显 还很突出 较为突出 比较突出 亟待解决 有待解决",
    ),
    // How an author says to know of problems, or to face them.
    ("noticed", "认识到 看到 意识到 感受到 体会到 知道 深知 坦言 正视 直面 面对"),
    // What is done about problems.
    ("remedy", "补 解决 破解 化解 攻克 攻坚 克服 缩小 消除 应对 整治 整改 聚焦 针对 直面 瞄准 紧盯 查找"),
    // What a plan's title may end with besides the words for plans.
    ("plan-task", "重点任务 重点工作"),
    // Halves of a year: a report made in its middle looks back on one and ahead to the other.
    ("first-half", "上半年"),
    ("second-half", "下半年"),
    // Years told by where they stand, and times looked back on from the end.
    ("near-year", "今年 去年"),
    ("so-far", "一年来 半年来 近年来 今年以来"),
    // Headings of what is to be reached.
    ("task", "目标任务 主要任务 主要目标 预期目标 奋斗目标 总体要求 总体目标 总体部署 工作安排"),
    ("direction", "努力方向 努力的方向 改进方向 整改方向 主攻方向 改进措施 改进举措"),
    // Further names of a report's parts.
    ("part-name", "目标任务 主要任务 重点任务 工作举措 重点工作 主要工作 主要成效 工作成效 主要做法"),
    // When: times to come, and what an author says who means them or looks back.
    ("ahead", "下一步 下步 下一阶段 下阶段 明年 来年 今后 新一年 新的一年 新年度"),
    ("intent", "将 力争 争取 确保 进一步 继续 不少于"),
    // What is said of a year to come, which need be no intent elsewhere (按计划完成).
    ("resolve", "将 力争 计划"),
    ("deed", "已 了 累计 共计 同比 截至 今年以来 获评 荣获 成功 召开 举办 发放 新增 不断增强 持续增强 更加"),
    // Titles of collections of reports.
    ("compilation", "汇编 合集 集锦 大全 精选"),
    // How far a text has come: drafts early and late, what was mended, and what was settled on.
    ("draft", "初稿 草稿 草案 一稿 讨论稿"),
    ("later-draft", "征求意见稿 意见稿 送审稿 审议稿 二稿 三稿"),
    ("revised", "修改稿 修订稿 修订版"),
    ("final", "终稿 定稿 正式稿 印发稿 最终版 正式版 终版"),
    // What a title may say without naming a unit or subject.
    (
        "no-subject",
        "工作 主要 重点 情况 以及 和 及 与 暨 的 、 存在 目标 任务 初步 关于 材料 基本 开展 完成
         举措 措施 建议 总体 具体 推进 做法 全面 落实 取得 下 说明",
    ),
    // Endings of offices' names: those that close a name wherever they stand, those that are words of
    // their own, too, and close a name only where the stretch ends, and those of names in titles; a
    // whole line needs more to be taken for a name.
    (
        "office",
        "街道办事处 人民政府 委员会 管委会 办公室 供销社 合作社 联社 总社 总工会 十字会 街道 中心 公司 集团
         学院 学校 大学 中学 小学 幼儿园 医院 卫生院 支队 大队 总队 法院 检察院 开发区 指挥部 党委 党组
         银行 局 厅 镇 县",
    ),
    (
        "office-at-end",
        "公共图书馆 工作队 党支部 支部 园区 研究院 研究所 工商联 残联 文联 科协 侨联 妇联 团委 纪委 监委 协会
         联合会 常委会 工会 联盟 社区 苏木 嘎查 林场 农场 牧场 委 办 乡 区 市 省 州 旗 盟 站 所 部 处 科 院
         馆 村",
    ),
    ("office-in-title", "领导小组 工作组 小组 专班 会 社 队 团 校 组 园 台 厂 矿 庭 室 政府"),
    // Words that may stand before a level (县, 区) and are no place's name.
    (
        "no-place",
        "落实 接受 组建 得益 配合 深化 服务 认真 自觉 贯彻 执行 围绕 支持 领导 协助 争取 推动 设立 参加 召开 出席
         代表 政府和",
    ),
    // What is done with papers and collections of them: a sentence that says so names none.
    (
        "paper-work",
        "完成 编 汇总 收 征集 采 整理 撰写 发 刊 印 出版 报送 上报 推出 制作 开展 形成 起草 投稿 做好 组织 启动",
    ),
    // What sites that pass on papers call them.
    ("page-paper", "公文 范文 文档 文稿 资料 材料"),
    // Words behind which a list or a tale is announced: no part of a title, and the first no end of a lead.
    ("announcement", "如下 表现在 主要是"),
    ("announcement-in-title", "体现在 主要有 主要包括 主要表现 主要表现在 主要表现为"),
    // How sentences open that are no titles, and that go on behind one.
    ("no-title", "截至 截止 目前 据统计 对此 其中 经过 我们 虽然 由于 因此 但"),
    ("no-clause", "已 共 累计 其中 并 但 且 还 同比 较 截至 截止 目前"),
    // Whom a speaker turns to.
    ("address", "各位 同志们"),
    // How surely a text opens a sentence: times and turns of speech that open nothing else, and verbs
    // and offices that may stand inside a title, too.
    (
        "opening",
        "截至 截止 去年 全年 年初 年内 年底 年中 每年 每月 每周 每天 每日
         总体看 总体上 总体来 总的看 总的来 一季度 二季度 三季度 四季度 过去一年 过去的一年 国际国内
         一是 主要是 主要表现 主要从 主要做法 重点从 重点是 重点做好 重点围绕 重点抓 坚持以
         我局 我镇 我市 我县 我区 我街道 我乡 我中心 我单位 我办 我委 我院 我社 我队 我站 我校 我园
         根据 通过 针对 按照 围绕 结合 依托 对照 随着 经 始终 紧紧围绕 紧扣 紧盯
         为了 为深入 为进一步 为切实 为全面 为推动 为贯彻 深入贯彻 深入学习 深入开展 深入实施 深入推进
         认真贯彻 认真学习 认真落实 全面贯彻 全面落实 全面推行 全面推进 严格按照 严格落实 严格执行
         充分发挥 充分挖掘 充分利用",
    ),
    (
        "action",
        "加快 加强 推进 推动 强化 深化 进一步 持续 积极 全面 扎实 不断 大力 认真 切实 着力 组织 开展 落实
         完善 健全 建立 实施 聚焦 突出 把握 抓好 做好 打造 创新 常态化 深挖 高效 全力 稳步 有序 严格 充分
         主动 及时 牢固 继续 统筹 协调 配合 制定 出台 编制 印发 召开 举办 完成 实现 发挥 整合 注重 利用
         引导 鼓励 支持 累计 共有 共计 已 现有 全市 全县 全区 全镇 全乡 全街道 全局 各部门 力争 预计 压实
         拓宽 加大 严守 严厉 探索 谋划 构建 培育 争取 规范 督促 指导 牵头 联合 会同 成立 组建 采取 立足
         坚持 狠抓 紧抓 多措 多渠道 广泛 定期 努力 率先 依法 精心 牢牢 树立 树牢 贯彻
         党委 党组 局党 局领 局班",
    ),
    // How well a text ends as a title: nouns that headings end with, words that praise what was done,
    // and words behind which something must follow.
    ("title-noun", "情况 要求 目标 举措 措施 任务 原因 建议 方向 重点 特色 做法 启示 体会 原则 思想"),
    (
        "title-end",
        "建设 发展 水平 能力 意识 素质 治理 服务 保障 提升 增强 引领 优化 高效 优质 便民 到位 落实 见效
         底线 防线 品质 效能 局面 台阶 增量 基础 活力 质量 合力 体系 机制 工程 环境 基石 根基 动能 优势
         可及 稳定 安全 管理 监管 改革 攻坚 振兴 作风 队伍 阵地 品牌 形象 实效 增效 提质 格局 力度 作用
         实招 从细 从实 从严 推进 招引 招商 产业 文化 民生 生态 工作 融合 转型 升级 覆盖 引擎 高地 屏障
         底色 链条 氛围 关 牌 网 墙 线 强 优 新 好 稳 活 准 深 严 高 旺 美 实",
    ),
    (
        "clipped",
        "的 和 与 及 在 对 为 以 等 将 把 从 向 更 进一步 加快 持续 深入 全面 积极 不断 大力 扎实 有效 切实
         稳步 推动 加强 强化",
    ),
];

/// Shapes by name: patterns that are part of others.
pub(crate) const SHAPES: &[(&str, &str)] = &[
    ("plan", "(?:<plan-anywhere>|<plan-at-end>)"),
    ("state", "(?:<report-state>|<part-state>)"),
    ("problem", "(?:<shortcoming>|<difficulty>)"),
    ("trouble", "(?:<problem>|<challenge>|<weak-point>)"),
    ("weakness", "(?:<lacking>|<still-needed>)"),
    ("genre", "(?:<summary>|<plan>|<report>)"),
    ("paper", "(?:<speech>|<notice>|<bulletin>|<minutes>|<programme>)"),
    // Where a government sits, and who speaks for it.
    ("text-label", "(?:正文|全文|(?:正文|文章|信息|新闻|公文|网页)?内容)"),
    ("level", "(?:自治[区州县旗]|[省市县区州旗盟镇乡])"),
    ("head", "(?:[省市县区州旗盟镇乡]长|主席|主任|院长|检察长)"),
    ("head-of-place", r"(?:\p{Han}{1,12}<level>(?:人民(?:政府|法院|检察院)|人大常委会|政协)?代?<head>)"),
    // A number to 99; 五一 and 二三 are none.
    ("number", "(?:[<digit>]?十[<digit>]?|[<digit>])"),
    // The number of one text of a collection.
    ("text-number", r"(?:篇[<numeral>\d]{1,3}|第[<numeral>\d]{1,3}篇|范文[<numeral>\d]{1,3})"),
    ("half-year", "(?:<first-half>|<second-half>)"),
    ("quarter", "(?:[前第]?[一二三四1-4]季度)"),
    ("year-number", r"[2２][0０]\d{2}"),
    ("year", r"<year-number>[\ ]?年"),
    // A year in two digits before the words for a report; 20年 and 30年 are spans of time.
    (
        "short-year",
        r"(?:(?:^|[^\d第近教满])([123][1-9])年(?:度)?(?:<half-year>)?[\p{Han}&&[^来]]{0,6}?(?:<genre>|<report-state>))",
    ),
    ("han-year", "二[<zero>][<zero><digit>]{2}"),
    // A time a part of a report speaks of, and what such a part is called with it.
    ("period", "(?:[“\"]?十[<digit>]五[”\"]?(?:时期|期间|以来)?|(?:过去|今后|未来)[<numeral>两]年)"),
    (
        "part-phrase",
        r"(?x:(?:(?:<year>|<han-year>年)(?:度)?(?:<half-year>)?|<half-year>|<ahead>|<period>|<near-year>|全年|上年)?
        (?:的)?(?:政府)?(?:工作)?(?:的)?(?:主要|重点|具体|总体|初步|基本|奋斗|发展)?(?:工作)?(?:的)?
        (?:<summary>|<plan>(?:建议)?|<state>|<part-name>|<task>|<direction>|指导思想
        |(?:推进|落实)?情况|目标|任务|举措|要求|工作重点|亮点(?:工作)?|成绩|成就|成效|做法))",
    ),
    // A line that says nothing but which part follows.
    (
        "part-line",
        r"(?x:<part-phrase>(?:[和及与暨、]<part-phrase>){0,2}
        | (?:<year>|<han-year>年|<near-year>)度?的?(?:政府)?(?:主要|重点)?工作(?:[和及与暨、]<part-phrase>){1,2}
        | (?:<so-far>|过去一年)(?:的)?(?:主要|重点)?工作(?:情况)?
        | (?:目前|当前|工作中?|自身)?的?
            (?:(?:存在|面临|<waiting>的)?(?:的)?(?:主要|突出)?<trouble>
              | 面临的?(?:形势|机遇)[和及与、](?:存在的?|面临的?)?(?:主要|突出)?<problem>)
            (?:[和及与、]?<trouble>){0,2}(?:之处)?(?:[和及与、]?(?:(?:主要)?原因(?:分析)?|<direction>))?
        | <waiting>的(?:地方|方面|环节))",
    ),
    // What is said of problems not solved yet.
    ("waiting", "(?:(?:需要?|亟待|亟需|有待|尚待|尚未)(?:进一步)?(?:解决|改进|破解|克服|提升|加强|完善))"),
    ("range", "[-—－~至]"),
    // For use inside brackets.
    ("numeral", TO_TEN),
    ("digit", DIGITS),
    ("zero", ZEROS),
    ("capital", CAPITALS),
    ("measure", "个项条次处户人名件家起场台亩公吨米元座所篇份宗套辆只头株间张批期"),
];
