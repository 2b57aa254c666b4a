//! Puts together what the parts of the crate find about each quantity.

use std::ops::Range;

use crate::glyphs::Glyphs;
use crate::indicator::Around;
use crate::scan::{Quantity, quantities};
use crate::table::Cell;
use crate::unit::Kind;
use crate::words::Words;
use crate::zones::Zones;
use crate::{Figure, Role, Sign, Status, Value, approx, period, role, status};

/// What is known of a text beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting<'t> {
    /// Whether the text is a plan, so that its figures are targets where nothing else is said.
    pub plan: bool,
    /// The unit that stands above a table (`万元` of `单位：万元`), for cells that name none.
    pub table_unit: Option<&'t str>,
}

/// What was found of a quantity, in characters.
struct Draft {
    indicator: Option<Range<usize>>,
    /// Whether the clause itself names the indicator.
    own: bool,
    /// Whether the indicator stands behind the number.
    noun_behind: bool,
    role: Role,
    sign: Option<Sign>,
    status: Status,
    period: Option<Range<usize>>,
    clause: Range<usize>,
    sentence: Range<usize>,
    of_which: Option<usize>,
    /// Whether it is a change in points.
    is_gap: bool,
}

/// Reads the figures of a text, in order, without overlap.
///
/// ```
/// use gongwen_figures::{Role, Setting, Value, figures};
///
/// let text = "1-9月完成固定资产投资12.6亿元，同比增长8.4%，增速位列全市第三。";
/// let found = figures(text, &Setting::default());
/// let words: Vec<_> = found.iter().map(|figure| &text[figure.span.clone()]).collect();
/// assert_eq!(words, ["12.6亿元", "8.4%", "全市第三"]);
/// assert_eq!(found[1].role, Role::Change);
/// assert_eq!(found[2].value, Value::Number(3.0));
/// assert!(found.iter().all(|figure| &text[figure.indicator.clone().unwrap()] == "固定资产投资"));
/// ```
pub fn figures(text: &str, setting: &Setting<'_>) -> Vec<Figure> {
    let glyphs = Glyphs::of(text);
    let zones = Zones::of(&glyphs);
    let quantities = quantities(&glyphs, &zones, setting.table_unit);
    if quantities.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader { text: &glyphs, zones: &zones, quantities: &quantities, drafts: Vec::new() };
    let mut times: (Range<usize>, Vec<Range<usize>>) = (0..0, Vec::new());
    for (index, quantity) in quantities.iter().enumerate() {
        let sentence = zones.sentence(&glyphs, quantity.range.start);
        if times.0 != sentence {
            times = (sentence.clone(), period::periods(&glyphs, sentence.clone()));
        }
        let draft = reader.draft(index, quantity, sentence, &times.1, setting);
        reader.drafts.push(draft);
    }
    let spans: Vec<Range<usize>> =
        quantities.iter().map(|quantity| glyphs.bytes(quantity.range.clone())).collect();
    let drafts = reader.drafts;
    let of = |(quantity, draft): (&Quantity, Draft)| Figure {
        span: glyphs.bytes(quantity.range.clone()),
        value: quantity.value,
        unit: quantity.unit.as_ref().map(|unit| printed(&unit.name)),
        base_unit: quantity.unit.as_ref().map(|unit| unit.base.clone()),
        factor: quantity.unit.as_ref().map_or(1.0, |unit| unit.factor),
        approx: approx::of(&glyphs, quantity),
        indicator: draft.indicator.map(|phrase| glyphs.bytes(phrase)),
        period: draft.period.map(|time| glyphs.bytes(time)),
        role: draft.role,
        sign: draft.sign,
        status: draft.status,
        of_which: draft.of_which.map(|whole| spans[whole].clone()),
    };
    quantities.iter().zip(drafts).map(of).collect()
}

/// A unit as it is told: 成 was counted as %.
fn printed(unit: &str) -> String {
    match unit {
        "成" | "个%" | "%o" => "%".to_owned(),
        unit => unit.to_owned(),
    }
}

/// What opens a part of what was told before.
static OF_WHICH: Words = Words::new("其中");

impl Draft {
    /// Whether changes and ranks behind it may speak of the same thing: it has a name of its own, and is neither
    /// a rank nor a share.
    fn is_subject(&self) -> bool {
        match self.role {
            Role::Level => true,
            Role::Change => self.own && !self.is_gap,
            Role::Share | Role::Rank => false,
        }
    }
}

