//! What became of plans as tables: the 督办 table with a row an item, and one of what nobody planned.

use gongwen_parse::CodePoints;

use super::{Reported, Stretch, Tracked, TrackedItem};
use crate::{Cell, ItemOutcome, Row, Table, TableColumn};

/// A column of the table of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackedColumn {
    /// Number of the item in its plan.
    Number,
    /// The unit that plans.
    Unit,
    /// The year planned.
    Year,
    /// The titles above the item.
    Path,
    /// The item's words.
    Item,
    /// The figures aimed at.
    Target,
    /// What became of it; a person may change it.
    Outcome,
    /// What reports on it, a stretch a line; a person may take lines out, or put in others of the result.
    Matches,
    /// What may yet report on an item that is not mentioned; a person may move it to the matches.
    Possible,
    /// The figures reached.
    Reached,
    /// How sure the status is.
    Sureness,
    /// Where it is reported, a line a stretch.
    Sources,
    /// The file that plans.
    File,
    /// Where the item begins and ends in it, in code points.
    Start,
    /// See [`TrackedColumn::Start`].
    End,
    /// Whether a person settled status and matches.
    Checked,
}

/// The columns of the table of items, in order, with their heads.
pub const TRACKED: [(TrackedColumn, &str); 16] = [
    (TrackedColumn::Number, "序号"),
    (TrackedColumn::Unit, "单位"),
    (TrackedColumn::Year, "计划年份"),
    (TrackedColumn::Path, "标题"),
    (TrackedColumn::Item, "计划事项"),
    (TrackedColumn::Target, "目标"),
    (TrackedColumn::Outcome, "状态"),
    (TrackedColumn::Matches, "完成情况"),
    (TrackedColumn::Possible, "可能相关"),
    (TrackedColumn::Reached, "完成值"),
    (TrackedColumn::Sureness, "把握"),
    (TrackedColumn::Sources, "结果出处"),
    (TrackedColumn::File, "计划文件"),
    (TrackedColumn::Start, "起"),
    (TrackedColumn::End, "止"),
    (TrackedColumn::Checked, "人工核定"),
];

/// The table of items; what was missed or not mentioned stands out.
pub(crate) fn items(plans: &[Tracked<'_>]) -> Table {
    let columns = TRACKED.map(|(column, name)| TableColumn::new(name, "", column.width()));
    let mut rows = Vec::new();
    for plan in plans {
        let points = CodePoints::new(&plan.plan.document.source);
        for (number, item) in (1..).zip(&plan.items) {
            let cell = |(column, _)| cell(column, plan, item, number, points.of(item.stretch.span));
            let marked = matches!(item.outcome, ItemOutcome::Missed | ItemOutcome::NotMentioned);
            rows.push(Row { cells: TRACKED.map(cell).into(), marked });
        }
    }
    Table { name: "督办".to_owned(), kind: None, columns: columns.into(), rows }
}

fn cell(
    column: TrackedColumn,
    plan: &Tracked<'_>,
    item: &TrackedItem<'_>,
    number: usize,
    (start, end): (usize, usize),
) -> Cell {
    let lines = |line: &dyn Fn(&Stretch<'_>) -> String| {
        let lines: Vec<String> = item.matches.iter().map(|found| line(&found.stretch)).collect();
        Cell::Text(lines.join("\n"))
    };
    match column {
        TrackedColumn::Number => Cell::Count(number),
        TrackedColumn::Unit => Cell::of(plan.plan.unit()),
        TrackedColumn::Year => plan.year().map_or(Cell::Empty, |year| Cell::Count(usize::from(year))),
        TrackedColumn::Path => Cell::Text(item.stretch.path().join(" › ")),
        TrackedColumn::Item => Cell::Text(in_one_line(item.stretch.text())),
        TrackedColumn::Target => Cell::Text(item.target_text().unwrap_or_default()),
        TrackedColumn::Outcome => Cell::of(item.outcome.zh()),
        TrackedColumn::Matches => lines(&|stretch| in_one_line(stretch.text())),
        TrackedColumn::Possible => {
            let possible = item.possible.as_ref().map(|found| in_one_line(found.stretch.text()));
            Cell::Text(possible.unwrap_or_default())
        }
        TrackedColumn::Reached => Cell::Text(item.reached_text().unwrap_or_default()),
        TrackedColumn::Sureness => Cell::Probability(item.p),
        TrackedColumn::Sources => lines(&|stretch| source(&plan.result, stretch)),
        TrackedColumn::File => Cell::of(plan.plan.name),
        TrackedColumn::Start => Cell::Count(start),
        TrackedColumn::End => Cell::Count(end),
        TrackedColumn::Checked => Cell::of(if item.checked { "是" } else { "" }),
    }
}

impl TrackedColumn {
    /// In characters of Latin text.
    fn width(self) -> f64 {
        match self {
            Self::Number | Self::Start | Self::End => 7.0,
            Self::Year | Self::Outcome | Self::Sureness | Self::Checked => 10.0,
            Self::Target | Self::Reached | Self::Unit => 16.0,
            Self::File => 40.0,
            Self::Path => 26.0,
            Self::Sources => 32.0,
            Self::Item | Self::Possible => 42.0,
            Self::Matches => 60.0,
        }
    }
}

/// The table of results that nobody planned.
pub(crate) fn unplanned(plans: &[Tracked<'_>]) -> Table {
    let columns = [
        ("单位", 16.0),
        ("年份", 8.0),
        ("标题", 30.0),
        ("计划外成果", 80.0),
        ("把握", 10.0),
        ("文件", 20.0),
        ("起", 7.0),
        ("止", 7.0),
    ];
    let columns = columns.map(|(name, width)| TableColumn::new(name, "", width));
    let mut rows = Vec::new();
    for plan in plans {
        let points = CodePoints::new(&plan.result.document.source);
        for found in &plan.unplanned {
            let (start, end) = points.of(found.stretch.span);
            let year = found.stretch.paragraph.year;
            rows.push(Row::of(vec![
                Cell::of(plan.result.unit()),
                year.map_or(Cell::Empty, |year| Cell::Count(usize::from(year))),
                Cell::Text(found.stretch.path().join(" › ")),
                Cell::Text(in_one_line(found.stretch.text())),
                Cell::Probability(found.p),
                Cell::of(plan.result.name),
                Cell::Count(start),
                Cell::Count(end),
            ]));
        }
    }
    Table { name: "计划外".to_owned(), kind: None, columns: columns.into(), rows }
}

/// Where a stretch stands, for people: the file's name without its folders, and the titles above.
fn source(reported: &Reported<'_>, stretch: &Stretch<'_>) -> String {
    let name = reported.name.rsplit(['/', '\\']).next().unwrap_or(reported.name);
    [name].into_iter().chain(stretch.path().iter().map(String::as_str)).collect::<Vec<_>>().join(" › ")
}

/// A text whose lines are cells' lines: breaks inside it say nothing.
pub(super) fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}
