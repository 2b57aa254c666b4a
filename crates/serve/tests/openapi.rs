//! The committed description of the interface is the code's.

use std::path::Path;

#[test]
fn the_committed_document_is_the_codes() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let document = gongwen_serve::openapi();
    if std::env::var_os("GONGWEN_ACCEPT").is_some() {
        std::fs::write(&file, &document).expect("openapi.json is written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == document,
        "openapi.json is another one; `GONGWEN_ACCEPT=1 cargo test --workspace --test openapi` writes it"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_what_it_answers() {
    let document: serde_json::Value = serde_json::from_str(&gongwen_serve::openapi()).expect("JSON");
    let mut names = std::collections::BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            assert!(
                operation["responses"].as_object().is_some_and(|responses| !responses.is_empty()),
                "{method} {path}"
            );
            for (status, answer) in operation["responses"].as_object().expect("responses") {
                let is_problem = status.starts_with(['4', '5']);
                let kinds: Vec<&String> =
                    answer["content"].as_object().into_iter().flatten().map(|(kind, _)| kind).collect();
                assert_eq!(
                    kinds == ["application/problem+json"],
                    is_problem,
                    "{method} {path} {status}: {kinds:?}"
                );
                let words = answer["description"].as_str().unwrap_or_default();
                assert!(!is_problem || !words.is_empty(), "{method} {path} {status}");
            }
            let told = |status: &str| operation["responses"].get(status).is_some();
            assert!(["400", "401", "403", "421", "503"].into_iter().all(told), "{method} {path}");
            assert_eq!(operation.get("requestBody").is_some(), told("413"), "{method} {path}");
        }
    }
}
