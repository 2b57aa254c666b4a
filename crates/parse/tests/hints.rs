//! What a file says about its lines goes before what the lines look like.

use gongwen_parse::{Block, Document, Hint, Options, Role, Span, parse, parse_with_hints};

/// Parses lines of which some have a role.
fn parsed(lines: &[(&str, Option<Role>)]) -> Document {
    let (mut source, mut hints) = (String::new(), Vec::new());
    for (line, role) in lines {
        let span = Span::new(source.len(), source.len() + line.len());
        hints.extend(role.map(|role| Hint { span, role }));
        source.push_str(line);
        source.push('\n');
    }
    parse_with_hints(&source, &hints, &Options::default())
}

fn headings(document: &Document) -> Vec<(u8, &str, &str)> {
    let blocks = document.reports.iter().flat_map(|report| &report.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Heading(h) => Some((h.level, h.marker.as_str(), h.title.as_str())),
            Block::Paragraph(_) => None,
        })
        .collect()
}

const BODY: &str = "新建日间食堂三处，改造老旧小区两个，受益居民一千二百户。";

#[test]
fn styled_lines_are_titles_and_headings_by_level() {
    let document = parsed(&[
        ("松涛镇人民政府", Some(Role::Title)),
        ("民生这一年", Some(Role::Title)),
        ("兜底", Some(Role::Heading(1))),
        ("衣食", Some(Role::Heading(2))),
        (BODY, None),
        ("一、住房：安居", Some(Role::Heading(2))),
        ("把漏雨的房子修好，是今年办得最实在的一件事。", Some(Role::Heading(3))),
        (BODY, None),
        ("出行", Some(Role::Heading(1))),
        (BODY, None),
    ]);
    assert_eq!(document.reports.len(), 1);
    assert_eq!(document.reports[0].title.as_deref(), Some("松涛镇人民政府民生这一年"));
    assert_eq!(
        headings(&document),
        [
            (1, "", "兜底"),
            (2, "", "衣食"),
            (2, "一、", "住房：安居"),
            (3, "", "把漏雨的房子修好，是今年办得最实在的一件事"),
            (1, "", "出行"),
        ]
    );
    let paths: Vec<_> = document.paragraphs().map(|(_, paragraph)| paragraph.path.join("/")).collect();
    assert_eq!(paths, ["兜底/衣食", "兜底/住房：安居/把漏雨的房子修好，是今年办得最实在的一件事", "出行"]);
}

#[test]
fn the_one_top_heading_is_the_title() {
    let document = parsed(&[
        ("政务公开 > 部门动态", None),
        ("民生这一年", Some(Role::Heading(1))),
        ("兜底", Some(Role::Heading(2))),
        (BODY, None),
        ("出行", Some(Role::Heading(2))),
        (BODY, None),
    ]);
    assert_eq!(document.reports[0].title.as_deref(), Some("民生这一年"));
    assert_eq!(headings(&document), [(1, "", "兜底"), (1, "", "出行")]);
}

#[test]
fn table_rows_are_never_headings() {
    let rows = ["1.指标", "2.完成", "（一）安全生产"];
    let lines: Vec<_> = ["松涛镇2023年工作总结", "一、主要工作", BODY]
        .map(|line| (line, None))
        .into_iter()
        .chain(rows.map(|row| (row, Some(Role::TableRow))))
        .chain([(BODY, None)])
        .collect();
    let document = parsed(&lines);
    assert_eq!(headings(&document), [(1, "一、", "主要工作")]);
    let texts: Vec<_> = document.paragraphs().map(|(_, paragraph)| paragraph.text.as_str()).collect();
    assert_eq!(texts, [BODY, &rows.join("\n"), BODY]);
}

#[test]
fn hints_that_cannot_be_true_change_nothing() {
    let text = format!("松涛镇2023年工作总结\n一、主要工作\n{BODY}{BODY}{BODY}\n");
    let start = text.find(BODY).expect("the body stands there");
    let hints = [
        Hint { span: Span::new(start, text.len() - 1), role: Role::Heading(1) },
        Hint { span: Span::new(text.len() + 5, text.len() + 50), role: Role::Title },
        Hint { span: Span::new(1, 2), role: Role::Heading(9) },
    ];
    assert_eq!(parse_with_hints(&text, &hints, &Options::default()), parse(&text, &Options::default()));
}
