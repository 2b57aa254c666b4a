//! Breaks that wrapping put in, and breaks that pasting took out.

use super::repaired;

fn wraps(text: &str) -> String {
    repaired("hard-wraps", text)
}

#[test]
fn spaces_go_between_chinese_characters_and_marks_alone() {
    for (before, after) in [
        ("兴修 水利", "兴修水利"),
        ("兴修　水利", "兴修水利"),
        ("兴修， 水利", "兴修，水利"),
        ("兴修, 水利", "兴修,水利"),
        ("兴修 “水利”", "兴修“水利”"),
    ] {
        assert_eq!(wraps(before), after);
    }
    for text in ["兴修 2 处", "兴修  水利", "投资a, 水利", "EPC 水利", "3, 水利"] {
        assert_eq!(wraps(text), text);
    }
}

#[test]
fn the_space_behind_a_title_is_the_authors() {
    for text in [
        "第三章 水利建设",
        "一、水利建设工作 新建水厂",
        "云岭县水利局年度工作总结 新建水厂",
        "云岭县水利局年度工作总结（征求意见稿） 新建水厂",
    ] {
        assert_eq!(wraps(text), text);
    }
    for (before, after) in [
        ("兴修第三章 水利建设", "兴修第三章水利建设"),
        ("云岭县水利局年度工作总结 和来年打算", "云岭县水利局年度工作总结和来年打算"),
        ("做好工作总结 新建水厂", "做好工作总结新建水厂"),
        ("一、水利建设，抓好工作 新建水厂", "一、水利建设，抓好工作新建水厂"),
    ] {
        assert_eq!(wraps(before), after);
    }
    // The title's number stands at most 30 characters before the space; a whole title has at most 200 bytes.
    let long = format!("一、{}，{}工作 新建水厂", "渠", "渠".repeat(20));
    assert_eq!(wraps(&long), long.replace(' ', ""));
}

#[test]
fn rows_of_short_cells_keep_their_gaps() {
    let keeps = |text: &str| wraps(text) == text;
    assert!(keeps("水位 流量 雨量 蒸发"), "four cells");
    assert!(!keeps("水位 流量 雨量"), "three cells by single spaces");
    assert!(keeps("水位\t流量 雨量"), "three cells, a tab among them");
    assert!(keeps("水位 | 流量 雨量"), "three cells, a bar among them");
    assert!(keeps("水位  流量 雨量"), "three cells, two spaces among them");
    assert!(!keeps("水位 流量 雨量 蒸发。"), "a sentence");
    assert!(!keeps("水 利 建 设"), "a word set wide");
    let cells = |last: &str| format!("渠渠渠渠渠渠 渠渠渠渠渠渠 渠渠渠渠渠渠 {last}");
    assert!(keeps(&cells("渠渠渠渠渠渠")), "six letters a cell");
    assert!(!keeps(&cells("渠渠渠渠渠渠渠")), "more");
}

#[test]
fn a_line_that_stops_at_a_comma_goes_on() {
    assert_eq!(wraps("今年冬天兴修水，\n通水。"), "今年冬天兴修水，通水。");
    assert_eq!(wraps("今年冬天兴修、\n通水。"), "今年冬天兴修、\n通水。", "seven characters may be a cell");
    assert_eq!(wraps("今年冬天兴修水,\n通水。"), "今年冬天兴修水,通水。");
    assert_eq!(wraps("今年冬天兴修水利\n通水。"), "今年冬天兴修水利\n通水。");
    for next in ["一、通水。", "# 通水", "水位 流量 雨量 蒸发"] {
        let text = format!("今年冬天兴修水，\n{next}");
        assert_eq!(wraps(&text), text);
    }
}

#[test]
fn titles_and_headings_of_short_texts_are_no_wrapped_lines() {
    for text in [
        "青禾县２０２３年政府工作报告\n各位代表：\n一、２０２２年工作回顾\n签约２６个。\n二、２０２３年主要任务\n开工１２个。",
        "青禾县档案馆2023年工作总结\n发布公文20篇，接待查档800人次\n一、主要工作\n修库。\n二、下步打算\n建馆。",
        "青禾县档案馆2023年工作总结\n全年重点工作推进有力成效明显\n一、主要工作\n修库。\n二、下步打算\n建馆。",
    ] {
        assert_eq!(wraps(text), text);
    }
    // In wrapped text a title keeps its line, and goes on in the next where that says so.
    let title = "青禾县档案馆2023年档案工作总结";
    assert_eq!(wraps(&format!("{title}\n{}", block(6, 17))).lines().next(), Some(title));
    let broken = format!("{title}\n和2024年工作打算\n{}", block(6, 17));
    assert!(wraps(&broken).starts_with(&format!("{title}和2024年工作打算")));
}

