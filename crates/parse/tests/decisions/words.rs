//! Single words and characters: filtered, misread, doubled.

use super::{parsed, repaired};

fn party(text: &str) -> String {
    repaired("dodged-party", text)
}

#[test]
fn two_sure_words_make_a_text_a_dodging_one() {
    // Between Chinese characters D is 党 in a text that dodges elsewhere.
    assert_eq!(party("D员学习，D课开讲，向心于D，始终如一。"), "党员学习，党课开讲，向心于党，始终如一。");
    assert_eq!(party("D员学习，向心于D，始终如一。"), "党员学习，向心于D，始终如一。");
    assert_eq!(party("D员学习，D课开讲，向心于D"), "党员学习，党课开讲，向心于党");
    // Not behind a mark or before a bracket of another kind.
    assert_eq!(party("D员学习，D课开讲，“D”字头"), "党员学习，党课开讲，“D”字头");
    assert_eq!(party("D员学习，D课开讲，心于D/始终"), "党员学习，党课开讲，心于D/始终");
    assert_eq!(party("D员学习，D课开讲，心于D.始终"), "党员学习，党课开讲，心于党.始终");
}

#[test]
fn codes_grades_and_rows_are_not_dodged() {
    let keeps = |text: &str| party(text) == text;
    for code in ["A-D建", "A/D建", "1-D建", "R&D建", "3D建", "D-1建", "D9建", "E.D建", "图D建", "D楼"]
    {
        assert!(keeps(code), "{code}");
    }
    // The same word behind C shortly before.
    assert!(keeps("C组和D组"));
    assert_eq!(party("C组和各镇村选出的D组"), "C组和各镇村选出的党组");
    assert_eq!(party("C镇和D组"), "C镇和党组");
    assert_eq!(party("本组的D组"), "本组的党组");
}

#[test]
fn the_years_of_a_doubled_year_are_one_of_this_or_the_last_century() {
    let years = |text: &str| repaired("doubled-years", text);
    assert_eq!(years("19981998年抗洪，20222022年抗旱"), "1998年抗洪，2022年抗旱");
    for text in ["18981898年", "20212022年", "120222022年", "20222022元"] {
        assert_eq!(years(text), text);
    }
}

#[test]
fn misread_rates_figures_and_marks() {
    let read = |text: &str| repaired("misread", text);
    assert_eq!(read("合格率98.5机提升水质"), "合格率98.5%。提升水质");
    assert_eq!(read("合格率98.5机器检测"), "合格率98.5机器检测");
    assert_eq!(read("惠及300户o二是通水"), "惠及300户。二是通水");
    assert_eq!(read("合格率98%0二是通水"), "合格率98%。二是通水");
    assert_eq!(read("发放2OO余册，铺管1O公里"), "发放200余册，铺管10公里");
}

#[test]
fn what_only_looks_misread_is_reported() {
    let text = "云岭县水利局2023年工作总结\n一、水利建设\n新建水厂2lo座，铺管3lll公里。\n";
    let warnings: Vec<_> =
        parsed(text).warnings.iter().map(|w| (w.span.of(text), w.what.to_string())).collect();
    assert_eq!(
        warnings,
        [("2lo座", "`2lo座` looks misread".to_owned()), ("3lll公", "`3lll公` looks misread".to_owned())]
    );
    // The last character of a text has no neighbour.
    let text = "新建水厂2lo";
    assert_eq!(parsed(text).warnings[0].span.of(text), "2lo");
}

#[test]
fn letters_that_filters_swallow_come_back_beside_their_words() {
    let letters = |text: &str| repaired("dodged-letters", text);
    assert_eq!(letters("人均DP增长，新建5基站"), "人均GDP增长，新建5G基站");
    assert_eq!(letters("推送AAA公众号"), "推送微信公众号");
    for text in ["AED灯", "R&ED屏", "1ED屏", "BAAA平台"] {
        assert_eq!(letters(text), text);
    }
    assert_eq!(letters("路口ED屏"), "路口LED屏");
}

#[test]
fn one_traditional_character_in_eight_makes_the_script() {
    let text = |others: usize| format!("務{}", "渠".repeat(others));
    assert!(repaired("traditional", &text(7)).starts_with('务'));
    assert_eq!(repaired("traditional", &text(8)), text(8));
}
