//! Where a title ends when no mark stands between it and the text
//! (`（二）惠企便企真招实招常态化推进驻点招商、…`).
//!
//! Every place inside the first sentence is weighed: words that open sentences behind it, words
//! that end titles before it, clauses of equal length, siblings of the same shape, and sentences
//! further on that begin alike. The weights are small whole numbers set by hand on the genre; a
//! place is believed from [`ENOUGH`] points on.

use std::collections::HashMap;

use super::headings::{first_sentence, is_title};
use super::siblings::Shapes;
use crate::Span;
use crate::text_util::{after, before, ends_sentence, is_han, letters, pattern};

/// Points from which an end is believed where no other end is known.
const ENOUGH: i32 = 4;
/// Points from which an end is believed although the first sentence itself reads like a title.
const ENOUGH_AGAINST_MARK: i32 = 7;
/// Letters a glued title may have.
const TITLE: std::ops::RangeInclusive<usize> = 4..=46;

impl Candidate {
    /// Whether the place would be believed by itself.
    pub(super) fn is_likely(&self) -> bool {
        self.points >= ENOUGH
    }
}

/// Letters of each clause of a title; siblings tend to share it.
pub(super) type Shape = Vec<usize>;

/// A place where the title may end.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    end: usize,
    pub(super) shape: Shape,
    points: i32,
    /// Whether the text behind the place opens like a sentence.
    opens: bool,
    /// Whether the title is one that reports commonly give their parts.
    names_part: bool,
    /// Whether sentences further on begin like the text behind the place.
    parallel: bool,
}

/// How often each pair of neighbouring characters stands in a text: inside a word pairs tend to
/// recur, across the end of a title they do not.
pub(super) struct Pairs(HashMap<(char, char), u32>);

impl Pairs {
    /// Counts the pairs of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut pairs = HashMap::new();
        for pair in text.chars().zip(text.chars().skip(1)) {
            *pairs.entry(pair).or_default() += 1;
        }
        Self(pairs)
    }

    /// Whether the pair around a place stands nowhere else.
    fn is_strange(&self, text: &str, place: usize) -> bool {
        let pair = before(text, place).zip(after(text, place));
        pair.is_some_and(|pair| self.0.get(&pair).is_none_or(|&count| count < 2))
    }
}

/// The letters of each clause.
pub(super) fn shape(title: &str) -> Shape {
    title.split(['，', ',', '、']).map(letters).collect()
}

/// All places worth weighing in the text behind a number.
pub(super) fn candidates(text: &str, section: Span, pairs: &Pairs) -> Vec<Candidate> {
    let inside = section.of(text);
    let first = first_sentence(inside);
    if matches!(first.mark, Some('；' | ';')) && first.end + 3 >= inside.len() {
        return Vec::new();
    }
    let sentence = &inside[..first.end];
    let sentences = short_sentences(inside);
    let mut candidates = Vec::new();
    let mut depth = 0i32;
    let mut count = 0;
    for (at, c) in sentence.char_indices() {
        let place = section.start() + at;
        let apart = before(sentence, at)
            .is_some_and(|c| is_han(c) || matches!(c, '”' | '）' | ')' | '》') || c.is_whitespace());
        if depth == 0
            && TITLE.contains(&count)
            && apart
            && !c.is_whitespace()
            && (is_han(c) || c.is_ascii_digit() || matches!(c, 'X' | 'x' | '*' | '“'))
        {
            candidates.extend(weigh(text, section, place, sentence, &sentences, pairs));
        }
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth -= 1,
            _ => {}
        }
        count += usize::from(c.is_alphanumeric());
        if count > *TITLE.end() {
            break;
        }
    }
    candidates
}

