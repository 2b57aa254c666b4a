// Paragraphs of all reports that pass the filters, and the unsure ones.

function list() {
  const found = passing();
  return [make("p", { class: "soft" }, `${word("found")} ${found.length.toLocaleString()} ${word("paragraphs")}`), cards(found)];
}

function unsureList() {
  const slider = make("input", {
    id: "limit", type: "range", min: 0, max: 1, step: 0.05, value: limit(),
    change: (event) => go({ limit: Number(event.target.value), shown: 50 }),
  });
  return [
    make("p", {}, make("label", {}, `${word("threshold")} ${percent(limit())} `, slider), " ",
      make("span", { class: "soft" }, word("unsureNote"))),
    cards(unsure()),
  ];
}

function cards(paragraphs) {
  if (!paragraphs.length) return make("p", {}, word("nothing"));
  const rest = paragraphs.length - state.shown;
  return make("div", { id: "cards" }, paragraphs.slice(0, state.shown).map(card),
    rest > 0 ? make("button", { type: "button", class: "more", click: () => go({ shown: state.shown + 200 }) }, `${word("more")} (${rest.toLocaleString()})`) : null);
}

function card(paragraph) {
  const { report } = paragraph;
  const place = { view: "reading", report: report.index, at: paragraph };
  const open = (event) => { event.preventDefault(); go(place); };
  return make("div", { class: "card" }, make("div", { class: "soft source" }, sourceOf(paragraph), " ", make("a", { href: address(place), class: "see", click: open }, word("open"))),
    paragraphOf(paragraph));
}
