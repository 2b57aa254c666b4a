//! Done, problem, plan or opening.

use super::parsed;

/// The parts of the paragraphs in reading order.
fn parts(text: &str) -> Vec<&'static str> {
    parsed(text).paragraphs().map(|(_, paragraph)| paragraph.part.as_str()).collect()
}

const SUMMARY: &str = "云岭县水利局2023年工作总结\n";
const BOTH: &str = "云岭县水利局2023年工作总结和2024年工作思路\n";
const PLAN: &str = "云岭县水利局2024年工作要点\n";

/// The parts of a report of this title and body.
fn under(title: &str, body: &str) -> Vec<&'static str> {
    parts(&format!("{title}{body}"))
}

#[test]
fn the_year_of_a_title_is_the_year_done() {
    assert_eq!(under(SUMMARY, "一、2022年水利建设\n新建水厂一座。"), ["done"]);
    assert_eq!(under(SUMMARY, "一、2023年水利建设\n新建水厂一座。"), ["done"]);
    assert_eq!(under(SUMMARY, "一、2024年水利建设\n新建水厂一座。"), ["plan"]);
}

#[test]
fn the_last_of_two_years_is_the_year_planned_for() {
    assert_eq!(under(BOTH, "一、2023年水利建设\n新建水厂一座。"), ["done"]);
    assert_eq!(under(BOTH, "一、2024年水利建设\n新建水厂一座。"), ["plan"]);
    assert_eq!(under(BOTH, "一、2025年水利建设\n新建水厂一座。"), ["plan"]);
    // The last year a heading names counts.
    assert_eq!(under(BOTH, "一、2023年和2024年水利建设\n新建水厂一座。"), ["plan"]);
}

#[test]
fn the_genre_of_the_title_is_the_part_where_nothing_else_speaks() {
    assert_eq!(under(SUMMARY, "一、水利建设\n新建水厂一座。"), ["done"]);
    assert_eq!(under(PLAN, "一、水利建设\n新建水厂一座。"), ["plan"]);
    assert_eq!(under("云岭县水利局2023年工作报告\n", "一、水利建设\n新建水厂一座。"), ["done"]);
}

#[test]
fn what_stands_before_the_first_heading_opens_the_report() {
    let headed = "全局上下同心协力。\n各项任务圆满收官。\n一、水利建设\n新建水厂一座。";
    assert_eq!(under(SUMMARY, headed), ["opening", "opening", "done"]);
    // Without headings only the first paragraph can be told.
    let bare = "全局上下同心协力。\n各项任务圆满收官。\n新建水厂一座。";
    assert_eq!(under(SUMMARY, bare), ["opening", "done", "done"]);
    assert_eq!(under(PLAN, bare), ["opening", "plan", "plan"]);
    // Without a title nothing says that the text begins here.
    assert_eq!(parts(headed), ["done", "done", "done"]);
}

#[test]
fn headings_say_what_follows() {
    for (heading, part) in [
        ("工作开展情况", "done"),
        ("水利工作亮点", "done"),
        ("思想建设落实情况", "done"),
        ("上年计划的总结", "done"),
        ("存在的差距", "problem"),
        ("存在", "problem"),
        ("短板和弱项", "problem"),
        ("困难原因剖析", "problem"),
        ("问题整改", "problem"),
        ("今后的事", "plan"),
        ("2024年目标", "plan"),
        ("总结经验，下一步再出发", "plan"),
        ("意见建议", "plan"),
        ("水利建设", "done"),
    ] {
        let body = format!("一、{heading}\n新建水厂一座。");
        assert_eq!(under(SUMMARY, &body), [part], "{heading}");
    }
}

#[test]
fn inside_a_plan_lower_headings_turn_to_problems_alone() {
    let text = "一、下一步打算\n\
                （一）巩固主要成效\n新建水厂一座。\n\
                （二）存在问题\n水厂尚少。\n\
                （三）水利建设\n改造管网。\n\
                二、工作开展情况\n新建水厂一座。";
    assert_eq!(under(SUMMARY, text), ["plan", "problem", "plan", "done"]);
    // A whole plan's first level may look back.
    assert_eq!(under(PLAN, "一、上年工作回顾\n新建水厂一座。\n二、水利建设\n改造管网。"), ["done", "plan"]);
}

#[test]
fn a_plan_goes_on_in_the_next_section() {
    let text = "一、水利建设\n新建水厂一座。\n\
                二、下一步打算\n改造管网。\n\
                三、强化保障\n落实资金。";
    assert_eq!(under(SUMMARY, text), ["done", "plan", "plan"]);
    // A problem does not.
    let text = "一、存在问题\n水厂尚少。\n二、水利建设\n新建水厂一座。";
    assert_eq!(under(SUMMARY, text), ["problem", "done"]);
    // Nor does a plan reach into a section above its own.
    let text = "（一）下一步打算\n改造管网。\n一、水利建设\n新建水厂一座。";
    assert_eq!(under(SUMMARY, text), ["plan", "done"]);
}

#[test]
fn sections_below_belong_to_the_section_above() {
    let text = "一、存在问题\n（一）水利建设\n水厂尚少。\n（二）队伍建设\n人手不足。";
    assert_eq!(under(SUMMARY, text), ["problem", "problem"]);
    let text = "一、水利建设\n（一）存在问题\n水厂尚少。\n（二）农田灌溉\n新建水渠。";
    assert_eq!(under(SUMMARY, text), ["problem", "done"]);
}

