//! Where reports begin and end, and what stands outside them.

use super::{outline, parsed};

/// The furniture, as printed.
fn furniture(text: &str) -> Vec<String> {
    let document = parsed(text);
    document.furniture.iter().map(|it| it.span.of(&document.source).to_owned()).collect()
}

#[test]
fn words_for_collections_in_a_report_are_its_text() {
    let title = "青禾县档案馆2023年工作总结\n";
    for line in ["一、史料汇编工作", "1.编印《制度汇编》200册；", "全年征集口述稿120篇", "本年合集", "2篇"]
    {
        let blocks = outline(&format!("{title}{line}\n开放档案三千卷。\n"));
        let words = line.trim_start_matches("一、");
        assert!(blocks.iter().any(|block| block.contains(words)), "{line}: {blocks:?}");
    }
}

#[test]
fn titles_of_collections_stand_outside_the_reports() {
    let report = "青禾县档案馆2023年工作总结\n开放档案三千卷。\n";
    assert_eq!(furniture(&format!("工作总结汇编（2篇）\n{report}")), ["工作总结汇编（2篇）"]);
    let between = format!("全县2023年工作总结\n共2篇\n{report}");
    assert_eq!(furniture(&between), ["共2篇"]);
    assert_eq!(parsed(&between).reports.len(), 2);
}

#[test]
fn signs_and_closing_marks_stay_with_their_titles() {
    let document = parsed("**青禾县档案馆2023年工作总结**\n一、档案。\n二、史志！\n编志三卷。\n");
    let report = &document.reports[0];
    assert_eq!(report.title.as_deref(), Some("青禾县档案馆2023年工作总结"));
    let spans: Vec<&str> = report.blocks.iter().map(|block| block.span().of(&document.source)).collect();
    assert_eq!(spans, ["一、档案。", "二、史志！", "编志三卷。"]);
}
