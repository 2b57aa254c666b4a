//! The article's title inside a page's title, which names the column and the site, too.

/// How the names of sites and of the offices that run them end.
const SITES: &[&str] = &[
    "网",
    "网站",
    "门户",
    "平台",
    "在线",
    "频道",
    "首页",
    "政府",
    "委员会",
    "局",
    "厅",
    "办公室",
    "信息公开",
];

/// Signs between an article's title, its column and its site.
const SIGNS: [char; 8] = ['_', '|', '｜', '»', '>', '＞', '<', '\u{2502}'];

/// The article's title: the first part that names no site, or a later one where that alone names a year.
pub(super) fn of_page(whole: &str) -> String {
    let whole = in_one_line(behind_site(whole));
    let parts: Vec<&str> = parts(&whole)
        .into_iter()
        .map(without_site)
        .map(without_brackets)
        .filter(|part| !part.is_empty())
        .collect();
    let article = || parts.iter().filter(|part| !is_site(part));
    let first = article().next().or(parts.first()).copied().unwrap_or_default();
    let dated = if names_year(first) { None } else { article().find(|part| names_year(part)).copied() };
    dated.unwrap_or(first).to_owned()
}

/// The last words of a title where they are whole, unit and year, and a site's name stands before all words:
/// `清河县人民政府 工作总结 清河县民政局2024年工作总结`.
fn behind_site(whole: &str) -> &str {
    const SHORTEST_UNIT: usize = 3;
    let whole = whole.trim();
    let Some((before, last)) = whole.rsplit_once(char::is_whitespace) else { return whole };
    let unit = last.chars().take_while(|&c| is_han(c)).count();
    let site_first = before.split_whitespace().next().is_some_and(is_site);
    if site_first && unit >= SHORTEST_UNIT && names_year(last) && !names_year(before) { last } else { whole }
}

/// A part without the brackets around all of it.
fn without_brackets(part: &str) -> &str {
    let pairs = [('【', '】'), ('《', '》'), ('[', ']'), ('［', '］'), ('“', '”')];
    let inner = pairs.iter().find_map(|&(open, close)| part.strip_prefix(open)?.strip_suffix(close));
    inner.filter(|inner| !inner.contains(pairs.map(|(open, _)| open))).unwrap_or(part).trim()
}

/// Whether a text is nothing but the name of a site.
pub(super) fn is_site(text: &str) -> bool {
    SITES.iter().any(|end| text.ends_with(end))
}

/// One line; no white space between Chinese characters but where a site's name follows.
pub(super) fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = String::with_capacity(text.len());
    for (at, word) in words.iter().enumerate() {
        let close = line.chars().next_back().is_some_and(is_han) && word.starts_with(is_han);
        if at > 0 && (!close || is_site(word)) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The text cut at every sign; a hyphen is one unless it stands between Latin letters or digits, a dash
/// unless it is a doubled one, behind which subtitles stand.
fn parts(whole: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in whole.char_indices() {
        let (before, behind) = (whole[..at].chars().next_back(), whole[at + c.len_utf8()..].chars().next());
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let dash = |c: Option<char>| c.is_some_and(|c| matches!(c, '—' | '―' | '─'));
        let is_sign = match c {
            '-' | '–' => !(latin(before) && latin(behind)),
            '—' => !dash(before) && !dash(behind),
            _ => SIGNS.contains(&c),
        };
        if is_sign {
            parts.push(whole[start..at].trim());
            start = at + c.len_utf8();
        }
    }
    parts.push(whole[start..].trim());
    parts
}

/// A part without the name of a site that white space or a doubled dash sets off at its end.
fn without_site(part: &str) -> &str {
    let cut = part.rfind([' ', '—', '·']);
    let Some((at, sign)) = cut.and_then(|at| Some((at, part[at..].chars().next()?))) else { return part };
    let (title, site) = (part[..at].trim_end_matches([' ', '—', '·']), &part[at + sign.len_utf8()..]);
    if is_site(site) && !title.is_empty() { title } else { part }
}

/// A Chinese character (including 〇 and the extension blocks).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{20000}'..='\u{3FFFF}')
}

fn names_year(text: &str) -> bool {
    let digits: Vec<bool> = text.chars().map(|c| c.is_ascii_digit()).collect();
    digits.windows(4).any(|four| four.iter().all(|&digit| digit))
}

#[cfg(test)]
mod tests {
    use super::of_page;

    #[test]
    fn column_and_site_are_left_out() {
        let title = "清河县民政局2024年工作总结";
        for page in [
            "清河县民政局2024年工作总结",
            "清河县民政局2024年工作总结-工作总结-清河县人民政府",
            "清河县民政局2024年工作总结_工作总结_清河门户网",
            "清河县民政局2024年工作总结--清河县人民政府",
            "清河县民政局2024年工作总结 - 清河县人民政府",
            "清河县民政局2024年工作总结 | 清河县人民政府门户网站",
            "清河县民政局2024年工作总结 清河县人民政府",
            "清河县民政局2024年工作总结\n清河县人民政府",
            "\n  清河县民政局2024年\n  工作总结\n",
            "清河县民政局2024年工作总结——清河县人民政府",
            "清河县民政局2024年工作总结·清河县人民政府",
            "清河县人民政府_政务公开_清河县民政局2024年工作总结",
            "政务公开>规划总结>清河县民政局2024年工作总结",
            "清河县人民政府 工作总结 清河县民政局2024年工作总结",
            "清河门户网 清河县民政局2024年工作总结",
            "【清河县民政局2024年工作总结】_清河县_民政局",
            "清河县人民政府_《清河县民政局2024年工作总结》",
        ] {
            assert_eq!(of_page(page), title, "{page}");
        }
    }

    #[test]
    fn signs_that_belong_to_a_title_stay() {
        for title in [
            "清河县2021-2025年水利规划",
            "实干争先——清河县水利局2024年工作总结",
            "清河县人民政府关于2024年法治建设情况的报告",
            "清河县人民政府",
            "",
        ] {
            assert_eq!(of_page(title), title);
        }
        assert_eq!(of_page("清河县2021-2025年水利规划-清河网"), "清河县2021-2025年水利规划");
    }
}
