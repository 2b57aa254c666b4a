//! What a heading or the opening words of a paragraph say of their part.

use super::title;
use crate::numerals;
use crate::pattern::{Pattern, pattern};
use crate::text_util::{ends_sentence, letters, letters_to};
use crate::{Part, Period};

/// What a heading says about the text under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vote {
    One(Part),
    /// Problems first, then what is to be done about them.
    Mixed,
    /// What was worked on or is to be, as the sections around tell (`重点工作`).
    Task,
}

/// What a heading's title says, its year before words that may be said of both.
pub(super) fn vote(title: &str, period: Option<&Period>) -> Option<Vote> {
    sure(title).or_else(|| year_vote(title, period)).or_else(|| likely(title))
}

/// What the words of a title say whatever the year.
pub(super) fn sure(title: &str) -> Option<Vote> {
    let problem = names_problems(title);
    let plan = pattern!(
        r"(?x) <plan-anywhere> | <ahead> | <second-half> | 未来[<numeral>\d]{1,2}年 | <plan-at-end>$ | 意见建议 | 工作建议$"
    )
    .is_match(title);
    let done = pattern!(r"<summary>|<state>|<result>|(?:落实|推进|基本|整改)情况|特色做法").is_match(title);
    match (done, problem, plan) {
        (_, true, true) => Some(Vote::Mixed),
        (_, true, false) if likely(title) == Some(Vote::One(Part::Plan)) => Some(Vote::Mixed),
        (_, true, false) => Some(Vote::One(Part::Problem)),
        (true, _, _) if !pattern!("<plan-anywhere>|下一?步").is_match(title) => {
            Some(Vote::One(Part::Done))
        }
        (_, _, true) => Some(Vote::One(Part::Plan)),
        _ => None,
    }
}

/// Whether a title names problems and not what is done about them (`补短板`, `问题整改情况`).
fn names_problems(title: &str) -> bool {
    let problem = pattern!(
        r"(?x) (?:<problem>|<weak-point>)(?:之处|方面)?(?:及|和|与|、|$) | <problem>(?:和|及|与)?(?:原因|分析)
        | ^存在 | ^面临的?(?:主要|突出)?<trouble> | 问题(?:和|及|与)?(?:整改|短板)"
    );
    let remedy = pattern!(
        r"(?:<remedy>)[^，、；]*(?:<problem>|<weak-point>)|[强固]弱项|整改(?:落实|完成|进展|推进)*情况"
    );
    pattern!("<waiting>的(?:主要|突出)?(?:<trouble>|地方|方面|环节)").is_match(title)
        || problem.is_match(title) && (!remedy.is_match(title) || title.starts_with("存在"))
}

/// The last of several years is the one planned for; so is any year after the one done. Five years' plans
/// that begin behind the year done are planned.
fn year_vote(title: &str, period: Option<&Period>) -> Option<Vote> {
    let period = period?;
    if let Some(&year) = title::years(title).last() {
        let plan = match (period.done, period.plan) {
            (Some(done), Some(plan)) if done == plan && year == done => return None,
            (_, Some(plan)) => year >= plan,
            (done, None) => Some(year) > done,
        };
        return Some(Vote::One(if plan { Part::Plan } else { Part::Done }));
    }
    let ordinal = pattern!(r"十([<digit>])五").captures(title)?;
    let first = 2001 + 5 * numerals::value(&ordinal[1])? as u16;
    (Some(first) > period.done_year()).then_some(Vote::One(Part::Plan))
}

/// What the words of a title say where no year speaks against it.
fn likely(title: &str) -> Option<Vote> {
    let reached = pattern!("完成|实现|超额|推进|落实").is_match(title);
    if pattern!(r"(?:工作|年)(?:目标|任务|举措)$|<task>(?:$|[和及与暨、])|<direction>$").is_match(title)
        && !reached
    {
        Some(Vote::One(Part::Plan))
    } else if pattern!(r"^[^，、]{0,6}(?:(?:重点|主要)工作(?:$|[和及与暨、])|工作重点$)").is_match(title)
        && !reached
    {
        Some(Vote::Task)
    } else if pattern!(r"主要(?:做法|工作)").is_match(title) {
        Some(Vote::One(Part::Done))
    } else {
        None
    }
}

/// Whether a title surely closes a plan: 工作回顾, but not 攻坚战取得决定性进展.
pub(super) fn looks_back(title: &str) -> bool {
    pattern!("<summary>|<state>|情况").is_match(title) || !title::years(title).is_empty()
}

/// Whether a title speaks of a time to come, or of what is thought of for it.
pub(super) fn looks_ahead(title: &str) -> bool {
    pattern!("<ahead>|<plan-anywhere>|<second-half>").is_match(title) || !title::years(title).is_empty()
}

