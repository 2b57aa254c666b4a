//! Who reports: the unit that the title names, or the lines around the text, or the file's name.
//!
//! Some names stand for many units: 市商务局, 民政局, 学校. What text and file name tell of the place makes
//! them whole (`乙市/市商务局.txt`: 乙市商务局).

use std::collections::BTreeMap;

use super::file_name::FileName;
use super::{head, title, unit};
use crate::pattern::pattern;
use crate::text_util::{is_han, squeezed};
use crate::{Block, Genre};

/// A line that names office, post and person is no longer than this, in characters.
const LONGEST_SIGNATURE: usize = 40;
/// Lines before the first heading that may say for whom somebody speaks.
const HEAD: usize = 8;

/// The unit that reports; `alone` says that the file holds no other report, so that its name speaks of this.
pub(super) fn unit(
    title: Option<&str>,
    blocks: &[Block],
    file: Option<&FileName>,
    alone: bool,
) -> Option<String> {
    let words = title.unwrap_or_default();
    let places = Places { title: words, blocks, file };
    let beside = || beside(words, blocks).filter(|unit| !is_generic(unit));
    let genre = title.and_then(title::genre);
    if genre == Some(Genre::Speech) {
        return beside().or_else(|| of_meeting(words));
    }
    let congress = pattern!(r"(?:中国共产党|中共)(\p{Han}{1,14}?<level>)第[\d<numeral>]+[届次]");
    if let Some(congress) = congress.captures(words) {
        return Some(format!("中共{}委员会", &congress[1]));
    }
    let of_title = unit::of_title(words);
    // 云岭县养老服务调研报告 speaks of a place; the office that signs has looked into it.
    let about = !matches!(genre, Some(Genre::Summary | Genre::Plan | Genre::SummaryAndPlan));
    let of_office = of_title.as_deref().filter(|unit| about && is_place(unit)).and_then(|_| beside());
    let government = of_title.as_deref().filter(|unit| is_place(unit) && words.contains("政府工作报告"));
    let named = of_office
        .or_else(|| of_place(words, government?))
        .or_else(|| of_title.clone().filter(|unit| !is_generic(unit)))
        .or_else(beside)
        .or_else(|| places.speaks().and_then(|place| of_place(words, &place)))
        .or_else(|| places.government())
        .or_else(|| file.filter(|_| alone).and_then(|file| of_file(words, file)))
        .or_else(|| places.office(of_title.as_deref().or_else(|| own_office(words))?))
        .or(of_title);
    named.map(|unit| places.whole(&unit).unwrap_or(unit))
}

/// A unit's name with the name of its place before it, its level said once: 青禾市 and 市商务局 give 青禾市商务局.
///
/// ```
/// use gongwen_parse::unit_at;
///
/// assert_eq!(unit_at("青禾市", "市商务局"), "青禾市商务局");
/// assert_eq!(unit_at("青禾市", "市场监管局"), "青禾市市场监管局");
/// assert_eq!(unit_at("青禾市", "青禾市商务局"), "青禾市商务局");
/// ```
pub fn unit_at(place: &str, unit: &str) -> String {
    match relative(unit) {
        _ if unit.starts_with(place) => unit.to_owned(),
        Some((level, rest)) if place.ends_with(level) => format!("{place}{rest}"),
        _ => format!("{place}{unit}"),
    }
}

/// Whether a unit's name can be that of one unit only, as far as the name tells: not 市商务局, 民政局 or 学校.
///
/// ```
/// use gongwen_parse::names_one_unit;
///
/// assert!(names_one_unit("青禾市商务局"));
/// assert!(!names_one_unit("市商务局"));
/// assert!(!names_one_unit("学校"));
/// ```
pub fn names_one_unit(unit: &str) -> bool {
    !is_relative(unit) && !is_common(unit) && !is_generic(unit)
}

/// The unit that stands under the title or signs at the end; under the title of a report on duties, the one of
/// the person whose name stands behind it (`青禾县水利局　张某某`).
fn beside(title: &str, blocks: &[Block]) -> Option<String> {
    let head = || blocks.iter().map_while(text_of).take(3);
    let mut lines = head().chain(blocks.iter().rev().take(3).filter_map(text_of)).map(|line| {
        pattern!(r"(?:主办|编印|编)?(?:<year>|<han-year>年).{1,3}月(?:.{1,3}日)?$")
            .replace(&squeezed(line), "")
            .into_owned()
    });
    let of_person = |line: &str| {
        let person = pattern!(
            r"^(\p{Han}+(?:<office>|委|办|站|所|院|处|科|馆|部))(?:[\p{Han}、]{0,14}(?:长|书记|主任|员))?[\p{Han}&&[^长级]]\p{Han}{1,2}$"
        );
        let unit = person.captures(line)?[1].trim_end_matches("党组").to_owned();
        (line.chars().count() <= LONGEST_SIGNATURE && !is_place(&unit)).then_some(unit)
    };
    lines
        .find(|line| unit::is_unit_line(line))
        .or_else(|| head().filter(|_| title.contains("述职")).find_map(|line| of_person(&squeezed(line))))
}

