//! Titles without a mark between them and the text behind.

use super::outline;

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
