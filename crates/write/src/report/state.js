// What is shown: the view, the filters, language and look. The address keeps the place, so that a link
// or the back button leads to it again.

const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a file may have no storage */ } };

const state = {
  view: "overview",
  report: 0,
  paragraph: null,
  themes: new Set(),
  parts: new Set(),
  years: new Set(),
  unit: "",
  text: "",
  fine: null,
  limit: LIMIT,
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
const aboutOf = (report) => [report.unit, report.years.join("、"), report.file.split(/[\\/]/).pop()].filter(Boolean).join(" · ");

// Whether a paragraph passes the filters.
function passes(paragraph) {
  return (!state.themes.size || state.themes.has(paragraph.theme))
    && (state.fine === null || paragraph.fine === state.fine)
    && (!state.parts.size || state.parts.has(paragraph.part))
    && (!state.years.size || state.years.has(paragraph.year))
    && (!state.unit || paragraph.report.name === state.unit)
    && (!state.text || paragraph.text.toLowerCase().includes(state.text.toLowerCase()));
}

const passing = () => PARAGRAPHS.filter(passes);
const unsure = () => passing().filter((p) => p.confidence < state.limit).sort((a, b) => a.confidence - b.confidence);

// Changes the state and shows it.
function go(change) {
  Object.assign(state, change);
  if ("view" in change || "report" in change) {
    const place = state.view === "reading" ? `reading/${state.report + 1}` : state.view;
    if (location.hash !== `#${place}`) history.pushState(null, "", `#${place}`);
  }
  draw();
}

// Reads the view, and the report where it names one, from the address.
function placeFromAddress() {
  const [view, report] = location.hash.slice(1).split("/");
  if (!["overview", "reading", "list", "unsure"].includes(view)) return;
  state.view = view;
  if (report && REPORTS[report - 1]) state.report = report - 1;
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

// A text with every place of some words marked; `kind` is the class of the marks.
function marked(text, words, kind) {
  const found = words.filter(Boolean).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!found.length) return [text];
  const pieces = text.split(new RegExp(`(${found.join("|")})`, "gi"));
  return pieces.map((piece, index) => (index % 2 ? make("mark", { class: kind }, piece) : piece));
}
