//! Signs of Markdown in plain text.

use super::{headings, outline, repaired};

fn unmarked(text: &str) -> String {
    repaired("markdown", text)
}

#[test]
fn a_heading_has_a_space_a_number_or_several_signs() {
    for (before, after) in [("# 水利", "水利"), ("##水利", "水利"), ("#一、水利", "一、水利")]
    {
        assert_eq!(unmarked(before), after);
    }
    for text in ["#水利", "#1机组并网。", "##1机组并网。", "####### 水利", "#"] {
        assert_eq!(unmarked(text), text);
    }
}

#[test]
fn two_bullets_make_a_list() {
    assert_eq!(unmarked("- 修渠\n修库"), "- 修渠\n修库");
    assert_eq!(unmarked("- 修渠\n- 修库"), "修渠\n修库");
    assert_eq!(unmarked("- 修渠\n- 修库\n- 修路"), "修渠\n修库\n修路");
    // Beside another sign one is enough.
    assert_eq!(unmarked("# 水利\n- 修渠"), "水利\n修渠");
}

#[test]
fn bold_words_lose_their_signs() {
    assert_eq!(unmarked("## **县域**"), "县域");
    assert_eq!(unmarked("# 水利\n今年__修渠__三条"), "水利\n今年修渠三条");
    assert_eq!(unmarked("今年__修渠__三条"), "今年__修渠__三条");
}

#[test]
fn what_two_stars_set_in_bold_is_told_from_masks() {
    assert_eq!(unmarked("**水利**"), "水利");
    for text in ["**利**", "** 水利**", "**水利**县"] {
        assert_eq!(unmarked(text), text);
    }
    // Where other signs show the text to be Markdown, words in it may be bold, too.
    let marked = |line: &str| unmarked(&format!("# 水利\n{line}")).trim_start_matches("水利\n").to_owned();
    assert_eq!(marked("今年**兴修**水渠"), "今年兴修水渠");
    assert_eq!(marked("**云岭**县修渠"), "云岭县修渠");
    for text in ["今年**云岭**县修渠", "今年**县域**经济向好", "**县域**经济向好"] {
        assert_eq!(marked(text), text);
    }
}

#[test]
fn a_single_heading_above_all_others_is_one_only_at_the_top() {
    let body = "修渠三条。\n## 水厂\n新建水厂一座。\n## 泵站\n新建泵站两座。\n";
    let text = format!("云岭县水利局2023年工作总结\n# 清水流到家门口\n{body}");
    assert_eq!(outline(&text)[0], "opening: 清水流到家门口");
    assert_eq!(headings(&text), ["1 水厂", "1 泵站"]);
}

#[test]
fn lines_in_bold_one_below_the_other_are_a_title() {
    let text = "**凝心聚力修水利**\n**久久为功护江河**\n\n修渠三条。\n\n\
                **安全**\n\n排查隐患八十处。\n\n**教育**\n\n培训教师两千人。\n";
    assert_eq!(headings(text), ["1 安全", "1 教育"]);
}
