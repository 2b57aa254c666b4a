//! Web pages: encodings, titles, and where the main text is.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use encoding_rs::GBK;
use gongwen_read::{Detection, ReadOptions, SourceText, read_bytes};

fn read(bytes: &[u8]) -> SourceText {
    read_bytes("page.html", bytes, &ReadOptions::default()).unwrap()
}

fn text(page: &str) -> String {
    read(page.as_bytes()).text
}

const BODY: &str =
    "<p>全年化解矛盾纠纷三百件，办结信访事项八十件。</p><p>二是抓好招商引资，新签项目六个。</p>";

#[test]
fn encodings_of_pages() {
    let declared =
        |label: &str| format!("<html><head><meta charset='{label}'></head><body>{BODY}</body></html>");
    let found = |bytes: &[u8]| {
        let source = read(bytes);
        assert!(source.text.starts_with("全年化解"), "{}", source.text);
        (source.encoding.name(), source.detection)
    };
    assert_eq!(found(&GBK.encode(&declared("gb2312")).0), ("GBK", Detection::Declared));
    // Declared wrongly, or not at all.
    assert_eq!(found(declared("gb2312").as_bytes()), ("UTF-8", Detection::Utf8));
    assert_eq!(found(&GBK.encode(&declared("utf-8")).0), ("GBK", Detection::Guessed));
    assert_eq!(found(&GBK.encode(&declared("")).0), ("GBK", Detection::Guessed));
}

#[test]
fn titles_come_from_the_surest_place_and_once() {
    let page = |head: &str, above: &str, inside: &str| {
        text(&format!("<html><head>{head}</head><body>{above}<div>{inside}{BODY}</div></body></html>"))
    };
    let first = |text: String| text.lines().next().unwrap().to_owned();
    let title = "<title>清河镇工作总结_清河门户网</title>";
    let meta = "<meta name='articletitle' content='清河镇2023年工作总结'>";
    assert_eq!(first(page(title, "", "")), "清河镇工作总结");
    assert_eq!(first(page(title, "<h1>清河镇二〇二三年工作总结</h1>", "")), "清河镇二〇二三年工作总结");
    assert_eq!(first(page(&format!("{title}{meta}"), "<h1>清河门户</h1>", "")), "清河镇2023年工作总结");
    assert!(first(page("<title>index</title>", "", "")).starts_with("全年化解"));
    // The main text has it already, as a heading or as a line.
    assert_eq!(page(title, "", "<h1>清河镇工作总结</h1>").matches("清河镇").count(), 1);
    assert_eq!(page(title, "", "<p>清 河 镇工作总结</p>").matches("工作总结").count(), 1);
}

#[test]
fn a_page_title_counts_where_the_text_has_headings_of_sections_alone() {
    let page = |heading: &str| {
        text(&format!(
            "<html><head><title>清河镇2023年工作总结-总结-清河网</title></head><body><div>\
             <h2>{heading}</h2>{BODY}</div></body></html>"
        ))
    };
    assert!(page("一、法治").starts_with("清河镇2023年工作总结\n一、法治\n"));
    assert!(page("清河镇工作总结").starts_with("清河镇工作总结\n"));
}

#[test]
fn what_sites_put_around_a_text_is_left_out() {
    let links = "<li><a href='#'>某某街道召开会议部署工作</a></li>".repeat(30);
    let page = format!(
        "<html><body><nav>导航</nav><div class='list'><ul>{links}</ul></div><div class='content'><div>{BODY}</div></div>\
         <div id='footer'>主办单位：某某</div><script>var a='脚本';</script></body></html>"
    );
    assert_eq!(
        text(&page),
        "全年化解矛盾纠纷三百件，办结信访事项八十件。\n二是抓好招商引资，新签项目六个。\n"
    );
}

/// Some sites wrap everything in a class that sounds like furniture.
#[test]
fn a_furniture_name_on_the_whole_page_hides_nothing() {
    assert!(
        text(&format!("<body class='has-sidebar'><div class='search-page'>{BODY}</div></body>"))
            .contains("招商引资")
    );
}

#[test]
fn rows_of_links_are_left_out_and_marked_places_are_not() {
    for menu in [
        "<div><a href='/'>首页</a><a href='/z'>政务公开</a></div>",
        "<p><a>首页</a> | <a>政务公开</a></p>",
        "<ul><li><a href='/'>首页</a></li><li><a href='/z'>政务公开</a></li></ul>",
    ] {
        let page = format!("<html><body><div>{menu}{BODY}</div></body></html>");
        assert!(!text(&page).contains("政务公开"), "{menu}");
    }
    let heading = "<p><a name='_Toc1'>一、法治</a><a name='_Toc2'>工作</a></p>";
    assert!(text(&format!("<html><body><div>{heading}{BODY}</div></body></html>")).contains("一、法治工作"));
    // A page of links alone has no other text.
    let page =
        "<html><body><div><a href='/a'>甲镇工作总结</a><a href='/b'>乙镇工作总结</a></div></body></html>";
    assert!(text(page).contains("甲镇工作总结"));
}