/// What the opening words of a paragraph say, where they turn from one part to another.
pub(super) fn wording(text: &str, period: Option<&Period>) -> Option<Part> {
    if pattern!(
        r"^(?:[^，。：:]{0,8}整改(?:落实|完成|进展)?(?:情况|成效|结果|措施|举措|进展|落实)?|完成情况)[：:]"
    )
    .is_match(text)
    {
        return Some(Part::Done);
    }
    // Nothing tells of problems without one of these words.
    let wanting =
        pattern!("<trouble>|<weakness>|<problem>|<shortcoming>|<difficulty>|不足|距离|的(?:地方|方面|环节)");
    if wanting.is_match(text) && (tells_problems(opening(text)) || mostly_problems(text)) {
        return Some(Part::Problem);
    }
    let named = title::years(turn_to_plan(text)?);
    let last = period.and_then(|period| period.plan.or(period.done));
    let past = named.last().is_some_and(|&year| Some(year) < last);
    (!past).then_some(Part::Plan)
}

/// The words at the head of a text that turn to what is to come, maybe behind a short clause.
fn turn_to_plan(text: &str) -> Option<&str> {
    /// Characters of the clause.
    const CLAUSE: usize = 8;
    // The last comma is tried first, and none behind a full-width comma or a stop.
    let mut starts = vec![0];
    for (at, c) in text.char_indices().take(CLAUSE + 1) {
        if matches!(c, '，' | ',' | '。') {
            starts.push(at + c.len_utf8());
        }
        if matches!(c, '，' | '。') {
            break;
        }
    }
    let turn = pattern!(
        r"(?x)^(?: <ahead> | 接下来 | <second-half>[，,](?:我|将|要) | 针对(?:上述|以上|这些|存在的)问题
        | (?:<year>|<han-year>年)[，,][^。]{0,24}(?:<resolve>|[^主重需必]要) )"
    );
    starts.into_iter().rev().find_map(|start| Some(&text[..start + turn.find(&text[start..])?.end()]))
}

