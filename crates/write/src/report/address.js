// The address keeps what is shown, so that a link or the back button leads to it again:
// `#list?theme=safety&part=plan&q=…`, `#reading/3?at=12`.

// What else of the state a workbench keeps there, each a text.
const FURTHER = [];

// The address of what is shown after a change.
function address(change = {}) {
  const to = { ...state, ...change };
  const query = new URLSearchParams();
  const put = (key, value) => { if (value) query.set(key, value); };
  put("theme", [...to.themes].map((theme) => THEMES[theme].id).join(","));
  put("topic", to.fine !== null && FINE[to.fine].id);
  put("part", [...to.parts].join(","));
  put("year", [...to.years].join(","));
  put("unit", to.unit);
  put("q", to.text.trim());
  put("corrected", to.corrected && "yes");
  put("below", to.limit);
  FURTHER.forEach((key) => put(key, to[key]));
  put("at", to.view === "reading" && to.at && to.at.place + 1);
  return `#${to.view}${to.view === "reading" ? `/${to.report + 1}` : ""}${String(query) && `?${query}`}`;
}

// What may change without a step to go back to.
const STEPLESS = new Set(["text", "limit", "at", "open", "menu", "shown", "measure", "heatFine", "heatSort", "look", "language"]);

function putInAddress(change) {
  const place = address();
  if (place === (location.hash || "#overview")) return;
  const step = Object.keys(change).every((key) => STEPLESS.has(key)) ? "replaceState" : "pushState";
  // Browsers refuse too many steps at once.
  try { history[step](null, "", place); } catch { /* the next step tells the place */ }
}

function readAddress() {
  const [place, search = ""] = location.hash.slice(1).split("?");
  const [view, report] = (place || "overview").split("/");
  if (!VIEWS[view]) return;
  const query = new URLSearchParams(search);
  const chosen = (key, all, id) => {
    const wanted = (query.get(key) || "").split(",");
    return all.filter((value) => wanted.includes(String(id(value))));
  };
  const [fine = null] = chosen("topic", [...FINE.keys()], (index) => FINE[index].id);
  Object.assign(state, {
    ...NO_FILTER(), view, fine, open: null, menu: null, shown: 50,
    themes: new Set(chosen("theme", [...THEMES.keys()], (index) => THEMES[index].id)),
    parts: new Set(chosen("part", PARTS, (part) => part)),
    years: new Set(chosen("year", knownYears(), (year) => year)),
    unit: knownUnits().includes(query.get("unit")) ? query.get("unit") : "",
    text: query.get("q") || "",
    corrected: query.has("corrected"),
    limit: Number(query.get("below")) || null,
    ...Object.fromEntries(FURTHER.map((key) => [key, query.get(key) || ""])),
  });
  if (report && REPORTS[report - 1]) state.report = report - 1;
  state.at = (view === "reading" && REPORTS[state.report]?.paragraphs[query.get("at") - 1]) || null;
}
