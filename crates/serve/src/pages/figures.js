// The figures of a report: what each measures, and whether it was reached or is aimed at.

const FIGURE_COLUMNS = ["indicator", number("value"), "period", "role", "status", "part", "year", "theme"];
let figureSearch = "";

function figuresView() {
  const files = readable();
  const file = files.find(({ id }) => id === state.about) ?? files[0];
  const known = answerOf("reports");
  if (known.value && !file) return [make("section", {}, make("h2", {}, word("figures")), make("p", { class: "soft" }, word("needsOne")))];
  return [
    make("section", { id: "figures" }, make("h2", {}, word("figures")), make("p", { class: "soft" }, word("figuresNote")), file ? reportPicker("about", files, file) : null,
      withAnswer(file ? answerOf("figures", { report: file.id }) : known, ({ records }) => figureTable(records, file))),
  ];
}

function figureTable(records, file) {
  const body = make("tbody", {}, figureRows(records, file));
  const count = make("output", { class: "soft" }, figuresCount(records));
  const input = make("input", { id: "figure-search", type: "search", value: figureSearch, autocomplete: "off", placeholder: word("searchFigures"), "aria-label": word("searchFigures"), input: ({ target }) => {
    figureSearch = target.value;
    body.replaceChildren(...figureRows(records, file));
    count.textContent = figuresCount(records);
  } });
  return [
    make("p", {}, input, " ", count),
    make("table", { class: "rows cards" }, headRow(FIGURE_COLUMNS), body),
  ];
}

const foundFigures = (records) => records.filter(({ indicator, text, path }) => figureSearch.trim().split(/\s+/).every((piece) => `${indicator ?? ""}${text}${path.join("")}`.includes(piece)));
const figuresCount = (records) => `${foundFigures(records).length.toLocaleString()} / ${records.length.toLocaleString()}`;

function figureRows(records, file) {
  return labelled(FIGURE_COLUMNS, foundFigures(records).map((figure) => {
    const theme = THEMES.findIndex(({ id }) => id === figure.theme);
    return make("tr", { class: figure.conflicts.length ? "flagged" : "" },
      make("td", {}, figure.indicator ?? make("span", { class: "soft" }, "—"), figure.of_which ? make("span", { class: "soft" }, ` ${word("ofWhich")}`) : null),
      make("td", { class: "number" }, placeLink(file, figure.start, figure.text), figure.conflicts.length ? make("div", { class: "failure" }, word("conflicting")) : null),
      make("td", {}, figure.period ?? ""), make("td", {}, word(`role-${figure.role}`)), make("td", {}, make("span", { class: `status ${figure.status}` }, word(`figure-${figure.status}`))),
      make("td", {}, word(figure.part)), make("td", {}, figure.year ?? ""),
      make("td", { style: theme < 0 ? {} : { color: `rgb(${colour(theme)})` } }, theme < 0 ? "" : themeName(theme)));
  }));
}

VIEWS.figures = { draw: figuresView, isCounting: true, isOwn: true };
