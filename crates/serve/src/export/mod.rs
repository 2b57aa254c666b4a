//! The project as files: the writers of the command line over what holds of the project.

mod corpus;
mod corrections;
mod qdpx;

use gongwen::ReadingPage;
use gongwen::collect::collect;
use gongwen::panel::Panel;
use gongwen::review::pick;
use gongwen::settings::{AnswerSettings, GroupBy, Order, PickSettings, Query};
use gongwen::trends::FileWords;
use gongwen::write::{OutputFormat, TaggedFile, figure_writer, tables, tag_writer, write_doubtful};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::api::{Two, compared, figured, tracked};
use crate::contents::Contents;
use crate::judged::Judged;
use crate::problem::Problem;
use crate::wire::Part;
use crate::workbench::Workbench;

/// A kind of export: the file's name and the suffixes it can have.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) suffixes: &'static [&'static str],
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
    /// Parameters it cannot do without.
    pub(crate) needs: &'static [&'static str],
    write: Write,
}

/// What writes a kind: the project, what holds of it, what is asked for, and the suffix.
type Write = fn(&Project<'_>, &Options, &str) -> Result<Vec<u8>, Problem>;

/// What can be exported, in the order it is shown.
pub(crate) const KINDS: [Kind; 11] = [
    Kind {
        name: "tags",
        suffixes: &["xlsx", "csv", "jsonl", "docx", "md"],
        zh: "全部段落及其主题",
        en: "All paragraphs with their themes",
        needs: &[],
        write: tags,
    },
    Kind {
        name: "report",
        suffixes: &["html"],
        zh: "主题阅读页",
        en: "The reader's page",
        needs: &[],
        write: report,
    },
    Kind {
        name: "collect",
        suffixes: &["docx", "xlsx", "html", "md", "csv", "jsonl"],
        zh: "按主题汇编",
        en: "What all reports say of a theme",
        needs: &["theme"],
        write: collection,
    },
    Kind {
        name: "corrections",
        suffixes: &["csv", "xlsx", "jsonl"],
        zh: "更正表",
        en: "Corrections, for classify learn",
        needs: &[],
        write: corrections::write,
    },
    Kind {
        name: "corpus",
        suffixes: &["zip"],
        zh: "标注语料",
        en: "Labelled reports, for classify train",
        needs: &[],
        write: corpus::write,
    },
    Kind {
        name: "project",
        suffixes: &["qdpx"],
        zh: "质性分析项目（REFI-QDA）",
        en: "A project for QDA programs (REFI-QDA)",
        needs: &[],
        write: qdpx::write,
    },
    Kind {
        name: "figures",
        suffixes: &["xlsx", "csv", "jsonl"],
        zh: "全部数据",
        en: "All figures",
        needs: &[],
        write: figures,
    },
    Kind {
        name: "panel",
        suffixes: &["xlsx", "csv", "jsonl"],
        zh: "单位年度面板",
        en: "Units by years, parts and themes",
        needs: &[],
        write: panel,
    },
    Kind {
        name: "review",
        suffixes: &["xlsx", "csv"],
        zh: "待核段落",
        en: "Paragraphs worth a look",
        needs: &[],
        write: review,
    },
    Kind {
        name: "compare",
        suffixes: &["docx", "xlsx", "html", "md", "jsonl"],
        zh: "两份报告对比",
        en: "Two reports compared",
        needs: &["a", "b"],
        write: comparison,
    },
    Kind {
        name: "track",
        suffixes: &["xlsx", "docx", "html", "md", "csv", "jsonl"],
        zh: "计划落实情况",
        en: "A plan held against results",
        needs: &["a", "b"],
        write: tracking,
    },
];

/// What is asked for; a kind takes what it knows.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Options {
    /// Of a collection the theme or topic, by id or name; several parted by `+`. Default: all.
    pub(crate) theme: Option<String>,
    /// Of a collection the part of the reports. Default: all.
    pub(crate) part: Option<Part>,
    /// Of a collection the year that paragraphs speak of. Default: all.
    pub(crate) year: Option<u16>,
    /// Whether a collection takes paragraphs that have the theme beside their primary one, too. Default: no.
    pub(crate) secondary: bool,
    /// What makes a group of a collection: `unit` or `theme`. Default: `unit`.
    pub(crate) group_by: Option<String>,
    /// The order within a group: `source`, `year`, `confidence` or `length`. Default: `source`.
    pub(crate) order: Option<String>,
    /// Whether a collection keeps near-duplicates apart. Default: no.
    pub(crate) keep_duplicates: bool,
    /// Title of a collection. Default: one made of the themes' names.
    pub(crate) title: Option<String>,
    /// Whether paragraphs of several themes are collected whole. Default: by passage.
    pub(crate) whole_paragraphs: bool,
    /// Of a comparison the earlier report's id, or the plan's.
    pub(crate) a: Option<String>,
    /// Of a comparison the later report's id, or the result's.
    pub(crate) b: Option<String>,
    /// How many paragraphs worth a look at most. Default 40.
    pub(crate) count: Option<usize>,
}

/// The project and what holds of it.
pub(crate) struct Project<'b> {
    bench: &'b Workbench,
    contents: &'b Contents,
    judged: &'b Judged,
    /// The documents as people see them.
    documents: Vec<TaggedFile>,
}

