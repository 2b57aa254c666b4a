//! Comparisons as tables: an overview, themes, headings, figures, copied passages.

use gongwen_figures::{Status, Value};
use gongwen_parse::{CodePoints, Part, Span};
use gongwen_write::{Cell, Row, Table, TableColumn, ThemeNames, part_zh, status_zh};

use super::{Change, Comparison, Fate, InParagraph, PlacedHeading, Side, Unchecked, Verdict};

/// The five tables of a comparison.
pub(super) struct Sheets {
    pub(super) overview: Table,
    pub(super) themes: Table,
    pub(super) headings: Table,
    pub(super) figures: Table,
    pub(super) copied: Table,
}

/// All that comparisons found, as tables: an overview with a row each, themes, headings, figures and copied passages.
/// Every row names its reports as the overview does; places are code points of their sources.
pub fn tables(comparisons: &[Comparison<'_>], themes: &ThemeNames) -> Vec<Table> {
    let mut joined: Vec<Table> = Vec::new();
    for comparison in comparisons {
        let Sheets { overview, themes, headings, figures, copied } = sheets(comparison, themes);
        for (place, table) in [overview, themes, headings, figures, copied].into_iter().enumerate() {
            match joined.get_mut(place) {
                Some(known) => known.rows.extend(table.rows),
                None => joined.push(table),
            }
        }
    }
    joined
}

pub(super) fn sheets(comparison: &Comparison<'_>, themes: &ThemeNames) -> Sheets {
    let places = Places {
        a: CodePoints::new(&comparison.a.figured.file.document.source),
        b: CodePoints::new(&comparison.b.figured.file.document.source),
    };
    let (a, b) = comparison.labels();
    let table = |name: &str, kind, columns: &[(&str, &str, f64)], rows: Vec<Row>| {
        let both = [("前", "a", 14.0), ("后", "b", 14.0)];
        let columns = both.iter().chain(columns);
        let named = |mut row: Row| {
            row.cells.splice(0..0, [Cell::of(a.as_str()), Cell::of(b.as_str())]);
            row
        };
        Table {
            name: name.to_owned(),
            kind: Some(kind),
            columns: columns.map(|&(name, key, width)| TableColumn::new(name, key, width)).collect(),
            rows: rows.into_iter().map(named).collect(),
        }
    };
    Sheets {
        overview: table("概况", "comparison", OVERVIEW, vec![Row::of(overview(comparison))]),
        themes: table("主题", "theme", THEMES, theme_rows(comparison, themes)),
        headings: table("标题", "heading", HEADINGS, heading_rows(comparison, &places)),
        figures: table("数据", "figure", FIGURES, figure_rows(comparison, &places)),
        copied: table("沿用", "copied", COPIED, copied_rows(comparison, &places)),
    }
}

struct Places<'s> {
    a: CodePoints<'s>,
    b: CodePoints<'s>,
}

fn start_and_end(points: &CodePoints<'_>, span: Option<Span>) -> [Cell; 2] {
    let Some((start, end)) = span.map(|span| points.of(span)) else { return [Cell::Empty, Cell::Empty] };
    [Cell::Count(start), Cell::Count(end)]
}

fn term(zh: &str, id: &str) -> Cell {
    Cell::Term { zh: zh.to_owned(), id: id.to_owned() }
}

const OVERVIEW: &[(&str, &str, f64)] = &[
    ("前文件", "a_file", 24.0),
    ("前标题", "a_title", 30.0),
    ("前年份", "a_year", 8.0),
    ("前段数", "a_paragraphs", 8.0),
    ("前字数", "a_characters", 8.0),
    ("后文件", "b_file", 24.0),
    ("后标题", "b_title", 30.0),
    ("后年份", "b_year", 8.0),
    ("后段数", "b_paragraphs", 8.0),
    ("后字数", "b_characters", 8.0),
    ("新增标题", "headings_new", 9.0),
    ("保留标题", "headings_kept", 9.0),
    ("取消标题", "headings_dropped", 9.0),
    ("同指标数据", "figures", 11.0),
    ("与所述变化不符", "contradicted", 15.0),
    ("逐字沿用占比", "copied_share", 13.0),
];