/// The place of the meeting a speech was given at (`在青禾县水利工作会议上的讲话`).
fn of_meeting(title: &str) -> Option<String> {
    let place = pattern!(r"在(\p{Han}{1,12}?<level>)\p{Han}{0,30}会").captures(title)?[1].to_owned();
    is_place(&place).then_some(place)
}

/// What an author calls its own office, without a name: 局 in 我局2024年工作总结.
fn own_office(title: &str) -> Option<&str> {
    Some(pattern!(r"^[我本](<office>|<office-at-end>)").captures(title)?.get(1)?.as_str())
}

/// The unit that a report of this title is by, at a place: of a government's report the government.
fn of_place(title: &str, place: &str) -> Option<String> {
    if title.contains("政府工作报告") {
        return Some(format!("{place}人民政府"));
    }
    let office = pattern!("(人民法院|法院)|(人民检察院|检察院)|(人大|人民代表大会)|(政协)|(政府)|工作报告$")
        .captures(title)?;
    let group = (1..=5).find(|&group| office.get(group).is_some());
    Some(match group {
        Some(1) => format!("{place}人民法院"),
        Some(2) => format!("{place}人民检察院"),
        Some(3) => format!("{place}人大常委会"),
        Some(4) => format!("政协{place}委员会"),
        _ => format!("{place}人民政府"),
    })
}

/// The unit that the file's name tells: an office's; a place's only where the file itself has it, or where the
/// title says that its government reports.
fn of_file(title: &str, file: &FileName) -> Option<String> {
    let government = title.contains("政府工作报告");
    if government && let Some(place) = file.units().find(|unit| is_place(unit)) {
        return of_place(title, &place);
    }
    file.units().find(|unit| !is_generic(unit) && (!is_place(unit) || file.stem.contains(unit.as_str())))
}

/// Where a report may be from.
struct Places<'a> {
    title: &'a str,
    blocks: &'a [Block],
    file: Option<&'a FileName<'a>>,
}

