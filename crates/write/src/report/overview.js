// The overview: shares over all and by part, the heat map, shares per report.

function overview() {
  const paragraphs = passing();
  const characters = paragraphs.reduce((sum, p) => sum + p.length, 0);
  const reports = new Set(paragraphs.map((p) => p.report));
  const units = new Set([...reports].map((r) => r.name));
  const figure = (value, key) => make("div", { class: "figure" }, make("b", {}, value.toLocaleString()), ` ${word(key)}`);
  return [
    make("div", { class: "figures" },
      figure(reports.size, "reports"), figure(units.size, "units"),
      figure(paragraphs.length, "paragraphs"), figure(characters, "characters"),
      make("a", { href: "#unsure", class: "figure" }, make("b", {}, unsure().length.toLocaleString()), ` ${word("unsure")}`),
      choice("measure", [["characters", "byCharacters"], ["paragraphs", "byParagraphs"]])),
    make("section", { id: "shares" }, make("h2", {}, word("sharesByPart")), sharesByPart(paragraphs)),
    make("section", { id: "heat" },
      make("h2", {}, word("heat"), " ", choice("heatFine", [[false, "byTheme"], [true, "byTopic"]], { heatSort: null })),
      make("p", { class: "soft" }, word("heatNote")), heatMap(paragraphs)),
    make("section", { id: "per-report" }, make("h2", {}, word("perReport")), perReport(paragraphs)),
  ];
}

// Buttons of which one is pressed; pressing another changes `also` too.
function choice(key, options, also = {}) {
  return make("span", { class: "choice", role: "group" }, options.map(([value, name]) => make("button", {
    type: "button", "aria-pressed": String(state[key] === value), click: () => go({ [key]: value, ...also }),
  }, word(name))));
}

// A bar of theme shares; a click on a stretch shows its paragraphs.
function bar(paragraphs, filter) {
  const sums = amounts(paragraphs, state.measure, themeOf);
  const all = total(sums);
  const stretches = THEMES.map((_, theme) => [theme, (sums.get(theme) || 0) / (all || 1)]).filter(([, share]) => share > 0);
  return make("div", { class: "bar" }, stretches.map(([theme, share]) => make("button", {
    type: "button",
    style: { "flex-grow": share, "--c": colour(theme) },
    title: `${themeName(theme)} ${percent(share, 1)}`,
    "aria-label": `${themeName(theme)} ${percent(share, 1)}`,
    click: () => go({ view: "list", shown: 50, themes: new Set([theme]), ...filter }),
  }, share >= 0.07 ? `${themeName(theme)} ${percent(share)}` : share >= 0.04 ? percent(share) : "")));
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
  const columns = state.heatFine ? FINE.map((fine, index) => [index, fine.theme, fineName(index)])
    : THEMES.map((_, index) => [index, index, themeName(index)]);
  const key = state.heatFine ? (p) => p.fine : themeOf;
  const byUnit = grouped(paragraphs, (p) => p.report.name);
  const cell = (unit, sums, all) => ([index, theme, name]) => {
    const share = (sums.get(index) || 0) / all;
    const filter = state.heatFine ? { fine: index, themes: new Set() } : { themes: new Set([theme]) };
    return make("td", {}, share ? make("button", {
      type: "button",
      class: share > 0.45 ? "deep" : "",
      style: { "--c": colour(theme), "--share": percent(Math.min(1, share * 1.4 + 0.04)) },
      title: `${unit} · ${name} ${percent(share, 1)}`,
      click: () => go({ view: "list", shown: 50, unit, ...filter }),
    }, percent(share)) : null);
  };
  const rows = [...byUnit].map(([unit, own]) => {
    const sums = amounts(own, state.measure, key);
    return { unit, sums, all: total(sums) || 1 };
  });
  const share = ({ sums, all }) => (sums.get(state.heatSort) || 0) / all;
  if (state.heatSort !== null) rows.sort((a, b) => share(b) - share(a));
  const head = ([index, theme, name]) => make("th", { scope: "col", "aria-sort": state.heatSort === index ? "descending" : "none" },
    make("button", {
      type: "button", style: { color: `rgb(${colour(theme)})` }, title: word("sort"),
      click: () => go({ heatSort: state.heatSort === index ? null : index }),
    }, name, state.heatSort === index ? " ↓" : ""));
  return make("div", { class: "wide" }, make("table", { class: `heat${state.heatFine ? " fine" : ""}` },
    make("thead", {}, make("tr", {}, make("th", {}, word("unit")),
      columns.map(head))),
    make("tbody", {}, rows.map(({ unit, sums, all }) =>
      make("tr", {}, make("th", { scope: "row" }, unit), columns.map(cell(unit, sums, all)))))));
}

function perReport(paragraphs) {
  const chosen = new Set(paragraphs);
  const row = (report) => {
    const own = report.paragraphs.filter((p) => chosen.has(p));
    if (!own.length) return null;
    const parts = [["done", own.filter((p) => p.part === "done")], ["plan", own.filter((p) => p.part === "plan")]];
    return make("tr", {},
      make("td", {}, make("a", { href: `#reading/${report.index + 1}` }, titleOf(report)),
        make("div", { class: "soft" }, aboutOf(report))),
      make("td", {}, bar(own, { unit: report.name }), parts.map(([part, some]) => (some.length
        ? make("div", { class: "part" }, make("span", { class: "soft" }, word(part)), bar(some, { unit: report.name, parts: new Set([part]) }))
        : null))));
  };
  return make("table", { class: "reports" }, make("tbody", {}, REPORTS.map(row)));
}
