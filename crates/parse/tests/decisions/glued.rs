//! Titles without a mark between them and the text behind.

use super::{headings, outline};

#[test]
fn the_end_of_a_title_needs_four_points() {
    // An opening of three points and a pair that stands nowhere else: four.
    assert_eq!(
        outline(
            "云岭县水利局2023年工作总结\n\
             （一）推行错峰放水今年以来，灌区各村按次序开闸，下游田块不再等水，农户之间的争执大为减少，没有一亩田受旱。\n"
        ),
        [
            "1 （一）推行错峰放水",
            "done: （一）推行错峰放水今年以来，灌区各村按次序开闸，下游田块不再等水，农户之间的争执大为减少，没有一亩田受旱。",
        ]
    );
}

#[test]
fn siblings_as_likely_vouch_for_each_other() {
    // Each first sentence might be a title itself; four points are likely, and two such of one shape are believed.
    let first =
        "（一）推行错峰放水今年以来各村按次序开闸下游田块不再等水农户之间争执大为减少。灌区面貌焕然一新。";
    let second =
        "（二）推行夜间巡渠今年以来各村轮流排班值守偷水漏水当场制止渠道两旁杂草也一并清除。行水畅通无阻。";
    assert_eq!(
        headings(&format!("云岭县水利局2023年工作总结\n{first}\n{second}\n")),
        ["1 （一）推行错峰放水", "1 （二）推行夜间巡渠"]
    );
    assert_eq!(
        headings(&format!("云岭县水利局2023年工作总结\n{first}\n")),
        ["1 （一）推行错峰放水今年以来各村按次序开闸下游田块不再等水农户之间争执大为减少"]
    );
}

#[test]
fn behind_a_title_stand_six_letters_or_more() {
    // A word that ends titles, and sentences of the same length further on: only the letters between can be too few.
    let title =
        |sentences: &str| headings(&format!("云岭县水利局2023年工作总结\n（一）创新灌溉做法{sentences}\n"));
    assert_eq!(title("渠水通到各村。渠路修到田边。渠树种到渠边。"), ["1 （一）创新灌溉做法"]);
    assert_eq!(title("渠水通到村。渠路修到田。渠树种到边。"), ["1 （一）创新灌溉做法渠水通到村"]);
}
