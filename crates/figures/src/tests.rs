//! What is read of a text, one line a figure.

use crate::conflicts::{Stated, conflicts};
use crate::{Setting, Value, figures};

fn told(text: &str, setting: &Setting<'_>) -> Vec<String> {
    let of = |figure: crate::Figure| {
        let words = |range: &std::ops::Range<usize>| text[range.clone()].replace('\n', "⏎");
        let value = match figure.value {
            Value::Number(value) => value.to_string(),
            Value::Range(low, high) => format!("{low}..{high}"),
            Value::Masked => "masked".to_owned(),
        };
        let mut line = format!("{} = {value}", words(&figure.span));
        line += &figure.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        line += &figure.indicator.as_ref().map(|range| format!(" | {}", words(range))).unwrap_or_default();
        line += &format!(" | {}{}", figure.role.as_str(), figure.sign.map_or("", |sign| sign.as_str()));
        line += &format!(" {}", figure.status.as_str());
        line += &figure.approx.as_ref().map(|approx| format!(" | {approx}")).unwrap_or_default();
        line += &figure.period.as_ref().map(|range| format!(" | {}", words(range))).unwrap_or_default();
        line += &figure.of_which.as_ref().map(|range| format!(" | of {}", words(range))).unwrap_or_default();
        line
    };
    figures(text, setting).into_iter().map(of).collect()
}

/// The figures of a text, as span and value with unit.
fn values(text: &str) -> Vec<String> {
    let told = told(text, &Setting::default());
    told.into_iter().map(|line| line.split(" | ").next().unwrap_or_default().to_owned()).collect()
}

fn done(text: &str) -> String {
    told(text, &Setting::default()).join("\n")
}

fn planned(text: &str) -> String {
    told(text, &Setting { plan: true, ..Setting::default() }).join("\n")
}

