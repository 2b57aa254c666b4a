//! Figures as rows of a table, a figure a row: what csv and xlsx have in common.

use gongwen_figures::Value;
use gongwen_parse::CodePoints;

use crate::ThemeNames;
use crate::figured::{FiguredFile, Stated, role_zh, sign_zh, status_zh};
use crate::table::{Cell, Column, UNSURE_ZH, column};
use crate::tagged::{again_zh, part_zh};

/// The columns, in order.
pub(crate) const COLUMNS: [Column; 26] = [
    column("文件", 20.0),
    column("报告", 30.0),
    column("单位", 16.0),
    column("年份", 7.0),
    column("部分", 7.0),
    column("标题", 26.0),
    column("主题", 10.0),
    column("指标", 26.0),
    column("数值", 12.0),
    column("数值上限", 10.0),
    column("计量单位", 10.0),
    column("换算值", 16.0),
    column("换算单位", 10.0),
    column("遮盖", 6.0),
    column("约数", 7.0),
    column("时期", 14.0),
    column("类型", 7.0),
    column("升降", 6.0),
    column("状态", 8.0),
    column("其中", 14.0),
    column("不一致", 16.0),
    column("原文", 14.0),
    column("所在句", 60.0),
    column("起", 9.0),
    column("止", 9.0),
    column("重复", 16.0),
];

/// The cells of a figure. `points` belongs to the file's source.
pub(crate) fn cells(
    file: &FiguredFile,
    points: &CodePoints<'_>,
    themes: &ThemeNames,
    stated: Stated<'_>,
) -> [Cell; COLUMNS.len()] {
    let Stated { report, paragraph, tag, placed } = stated;
    let figure = &placed.figure;
    let document = &file.file.document;
    let text = |text: &str| Cell::Text(text.to_owned());
    let maybe = |text: Option<String>| Cell::Text(text.unwrap_or_default());
    let theme = match themes.themes.get(tag.theme) {
        Some(theme) if !tag.unsure => theme.zh.as_str(),
        _ => UNSURE_ZH,
    };
    let (low, high) = match figure.value {
        Value::Number(value) => (Some(value), None),
        Value::Range(low, high) => (Some(low), Some(high)),
        Value::Masked => (None, None),
    };
    let base = match figure.base_value() {
        Some(Value::Number(value) | Value::Range(value, _)) if figure.unit.is_some() => Some(value),
        _ => None,
    };
    let number = |value: Option<f64>| value.map_or(Cell::Text(String::new()), Cell::Number);
    let (start, end) = points.of(placed.span);
    let conflicts: Vec<String> = placed.conflicts.iter().map(|&span| document.printed(span)).collect();
    [
        text(&file.file.name),
        text(report.title.as_deref().unwrap_or_default()),
        text(report.unit.as_deref().unwrap_or_default()),
        paragraph.year.map_or(Cell::Text(String::new()), |year| Cell::Count(usize::from(year))),
        text(part_zh(paragraph.part)),
        Cell::Text(paragraph.path.join(" › ")),
        text(theme),
        maybe(placed.indicator_text(paragraph)),
        number(low),
        number(high),
        maybe(figure.unit.clone()),
        number(base),
        maybe(figure.base_unit.clone()),
        text(if figure.is_masked() { "是" } else { "" }),
        maybe(figure.approx.clone()),
        maybe(placed.period_text(paragraph)),
        text(role_zh(figure.role)),
        text(figure.sign.map_or("", sign_zh)),
        text(status_zh(figure.status)),
        maybe(placed.whole.map(|span| document.printed(span))),
        Cell::Text(conflicts.join("、")),
        text(placed.text(paragraph)),
        text(placed.sentence(paragraph)),
        Cell::Count(start),
        Cell::Count(end),
        maybe(file.file.again(report).map(again_zh)),
    ]
}
