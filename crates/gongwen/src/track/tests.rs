use gongwen_parse::{Options, Part, parse};
use gongwen_write::{ItemOutcome, Reported};
use proptest::prelude::*;

use super::track;
use crate::{ParsedFile, Reader};

/// Sentences that stand around those tested, so that words are as rare as in reports.
const OTHERS: &str =
    "修复河堤六公里。举办书画展览。补种行道树。开办老年课堂。调解纠纷四十起。培训茶农九百人次。";

fn report(year: u16, done: &str, plan: &str) -> ParsedFile {
    let next = year + 1;
    let text = format!(
        "云岭县{year}年工作总结和{next}年工作思路\n一、{year}年工作情况\n{done}{OTHERS}\n二、{next}年工作思路\n{plan}{OTHERS}\n"
    );
    Reader::default().parse_text("", &text)
}

fn reported(file: &ParsedFile) -> Reported<'_> {
    Reported { name: &file.name, document: &file.document, report: &file.document.reports[0] }
}

/// What becomes of a thing planned when this is reported.
fn outcome(planned: &str, told: &str) -> (ItemOutcome, Option<String>, Option<String>) {
    let (plan, result) = (report(2023, "", planned), report(2024, told, ""));
    let tracked = track(reported(&plan), reported(&result));
    let item = &tracked.items[0];
    assert_eq!(item.stretch.text(), planned.trim_end_matches('。'));
    (item.outcome, item.target_text(), item.reached_text())
}

#[test]
fn figures_decide_where_they_can_be_compared() {
    let figures = |target: &str, reached: &str| (Some(target.to_owned()), Some(reached.to_owned()));
    for (planned, told, expected, (target, reached)) in [
        ("新增公共停车位200个。", "新增公共停车位236个。", ItemOutcome::Done, figures("200个", "236个")),
        ("新增公共停车位200个。", "新增公共停车位160个。", ItemOutcome::Missed, figures("200个", "160个")),
        // 左右 lets 0.2 percentage points pass, and no more.
        ("财政收入增长6%左右。", "财政收入增长5.9%。", ItemOutcome::Done, figures("6%", "5.9%")),
        ("财政收入增长6%左右。", "财政收入增长5.5%。", ItemOutcome::Missed, figures("6%", "5.5%")),
        // A limit is kept below.
        ("城镇登记失业率控制在3%以内。", "城镇登记失业率3.4%。", ItemOutcome::Missed, figures("3%", "3.4%")),
        ("城镇登记失业率控制在3%以内。", "城镇登记失业率2.8%。", ItemOutcome::Done, figures("3%", "2.8%")),
        // The plan stated again is no result.
        ("办好25件民生实事。", "25件民生实事办结24件。", ItemOutcome::Missed, figures("25件", "24件")),
        ("大鹅饲养量突破140万只。", "大鹅饲养量增长3.7%。", ItemOutcome::Changed, figures("140万只", "3.7%")),
    ] {
        assert_eq!(outcome(planned, told), (expected, target, reached), "{planned} {told}");
    }
}

#[test]
fn words_decide_elsewhere() {
    for (planned, told, expected) in [
        ("建成云台水厂。", "云台水厂建成投产。", ItemOutcome::Done),
        ("建成云台水厂。", "云台水厂基本建成。", ItemOutcome::Partly),
        ("建成云台水厂。", "云台水厂主体工程封顶。", ItemOutcome::UnderWay),
        ("建成云台水厂。", "云台水厂因征地受阻尚未开工。", ItemOutcome::Missed),
        ("建成云台水厂、石桥泵站。", "云台水厂建成投产。", ItemOutcome::Partly),
        ("启动云台水厂建设。", "云台水厂开工建设。", ItemOutcome::Done),
        ("加强燃气安全监管。", "燃气安全监管扎实推进。", ItemOutcome::UnderWay),
        ("筹建青少年活动中心。", "拆除危桥三座。", ItemOutcome::NotMentioned),
    ] {
        assert_eq!(outcome(planned, told).0, expected, "{planned} {told}");
    }
}

#[test]
fn results_nobody_planned_are_told() {
    let plan = report(2023, "", "新增公共停车位200个。");
    let result = report(2024, "新增公共停车位236个。龙舟队夺得全省锦标赛“金龙杯”冠军。", "");
    let tracked = track(reported(&plan), reported(&result));
    let told: Vec<&str> = tracked.unplanned.iter().map(|found| found.stretch.text()).collect();
    assert_eq!(told, ["龙舟队夺得全省锦标赛“金龙杯”冠军"]);
}

proptest! {
    /// Whatever two texts hold: items lie in the plan's part, in order and apart; every place quotes its words.
    #[test]
    fn places_hold(pieces in prop::collection::vec(prop::sample::select(vec![
        "云岭县2023年工作总结\n", "一、2023年工作情况\n", "二、2024年工作思路\n", "三、存在问题\n", "新增停车位200个，", "修路8公里；",
        "建成水厂。", "（一）民生。", "“一门、一网”", "（", "”", "\n", "增长5%左右", "D员", "部 署", "##paidbegin##", "，，", "：",
    ]), 0..40)) {
        let document = parse(&pieces.concat(), &Options::default());
        for report in &document.reports {
            let own = Reported { name: "", document: &document, report };
            let tracked = track(own, own);
            let mut end = 0;
            for item in &tracked.items {
                prop_assert_eq!(item.stretch.paragraph.part, Part::Plan);
                prop_assert!(report.span.contains(item.stretch.span));
                prop_assert!(item.stretch.span.start() >= end);
                end = item.stretch.span.end();
                prop_assert!(!item.stretch.text().is_empty());
                prop_assert!((0.0..=1.0).contains(&item.p));
                prop_assert_eq!(item.matches.is_empty(), item.outcome == ItemOutcome::NotMentioned);
                prop_assert!(item.possible.is_none() || item.matches.is_empty());
                for found in item.matches.iter().chain(&item.possible) {
                    prop_assert!(found.stretch.paragraph.part != Part::Plan);
                    prop_assert!(report.span.contains(found.stretch.span));
                }
            }
        }
    }
}
