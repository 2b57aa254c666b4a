// What the page says, in Chinese and English.

const WORDS = {
  zh: {
    title: "主题阅读", overview: "总览", reading: "阅读", list: "段落", unsure: "存疑",
    search: "搜索正文…", print: "打印", clear: "清除筛选", unit: "单位", allUnits: "全部单位",
    opening: "开头", done: "成效", problem: "问题", plan: "计划", all: "全部",
    reports: "篇报告", units: "个单位", paragraphs: "段", characters: "字",
    byCharacters: "按字数", byParagraphs: "按段数", measure: "计量",
    sharesByPart: "主题占比：全部、成效与计划", heat: "单位与主题", heatNote: "颜色越深，该单位谈这一主题越多。点击一格看段落。",
    sort: "按这一列排序", byTheme: "大类", byTopic: "细分", perReport: "各报告的主题占比", report: "报告", year: "年份",
    confidence: "把握", evidence: "依据", otherThemes: "各主题可能", noEvidence: "模型没有给出依据",
    threshold: "把握低于", unsureNote: "把握最小的在前，值得人看一眼。", nothing: "没有符合条件的段落。",
    more: "再显示", found: "符合", of: "共", untitled: "（无标题）", outline: "提纲", open: "在原文中看",
    dark: "深色", light: "浅色", other: "English", previous: "上一篇", next: "下一篇", colon: "：",
    topic: "细分主题", source: "出处", empty: "没有可读的报告。",
  },
  en: {
    title: "Reading by theme", overview: "Overview", reading: "Read", list: "Paragraphs", unsure: "Unsure",
    search: "Search the text…", print: "Print", clear: "Clear filters", unit: "Unit", allUnits: "All units",
    opening: "Opening", done: "Results", problem: "Problems", plan: "Plans", all: "All",
    reports: "reports", units: "units", paragraphs: "paragraphs", characters: "characters",
    byCharacters: "by characters", byParagraphs: "by paragraphs", measure: "Measure",
    sharesByPart: "Shares of themes: all, results and plans", heat: "Units and themes",
    heatNote: "The darker, the more a unit says of the theme. A click on a cell shows the paragraphs.",
    sort: "Sort by this column", byTheme: "Themes", byTopic: "Topics", perReport: "Shares of themes by report", report: "Report", year: "Year",
    confidence: "Confidence", evidence: "Evidence", otherThemes: "Likely themes", noEvidence: "The model gives no evidence",
    threshold: "Confidence below", unsureNote: "Least sure first: worth a look.", nothing: "No paragraph fits.",
    more: "Show more", found: "Found", of: "of", untitled: "(untitled)", outline: "Outline", open: "See in the report",
    dark: "Dark", light: "Light", other: "中文", previous: "Previous", next: "Next", colon: ": ",
    topic: "Topic", source: "Source", empty: "There is no report to read.",
  },
};
