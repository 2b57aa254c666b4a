//! What a web page puts around a text: upload notes, page thumbnails, breadcrumbs, licence numbers; and
//! what programs that fetch pages write above it: `标题：`, `来源：`, `正文：`.

use std::borrow::Cow;

use super::{Change, Pass, Span};
use crate::pattern::pattern;
use crate::text_util::{before, ends_clause, lines, raw_lines, squeezed};

pub(super) const PASS: Pass = Pass {
    name: "web-chrome",
    about: "headers and footers of web pages and document-sharing sites",
    furniture: true,
    run,
};

/// How many lines from the top a header may reach.
const HEADER_LINES: usize = 60;
/// Lines that are not chrome by themselves but may stand between chrome lines.
const GAP: usize = 3;
/// Chrome lines are short; anything longer is text.
const LONGEST: usize = 160;
/// Lines between the fences of a front matter at most.
const FRONT_LINES: usize = 20;

const LABEL: &str = "label of a page header";

fn run(text: &str) -> Vec<Change> {
    let lines: Vec<Span> = lines(text);
    let front = front_matter(text, &lines);
    let header = (header(text, &lines[front..]) + front).max(front);
    let footer = footer(text, &lines[header..]) + header;
    let mut changes = Vec::new();
    for (index, &line) in lines[..header].iter().enumerate() {
        let words = line.of(text);
        if let Some(title) = labelled_title(words).or_else(|| labelled_text(words)) {
            let start = line.start() + title.start;
            changes.push(Change::delete(line.start()..start, LABEL));
            changes.push(Change::delete(line.start() + title.end..line.end(), LABEL));
        } else if index < front || is_chrome(words) || !is_to_keep(text, &lines, index) {
            changes.push(Change::delete(line, "page header"));
        }
    }
    changes.retain(|change| !change.span.is_empty());
    changes.extend(lines[footer..].iter().map(|&line| Change::delete(line, "page footer")));
    let counted = || text.match_indices('字').any(|(at, _)| before(text, at).is_some_and(char::is_numeric));
    if pattern!(r"查看更多|展开|点击|阅读全文|下载").is_match(text) || counted() {
        changes.extend(lines[header..footer].iter().filter_map(|&line| glued_on(text, line)));
    }
    if pattern!("<page-paper>|word|WORD").is_match(text) {
        changes.extend(slogans(text));
    }
    changes
}

/// Whether a line is no part of the text, as it stands or with its label written the usual way.
fn is_chrome(line: &str) -> bool {
    is_plain_chrome(line)
        || match with_plain_label(line) {
            Cow::Owned(line) => is_plain_chrome(&line),
            Cow::Borrowed(_) => false,
        }
}

/// A line with its label written the usual way: `来 源：` and `来源 | ` are `来源：`.
fn with_plain_label(line: &str) -> Cow<'_, str> {
    let label = pattern!(r"^([【\[]?\p{Han})\s+(\p{Han}[】\]]?)\s*([:：|｜])|^(\p{Han}{2,4})\s*[|｜]");
    label.replace(line, |found: &regex::Captures| match found.get(4) {
        Some(label) => format!("{}：", label.as_str()),
        None => format!("{}{}：", &found[1], &found[2]),
    })
}

