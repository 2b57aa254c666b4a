//! Groups as tables and as a paper.

use gongwen_parse::CodePoints;
use gongwen_write::columns::{BETWEEN, FILE, PATH, REPORT, TEXT, THEME};
use gongwen_write::{Cell, Paper, PaperBlock, Row, Table, TableColumn};

use super::{Source, TopicGroup, Topics};

impl Topics<'_> {
    /// The groups, and all paragraphs, the most typical of each group first. The paragraphs have an empty column 主题:
    /// filled in, it is a table of labelled paragraphs to train from.
    pub fn tables(&self) -> Vec<Table> {
        vec![self.groups_table(), self.paragraphs_table()]
    }

    /// A row a group: its words and size.
    pub fn groups_table(&self) -> Table {
        let all = self.paragraphs().max(1) as f64;
        let row = |(at, group): (usize, &TopicGroup<'_>)| {
            Row::of(vec![
                Cell::Count(at + 1),
                Cell::of(group.words.join(" ")),
                Cell::Count(group.paragraphs.len()),
                Cell::Share(group.paragraphs.len() as f64 / all),
                Cell::Count(group.characters()),
                Cell::Count(group.units()),
            ])
        };
        let columns = [
            ("组", "group", 6.0),
            ("关键词", "words", 60.0),
            ("段数", "paragraphs", 8.0),
            ("占比", "share", 8.0),
            ("字数", "characters", 9.0),
            ("单位数", "units", 8.0),
        ];
        table("分组", "group", &columns, self.groups.iter().enumerate().map(row).collect())
    }

    fn paragraphs_table(&self) -> Table {
        let row = |at: usize, source: &Source<'_>| {
            let (start, end) = CodePoints::new(&source.file.document.source).of(source.paragraph.span);
            let year = source.paragraph.year.map_or(Cell::Empty, |year| Cell::Count(usize::from(year)));
            Row::of(vec![
                Cell::Count(at + 1),
                Cell::of(&source.file.name),
                Cell::of(source.report.title.as_deref().unwrap_or_default()),
                Cell::of(source.report.unit.as_deref().unwrap_or_default()),
                year,
                Cell::of(source.paragraph.path.join(BETWEEN)),
                Cell::of(&source.paragraph.text),
                Cell::Count(start),
                Cell::Count(end),
                Cell::Empty,
            ])
        };
        let columns = [
            ("组", "group", 6.0),
            (FILE, "file", 18.0),
            (REPORT, "report", 26.0),
            ("单位", "unit", 18.0),
            ("年份", "year", 8.0),
            (PATH, "path", 26.0),
            (TEXT, "text", 90.0),
            ("起", "start", 9.0),
            ("止", "end", 9.0),
            (THEME, "", 14.0),
        ];
        let groups = self.groups.iter().enumerate();
        let rows = groups.flat_map(|(at, group)| group.paragraphs.iter().map(move |source| row(at, source)));
        table("段落", "paragraph", &columns, rows.collect())
    }

    /// The groups for people to read and name, each with its words and so many of its most typical paragraphs, no two
    /// of one unit as long as there are others.
    pub fn paper(&self, examples: usize) -> Paper {
        let (theme, paragraphs) = (&self.theme, self.paragraphs());
        let mut blocks = vec![
            PaperBlock::Title(format!("“{theme}”里有什么")),
            PaperBlock::Subtitle(format!("{paragraphs}段，{}组", self.groups.len())),
        ];
        for (at, group) in self.groups.iter().enumerate() {
            let share = group.paragraphs.len() as f64 / paragraphs.max(1) as f64 * 100.0;
            blocks.push(PaperBlock::Heading {
                level: 1,
                text: format!("第{}组　{}", at + 1, group.words.join("、")),
            });
            blocks.push(PaperBlock::Note(format!(
                "{}段（{share:.1}%），{}字，{}个单位",
                group.paragraphs.len(),
                group.characters(),
                group.units()
            )));
            for source in group.examples(examples) {
                blocks.push(PaperBlock::Body { run_in: None, text: source.paragraph.text.clone() });
                let year = source.paragraph.year.map_or(String::new(), |year| format!("{year}年"));
                blocks.push(PaperBlock::Note(format!("（{}{year}，{}）", source.unit, source.file.name)));
            }
        }
        Paper { blocks }
    }
}

impl<'f> TopicGroup<'f> {
    /// The most typical paragraphs, at most so many, first one of each unit.
    pub fn examples(&self, most: usize) -> Vec<Source<'f>> {
        let mut units: Vec<&str> = Vec::new();
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for source in &self.paragraphs {
            if units.contains(&source.unit) {
                again.push(*source);
            } else if first.len() < most {
                units.push(source.unit);
                first.push(*source);
            }
        }
        first.into_iter().chain(again).take(most).collect()
    }
}

fn table(name: &str, kind: &'static str, columns: &[(&str, &str, f64)], rows: Vec<Row>) -> Table {
    let column = |&(name, key, width): &(&str, &str, f64)| TableColumn::new(name, key, width);
    Table { name: name.to_owned(), kind: Some(kind), columns: columns.iter().map(column).collect(), rows }
}
