//! Numbers in the cells of tables: their unit stands in the head of the column, beside the name of the row, in a
//! column of units, or above the table.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::number::{self, Script};
use crate::scan::Quantity;
use crate::unit::Unit;
use crate::words::Words;
use crate::zones::ends_sentence;

/// What a table says of the number in one of its cells.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The name of the row or the head of the column, whichever names what is measured.
    pub(crate) indicator: Range<usize>,
    /// The head of the column.
    pub(crate) head: Range<usize>,
}

/// Heads of columns that hold no quantities.
static NUMBERING: Words =
    Words::new("序号 编号 年份 年度 电话 日期 备注 邮编 代码 时间 联系电话 联系方式 月份 年 月");
/// Heads of columns that name no quantity by themselves: what is measured stands at the head of the row.
static VALUES: Words = Words::new(
    "数值 数量 完成 累计 合计 本年 本月 本期 今年 实际 目标 任务 计划 20 全年 上年 去年 同比 增长 增速 增幅 排名 位次 占比 比重 1- 绝对 总量 指标值 单位 完成率
     较 比上年 ±",
);

/// The numbers that fill cells, in order. `above` is the unit that stands above the table.
pub(crate) fn quantities(text: &Glyphs, above: Option<&str>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut table: Vec<Vec<Range<usize>>> = Vec::new();
    for line in lines(text) {
        let cells = cells(text, line);
        if !cells.is_empty() && cells.iter().all(Range::is_empty) {
            continue;
        }
        let heads = table.len() > 1 && cells.iter().all(|cell| number(text, cell).is_none());
        if cells.len() >= 2
            && !heads
            && table.first().is_none_or(|head| head.len().abs_diff(cells.len()) <= 1)
        {
            table.push(cells);
        } else {
            read(text, &table, above, &mut found);
            table.clear();
            if cells.len() >= 2 {
                table.push(cells);
            }
        }
    }
    read(text, &table, above, &mut found);
    found
}

fn lines(text: &Glyphs) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 0..=text.len() {
        if text.at(end) == '\n' {
            lines.push(start..end);
            start = end + 1;
        }
    }
    lines
}

/// The cells of a line, empty ones too; a sentence is none.
fn cells(text: &Glyphs, line: Range<usize>) -> Vec<Range<usize>> {
    let is_bar = |c: char| matches!(c, '\t' | '|');
    let chars = text.of_range(line.clone());
    if !chars.iter().any(|&c| is_bar(c)) || chars.iter().any(|&c| ends_sentence(c) || c == '，') {
        return Vec::new();
    }
    let mut cells = Vec::new();
    let mut start = line.start;
    for end in line.start..=line.end {
        if end == line.end || is_bar(text.at(end)) {
            let blank = |at: &usize| text.at(*at) == ' ';
            let first = (start..end).find(|at| !blank(at)).unwrap_or(end);
            let last = (first..end).rev().find(|at| !blank(at)).map_or(first, |last| last + 1);
            cells.push(first..last);
            start = end + 1;
        }
    }
    // A Markdown row begins and ends with a bar.
    if chars.first() == Some(&'|') {
        cells.remove(0);
    }
    if chars.last() == Some(&'|') {
        cells.pop();
    }
    cells
}

/// Reads the rows below the head of a table.
fn read(text: &Glyphs, table: &[Vec<Range<usize>>], above: Option<&str>, found: &mut Vec<Quantity>) {
    let Some((head, rows)) = table.split_first() else { return };
    let above = above.map(Glyphs::of);
    let above = above.as_ref().and_then(|text| Unit::read(text, 0));
    let units = head.iter().position(|cell| text.starts(cell.start, "单位") && cell.len() <= 4);
    let headed = head.iter().all(|cell| number(text, cell).is_none());
    if !headed {
        return;
    }
    for row in rows {
        let label = row.iter().find(|cell| !cell.is_empty() && number(text, cell).is_none());
        let label_unit = label.and_then(|label| unit_in(text, label));
        let row_unit =
            units.and_then(|column| row.get(column)).and_then(|cell| whole_unit(text, cell.clone()));
        for (column, cell) in row.iter().enumerate() {
            let Some((value, own)) = number(text, cell) else { continue };
            let title = head.get(column).cloned().unwrap_or(cell.start..cell.start);
            if text.longest(title.start, &NUMBERING) == Some(title.len())
                || title.is_empty() && label.is_none()
            {
                continue;
            }
            let generic = text.longest(title.start, &VALUES).is_some() || title.is_empty();
            let name = label.filter(|_| generic).unwrap_or(&title);
            let relative = is_relative(text, &title);
            let of_row = || row_unit.clone().or(label_unit.clone()).filter(|_| !relative || own.is_some());
            let unit = own.clone().or_else(|| unit_in(text, &title)).or_else(of_row);
            let unit = unit.or_else(|| above.clone().filter(|_| !relative && !is_rank(text, &title)));
            let indicator = named(text, name.clone());
            let rank = is_rank(text, &title);
            let unit = unit.filter(|_| !rank).map(|unit| Unit { end: cell.end, ..unit });
            let cell_of = Cell { indicator, head: title };
            found.push(Quantity {
                range: cell.clone(),
                value,
                unit,
                rank,
                approx: None,
                cell: Some(cell_of),
            });
        }
    }
}

/// The number that fills a cell, with its unit.
fn number(text: &Glyphs, cell: &Range<usize>) -> Option<(crate::Value, Option<Unit>)> {
    let minus = text.at(cell.start) == '-';
    let number = number::read(text, cell.start + usize::from(minus))
        .filter(|number| number.script != Script::Chinese)?;
    let value = match number.value {
        crate::Value::Number(value) if minus => crate::Value::Number(-value),
        value => value,
    };
    if number.end == cell.end {
        return Some((value, None));
    }
    let unit = Unit::read(text, number.end).filter(|unit| unit.end == cell.end)?;
    Some((value, Some(unit)))
}

/// The unit in the brackets or at the end of a head: 投资额（万元）, 增长%.
fn unit_in(text: &Glyphs, cell: &Range<usize>) -> Option<Unit> {
    let open = cell.clone().rev().find(|&at| text.at(at) == '(');
    if let Some(open) = open {
        let close = (open..cell.end).find(|&at| text.at(at) == ')')?;
        let start = if text.starts(open + 1, "单位:") { open + 4 } else { open + 1 };
        return whole_unit(text, start..close);
    }
    cell.clone().last().filter(|&last| text.at(last) == '%').and_then(|last| whole_unit(text, last..cell.end))
}

fn whole_unit(text: &Glyphs, range: Range<usize>) -> Option<Unit> {
    Unit::read(text, range.start).filter(|unit| unit.end == range.end)
}

/// A head without its unit.
fn named(text: &Glyphs, cell: Range<usize>) -> Range<usize> {
    let end = cell.clone().find(|&at| text.at(at) == '(' && at > cell.start).unwrap_or(cell.end);
    cell.start..end
}

/// Whether a head announces changes or shares, whose unit is never that of the row.
pub(crate) fn is_relative(text: &Glyphs, head: &Range<usize>) -> bool {
    text.has(head.clone(), &["同比", "增长", "增速", "增幅", "占比", "比重", "完成率", "±", "降幅", "%"])
}

fn is_rank(text: &Glyphs, head: &Range<usize>) -> bool {
    text.has(head.clone(), &["排名", "位次", "名次", "排位"])
}