fn is_plain_chrome(line: &str) -> bool {
    // A word's boundary is slow to look for, so this is a pattern of its own.
    let size = || {
        line.starts_with(|c: char| c == '-' || c.is_numeric())
            && pattern!(r"^-?\s*\d+(?:\.\d+)?\s*(?:KB|MB|K|M)\b").is_match(line)
    };
    line.chars().count() <= LONGEST
        && (pattern!(
            r"(?x) 上传[人者][:：] | ^网友上传$ | ^(?:网站)?首页$ | 文档编号[:：] | 上传时间[:：]
            | ^文档(?:介绍|简介|预览|格式|大小|描述) | ^资源(?:描述|简介|目录)$
            | 点击查看更多 | 由会员分享 | 珍藏版 | _第\d+页 | ^第\d+页\s*[/／]\s*共\d+页
            | ^返回\s*(?:下载|首页) | 举报\s*$
            | ^-?\s*\d{4}-\d{1,2}-\d{1,2}\s*(?:发布|上传)
            | ^-\s*\d+\s*页$ | ^页数[:：]?\s*\d+
            | 申明敬告 | 本站不保证 | 本文档由 | 展开阅读
            | ^(?:相关(?:资源|搜索|推荐|文档|文章|阅读|链接)|猜你喜欢|热门(?:文档|文章|推荐)|最新文章)
            | ^当前位置 | (?:现在|当前)的位置 | 备案号 | 经营许可证 | 公网安备 | ICP[备证]
            | ^查看更多$ | 版权(?:所有|声明) | ^上一[篇页条] | ^下一[篇页条]
            | 发布(?:时间|日期|人|机构)[:：] | (?:浏览|点击|阅读|访问)(?:次数|量|数|人数)[:：]
            | ^字[号体][:：\s] | 【?字[号体][:：] | ^(?:信息|文章)?来源[:：]
            | 责任编辑[:：] | ^索\s*引\s*号 | ^主题分类
            | ^(?:[\s\[\]【】|｜/·、，（）()]*(?:我要)?(?:打印|关闭|收藏|分享|举报|下载|返回|转发|点赞|纠错|保存|复制)
                (?:[本此][页文]|窗口|页面|顶部|链接|列表)?)+[\s\]】）)]*$
            | 分享到[:：]? | 扫一扫 | 下载积分 | 立即下载 | 免费下载
            | ^发文(?:日期|字号|机关|机构) | ^成文日期 | ^有\s*效\s*性 | ^公开(?:类别|方式|形式)[:：] | ^作者[:：]
            | ^[【\[]?(?:(?:发布|更新|采集|抓取|发稿|发表|录入|创建|修改|印发|生成|公开)(?:时间|日期)|时间|日期)[】\]]?
                \s*[:：]\s*(?:<year-number>|$)
            | ^[【\[]?(?:(?:发布|供稿|报送|来源)(?:单位|部门)|作者|编辑|责编|栏目|所属栏目|分类|关键词|主题词|标签
                |(?:文章|信息|原文)?(?:网址|链接|地址)|[Uu][Rr][Ll]|link|source|date|author)[】\]]?\s*[:：]
            | ^(?:浏览|阅读|点击|访问|下载|人气|评论)(?:次数|量|数)?[:：]\s*\d
            | ^<year-number>[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+[\d:：]+)?(?:\s+(?:来源|作者|编辑|浏览|点击|阅读|访问).*)?$
            | ^(?:https?://|www\.)\S+$
            | ^[【\[]?(?:<text-label>|正\s文|[Cc]ontent|CONTENT|[Bb]ody|[Tt]ext)[】\]]?\s*[:：]?$
            | ^[【\[]?(?:<text-label>|正文|内容)?(?:概述|摘要|简介|提要|概要|导读|描述)[】\]]?\s*[:：]\s*(?:无|暂无|略)?[。]?$
            | ^首页\s*[>＞»] | \.(?:docx?|pdf|wps|pptx?|txt|xlsx?)$ | 网站(?:地图|标识码|声明)
            | 主办单位[:：] | 技术支持[:：] | 联系我们$ "
        )
        .is_match(line)
            || size())
}

/// The title in a line that a label calls one (`标题：…`), as a range of bytes.
fn labelled_title(line: &str) -> Option<std::ops::Range<usize>> {
    let found = pattern!(
        r#"(?x)^(?: [【\[]?(?:文章|信息|文件|公文|网页)?(?:标\s*题|题\s*目|题\s*名|名\s*称|[Tt]itle|TITLE)[】\]]?\s*[:：|｜]
            | [【\[](?:标题|题目)[】\]] )
        \s*["“'‘《]?(.*?\p{Han}.*?)["”'’》]?(?:\s+(?:发布|更新)?(?:来源|时间|日期|作者)[:：].*)?$"#
    )
    .captures(line)?;
    found.get(1).map(|title| title.range())
}

/// The text behind `正文：` in the same line, as a range of bytes.
fn labelled_text(line: &str) -> Option<std::ops::Range<usize>> {
    let found = pattern!(
        r"(?x)^(?: [【\[](?:<text-label>|正\s文)[】\]][:：]?
            | (?:正\s?文|全文|正文内容|文章内容|[Cc]ontent)\s*[:：] )
        \s*([^\s:：].*)$"
    )
    .captures(line)?;
    found.get(1).map(|text| text.range())
}

/// Number of lines at the top that hold `key: value` between two fences `---`.
fn front_matter(text: &str, lines: &[Span]) -> usize {
    let is_fence = |line: &Span| line.of(text).len() >= 3 && line.of(text).chars().all(|c| c == '-');
    if !lines.first().is_some_and(is_fence) {
        return 0;
    }
    let held = lines[1..]
        .iter()
        .take(FRONT_LINES)
        .take_while(|line| pattern!(r"^(?:[A-Za-z_-]+\s*:|-\s+\S)").is_match(line.of(text)))
        .count();
    if held > 0 && lines.get(held + 1).is_some_and(is_fence) { held + 2 } else { 0 }
}

