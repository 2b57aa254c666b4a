//! What the name of a file and of its folders tells of the reports in it.

use super::title;
use super::unit;
use crate::numerals;
use crate::pattern::pattern;

/// A file's name, taken apart.
pub(super) struct FileName<'n> {
    /// The name without folders and suffix.
    pub(super) stem: &'n str,
    /// The folders, the innermost first.
    folders: Vec<&'n str>,
}

impl<'n> FileName<'n> {
    pub(super) fn of(name: &'n str) -> Self {
        let mut parts = name.rsplit(['/', '\\']);
        let stem = parts.next().map_or("", without_suffix);
        Self { stem, folders: parts.map(without_suffix).collect() }
    }

    /// The years that the file's name states, or else the innermost folder that states any.
    pub(super) fn years(&self) -> Vec<u16> {
        let stated = self.parts().map(years).find(|years| !years.is_empty());
        stated.unwrap_or_default()
    }

    /// Names of offices, the file's own first; those of places (`青禾县`) among them.
    pub(super) fn units(&self) -> impl Iterator<Item = String> {
        self.parts().flat_map(|part| {
            let titled = unit::of_title(part);
            let words = part.split(|c: char| !unit::may_stand_in_name(c)).map(str::to_owned);
            let others = words.filter(|words| unit::is_unit_line(words) && titled.as_ref() != Some(words));
            let others: Vec<String> = others.collect();
            titled.into_iter().chain(others)
        })
    }

    /// The file's own name, then the folders'.
    fn parts(&self) -> impl Iterator<Item = &'n str> {
        std::iter::once(self.stem).chain(self.folders.iter().copied())
    }
}

fn without_suffix(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, suffix)| if suffix.len() <= 5 { stem } else { name })
}

/// The years a name states, with or without 年.
fn years(name: &str) -> Vec<u16> {
    let stated = title::years(name);
    if !stated.is_empty() {
        return stated;
    }
    let bare = pattern!(r"(?:^|\D)(20\d{2})(?:[01]\d[0-3]\d)?(?:\D|$)").captures_iter(name);
    let mut years: Vec<u16> = bare.filter_map(|year| numerals::year(&year[1])).collect();
    years.sort_unstable();
    years.dedup();
    years
}

#[cfg(test)]
mod tests {
    use super::FileName;

    #[test]
    fn years_and_units_stand_in_names() {
        let told = |name: &str| {
            let name = FileName::of(name);
            (name.years(), name.units().collect::<Vec<_>>())
        };
        let units = |units: &[&str]| units.iter().map(|&unit| unit.to_owned()).collect::<Vec<_>>();
        assert_eq!(told("青禾县水利局2023年工作总结.docx"), (vec![2023], units(&["青禾县水利局"])));
        assert_eq!(told("青禾市-2022.txt"), (vec![2022], units(&["青禾市"])));
        assert_eq!(told("2024/青禾县/01 县水利局.txt"), (vec![2024], units(&["县水利局", "青禾县"])));
        assert_eq!(told("材料\\总结20230105.txt"), (vec![2023], Vec::new()));
        assert_eq!(told("a.zip/终稿120230.txt"), (Vec::new(), Vec::new()));
    }
}
