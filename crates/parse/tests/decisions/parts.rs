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
fn problems_that_a_text_announces_have_headings_below_it() {
    let text = "一、水利建设\n新建水厂一座，但仍存在以下问题：\n\
                （一）水厂\n管网老旧。\n（二）水渠\n清淤不勤。\n\
                二、农田灌溉\n（一）泵站\n新建泵站一座。";
    assert_eq!(under(SUMMARY, text), ["problem", "problem", "problem", "done"]);
    // The announcement is the last thing said before the first heading below.
    let told = "一、水利建设\n新建水厂一座，但仍存在以下问题：管网老旧。\n（一）水渠\n新建水渠一条。";
    assert_eq!(under(SUMMARY, told), ["problem", "done"]);
    let beside = "一、水利建设\n（一）水厂\n新建水厂一座，但仍存在以下问题：\n（二）水渠\n新建水渠一条。";
    assert_eq!(under(SUMMARY, beside), ["problem", "done"]);
}

#[test]
fn announced_problems_end_behind_the_first_paragraph_without_number() {
    let with = |letters: usize| {
        let told = "渠".repeat(letters);
        let items = "（1）渠道失修。\n（2）渠道淤塞。\n（3）渠道渗漏。";
        let turn = format!("一、水利建设\n但存在以下问题：{told}；\n{items}\n渠道管护到村。\n新建水库。");
        under(SUMMARY, &turn)
    };
    // Where at most four letters of them are told at once, that paragraph is one of them.
    assert_eq!(with(4), [["problem"; 5].as_slice(), &["done"]].concat());
    assert_eq!(with(5), [["problem"; 4].as_slice(), &["done"; 2]].concat());
}

#[test]
fn tasks_behind_all_that_looks_back_are_to_come() {
    let text = "一、工作回顾\n新建水厂一座。\n二、存在问题\n水渠尚少。\n三、重点工作\n新建水渠。";
    assert_eq!(under(SUMMARY, text), ["done", "problem", "plan"]);
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
    let han = "一、水利建设\n新建水厂一座。\n二〇二四年，我局将改造管网。";
    assert_eq!(under(SUMMARY, han), ["done", "plan"]);
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

/// A report of a congress with a section that looks back and one of these headings behind it.
fn congress(date: &str, heading: &str) -> Vec<&'static str> {
    let text = format!("政府工作报告\n——{date}在云岭县人民代表大会上\n{heading}\n新建水厂一座。");
    parts(&text).split_off(1)
}

#[test]
fn a_report_held_early_in_a_year_looks_back_on_the_year_before() {
    for date in ["2024年1月9日", "二〇二四年三月九日", "２０２４年１月９日", "2023年12月28日"]
    {
        assert_eq!(congress(date, "一、2023年水利建设"), ["done"], "{date}");
        assert_eq!(congress(date, "一、2024年水利建设"), ["plan"], "{date}");
        assert_eq!(congress(date, "一、２０２４年水利建设"), ["plan"], "{date}");
    }
    assert_eq!(congress("2024年8月9日", "一、2023年水利建设"), ["done"]);
    assert_eq!(congress("2024年8月9日", "一、2025年水利建设"), ["plan"]);
}

#[test]
fn the_year_in_the_title_of_a_government_work_report_is_planned() {
    let title = "2026年云岭省政府工作报告\n";
    assert_eq!(under(title, "一、2025年水利建设\n新建水厂一座。"), ["done"]);
    assert_eq!(under(title, "一、2026年水利建设\n新建水厂一座。"), ["plan"]);
    // Unless its headings say that it looks back on it.
    let text = "一、2026年工作回顾\n新建水厂一座。\n二、2026年水利建设\n新建水厂一座。";
    assert_eq!(under(title, text), ["done", "done"]);
}

#[test]
fn first_headings_tell_the_years_of_the_others() {
    let text = "一、2023年工作回顾\n新建水厂一座。\n二、2024年水利建设\n改造管网。";
    assert_eq!(parts(text), ["done", "plan"]);
    let text = "一、2023年水利建设\n新建水厂一座。\n二、2024年工作思路\n改造管网。";
    assert_eq!(parts(text), ["done", "plan"]);
}

