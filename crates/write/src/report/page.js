// The frame: views, filters, tools; draws what the state says.

// The views: what draws them, which paragraphs they show and walk through, whether they only count them, whether
// filters choose nothing in them (`isOwn`), and whether there is something to see. A workbench has more of them.
const VIEWS = {
  overview: { draw: overview, isCounting: true },
  // Of one year there is nothing to compare.
  years: { draw: years, isCounting: true, isOffered: () => knownYears().length > 1 },
  reading: { draw: reading, shown: shownOfReport, walked: () => REPORTS[state.report]?.paragraphs ?? [] },
  list: { draw: list },
  unsure: { draw: unsureList, shown: unsure },
};
// What a workbench draws besides.
const ALSO_DRAWN = [];
const find = (id) => document.getElementById(id);
let drawn = null;

function draw() {
  const root = document.documentElement;
  root.dataset.look = state.look;
  root.lang = state.language === "zh" ? "zh-CN" : "en";
  const focused = focusedPlace();
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
  ALSO_DRAWN.forEach((also) => also());
  const { id, dataset: { theme } } = document.activeElement.closest(".menu") ? document.activeElement : { dataset: {} };
  const inMenu = id ? `#${id}` : theme ? `.menu [data-theme="${theme}"]` : ".menu button";
  const place = `${state.view}/${state.view === "reading" ? state.report : ""}`;
  find("main").replaceChildren(printHead(), ...VIEWS[state.view].draw().flat().filter(Boolean));
  measure();
  if (state.menu) document.querySelector(inMenu)?.focus({ preventScroll: true });
  else focusAt(focused, drawn === place);
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
  const offered = Object.keys(VIEWS).filter((view) => VIEWS[view].isOffered?.() ?? true);
  find("views").replaceChildren(...offered.map((view) => make("button", {
    type: "button", role: "tab", id: `view-${view}`, "aria-controls": "main", "aria-selected": String(state.view === view),
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
  find("filters").classList.toggle("own", Boolean(VIEWS[state.view].isOwn));
  find("theme-filter").replaceChildren(...THEMES.map((_, theme) => chip("themes", theme, themeName(theme), theme)),
    ...(state.fine === null ? [] : [make("button", { type: "button", class: "chip", "aria-pressed": "true", click: () => go({ fine: null }) }, `${fineName(state.fine)} ×`)]));
  find("part-filter").replaceChildren(...PARTS.map((part) => chip("parts", part, word(part))));
  // A choice of one year is none.
  const all = knownYears();
  find("year-filter").replaceChildren(...(all.length > 1 ? all.map((year) => chip("years", year, year)) : []));
  find("unit-filter").replaceChildren(make("option", { value: "" }, word("allUnits")),
    ...knownUnits().map((unit) => make("option", { value: unit, selected: unit === state.unit }, unit)));
  find("count").textContent = `${passing().length.toLocaleString()} / ${PARAGRAPHS.length.toLocaleString()} ${word("paragraphs")}`;
}

function drawCorrections() {
  const { length } = corrected();
  find("corrected").textContent = `${word("corrected")} ${length.toLocaleString()}`;
  find("corrected").setAttribute("aria-pressed", String(state.corrected));
  find("corrected").disabled = !length && !state.corrected;
  find("undo").hidden = !canUndo();
  find("redo").hidden = !canRedo();
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
    go({ text, shown: 50, ...(text.trim() && !isListing() ? { view: "list" } : {}) });
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
  onClick("corrected", () => go({ corrected: !state.corrected, shown: 50, ...(!isListing() && !state.corrected ? { view: "list" } : {}) }));
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
  addEventListener("resize", measure);
  allOnPaper();
  readAddress();
  draw();
}
