// The view of years: attention over time as lines, units side by side, words that rise and fall.
//
// The year is the one a paragraph speaks of. Shares are of all themes' text of the year, under the filters of part,
// unit and search; a filter of themes chooses which lines are shown.

Object.assign(WORDS.zh, {
  years: "历年", attention: "各主题历年占比", attentionNote: "按段落所说的年份；年份缺文字处断开。点击表中一格看段落。", remainder: (name) => `“${name}”只列在表中，单选它才画线。`,
  bandNote: "虚线和色带：按核对样本校正的占比及其95%置信区间，整段归其主题；实线按段内各句归主题，不作校正。", thinYears: (list, least) => `${list}不足${least}字，未列。`,
  estimated: "校正", sideBySide: "各单位历年占比", sideNote: "纵轴相同，可以互比。", figuresOf: "数据",
  wordsOfYears: "词语升降", rising: "上升的词", falling: "下降的词", theWord: "词", perYear: "历年", rates: "每万词", sureness: "z",
  wordsNote: (part, earlier, later) => `${part}部分，${later}与${earlier}相比。z：对数优势比之差除以标准误（以全部材料为先验，Monroe 等 2008），绝对值1.96以上才列；不列单位名和地名。`,
  noWords: "这里没有把握说哪些词升降：年份不足两个，或文字太少。选定一个单位、一个主题或“成效”“计划”可以换着看。",
  allThemes: "全部主题", noYears: "筛选之后只剩一个年份，看不出变化。",
});
Object.assign(WORDS.en, {
  years: "Years", attention: "Shares of themes by year", attentionNote: "By the year a paragraph speaks of; a line breaks where a year has no text. A click on a cell shows the paragraphs.", remainder: (name) => `“${name}” stands in the table alone, and is charted where it is chosen.`,
  bandNote: "Broken lines and bands: shares corrected by a checked sample, with 95% intervals, whole paragraphs by their theme; full lines count passages and are not corrected.", thinYears: (list, least) => `Not shown, with less than ${least} characters: ${list}.`,
  estimated: "estimated", sideBySide: "Units side by side", sideNote: "All to one scale.", figuresOf: "Data",
  wordsOfYears: "Words that rise and fall", rising: "Rising", falling: "Falling", theWord: "Word", perYear: "By year", rates: "In 10,000 words", sureness: "z",
  wordsNote: (part, earlier, later) => `${part}, ${later} against ${earlier}. z: difference of log-odds by its standard error (all reports as prior, Monroe et al. 2008), told from 1.96 on; without names of units and places.`,
  noWords: "No word is sure to rise or fall here: there are no two years, or too little text. Choose a unit, a theme, results or plans to see others.",
  allThemes: "All themes", noYears: "The filters leave one year, which shows no change.",
});

// Less text of a year is no base for shares, in characters.
const THIN = 300;
const isNarrow = () => matchMedia("(max-width: 760px)").matches;

function years() {
  const dated = PARAGRAPHS.filter((p) => p.year && passesOthers(p));
  const byYear = grouped(dated, (p) => p.year);
  const isThin = (year) => byYear.get(year).reduce((sum, p) => sum + p.length, 0) < THIN;
  const all = [...byYear.keys()].sort();
  const [shownYears, thin] = [all.filter((year) => !isThin(year)), all.filter(isThin)];
  if (shownYears.length < 2) return [make("p", {}, word("noYears")), wordsOfYears()];
  const lines = linesOf(dated, shownYears, state.unit || null);
  const units = [...grouped(dated, (p) => p.unit)]
    .map(([unit, own]) => ({ unit, lines: linesOf(own, shownYears, unit) }))
    .filter(({ lines: [first] }) => first && first.values.filter((value) => value !== null).length > 1);
  const hasBands = lines.some((line) => line.intervals.some(Boolean));
  return [
    make("section", { id: "attention" }, make("h2", {}, word("attention"), " ", choice("measure", [["characters", "byCharacters"], ["paragraphs", "byParagraphs"]])),
      make("p", { class: "soft" }, word("attentionNote"), hasBands ? ` ${word("bandNote")}` : "", thin.length ? ` ${word("thinYears")(thin.join("、"), THIN)}` : "",
        charted(lines).length < lines.length ? ` ${word("remainder")(THEMES.find(isRemainder)[state.language])}` : ""),
      make("div", { class: "beside" },
        chart({ years: shownYears, lines: charted(lines), top: highest([charted(lines)]), ...(isNarrow() ? { wide: 350, tall: 280 } : { wide: 640, tall: 330 }), label: word("attention") }),
        tableOf(shownYears, lines))),
    units.length > 1 ? sideBySide(shownYears, units) : null,
    wordsOfYears(),
  ];
}