impl Places<'_> {
    /// The place of the meeting under the title, or of who speaks: 在青禾县第九届…, 青禾县县长.
    fn speaks(&self) -> Option<String> {
        let lines = || head::lines(self.title, self.blocks);
        let meeting = lines().find_map(|line| {
            let place = pattern!(
                r"在(?:中国共产党|中共|政协|中国人民政治协商会议)?(\p{Han}{1,14}?<level>)(?:第?[\d<numeral>]{1,4}[届次]|人大|人民代表大会|政协|委员会)"
            );
            Some(place.captures(&line)?[1].to_owned())
        });
        meeting.or_else(|| {
            lines().find_map(|line| {
                let head = pattern!(
                    r"^(\p{Han}{1,12}?<level>)(?:人民(?:政府|法院|检察院)|人大常委会|政协)?代?<head>(?:\p{Han}{0,4}|[^\p{Han}].*)$"
                );
                let place = head.captures(&line)?[1].to_owned();
                (place.chars().count() > 1).then_some(place)
            })
        })
    }

    /// The government that somebody reports for: 我代表青禾县人民政府…, 我代表县人民政府… where the place is known.
    fn government(&self) -> Option<String> {
        let mut lines = self.blocks.iter().map_while(text_of).take(HEAD);
        lines.find_map(|line| {
            let office = pattern!(r"代表(\p{Han}{0,12}?<level>人民政府)").captures(line)?[1].to_owned();
            if is_relative(&office) { self.whole(&office) } else { Some(office) }
        })
    }

    /// The place that the file is named after, where the text names it again and again: 青禾.txt.
    fn namesake(&self, level: &str) -> Option<String> {
        const OFTEN: usize = 3;
        let mut words = self.file?.stem.split(|c: char| !is_han(c));
        let name = words.find(|word| (2..=6).contains(&word.chars().count()))?;
        let named: usize =
            self.blocks.iter().filter_map(text_of).map(|text| text.matches(name).count()).sum();
        let ordinary = pattern!("<genre>|<paper>|材料|工作").is_match(name);
        (named >= OFTEN && !ordinary).then(|| format!("{name}{level}"))
    }

    /// The whole name of a unit whose name stands for many.
    fn whole(&self, unit: &str) -> Option<String> {
        let same = |file: &FileName| {
            file.units().find(|other| other != unit && other.ends_with(unit) && !is_relative(other))
        };
        let (level, rest) = relative(unit).unwrap_or(("", unit));
        if level.is_empty() && !is_common(unit) {
            return None;
        }
        if let Some(whole) = self.file.and_then(same) {
            return Some(whole);
        }
        let fits = |place: &String| place.ends_with(level) && place != level;
        let of_file = || self.file.and_then(|file| file.units().filter(|unit| is_place(unit)).find(fits));
        let place = match level {
            "" => of_file(),
            _ => (self.speaks().filter(fits).or_else(of_file))
                .or_else(|| self.namesake(level))
                .or_else(|| self.told(level, rest)),
        };
        let place = match place {
            Some(place) => place,
            None => match self.office(unit) {
                Some(office) => return Some(office),
                None => self.subject(level)?,
            },
        };
        Some(format!("{place}{rest}"))
    }

    /// The office with a place in its name that the text names, alone or far more often than others that end
    /// alike: 青禾县水利局 where the title has 我局, 青禾县政府办公室 where it has 办公室.
    fn office(&self, ending: &str) -> Option<String> {
        let named = pattern!(
            r"(?:^|[^\p{Han}]|[由经在是])(\p{Han}{2,6}?<level>)(?:委|人民政府|政府)?\p{Han}{0,10}?(?:<office>|<office-at-end>)"
        );
        let runs = self.blocks.iter().filter_map(text_of).flat_map(|text| runs_with(text, ending));
        most_named(runs.flat_map(|run| named.captures_iter(run)).filter_map(|found| {
            let (whole, place) = (found.get(0)?.as_str(), found.get(1)?.as_str());
            let office = &whole[whole.find(place)?..];
            (office.ends_with(ending) && office.len() > ending.len() && may_be_place(place)).then_some(office)
        }))
    }

    /// The place of this level that paragraphs open with, alone or far more often than with others.
    fn subject(&self, level: &str) -> Option<String> {
        let texts = self.blocks.iter().filter_map(text_of);
        most_named(texts.filter_map(|text| {
            let place = pattern!(r"^(\p{Han}{2,5}?<level>)[^场容域城集民等、和与及\s]")
                .captures(text)?
                .get(1)?
                .as_str();
            (place.ends_with(level) && may_be_place(place)).then_some(place)
        }))
    }

    /// The place of this level that the text names most often as one whose offices lead or report; once is
    /// enough where 在 or 中共 stands before.
    fn told(&self, level: &str, rest: &str) -> Option<String> {
        const ENOUGH: usize = 3;
        let named = pattern!(
            r"(?:^|[^\p{Han}])(在|按照|根据|中共)?(\p{Han}{2,6}?<level>)(委|政府|人民政府|第[<numeral>]{1,3}届|人大|政协|\p{Han}{2,12})"
        );
        let office = pattern!(r"^(?:委$|政府|人民政府|第[<numeral>]{1,3}届|人大|政协)");
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let runs = self.blocks.iter().filter_map(text_of).flat_map(|text| runs_with(text, level));
        let leads = |behind: &str| behind.starts_with(['委', '政', '人', '第']) || behind.starts_with(rest);
        let runs = runs.filter(|run| run.match_indices(level).any(|(at, _)| leads(&run[at + level.len()..])));
        for found in runs.flat_map(|run| named.captures_iter(run)) {
            let (Some(place), behind) = (found.get(2), &found[3]) else { continue };
            let place = place.as_str();
            let fits = place.ends_with(level) && may_be_place(place);
            if fits && (office.is_match(behind) || behind.starts_with(rest)) {
                *places.entry(place).or_default() += if found.get(1).is_some() { ENOUGH } else { 1 };
            }
        }
        let most = places.into_iter().max_by_key(|&(_, count)| count);
        most.filter(|&(_, count)| count >= ENOUGH).map(|(place, _)| place.to_owned())
    }
}

/// Whether words that end with a level may be a place's name; 在市委领导下, 认真落实市委部署 name no place.
pub(super) fn may_be_place(words: &str) -> bool {
    !pattern!(
        r"(?x)^[是在对按与及向由把将被为以从经各我本该全两某省市县区镇乡] | <no-place>
        | [赴到去] | [全本各我该两外跨]<level>$ | [城超上夜早集]市$ | (?:城|所有)<level>$
        | (?:开发|示范|功能|保护|[新园社辖景片校厂库灾])区$ | <action>"
    )
    .is_match(words)
}

