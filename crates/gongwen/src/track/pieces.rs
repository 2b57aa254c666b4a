//! What is planned in one report, and what another tells of: clauses with their figures and titles.

use gongwen_figures::{Figure, Setting, Status, figures};
use gongwen_parse::{Document, Part, Report};
use gongwen_write::Stretch;

use super::clauses::{Clause, clauses};

/// A clause of a report with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) stretch: Stretch<'a>,
    clause: Clause,
    /// The figures in it, in order; places are those of the paragraph's text.
    pub(super) figures: Vec<Figure>,
}

impl<'a> Piece<'a> {
    pub(super) fn text(&self) -> &'a str {
        self.stretch.text()
    }

    /// The titles it stands under, the report's part aside.
    pub(super) fn titles(&self) -> String {
        let path = self.stretch.paragraph.path.iter().skip(1).map(String::as_str);
        self.title().into_iter().chain(path).collect()
    }

    /// The sentence it stands in, with the title before.
    pub(super) fn around(&self) -> String {
        let sentence = &self.stretch.paragraph.text[self.clause.sentence.clone()];
        self.title().into_iter().chain([sentence]).collect()
    }

    /// Whether the two stand in one sentence.
    pub(super) fn in_sentence_of(&self, other: &Self) -> bool {
        std::ptr::eq(self.stretch.paragraph, other.stretch.paragraph)
            && self.clause.sentence == other.clause.sentence
    }

    fn title(&self) -> Option<&'a str> {
        self.stretch.paragraph.text.get(self.clause.title.clone()?)
    }
}

/// The things planned for the year to come: clauses of the plan that name an aim.
pub(super) fn planned<'a>(document: &'a Document, report: &'a Report) -> Vec<Piece<'a>> {
    let year = report.period.and_then(|period| period.plan_year());
    let mut planned = pieces(document, report, |part, of| {
        part == Part::Plan && (of.is_none() || year.is_none() || of == year)
    });
    planned.retain(|piece| !is_idle(piece));
    planned
}

/// What a report tells of its year: results, and problems that own up to what was not reached.
pub(super) fn reported<'a>(document: &'a Document, report: &'a Report) -> Vec<Piece<'a>> {
    let mut reported = pieces(document, report, |part, _| part != Part::Plan);
    reported.retain(|piece| !is_heading(piece));
    reported
}

fn pieces<'a>(
    document: &'a Document,
    report: &'a Report,
    wanted: impl Fn(Part, Option<u16>) -> bool,
) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for paragraph in report.paragraphs() {
        if paragraph.repeats.is_some() || !wanted(paragraph.part, paragraph.year) {
            continue;
        }
        let places = document.places(paragraph);
        let setting = Setting { plan: paragraph.part == Part::Plan, ..Setting::default() };
        let told = figures(&paragraph.text, &setting);
        for clause in clauses(paragraph) {
            let within = |figure: &&Figure| {
                clause.range.start <= figure.span.start && figure.span.end <= clause.range.end
            };
            let figures = told.iter().filter(|figure| within(figure)).cloned();
            let stretch =
                Stretch { paragraph, range: clause.range.clone(), span: places.span(clause.range.clone()) };
            pieces.push(Piece { stretch, figures: figures.collect(), clause });
        }
    }
    pieces
}

/// Whether a clause of a plan only speaks about the plan: to whom, in what times, under whose guidance.
fn is_idle(piece: &Piece<'_>) -> bool {
    const ADDRESS: [&str; 6] = ["各位代表", "同志们", "各位委员", "让我们", "现将", "特此"];
    const SITUATION: [&str; 9] = [
        "之年",
        "开局年",
        "关键期",
        "关键时期",
        "重要时期",
        "总体要求是",
        "总体思路是",
        "总的要求是",
        "指导思想",
    ];
    const FRAMES: [(&str, &str); 13] = [
        ("在", "下"),
        ("以", "为中心"),
        ("以", "为引领"),
        ("以", "为目标"),
        ("以", "为主题"),
        ("以", "为主线"),
        ("以", "为导向"),
        ("以", "为抓手"),
        ("以", "为重点"),
        ("为", "而努力奋斗"),
        ("为", "努力奋斗"),
        ("为实现", "目标"),
        ("向", "要效益"),
    ];
    const ANNOUNCES: [&str; 8] = ["是", "如下", "工作", "要求", "目标", "任务", "方面", "重点"];
    let text = piece.text();
    let counts = piece.figures.iter().any(|figure| figure.status == Status::Target);
    let behind = piece.stretch.paragraph.text[piece.stretch.range.end..].chars().next();
    let announces = behind == Some('：') && ANNOUNCES.iter().any(|word| text.ends_with(word));
    let says = |list: &[&str]| list.iter().any(|word| text.contains(word));
    let frame = |(start, end): &(&str, &str)| text.starts_with(start) && text.ends_with(end);
    announces
        || FRAMES.iter().any(|words| frame(words) && !counts)
        || ADDRESS.iter().any(|word| text.starts_with(word))
        || !counts && (says(&SITUATION) || text.starts_with("坚持以") && text.ends_with("为指导"))
        || is_heading(piece)
}

/// Whether a clause is the paragraph's run-in heading, with text behind it that tells more.
fn is_heading(piece: &Piece<'_>) -> bool {
    let paragraph = piece.stretch.paragraph;
    let Some(heading) = paragraph.path.last() else { return false };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let heading = letters(heading);
    // Its number stands before it.
    let most = heading.len() + "（十一）".len();
    let mut start = String::new();
    for c in paragraph.text[..piece.stretch.range.end].chars().filter(|c| c.is_alphanumeric()) {
        start.push(c);
        if start.len() > most {
            return false;
        }
    }
    let mut behind = paragraph.text[piece.stretch.range.end..].chars().filter(|c| c.is_alphanumeric());
    let goes_on = behind.nth(1).is_some();
    let marker = letters(&paragraph.marker);
    let own = letters(piece.text());
    let own = own.strip_prefix(marker.as_str()).unwrap_or(&own);
    !heading.is_empty() && goes_on && heading.contains(own) && start.ends_with(own)
}