fn overview(comparison: &Comparison<'_>) -> Vec<Cell> {
    let side = |side: &Side<'_>| {
        let total = side.shares().total(None);
        [
            Cell::of(side.figured.file.name.as_str()),
            side.report.title.as_ref().map_or(Cell::Empty, Cell::of),
            side.year().map_or(Cell::Empty, |year| Cell::Count(usize::from(year))),
            Cell::Count(total.paragraphs),
            Cell::Count(total.characters),
        ]
    };
    let fates = [Fate::New, Fate::Kept, Fate::Dropped].map(|fate| Cell::Count(comparison.fared(fate)));
    let mut cells = [side(&comparison.a), side(&comparison.b)].concat();
    cells.extend(fates);
    cells.extend([
        Cell::Count(comparison.figures.len()),
        Cell::Count(comparison.contradicted()),
        Cell::Share(comparison.copied_share()),
    ]);
    cells
}

const THEMES: &[(&str, &str, f64)] = &[
    ("主题", "theme", 12.0),
    ("前段数", "a_paragraphs", 9.0),
    ("前字数", "a_characters", 9.0),
    ("前占比", "a_share", 9.0),
    ("后段数", "b_paragraphs", 9.0),
    ("后字数", "b_characters", 9.0),
    ("后占比", "b_share", 9.0),
    ("变化（百分点）", "change_points", 14.0),
];

fn theme_rows(comparison: &Comparison<'_>, themes: &ThemeNames) -> Vec<Row> {
    let row = |shares: &super::ThemeShares| {
        let theme = shares.theme.and_then(|theme| themes.themes.get(theme));
        let side = |(amount, share): (gongwen_write::Amount, f64)| {
            [Cell::Count(amount.paragraphs), Cell::Count(amount.characters), Cell::Share(share)]
        };
        let points = (shares.b.1 - shares.a.1) * 100.0;
        let mut cells = vec![theme.map_or(term("存疑", "unsure"), |theme| term(&theme.zh, &theme.id))];
        cells.extend([side(shares.a), side(shares.b)].concat());
        cells.push(Cell::Points(points));
        Row::of(cells)
    };
    comparison.themes.iter().map(row).collect()
}

const HEADINGS: &[(&str, &str, f64)] = &[
    ("情况", "status", 8.0),
    ("部分", "part", 8.0),
    ("前标题", "a_title", 40.0),
    ("后标题", "b_title", 40.0),
    ("相似度", "similarity", 9.0),
    ("前起", "a_start", 8.0),
    ("前止", "a_end", 8.0),
    ("后起", "b_start", 8.0),
    ("后止", "b_end", 8.0),
];

fn fate(fate: Fate) -> Cell {
    match fate {
        Fate::New => term("新增", "new"),
        Fate::Kept => term("保留", "kept"),
        Fate::Dropped => term("取消", "dropped"),
    }
}

fn heading_rows(comparison: &Comparison<'_>, places: &Places<'_>) -> Vec<Row> {
    let title = |placed: Option<PlacedHeading<'_>>| {
        placed.map_or(Cell::Empty, |placed| {
            Cell::Text(format!("{}{}", placed.heading.marker, placed.heading.title))
        })
    };
    let span = |placed: Option<PlacedHeading<'_>>| placed.map(|placed| placed.heading.span);
    let row = |found: &super::Compared<'_>| {
        let part = found.b.or(found.a).map_or(Part::Opening, |placed| placed.part);
        let similarity = match found.fate() {
            Fate::Kept => Cell::Probability(found.similarity),
            _ => Cell::Empty,
        };
        let mut cells = vec![
            fate(found.fate()),
            term(part_zh(part), part.as_str()),
            title(found.a),
            title(found.b),
            similarity,
        ];
        cells.extend(start_and_end(&places.a, span(found.a)));
        cells.extend(start_and_end(&places.b, span(found.b)));
        Row::of(cells)
    };
    comparison.headings.iter().map(row).collect()
}

const FIGURES: &[(&str, &str, f64)] = &[
    ("指标", "indicator", 24.0),
    ("状态", "status", 8.0),
    ("前数据", "a_text", 14.0),
    ("后数据", "b_text", 14.0),
    ("单位", "unit", 8.0),
    ("前数值", "a_value", 14.0),
    ("后数值", "b_value", 14.0),
    ("变化", "change", 10.0),
    ("变化（百分点）", "change_points", 10.0),
    ("所述变化", "stated", 11.0),
    ("核对", "verdict", 11.0),
    ("应在", "expected", 15.0),
    ("前起", "a_start", 8.0),
    ("前止", "a_end", 8.0),
    ("后起", "b_start", 8.0),
    ("后止", "b_end", 8.0),
];

