use std::sync::Arc;

use gongwen_features::{TermExtractor, TermSettings, Tokenizer};
use gongwen_parse::Part;
use gongwen_write::{Tag, TaggedFile, WordTrend, WordTrends};

use super::{FileWords, Trends};
use crate::Reader;

/// Cuts at the marks between words.
struct Marks;

impl Tokenizer for Marks {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words = text.split_inclusive(['、', '。']);
        words
            .flat_map(|word| {
                [word.trim_end_matches(['、', '。']), &word[word.trim_end_matches(['、', '。']).len()..]]
            })
            .collect()
    }
}

/// Words as often as the table says, in five paragraphs of the unit's year.
fn report(table: &[(&str, usize)], unit: &str, year: u16, heading: &str) -> TaggedFile {
    let mut paragraphs = vec![Vec::new(); 5];
    let all = table.iter().flat_map(|&(word, times)| std::iter::repeat_n(word, times));
    all.enumerate().for_each(|(at, word)| paragraphs[at % 5].push(word));
    let body: String = paragraphs.iter().map(|words| format!("{}。\n", words.join("、"))).collect();
    let text = format!("{unit}{year}年工作总结\n一、{heading}\n{body}");
    let document = Reader::default().parse_text("", &text).document;
    let tags = document.paragraphs().map(|_| Tag { confidence: 0.9, ..Tag::default() }).collect();
    TaggedFile { name: String::new(), document, tags, again: Vec::new() }
}

fn found(files: &[TaggedFile]) -> Vec<WordTrends> {
    let extractor = TermExtractor::with_tokenizer("marks", Arc::new(Marks), TermSettings::default()).unwrap();
    let mut trends = Trends::default();
    files.iter().for_each(|file| trends.add(file, FileWords::of(file, &extractor)));
    trends.found()
}

fn columns() -> Vec<(String, u16, Vec<(String, usize)>)> {
    let table = include_str!("../../tests/oracle/trends.csv");
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let column = |at: usize| {
        let (unit, year) = rows[0][at].split_at(rows[0][at].len() - 4);
        let words = rows[1..].iter().map(|row| (row[0].to_owned(), row[at].parse().unwrap()));
        (unit.to_owned(), year.parse().unwrap(), words.collect())
    };
    (1..rows[0].len()).map(column).collect()
}

fn of_table() -> Vec<TaggedFile> {
    let file = |(unit, year, words): &(String, u16, Vec<(String, usize)>)| {
        let words: Vec<(&str, usize)> = words.iter().map(|(word, times)| (word.as_str(), *times)).collect();
        report(&words, unit, *year, &format!("{year}年工作情况"))
    };
    columns().iter().map(file).collect()
}

/// Expected: `crates/gongwen/tests/oracle/trends.py` (Python 3.11).
#[test]
fn words_rise_and_fall_as_the_oracle_says() {
    let found = found(&of_table());
    let of = |unit: Option<&str>| {
        let own = |trends: &&WordTrends| trends.unit.as_deref() == unit && trends.theme.is_none();
        found.iter().find(own).expect("trends")
    };
    let near = |trends: &[WordTrend], expected: &[(&str, f64)]| {
        let words: Vec<&str> = trends.iter().map(|trend| trend.word.as_str()).collect();
        assert_eq!(words, expected.iter().map(|(word, _)| *word).collect::<Vec<_>>());
        for (trend, (_, z)) in trends.iter().zip(expected) {
            assert!((trend.z - z).abs() < 1e-5, "{} {}", trend.word, trend.z);
        }
    };
    let all = of(None);
    assert_eq!(
        (&all.years[..], &all.sizes[..], all.part),
        (&[2021, 2022, 2023][..], &[635, 639, 685][..], Part::Done)
    );
    // 古桥 is told by one unit alone, 云岭 is its name.
    near(&all.rising, &[("数字", 4.685418)]);
    near(&all.falling, &[("管网", -4.349671)]);
    assert_eq!(all.rising[0].counts, [10, 33, 65]);
    near(&of(Some("云岭县")).rising, &[("数字", 3.065305), ("古桥", 3.054060)]);
    near(&of(Some("松涛县")).rising, &[("数字", 2.586333)]);
    near(&of(Some("松涛县")).falling, &[]);
}

/// Of a year's report and plan together the words of planning would seem to rise.
#[test]
fn plans_are_held_against_plans_alone() {
    let done = report(&[("建成", 200), ("管网", 200)], "云岭县", 2023, "2023年工作情况");
    let plan = report(&[("力争", 200), ("管网", 200)], "云岭县", 2024, "2024年工作思路");
    let parts: Vec<Part> =
        [&done, &plan].iter().map(|file| file.paragraphs().next().unwrap().1.part).collect();
    assert_eq!(parts, [Part::Done, Part::Plan]);
    assert_eq!(found(&[done, plan]), []);
}

/// Too little text of a year is no base, nor is a word of one paragraph a trend.
#[test]
fn little_is_no_trend() {
    let even = ["管网", "养老", "检查", "培训", "修路", "种粮", "植树", "调解", "宣讲", "巡河"]
        .map(|word| (word, 40));
    let of = |year: u16, more: &[(&str, usize)]| {
        report(&[&even, more].concat(), "云岭县", year, &format!("{year}年工作情况"))
    };
    let rising =
        |file: TaggedFile| found(&[of(2022, &[]), file]).pop().map(|trends| trends.rising[0].word.clone());
    assert_eq!(rising(of(2023, &[("龙舟", 40)])).as_deref(), Some("龙舟"));

    let mut in_one = of(2023, &[("龙舟", 1)]);
    let source = in_one.document.source.replace("龙舟", &["龙舟"; 40].join("、"));
    in_one.document = Reader::default().parse_text("", &source).document;
    assert_eq!(rising(in_one), None);
    assert_eq!(rising(report(&[("龙舟", 40), ("管网", 40)], "云岭县", 2023, "2023年工作情况")), None);
}