// A line a theme, or topic: its share of what some paragraphs say of each year; null where they say too little.
function linesOf(paragraphs, years, unit) {
  const isFine = state.fine !== null;
  const byYear = grouped(paragraphs, (p) => p.year);
  const sums = years.map((year) => amounts(byYear.get(year) || [], state.measure, keyOf(isFine)));
  return columnsOf(isFine).map(([index, theme, name]) => ({
    name, theme,
    values: sums.map((sum) => (total(sum) ? (sum.get(index) || 0) / total(sum) : null)),
    intervals: years.map((year) => intervalOf(unit, year, isFine ? null : theme)),
    choose: (year) => go({ view: "list", shown: 50, at: null, years: new Set([year]), ...(unit ? { unit } : {}), ...(isFine ? { fine: index, themes: new Set() } : { themes: new Set([theme]) }) }),
  }));
}

// What belongs to no theme is most of many reports, and would press all other lines down.
const isRemainder = ({ id }) => id === "other";
const charted = (lines) => (state.themes.size || state.fine !== null ? lines : lines.filter(({ theme }) => !isRemainder(THEMES[theme])));

// The interval of a theme's share; it holds for all characters of the year, and for no selection of them.
function intervalOf(unit, year, theme) {
  if (state.measure !== "characters" || state.parts.size || state.text.trim() || state.corrected) return null;
  const found = (DATA.years.intervals || []).find((one) => (one.unit ?? null) === unit && one.year === year && one.theme === theme);
  return found ? [found.low, found.high, found.share] : null;
}

const highest = (groups) => Math.max(0.01, ...groups.flat().flatMap((line) => [...line.values, ...line.intervals.map((interval) => interval && interval[1])]));

function tableOf(years, lines) {
  const cell = ({ name, theme, values, intervals, choose }, index) => {
    const [share, interval] = [values[index], intervals[index]];
    if (share === null) return make("td", {});
    const between = interval ? ` · ${word("estimated")} ${percent(interval[2], 1)} (${percent(interval[0], 1)}–${percent(interval[1], 1)})` : "";
    return make("td", {}, make("button", {
      type: "button", style: { "--c": colour(theme), "--share": percent(Math.min(1, share * 1.4 + 0.04)) }, class: share > 0.45 ? "deep" : "",
      title: `${years[index]} · ${name} ${percent(share, 1)}${between}`, click: () => choose(years[index]),
    }, percent(share)));
  };
  return make("div", { class: "wide by-year" }, make("table", { class: "heat" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, word("year")), lines.map(({ name, theme }) => make("th", { scope: "col", style: { color: `rgb(${colour(theme)})` } }, name)))),
    make("tbody", {}, years.map((year, index) => make("tr", {}, make("th", { scope: "row" }, year), lines.map((line) => cell(line, index)))))));
}

