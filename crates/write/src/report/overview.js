// The overview: shares over all and by part, the heat map, shares per report.
//
// Shares are of all themes' text, also under a filter of themes: it chooses which of them are shown.

function overview() {
  const paragraphs = passing();
  const whole = PARAGRAPHS.filter(passesOthers);
  const characters = paragraphs.reduce((sum, p) => sum + p.length, 0);
  const reports = new Set(paragraphs.map((p) => p.report));
  const units = new Set(paragraphs.map((p) => p.unit));
  const figure = (value, key) => make("div", { class: "figure" }, make("b", {}, value.toLocaleString()), ` ${word(key)}`);
  return [
    make("div", { class: "figures" },
      figure(reports.size, "reports"), figure(units.size, "units"),
      figure(paragraphs.length, "paragraphs"), figure(characters, "characters"),
      make("a", { href: address({ view: "unsure" }), class: "figure" }, make("b", {}, unsure().length.toLocaleString()), ` ${word("unsure")}`),
      choice("measure", [["characters", "byCharacters"], ["paragraphs", "byParagraphs"]])),
    make("section", { id: "shares" }, make("h2", {}, word("sharesByPart")),
      state.themes.size || state.fine !== null ? make("p", { class: "soft" }, word("chosen")) : null, sharesByPart(whole)),
    make("section", { id: "heat" },
      make("h2", {}, word("heat"), " ", choice("heatFine", [[false, "byTheme"], [true, "byTopic"]], { heatSort: null })),
      make("p", { class: "soft" }, word("heatNote")), heatMap(whole)),
    make("section", { id: "per-report" }, make("h2", {}, word("perReport")), perReport(whole)),
  ];
}

// Buttons of which one is pressed; pressing another changes `also` too.
function choice(key, options, also = {}) {
  return make("span", { class: "choice", role: "group" }, options.map(([value, name]) => make("button", {
    type: "button", "aria-pressed": String(state[key] === value), click: () => go({ [key]: value, ...also }),
  }, word(name))));
}

// The themes, or topics, that the filter lets through: index, theme that gives the colour, name.
function columnsOf(isFine) {
  const columns = isFine ? FINE.map((fine, index) => [index, fine.theme, fineName(index)]) : THEMES.map((_, index) => [index, index, themeName(index)]);
  return columns.filter(([index, theme]) => (!state.themes.size || state.themes.has(theme)) && (!isFine || state.fine === null || state.fine === index));
}

const keyOf = (isFine) => (isFine ? (p) => p.fine : themeOf);

// A bar of theme shares; a click on a stretch shows its paragraphs.
function bar(paragraphs, filter) {
  const isFine = state.fine !== null;
  const sums = amounts(paragraphs, state.measure, keyOf(isFine));
  const all = total(sums) || 1;
  const stretches = columnsOf(isFine).map(([index, theme, name]) => [(sums.get(index) || 0) / all, theme, name]).filter(([share]) => share > 0);
  return make("div", { class: "bar" }, stretches.map(([share, theme, name]) => make("button", {
    type: "button",
    style: { width: `${share * 100}%`, "--c": colour(theme) },
    title: `${name} ${percent(share, 1)}`,
    "aria-label": `${name} ${percent(share, 1)}`,
    click: () => go({ view: "list", shown: 50, at: null, themes: new Set([theme]), ...filter }),
  }, make("span", {}, percent(share)), make("span", {}, name))));
}

function sharesByPart(paragraphs) {
  const row = (part) => {
    const chosen = part ? paragraphs.filter((p) => p.part === part) : paragraphs;
    if (!chosen.length) return null;
    return make("tr", {}, make("th", { scope: "row" }, word(part || "all")),
      make("td", {}, bar(chosen, part ? { parts: new Set([part]) } : {})));
  };
  return make("table", { class: "bars" }, make("tbody", {}, [null, "done", "problem", "plan"].map(row)));
}

// Units by themes: the share of the unit's text, as depth of colour.
function heatMap(paragraphs) {
  const isFine = state.heatFine || state.fine !== null;
  const columns = columnsOf(isFine);
  const cell = (unit, sums, all) => ([index, theme, name]) => {
    const share = (sums.get(index) || 0) / all;
    const filter = isFine ? { fine: index, themes: new Set() } : { themes: new Set([theme]) };
    return make("td", {}, share ? make("button", {
      type: "button",
      class: share > 0.45 ? "deep" : "",
      style: { "--c": colour(theme), "--share": percent(Math.min(1, share * 1.4 + 0.04)) },
      title: `${unit} · ${name} ${percent(share, 1)}`,
      click: () => go({ view: "list", shown: 50, at: null, unit, ...filter }),
    }, percent(share)) : null);
  };
  const rows = [...grouped(paragraphs, (p) => p.unit)].map(([unit, own]) => {
    const sums = amounts(own, state.measure, keyOf(isFine));
    return { unit, sums, all: total(sums) || 1 };
  });
  return make("div", { class: isFine ? "wide fine" : "wide" }, make("table", { class: "heat" },
    make("thead", {}, make("tr", {}, sortHead("unit", word("unit"), {}), columns.map(([index, theme, name]) => sortHead(index, name, { color: `rgb(${colour(theme)})` })))),
    make("tbody", {}, sorted(rows).map(({ unit, sums, all }) =>
      make("tr", {}, make("th", { scope: "row", title: unit }, unit), columns.map(cell(unit, sums, all)))))));
}

// A column's head: pressed once it sorts by the column, most first or units by name; twice the other way round; a
// third time not at all.
function sortHead(by, name, style) {
  const { heatSort } = state;
  const turns = heatSort && heatSort.by === by ? heatSort.turns : 0;
  const isDown = (turns === 1) === (by !== "unit");
  return make("th", { scope: "col", "aria-sort": turns ? (isDown ? "descending" : "ascending") : "none" },
    make("button", { type: "button", style, title: word("sort"), click: () => go({ heatSort: turns === 2 ? null : { by, turns: turns + 1 } }) },
      name, turns ? (isDown ? " ↓" : " ↑") : ""));
}

function sorted(rows) {
  const { by, turns } = state.heatSort || {};
  if (!turns) return rows;
  const share = ({ sums, all }) => (sums.get(by) || 0) / all;
  const order = by === "unit" ? (a, b) => a.unit.localeCompare(b.unit, "zh") : (a, b) => share(b) - share(a);
  return rows.sort((a, b) => (turns === 1 ? order(a, b) : order(b, a)));
}

function perReport(paragraphs) {
  const byReport = grouped(paragraphs, (p) => p.report);
  const row = (report) => {
    const own = byReport.get(report);
    if (!own) return null;
    const parts = ["done", "plan"].map((part) => [part, own.filter((p) => p.part === part)]).filter(([, some]) => some.length);
    return make("tr", {},
      make("td", {}, make("a", { href: address({ view: "reading", report: report.index, at: null }) }, titleOf(report)),
        make("div", { class: "soft" }, aboutOf(report))),
      make("td", {}, bar(own, { unit: report.name }), parts.map(([part, some]) =>
        make("div", { class: "part" }, make("span", { class: "soft" }, word(part)), bar(some, { unit: report.name, parts: new Set([part]) })))));
  };
  return make("table", { class: "reports" }, make("tbody", {}, REPORTS.map(row)));
}