/// Writes an export of this kind: its name and suffix.
pub(crate) fn write(bench: &Workbench, kind: &str, options: &Options) -> Result<Vec<u8>, Problem> {
    let missing = || Problem::missing("kind of export", kind);
    let (name, suffix) = kind.rsplit_once('.').ok_or_else(missing)?;
    let found =
        KINDS.iter().find(|kind| kind.name == name && kind.suffixes.contains(&suffix)).ok_or_else(missing)?;
    let (contents, judged) = bench.judged()?;
    let documents = judged.applied(&contents);
    let project = Project { bench, contents: &contents, judged: &judged, documents };
    (found.write)(&project, options, suffix)
}

fn format(suffix: &str) -> Result<OutputFormat, Problem> {
    OutputFormat::from_suffix(suffix).ok_or_else(|| Problem::missing("format", suffix))
}

fn tags(project: &Project<'_>, _: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let (themes, mut out) = (project.contents.answering.tagger.names(), Vec::new());
    let mut writer = tag_writer(format(suffix)?, &mut out, &themes)?;
    project.documents.iter().try_for_each(|file| writer.add(file.clone()))?;
    writer.finish()?;
    Ok(out)
}

fn report(project: &Project<'_>, _: &Options, _: &str) -> Result<Vec<u8>, Problem> {
    let tagger = &project.contents.answering.tagger;
    let (themes, mut out) = (tagger.names(), Vec::new());
    let mut page = ReadingPage::new(&mut out, &themes);
    for file in &project.documents {
        let words = FileWords::of(file, tagger.model().vectorizer.extractor());
        page.add(file.clone(), words)?;
    }
    page.finish()?;
    Ok(out)
}

fn collection(project: &Project<'_>, options: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let themes = project.contents.answering.tagger.names();
    let query = query(options, &themes)?;
    let min_confidence = AnswerSettings::default().min_confidence;
    let whole = options.whole_paragraphs;
    let files = project.documents.iter().cloned();
    let files = files.map(|file| if whole { file } else { file.by_passages(min_confidence) });
    let files: Vec<TaggedFile> = files.collect();
    let mut out = Vec::new();
    collect(&files, &query, &themes).write(format(suffix)?, &mut out, &themes)?;
    Ok(out)
}

fn query(options: &Options, themes: &gongwen::write::ThemeNames) -> Result<Query, Problem> {
    let names = options
        .theme
        .as_deref()
        .unwrap_or_default()
        .split('+')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let theme =
        |name: &str| themes.find(name).ok_or_else(|| Problem::senseless(format!("unknown theme `{name}`")));
    let group_by = match options.group_by.as_deref() {
        None | Some("unit") => GroupBy::Unit,
        Some("theme") => GroupBy::Topic,
        Some(other) => {
            return Err(Problem::senseless(format!("`{other}` makes no groups; `unit` and `theme` do")));
        }
    };
    let order = match options.order.as_deref() {
        None | Some("source") => Order::Source,
        Some("year") => Order::Year,
        Some("confidence") => Order::Confidence,
        Some("length") => Order::Length,
        Some(other) => {
            let what = format!("`{other}` is no order; `source`, `year`, `confidence` and `length` are");
            return Err(Problem::senseless(what));
        }
    };
    Ok(Query {
        themes: names.map(theme).collect::<Result<_, _>>()?,
        parts: options.part.map(Into::into).into_iter().collect(),
        years: options.year.into_iter().collect(),
        secondary: options.secondary,
        group_by,
        order,
        keep_duplicates: options.keep_duplicates,
        title: options.title.clone(),
    })
}

fn figures(project: &Project<'_>, _: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let (themes, mut out) = (project.contents.answering.tagger.names(), Vec::new());
    let mut writer = figure_writer(format(suffix)?, &mut out, &themes)?;
    project.documents.iter().try_for_each(|file| writer.add(&figured(file.clone())))?;
    writer.finish()?;
    Ok(out)
}

fn panel(project: &Project<'_>, _: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let mut panel = Panel::of_parts(Vec::new());
    project.documents.iter().for_each(|file| panel.add(&figured(file.clone())));
    let themes = project.contents.answering.tagger.names();
    let mut out = Vec::new();
    tables(format(suffix)?, &mut out, &[panel.long(&themes)])?;
    Ok(out)
}

fn review(project: &Project<'_>, options: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    let defaults = PickSettings::default();
    let settings = PickSettings { limit: options.count.unwrap_or(defaults.limit), ..defaults };
    let tagger = &project.contents.answering.tagger;
    let rows = pick(tagger, &project.contents.documents, &settings)?;
    let mut out = Vec::new();
    write_doubtful(format(suffix)?, &mut out, &rows, &tagger.names())?;
    Ok(out)
}

fn two(options: &Options) -> Result<Two, Problem> {
    let Options { a: Some(a), b: Some(b), .. } = options.clone() else {
        return Err(Problem::senseless("ids of two reports are needed: a and b"));
    };
    Ok(Two { a, b })
}

fn comparison(project: &Project<'_>, options: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    compared(project.bench, &two(options)?, format(suffix)?)
}

fn tracking(project: &Project<'_>, options: &Options, suffix: &str) -> Result<Vec<u8>, Problem> {
    tracked(project.bench, &two(options)?, format(suffix)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_there_once_and_has_a_name() {
        for (at, kind) in KINDS.iter().enumerate() {
            assert!(!kind.zh.is_empty() && !kind.en.is_empty() && !kind.suffixes.is_empty());
            assert!(KINDS[at + 1..].iter().all(|other| other.name != kind.name), "{}", kind.name);
        }
    }
}