#[test]
fn a_blank_line_beside_a_figure_tears_a_sentence() {
    for (before, after) in [
        ("植树造林，抚育森林1.6万\n\n亩。", "植树造林，抚育森林1.6万亩。"),
        ("植树造林，抚育森林\n\n　　1.6万亩。", "植树造林，抚育森林1.6万亩。"),
        ("植树造林，抚育森林\n \n\t1.6万亩。", "植树造林，抚育森林1.6万亩。"),
        ("植树造林，抚育森林12\n\n处。", "植树造林，抚育森林12处。"),
    ] {
        assert_eq!(wraps(before), after);
    }
    for text in
        ["植树造林，抚育森林\n\n1.抚育幼林。", "抚育森林\n\n1.6万亩。", "植树造林，抚育森林12\n\n二、处置。"]
    {
        assert_eq!(wraps(text), text);
    }
}

#[test]
fn a_line_without_a_mark_inside_is_cut_by_no_figure() {
    for (line, next) in [
        ("全年植树造林抚育森林1.6万", "亩。"),
        ("全年植树造林抚育森林", "处处成荫。"),
        ("全年植树造林抚育森林", "1.6万亩。"),
    ] {
        let text = format!("{line}\n\n{next}");
        assert_eq!(wraps(&text), text);
    }
}

#[test]
fn a_blank_line_tears_a_long_line_with_commas_or_a_sentence_in_it() {
    let torn = |line: &str| joins(&format!("{line}\n\n渠水清。"));
    let line =
        |letters: usize, commas: usize| format!("{}{}", "渠，".repeat(commas), "渠".repeat(letters - commas));
    assert!(torn(&line(40, 1)));
    assert!(!torn(&line(39, 1)));
    assert!(torn(&line(28, 2)));
    assert!(!torn(&line(27, 2)));
    assert!(!torn(&line(60, 0)), "a title without comma");
    // With a figure.
    assert!(torn(&format!("{}3座", line(18, 1))));
    assert!(!torn(&format!("{}3座", line(17, 1))));
    assert!(!torn(&format!("一、{}", line(60, 2))), "a heading");
    // Behind a sentence.
    assert!(torn(&format!("渠。{}", "渠".repeat(11))));
    assert!(!torn(&format!("渠。{}", "渠".repeat(10))));
}

#[test]
fn a_blank_line_tears_what_stands_in_brackets_and_quotations() {
    assert_eq!(wraps("全年植树造林（含苗木\n\n补植）渠道。"), "全年植树造林（含苗木补植）渠道。");
    for text in [
        "全年植树造林（含苗木\n\n补植。又新建）渠道。",
        "全年植树造林（含苗木）\n\n补植）渠道。",
        "全年植树造林抚育森林。\n\n”新建水厂。",
        "抚育森林，12\n\n处。",
    ] {
        assert_eq!(wraps(text), text);
    }
    // A quotation may open the second half of a sentence.
    let line = format!("渠，{}", "渠".repeat(39));
    assert_eq!(wraps(&format!("{line}\n\n“渠水”清。")), format!("{line}“渠水”清。"));
}

/// So many lines of so many letters each.
fn block(lines: usize, letters: usize) -> String {
    vec!["渠".repeat(letters); lines].join("\n")
}

fn joins(text: &str) -> bool {
    !wraps(text).contains('\n')
}

#[test]
fn six_lines_of_one_width_are_wrapped_text() {
    assert!(joins(&block(6, 20)));
    assert!(!joins(&block(5, 20)));
    // Full-width cells from 14 to 64.
    assert!(joins(&block(6, 14)));
    assert!(!joins(&block(6, 13)));
    assert!(joins(&block(6, 64)));
    assert!(!joins(&block(6, 65)));
    // Latin letters and digits take half a cell.
    let half = |letters: usize| vec!["a".repeat(letters); 6].join("\n");
    assert!(joins(&half(128)));
    assert!(!joins(&half(130)));
    assert!(joins(&half(28)));
    assert!(!joins(&half(27)));
}

#[test]
fn three_of_ten_lines_must_fill_the_width() {
    let breaks = |lines: usize, full: usize| {
        let lines = [vec!["渠".repeat(20); full], vec!["兴修水利。".to_owned(); lines - full]].concat();
        wraps(&lines.join("\n")).matches('\n').count()
    };
    assert_eq!(breaks(10, 3), 6);
    assert_eq!(breaks(10, 2), 9);
    assert_eq!(breaks(20, 5), 19);
    // Lines that end sentences or quotations fill it by chance.
    for stop in ["。", "”"] {
        let full = vec![format!("{}{stop}", "渠".repeat(19)); 10];
        assert_eq!(wraps(&full.join("\n")), full.join("\n"));
    }
}

