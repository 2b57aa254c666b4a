// Two reports side by side: themes, headings, figures with their change, passages copied.

function compareView() {
  return viewOfTwo("compare", ["before", "after"], (records, a, b) => {
    const of = (kind) => records.filter((record) => record.kind === kind);
    const [whole] = of("comparison");
    return [
      whole ? summaryOfTwo(whole) : null,
      sectionOf("comparedThemes", themesOfTwo(of("theme"))),
      sectionOf("comparedFigures", figuresOfTwo(of("figure"), a, b)),
      sectionOf("comparedHeadings", headingsOfTwo(of("heading"), a, b)),
      sectionOf("comparedCopies", copiesOfTwo(of("copied"), a, b)),
    ];
  });
}

const sectionOf = (key, content) => (content ? make("section", { id: key }, make("h2", {}, word(key)), content) : null);

function summaryOfTwo(whole) {
  const figure = (value, key) => make("div", { class: "figure" }, make("b", {}, value), ` ${word(key)}`);
  return make("div", { class: "figures" },
    figure(whole.headings_kept, "headingsKept"), figure(whole.headings_new, "headingsNew"), figure(whole.headings_dropped, "headingsDropped"),
    figure(whole.figures, "figuresPaired"), figure(whole.contradicted, "contradictedCount"), figure(percent(whole.copied_share), "copiedShare"));
}

function themesOfTwo(records) {
  const row = ({ theme: id, a_share: before, b_share: after, change_points: change }) => {
    const theme = THEMES.findIndex((one) => one.id === id);
    const meter = (share) => make("span", { class: "meter", style: { "--c": colour(Math.max(theme, 0)), "--share": percent(share, 1) } });
    return make("tr", {}, make("th", { scope: "row" }, theme < 0 ? id : themeName(theme)),
      make("td", { class: "measure" }, meter(before)), make("td", { class: "number" }, percent(before, 1)),
      make("td", { class: "measure" }, meter(after)), make("td", { class: "number" }, percent(after, 1)), make("td", { class: "number" }, signed(change)));
  };
  return records.length ? make("table", { class: "rows" }, headRow(["theme", ["nothingElse", "measured"], number("before"), ["nothingElse", "measured"], number("after"), number("points")]), make("tbody", {}, records.map(row))) : null;
}

const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)}`;

function figuresOfTwo(records, a, b) {
  const change = ({ change: ratio, change_points: points }) => (points !== null ? `${signed(points)} ${word("pointsShort")}` : ratio !== null ? `${ratio > 0 ? "+" : ratio < 0 ? "−" : ""}${(Math.abs(ratio) * 100).toFixed(1)}%` : "");
  const row = (figure) => make("tr", { class: figure.verdict === "contradicted" ? "flagged" : "" },
    make("td", {}, figure.indicator), make("td", {}, make("span", { class: `status ${figure.status}` }, word(`figure-${figure.status}`))),
    make("td", { class: "number" }, placeLink(a, figure.a_start, figure.a_text)), make("td", { class: "number" }, placeLink(b, figure.b_start, figure.b_text)),
    make("td", { class: "number" }, change(figure)), make("td", { class: "number" }, figure.stated ?? ""),
    make("td", {}, figure.verdict === "contradicted" ? make("span", { class: "failure" }, `${word("contradicted")} ${figure.expected ?? ""}`) : figure.verdict ? word(`verdict-${figure.verdict}`) : ""));
  return records.length ? cardTable(["indicator", "status", number("before"), number("after"), number("changed"), number("statedChange"), "verdict"], doubtfulFirst(records).map(row)) : null;
}

const doubtfulFirst = (records) => [...records].sort((x, y) => (y.verdict === "contradicted") - (x.verdict === "contradicted"));

function headingsOfTwo(records, a, b) {
  const row = ({ status, a_title: before, b_title: after, a_start: from, b_start: to }) => make("tr", {},
    make("td", {}, make("span", { class: `status ${status}` }, word(`heading-${status}`))),
    make("td", {}, before ? placeLink(a, from, before) : ""), make("td", {}, after ? placeLink(b, to, after) : ""));
  return records.length ? cardTable(["status", "before", "after"], records.map(row)) : null;
}

function copiesOfTwo(records, a, b) {
  const one = (copy) => make("li", {}, make("div", { class: "soft" }, `${copy.path} · ${word(`copy-${copy.how}`)} ${percent(copy.similarity)} · ${copy.letters} ${word("characters")}`),
    make("p", {}, copy.text), make("div", { class: "soft" }, placeLink(a, copy.a_start, word("before")), " · ", placeLink(b, copy.b_start, word("after"))));
  return records.length ? make("ul", { class: "copies" }, records.map(one)) : null;
}

VIEWS.compare = { draw: compareView, isCounting: true, isOwn: true };