/// The opening words of a text.
fn opening(text: &str) -> &str {
    const CHARACTERS: usize = 120;
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// Whether the head of a paragraph turns to problems: it says that there are some, or that the author
/// knows well, and of what.
fn tells_problems(head: &str) -> bool {
    let remedied = pattern!(r"^(?:针对|对照|围绕|聚焦)[^，。]*存在的?(?:主要)?<shortcoming>[，,]");
    let told = [
        pattern!("(?:但|然而|同时)[^。]{0,30}(?:存在|面临)[^。]{0,40}<problem>"),
        pattern!(
            r"(?x)^[^。]{0,20}。[^。]{0,30}(?:(?:清醒|清楚|客观|冷静)地?|[也还](?:要|必须|应)?|更要)(?:认识|看|意识)到
            [^。]{0,100}(?:<trouble>|<weakness>)"
        ),
        pattern!("存在(?:的|以下|一些|不少|如下)?(?:主要)?<shortcoming>(?:和不足)?[:：，,。]"),
        pattern!("(?:问题|不足)(?:和不足)?[，,]?主要(?:表现)?(?:在|是|有)"),
    ];
    let may_tell = pattern!("存在|面临|<noticed>|主要");
    (may_tell.is_match(head) && any(&told, head) || turns(head)) && !remedied.is_match(head)
}

/// Whether an author says at a sentence's beginning to know well what is wanting.
fn knows_problems(sentence: &str) -> bool {
    let knows = [
        // 我们也清醒地看到，管网老旧
        pattern!(
            r"(?x)^[^。]{0,30}(?:(?:清醒|清楚|客观|冷静)地?|[也还](?:要|必须|应)?|更要|必须|应当)(?:认识|看|意识)到
            [^。]{0,100}(?:<trouble>|<weakness>)"
        ),
        pattern!("^[^。]{0,30}(?:清醒|清楚)地?知道[^。]{0,100}(?:<trouble>|<weakness>)"),
        // 我们深知，服务中仍有盲点
        pattern!(
            r"(?x)^[^。]{0,30}(?:(?:深刻|深深|深切)地?(?:认识|意识|感受|体会)到|深知|坦言)
            [^。]{0,100}(?:[仍还尚](?:然|旧)?(?:存在|面临|有|是)[^，。；]{0,12}<trouble>|<trouble><stands-out>|<weakness>)"
        ),
        // 必须正视面临的挑战
        pattern!(
            r"(?x)^[^。]{0,40}[要须当应也还更](?:清醒|坦诚|客观|勇于|敢于)?(?:地)?(?:正视|直面)
            (?:当前|发展|工作|前进|自身|我们|面临|存在|中|所|的)*(?:<trouble>)+[^，。：:]{0,2}[，,：:。]"
        ),
        pattern!("^[^。]{0,20}(?:坦诚|坦然)面对(?:自身)?(?:的)?<trouble>"),
    ];
    pattern!("<noticed>").is_match(sentence) && any(&knows, sentence)
}

/// Whether a sentence turns to problems with its opening words.
fn turns(sentence: &str) -> bool {
    let says = [
        // 不足之处：…
        pattern!(
            r"(?x)^(?:主要|突出|存在|当前|目前|反馈|工作|我们|面临|中|还|的|一些|以下)*<trouble>(?:[和与及、]?<trouble>)*
            (?:之处|方面|表现|描述)?(?:[<numeral>\d]{1,2}|[（(][<numeral>\d]{1,2}[）)])?(?:主要)?(?:有|是|如下)?[：:]"
        ),
        pattern!("^[^。：:]{0,20}[仍还尚也]有[^，。：:]{0,10}<trouble>[：:]"),
        pattern!("^(?:需要|有待)(?:改进|解决|加强)的(?:地方|方面|环节)[^，。]{0,4}[：:]"),
        // 问题和不足也不容忽视
        pattern!("^(?:[^。面针]{0,40}[，,、和与及但])?[^，。面针]{0,12}<trouble>[^，。]{0,6}<stands-out>"),
        // 但离群众期盼还有较大距离
        pattern!(
            "^[^。]{0,30}[但离与同距比照][^。]{0,40}[仍还尚](?:然|旧)?[^，。；]{0,8}(?:<difficulty>|<shortcoming>|距离)"
        ),
        // 当前还存在一些短板
        pattern!(
            r"(?x)^(?:[^，。]{2,8}[，,])?
            (?:但|不过|然而|同时|与此同时|当然|此外|另外|当前|目前|对照|虽然|尽管|工作|各项工作)[^。]{0,40}
            [仍还尚也](?:然|旧)?(?:存在|面临|暴露出|有)[^。]{0,40}<trouble>"
        ),
    ];
    pattern!("[：:仍还尚也]|<stands-out>").is_match(sentence) && any(&says, sentence)
        || knows_problems(sentence)
}

/// Whether any of these patterns matches.
fn any(patterns: &[&Pattern], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}

/// Whether most of a paragraph tells of problems: from the sentence that turns to them on, or in clause
/// after clause.
fn mostly_problems(text: &str) -> bool {
    if turns_to_known_problems(text) {
        return true;
    }
    const FEWEST: usize = 3;
    let clauses =
        || text.split(['，', ',', '；', ';', '。', '：']).filter(|clause| letters_to(clause, 1) > 0);
    let wanting = pattern!(
        r"<weakness>|(?:不足|<trouble>(?:<stands-out>|突出|加剧|较[大多]))$|[仍还尚][^、]{0,6}<trouble>"
    );
    let remedied = pattern!(r"\d|(?:<remedy>|面对|缓解|有效|着力|推动|加快)|[了已]");
    let waits = pattern!("<still-needed>");
    let tells =
        |clause: &&str| wanting.is_match(clause) && (!remedied.is_match(clause) || waits.is_match(clause));
    let count = clauses().filter(tells).count();
    // Where the paragraph says that there are problems, fewer clauses need to name them.
    let says = pattern!("[仍还](?:然|旧)?(?:存在|面临)[^，。；]{0,12}<trouble>").is_match(text);
    let share = if says { 4 } else { 3 };
    let enough = count >= FEWEST && count * share >= clauses().count();
    // So are two of a few clauses behind a word that turns.
    let turned = pattern!("^(?:此外|另外|但|不过|然而|同时|与此同时)").is_match(text);
    (enough || turned && count >= 2 && count * 2 >= clauses().count())
        && !pattern!("^(?:必须|要|坚持)").is_match(text)
}

/// Whether an author says in the middle of a paragraph, or before, to know well what is wanting.
fn turns_to_known_problems(text: &str) -> bool {
    if !pattern!("<noticed>").is_match(text) {
        return false;
    }
    let all = letters(text);
    let mut before = 0;
    text.split_inclusive(ends_sentence).enumerate().any(|(at, sentence)| {
        let in_first_half = (all - before) * 2 >= all;
        before += letters(sentence);
        at > 0 && in_first_half && knows_problems(opening(sentence).trim_start())
    })
}

/// Whether a paragraph tells of what is wanting, without saying so.
pub(super) fn tells_weakness(text: &str) -> bool {
    names_weakness(text)
        && !pattern!(r"^(?:<so-far>|<address>|对此|(?:对于|针对|面对)?(?:这些|上述|以上)|我们[将要必一])")
            .is_match(text)
}

/// Whether a text names what is wanting.
pub(super) fn names_weakness(text: &str) -> bool {
    pattern!("<trouble>|<weakness>").is_match(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::turn_to_plan;
    use crate::pattern::pattern;

    fn in_one_pattern(head: &str) -> Option<&str> {
        let turn = pattern!(
            r"(?x)^(?:[^，。]{0,8}[，,。])?
            (?: <ahead> | 接下来 | <second-half>[，,](?:我|将|要) | 针对(?:上述|以上|这些|存在的)问题
            | (?:<year>|<han-year>年)[，,][^。]{0,24}(?:<resolve>|[^主重需必]要) )"
        );
        turn.find(head).map(|found| found.as_str())
    }

    proptest! {
        #[test]
        fn a_turn_to_plans_is_found_clause_by_clause(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "，", ",", "。", "修渠", "总的看", "下一步", "接下来", "明年", "2024年", "二〇二四年", "将", "要", "重要",
                    "下半年", "针对以上问题", "全年修渠三十公里",
                ]),
                0..9,
            )
        ) {
            let head = parts.concat();
            prop_assert_eq!(turn_to_plan(&head), in_one_pattern(&head));
        }
    }
}
