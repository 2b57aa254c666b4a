// The frame: views, filters, tools; draws what the state says.

const VIEWS = { overview, reading, list, unsure: unsureList };
const find = (id) => document.getElementById(id);
let drawn = null;

function draw() {
  const root = document.documentElement;
  root.dataset.look = state.look;
  root.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = word("title");
  document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
  find("search").placeholder = word("search");
  find("search").setAttribute("aria-label", word("search"));
  find("look").textContent = word(state.look === "dark" ? "light" : "dark");
  find("language").textContent = word("other");
  drawViews();
  drawFilters();
  const place = `${state.view}/${state.view === "reading" ? state.report : ""}`;
  const main = find("main");
  main.replaceChildren(...VIEWS[state.view]().flat().filter(Boolean));
  if (drawn !== null && drawn !== place) {
    const target = state.view === "reading" && state.paragraph && find(`p${state.paragraph.place}`);
    if (target) target.scrollIntoView({ block: "center" }); else scrollTo(0, 0);
  }
  drawn = place;
}

function drawViews() {
  find("views").replaceChildren(...Object.keys(VIEWS).map((view) => make("button", {
    type: "button", role: "tab", id: `view-${view}`, "aria-selected": String(state.view === view),
    click: () => go({ view, paragraph: null, shown: 50 }),
  }, word(view))));
}

// A chip that puts a value into a set of filters, or takes it out.
function chip(set, value, name, theme) {
  const toggle = () => {
    const chosen = new Set(state[set]);
    if (!chosen.delete(value)) chosen.add(value);
    go({ [set]: chosen, fine: null, shown: 50 });
  };
  return make("button", {
    type: "button", class: "chip", "aria-pressed": String(state[set].has(value)), "data-value": value,
    style: theme === undefined ? {} : { "--c": colour(theme) }, click: toggle,
  }, name);
}

function drawFilters() {
  find("theme-filter").replaceChildren(...THEMES.map((_, theme) => chip("themes", theme, themeName(theme), theme)),
    ...(state.fine === null ? [] : [make("button", { type: "button", class: "chip", "aria-pressed": "true", click: () => go({ fine: null }) }, `${fineName(state.fine)} ×`)]));
  find("part-filter").replaceChildren(...PARTS.map((part) => chip("parts", part, word(part))));
  // A choice of one year is none.
  find("year-filter").replaceChildren(...(YEARS.length > 1 ? YEARS.map((year) => chip("years", year, year)) : []));
  find("unit-filter").replaceChildren(make("option", { value: "" }, word("allUnits")),
    ...UNITS.map((unit) => make("option", { value: unit, selected: unit === state.unit }, unit)));
  find("count").textContent = `${passing().length.toLocaleString()} / ${PARAGRAPHS.length.toLocaleString()} ${word("paragraphs")}`;
}

function start() {
  find("unit-filter").addEventListener("change", (event) => go({ unit: event.target.value, shown: 50 }));
  find("clear").addEventListener("click", () => {
    find("search").value = "";
    go({ themes: new Set(), parts: new Set(), years: new Set(), unit: "", text: "", fine: null, shown: 50 });
  });
  // A search shows its paragraphs, unless a report or the unsure ones are being read.
  find("search").addEventListener("input", (event) => {
    const text = event.target.value.trim();
    go({ text, shown: 50, ...(text && state.view === "overview" ? { view: "list" } : {}) });
  });
  find("look").addEventListener("click", () => {
    const look = state.look === "dark" ? "light" : "dark";
    store("gongwen-look", look);
    go({ look });
  });
  find("language").addEventListener("click", () => {
    const language = state.language === "zh" ? "en" : "zh";
    store("gongwen-language", language);
    go({ language });
  });
  find("print").addEventListener("click", () => print());
  addEventListener("popstate", () => { placeFromAddress(); draw(); });
  addEventListener("hashchange", () => { placeFromAddress(); draw(); });
  placeFromAddress();
  draw();
}

start();
