//! The catalogues: gettext's PO format, as far as they use it. An entry is `msgid` and `msgstr`, each one or several
//! quoted strings; what begins with `#` is for people.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A message in both languages, placeholders not filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As in the code.
    pub english: String,
    /// As the catalogue has it.
    pub chinese: String,
}

/// The catalogues: help and messages of the program, then those of each library. A message that several have stands
/// in one of them.
const FILES: &[&str] = &[
    include_str!("../zh/help.po"),
    include_str!("../zh/program.po"),
    include_str!("../zh/read.po"),
    include_str!("../zh/parse.po"),
    include_str!("../zh/features.po"),
    include_str!("../zh/classifier.po"),
    include_str!("../zh/write.po"),
    include_str!("../zh/gongwen.po"),
    include_str!("../zh/serve.po"),
];

static CHINESE: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| entries().map(|entry| (entry.english, entry.chinese)).collect());

/// The Chinese of a message.
pub(crate) fn chinese(english: &str) -> Option<&'static str> {
    CHINESE.get(english).map(String::as_str)
}

/// All that the catalogues hold, in their order.
pub fn entries() -> impl Iterator<Item = Entry> {
    FILES.iter().flat_map(|file| parsed(file))
}

/// The names of the placeholders of a message, in order, each once.
pub fn placeholders(message: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        message.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn parsed(file: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_chinese = false;
    for line in file.lines() {
        let Some((keyword, string)) = line.split_once('"') else { continue };
        match keyword.trim_end() {
            "msgid" => {
                entries.push(Entry { english: String::new(), chinese: String::new() });
                in_chinese = false;
            }
            "msgstr" => in_chinese = true,
            "" => {}
            // A remark.
            _ => continue,
        }
        let Some(entry) = entries.last_mut() else { continue };
        let said = if in_chinese { &mut entry.chinese } else { &mut entry.english };
        unescape(string.strip_suffix('"').unwrap_or(string), said);
    }
    // That of the empty message is the file's own description.
    entries.retain(|entry| !entry.english.is_empty());
    entries
}

fn unescape(string: &str, into: &mut String) {
    let mut chars = string.chars();
    while let Some(c) = chars.next() {
        match (c, chars.as_str().chars().next()) {
            ('\\', Some(escaped)) => {
                into.push(if escaped == 'n' { '\n' } else { escaped });
                chars.next();
            }
            _ => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn strings_of_several_lines_are_one_and_remarks_are_none() {
        let file = "# \"x\"\nmsgid \"\"\nmsgstr \"Language: zh\\n\"\n\n#. why\nmsgid \"\"\n\"a \\\"b\\\"\\n\"\n\"c\"\nmsgstr \"甲\\\\\"\n";
        let entry = Entry { english: "a \"b\"\nc".to_owned(), chinese: "甲\\".to_owned() };
        assert_eq!(parsed(file), [entry]);
    }

    #[test]
    fn every_message_stands_once_and_has_the_arguments_of_its_english() {
        let mut seen = HashSet::new();
        for Entry { english, chinese } in entries() {
            assert!(!chinese.is_empty(), "no Chinese of {english:?}");
            assert_eq!(placeholders(&english), placeholders(&chinese), "{english:?}");
            assert!(seen.insert(english.clone()), "twice: {english:?}");
        }
    }
}