fn weigh(
    text: &str,
    section: Span,
    place: usize,
    sentence: &str,
    sentences: &[&str],
    pairs: &Pairs,
) -> Option<Candidate> {
    let title = Span::new(section.start(), place).of(text).trim_end();
    let rest = &sentence[place - section.start()..];
    let opener = opener(rest);
    let too_short = letters(rest) < if opener > 1 { 4 } else { 6 };
    // 重点工作进展, 重点工作推进情况 are one word group.
    let goes_on =
        pattern!(r"^(?:推进|开展|完成|落实|进展)?(?:情况|进展|成效)|^(?:[和与及、的])").is_match(rest);
    if too_short || goes_on || !is_title(title) {
        return None;
    }
    let tail = tail(title);
    let parallel = is_parallel(rest, sentences);
    let strange = pairs.is_strange(text, place);
    let spaced = before(text, place).is_some_and(char::is_whitespace);
    if opener == 0 && tail < 3 && !parallel && !(tail > 0 && (spaced || strange)) {
        return None;
    }
    let shape = shape(title);
    let mut points = opener + tail;
    points += if parallel { 3 } else { 0 };
    points += if shape.len() == 2 { balance(&shape) } else { 0 };
    points += if spaced { 2 } else { 0 };
    points += if strange { 1 } else { -1 };
    let names_part = pattern!(SECTION).is_match(title);
    points += if names_part { 3 } else { 0 };
    let clipped = pattern!(r"(?:的|和|与|及|在|对|为|以|等|将|把|从|向|更|进一步|加快|持续|深入|全面|积极|不断|大力|扎实|有效|切实|稳步|推动|加强|强化)$").is_match(title);
    points -= if clipped { 4 } else { 0 };
    Some(Candidate {
        end: section.start() + title.len(),
        shape,
        points,
        opens: opener > 1,
        names_part,
        parallel,
    })
}

/// The best end among the candidates, if it is believed. `closed` is the title a closing mark
/// suggests; `known` are the shapes of the group's titles, `likely` those of its likely candidates.
pub(super) fn choose(
    text: &str,
    candidates: &[Candidate],
    closed: Option<Span>,
    known: &Shapes,
    likely: &Shapes,
) -> Option<usize> {
    let closed_shape = closed.map(|title| shape(title.of(text)));
    if closed_shape.as_ref().is_some_and(|shape| known.alike(shape) > 1) {
        return None;
    }
    let total = |candidate: &Candidate| {
        let itself = usize::from(closed_shape.as_ref() == Some(&candidate.shape));
        let doubts = likely.alike(&candidate.shape) - usize::from(candidate.is_likely());
        let sibling = if known.alike(&candidate.shape) > itself || doubts > 0 {
            3
        } else {
            i32::from(known.near(&candidate.shape) > 0)
        };
        candidate.points + sibling
    };
    // Ties go to the later place: a title cut short loses more than one that takes a word along.
    let best = candidates.iter().max_by_key(|candidate| (total(candidate), candidate.end))?;
    let enough = match closed {
        None => ENOUGH,
        Some(_) if !best.opens && !best.parallel && !best.names_part => return None,
        Some(title) if letters(title.of(text)) > 30 => ENOUGH_AGAINST_MARK - 2,
        Some(_) if best.parallel || tail(Span::new(0, best.end).of(text)) >= 3 => ENOUGH_AGAINST_MARK,
        Some(_) => return None,
    };
    (total(best) >= enough).then_some(best.end)
}

/// Titles that reports commonly give their parts.
const SECTION: &str = r"(?x)^(?: (?:20\d{2}[\ ]?年(?:度)?|[上下]半年|下一?步|今年|明年|全年)?(?:的)?(?:主要|重点)?(?:工作)?(?:总结|思路|打算|计划|安排|情况|开展情况|完成情况|要点|回顾)
    | (?:20\d{2}[\ ]?年(?:度)?|[上下]半年|全年)?(?:的)?(?:主要|重点)工作
    | (?:目前|当前)?(?:存在的?)?(?:主要)?(?:问题|困难|不足)(?:[和与及、](?:问题|不足|困难|短板))? )$";