#[test]
fn the_date_at_the_end_and_opening_years_tell_the_year() {
    let text = |date| {
        format!("水利局工作总结\n一、2023年水利建设\n新建水厂。\n二、2024年水利建设\n改造管网。\n{date}")
    };
    assert_eq!(parts(&text("2023年12月28日"))[..2], ["done", "plan"]);
    assert_eq!(parts(&text("2024年1月8日"))[..2], ["done", "plan"]);
    assert_eq!(parts(&text("2024年12月28日"))[..2], ["done", "done"]);
    let text = "水利局工作总结\n2023年，全局同心。\n一、2024年水利建设\n改造管网。";
    assert_eq!(parts(text), ["opening", "plan"]);
}

#[test]
fn a_paragraph_speaks_of_the_year_of_its_heading_but_of_no_far_goal() {
    let years = |heading: &str| {
        let text =
            format!("云岭县政府工作报告\n——2021年1月9日在云岭县人民代表大会上\n一、{heading}\n新建水厂。");
        parsed(&text).paragraphs().last().and_then(|(_, paragraph)| paragraph.year)
    };
    assert_eq!(years("2021年水利工作安排"), Some(2021));
    assert_eq!(years("“十四五”规划和2035年远景目标"), None);
    assert_eq!(years("2035年远景目标和2021年工作安排"), Some(2021));
}

#[test]
fn tasks_are_plans_unless_their_year_is_done() {
    for tasks in
        ["主要任务", "主要目标和重点任务", "目标任务和重点工作", "总体要求", "工作安排", "今后五年的工作"]
    {
        assert_eq!(under(SUMMARY, &format!("一、{tasks}\n改造管网。")), ["plan"], "{tasks}");
    }
    for tasks in ["主要任务", "重点工作", "主要工作", "主要目标和重点任务", "目标任务和重点工作"]
    {
        assert_eq!(under(SUMMARY, &format!("一、2023年{tasks}\n改造管网。")), ["done"], "{tasks}");
        assert_eq!(under(SUMMARY, &format!("一、2024年{tasks}\n改造管网。")), ["plan"], "{tasks}");
    }
    assert_eq!(under(SUMMARY, "一、圆满完成目标任务\n改造管网。"), ["done"]);
}

#[test]
fn main_work_is_planned_behind_what_looks_back() {
    let text = "一、工作回顾\n新建水厂一座。\n二、重点工作\n改造管网。";
    assert_eq!(under(SUMMARY, text), ["done", "plan"]);
    assert_eq!(under(SUMMARY, &format!("{text}\n三、下一步打算\n修渠。")), ["done", "done", "plan"]);
    assert_eq!(under(SUMMARY, "一、重点工作\n改造管网。"), ["done"]);
    let text = "一、工作回顾\n新建水厂一座。\n（一）扎实推进重点工作\n改造管网。";
    assert_eq!(under(SUMMARY, text), ["done", "done"]);
}

#[test]
fn a_five_years_plan_that_begins_behind_the_year_done_is_planned() {
    let text = "一、实施“十四五”规划，建设水利强县\n改造管网。";
    assert_eq!(under("云岭县水利局2020年工作总结\n", text), ["plan"]);
    assert_eq!(under("云岭县水利局2021年工作总结\n", text), ["done"]);
}

#[test]
fn a_result_named_in_a_plan_ends_it_not() {
    let text = "一、下一步打算\n改造管网。\n二、推动水利攻坚取得新进展\n修渠。\n三、工作情况\n新建水厂。";
    assert_eq!(under(SUMMARY, text), ["plan", "plan", "done"]);
}

#[test]
fn what_is_done_about_problems_is_no_problem() {
    for heading in ["补短板、强弱项", "全力解决群众用水问题", "问题整改落实情况"] {
        assert_eq!(under(SUMMARY, &format!("一、{heading}\n新建水厂。")), ["done"], "{heading}");
    }
    for heading in ["存在问题及解决问题的难点和困难", "补水设施的短板"] {
        assert_ne!(under(SUMMARY, &format!("一、存在问题\n水厂尚少。\n二、{heading}\n改。"))[0], "done");
    }
}

#[test]
fn who_knows_well_what_is_wanting_turns_to_problems() {
    for turn in [
        "我们也清醒地看到，全县水利还有不少困难和问题：管网老旧。",
        "居安思危，行稳致远。我们清醒认识到，水利发展仍面临诸多挑战。",
        "在肯定成绩的同时，我们也认识到：管网老旧的矛盾突出，人手不够。",
        "但与群众期盼相比仍有差距，主要表现为管网老旧。",
        "当前，全县水利仍面临不少挑战。",
    ] {
        let text = format!("一、水利建设\n新建水厂一座。\n{turn}\n二、2024年工作思路\n改造管网。");
        assert_eq!(under(SUMMARY, &text), ["done", "problem", "plan"], "{turn}");
    }
    for no_turn in [
        "我们深刻认识到，众志成城是战胜困难的法宝。",
        "针对管网存在的问题，全局连续奋战。",
        "全县清醒头脑，新建水厂一座。",
    ] {
        let text = format!("一、水利建设\n新建水厂一座。\n{no_turn}");
        assert_eq!(under(SUMMARY, &text), ["done", "done"], "{no_turn}");
    }
}