/// The runs of characters between punctuation, digits and Latin letters that hold a word; few do.
fn runs_with<'t>(text: &'t str, word: &str) -> impl Iterator<Item = &'t str> {
    let parts = |c: char| {
        c.is_ascii() || matches!(c, '，' | '。' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》')
    };
    let whole = !word.is_empty() && !word.contains(parts);
    let mut from = 0;
    std::iter::from_fn(move || {
        // From one word to the next; runs between are not looked at.
        let at = from + text[from..].find(word).filter(|_| whole)?;
        let start = text[from..at].char_indices().rev().find(|&(_, c)| parts(c));
        let start = start.map_or(from, |(place, c)| from + place + c.len_utf8());
        from = text[at..].find(parts).map_or(text.len(), |end| at + end);
        Some(&text[start..from])
    })
}

/// The name that stands alone or twice as often as all others.
fn most_named<'t>(names: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let all: usize = counts.values().sum();
    let (name, count) = counts.into_iter().max_by_key(|&(_, count)| count)?;
    (count * 3 >= all * 2).then(|| name.to_owned())
}

fn text_of(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Heading(_) => None,
    }
}

/// A name that is none: 学校, 街道, 我局.
fn is_generic(unit: &str) -> bool {
    pattern!("^(?:(?:人大|政协|人民|常务|常|<office>|<office-at-end>|<office-in-title>)+|[我本该各全].*)$")
        .is_match(unit)
}

/// Whether a name is nothing but a place's (`青禾县`).
fn is_place(unit: &str) -> bool {
    pattern!(r"^\p{Han}{1,10}<level>$").is_match(unit) && !is_generic(unit)
}

/// The level and the rest of a name that begins with the level of its place: 市商务局, but not 市场监管局.
fn relative(unit: &str) -> Option<(&str, &str)> {
    let level = pattern!("^(<level>)(?:委|人民|[^场容域城村江贤民].)").captures(unit)?.get(1)?;
    Some(unit.split_at(level.end()))
}

fn is_relative(unit: &str) -> bool {
    relative(unit).is_some()
}

/// Whether offices of many places bear the name: 民政局, no place in it.
fn is_common(unit: &str) -> bool {
    pattern!(r"^[^省市县区州旗盟镇乡村]{2,8}(?:局|委|委员会|办公室|法院|检察院|厅)$").is_match(unit)
}

#[cfg(test)]
mod tests {
    use super::runs_with;
    use crate::{Options, parse};

    fn unit(name: &str, text: &str) -> Option<String> {
        parse(text, &Options::default().with_name(name)).reports[0].unit.clone()
    }

    #[test]
    fn places_make_names_whole() {
        let report = "市商务局2023年工作总结\n一、招商\n引进企业三家。\n";
        assert_eq!(unit("甲市/市商务局.txt", report).as_deref(), Some("甲市商务局"));
        assert_eq!(unit("乙市/市商务局.txt", report).as_deref(), Some("乙市商务局"));
        assert_eq!(unit("乙市商务局总结.txt", report).as_deref(), Some("乙市商务局"));
        assert_eq!(unit("总结.txt", report).as_deref(), Some("市商务局"));
        let told = report.replace("引进", "在青禾市委、市政府领导下，引进");
        assert_eq!(unit("总结.txt", &told).as_deref(), Some("青禾市商务局"));
        assert_eq!(
            unit("青禾县/总结.txt", "民政局2023年工作总结\n养老三处。\n").as_deref(),
            Some("青禾县民政局")
        );
        for no_place in ["在市委领导下，", "认真落实市委部署，", "自觉接受市人大监督，"]
        {
            let told = report.replace("引进", &format!("{no_place}引进"));
            assert_eq!(unit("总结.txt", &told).as_deref(), Some("市商务局"), "{no_place}");
        }
        let market = "市场监督管理局2023年工作总结\n检查三处。\n";
        assert_eq!(unit("", market).as_deref(), Some("市场监督管理局"));
    }

    #[test]
    fn names_that_are_none_are_replaced() {
        let street = "街道2023年工作总结\n一、消防\n检查楼道。\n";
        assert_eq!(unit("松涛街道/总结.txt", street).as_deref(), Some("松涛街道"));
        assert_eq!(unit("总结.txt", street).as_deref(), Some("街道"));
        assert_eq!(
            unit("云岭一中.txt", "学校2023年工作总结\n招生。\n云岭县第一中学\n").as_deref(),
            Some("云岭县第一中学")
        );
        let meeting = "在全区会议上的报告\n一、消防\n检查楼道。\n";
        assert_eq!(unit("云山区应急局-2023.txt", meeting).as_deref(), Some("云山区应急局"));
    }

