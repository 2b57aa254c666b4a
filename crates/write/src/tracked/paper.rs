//! What became of plans as a paper: a 督办 table a plan, as offices pass it round.

use super::table::in_one_line;
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
        let rows = (1..).zip(&plan.items).map(|(number, item)| row(number, item)).collect();
        blocks.push(table(
            &[("序号", 7.0), ("计划事项", 41.0), ("完成情况", 48.0), ("目标 → 完成值", 18.0), ("状态", 13.0)],
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

fn row(number: usize, item: &TrackedItem<'_>) -> Row {
    let told: Vec<String> = item.matches.iter().map(|found| in_one_line(found.stretch.text())).collect();
    let told = match &item.possible {
        Some(found) => format!("可能相关：{}", in_one_line(found.stretch.text())),
        None if told.is_empty() => "—".to_owned(),
        None => told.join("；"),
    };
    let figures = match (item.target_text(), item.reached_text()) {
        (target, Some(reached)) => format!("{} → {reached}", target.unwrap_or_default()),
        (target, None) => target.unwrap_or_default(),
    };
    Row {
        cells: vec![
            Cell::Count(number),
            Cell::Text(in_one_line(item.stretch.text())),
            Cell::Text(told),
            Cell::Text(figures.trim_start().to_owned()),
            Cell::of(item.outcome.zh()),
        ],
        marked: matches!(item.outcome, ItemOutcome::Missed | ItemOutcome::NotMentioned),
    }
}
