//! The years of reports and other papers.

use super::{outline, parsed};

fn years(text: &str) -> Vec<u16> {
    parsed(text).reports[0].years.clone()
}

#[test]
fn reports_of_governments_have_the_years_they_look_back_on_and_plan() {
    let report = |head: &str, first: &str| {
        format!("{head}\n各位代表：\n一、{first}工作回顾\n修渠三条。\n二、今年工作安排\n建院两处。\n")
    };
    for head in [
        "政府工作报告\n——2024年1月9日在云岭县第三届人民代表大会第二次会议上",
        "政府工作报告\n——2024年1月9日在云岭县\n第三届人民代表大会第二次会议上",
        "政府工作报告——2024年1月9日在云岭县第三届人民代表大会第二次会议上",
        "政府工作报告（2023年12月28日在云岭县第三届人民代表大会第二次会议上）",
        "云岭县政府工作报告（2024年1月9日某某）",
        "云岭县政府工作报告\n二〇二四年一月九日\n在云岭县第三届人民代表大会第二次会议上",
        "云岭县人民政府\n政府工作报告\n——2024年1月9日在县三届人大二次会议上",
    ] {
        for first in ["去年", "2023年"] {
            let text = report(head, first);
            assert_eq!(years(&text), [2023, 2024], "{text}");
            let blocks = outline(&text);
            assert!(blocks.contains(&"done: 修渠三条。".to_owned()), "{blocks:?}");
            assert!(blocks.contains(&"plan: 建院两处。".to_owned()), "{blocks:?}");
        }
    }
    // A title that says its year says it.
    assert_eq!(years(&report("云岭县2024年政府工作报告", "去年")), [2024]);
}

#[test]
fn dates_in_titles_are_dates() {
    assert_eq!(years("云岭县水利局工作总结（2024年12月20日）\n一、水利\n修渠。\n"), [2024]);
    assert_eq!(years("云岭县水利局工作总结（2024年1月20日）\n一、水利\n修渠。\n"), [2023]);
    assert_eq!(
        years("23年工作总结和24年工作计划\n一、23年工作总结\n修渠。\n二、24年工作计划\n建院。\n"),
        [2023, 2024]
    );
}

#[test]
fn a_summary_of_several_years_is_of_the_last() {
    for years in ["2021-2023年", "2021年至2023年"] {
        let document = parsed(&format!("云岭县水利局{years}工作总结\n一、水利\n修渠三条。\n"));
        let spoken_of: Vec<_> = document.paragraphs().map(|(_, paragraph)| paragraph.year).collect();
        assert_eq!(spoken_of, [Some(2023)], "{years}");
    }
}

#[test]
fn other_papers_are_of_the_year_they_were_issued_in() {
    for text in [
        "工 作 简 报\n第3期\n云岭县水利局办公室　　2024年6月3日\n云岭县修渠。\n",
        "云岭县水利局局务会议纪要\n〔2024〕8号\n局长主持召开会议。\n一、修渠\n会议听取汇报。\n",
        "云岭县水利局局务会议纪要\n2024年4月12日上午，局长主持召开局务会议，听取修渠工作汇报。\n一、修渠\n会议听取汇报。\n",
        "关于巡察整改进展情况的通报\n2024年3月至5月，巡察组开展了巡察。\n一、整改\n修渠。\n",
    ] {
        assert_eq!(years(text), [2024], "{text}");
    }
}
