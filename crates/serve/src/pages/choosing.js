// Which reports a view is about: chosen from those that could be read, kept in the address.

FURTHER.push("about", "plan", "result", "before", "after");
Object.assign(state, { about: "", plan: "", result: "", before: "", after: "" });

const readable = () => (answerOf("reports").value || []).filter(({ paragraphs }) => paragraphs > 0);
const titleOfFile = ({ titles, file }) => titles[0] || file;

function reportPicker(key, files, chosen) {
  return make("label", { class: "report-choice" }, make("span", {}, word(key)), " ", make("select", {
    id: `choose-${key}`, change: ({ target }) => { target.blur(); go({ [key]: target.value }); },
  }, files.map((file) => make("option", { value: file.id, selected: file === chosen }, `${titleOfFile(file)}（${file.file}）`))));
}

// The two that are chosen; else the latest two of one unit in years that follow each other, else in years as near as there
// are, else the first two.
function twoOf([first, second]) {
  const files = readable();
  const byId = (id) => files.find((file) => file.id === id);
  const [a, b] = [byId(state[first]), byId(state[second])];
  const year = ({ years }) => years[0] ?? 0;
  const inOrder = [...files].sort((x, y) => year(x) - year(y));
  const pairs = inOrder.flatMap((x) => inOrder.filter((y) => year(x) && year(y) > year(x) && x.units.some((unit) => y.units.includes(unit))).map((y) => [x, y]));
  const [pair] = pairs.sort(([a, b], [c, d]) => (year(b) - year(a)) - (year(d) - year(c)) || year(d) - year(b));
  const [x = inOrder[0], y = inOrder.find((file) => file !== x)] = pair ?? [];
  return [a ?? (b === x ? y : x), b ?? (a === y ? x : y)];
}

// A view of two reports: their choice, and what `show` makes of the records about them.
function viewOfTwo(kind, [first, second], show) {
  const known = answerOf("reports");
  if (known.value && readable().length < 2) return [make("section", {}, make("h2", {}, word(kind)), make("p", { class: "soft" }, word("needsTwo")))];
  const [a, b] = twoOf([first, second]);
  const records = a && b ? answerOf(kind, { a: a.id, b: b.id }) : {};
  return [
    make("section", {}, make("h2", {}, word(kind), a && b ? formatsOf(kind, { a: a.id, b: b.id }) : null), make("p", { class: "soft" }, word(`${kind}Note`)),
      make("div", { class: "choices" }, reportPicker(first, readable(), a), reportPicker(second, readable(), b))),
    withAnswer(known.failure ? known : records, ({ records: found }) => show(found, a, b)),
  ];
}

// The paragraph of a file in which a place of its text stands: positions are code points of the file.
function paragraphAt(file, start) {
  return reportsOf(file).flatMap(({ paragraphs }) => paragraphs).findLast((paragraph) => paragraph.start <= start);
}

// Leads to where a passage stands.
function placeLink(file, start, text) {
  const paragraph = start === null || start === undefined ? null : paragraphAt(file, start);
  if (!paragraph) return make("span", {}, text);
  const place = { ...NO_FILTER(), view: "reading", report: paragraph.report.index, at: paragraph };
  return make("a", { href: address(place), click: (event) => { event.preventDefault(); go(place); } }, text);
}

// A table's head; of some columns the key with a class: [key, class].
const headRow = (keys) => make("thead", {}, make("tr", {}, keys.map((key) => {
  const [name, kind = null] = [key].flat();
  return make("th", { scope: "col", class: kind }, word(name));
})));
const number = (key) => [key, "number"];

// On a phone every row is a card: each cell then says itself what its column's head says.
function labelled(keys, rows) {
  const names = keys.map((key) => word([key].flat()[0]));
  for (const row of rows) [...row.children].forEach((cell, at) => { if (names[at] && cell.textContent) cell.dataset.label = names[at]; });
  return rows;
}

const cardTable = (keys, rows) => make("table", { class: "rows cards" }, headRow(keys), make("tbody", {}, labelled(keys, rows)));
