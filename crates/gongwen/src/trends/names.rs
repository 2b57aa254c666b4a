//! Names of units and places, which say who speaks and not of what.

use std::collections::BTreeSet;

/// How names of places end.
const LEVELS: [&str; 9] = ["街道", "省", "市", "县", "区", "镇", "乡", "州", "村"];

/// Words that end so and name no place, in the genre's reports.
const NO_PLACES: [&str; 12] = [
    "开发区",
    "示范区",
    "功能区",
    "保护区",
    "高新区",
    "试验区",
    "自贸区",
    "新城区",
    "老城区",
    "主城区",
    "地级市",
    "中心镇",
];

/// Names to be left out.
pub(super) struct Names {
    units: Vec<String>,
    /// Places of the units without level (`云岭`).
    places: BTreeSet<String>,
}

impl Names {
    /// The names of some units and of their places.
    pub(super) fn of<'u>(units: impl Iterator<Item = &'u str>) -> Self {
        let units: Vec<String> = units.map(str::to_owned).collect();
        let places = units.iter().filter_map(|unit| place_of(unit)).map(str::to_owned).collect();
        Self { units, places }
    }

    /// Whether a word is one of the names, or ends as a place's name does.
    pub(super) fn holds(&self, word: &str) -> bool {
        let letters = word.chars().count();
        let ends = LEVELS.iter().any(|level| word.ends_with(level)) && letters > 2;
        ends && !NO_PLACES.contains(&word)
            || self.places.iter().any(|place| word.contains(place.as_str()))
            || self.units.iter().any(|unit| unit == word)
    }
}

/// What a unit's name begins with, up to its first level: 云岭 of 云岭县教育局.
fn place_of(unit: &str) -> Option<&str> {
    let ends = LEVELS.iter().filter_map(|level| unit.find(level));
    let place = &unit[..ends.min()?];
    place.chars().nth(1).is_some().then_some(place)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn places_of_units_are_names_and_their_work_is_not() {
        let names = Names::of(["云岭县教育局", "松涛市"].into_iter());
        let held = ["云岭", "云岭县", "松涛市", "石桥镇", "云岭县教育局"];
        assert!(held.into_iter().all(|word| names.holds(word)));
        let telling = ["教育", "开发区", "园区", "社区", "城市", "乡村", "农村", "松树"];
        assert!(!telling.into_iter().any(|word| names.holds(word)));
    }
}
