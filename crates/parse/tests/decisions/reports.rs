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

/// What the furniture is called, and its words.
fn strays(text: &str) -> Vec<String> {
    let document = parsed(text);
    let words = |it: &gongwen_parse::Furniture| format!("{} {}", it.what, it.span.of(&document.source));
    document.furniture.iter().map(words).collect()
}

#[test]
fn works_done_are_no_titles_of_collections() {
    let (title, next) = ("青禾县档案馆2023年工作总结\n", "\n\n青禾县文化馆2023年工作总结\n演出三场。\n");
    for line in ["编印史料汇编12册", "全年刊发信息120篇", "收录口述合集3部", "完成汇编", "征集手稿30篇"]
    {
        assert_eq!(outline(&format!("{title}{line}\n")), [format!("opening: {line}")]);
        let two = parsed(&format!("{title}{line}{next}"));
        assert_eq!(two.reports.iter().map(|it| it.blocks.len()).collect::<Vec<_>>(), [1, 1], "{line}");
        assert!(two.furniture.is_empty(), "{line}");
        let untitled = outline(&format!("{line}\n接待读者三万人次，演出八场。\n一、主要工作\n修缮库房。\n"));
        assert_eq!(untitled[0], format!("done: {line}"));
    }
}

#[test]
fn no_file_comes_out_empty() {
    for text in ["第一篇", "大全", "合集", "3篇", "汇编一、主要工作", "范文精选\n篇一"]
    {
        let document = parsed(text);
        let read: String = document.paragraphs().map(|(_, paragraph)| paragraph.text.as_str()).collect();
        assert_eq!(read, text.replace('\n', ""));
    }
}

#[test]
fn what_stands_before_a_title_is_listed() {
    let report = "青禾县档案馆2023年工作总结\n一、主要工作\n修缮库房。\n";
    for line in ["各位代表：", "县委、县政府：", "2024年12月", "内部资料，注意保存", "——摘自某刊"]
    {
        assert_eq!(strays(&format!("{line}\n{report}")), [format!("preface {line}")]);
    }
    let notice = "青禾县档案馆文件\n青档发〔2024〕3号\n青禾县档案馆关于印发2024年工作要点的通知\n各科室：\n现予印发。\n";
    assert_eq!(strays(notice), ["letterhead 青禾县档案馆文件", "letterhead 青档发〔2024〕3号"]);
    let twice = format!("青禾县档案馆2023年工作总结\n【摘要】\n{report}");
    assert_eq!(strays(&twice), ["title-again 青禾县档案馆2023年工作总结", "preface 【摘要】"]);
    let rows = format!("工作总结汇编（2篇）\n篇一：{report}第2篇\n青禾县文化馆2023年工作总结\n演出三场。\n");
    assert_eq!(strays(&rows), ["collection 工作总结汇编（2篇）", "numbering 篇一：", "numbering 第2篇"]);
    let text = format!("举办演出三场，接待观众八百人次\n{report}");
    assert_eq!(parsed(&text).reports.len(), 2, "text is no preface");
}

#[test]
fn a_title_behind_that_of_a_collection_in_one_line_is_the_reports() {
    let document = parsed(
        "青禾县工作总结汇编（1篇） 目录 一、2023年工作总结 1 二、2024年工作计划 2 \
         青禾县档案馆2023年工作总结和2024年工作计划 今年以来，馆里稳中求进。 一、2023年工作总结 修缮库房。 \
         二、2024年工作计划 新建展厅。",
    );
    let report = &document.reports[0];
    assert_eq!(report.title.as_deref(), Some("青禾县档案馆2023年工作总结和2024年工作计划"));
    assert_eq!(report.unit.as_deref(), Some("青禾县档案馆"));
}

#[test]
fn lines_that_a_reports_title_promises_are_its_parts() {
    let text = "青禾县水利局2023年工作总结和2024年工作计划\n一年来，全局实干。\n2023年水利工作总结\n\
                一、修渠\n修渠三条。\n2024年水利工作计划\n一、修渠\n修渠五条。\n";
    assert_eq!(parsed(text).reports.len(), 1);
    let parts = ["1 2023年水利工作总结", "2 一、修渠", "1 2024年水利工作计划", "2 一、修渠"];
    assert_eq!(super::headings(text), parts);
    let text = "2024年青禾县政府工作报告\n各位代表：\n2023年工作和“十四五”以来发展回顾\n一、修渠\n\
                修渠三条。\n2024年重点工作\n一、修渠\n修渠五条。\n";
    assert_eq!(parsed(text).reports.len(), 1);
    assert_eq!(super::headings(text)[0], "1 2023年工作和“十四五”以来发展回顾");
    // Another unit's, another year's, another subject's.
    for other in ["青禾县农业局2023年工作总结", "2021年水利工作总结", "2023年普法工作总结"]
    {
        let text = format!(
            "青禾县水利局2023年工作总结和2024年工作计划\n修渠三条。\n{other}\n一、修渠\n修渠三条。\n"
        );
        assert_eq!(parsed(&text).reports.len(), 2, "{other}");
    }
}

#[test]
fn an_annex_that_names_no_unit_is_the_unit_s_before_it() {
    let units = |text: &str| -> Vec<Option<String>> {
        parsed(text).reports.into_iter().map(|report| report.unit).collect()
    };
    let unit = || Some("青禾县教育局".to_owned());
    let text = "青禾县教育局2023年工作总结\n新建学校三所。\n\n2024年教育工作计划\n新建学校五所。\n";
    assert_eq!(units(text), [unit(), unit()]);
    assert_eq!(units(&format!("工作总结汇编（2篇）\n{text}")), [unit(), None]);
    let other = format!("{text}\n青禾县水利局2023年工作总结\n修渠三条。\n");
    assert_eq!(units(&other)[1], None);
}