/// Number of lines at the top that belong to the page: up to the last chrome line reached in
/// short steps, and a page title that the text itself repeats.
fn header(text: &str, lines: &[Span]) -> usize {
    let mut end = 0;
    for (index, line) in lines.iter().enumerate().take(HEADER_LINES) {
        let line = line.of(text);
        if labelled_text(line).is_some() {
            return index + 1;
        }
        // 时间：2024年3月5日 over 地点：会议室 says when a meeting was held.
        let place = |next: &Span| pattern!(r"^(?:会议)?(?:地点|主持人?|参加|出席)").is_match(next.of(text));
        if lines.get(index + 1).is_some_and(place) {
            break;
        }
        if is_chrome(line) || labelled_title(line).is_some() {
            end = index + 1;
        } else if index >= end + GAP || line.chars().count() > LONGEST || line.ends_with('。') {
            break;
        }
    }
    if end > 0 && end < lines.len() && is_repeated_title(text, lines, end) { end + 1 } else { end }
}

/// Whether this line is no sentence and the next one begins with the whole of it.
fn is_repeated_title(text: &str, lines: &[Span], index: usize) -> bool {
    let title = squeezed(lines[index].of(text));
    !title.ends_with(ends_clause)
        && lines.get(index + 1).is_some_and(|next| squeezed(next.of(text)).starts_with(&title))
}

/// A line inside the header that is the text's own: its title, the office that stands before `关于…`, or
/// what a title has below it, the meeting and who reports.
fn is_to_keep(text: &str, lines: &[Span], index: usize) -> bool {
    let is_title = |line: &str| pattern!(r"(?:<genre>|<paper>|情况)(?:[（(【].*[）)】])?$").is_match(line);
    let line = lines[index].of(text);
    let goes_on = lines.get(index + 1).map_or("", |next| next.of(text));
    let kept = is_title(line)
        || goes_on.starts_with("关于") && is_title(goes_on)
        || pattern!(r"^[—─―－-]{1,3}\s*\S.*会议?上|^[（(]<year>[^）)]*日[^）)]*[）)]$|<head-of-place>")
            .is_match(line);
    kept && !is_repeated_title(text, lines, index)
}

/// Index of the first line of the footer: the run of chrome lines that ends the text, with short
/// lines between them.
fn footer(text: &str, lines: &[Span]) -> usize {
    let mut start = lines.len();
    let mut between = 0;
    for (index, line) in lines.iter().enumerate().rev() {
        let line = line.of(text);
        if is_chrome(line) {
            start = index;
            between = 0;
        } else {
            between += 1;
            if between > GAP || line.chars().count() > 40 || line.ends_with('。') {
                break;
            }
        }
    }
    start
}

/// What viewers print on every page: `-精品公文推荐-` between dashes, and without them before a title.
fn slogans(text: &str) -> impl Iterator<Item = Change> {
    let slogans = pattern!(
        r"(?x)[-—–]+[\ ]?(?:
            (?:可编辑)?(?:精品|精选|优质|最新|优秀|经典|实用|完整版)[^-—–\s，。；：]{0,10}(?:<page-paper>|word|WORD)
            [^-—–\n，。；：]{0,16}
          | [^-—–\s，。；：]{0,8}(?:<page-paper>|word|WORD)[^-—–\s，。；：]{0,8}
            (?:推荐|精选|分享|下载|大全|收藏)[^-—–\s，。；：]{0,4}
        )[-—–]+"
    );
    let bare = pattern!(
        r"(?mx)^(?:1、)?[\x20\t]*
        ((?:精品|精选|优质|最新|优秀)(?:精品)?(?:<page-paper>)(?:范文)?(?:推荐|精选|分享|下载|大全)?)
        (?:[\x20\u{3000}]|$)"
    );
    let dashed = raw_lines(text).filter(|(_, line)| ["-", "—", "–"].iter().any(|dash| line.contains(dash)));
    let between = dashed.flat_map(|(at, line)| {
        slogans.find_iter(line).map(move |slogan| at + slogan.start()..at + slogan.end())
    });
    let praised = pattern!("(?:精品|精选|优质|最新|优秀)(?:精品)?<page-paper>").is_match(text);
    let bare = praised.then(|| bare.captures_iter(text)).into_iter().flatten();
    let bare = bare.filter_map(|found| Some(found.get(1)?.range()));
    between.chain(bare).map(|slogan| Change::delete(slogan, "words of the web page"))
}

/// Words of the page glued to the end of a line, and word counts glued to a title.
fn glued_on(text: &str, line: Span) -> Option<Change> {
    let inside = line.of(text);
    let behind_text = pattern!(
        r"(?x)[。！？；]
        (查看更多 | 展开(?:阅读)?全文 | 展开阅读 | 点击(?:查看|下载)\S{0,6} | 阅读全文 | 免费下载 | 立即下载)$"
    );
    let behind_title = pattern!(r"<genre>(\d{3,5}字(?:范文稿|范文|文稿)?)");
    let word = behind_text.captures(inside).or_else(|| behind_title.captures(inside))?.get(1)?;
    let range = line.start() + word.start()..line.start() + word.end();
    Some(Change::delete(range, "words of the web page"))
}
