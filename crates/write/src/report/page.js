// The frame: views, filters, tools; draws what the state says.

// Of one year there is nothing to compare.
const VIEWS = { overview, ...(YEARS.length > 1 ? { years } : {}), reading, list, unsure: unsureList };
const find = (id) => document.getElementById(id);
let drawn = null;

function draw() {
  const root = document.documentElement;
  root.dataset.look = state.look;
  root.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = [word("title"), filterText()].filter(Boolean).join(" · ");
  document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
  find("search").placeholder = word("search");
  find("search").setAttribute("aria-label", word("search"));
  if (find("search").value !== state.text) find("search").value = state.text;
  find("look").textContent = word(state.look === "dark" ? "light" : "dark");
  find("language").textContent = word("other");
  drawViews();
  drawFilters();
  drawCorrections();
  drawKeys();
  const focus = document.activeElement.closest(".menu") && document.activeElement.dataset.theme;
  const place = `${state.view}/${state.view === "reading" ? state.report : ""}`;
  find("main").replaceChildren(printHead(), ...VIEWS[state.view]().flat().filter(Boolean));
  measure();
  if (state.menu) document.querySelector(focus ? `.menu [data-theme="${focus}"]` : ".menu button")?.focus({ preventScroll: true });
  if (drawn !== null && drawn !== place || drawn === null && state.at) {
    const target = state.at && elementOf(state.at);
    if (target) target.scrollIntoView({ block: "center" }); else scrollTo(0, 0);
  }
  drawn = place;
}

// How far down the head reaches that stays in sight.
function measure() {
  const isSticky = getComputedStyle(find("head")).position === "sticky";
  document.documentElement.style.setProperty("--head", `${isSticky ? find("head").offsetHeight : 0}px`);
}

function drawViews() {
  find("views").replaceChildren(...Object.keys(VIEWS).map((view) => make("button", {
    type: "button", role: "tab", id: `view-${view}`, "aria-selected": String(state.view === view),
    click: () => go({ view, at: null, open: null, menu: null, shown: 50 }),
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

function drawCorrections() {
  const { length } = corrected();
  find("corrected").textContent = `${word("corrected")} ${length.toLocaleString()}`;
  find("corrected").setAttribute("aria-pressed", String(state.corrected));
  find("corrected").disabled = !length && !state.corrected;
  find("undo").hidden = !past.length;
  find("redo").hidden = !future.length;
  find("export-corrections").hidden = !length;
}

// Tells what has happened, until something else does.
function say(key, ...values) {
  find("message").textContent = word(key)(...values);
}

function start() {
  const onClick = (id, act) => find(id).addEventListener("click", act);
  find("unit-filter").addEventListener("change", (event) => go({ unit: event.target.value, shown: 50 }));
  onClick("clear", () => go({ ...NO_FILTER(), shown: 50 }));
  // A search shows its paragraphs, unless a report or the unsure ones are being read.
  find("search").addEventListener("input", (event) => {
    const text = event.target.value;
    go({ text, shown: 50, ...(text.trim() && isCounting() ? { view: "list" } : {}) });
  });
  onClick("look", () => {
    const look = state.look === "dark" ? "light" : "dark";
    store("gongwen-look", look);
    go({ look });
  });
  onClick("language", () => {
    const language = state.language === "zh" ? "en" : "zh";
    store("gongwen-language", language);
    go({ language });
  });
  onClick("print", () => print());
  onClick("copy", copyShown);
  onClick("export", exportShown);
  // What was corrected is shown as a list.
  onClick("corrected", () => go({ corrected: !state.corrected, shown: 50, ...(isCounting() && !state.corrected ? { view: "list" } : {}) }));
  onClick("undo", undo);
  onClick("redo", redo);
  onClick("export-corrections", exportCorrections);
  onClick("import-corrections", () => find("import").click());
  find("import").addEventListener("change", async (event) => {
    for (const file of event.target.files) await importCorrections(file);
    event.target.value = "";
  });
  onClick("show-keys", () => find("keys").showModal());
  addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", drawBar);
  // A button of the bar must not take the selection away before it is clicked.
  find("passage").addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("popstate", () => { readAddress(); draw(); });
  addEventListener("storage", takeFromOtherTab);
  addEventListener("resize", measure);
  addEventListener("beforeunload", (event) => { if (!isKept && corrected().length) event.preventDefault(); });
  allOnPaper();
  readKept();
  readAddress();
  draw();
}

start();
