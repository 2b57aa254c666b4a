//! Reports whose outline is known, and the damage that circulation does to them.

use proptest::prelude::*;

/// A report before it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Truth {
    pub(crate) title: String,
    pub(crate) opening: String,
    pub(crate) sections: Vec<Section>,
}

/// A section 一、 with paragraphs or subsections.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) body: Vec<Sub>,
}

/// A subsection （一） with its sentences, as running text or as items 一是, 二是.
#[derive(Clone, Debug)]
pub(crate) struct Sub {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) items: bool,
}

/// How a report is printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// (一) and , for （一） and ，.
    pub(crate) half_width: bool,
    /// Subsections are numbered 1. instead of （一）.
    pub(crate) digits: bool,
    /// The subsection's text follows its title in the same line.
    pub(crate) run_in: bool,
}

impl Truth {
    /// Level, marker and title of every heading.
    pub(crate) fn headings(&self, style: Style) -> Vec<(u8, String, String)> {
        let mut headings = Vec::new();
        for (index, section) in self.sections.iter().enumerate() {
            headings.push((1, format!("{}、", numeral(index)), section.title.clone()));
            for (index, sub) in section.body.iter().enumerate() {
                headings.push((2, marker(index, style), sub.title.clone()));
            }
        }
        headings
    }

    /// The report as its author would save it.
    pub(crate) fn print(&self, style: Style) -> String {
        let mut lines = vec![self.title.clone(), self.opening.clone()];
        for (index, section) in self.sections.iter().enumerate() {
            lines.push(format!("{}、{}", numeral(index), section.title));
            for (index, sub) in section.body.iter().enumerate() {
                let head = format!("{}{}", marker(index, style), sub.title);
                let mut body = String::new();
                for (index, sentence) in sub.sentences.iter().enumerate() {
                    body += &if sub.items {
                        format!("{}是{sentence}", numeral(index))
                    } else {
                        sentence.clone()
                    };
                }
                if style.run_in {
                    lines.push(format!("{head}。{body}"));
                } else {
                    lines.extend([head, body]);
                }
            }
        }
        lines.join("\n") + "\n"
    }
}

fn marker(index: usize, style: Style) -> String {
    match (style.digits, style.half_width) {
        (true, _) => format!("{}.", index + 1),
        (false, true) => format!("({})", numeral(index)),
        (false, false) => format!("（{}）", numeral(index)),
    }
}

fn numeral(index: usize) -> &'static str {
    ["一", "二", "三", "四", "五", "六", "七", "八", "九"][index]
}

pub(crate) fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(half_width, digits, run_in)| Style {
        half_width,
        digits,
        run_in,
    })
}

pub(crate) fn truth() -> impl Strategy<Value = Truth> {
    let unit = prop::sample::select(vec![
        "云岭县水利局",
        "青石街道",
        "松涛镇",
        "白鹭洲区民政局",
        "临溪市供销合作总社",
    ]);
    (unit, 2018u16..2026, prop::collection::vec(section(), 2..5)).prop_map(|(unit, year, sections)| Truth {
        title: format!("{unit}{year}年工作总结和{}年工作思路", year + 1),
        opening: format!("今年以来，{unit}在上级坚强领导下，紧扣年度目标任务，凝心聚力、克难攻坚，各项工作取得明显成效。现将有关情况报告如下："),
        sections,
    })
}

fn section() -> impl Strategy<Value = Section> {
    (section_title(), prop::collection::vec(sub(), 2..5)).prop_map(|(title, body)| Section { title, body })
}

fn sub() -> impl Strategy<Value = Sub> {
    (sub_title(), prop::collection::vec(sentence(), 2..5), any::<bool>())
        .prop_map(|(title, sentences, items)| Sub { title, sentences, items })
}

fn section_title() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec![
        "强化党建引领",
        "夯实发展根基",
        "优化营商环境",
        "守牢安全底线",
        "增进民生福祉",
    ]);
    let second = prop::sample::select(vec![
        "凝聚干事合力",
        "推动产业提质增效",
        "激发市场活力",
        "筑牢平安屏障",
        "提升群众获得感",
    ]);
    (first, second).prop_map(|(first, second)| format!("{first}，{second}"))
}

fn sub_title() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec![
        "基层党建",
        "项目建设",
        "民生保障",
        "平安创建",
        "人居环境",
        "作风建设",
        "河湖管护",
        "养老服务",
    ]);
    let second = prop::sample::select(vec!["扎实有力", "成效明显", "持续向好", "稳步推进", "全面加强"]);
    (first, second).prop_map(|(first, second)| format!("{first}{second}"))
}

