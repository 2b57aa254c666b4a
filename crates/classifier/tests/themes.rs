//! The shipped themes file, and mistakes in a user's own.

#![allow(clippy::unwrap_used, reason = "a test may")]

use gongwen_classifier::ThemeSet;

const SHIPPED: &str = include_str!("../../../data/themes.toml");

fn error(text: &str) -> String {
    ThemeSet::from_toml(text).unwrap_err().to_string()
}

#[test]
fn shipped_file_lists_the_mission_themes_first() {
    let set = ThemeSet::from_toml(SHIPPED).unwrap();
    let themes: Vec<&str> = set.themes().iter().map(|g| &*g.zh).collect();
    assert_eq!(themes, ["党建", "招商引资", "安全", "民生", "其他"]);
    assert_eq!(set.n_topics(), 17);
    // The four mission themes are one topic each, everything else is `other`.
    assert_eq!(&set.theme_map()[..4], [0, 1, 2, 3]);
    assert!(set.theme_map()[4..].iter().all(|&g| g == 4));
    for topic in set.topics() {
        assert!(!topic.definition_zh.is_empty() && !topic.definition_en.is_empty());
    }
}

#[test]
fn survives_json() {
    let set = ThemeSet::from_toml(SHIPPED).unwrap();
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(serde_json::from_str::<ThemeSet>(&json).unwrap(), set);
}

#[test]
fn themes_may_be_left_out() {
    let text = "[[theme]]\nid='a'\ngroup='g'\n[[theme]]\nid='b'\nzh='乙'\n[[theme]]\nid='c'\ngroup='g'";
    let set = ThemeSet::from_toml(text).unwrap();
    assert_eq!(set.theme_map(), [0, 1, 0]);
    assert_eq!(set.theme_index("g"), Some(0));
    assert_eq!(set.themes()[1].zh, "乙");
}

#[test]
fn mistakes_are_named() {
    assert!(error("").contains("names no topic"));
    assert!(error("[[theme]]\nid='a b'").contains("`a b` cannot be a topic id"));
    assert!(error("[[theme]]\nid='a'\n[[theme]]\nid='a'").contains("[[theme]] `a` is listed twice"));
    assert!(error("[[theme]]\nid='a'\nzh='甲'\n[[theme]]\nid='b'\nzh='甲'").contains("[[theme]] `甲`"));
    assert!(
        error("[[group]]\nid='g'\n[[theme]]\nid='a'\ngroup='h'")
            .contains("[[theme]] `a` rolls up to `h`, which is no listed [[group]]: g")
    );
    assert!(
        error("[[group]]\nid='a'\n[[group]]\nid='g'\n[[theme]]\nid='a'")
            .contains("no [[theme]] rolls up to [[group]] `g`")
    );
    assert!(error("[[theme]]\nid='a'\nchinese='甲'").contains("chinese"));
}
