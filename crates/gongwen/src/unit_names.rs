//! Which reports are of one unit, and what it is called beside others of the same name.

use std::collections::BTreeMap;

use gongwen_parse::names_one_unit;

/// What tells units of one name apart. A name that stands for many (市商务局) is one unit only within a folder;
/// other names are one unit everywhere.
pub(crate) fn apart<'f>(unit: &str, file: &'f str) -> &'f str {
    if names_one_unit(unit) { "" } else { file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder) }
}

/// What units are called, given by name and by what tells them apart: where names are alike, both.
pub(crate) fn titles(units: &[(&str, &str)]) -> Vec<String> {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    units.iter().for_each(|&(unit, _)| *alike.entry(unit).or_default() += 1);
    let title = |&(unit, apart): &(&str, &str)| match alike.get(unit) {
        Some(2..) if !apart.is_empty() && apart != unit => format!("{unit}（{apart}）"),
        _ => unit.to_owned(),
    };
    units.iter().map(title).collect()
}