#[test]
fn a_row_of_a_table_as_wide_as_the_lines_stays_alone() {
    let row = format!("水位  流量  {}", "渠".repeat(12));
    let text = format!("{0}\n{row}\n{0}", block(6, 20));
    assert_eq!(wraps(&text), format!("{0}\n{row}\n{0}", "渠".repeat(120)));
}

#[test]
fn a_line_fills_the_width_when_at_most_three_short_of_it() {
    let breaks = |line: &str| {
        let text = format!("{}\n{line}\n{}", block(6, 20), block(6, 20));
        wraps(&text).matches('\n').count()
    };
    assert_eq!(breaks(&"渠".repeat(17)), 0);
    assert_eq!(breaks(&"渠".repeat(16)), 1);
    // By characters, or by cells.
    assert_eq!(breaks(&format!("{}abcdefgh", "渠".repeat(9))), 0, "17 characters, 13 cells");
    assert_eq!(breaks(&format!("{}abcdefgh", "渠".repeat(8))), 1, "16 characters, 12 cells");
}

#[test]
fn a_few_lines_may_be_wider_than_the_width() {
    let breaks = |wide: usize| {
        let text = format!("{}\n{}", block(97, 20), block(wide, 40));
        wraps(&text).matches('\n').count()
    };
    assert_eq!(breaks(2), 0);
    assert!(breaks(5) > 90);
}

#[test]
fn wrapped_lines_keep_the_breaks_of_the_author() {
    let breaks =
        |between: &str| wraps(&format!("{}{between}{}", block(6, 20), block(6, 20))).matches('\n').count();
    assert_eq!(breaks("\n"), 0);
    assert_eq!(breaks("\n\n"), 2, "a blank line");
    assert_eq!(breaks("\n　　"), 1, "an indented line");
    assert_eq!(breaks("\n\t"), 1, "an indented line");
    assert_eq!(breaks("\r\n"), 0, "a line end of Windows is no indent");
    assert_eq!(breaks("。\n"), 1, "a sentence's end");
    assert_eq!(breaks("。”\n"), 1, "a quoted sentence's end");
    assert_eq!(breaks("”\n"), 0, "a quotation's end");
    assert_eq!(breaks("\n1."), 1, "a number");
}

#[test]
fn where_paragraphs_are_indented_a_full_line_goes_on_behind_a_sentence() {
    let line = "渠".repeat(20);
    let stop = format!("{}。", "渠".repeat(19));
    let goes_on = |indented: usize| {
        let mut lines = vec![line.as_str(); 12 - indented];
        lines[4] = stop.as_str();
        let start = format!("　　{line}");
        lines.extend(vec![start.as_str(); indented]);
        !wraps(&lines.join("\n")).contains("。\n")
    };
    // More than one line in twelve.
    assert!(goes_on(2));
    assert!(!goes_on(1));
}

#[test]
fn latin_words_keep_a_space_and_masks_stay_one() {
    let text = |last: &str, next: &str| {
        let (head, tail) = ("渠".repeat(20 - last.len()), "渠".repeat(20 - next.len()));
        let text = wraps(&format!("{}\n{head}{last}\n{next}{tail}\n{}", block(4, 20), block(4, 20)));
        text.trim_matches('渠').to_owned()
    };
    assert_eq!(text("EPC", "GIS"), "EPC GIS");
    assert_eq!(text("X", "X"), "XX");
    assert_eq!(text("x", "x"), "xx");
    assert_eq!(text("EPC", "3"), "EPC3");
    assert_eq!(text("2", "GIS"), "2GIS");
}

#[test]
fn in_wrapped_text_titles_parts_and_short_headings_keep_their_lines() {
    let alone = |line: &str, width: usize| {
        let block = block(6, width);
        wraps(&format!("{block}。\n{line}\n{block}")).contains(&format!("{line}\n"))
    };
    assert!(alone(&format!("一、{}", "渠".repeat(14)), 16), "15 letters");
    assert!(!alone(&format!("一、{}", "渠".repeat(15)), 16), "16 letters");
    assert!(alone("青石街道今年水利建设主要工作", 14), "a part");
    assert!(alone("青禾县档案馆2023年档案工作报告", 17), "a title");
    assert!(!alone("2023年度主要工作目标任务完成情况报告", 18), "of no unit and no subject");
    // A heading does not stop at a comma.
    assert_eq!(wraps("一、兴修水渠水库，\n通水。"), "一、兴修水渠水库，通水。");
    assert_eq!(wraps("一、兴修水渠水库、\n水厂。"), "一、兴修水渠水库、水厂。");
}