struct Reader<'a> {
    text: &'a Glyphs,
    zones: &'a Zones,
    quantities: &'a [Quantity],
    /// Of the quantities so far.
    drafts: Vec<Draft>,
}

impl Reader<'_> {
    fn draft(
        &self,
        index: usize,
        quantity: &Quantity,
        sentence: Range<usize>,
        times: &[Range<usize>],
        setting: &Setting<'_>,
    ) -> Draft {
        if let Some(cell) = &quantity.cell {
            return self.of_cell(quantity, cell, sentence, setting);
        }
        let Range { start, end } = quantity.range;
        let clause = self.zones.clause(self.text, start);
        let earlier = self.drafts.last().zip(index.checked_sub(1).map(|before| &self.quantities[before]));
        let earlier = earlier.filter(|(_, before)| before.range.end > clause.start);
        let floor = earlier.map_or(clause.start, |(draft, before)| {
            let noun = draft.indicator.as_ref().filter(|_| draft.noun_behind).map(|noun| noun.end);
            noun.unwrap_or(0).max(approx::end(self.text, before.range.end)).min(start)
        });
        let next = self.quantities.get(index + 1).map(|next| next.range.start);
        let next = next.filter(|&next| next <= clause.end.max(end));
        let around = Around {
            text: self.text,
            quantity,
            before: floor..start,
            behind: end..next.unwrap_or(clause.end).max(end),
            meets_next: next.is_some(),
            follows: earlier.is_some_and(|(_, before)| before.range.end == floor),
            times,
        };
        let listed = self.same_as_before(index, floor, start, quantity);
        let (role, sign) = if quantity.rank {
            (Role::Rank, None)
        } else {
            match listed {
                Some(before) => (before.role, before.sign),
                None => role::of(self.text, quantity, floor..start, clause.start),
            }
        };
        let own = around.own(role);
        let is_own = own.is_some();
        let indicator = listed
            .and_then(|before| before.indicator.clone())
            .or(own)
            .or_else(|| self.chained(index, &clause))
            .or_else(|| self.inherited(index, quantity, role, &clause, &sentence, times))
            .or_else(|| around.deed(role));
        let noun_behind = indicator.as_ref().is_some_and(|phrase| phrase.start >= end);
        let of_which = self.whole(quantity, &clause, &sentence, role);
        Draft {
            own: is_own,
            noun_behind,
            role,
            sign,
            status: status::of(self.text, &quantity.range, &clause, &sentence, setting),
            period: period::governing(times, start, &clause),
            indicator,
            clause,
            sentence,
            of_which,
            is_gap: quantity.kind() == Some(Kind::Point),
        }
    }

    /// A number in a table: its row and column say what it is.
    fn of_cell(
        &self,
        quantity: &Quantity,
        cell: &Cell,
        sentence: Range<usize>,
        setting: &Setting<'_>,
    ) -> Draft {
        let relative = quantity.is_relative();
        let changes =
            relative && self.text.has(cell.head.clone(), &["同比", "增", "±", "降", "较", "比上年"]);
        let falls = matches!(quantity.value, Value::Number(value) if value < 0.0)
            || self.text.has(cell.head.clone(), &["降"]);
        let (role, sign) = match () {
            () if quantity.rank => (Role::Rank, None),
            () if changes => (Role::Change, Some(if falls { Sign::Down } else { Sign::Up })),
            () if relative => (Role::Share, None),
            () => (Role::Level, None),
        };
        let aimed = setting.plan || self.text.has(cell.head.clone(), &["目标", "计划", "任务"]);
        let shared = self.text.has(cell.head.clone(), &["完成", "占"]);
        Draft {
            indicator: Some(cell.indicator.clone()),
            own: true,
            noun_behind: false,
            role,
            sign,
            status: if aimed && !shared { Status::Target } else { Status::Result },
            period: period::periods(self.text, cell.head.clone()).into_iter().next(),
            clause: quantity.range.clone(),
            sentence,
            of_which: None,
            is_gap: false,
        }
    }

    /// The figure before, where this one goes on a list with it: 分别增长8%、9%.
    fn same_as_before(
        &self,
        index: usize,
        floor: usize,
        start: usize,
        quantity: &Quantity,
    ) -> Option<&Draft> {
        let before = self.quantities.get(index.checked_sub(1)?)?;
        let joined = floor == before.range.end
            && matches!(self.text.of_range(floor..start), ['、' | '和' | '与' | '及'] | ['以', '及']);
        (joined && before.kind() == quantity.kind() && quantity.is_relative())
            .then(|| self.drafts.last())
            .flatten()
    }

    /// The noun behind the last of several quantities in a row: 23宗、593亩重点地块.
    fn chained(&self, index: usize, clause: &Range<usize>) -> Option<Range<usize>> {
        let mut at = index;
        while let Some(next) = self.quantities.get(at + 1) {
            let end = self.quantities[at].range.end;
            let joined =
                next.range.start == end || matches!(self.text.of_range(end..next.range.start), ['、']);
            if !joined || next.range.start >= clause.end {
                break;
            }
            at += 1;
        }
        if at == index {
            return None;
        }
        let last = &self.quantities[at];
        let next = self.quantities.get(at + 1).map(|next| next.range.start).filter(|&next| next < clause.end);
        let around = Around {
            text: self.text,
            quantity: last,
            before: last.range.start..last.range.start,
            behind: last.range.end..next.unwrap_or(clause.end).max(last.range.end),
            meets_next: next.is_some(),
            follows: false,
            times: &[],
        };
        around.own(Role::Level)
    }

    /// The indicator of an earlier figure that this one says more of, or of the words before its clause.
    fn inherited(
        &self,
        index: usize,
        quantity: &Quantity,
        role: Role,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        times: &[Range<usize>],
    ) -> Option<Range<usize>> {
        /// Figures of one sentence that are looked back on.
        const BACK: usize = 64;
        let here: Vec<&Draft> =
            self.drafts.iter().rev().take(BACK).take_while(|draft| draft.sentence == *sentence).collect();
        let relative = matches!(role, Role::Change | Role::Rank);
        let found = match quantity.kind() {
            // A change in points is one of a share.
            Some(Kind::Point) => here.iter().find(|draft| matches!(draft.role, Role::Level | Role::Share)),
            _ if relative => here.iter().find(|draft| draft.is_subject()).or_else(|| here.first()),
            _ => here.first().filter(|draft| draft.clause == *clause),
        };
        if let Some(draft) = found {
            return draft.indicator.clone();
        }
        let lead = self.lead(clause, sentence, times, index);
        lead.or_else(|| here.first().and_then(|draft| draft.indicator.clone()))
    }

    /// The words before the clause that name what it is about: the clause before it, or a short sentence.
    fn lead(
        &self,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        times: &[Range<usize>],
        index: usize,
    ) -> Option<Range<usize>> {
        /// Characters of the longest sentence that is a title.
        const TITLE: usize = 24;
        let last = index.checked_sub(1).map_or(0, |before| self.quantities[before].range.end);
        let before = clause.start.checked_sub(2)?;
        let lead = if clause.start > sentence.start {
            self.zones.clause(self.text, before)
        } else {
            Some(self.zones.sentence(self.text, before)).filter(|lead| lead.len() <= TITLE)?
        };
        if lead.start < last || lead.end > clause.start {
            return None;
        }
        let around = Around {
            text: self.text,
            quantity: &self.quantities[index],
            before: lead.clone(),
            behind: lead.end..lead.end,
            meets_next: false,
            follows: false,
            times,
        };
        around.own(Role::Rank)
    }

    /// The figure that a figure behind 其中 is part of.
    fn whole(
        &self,
        quantity: &Quantity,
        clause: &Range<usize>,
        sentence: &Range<usize>,
        role: Role,
    ) -> Option<usize> {
        if role != Role::Level {
            return None;
        }
        let mark = self.text.last(sentence.start..quantity.range.start, &OF_WHICH)?;
        let part = self.text.of_range(mark.end..clause.start.max(mark.end));
        if part.contains(&';') && !self.text.starts(clause.start, "其中") {
            return None;
        }
        let unit = quantity.unit.as_ref()?;
        let alike = |&index: &usize| {
            let other = self.quantities[index].unit.as_ref();
            self.drafts[index].role == Role::Level && other.is_some_and(|other| other.base == unit.base)
        };
        let before =
            (0..self.drafts.len()).rev().filter(|&index| self.quantities[index].range.end <= mark.start);
        before.take_while(|&index| self.drafts[index].sentence == *sentence).find(alike)
    }
}
