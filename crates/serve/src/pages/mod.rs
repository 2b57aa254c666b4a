//! The pages of the workbench: the views of the reader's page, and those that need a server.

use std::borrow::Cow;
use std::sync::LazyLock;

use gongwen::write::{PAGE_FRAME, PAGE_PROGRAM, PAGE_STYLE, ThemeNames, page_colours};

/// What the workbench adds to the views of the reader's page, in the order it runs.
const OWN: &[&str] = &[
    include_str!("words.js"),
    include_str!("asking.js"),
    include_str!("project.js"),
    include_str!("sending.js"),
    include_str!("quiet.js"),
    include_str!("conflicts.js"),
    include_str!("about.js"),
    include_str!("choosing.js"),
    include_str!("readers.js"),
    include_str!("review.js"),
    include_str!("agreement.js"),
    include_str!("figures.js"),
    include_str!("compare.js"),
    include_str!("track.js"),
    include_str!("uploads.js"),
    include_str!("material.js"),
    include_str!("train.js"),
    include_str!("exports.js"),
    include_str!("start.js"),
];
const STYLE: &str = include_str!("workbench.css");

static INDEX: LazyLock<String> =
    LazyLock::new(|| include_str!("index.html").replace("<!--frame-->\n", PAGE_FRAME));
/// One program whose files see each other, and nobody else.
static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    format!("\"use strict\";\n(() => {{\n{}}})();\n", [PAGE_PROGRAM, OWN].concat().concat())
});

/// A page, its style or its program.
pub(crate) struct Page {
    pub(crate) content_type: &'static str,
    pub(crate) body: Cow<'static, str>,
}

/// What stands at a path; the style has the colours of the themes.
pub(crate) fn page(path: &str, themes: &ThemeNames) -> Option<Page> {
    const HTML: &str = "text/html; charset=utf-8";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    let (content_type, body) = match path {
        "/" => (HTML, Cow::Borrowed(INDEX.as_str())),
        "/login" => (HTML, Cow::Borrowed(include_str!("login.html"))),
        "/assets/app.js" => (SCRIPT, Cow::Borrowed(PROGRAM.as_str())),
        "/assets/login.js" => (SCRIPT, Cow::Borrowed(include_str!("login.js"))),
        "/assets/app.css" => (
            "text/css; charset=utf-8",
            Cow::Owned(format!("{PAGE_STYLE}\n{STYLE}\n{}", page_colours(themes))),
        ),
        _ => return None,
    };
    Some(Page { content_type, body })
}

#[cfg(test)]
mod tests {
    use super::{INDEX, OWN, PROGRAM};

    #[test]
    fn pages_hold_no_script_or_style_of_their_own() {
        let login = include_str!("login.html");
        for page in [INDEX.as_str(), login] {
            assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" on"), "{page}");
            let scripts = page.matches("<script").count();
            assert_eq!(page.matches("<script src=\"/assets/").count(), scripts, "{page}");
        }
    }

    #[test]
    fn nothing_is_asked_of_other_places_and_no_text_becomes_markup() {
        for sign in ["http://", "https://", "//cdn", "eval(", "document.write", "insertAdjacentHTML"] {
            assert!(!PROGRAM.contains(sign), "{sign}");
        }
        assert!(!OWN.concat().contains("innerHTML"));
    }
}
