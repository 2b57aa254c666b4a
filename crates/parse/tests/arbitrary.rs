//! Any text at all: no panic, and all laws.

mod support;

use gongwen_parse::{Options, parse};
use proptest::prelude::*;
use support::laws;

/// Pieces that the passes and the grammar look for, so that random texts meet them.
fn shard() -> impl Strategy<Value = String> {
    let known = [
        "一、",
        "（一）",
        "(二)",
        "1.",
        "１．",
        "（1）",
        "①",
        "㈠",
        "第一部分",
        "第二章 ",
        "一是",
        "二是",
        "一方面，",
        "\n",
        "\n\n",
        "\r\n",
        "　",
        " ",
        "\t",
        "。",
        "；",
        "：",
        "，",
        "“",
        "”",
        "（",
        "）",
        "《",
        "D建",
        "D",
        "LED",
        "R&D",
        "##paidbegin##",
        "\n\n3、",
        "\n\n4、",
        "\n\n5、",
        "- 3 -",
        "第3页 共9页",
        "目录",
        "总结\t5",
        "2023年工作总结和2024年工作思路",
        "云岭县水利局",
        "20222022年",
        "100机",
        "率100机",
        "100O余",
        "172万o",
        "⼯⺠",
        "\u{F92D}",
        "縣鎮總結",
        "2 0 2 4 年",
        "工 作 总 结",
        "## ",
        "**加粗**",
        "> ",
        "- ",
        "\\*",
        "1\\.",
        "---",
        "[表](http://a)",
        "-精品公文推荐-",
        "目录 1.云岭县水利局 2 ",
        "１．２万",
        "DP",
        "ED屏",
        "AAA公众号",
        "XX",
        "**",
        "# ",
        "查看更多",
        "上传人:",
        "备案号",
        "【素材库】代写",
        "下一步",
        "存在问题",
        "😀",
        "\u{FEFF}",
        "é",
        "\u{0}",
        "汉",
        "加强安全监管",
        "完成投资3.5亿元",
    ];
    prop_oneof![
        4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        2 => "[一-龥]{1,12}",
        1 => any::<String>(),
    ]
}

/// Lines that look like titles of reports, collections, sections and what stands around them.
fn line() -> impl Strategy<Value = String> {
    let known = [
        "云岭县水利局2023年工作总结",
        "**云岭县水利局2023年工作总结**",
        "2024年工作思路",
        "总结",
        "2篇",
        "工作总结汇编（7篇）",
        "一、资料汇编工作。",
        "全年编发稿件120篇",
        "范文精选",
        "第三篇",
        "篇二：水利局工作总结",
        "目录",
        "水利局2023年总结……3",
        "存在的主要问题：",
        "一、2023年工作情况（一）修渠。修渠三条。",
        "二、建设！",
        "（二）强化服务围绕项目落地，组建专班。",
        "1.修路三条；2.修桥两座；",
        "## 三、水利",
        "云岭县水利局",
        "2023年12月",
        "责任编辑：小明",
        "修渠三条，修路两条。",
        "编印史料汇编12册",
        "全年刊发信息120篇",
        "收录论文合集3部",
        "完成汇编",
        "大全",
        "3篇",
        "汇编一、主要工作",
        "各位代表：",
        "内部资料 注意保存",
        "—— 摘自某刊",
        "关于云岭县2023年工作的几点说明",
        "云岭县人民政府文件",
        "云政发〔2024〕3号",
        "云岭县人民政府关于印发2024年工作要点的通知",
        "【摘要】",
        "篇一：",
        "云岭县工作总结汇编（1篇） 目录 一、2023年工作总结 1 二、2024年工作计划 3",
        "云岭县水利局2023年工作总结和2024年工作计划",
        "2023年水利工作总结",
        "云岭县２０２３年政府工作报告",
        "- 1 -",
        "1",
        "修渠1.6万",
        "亩",
        "　　1.6万亩。",
        "（编号①②，水位℃）",
        "一、修渠引水 全年修渠三条，修路两条。",
        "…",
        "**",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => shard()]
}

/// Lines with nothing, a break or a blank line between them.
fn glued() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec!["", "\n", "\n", "\n\n", " "]);
    let lines = prop::collection::vec((line(), joint), 0..30);
    lines.prop_map(|lines| lines.into_iter().flat_map(|(line, joint)| [line, joint.to_owned()]).collect())
}

/// A look from every place to the end of the line or text, or back over all that stands open, would take minutes.
#[test]
fn long_rows_of_one_piece_are_parsed_soon() {
    const BYTES: usize = 400_000;
    let pieces = [
        "D员D建从严治D",
        "（《“",
        "（",
        "（安全生产",
        "其中",
        "2",
        "二",
        "一、",
        "一、修渠。",
        "（一）修渠",
        "1.修渠；",
        "①修渠（",
        "第一章 修渠 ",
        "一是",
        "修渠 ",
        "修渠，",
        "。",
        " 。",
        "1、修渠",
        "目录 一、新修水渠 二、清理河道 ",
        "工作总结汇编 ",
        "云岭县水利局2023年工作总结 修渠。",
        "2023年工作总结",
        "**修渠**",
        "但仍存在问题",
        "100机",
        "- 3 -",
        "D、",
    ];
    for piece in pieces {
        for piece in [piece.to_owned(), format!("{piece}\n")] {
            let document = parse(&piece.repeat(BYTES / piece.len()), &Options::default());
            laws::assert_laws(&document);
        }
    }
}

// The number of cases is proptest's own, 256 or PROPTEST_CASES.
proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_glued_together_are_parsed_by_the_laws(text in glued()) {
        laws::assert_laws(&parse(&text, &Options::default()));
    }

    #[test]
    fn any_unicode_is_parsed_by_the_laws(text in any::<String>()) {
        laws::assert_laws(&parse(&text, &Options::default()));
    }

    #[test]
    fn any_mixture_of_known_pieces_is_parsed_by_the_laws(shards in prop::collection::vec(shard(), 0..60)) {
        laws::assert_laws(&parse(&shards.concat(), &Options::default()));
    }

    #[test]
    fn without_repair_the_text_stays(shards in prop::collection::vec(shard(), 0..40)) {
        let text = shards.concat();
        let names = gongwen_parse::repair::PASSES.iter().map(|pass| pass.name);
        let options = Options::without(names).expect("names from the registry");
        let document = parse(&text, &options);
        prop_assert_eq!(&document.repaired, &text);
        laws::assert_laws(&document);
    }
}
