//! What requests are answered where something cannot be done, as the description has it: the problems that each
//! operation names, those that any of them can meet, and those that come with a body.

use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Response, path::Operation};

/// The type of every problem's body.
const PROBLEM: &str = "application/problem+json";

/// What may happen to any request.
const ANY: [(&str, &str); 7] = [
    ("400", "The request cannot be understood: its path, its query, its body or whom it is for"),
    ("401", "A token is needed, and this is none or another one"),
    ("403", "The request comes from a page of another site"),
    ("421", "The workbench is not called so"),
    ("500", "The program or its disk fails"),
    ("503", "There is no answer within the time there is; ask again later"),
    ("507", "The disk is full, and the step was not taken"),
];

/// What may happen to a body besides.
const OF_BODY: [(&str, &str); 3] = [
    ("408", "The body does not arrive within the time there is"),
    ("413", "The body is too large"),
    ("422", "What is sent or asked for can be read, and makes no sense"),
];

/// What an operation says of a status without words of its own.
const OTHERS: [(&str, &str); 3] = [
    ("404", "There is no such thing in the project"),
    ("409", "Somebody else was quicker"),
    ("415", "No such file can be read"),
];

/// Describes the problems of all operations.
pub(super) fn describe(document: &mut OpenApi) {
    for way in document.paths.paths.values_mut() {
        let reads = way.get.iter_mut().map(|operation| (operation, false));
        let writes = [&mut way.put, &mut way.post, &mut way.delete];
        let writes = writes.into_iter().filter_map(|operation| Some((operation.as_mut()?, true)));
        for (operation, writes) in reads.chain(writes) {
            describe_one(operation, writes);
        }
    }
}

fn describe_one(operation: &mut Operation, writes: bool) {
    let any = ANY.iter().filter(|(status, _)| writes || *status != "507");
    let of_body = OF_BODY.iter().filter(|_| operation.request_body.is_some());
    let answers = &mut operation.responses.responses;
    for (status, what) in any.chain(of_body) {
        answers.entry((*status).to_owned()).or_insert_with(|| Response::new(*what).into());
    }
    let problems = answers.iter_mut().filter(|(status, _)| status.starts_with(['4', '5']));
    for (status, answer) in problems {
        let RefOr::T(answer) = answer else { continue };
        if answer.description.is_empty() {
            let words = OF_BODY.iter().chain(&ANY).chain(&OTHERS).find(|(known, _)| known == status);
            answer.description = words.map_or("", |(_, what)| what).to_owned();
        }
        answer.content.clear();
        let schema = Ref::from_schema_name("Problem");
        answer.content.insert(PROBLEM.to_owned(), Content::new(Some(schema)));
    }
}