fn figure_rows(comparison: &Comparison<'_>, places: &Places<'_>) -> Vec<Row> {
    let text = |found: InParagraph<'_>| {
        Cell::Text(found.placed.text(found.paragraph).chars().filter(|c| !c.is_whitespace()).collect())
    };
    let value = |found: InParagraph<'_>| match found.placed.figure.base_value() {
        Some(Value::Number(value)) => Cell::Number(value),
        _ => Cell::Empty,
    };
    let row = |pair: &super::FigurePair<'_>| {
        let figure = &pair.b.placed.figure;
        let (relative, points) = match pair.change {
            Some(Change::Relative(change)) => (Cell::Share(change), Cell::Empty),
            Some(Change::Points(change)) => (Cell::Empty, Cell::Number((change * 1e6).round() / 1e6)),
            Some(Change::Absolute(_)) | None => (Cell::Empty, Cell::Empty),
        };
        let stated = pair.stated.map_or(Cell::Empty, |stated| {
            let sign = if stated.is_down() { "-" } else { "+" };
            Cell::Text(format!(
                "{sign}{}",
                stated.figure.placed.text(stated.figure.paragraph).trim_start_matches('-')
            ))
        });
        let (verdict, expected) = pair.stated.map_or((Cell::Empty, Cell::Empty), |stated| verdict(&stated));
        let status =
            term(status_zh(figure.status), if figure.status == Status::Target { "target" } else { "result" });
        let mut cells = vec![
            Cell::of(pair.indicator.as_str()),
            status,
            text(pair.a),
            text(pair.b),
            figure.base_unit.as_ref().map_or(Cell::Empty, Cell::of),
            value(pair.a),
            value(pair.b),
            relative,
            points,
            stated,
            verdict,
            expected,
        ];
        cells.extend(start_and_end(&places.a, Some(pair.a.placed.span)));
        cells.extend(start_and_end(&places.b, Some(pair.b.placed.span)));
        Row { cells, marked: pair.is_contradicted() }
    };
    comparison.figures.iter().map(row).collect()
}

/// What is said of a change stated, and where it ought to lie.
fn verdict(stated: &super::Stated<'_>) -> (Cell, Cell) {
    match stated.verdict {
        Verdict::BorneOut => (term("相符", "borne-out"), Cell::Empty),
        Verdict::Contradicted { low, high } => {
            let expected = match stated.change {
                Change::Relative(_) => format!("{:.2}%至{:.2}%", low * 100.0, high * 100.0),
                Change::Points(_) => format!("{low:.2}至{high:.2}个百分点"),
                Change::Absolute(_) => format!("{low}至{high}"),
            };
            (term("不符", "contradicted"), Cell::Text(expected))
        }
        Verdict::Unchecked(why) => {
            let why = match why {
                Unchecked::Approximate => term("未核（约数）", "unchecked-approximate"),
                Unchecked::OtherBasis => term("未核（口径不同）", "unchecked-basis"),
                Unchecked::OtherReports => term("未核（不是相邻两年）", "unchecked-reports"),
                Unchecked::SeveralFigures => term("未核（不知所指）", "unchecked-several"),
            };
            (why, Cell::Empty)
        }
    }
}

const COPIED: &[(&str, &str, f64)] = &[
    ("方式", "how", 9.0),
    ("相似度", "similarity", 9.0),
    ("字数", "letters", 8.0),
    ("数据个数", "figures", 9.0),
    ("所在标题", "path", 30.0),
    ("正文", "text", 80.0),
    ("前起", "a_start", 8.0),
    ("前止", "a_end", 8.0),
    ("后起", "b_start", 8.0),
    ("后止", "b_end", 8.0),
];

fn copied_rows(comparison: &Comparison<'_>, places: &Places<'_>) -> Vec<Row> {
    let row = |copied: &super::Copied<'_>| {
        let how =
            if copied.is_verbatim() { term("逐字", "verbatim") } else { term("大体相同", "nearly") };
        let text = copied.paragraph.text.get(copied.text.clone()).unwrap_or_default();
        let mut cells = vec![
            how,
            Cell::Probability(copied.similarity),
            Cell::Count(copied.letters),
            Cell::Count(copied.figures),
            Cell::Text(copied.paragraph.path.join(" › ")),
            Cell::of(text.trim()),
        ];
        cells.extend(start_and_end(&places.a, Some(copied.of_span)));
        cells.extend(start_and_end(&places.b, Some(copied.span)));
        Row { cells, marked: copied.is_verbatim() && copied.figures > 0 }
    };
    comparison.copied.iter().map(row).collect()
}