#[test]
fn problems_are_told_in_many_ways() {
    for turn in [
        "同时，我们也深刻认识到，水利投入偏少，管护力量还不够强；灌区设施老旧。",
        "当然，水利工作与群众期待相比还有差距，部分村组用水仍不方便。",
        "水厂如期投产，但离群众期盼还有较大距离，突出表现在管网尚未改造。",
        "回望来路，我们必须正视短板不足：水库病险多，渠系渗漏重。",
        "问题和不足也不容忽视，主要有以下几个方面：人手紧、经费少。",
        "总的来看，成绩属于大家，不足也客观存在：巡查时断时续。",
        "我们深知，建设中仍有短板，管护中仍有盲点。",
        "存在不足：水价改革推进缓慢。",
        "从巡查看，还有一些薄弱环节：台账不规范。",
        "此外，受地形限制，供水能力仍显薄弱，管网更新滞后。",
        "受旱情影响，供水指标未达预期，水源单一，调度手段粗放，应急能力薄弱。",
        "一年来成绩有目共睹。我们也清醒看到，水利现代化水平不高，灌区配套滞后，管护经费缺口大，专业人才短缺。",
    ] {
        let text = format!(
            "一、水利建设\n新建水厂一座。\n{turn}\n全年供水八百万方。\n二、2024年工作思路\n改造管网。"
        );
        assert_eq!(under(SUMMARY, &text), ["done", "problem", "done", "plan"], "{turn}");
    }
    for no_turn in [
        "我们深知，水是生命之源，建成村级水站四十座。",
        "坚持直面问题，整改病险水库五座。",
        "我们深刻体会到，必须直面问题敢于担当。",
        "针对渠系老旧、渗漏偏高等短板，衬砌渠道二十公里。",
        "有效解决水源不足、人手不足、设备不足等问题。",
        "防汛压力空前加大，全局连续奋战，转移群众三千人。",
        "必须守住水源底线。水的问题仍是主要矛盾，越是困难越要担当，越是不足越要实干。",
    ] {
        let text = format!("一、水利建设\n新建水厂一座。\n{no_turn}");
        assert_eq!(under(SUMMARY, &text), ["done", "done"], "{no_turn}");
    }
}

#[test]
fn a_list_that_problems_announce_tells_problems() {
    let lists = [
        "我们也看到自身差距。主要体现在：\n——渠系渗漏重。\n——新打机井少。\n——巡查队伍需增员。",
        "不足之处主要有：\n渠系渗漏重；\n新打机井少；\n巡查队伍需增员。",
        "必须正视面临的挑战：\n（一）渠系渗漏重。\n（二）新打机井少。\n（三）巡查队伍需增员。",
    ];
    for list in lists {
        let text = format!("一、水利建设\n新建水厂一座。\n{list}\n二、2024年工作思路\n改造管网。");
        let told = ["done", "problem", "problem", "problem", "problem", "plan"];
        assert_eq!(under(SUMMARY, &text), told, "{list}");
    }
    // A row of dashes that no turn announces is none of its list.
    let text = "一、水利建设\n——修渠三条，但山区仍存在缺水问题，部分管网老旧。\n——建坝两座。";
    assert_eq!(under(SUMMARY, text), ["problem", "done"]);
}

#[test]
fn items_of_one_list_share_their_part() {
    assert_eq!(under(SUMMARY, "1.修渠三条；\n2.建坝两座；"), ["done", "done"]);
    assert_eq!(under(SUMMARY, "全局同心。\n1.修渠三条；\n2.建坝两座；"), ["opening", "done", "done"]);
}

