//! The reporting unit a title or a line names.
//!
//! A title sets its unit before the time (`云岭县水利局2023年工作总结`) or between the time and the word for
//! the genre (`2023年云岭县水利局工作总结`). That stretch is the unit if it ends as offices' names do; else
//! the unit is what ends at the last sure ending in it (`云岭县水利局安全生产` names 云岭县水利局).

use crate::pattern::pattern;
use crate::text_util::{after, is_han, squeezed};

/// Longest name, in characters.
const LONGEST: usize = 30;

/// The reporting unit a title names.
pub(super) fn of_title(title: &str) -> Option<String> {
    // A slogan may stand before the title proper: 凝心聚力开新局——云岭县水利局2023年工作总结.
    let title = title.rsplit("——").find(|part| pattern!(GENRE).is_match(part)).unwrap_or(title);
    let title = pattern!(r"^[\s#*《“【]*(?:关于(?:印发|报送|上报|呈报)?)?").replace(title, "");
    let time = pattern!(TIME).find(&title);
    let first = time.map_or(title.as_ref(), |time| &title[..time.start()]);
    let second = time.map_or("", |time| &title[time.end()..]);
    [first, second].into_iter().find_map(|stretch| {
        let end = pattern!(GENRE).find(stretch).map_or(stretch.len(), |genre| genre.start());
        in_stretch(&stretch[..end])
    })
}

/// When: a year or a part of one, with what belongs to it.
const TIME: &str = r"(?x)(?: (?:<year-number>|[Xx*×]{2,4})(?:[\ ]?<range>+[\ ]?<year-number>)? [\ ]?(?:学年|年) (?:度)?
    | <han-year>年(?:度)? | [123][1-9]年(?:度)? | <half-year> | <quarter> | <near-year> | 本年度 | 年度 )
    (?:[\ ]?(?: <half-year> | <quarter> | 第[一二]学期 | \d{1,2}(?:<range>\d{1,2})?月份? ))*";

/// Where a title turns from the unit to what it is about.
const GENRE: &str = r"(?x) 关于 | (?:重点|主要|党建)?工作(?:<genre>|情况|完成|开展|进展)
    | <summary> | <plan-anywhere> | <report> | 述职";

/// The name a stretch of a title holds.
fn in_stretch(stretch: &str) -> Option<String> {
    // Other names of the same office: 云岭县档案馆（县史志中心）.
    let stretch = pattern!(r"[（(【][^（）()【】]*[）)】]").replace_all(stretch, "");
    let stretch = stretch.trim_matches(|c: char| c.is_whitespace() || "的《》“”—-·、，：:".contains(c));
    let whole = pattern!("(?:<office>|<office-at-end>|<office-in-title>)$").is_match(stretch);
    let name = if whole { stretch } else { &stretch[..sure_end(stretch)?] };
    is_name(name, whole).then(|| squeezed(name))
}

/// The end of the last sure ending inside a stretch; 局 in 局长 is none.
fn sure_end(stretch: &str) -> Option<usize> {
    let ends = pattern!("<office>").find_iter(stretch).filter(|end| {
        let word = end.as_str();
        let in_word = |c: char| matches!((word, c), (_, '长' | '级' | '域' | '内') | ("县", '区'));
        let after_word = |c: char| matches!((word, c), ("镇", '城' | '乡' | '集') | ("局", '布' | '格'));
        !after(stretch, end.end()).is_some_and(in_word)
            && !stretch[..end.start()].chars().next_back().is_some_and(after_word)
    });
    ends.last().map(|end| end.end())
}

/// Whether a stretch that ends like an office is a name and not 全县, 在全区…; bare endings are names
/// (街道2023年工作总结) only where they are all of the stretch.
fn is_name(name: &str, whole: bool) -> bool {
    let bare = pattern!("^(?:<office>|<office-at-end>|<office-in-title>)$");
    let loose = pattern!("^<office-in-title>$");
    let count = name.chars().count();
    (2..=LONGEST).contains(&count)
        && !if whole { loose.is_match(name) } else { bare.is_match(name) }
        && !pattern!(r"^(?:[全本我各]|在|对|向|以|和|及|与|暨|抓|推|加强|推进)|[，。；：！？,;:!?\d]")
            .is_match(name)
}

/// Whether a character may stand in an office's name.
pub(super) fn may_stand_in_name(c: char) -> bool {
    is_han(c) || c.is_ascii_alphabetic() || "*×（）()、".contains(c)
}

/// A line that is nothing but an office's name.
pub(super) fn is_unit_line(line: &str) -> bool {
    if line.chars().filter(|c| !c.is_whitespace()).nth(LONGEST).is_some() {
        return false;
    }
    let line = squeezed(line);
    line.chars().count() <= LONGEST
        && pattern!(r"^[\p{Han}A-Za-z*×（）()、]+(?:<office>|<office-at-end>)(?:[（(][^（）()]*[）)])?$")
            .is_match(&line)
}

#[cfg(test)]
mod tests {
    use super::{is_unit_line, of_title};

    #[test]
    fn titles_name_units_before_or_behind_the_time() {
        for (title, unit) in [
            ("云岭县水利局2023年工作总结", "云岭县水利局"),
            ("区供销合作社2023年工作总结和2024年工作思路", "区供销合作社"),
            ("2020年度某街道工作总结和2021年度工作思路", "某街道"),
            ("2023年XX局工作总结", "XX局"),
            ("XX市XX局XX年工作总结", "XX市XX局"),
            ("某市气象局2022年上半年工作总结和下半年工作打算", "某市气象局"),
            ("2023年第一季度云岭县交通局安全生产工作总结", "云岭县交通局"),
            ("中共青栗县委宣传部二〇二三年工作总结", "中共青栗县委宣传部"),
            ("关于松涛镇2023年工作情况的报告", "松涛镇"),
            ("松涛镇党委关于2023年工作情况的报告", "松涛镇党委"),
            ("松涛镇人民政府工作报告", "松涛镇人民政府"),
            ("云岭经济开发区管委会2024年工作要点", "云岭经济开发区管委会"),
            ("云岭县科协2023年度工作总结", "云岭县科协"),
            ("云岭县档案馆（县史志中心）2023年工作总结", "云岭县档案馆"),
            ("2023-2024学年度第一学期云岭中学工作总结", "云岭中学"),
            ("云岭县水利局局长述职报告", "云岭县水利局"),
            ("云岭城投集团有限责任公司2023年总结", "云岭城投集团有限责任公司"),
            ("云岭银行松涛支行党建工作2023年总结", "云岭银行"),
            ("凝心聚力开新局——云岭县水利局2023年工作总结", "云岭县水利局"),
            ("桃溪村2023年工作总结", "桃溪村"),
            ("青禾社区党支部2023年工作总结", "青禾社区党支部"),
            ("云岭消防救援支队2023年总结及2024年打算", "云岭消防救援支队"),
        ] {
            assert_eq!(of_title(title).as_deref(), Some(unit), "{title}");
        }
    }

    #[test]
    fn topics_are_no_units() {
        for title in [
            "2023年度法治建设工作总结",
            "2023年工作总结",
            "全县安全生产2023年工作总结",
            "2023年社区治理工作总结",
            "2023年城镇建设工作总结",
            "在全区市场监管工作会议上的报告",
            "2023年局机关党建工作总结",
            "述职报告",
        ] {
            assert_eq!(of_title(title), None, "{title}");
        }
        assert!(is_unit_line("云岭县水利局"));
        assert!(!is_unit_line("主题教育动员大会"));
    }
}