function sideBySide(years, units) {
  const top = highest(units.map(({ lines }) => charted(lines)));
  const one = ({ unit, lines }) => make("figure", { class: "unit" }, make("figcaption", {}, unit),
    chart({ years, lines: charted(lines), top, wide: 340, tall: 200, plain: true, label: `${unit} ${word("attention")}` }),
    make("details", {}, make("summary", {}, word("figuresOf")), tableOf(years, lines)));
  const rest = units.length - state.shown;
  return make("section", { id: "side-by-side" }, make("h2", {}, word("sideBySide")),
    make("p", { class: "soft key" }, word("sideNote"), " ", charted(units[0].lines).map(({ name, theme }) => make("span", { style: { "--c": colour(theme) } }, name))),
    make("div", { class: "units" }, units.slice(0, state.shown).map(one)),
    rest > 0 ? make("button", { type: "button", class: "more", click: () => go({ shown: state.shown + 50 }) }, `${word("more")} (${rest})`) : null);
}

// Words were counted when the page was made: of all units or one, of all themes or one, of results or plans.
function wordsOfYears() {
  const theme = state.themes.size === 1 ? [...state.themes][0] : null;
  const chosen = [...state.parts].filter((part) => part === "done" || part === "plan");
  const parts = chosen.length === 1 ? chosen : ["done", "plan"];
  const unit = knownUnits().length > 1 ? state.unit || null : null;
  const here = DATA.years.words.filter((one) => one.unit === unit && one.theme === theme);
  const found = parts.map((part) => here.find((one) => one.part === part)).find(Boolean);
  const title = make("h2", {}, word("wordsOfYears"), make("span", { class: "soft" }, ` ${[unit, theme === null ? word("allThemes") : themeName(theme)].filter(Boolean).join(" · ")}`));
  if (!found) return make("section", { id: "words" }, title, make("p", {}, word("noWords")));
  const half = Math.floor(found.years.length / 2);
  const span = (some) => (some.length > 1 ? `${some[0]}–${some[some.length - 1]}` : String(some[0]));
  const note = word("wordsNote")(word(found.part), span(found.years.slice(0, half)), span(found.years.slice(-half)));
  return make("section", { id: "words" }, title, make("p", { class: "soft" }, note),
    make("div", { class: "pair" }, trendTable("rising", found, half), trendTable("falling", found, half)));
}

function trendTable(key, { years, sizes, part, [key]: trends }, half) {
  const rates = (counts) => counts.map((count, index) => count / sizes[index] * 10000);
  const rate = (counts, from, to) => {
    const sum = (some) => some.slice(from, to).reduce((a, b) => a + b, 0);
    return (sum(counts) / sum(sizes) * 10000).toFixed(1);
  };
  const theme = state.themes.size === 1 ? {} : { themes: new Set() };
  const row = ({ word: text, z, counts }) => make("tr", {},
    make("th", { scope: "row" }, make("button", { type: "button", class: "word", click: () => go({ view: "list", shown: 50, at: null, text: `“${text}”`, parts: new Set([part]), ...theme }) }, text)),
    make("td", {}, bars(years, rates(counts))),
    make("td", {}, `${rate(counts, 0, half)} → ${rate(counts, years.length - half)}`), make("td", {}, z.toFixed(1)));
  return make("table", { class: "trend" }, make("caption", {}, word(key)),
    make("thead", {}, make("tr", {}, ["theWord", "perYear", "rates", "sureness"].map((name) => make("th", { scope: "col" }, word(name))))),
    make("tbody", {}, trends.map(row)));
}

// A bar a year, the highest as tall as the row.
function bars(years, rates) {
  const most = Math.max(...rates, 1e-9);
  const width = Math.max(3, Math.min(12, 110 / years.length - 1));
  const label = years.map((year, index) => `${year} ${rates[index].toFixed(1)}`).join("，");
  return draws("svg", { class: "bars-of-years", width: years.length * (width + 1), height: 18, role: "img", "aria-label": label }, draws("title", {}, label),
    rates.map((rate, index) => draws("rect", { x: index * (width + 1), y: 18 - Math.max(1, rate / most * 18), width, height: Math.max(1, rate / most * 18) })));
}
