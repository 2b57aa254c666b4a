//! Documents as serde writes them: names as in the rest of the project, spans in bytes.

use gongwen_parse::{Options, Report, Span, parse};
use serde_json::{Value, from_value, json, to_value};

const SOURCE: &str =
    "云岭县水利局2023年工作总结\n一、水利建设提速。完成D员义务修渠3公里。\n二、存在的问题\n水渠老化。\n";

fn slice(span: &Value) -> &'static str {
    let span: Span = from_value(span.clone()).expect("a span");
    span.of(SOURCE)
}

#[test]
fn a_document_is_written_with_spans_in_bytes() {
    let document = to_value(parse(SOURCE, &Options::default())).expect("a document");
    let report = &document["reports"][0];
    assert_eq!(slice(&report["title_span"]), "云岭县水利局2023年工作总结");
    assert_eq!((&report["genre"], &report["years"]), (&json!("summary"), &json!([2023])));
    let (heading, paragraph) = (&report["blocks"][0], &report["blocks"][1]);
    assert_eq!((&heading["kind"], &heading["level"]), (&json!("heading"), &json!(1)));
    assert_eq!((&paragraph["kind"], &paragraph["part"]), (&json!("paragraph"), &json!("done")));
    assert_eq!(slice(&paragraph["span"]), "一、水利建设提速。完成D员义务修渠3公里。");
    let edit = &document["edits"][0];
    assert_eq!((slice(&edit["span"]), &edit["with"]), ("D", &json!("党")));
    assert_eq!((&edit["pass"], &edit["furniture"]), (&json!("dodged-party"), &json!(false)));
}

#[test]
fn reports_come_back() {
    let document = parse(SOURCE, &Options::default());
    let written = to_value(&document.reports).expect("reports");
    assert_eq!(from_value::<Vec<Report>>(written).expect("the same reports"), document.reports);
}

#[test]
fn a_span_read_never_runs_backwards() {
    let span: Span = from_value(json!({"start": 5, "end": 3})).expect("a span");
    assert_eq!(span, Span::new(5, 5));
}
