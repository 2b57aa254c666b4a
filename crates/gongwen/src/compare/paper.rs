//! Comparisons as a paper: tables of themes, headings and figures, and the passages copied.

use gongwen_write::{Paper, PaperBlock, Table, ThemeNames};

use super::tables::sheets;
use super::{Comparison, Fate};

/// The paper of some comparisons, one behind the other.
pub fn paper(comparisons: &[Comparison<'_>], themes: &ThemeNames) -> Paper {
    Paper { blocks: comparisons.iter().flat_map(|comparison| blocks(comparison, themes)).collect() }
}

fn blocks(comparison: &Comparison<'_>, themes: &ThemeNames) -> Vec<PaperBlock> {
    let sheets = sheets(comparison, themes);
    let (a, b) = comparison.labels();
    let heading = |text: &str| PaperBlock::Heading { level: 1, text: text.to_owned() };
    let note = |text: String| PaperBlock::Note(text);
    let heads = heads(comparison);
    // Behind its label every column says of which report it is.
    let table = |sheet: &Table, keys: &[&str]| {
        let mut table = sheet.only(keys);
        for column in &mut table.columns {
            let named = [("前", &heads.0), ("后", &heads.1)].into_iter().find_map(|(word, label)| {
                let rest = column.name.strip_prefix(word)?;
                Some(format!("{label}{rest}"))
            });
            column.name = named.unwrap_or_else(|| column.name.clone());
        }
        PaperBlock::Table(table)
    };

    let unit =
        comparison.b.report.unit.as_deref().filter(|_| heads != comparison.labels()).unwrap_or_default();
    let title = format!("{unit}{}与{}报告对比", heads.0, heads.1);
    let mut blocks = vec![PaperBlock::Title(title), PaperBlock::Subtitle(summary(comparison))];
    blocks.push(heading("一、主题占比"));
    blocks.push(table(&sheets.themes, &["theme", "a_share", "b_share", "change_points"]));
    blocks.push(heading("二、标题变化"));
    if comparison.headings.is_empty() {
        blocks.push(note("两份报告都没有标题。".to_owned()));
    } else {
        blocks.push(table(&sheets.headings, &["status", "a_title", "b_title"]));
    }
    blocks.push(heading("三、同指标数据"));
    if comparison.figures.is_empty() {
        blocks.push(note("没有找到两份报告都给出的同一指标。".to_owned()));
    } else {
        let keys =
            ["indicator", "a_text", "b_text", "change", "change_points", "stated", "verdict", "expected"];
        blocks.push(table(&without_empty(&sheets.figures), &keys));
        if comparison.contradicted() > 0 {
            let why =
                "“不符”：按两份报告印出的数字（计入四舍五入）算不出所述变化，请核对；上年数可能已经调整。";
            blocks.push(note(why.to_owned()));
        }
    }
    blocks.push(heading("四、沿用的文字"));
    if comparison.copied.is_empty() {
        blocks.push(note("没有找到沿用的段落。".to_owned()));
    }
    for copied in &comparison.copied {
        let text = copied.paragraph.text.get(copied.text.clone()).unwrap_or_default();
        blocks.push(PaperBlock::Body { run_in: None, text: text.trim().to_owned() });
        let how = if copied.is_verbatim() {
            "逐字相同".to_owned()
        } else {
            format!("大体相同，相似度{:.2}", copied.similarity)
        };
        let figures =
            if copied.figures > 0 { format!("，含{}个数", copied.figures) } else { String::new() };
        let path = |path: &[String]| if path.is_empty() { "开头".to_owned() } else { path.join(" › ") };
        let (here, there) = (path(&copied.paragraph.path), path(&copied.of.path));
        blocks.push(note(format!("（{how}，{}字{figures}；{b}：{here}；{a}：{there}）", copied.letters)));
    }
    blocks
}

/// What the columns of the two reports are called: by the year, where that tells them apart.
fn heads(comparison: &Comparison<'_>) -> (String, String) {
    let (a, b) = (&comparison.a, &comparison.b);
    match a.year().zip(b.year()) {
        Some((before, after)) if before != after && a.report.unit == b.report.unit => {
            (format!("{before}年"), format!("{after}年"))
        }
        _ => comparison.labels(),
    }
}

/// The table without columns that no row fills.
fn without_empty(table: &Table) -> Table {
    let filled = |column: usize| {
        table.rows.iter().any(|row| row.cells.get(column) != Some(&gongwen_write::Cell::Empty))
    };
    let keys: Vec<&str> = table
        .columns
        .iter()
        .enumerate()
        .filter(|&(at, _)| filled(at))
        .map(|(_, column)| column.key.as_str())
        .collect();
    table.only(&keys)
}

fn summary(comparison: &Comparison<'_>) -> String {
    let mut told = vec![
        format!(
            "标题：新增{}，保留{}，取消{}",
            comparison.fared(Fate::New),
            comparison.fared(Fate::Kept),
            comparison.fared(Fate::Dropped)
        ),
        format!("同指标数据{}组", comparison.figures.len()),
    ];
    if comparison.contradicted() > 0 {
        told.push(format!("与所述变化不符{}组", comparison.contradicted()));
    }
    told.push(format!("逐字沿用{:.1}%", comparison.copied_share() * 100.0));
    told.join("；")
}
