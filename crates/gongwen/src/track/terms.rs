//! Texts as bags of character pairs, weighed by how rare they are in the two reports.

use std::collections::HashMap;

/// Words that every plan and every report is full of: they tell nothing of what is meant.
const GENERIC: [&str; 67] = [
    "进一步",
    "确保",
    "力争",
    "争取",
    "力促",
    "促进",
    "推动",
    "推进",
    "加快",
    "加强",
    "加大",
    "扎实",
    "深入",
    "全面",
    "重点",
    "继续",
    "持续",
    "着力",
    "大力",
    "积极",
    "努力",
    "切实",
    "实施",
    "开展",
    "完成",
    "建设",
    "建成",
    "项目",
    "工程",
    "工作",
    "投入",
    "使用",
    "运营",
    "投产",
    "开工",
    "启动",
    "竣工",
    "通车",
    "实现",
    "达到",
    "突破",
    "新增",
    "全市",
    "全省",
    "全县",
    "全区",
    "我市",
    "我省",
    "做好",
    "抓好",
    "强化",
    "提升",
    "提高",
    "健全",
    "完善",
    "左右",
    "以上",
    "以内",
    "今年",
    "有效",
    "不断",
    "坚决",
    "坚持",
    "组织",
    "顺利",
    "有序",
    "等",
];

/// Names that offices use for one thing, the rarer first.
const SAME: [(&str, &str); 18] = [
    ("公共财政预算收入", "财政收入"),
    ("一般公共预算收入", "财政收入"),
    ("地方公共财政收入", "财政收入"),
    ("规模以上", "规上"),
    ("限额以上", "限上"),
    ("地区生产总值", "生产总值"),
    ("gdp", "生产总值"),
    ("公共租赁住房", "公租房"),
    ("保障性租赁住房", "保租房"),
    ("医疗保险", "医保"),
    ("省外资金", "内资"),
    ("市外资金", "内资"),
    ("停车泊位", "停车位"),
    ("泊位", "停车位"),
    ("保交楼", "保交房"),
    ("棚户区改造", "棚改"),
    ("入规", "规上"),
    ("高新技术企业", "高企"),
];

/// A text as its pairs mean it: half-width and in small letters, numbers as `0`, no marks, one name for one thing.
pub(super) fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut in_number = false;
    for c in text.chars() {
        let c = half_width(c);
        let c = if c.is_ascii_digit() { '0' } else { c };
        let digit = c == '0';
        // The point inside a number.
        if in_number && c == '.' {
            continue;
        }
        if digit && !in_number || !digit && (c.is_alphanumeric() || c == '%') {
            normal.extend(c.to_lowercase());
        }
        in_number = digit;
    }
    for (name, short) in SAME {
        if normal.contains(name) {
            normal = normal.replace(name, short);
        }
    }
    normal
}

/// Letters, digits and marks that stand as wide as Chinese ones, as ASCII.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// A text without generic words, in the pieces they leave.
pub(super) fn telling(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match GENERIC.iter().find(|word| rest.starts_with(**word)) {
            Some(word) => {
                pieces.push(String::new());
                word.len()
            }
            None => {
                if let Some(last) = pieces.last_mut() {
                    last.push(c);
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    pieces.iter().map(|piece| normal(piece)).filter(|piece| !piece.is_empty()).collect()
}

/// Counted terms by number, ascending.
pub(super) type Bag = Vec<(u32, u32)>;

/// Numbers the pairs of characters met.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<(char, char), u32>,
}

impl Vocabulary {
    /// The pairs of neighbouring characters of some texts. A text of one character counts as that.
    pub(super) fn bag<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Bag {
        let mut terms: Vec<u32> = Vec::new();
        for text in texts {
            let mut chars = text.chars();
            let Some(mut before) = chars.next() else { continue };
            let mut single = true;
            for c in chars {
                terms.push(self.number((before, c)));
                (before, single) = (c, false);
            }
            if single {
                terms.push(self.number((before, before)));
            }
        }
        terms.sort_unstable();
        terms.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
    }

    fn number(&mut self, pair: (char, char)) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(pair).or_insert(next)
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

/// How rare each term is: `ln((n + 1) / (df + 1)) + 1`, scikit-learn's smooth idf.
#[derive(Debug)]
pub(super) struct Rarity {
    texts: f64,
    counts: Vec<u32>,
}

impl Rarity {
    /// Counts in how many of these texts each term stands.
    pub(super) fn of<'b>(terms: usize, bags: impl Iterator<Item = &'b Bag>) -> Self {
        let (mut texts, mut counts) = (0.0, vec![0; terms]);
        for bag in bags {
            texts += 1.0;
            bag.iter().for_each(|&(term, _)| counts[term as usize] += 1);
        }
        Self { texts, counts }
    }

    fn idf(&self, term: u32) -> f64 {
        let count = self.counts.get(term as usize).copied().unwrap_or_default();
        ((self.texts + 1.0) / (f64::from(count) + 1.0)).ln() + 1.0
    }

    /// The bag as a vector of length 1: `(1 + ln tf) * idf`.
    pub(super) fn vector(&self, bag: &Bag) -> Vec<(u32, f64)> {
        let weighed = |&(term, count): &(u32, u32)| (term, (1.0 + f64::from(count).ln()) * self.idf(term));
        let mut vector: Vec<(u32, f64)> = bag.iter().map(weighed).collect();
        let norm = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if norm > 0.0 {
            vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
        }
        vector
    }

    /// How much of a bag's rarity the other one holds, from 0 to 1.
    pub(super) fn covered(&self, bag: &Bag, by: &Bag) -> f64 {
        let all: f64 = bag.iter().map(|&(term, _)| self.idf(term)).sum();
        let shared: f64 = common(bag, by).map(|(term, _, _)| self.idf(term)).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// The cosine of two vectors of length 1.
pub(super) fn cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    common(a, b).map(|(_, a, b)| a * b).sum()
}

/// The terms that both hold; both ascend.
fn common<'a, A: Copy, B: Copy>(
    a: &'a [(u32, A)],
    b: &'a [(u32, B)],
) -> impl Iterator<Item = (u32, A, B)> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(&(x, in_a)), Some(&(y, in_b))) = (a.get(i), b.get(j)) {
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                return Some((x, in_a, in_b));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{normal, telling};

    #[test]
    fn numbers_and_marks_say_little() {
        assert_eq!(normal("全区ＧＤＰ增长５.5％（预计）"), "全区生产总值增长0%预计");
    }

    #[test]
    fn generic_words_part_a_text() {
        assert_eq!(telling("加快推进云台水厂项目建设"), ["云台水厂"]);
    }
}