/// A sentence of 40 to 90 characters, no two openings alike in length so that none reads as a lead.
fn sentence() -> impl Strategy<Value = String> {
    let opening = prop::sample::select(vec![
        "组织党员干部下沉一线开展走访",
        "落实领导包联制度",
        "会同相关部门召开现场推进会",
        "投入专项资金用于设施改造",
        "全体党员带头参加志愿服务活动",
        "与XX公司签订合作框架协议",
    ]);
    let detail = prop::sample::select(vec![
        "覆盖6个社区、14个网格，收集意见建议230余条并逐条销号",
        "整治隐患57处，整改率达98.6%，辖区内未发生较大以上事故",
        "新建改造管网12.5公里，惠及居民3200户，群众满意度明显提高",
        "争取资金1.2亿元，带动社会投资*亿元，有效缓解了资金压力",
    ]);
    let ending = prop::sample::select(vec![
        "得到市、县两级充分肯定",
        "相关经验在全县推广",
        "有关做法被省级媒体报道",
        "形成了齐抓共管的工作格局",
    ]);
    (opening, detail, ending).prop_map(|(opening, detail, ending)| format!("{opening}，{detail}，{ending}。"))
}

/// Breaks every line after `width` characters.
pub(crate) fn hard_wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        for chunk in chars.chunks(width) {
            wrapped.extend(chunk);
            wrapped.push('\n');
        }
    }
    wrapped
}

/// Puts page marks `\n\n1、`, `\n\n2、` … after every `length` characters, at the next place where
/// they fall between two Chinese characters.
pub(crate) fn page_marks(text: &str, length: usize) -> String {
    let mut marked = String::from("1、");
    let (mut page, mut count, mut last) = (2, 0, ' ');
    for c in text.chars() {
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        if count >= length && han(c) && han(last) {
            marked += &format!("\n\n{page}、");
            (page, count) = (page + 1, 0);
        }
        marked.push(c);
        (count, last) = (count + 1, c);
    }
    marked
}

/// 党 becomes D.
pub(crate) fn dodge(text: &str) -> String {
    text.replace('党', "D")
}

/// Characters as the PDF files of browsers give them back.
pub(crate) fn radicals(text: &str) -> String {
    let forms = "一⼀二⼆人⼈入⼊力⼒大⼤工⼯干⼲心⼼手⼿民⺠水⽔生⽣用⽤目⽬老⽼行⾏里⾥面⾯高⾼青⻘长⻓";
    let mut forms = forms.chars();
    let pairs: Vec<(char, char)> = std::iter::from_fn(|| forms.next().zip(forms.next())).collect();
    text.chars().map(|c| pairs.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1)).collect()
}

/// A blank line and an indent inside the last clause of every long sentence.
pub(crate) fn tear(text: &str) -> String {
    let mut torn = String::new();
    for line in text.split_inclusive('\n') {
        let last = line.trim_end().rfind('，').filter(|_| line.trim_end().ends_with('。'));
        let han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
        let place = last
            .map(|at| at + "，某某".len())
            .filter(|&at| line.get(at..).is_some_and(|rest| rest.chars().take(2).filter(han).count() == 2));
        match place.filter(|&at| line[..at].chars().count() >= 60) {
            Some(at) => torn += &format!("{}\n\n　　{}", &line[..at], &line[at..]),
            None => torn += line,
        }
    }
    torn
}

/// A paid mark in the middle.
pub(crate) fn paid_mark(text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    format!("{}##paidbegin##{}##paidend##\n", &text[..middle], &text[middle..])
}

/// What a document-sharing site puts around a text.
pub(crate) fn web_chrome(text: &str) -> String {
    format!(
        "上传人:小河流水 文档编号:10086 上传时间:2024-01-05 格式:DOCX 页数:9\n返回 下载 相关 举报\n点击查看更多>>\n资源描述\n\n{text}\n展开阅读全文\n相关资源\n猜你喜欢\n备案号:云ICP备00000000号\n"
    )
}

/// All lines in one.
pub(crate) fn glue(text: &str) -> String {
    let mut glued = String::new();
    for line in text.lines() {
        glued += line;
        let closed = line.ends_with(['。', '：']) || glued.chars().count() == line.chars().count();
        glued += if closed { "" } else { "。" };
    }
    glued
}
