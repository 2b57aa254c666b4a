// What is shown: the view, the filters, the current paragraph, language and look.

const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
// Whether it could be stored: browsers may refuse a file.
const store = (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } };

const NO_FILTER = () => ({ themes: new Set(), parts: new Set(), years: new Set(), unit: "", text: "", fine: null, corrected: false });

const state = {
  ...NO_FILTER(),
  view: "overview",
  report: 0,
  // The paragraph that is walked to, the one whose evidence is shown, the one whose theme is being chosen.
  at: null,
  open: null,
  menu: null,
  // Below it a paragraph counts as unsure; null: the limit the tags were made with.
  limit: null,
  measure: "characters",
  heatFine: false,
  heatSort: null,
  shown: 50,
  language: stored("gongwen-language") || "zh",
  look: stored("gongwen-look") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
};

const word = (key) => WORDS[state.language][key];
const themeName = (index) => THEMES[index][state.language];
const fineName = (index) => FINE[index][state.language];
const titleOf = (report) => report.title || word("untitled");
const aboutOf = (report) => [report.calledUnit ?? report.unit, report.years.join("、"), report.file.split(/[\\/]/).pop()].filter(Boolean).join(" · ");
const sourceOf = (p) => [p.unit, p.year, word(p.part), ...p.path].filter(Boolean).join(" › ");

// Whether a paragraph passes the filters, those of themes and topics aside.
function passesOthers(paragraph) {
  return (!state.parts.size || state.parts.has(paragraph.part))
    && (!state.years.size || state.years.has(paragraph.year))
    && (!state.unit || paragraph.unit === state.unit)
    && (!state.corrected || paragraph.correction !== null)
    && isFound(paragraph, wordsOf(state.text));
}

function passes(paragraph) {
  return (!state.themes.size || [paragraph.theme, ...paragraph.further].some((theme) => state.themes.has(theme)))
    && (state.fine === null || paragraph.fine === state.fine)
    && passesOthers(paragraph);
}

const passing = () => PARAGRAPHS.filter(passes);
const isUnsure = (p) => !p.settled && p.confidence < limit();
const unsure = () => passing().filter(isUnsure).sort((a, b) => a.confidence - b.confidence);
const isFiltered = () => filterText() !== "";
const limit = () => state.limit ?? LIMIT;

// Whether the view counts paragraphs and shows none.
const isCounting = () => Boolean(VIEWS[state.view].isCounting);
// Whether it shows the paragraphs that pass the filters.
const isListing = () => !isCounting() && !VIEWS[state.view].isOwn;

// Changes the state and shows it.
function go(change) {
  Object.assign(state, change);
  putInAddress(change);
  draw();
}

// Makes an element: attributes (functions become listeners), then children (elements or text).
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "style") for (const [key, css] of Object.entries(value)) element.style.setProperty(key, css);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

const colour = (theme) => `var(--t${theme})`;
