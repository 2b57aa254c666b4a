//! What the tests of several modules share: themes, a tagged file, a collection, a paper.

use gongwen_parse::{Options, Part, parse};

use crate::paper::{PaperBlock, RunIn};
use crate::{
    Cell, Collection, Excerpt, Folded, Group, Item, Paper, Row, Table, TableColumn, Tag, TaggedFile, Theme,
    ThemeNames, Topic,
};

/// 安全, 民生 and 其他; 其他 has two topics.
pub(crate) fn themes() -> ThemeNames {
    let theme = |id: &str, zh: &str, en: &str| Theme { id: id.into(), zh: zh.into(), en: en.into() };
    let topic =
        |id: &str, zh: &str, en: &str, theme| Topic { id: id.into(), zh: zh.into(), en: en.into(), theme };
    ThemeNames {
        themes: vec![
            theme("safety", "安全", "Safety"),
            theme("livelihood", "民生", "Livelihood"),
            theme("other", "其他", "Other"),
        ],
        topics: vec![
            topic("safety", "安全", "Safety", 0),
            topic("livelihood", "民生", "Livelihood", 1),
            topic("rural", "乡村振兴", "Rural revitalisation", 2),
            topic("urban", "城市建设管理", "Urban works", 2),
        ],
    }
}

/// A report with every part; the last paragraph is unsure.
pub(crate) fn tagged_file() -> TaggedFile {
    tagged("松涛街道.txt", "松涛街道", "")
}

/// The same report by another unit, with `more` in its safety paragraph.
pub(crate) fn tagged(name: &str, unit: &str, more: &str) -> TaggedFile {
    let source = format!(
        "{unit}2023年工作总结和2024年工作思路\n\
         今年以来，街道上下同心，各项工作稳步推进。\n\
         一、2023年工作总结\n\
         （一）安全底线守得牢。排查消防隐患一百二十处，整改率达到百分之九十八{more}，\
         为六百户独居老人加装了烟感报警器，全年没有发生亡人火灾事故。\n\
         （二）民生实事办得实。新增养老床位30张。\n\
         二、存在问题\n\
         老旧小区停车难，车位缺口=1200个。\n\
         三、2024年工作思路\n\
         （一）种好粮食。播种3万亩。\n\
         （二）修好道路。修路<5>公里。\n"
    );
    let document = parse(&source, &Options::default());
    let tag = |theme: usize, topic: usize, confidence: f64, words: &[&str]| Tag {
        theme,
        topic,
        confidence,
        unsure: confidence < 0.5,
        themes: vec![(theme, confidence), ((theme + 1) % 3, 0.25)],
        topics: vec![(topic, confidence), ((topic + 1) % 4, 0.22)],
        evidence: words.iter().map(|word| ((*word).to_owned(), 1.5)).collect(),
        bare: false,
        passages: Vec::new(),
        correction: String::new(),
    };
    let tags = vec![
        tag(2, 3, 0.7, &[]),
        tag(0, 0, 0.97, &["消防", "隐患"]),
        tag(1, 1, 0.9, &["养老"]),
        tag(1, 1, 0.6, &["小区"]),
        tag(2, 2, 0.8, &["播种"]),
        tag(2, 3, 0.4, &["修路"]),
    ];
    assert_eq!(tags.len(), document.paragraphs().count(), "the fixture has six paragraphs");
    TaggedFile { name: name.to_owned(), document, tags, again: Vec::new() }
}

/// The safety paragraph of a file, with that of another folded into it.
pub(crate) fn collection<'a>(shown: &'a TaggedFile, folded: &'a TaggedFile) -> Collection<'a> {
    fn safety(file: &TaggedFile) -> Excerpt<'_> {
        let (report, paragraph, tag) = file.paragraphs().nth(1).expect("the fixture has six paragraphs");
        Excerpt { file, report, paragraph, tag }
    }
    let item =
        Item { excerpt: safety(shown), folded: vec![Folded { excerpt: safety(folded), similarity: 0.8725 }] };
    let group = Group { title: "松涛街道".to_owned(), parts: vec![(Part::Done, vec![item])] };
    Collection { title: "安全工作材料汇编".to_owned(), groups: vec![group], reports: 2 }
}

/// Every kind of block, with characters XML does not take as they are.
pub(crate) fn paper() -> Paper {
    let run_in = "（一）平安建设。";
    let heading = |level, text: &str| PaperBlock::Heading { level, text: text.to_owned() };
    let body = |run_in, text: &str| PaperBlock::Body { run_in, text: text.to_owned() };
    Paper {
        blocks: vec![
            PaperBlock::Title("松涛街道2023年工作总结".to_owned()),
            PaperBlock::Subtitle("从3篇报告中摘出2段".to_owned()),
            heading(1, "一、工作成效"),
            body(
                Some(RunIn { level: 2, bytes: run_in.len() }),
                "（一）平安建设。排查隐患<120>处，R&D投入\u{1}增长。",
            ),
            PaperBlock::Note("（来源：松涛街道，2023年）".to_owned()),
            heading(2, "（二）民生实事"),
            heading(6, "第六层"),
            body(None, "新增床位30张，\n惠及三百户。"),
            PaperBlock::Table(table()),
            PaperBlock::Title("第二篇".to_owned()),
        ],
    }
}

/// A table with every kind of cell, characters that formats do not take as they are, and a row to look at.
pub(crate) fn table() -> Table {
    let columns =
        [("单位", "unit"), ("部分", "part"), ("段数", "paragraphs"), ("变化", "change"), ("占比", "share")];
    let part = Cell::Term { zh: "成效".to_owned(), id: "done".to_owned() };
    let first = vec![Cell::of("甲|乙<县>"), part, Cell::Count(12), Cell::Number(-1.5), Cell::Share(0.12345)];
    let second = vec![Cell::of("=1+1"), Cell::Empty, Cell::Count(0), Cell::Empty, Cell::Probability(0.9999)];
    Table {
        name: "占比".to_owned(),
        kind: Some("row"),
        columns: columns.map(|(name, key)| TableColumn::new(name, key, 12.0)).to_vec(),
        rows: vec![Row::of(first), Row { cells: second, marked: true }],
    }
}
