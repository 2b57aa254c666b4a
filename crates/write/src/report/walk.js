// The keyboard: from paragraph to paragraph, and a theme by its number.

// The paragraphs the view shows, in its order.
const shown = () => (VIEWS[state.view].shown || passing)();
const shownOfReport = () => REPORTS[state.report]?.paragraphs.filter(passes) ?? [];
const walked = () => (isCounting() ? [] : (VIEWS[state.view].walked || shown)());
const elementOf = (paragraph) => find(`p${paragraph.index}`);

// The paragraph before or behind the current one; of none the first that can be seen.
function neighbour(paragraphs, by) {
  const at = paragraphs.indexOf(state.at);
  if (at >= 0) return paragraphs[at + by];
  return paragraphs.find((p) => elementOf(p)?.getBoundingClientRect().bottom > find("head").offsetHeight + 30) || paragraphs[0];
}

// The nearest of some paragraphs in the order of the reports, whichever report it stands in.
function nearest(paragraphs, by) {
  const report = state.view === "reading" && REPORTS[state.report];
  const from = state.at ? state.at.index : report && report.paragraphs.length ? report.paragraphs[0].index - 0.5 : -1;
  return by > 0 ? paragraphs.find((p) => p.index > from) : paragraphs.findLast((p) => p.index < from);
}

function moveTo(paragraph) {
  if (!paragraph) return;
  if (state.view === "reading") {
    go({ at: paragraph, report: paragraph.report.index, open: null, menu: null });
  } else {
    const place = shown().indexOf(paragraph);
    go({ at: paragraph, open: null, menu: null, shown: Math.max(state.shown, place + 10) });
  }
  elementOf(paragraph)?.scrollIntoView({ block: "nearest" });
}

function moveToUnsure() {
  if (!isListing()) { go({ view: "unsure", at: null, shown: 50 }); return; }
  const next = state.view === "unsure" ? neighbour(shown(), 1) : nearest(passing().filter(isUnsure), 1);
  if (next) moveTo(next); else say("noneUnsure");
}

// A number: the theme of the selected text, or of the current paragraph, and on to the next one.
function decide(theme) {
  const passage = selected();
  if (!THEMES[theme] || !passage && !state.at) return;
  if (passage) mark(passage, theme);
  else if (state.menu) {
    state.menu.byNumber = state.menu.adding;
    choose(state.menu.paragraph, theme);
  }
  else {
    // Corrected, it may leave what is shown.
    const next = neighbour(walked(), 1);
    (VIEWS[state.view].decide || setThemes)(state.at, [theme]);
    moveTo(next || state.at);
  }
}

const KEYS = {
  j: () => moveTo(neighbour(walked(), 1)),
  k: () => moveTo(neighbour(walked(), -1)),
  u: moveToUnsure,
  n: () => moveTo(nearest(passing(), 1)),
  N: () => moveTo(nearest(passing(), -1)),
  z: undo,
  y: redo,
  Z: redo,
  "+": () => state.at && go({ menu: { paragraph: state.at, adding: !(state.menu && state.menu.adding) } }),
  Enter: () => state.at && go({ open: state.open === state.at ? null : state.at }),
  Escape: () => state.menu && go({ menu: null }),
  "/": () => find("search").focus(),
  "?": () => find("keys").showModal(),
};

function onKey(event) {
  const { key, target } = event;
  if (document.querySelector("dialog[open]") || event.altKey) return;
  if (target.matches("input, select, textarea")) {
    if (key === "Escape") target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    const step = { z: event.shiftKey ? redo : undo, Z: redo, y: redo }[key];
    if (step) { event.preventDefault(); step(); }
    return;
  }
  // Who adds themes by number ends it by Enter, wherever the focus stands.
  if (key === "Enter" && state.menu?.byNumber) { event.preventDefault(); go({ menu: null }); return; }
  if (key === "Enter" && target.matches("button, a")) return;
  const act = /^[1-9]$/.test(key) ? () => decide(key - 1) : KEYS[key];
  if (act) { event.preventDefault(); act(); }
}

function drawKeys() {
  find("keys").replaceChildren(make("form", { method: "dialog" }, make("h2", {}, word("keys")),
    make("table", {}, make("tbody", {}, word("keyList").map(([keys, what]) => make("tr", {},
      make("th", {}, keys.split(" ").map((key) => make("kbd", {}, key))), make("td", {}, what))))),
    make("p", { class: "soft" }, word("keptHere")), make("button", {}, word("close"))));
}
