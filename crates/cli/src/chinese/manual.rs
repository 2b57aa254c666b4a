//! Manual pages in Chinese: help pages, as roff.

use clap::Command;
use gongwen::messages::text;

use super::{Length, page};

/// The columns of a manual page, indented as it will be.
const WIDTH: usize = 70;

/// The manual pages of a translated command and its verbs: the name of each, and what it holds.
pub(crate) fn manual(command: &Command) -> Vec<(String, String)> {
    let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set());
    let mut pages = vec![one(command)];
    pages.extend(verbs.flat_map(manual));
    pages
}

fn one(command: &Command) -> (String, String) {
    let name = command.get_bin_name().unwrap_or(command.get_name()).replace(' ', "-");
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let page = page::page(command, Length::Long, WIDTH).to_string();
    // What it is about stands under the name.
    let (_, page) = page.split_once("\n\n").unwrap_or_default();
    let title = format!(".TH {name} 1 \"\" \"{name} {}\"", env!("CARGO_PKG_VERSION"));
    let (heading, description) = (text!("NAME"), text!("DESCRIPTION"));
    let names = format!(".SH {heading}\n{} \\- {}", roff(&name), roff(&about));
    (format!("{name}.1"), format!("{title}\n{names}\n.SH {description}\n.nf\n{}\n.fi\n", roff(page)))
}

/// A text as roff prints it unchanged.
fn roff(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        // Such a line would be a request.
        if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::roff;

    #[test]
    fn nothing_is_taken_for_a_request() {
        assert_eq!(roff(".txt\na-b\\c"), "\\&.txt\na\\-b\\ec");
    }
}