#[test]
fn numbers_of_all_scripts() {
    for (text, expected) in [
        ("到位资金3541.07万元2.3", "3541.07万元 = 3541.07 万元"),
        ("出口额100000万美元。", "100000万美元 = 100000 万美元"),
        ("总投资47.264287亿元。", "47.264287亿元 = 47.264287 亿元"),
        ("补助小于40万。", "40万 = 40 万"),
        ("发放补贴1,200万元。", "1,200万元 = 1200 万元"),
        ("修路２．５公里。", "２．５公里 = 2.5 公里"),
        ("植树１２００株。", "１２００株 = 1200 株"),
        ("整改隐患一百二十处。", "一百二十处 = 120 处"),
        ("播种三万亩。", "三万亩 = 3 万亩"),
        ("改造管网二十点五公里。", "二十点五公里 = 20.5 公里"),
        ("覆盖率达百分之三十。", "百分之三十 = 30 %"),
        ("覆盖率达百分之95.5。", "百分之95.5 = 95.5 %"),
        ("占比近三成。", "三成 = 30 %"),
        ("融资1亿5000万元。", "1亿5000万元 = 1.5 亿元"),
        ("参训L5万人次。", "L5万人次 = 1.5 万人次"),
        ("走访百余户。", "百余户 = 100 户"),
        ("增速-2.4%。", "-2.4% = -2.4 %"),
        ("受理信访1.36万起。", "1.36万起 = 1.36 万起"),
        ("培训3千人。", "3千人 = 3000 人"),
        ("装机300千瓦。", "300千瓦 = 300 千瓦"),
        ("**完成12亿元**", "12亿元 = 12 亿元"),
        ("服务 28 个 社区。", "28 个 = 28 个"),
        ("PM2.5平均浓度31微克/立方米。", "31微克/立方米 = 31 微克/立方米"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
}

#[test]
fn base_units() {
    for (text, unit, value) in [
        ("完成投资12.6亿元。", "元", 1.26e9),
        ("播种1.5万亩。", "平方米", 1e7),
        ("修路20公里。", "米", 20_000.0),
        ("接待3万人次。", "人次", 30_000.0),
        ("占比近三成。", "%", 30.0),
        ("产粮2万吨。", "千克", 2e7),
    ] {
        let found = figures(text, &Setting::default());
        assert_eq!(found[0].base_unit.as_deref(), Some(unit), "{text}");
        assert_eq!(found[0].base_value(), Some(Value::Number(value)), "{text}");
    }
}

#[test]
fn chinese_numerals_are_read_to_their_end() {
    for (text, expected) in [
        ("服务群众一百二十三万四千人。", "一百二十三万四千人 = 1234000 人"),
        ("服务群众一千二百三十四万五千六百人。", "一千二百三十四万五千六百人 = 12345600 人"),
        ("惠及一万二千户。", "一万二千户 = 12000 户"),
        ("惠及一万零五百户。", "一万零五百户 = 10500 户"),
        ("惠及三万余户。", "三万余户 = 3 万户"),
        ("总投资一亿二千万元。", "一亿二千万元 = 1.2 亿元"),
        ("储备资金一万二千亿元。", "一万二千亿元 = 12000 亿元"),
        ("服务群众一亿零三百万五千人。", "一亿零三百万五千人 = 103005000 人"),
        ("选派干部廿五人。", "廿五人 = 25 人"),
        ("失业率控制在〇.五%。", "〇.五% = 0.5 %"),
        ("失业率控制在○．五％。", "○．五％ = 0.5 %"),
        ("总投资二〇〇亿元。", "二〇〇亿元 = 200 亿元"),
        ("拨付资金壹佰贰拾万元。", "壹佰贰拾万元 = 120 万元"),
        ("拨付资金伍万元。", "伍万元 = 5 万元"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
    for text in [
        "全面落实二〇三五年远景目标。",
        "建强干部队伍，收拾旧山河，陆续登陆万家。",
        "融合一二三产业。",
        "编制“十四五”规划，十四五末全面建成。",
        "落实十四五重大项目。",
    ] {
        assert_eq!(values(text), [""; 0], "{text}");
    }
    assert_eq!(values("公园○个，全市唯一两家企业，建成队伍三支。"), [""; 0]);
}

#[test]
fn long_rows_of_numerals_take_linear_time() {
    for digit in ["一", "三", "○", "壹", "零", "1 234 "] {
        // Some times the length of a report; in quadratic time this takes minutes.
        assert_eq!(values(&digit.repeat(100_000)), [""; 0], "{digit}");
    }
}

#[test]
fn a_number_in_parts_is_one_figure() {
    for (text, expected) in [
        ("总投资3亿5千万元。", "3亿5千万元 = 3.5 亿元"),
        ("总投资3亿5000万元。", "3亿5000万元 = 3.5 亿元"),
        ("补助12万5千元。", "12万5千元 = 12.5 万元"),
        ("产粮1万2千吨。", "1万2千吨 = 1.2 万吨"),
        ("走访3万5千6百户。", "3万5千6百户 = 3.56 万户"),
        ("完成投资1 234万元。", "1 234万元 = 1234 万元"),
        ("完成投资12 345 678元。", "12 345 678元 = 12345678 元"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
    let found = figures("总投资3亿5千万元。", &Setting::default());
    assert_eq!(found[0].base_value(), Some(Value::Number(350_000_000.0)));
    assert_eq!(values("总投资3亿5个项目。"), ["3亿 = 3 亿", "5个 = 5 个"]);
    assert_eq!(values("附件1 234个村受益。"), ["234个 = 234 个"]);
}

#[test]
fn guesses_are_ranges() {
    for (text, expected) in [
        ("查处案件数十起。", "数十起 = 20..90 起 | 数"),
        ("查处案件几十起。", "几十起 = 20..90 起 | 几"),
        ("带动就业数百人。", "数百人 = 200..900 人 | 数"),
        ("惠及几万户。", "几万户 = 2..9 万户 | 几"),
        ("引进企业十几家。", "十几家 = 11..19 家 | 几"),
        ("选派八九十人。", "八九十人 = 80..90 人"),
        ("选派十五六人。", "十五六人 = 15..16 人"),
        ("占比达七八成。", "七八成 = 70..80 %"),
    ] {
        let found = figures(text, &Setting::default());
        let approx = found[0].approx.as_ref().map(|approx| format!(" | {approx}")).unwrap_or_default();
        assert_eq!(values(text).len(), 1, "{text}");
        assert_eq!(format!("{}{approx}", values(text)[0]), expected);
    }
    for text in ["参会人数十分可观。", "历经几十年奋斗。", "延续数千年文脉。", "壮大一二三产。"]
    {
        assert_eq!(values(text), [""; 0], "{text}");
    }
    assert_eq!(values("参训人数百余人。"), ["百余人 = 100 人"]);
}

#[test]
fn ranges_share_unit_and_scale() {
    for (text, expected) in [
        ("带动农户3万—5万家。", "3万—5万家 = 3..5 万家"),
        ("计划投资3亿至5亿元。", "3亿至5亿元 = 3..5 亿元"),
        ("计划投资8000万—1.2亿元。", "8000万—1.2亿元 = 0.8..1.2 亿元"),
        ("计划投资8000万元至1亿元。", "8000万元至1亿元 = 0.8..1 亿元"),
        ("惠及9000-1万户。", "9000-1万户 = 0.9..1 万户"),
        ("培训3千-5千人。", "3千-5千人 = 3000..5000 人"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
    // The wrong way round: nobody knows what is meant.
    assert_eq!(values("计划投资5-3亿元。"), [""; 0]);
    assert_eq!(values("企业由3万家到5万家。"), ["3万家 = 3 万家", "5万家 = 5 万家"]);
}

#[test]
fn a_dash_is_a_minus_only_where_a_number_may_be_negative() {
    insta::assert_snapshot!(done("新增就业-100人。税收增速-2.4%。"));
}

#[test]
fn fractions_and_multiples() {
    insta::assert_snapshot!(done(
        "产量占全市1/3。合格的占三分之二以上。水耗下降三成，能耗下降四分之一。产值增长一倍以上，税收增长两倍多。"
    ));
    for text in ["提前完成，1/3版定稿。", "会议于1/3召开。", "三成员单位联动。", "“一倍努力”行动。"]
    {
        assert_eq!(values(text), [""; 0], "{text}");
    }
}

#[test]
fn changes_name_what_changed() {
    insta::assert_snapshot!(done("工业增加值负增长2.1%。"));
    insta::assert_snapshot!(done("减少1.5个百分点。"));
}

#[test]
fn masks_and_ranges() {
    for (text, expected) in [
        ("完成投资XX亿元。", "XX亿元 = masked 亿元"),
        ("年营收xx.x万元。", "xx.x万元 = masked 万元"),
        ("救助*户。", "*户 = masked 户"),
        ("查处案件1×件。", "1×件 = masked 件"),
        ("增速位列全市第（）。", "全市第（） = masked"),
        ("打造3-5个示范村。", "3-5个 = 3..5 个"),
        ("压减20%至30%。", "20%至30% = 20..30 %"),
        ("招引10～20亿元项目。", "10～20亿元 = 10..20 亿元"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
}

#[test]
fn ranks() {
    for (text, expected) in [
        ("增速列全市第3。", "全市第3 = 3"),
        ("总量居全省第十二位。", "全省第十二位 = 12"),
        ("考核连续三年排名第一。", "第一 = 1"),
        ("综合得分进入全省前十。", "全省前十 = 10"),
        ("竞赛获第一名。", "第一名 = 1"),
    ] {
        assert_eq!(values(text), [expected], "{text}");
    }
    assert_eq!(values("两项指标分列全市第2位、第5位。"), ["全市第2位 = 2", "第5位 = 5"]);
    assert_eq!(values("排名由全省第6跃升至第3。"), ["全省第6 = 6", "第3 = 3"]);
}

#[test]
fn what_is_no_figure() {
    for text in [
        "2023年3月12日召开动员会。",
        "印发〔2023〕46号文件。",
        "落实三会一课制度。",
        "学习二十大精神。",
        "建设5G网络和4A级景区。",
        "第3条规定由第二批单位执行。",
        "压实第一责任人责任，建成全市第一家驿站。",
        "增强“四个意识”，做到“两个维护”。",
        "推行“1+3+N”模式，深化“1310”工作法。",
        "办好12345热线。",
        "打造15分钟生活圈，提供24小时服务。",
        "实施三年行动，连续8个月向好。",
        "出台《优化环境20条》。",
        "XX街道推进XX项目建设。",
        "电话0571-88886666。",
        "世界500强企业落户。",
        "三大平台、五个方面一体推进。",
        "上午9时30分开会，比分3:2。",
        "启动二期工程，整治五里坡、十五里河。",
        "启动地铁二三期建设，管控一二类区域。",
        "推进G60走廊和2.0版平台建设。",
        "迎接建党100周年。",
        "共建一支队伍、一批基地。",
        "深入7村走访，房间3×4见方。",
    ] {
        assert_eq!(values(text), [""; 0], "{text}");
    }
}

#[test]
fn classes_of_size_are_no_figures_but_counts_in_them_are() {
    assert_eq!(values("引进亿元以上项目12个。"), ["12个 = 12 个"]);
    assert_eq!(values("新签5000万元以上项目3个、超10亿元项目1个。"), ["3个 = 3 个", "1个 = 1 个"]);
    assert_eq!(values("帮助35周岁以下青年就业60人。"), ["60人 = 60 人"]);
    assert_eq!(values("新增10家以上科技企业。"), ["10家 = 10 家"]);
}

#[test]
fn changes_and_ranks_hang_on_their_level() {
    insta::assert_snapshot!(done(
        "1-9月完成工业总产值84.6亿元，同比增长9.32%，增速高于全市平均1.4个百分点，列全市第3；其中规上工业61亿元，下降2.5%。"
    ));
    insta::assert_snapshot!(done("粮食、蔬菜产量分别增长3.1%、4%，均居全县第二。"));
    insta::assert_snapshot!(done("合格率99.1%，较上年同期提高0.8个百分点。完成年度目标的113%。"));
}

#[test]
fn earlier_values_are_other() {
    insta::assert_snapshot!(done("火灾由12起降到5起，绿化率从35.2%提高到38%。"));
    insta::assert_snapshot!(done("普及率和达标率分别从60%、72%提高到65%、80%。"));
}

#[test]
fn what_is_measured() {
    insta::assert_snapshot!(done(
        "引进两个项目，走访企业86家次，为40户居民更换水表；惠及9个社区3100户居民。"
    ));
    insta::assert_snapshot!(done("新增低保12户31人，发放救助金共8万元。青石、白溪等5个镇完成验收。"));
    insta::assert_snapshot!(done("地区生产总值。全年完成52亿元，增长6%。"));
}

#[test]
fn targets_forecasts_and_results() {
    insta::assert_snapshot!(done(
        "计划总投资3亿元，已完成1.2亿元。预计全年税收2亿元，增长4%。力争引进企业6家。"
    ));
    insta::assert_snapshot!(planned("明年新建停车位300个，已建成的20处充电站全部投用，就业率达95%以上。"));
    insta::assert_snapshot!(done("落实第一批“万人计划”，入选专家2名，完成年度任务的128%（年度目标5个）。"));
}

#[test]
fn tables_name_units_in_their_heads() {
    insta::assert_snapshot!(done(
        "指标\t单位\t1-9月\t同比增长（%）\t排名\n工业产值\t亿元\t128.4\t-2.1\t5\n接待游客\t万人次\tXX\t8\t2"
    ));
    insta::assert_snapshot!(done(
        "镇名\t投资额（亿元）\t年度目标（亿元）\n青石镇\t12.6\t11\n白溪镇\t9.03\t10"
    ));
    let setting = Setting { table_unit: Some("万元"), ..Setting::default() };
    insta::assert_snapshot!(told("序号\t科目\t本年\t增长%\n1\t教育支出\t830\t4.5", &setting).join("\n"));
}

#[test]
fn contradictions_are_told_from_what_only_looks_like_them() {
    let contradicted = |text: &str| {
        let read = figures(text, &Setting::default());
        let stated: Vec<_> = read.iter().map(|figure| Stated { text, figure, year: Some(2023) }).collect();
        conflicts(&stated).iter().filter(|others| !others.is_empty()).count()
    };
    assert_eq!(contradicted("全年旅游总收入12.6亿元。发展文旅。旅游总收入13.1亿元。"), 2);
    for text in [
        "全年旅游总收入12.6亿元。发展文旅。旅游总收入12.58亿元。",
        "全年旅游总收入12.6亿元。发展文旅。1-9月旅游总收入9.8亿元。",
        "全年旅游总收入12.6亿元。发展文旅。2022年旅游总收入11亿元。",
        "全年旅游总收入12.6亿元。五年接续奋斗。旅游总收入51亿元。",
        "城乡居民人均收入分别增长7%、8%。",
        "东部项目总投资12亿元。西部项目总投资13亿元。",
    ] {
        assert_eq!(contradicted(text), 0, "{text}");
    }
}
