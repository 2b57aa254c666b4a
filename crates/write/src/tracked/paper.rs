//! What became of plans as a paper: a 督办 table a plan, as offices pass it round.

use super::table::{in_one_line, source};
use super::{Tracked, TrackedItem};
use crate::{Cell, ItemOutcome, Paper, PaperBlock, Row, Table, TableColumn};

/// A title, a summary and the two tables for every plan.
pub(crate) fn paper(plans: &[Tracked<'_>]) -> Paper {
    let mut blocks = Vec::new();
    for plan in plans {
        let year = plan.year().map(|year| format!("{year}年")).unwrap_or_default();
        let unit = plan.plan.unit();
        blocks.push(PaperBlock::Title(format!("{unit}{year}计划落实情况督办表")));
        blocks.push(PaperBlock::Note(format!("计划：{}；结果：{}。", plan.plan.told(), plan.result.told())));
        blocks.push(PaperBlock::Body { run_in: None, text: format!("{}。", plan.summary()) });
        let rows = (1..).zip(&plan.items).map(|(number, item)| row(plan, number, item)).collect();
        blocks.push(table(
            &[
                ("序号", 8.0),
                ("计划事项", 28.0),
                ("目标", 11.0),
                ("完成情况", 32.0),
                ("完成值", 11.0),
                ("状态", 9.0),
                ("出处", 17.0),
            ],
            rows,
        ));
        if !plan.unplanned.is_empty() {
            blocks.push(PaperBlock::Heading { level: 1, text: "计划外成果".to_owned() });
            let rows = plan.unplanned.iter().map(|found| {
                let cells = [in_one_line(found.stretch.text()), found.stretch.path().join(" › ")];
                Row::of(cells.map(Cell::Text).into())
            });
            blocks.push(table(&[("内容", 80.0), ("出处", 30.0)], rows.collect()));
        }
    }
    Paper { blocks }
}

fn table(columns: &[(&str, f64)], rows: Vec<Row>) -> PaperBlock {
    let columns = columns.iter().map(|&(name, width)| TableColumn::new(name, "", width)).collect();
    PaperBlock::Table(Table { name: String::new(), kind: None, columns, rows })
}

fn row(plan: &Tracked<'_>, number: usize, item: &TrackedItem<'_>) -> Row {
    let told: Vec<String> = item.matches.iter().map(|found| in_one_line(found.stretch.text())).collect();
    let told = if told.is_empty() { "—".to_owned() } else { told.join("；") };
    // The report is the same for all: its titles tell where.
    let first = item.matches.first().map(|found| match found.stretch.path() {
        [] => source(&plan.result, &found.stretch),
        path => path.join(" › "),
    });
    Row {
        cells: vec![
            Cell::Count(number),
            Cell::Text(in_one_line(item.stretch.text())),
            Cell::Text(item.target_text().unwrap_or_default()),
            Cell::Text(told),
            Cell::Text(item.reached_text().unwrap_or_default()),
            Cell::of(item.outcome.zh()),
            Cell::Text(first.unwrap_or_default()),
        ],
        marked: matches!(item.outcome, ItemOutcome::Missed | ItemOutcome::NotMentioned),
    }
}
