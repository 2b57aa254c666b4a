//! One file per trouble: drop a text into `fixtures/`, get a snapshot.
//!
//! The first line names the trouble (`% trouble: …`) and is not part of the text.

mod support;

use gongwen_parse::{Options, parse};
use support::{laws, render};

#[test]
fn every_fixture_keeps_the_laws_and_its_outline() {
    let mut count = 0;
    insta::glob!("fixtures/*.txt", |path| {
        let file = std::fs::read_to_string(path).expect("a UTF-8 fixture");
        let (first, text) = file.split_once('\n').expect("a first line");
        let trouble = first.strip_prefix("% trouble: ").expect("a first line that names the trouble");
        let document = parse(text, &Options::default());
        laws::assert_laws(&document);
        laws::assert_idempotent(&document);
        let mut settings = insta::Settings::clone_current();
        settings.set_description(trouble);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(format!("{}\n=====\n{}", text.trim_end(), render::render(&document)))
        });
        count += 1;
    });
    assert!(count >= 25, "only {count} fixtures ran");
}
