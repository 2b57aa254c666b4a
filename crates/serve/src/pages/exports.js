// Everything leaves the project as files: what there is, the server says.

const suffixOf = (kind) => kind.split(".").pop();
const stemOf = ({ kind }) => kind.replace(/\.[^.]*$/, "");

function exportsView() {
  return [make("section", { id: "exports" }, make("h2", {}, word("exports")), make("p", { class: "soft" }, word("exportsNote")), withAnswer(answerOf("export"), exportTable))];
}

function exportTable(kinds) {
  const row = ([, same]) => {
    const [{ name_zh: zh, name_en: en, needs }] = same;
    // Two reports are chosen where they are compared.
    if (needs.includes("a")) return null;
    const options = needs.includes("theme") ? collectionFields() : null;
    return make("tr", {}, make("th", { scope: "row" }, state.language === "zh" ? zh : en, options && make("div", { class: "options" }, Object.values(options))),
      make("td", {}, same.map(({ kind }) => formatLink(kind, () => (options ? chosenOf(options) : {})))));
  };
  return make("table", { class: "rows" }, make("tbody", {}, [...grouped(kinds, stemOf)].map(row)));
}

// A link, for a browser saves what a link leads to without holding it in memory. What is chosen counts when it is clicked.
function formatLink(kind, options) {
  const place = () => `${API}export/${kind}?${new URLSearchParams(options())}`;
  return make("a", { class: "format", href: place(), download: "", "data-kind": kind, click: ({ currentTarget }) => { currentTarget.href = place(); } }, suffixOf(kind));
}

function collectionFields() {
  const select = (key, all, options) => make("select", { id: `collect-${key}`, "aria-label": word(key) }, make("option", { value: "" }, word(all)), options);
  return {
    theme: make("select", { id: "collect-theme", "aria-label": word("theme") },
      THEMES.map((theme, index) => make("option", { value: theme.id }, themeName(index))),
      FINE.filter((topic, index) => themeName(topic.theme) !== fineName(index)).map((topic) => make("option", { value: topic.id }, `${themeName(topic.theme)} · ${topic[state.language]}`))),
    part: select("part", "all", PARTS.map((part) => make("option", { value: part }, word(part)))),
    year: select("year", "allYears", knownYears().map((year) => make("option", { value: year }, year))),
    group_by: make("select", { id: "collect-group", "aria-label": word("groupBy") }, [["unit", "byUnit"], ["theme", "byTopicGroups"]].map(([value, key]) => make("option", { value }, word(key)))),
  };
}

const chosenOf = (fields) => Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]).filter(([, value]) => value));

// The formats of a kind that is made of two reports.
function formatsOf(stem, options) {
  const kinds = (answerOf("export").value || []).filter((one) => stemOf(one) === stem);
  return make("span", { class: "tools" }, kinds.map(({ kind }) => formatLink(kind, () => options)));
}

VIEWS.exports = { draw: exportsView, isCounting: true, isOwn: true };