#[test]
fn a_title_without_number_stands_above_the_numbered() {
    let text = "2024年工作思路\n一、水利建设\n新建水厂一座。\n二、队伍建设\n招录新人。";
    assert_eq!(under(SUMMARY, text), ["plan", "plan"]);
    let text = "2024年工作思路\n一、水利建设\n新建水厂一座。\n2023年工作总结\n一、队伍建设\n招录新人。";
    assert_eq!(under(BOTH, text), ["plan", "done"]);
}

#[test]
fn a_mixed_section_turns_with_every_paragraph_and_item() {
    let text = "一、问题和下步计划\n水厂尚少，管网老旧。\n下一步，改造管网。\n同时也存在一些问题：人手紧张。";
    assert_eq!(under(SUMMARY, text), ["problem", "plan", "plan"]);
    let items = "一是水厂尚少。二是管网老旧，下一步改造。三是人手紧张。";
    assert_eq!(under(SUMMARY, &format!("一、问题和下步计划\n{items}")), ["problem", "plan", "plan"]);
    // Items of a section that is not mixed stay where they are.
    assert_eq!(under(SUMMARY, &format!("一、存在问题\n{items}")), ["problem", "problem", "problem"]);
}

#[test]
fn a_mixed_section_stays_mixed_in_its_first_subsection() {
    let items = "一是水厂尚少。二是管网老旧，下一步改造。";
    let text = format!("一、问题和下步计划\n（一）水厂\n{items}\n（二）管网\n{items}");
    assert_eq!(under(SUMMARY, &text), ["problem", "plan", "problem", "problem"]);
    let text = format!("一、问题和下步计划\n（一）存在问题\n{items}");
    assert_eq!(under(SUMMARY, &text), ["problem", "problem"]);
    let text = format!("一、存在问题\n（一）水厂\n{items}");
    assert_eq!(under(SUMMARY, &text), ["problem", "problem"]);
}

#[test]
fn wording_turns_a_section_until_the_next_heading() {
    let text = "一、水利建设\n新建水厂一座。\n但也存在一些短板，面临不少困难。\n管网老旧。\n\
                下一步，改造管网。\n招录新人。\n二、队伍建设\n开展培训。";
    assert_eq!(under(SUMMARY, text), ["done", "problem", "problem", "plan", "plan", "done"]);
    let text = "一、存在问题\n水厂尚少。\n针对上述问题，改造管网。\n招录新人。";
    assert_eq!(under(SUMMARY, text), ["problem", "plan", "plan"]);
    // A plan is not turned.
    let text = "一、下一步打算\n改造管网。\n但也存在一些短板，面临不少困难。\n招录新人。";
    assert_eq!(under(SUMMARY, text), ["plan", "plan", "plan"]);
}

#[test]
fn numbered_text_turns_a_section_and_items_do_not() {
    let text =
        "一、水利建设\n新建水厂一座。\n1.存在问题：管网老旧，漏损偏高，检修人手也不够用。\n2.人手紧张。";
    assert_eq!(under(SUMMARY, text), ["done", "problem", "problem"]);
    for item in ["二是管网老旧，", "二要改造管网，", "第二，"] {
        let text = format!("一、水利建设\n新建水厂一座。\n{item}下一步改造管网。\n招录新人。");
        assert_eq!(under(SUMMARY, &text), ["done", "done", "done"], "{item}");
    }
}

#[test]
fn a_year_gone_by_is_no_plan() {
    let text = |year: u16| format!("一、水利建设\n新建水厂一座。\n{year}年，按要求我局将改造管网。");
    assert_eq!(under(SUMMARY, &text(2022)), ["done", "done"]);
    assert_eq!(under(SUMMARY, &text(2023)), ["done", "plan"]);
    assert_eq!(under(SUMMARY, &text(2024)), ["done", "plan"]);
    assert_eq!(under("云岭县水利局工作总结\n", &text(2022)), ["done", "plan"]);
}

#[test]
fn a_text_without_title_is_what_most_of_its_words_say() {
    let deed = "新增水厂，完成管网改造。\n";
    let plan = "将建水厂，力争年内通水。\n";
    let none = "水厂建设。\n";
    assert_eq!(parts(&format!("一、水厂\n{plan}{none}")), ["plan", "plan"]);
    assert_eq!(parts(&format!("一、水厂\n{deed}{none}")), ["done", "done"]);
    // As many of the one as of the other: done.
    assert_eq!(parts("一、水厂\n将建水厂。\n已建管网。\n"), ["done", "done"]);
    assert_eq!(parts("一、水厂\n将建水厂。\n将修管网。\n已建管网。\n"), ["plan", "plan", "plan"]);
    assert_eq!(parts("一、水厂\n将建水厂。\n已建管网。\n已修水渠。\n"), ["done", "done", "done"]);
    // What stands behind the first heading that says its part does not count.
    let text = format!("一、水厂\n{plan}二、工作开展情况\n{deed}{deed}{deed}");
    assert_eq!(parts(&text), ["plan", "done", "done", "done"]);
}
