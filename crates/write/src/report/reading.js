// The reading view: a report with its outline at the side, every paragraph marked by its theme.

function reading() {
  const report = REPORTS[state.report];
  if (!report) return [make("p", {}, word("empty"))];
  return [make("div", { class: "reading" }, outline(report), make("article", { id: "report" }, head(report), body(report)))];
}

function head(report) {
  const step = (by, key) => make("button", {
    type: "button", disabled: !REPORTS[report.index + by], click: () => go({ report: report.index + by, at: null }),
  }, word(key));
  return [
    make("div", { class: "steps" }, step(-1, "previous"), isFiltered() ? matches() : null, step(1, "next")),
    make("h2", { class: "report-title" }, titleOf(report)),
    make("p", { class: "soft about" }, aboutOf(report)),
    bar(report.paragraphs, { unit: report.name }),
  ];
}

// Leads from match to match, whichever report it stands in.
function matches() {
  const found = passing();
  const step = (by, key) => {
    const next = nearest(found, by);
    return make("button", { type: "button", id: key, disabled: !next, click: () => moveTo(next) }, word(key));
  };
  const place = found.indexOf(state.at) + 1;
  return make("span", { class: "matches" }, step(-1, "previousMatch"), make("span", { class: "soft" }, ` ${place || "–"} / ${found.length.toLocaleString()} `), step(1, "nextMatch"));
}

// Headings and paragraphs in reading order; a run-in heading stands in its paragraph.
function body(report) {
  return report.blocks.map((block, index) => {
    if ("text" in block) return paragraphOf(block);
    if (block.run_in) return make("span", { id: `h${index}`, class: "anchor" });
    return make(`h${Math.min(block.level + 2, 6)}`, { id: `h${index}` }, block.heading);
  });
}

// What a workbench shows under a paragraph besides, and in its menu: functions of the paragraph.
const UNDER = [];
const IN_MENU = [];
// Who says what a paragraph is about, where several may.
const SAID_BY = [];

function paragraphOf(paragraph) {
  const open = state.open === paragraph;
  const choosing = state.menu && state.menu.paragraph === paragraph;
  const words = open ? paragraph.evidence.map(([w]) => w) : [];
  const mark = (text) => (state.text.trim() ? marked(text, wordsOf(state.text), "hit") : marked(text, words, "why"));
  const text = paragraph.passages ? passagesOf(paragraph, mark) : mark(paragraph.text);
  const toggle = () => { if (getSelection().isCollapsed) go({ at: paragraph, open: open ? null : paragraph }); };
  const chooseTheme = () => go({ at: paragraph, menu: choosing ? null : { paragraph, adding: false } });
  const is = { dim: !passes(paragraph), open, at: state.at === paragraph, corrected: paragraph.correction };
  return make("div", {
    id: `p${paragraph.index}`,
    class: ["paragraph", ...Object.keys(is).filter((name) => is[name])].join(" "),
    style: { "--c": colour(paragraph.theme) },
  }, make("p", { click: toggle }, text),
  make("button", { type: "button", class: "tag", "aria-expanded": String(Boolean(choosing)), click: chooseTheme }, tagText(paragraph)),
  make("button", { type: "button", class: "explain", "aria-expanded": String(open), click: toggle }, word("evidence")),
  UNDER.map((under) => under(paragraph)),
  choosing ? menu(paragraph) : null,
  open ? details(paragraph) : null);
}

// The sentences that speak of another theme than the rest, each run underlined in the colour of its theme.
function passagesOf(paragraph, mark) {
  return paragraph.passages.map(([start, end, theme, p, isMarked]) => make("span", {
    class: isMarked ? "passage marked" : "passage", style: { "--c": colour(theme) }, title: `${themeName(theme)} ${isMarked ? word("corrected") : percent(p)}`,
  }, mark(paragraph.text.slice(start, end))));
}

function tagText(paragraph) {
  const { answer, correction, confidence } = paragraph;
  const marks = correction && correction.marks.length ? ` · ✓ ${correction.marks.length} ${word("marked")}` : "";
  if (paragraph.settled) {
    const names = correction.themes.map(themeName).join("＋");
    const isSame = correction.themes.length === 1 && paragraph.theme === answer.theme;
    const by = SAID_BY.map((who) => who(paragraph)).filter(Boolean).map((name) => `${name} · `).join("");
    return `✓ ${names} · ${by}${isSame ? word("confirmed") : `${word("corrected")}（${word("was")} ${themeName(answer.theme)} ${percent(confidence)}）`}${marks}`;
  }
  const [theme, fine] = [themeName(paragraph.theme), fineName(paragraph.fine)];
  return `${theme}${fine === theme ? "" : ` · ${fine}`} ${percent(confidence)}${isUnsure(paragraph) ? ` · ${word("unsure")}` : ""}${marks}`;
}

// Why the paragraph has its theme: likely themes and the words that decided.
function details(paragraph) {
  const row = (name, share, theme) => make("tr", {}, make("th", { scope: "row" }, name),
    make("td", {}, make("span", { class: "meter", style: { "--c": colour(theme), "--share": percent(share, 1) } })), make("td", {}, percent(share, 1)));
  const strongest = Math.max(...paragraph.evidence.map(([, weight]) => weight), 1e-9);
  return make("div", { class: "details" },
    make("div", {}, `${word("confidence")}${word("colon")}${percent(paragraph.confidence, 1)} · ${word("topic")}${word("colon")}${fineName(paragraph.answer.fine)} · ${word(paragraph.part)}`),
    make("div", { class: "pair" },
      make("table", { class: "likely" }, make("caption", {}, word("otherThemes")),
        make("tbody", {}, paragraph.themes.map(([theme, p]) => row(themeName(theme), p, theme)))),
      paragraph.evidence.length
        ? make("table", { class: "evidence" }, make("caption", {}, word("evidence")), make("tbody", {}, paragraph.evidence.map(([w, weight]) =>
          make("tr", {}, make("th", { scope: "row" }, w), make("td", {}, make("span", { class: "meter", style: { "--c": colour(paragraph.answer.theme), "--share": percent(weight / strongest) } })), make("td", {}, weight.toFixed(2))))))
        : make("p", { class: "soft" }, word("noEvidence"))));
}

function outline(report) {
  const jump = (id) => (event) => { event.preventDefault(); document.getElementById(id).scrollIntoView({ block: "start" }); };
  const picker = make("select", { id: "report-picker", "aria-label": word("report"), change: (event) => go({ report: Number(event.target.value), at: null }) },
    REPORTS.map((r) => make("option", { value: r.index, selected: r === report }, `${r.index + 1}. ${titleOf(r)}`)));
  // Under a heading, a dot a paragraph in the colour of its theme.
  const entries = [];
  report.blocks.forEach((block, index) => {
    if ("text" in block) {
      if (entries.length) entries[entries.length - 1].dots.push(make("i", { style: { "--c": colour(block.theme) }, title: themeName(block.theme) }));
    } else {
      entries.push({ block, id: `h${index}`, dots: [] });
    }
  });
  return make("aside", { id: "outline", "aria-label": word("outline") }, picker, make("ol", {}, entries.map(({ block, id, dots }) =>
    make("li", { style: { "--level": block.level } }, make("a", { href: `#${id}`, click: jump(id) }, block.heading), make("span", { class: "dots" }, dots)))));
}