/// Whether the spaces between these stretches of text become breaks.
fn breaks_come_back(stretches: &[String]) -> bool {
    repaired("lost-breaks", &stretches.join(" ")).contains('\n')
}

#[test]
fn a_line_of_300_letters_that_lost_four_breaks_is_cut() {
    let sentences = |count: usize, letters: usize| vec![format!("{}。", "渠".repeat(letters)); count];
    assert!(breaks_come_back(&sentences(5, 60)));
    assert!(!breaks_come_back(&sentences(4, 90)), "three breaks");
    let mut short = sentences(4, 60);
    short.push(format!("{}。", "渠".repeat(59)));
    assert!(!breaks_come_back(&short), "299 letters");
}

#[test]
fn breaks_are_lost_where_at_most_half_as_many_spaces_stand_inside_text() {
    let text = |breaks: usize, spaces: usize| {
        let mut stretches = vec![format!("{}。", "渠".repeat(60)); breaks];
        stretches.extend(vec!["渠".repeat(60); spaces]);
        stretches.push("通水".to_owned());
        stretches
    };
    // Spaces between characters.
    assert!(breaks_come_back(&text(4, 2)));
    assert!(!breaks_come_back(&text(5, 3)));
}

#[test]
fn a_line_with_a_reports_title_is_cut_from_100_letters_on() {
    let text = |letters: usize| {
        let sentence = |letters| format!("{}。", "渠".repeat(letters));
        let title = "云岭县水利局2023年工作总结".to_owned();
        [title, sentence(20), sentence(20), sentence(letters - 57), "通水".to_owned()]
    };
    assert!(breaks_come_back(&text(100)));
    assert!(!breaks_come_back(&text(99)));
}

#[test]
fn a_line_with_a_comma_is_no_reports_title() {
    let body = format!("{}。", "渠".repeat(30));
    let text = |title: &str| [title, &body, &body, &body, "通水"].map(str::to_owned);
    assert!(breaks_come_back(&text("云岭县水利局2023年工作总结")));
    assert!(!breaks_come_back(&text("今年，云岭县水利局2023年工作总结")));
}

#[test]
fn the_only_spaces_between_characters_were_breaks_behind_numbered_titles() {
    let line = |title: &str, letters: usize| format!("{title} {}。", "渠".repeat(letters));
    let cuts = |text: &str| repaired("lost-breaks", text).matches('\n').count() - text.matches('\n').count();
    // A title that ends as titles do needs seven letters behind it.
    let whole = line("一、水利建设", 7);
    assert_eq!(cuts(&whole), 1);
    assert_eq!(cuts(&line("一、水利建设", 6)), 0);
    assert_eq!(cuts(&line("一、建设", 20)), 0, "a title has four letters");
    // Another needs 15, and one beside it that ends so.
    assert_eq!(cuts(&format!("{whole}\n{}", line("二、兴修水渠", 15))), 2);
    assert_eq!(cuts(&format!("{whole}\n{}", line("二、兴修水渠", 14))), 0);
    assert_eq!(cuts(&line("一、兴修水渠", 20)), 0);
    // Behind the name of a part the space may be the author's, unless much text follows.
    assert_eq!(cuts(&line("一、水利工作", 15)), 1);
    assert_eq!(cuts(&line("一、水利工作", 14)), 0);
    assert_eq!(cuts(&format!("{whole}\n{}", line("二、水利工作", 2))), 1);
    // A space elsewhere says that wrapping left them, unless it stands beside a figure.
    assert_eq!(cuts(&format!("{whole}\n新建 水厂。")), 0);
    assert_eq!(cuts(&format!("{whole}\n新建水厂 3 座。")), 1);
}

#[test]
fn numbered_titles_end_lines_too() {
    let text = |title: &str| {
        let body = format!("{}。", "渠".repeat(80));
        repaired("lost-breaks", &[title, &body, &body, &body, &body, "通水"].join(" "))
    };
    let title = |letters: usize| format!("一、{}", "渠".repeat(letters - 1));
    assert!(text(&title(42)).starts_with(&format!("{}\n", title(42))));
    assert!(text(&title(43)).starts_with(&format!("{} ", title(43))));
    assert!(text("水利建设").starts_with("水利建设 "));
}

#[test]
fn the_gap_before_a_row_of_five_single_characters_goes_too() {
    let closed = |text: &str| repaired("spaced-out", text);
    assert_eq!(closed("云岭县 年 度 总 结 会"), "云岭县年度总结会");
    assert_eq!(closed("云岭县 年 度 总 结"), "云岭县 年度总结", "four");
    assert_eq!(closed("云岭县  年 度 总 结 会"), "云岭县  年度总结会", "a wider gap");
    assert_eq!(closed("EPC 年 度 总 结 会"), "EPC 年度总结会", "a Latin word");
}