/// How surely a text opens a sentence.
fn opener(rest: &str) -> i32 {
    if pattern!(
        r"(?x)^(?: 20\d{2}[\ ]?年(?:度)?[\ ]?(?:[是，,]|以来|全|我|[上下]半年|工作|将|，|[\p{Han}]) | 今年以来 | 今年[，,是] | [一半]年来 | [上下]半年[，,]? | 截至 | 截止 | 目前[，,] | 近年来 | 去年
        | \d{1,2}(?:[-—－~至]\d{1,2})?月 | 全年 | 年[初内底中] | 每[年月周天日] | 总体[看上来] | 总的[看来] | [一二三四]季度 | 过去(?:的)?一年 | 年初以来 | 国际国内 | 当前[，,] | 一是 | 主要(?:是|表现|从|做法) | 重点(?:从|是|做好|围绕|抓) | 坚持以 | 在[^，。]{2,16}(?:方面|领导下|下[，,]) | 我(?:局|镇|市|县|区|街道|乡|中心|单位|办|委|院|社|队|站|校|园)
        | 根据 | 通过 | 针对 | 按照 | 围绕 | 结合 | 依托 | 为(?:了|深入|进一步|切实|全面|推动|贯彻) | 深入(?:贯彻|学习|开展|实施|推进) | 认真(?:贯彻|学习|落实) | 全面(?:贯彻|落实|推行|推进) | 对照 | 以[^，。]{1,20}为 | 随着 | 经(?:过)? | 严格(?:按照|落实|执行) | 充分(?:发挥|挖掘|利用) | 始终 | 紧紧围绕 | 紧扣 | 紧盯 )"
    )
    .is_match(rest)
    {
        3
    } else if pattern!(
        r"^(?:\d[\d.]*(?:余|多)?[家个名人项件次场所户亩万亿]|[市县区镇乡省][委政里局]|党[委组]|局[党领班]|各[县市区镇乡村级部单行]|加快|加强|推进|推动|强化|深化|进一步|持续|积极|全面|扎实|不断|大力|认真|切实|着力|组织|开展|落实|完善|健全|建立|实施|聚焦|突出|把握|抓好|做好|打造|创新|常态化|深挖|高效|全力|稳步|有序|严格|充分|主动|及时|牢固|继续|统筹|协调|配合|制定|出台|编制|印发|召开|举办|完成|实现|发挥|整合|注重|利用|引导|鼓励|支持|累计|共有|共计|已|现有|全市|全县|全区|全镇|全乡|全街道|全局|各部门|力争|预计|压实|拓宽|加大|严守|严厉|探索|谋划|构建|培育|争取|规范|督促|指导|牵头|联合|会同|成立|组建|采取|立足|坚持|狠抓|紧抓|多措|多渠道|广泛|定期|努力|率先|依法|精心|牢牢|树立|树牢|贯彻)"
    )
    .is_match(rest)
    {
        2
    } else {
        i32::from(pattern!(r"^(?:以|对|由|将|把|从[^严快优实细]|自[^身我]|因[^地])").is_match(rest))
    }
}

/// How well a text ends as a title.
fn tail(title: &str) -> i32 {
    if pattern!(r"(?:情况|思路|打算|安排|计划|总结|要求|目标|成效|成果|进展|举措|措施|任务|问题|不足|短板|困难|原因|建议|方向|重点|亮点|特色|经验|做法|启示|体会|设想|原则|思想|回顾|展望|谋划)$").is_match(title) {
        3
    } else if pattern!(
        r"(?:建设|发展|水平|能力|意识|素质|治理|服务|保障|提升|增强|引领|优化|高效|优质|便民|到位|落实|见效|底线|防线|品质|效能|局面|台阶|增量|基础|活力|质量|合力|体系|机制|工程|环境|基石|根基|动能|优势|可及|稳定|安全|管理|监管|改革|攻坚|振兴|作风|队伍|阵地|品牌|形象|实效|增效|提质|格局|力度|作用|实招|从细|从实|从严|推进|招引|招商|产业|文化|民生|生态|工作|融合|转型|升级|覆盖|引擎|高地|屏障|底色|短板|链条|氛围|关|牌|网|墙|线|强|优|新|好|稳|活|准|深|严|高|旺|美|实)$"
    )
    .is_match(title)
    {
        2
    } else {
        0
    }
}

fn balance(shape: &Shape) -> i32 {
    match shape[0].abs_diff(shape[1]) {
        0 => 2,
        1..=3 => 1,
        _ => 0,
    }
}

/// The short sentences of a section, each without its mark; at most the first sixty.
fn short_sentences(text: &str) -> Vec<&str> {
    text.split(ends_sentence).map(str::trim).filter(|s| (4..=30).contains(&letters(s))).take(60).collect()
}

/// Whether other short sentences begin with the same two characters, or are of the same length.
fn is_parallel(rest: &str, sentences: &[&str]) -> bool {
    let count = letters(rest);
    let start: String = rest.chars().take(2).collect();
    let others = || sentences.iter().filter(|other| !other.ends_with(rest));
    let alike =
        others().filter(|other| other.starts_with(&start) && letters(other).abs_diff(count) <= 5).count();
    let equal = others().filter(|other| letters(other) == count && !other.contains(['，', ','])).count();
    after(rest, 0).is_some_and(is_han)
        && (alike >= 1 || equal >= 2 && count <= 12 && !rest.contains(['，', ',']))
}