    #[test]
    fn texts_tell_which_of_many_units_reports() {
        for (title, text, whole) in [
            ("县教育局2023年工作总结", "青禾县各学校开学。", Some("青禾县教育局")),
            ("县教育局2023年工作总结", "各学校开学。", Some("县教育局")),
            ("县教育局2023年工作总结", "青禾县招生。\n云岭县招生。", Some("县教育局")),
            ("民政局2023年工作总结", "青禾县民政局建院三处。", Some("青禾县民政局")),
            ("办公室2023年工作总结", "今年，青禾县政府办公室起草文稿。", Some("青禾县政府办公室")),
            ("我局2023年工作总结", "青禾县水利局修渠三条。", Some("青禾县水利局")),
            ("我局2023年工作总结", "修渠三条。", None),
            ("市商务局2023年工作总结", "云岭市等地企业来访。", Some("市商务局")),
        ] {
            let told = unit("", &format!("{title}\n一、工作\n{text}\n"));
            assert_eq!(told.as_deref(), whole, "{title}: {text}");
        }
    }

    #[test]
    fn other_papers_name_their_units() {
        for (text, office) in [
            ("某某同志在青禾县水利工作会议上的讲话\n同志们：\n今天开会。\n", "青禾县"),
            ("2023年度述职述廉报告\n青禾县水利局　张某某\n一、履职\n修渠三条。\n", "青禾县水利局"),
            ("2023年度述职报告\n青禾县水利局党组书记、局长 张某某\n一、履职\n修渠三条。\n", "青禾县水利局"),
            ("青禾县水利局\n关于报送《2023年工作总结》的函\n县政府办：\n请审阅。\n", "青禾县水利局"),
            ("在青禾县第三届人民代表大会第二次会议上的政府工作报告\n一、回顾\n修渠。\n", "青禾县人民政府"),
        ] {
            assert_eq!(unit("", text).as_deref(), Some(office), "{text}");
        }
    }

    #[test]
    fn governments_report_where_they_meet() {
        let report = |line: &str| format!("政府工作报告\n{line}\n各位代表：\n一、工作回顾\n修渠三条。\n");
        for (line, place) in [
            ("——2024年1月9日在云岭县第十二届人民代表大会第三次会议上", "云岭县"),
            ("（2024年2月3日在云岭市云山区第五届人民代表大会第四次会议上）", "云岭市云山区"),
            ("——2024年1月9日在云岭县\n第十二届人民代表大会第三次会议上", "云岭县"),
            ("——2024年1月9日\n在云岭县第十二届人民代表大会\n第三次会议上", "云岭县"),
            ("云岭自治县县长　某某", "云岭自治县"),
            ("云岭市人民政府市长 某某", "云岭市"),
        ] {
            assert_eq!(unit("", &report(line)), Some(format!("{place}人民政府")), "{line}");
        }
        assert_eq!(unit("云岭市-2024.txt", &report("市长 某某")).as_deref(), Some("云岭市人民政府"));
        let told =
            "各位代表：\n我代表州人民政府报告工作。\n一、工作回顾\n青禾修渠。\n二、打算\n青禾建青禾新区。\n";
        assert_eq!(unit("青禾-2024.txt", told).as_deref(), Some("青禾州人民政府"));
        assert_eq!(unit("初稿.txt", told), None);
        let committee =
            "人大常委会工作报告\n——在云岭县第十二届人民代表大会第三次会议上\n一、监督\n审议报告。\n";
        assert_eq!(unit("", committee).as_deref(), Some("云岭县人大常委会"));
        let congress = "在中国共产党云岭县第十四次代表大会上的报告\n一、五年工作\n修渠三条。\n";
        assert_eq!(unit("", congress).as_deref(), Some("中共云岭县委员会"));
        let court =
            "云岭县人民法院工作报告\n——2024年1月9日在云岭县第十二届人民代表大会上\n一、审判\n结案。\n";
        assert_eq!(unit("", court).as_deref(), Some("云岭县人民法院"));
    }

    #[test]
    fn runs_that_hold_a_word_are_found() {
        let runs =
            |word: &str| runs_with("青禾县修渠，云岭县和松县，（县）A县城、建闸", word).collect::<Vec<_>>();
        assert_eq!(runs("县"), ["青禾县修渠", "云岭县和松县", "县", "县城"]);
        assert_eq!(runs("建闸"), ["建闸"]);
        for word in ["", "A县", "，", "水库"] {
            assert!(runs(word).is_empty(), "{word}");
        }
    }
}
