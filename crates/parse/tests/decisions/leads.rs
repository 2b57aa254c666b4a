//! Lead sentences in a row cut a paragraph.

use super::parsed;

/// A sentence of text: too long for a lead.
const TEXT: &str = "把沿河各村的提灌站逐一检修并更换老旧水泵，灌溉能力和用水秩序都有了明显的好转。";

/// The first sentence of every paragraph that the text of a section is cut into.
fn cut(text: &str) -> Vec<String> {
    let document = parsed(&format!("云岭县水利局2023年工作总结\n一、水利建设\n{text}\n"));
    let first = |text: &str| text.split('。').next().unwrap_or_default().to_owned();
    document.paragraphs().map(|(_, paragraph)| first(&paragraph.text)).collect()
}

/// Each lead with so many sentences of text behind it.
fn with_text(leads: &[&str], sentences: usize) -> String {
    leads.iter().map(|lead| format!("{lead}。{}", TEXT.repeat(sentences))).collect()
}

#[test]
fn two_leads_that_begin_alike_cut_where_they_open_the_paragraph() {
    let two = ["突出水源保护", "突出河道清淤"];
    assert_eq!(cut(&with_text(&two, 1)), two);
    // Also among many sentences.
    assert_eq!(cut(&with_text(&two, 7)), two);
    // Inside a paragraph two are chance.
    assert_eq!(cut(&format!("{TEXT}{}", with_text(&two, 1))).len(), 1);
}

#[test]
fn two_leads_of_one_length_cut_short_paragraphs_alone() {
    let two = ["保护水源涵养", "河道岁修清淤"];
    assert_eq!(cut(&with_text(&two, 5)), two, "twelve sentences");
    assert_eq!(cut(&with_text(&two, 6)).len(), 1, "fourteen sentences");
    assert_eq!(cut(&format!("{TEXT}{}", with_text(&two, 1))).len(), 1, "not at the start");
}

#[test]
fn one_lead_cuts_nothing() {
    assert_eq!(cut(&with_text(&["突出水源保护"], 2)).len(), 1);
    assert_eq!(cut(&format!("{TEXT}{}", with_text(&["突出水源保护"], 1))).len(), 1);
}

#[test]
fn three_alike_or_four_of_one_length_cut_anywhere() {
    let alike = ["突出水源保护", "突出河道清淤", "突出节水宣传"];
    let first = TEXT.trim_end_matches('。');
    assert_eq!(cut(&format!("{TEXT}{}", with_text(&alike, 7))), [&[first], &alike[..]].concat());
    let of_one_length = ["保护水源涵养", "河道岁修清淤", "宣传节水知识", "整治乱采砂石"];
    assert_eq!(cut(&format!("{TEXT}{}", with_text(&of_one_length[..3], 1))).len(), 1);
    assert_eq!(
        cut(&format!("{TEXT}{}", with_text(&of_one_length, 1))),
        [&[first], &of_one_length[..]].concat()
    );
}

#[test]
fn leads_stand_apart() {
    // Two in a row without text between them.
    let text = format!("突出水源保护。突出河道清淤。{TEXT}");
    assert_eq!(cut(&text).len(), 1);
}