#[test]
fn where_the_problems_end_the_section_goes_on() {
    let told = "我们也清醒地看到，水利还有不少短板：管网漏损偏高，水源调度迟缓，检修人手也难以满足需要。";
    let text = |behind: &str| format!("一、水利建设\n新建水厂一座。\n{told}\n{behind}");
    assert_eq!(under(SUMMARY, &text("全年供水八百万方。")), ["done", "problem", "done"]);
    assert_eq!(under(SUMMARY, &text("对此，全局重视这些问题。")), ["done", "problem", "done"]);
    assert_eq!(under(SUMMARY, &text("同时，水库库容不足。")), ["done", "problem", "problem"]);
    let brief =
        "一、水利建设\n新建水厂一座。\n工作中仍存在一些不足：人手远远不够。\n各位代表，成绩来之不易。";
    assert_eq!(under(SUMMARY, brief), ["done", "problem", "done"]);
    let list = "我们也清醒地看到，水利还有不少短板：\n一是漏损偏高。\n二是调度迟缓。\n全年供水八百万方。";
    let text = format!("一、水利建设\n新建水厂一座。\n{list}");
    assert_eq!(under(SUMMARY, &text), ["done", "problem", "problem", "problem", "done"]);
}

#[test]
fn rectified_problems_are_done() {
    let title = "云岭县水利局巡察反馈意见整改情况的报告\n";
    let text = "一、反馈问题整改情况\n（一）关于“管网巡查不严”的问题\n整改情况：新聘巡查员三名。\n\
                （二）关于“存在漏损问题”的问题\n改造管网。\n二、仍存在的问题\n水厂尚少。\n\
                三、下一步打算\n修渠。";
    assert_eq!(under(title, text), ["done", "done", "problem", "plan"]);
    let text = "一、存在问题\n水厂尚少。\n整改情况：新建水厂一座。";
    assert_eq!(under(SUMMARY, text), ["problem", "done"]);
    for (problem, rectified) in [
        ("问题一：渠水浑浊。", "整改情况：清淤两次。"),
        ("问题：学用脱节。", "整改：研讨六次。"),
        ("反馈问题：管网巡查不严。", "整改进展：新聘巡查员三名。"),
        ("问题表现：会议偏多。", "完成情况：减会十次。"),
    ] {
        let text =
            format!("一、整改情况\n{problem}\n{rectified}\n{problem}\n{rectified}\n二、下一步打算\n修渠。");
        assert_eq!(under(title, &text), ["problem", "done", "problem", "done", "plan"], "{problem}");
    }
}

/// The years of the paragraphs in reading order.
fn years(text: &str) -> Vec<Option<u16>> {
    parsed(text).paragraphs().map(|(_, paragraph)| paragraph.year).collect()
}

#[test]
fn a_paragraph_speaks_of_the_year_of_its_part() {
    let text = "全局同心。\n一、水利建设\n新建水厂。\n二、存在问题\n管网老旧。\n三、下一步打算\n改造管网。";
    let (done, plan) = (Some(2023), Some(2024));
    assert_eq!(years(&format!("{SUMMARY}{text}")), [None, done, done, plan]);
    assert_eq!(years(&format!("{BOTH}{text}")), [None, done, done, plan]);
    assert_eq!(years(&format!("{PLAN}一、上年工作回顾\n新建水厂。\n二、水利建设\n改造管网。")), [done, plan]);
    let half = "云岭县水利局2023年上半年工作总结\n";
    assert_eq!(years(&format!("{half}{text}")), [None, done, done, done]);
    assert_eq!(years("云岭县水利局工作总结\n一、水利建设\n新建水厂。"), [None]);
    assert_eq!(years(&format!("{SUMMARY}一、过去一年的水利\n新建水厂。")), [done]);
}

#[test]
fn a_paragraph_speaks_of_the_year_named_nearest() {
    let text = "一、2021年水利建设\n新建水厂。\n2022年，修通水渠。\n二、过去五年工作回顾\n修渠百里。\n\
                三、今后五年的目标\n（一）2025年目标\n修渠百里。\n（二）长远目标\n水网贯通。";
    let named = [Some(2021), Some(2022), None, Some(2025), None];
    assert_eq!(years(&format!("{SUMMARY}{text}")), named);
}

#[test]
fn a_notice_turns_to_no_part_by_its_wording() {
    let text = |title: &str| format!("{title}\n一、事项\n修渠三条。\n下一步，将召开会议。\n");
    assert_eq!(parts(&text("云岭县水利局2023年工作总结")), ["done", "plan"]);
    assert_eq!(parts(&text("云岭县水利局关于召开会议的通知")), ["done", "done"]);
    let notice = "云岭县水利局关于召开会议的通知\n为做好工作，下一步将召开会议。\n一、时间\n五日上午。\n";
    assert_eq!(parts(notice), ["opening", "done"]);
}
