// How far two readers agree, and what they see differently: side by side, to be settled.

FURTHER.push("a", "b");
state.a = "";
state.b = "";

// The two readers that are compared: those of the address, or the one who looks and the first of the others.
function pairOfReaders() {
  const byId = (id) => project.readers.find((reader) => String(reader.id) === id);
  const a = byId(state.a) ?? project.readers.find(({ id }) => id === project.reader);
  const b = byId(state.b) ?? project.readers.find(({ id }) => id !== a.id);
  return b && a.id !== b.id ? [a, b] : null;
}

const agreementAnswer = ([a, b]) => answerOf(`agreement?a=${a.id}&b=${b.id}`);

function agreementView() {
  const pair = pairOfReaders();
  if (!pair) return [readerSection(), make("section", {}, make("p", { class: "soft" }, word("oneReader")))];
  return [
    readerSection(),
    make("section", { id: "agreement" }, make("h2", {}, word("agreement"), " ", picker("a", pair[0]), " × ", picker("b", pair[1])),
      withAnswer(agreementAnswer(pair), (found) => agreementOf(found, pair))),
    disputedSection(pair),
  ];
}

function picker(key, chosen) {
  return make("select", { id: `reader-${key}`, "aria-label": word("reader"), change: ({ target }) => { target.blur(); go({ [key]: target.value }); } },
    project.readers.map(({ id, name }) => make("option", { value: id, selected: id === chosen.id }, name)));
}

function agreementOf({ both, same, kappa, interval, table }, [a, b]) {
  if (!both) return [make("p", { class: "soft" }, word("nothingBoth"))];
  const figure = (value, name) => make("div", { class: "figure" }, make("b", {}, value), ` ${name}`);
  return [
    make("div", { class: "figures" }, figure(both.toLocaleString(), word("bothRead")), figure(percent(same / both), word("sameTheme")),
      make("div", { class: "figure", id: "kappa" }, make("b", {}, kappa.toFixed(2)), interval ? ` κ (${interval.map((end) => end.toFixed(2)).join("–")})` : ` κ (${word("oneReport")})`)),
    make("p", { class: "soft" }, word("kappaNote")),
    confusionTable(table, a, b),
  ];
}

// Rows are what the first reader says, columns what the second one does.
function confusionTable(table, a, b) {
  const most = Math.max(1, ...table.flat());
  const cell = (row) => (count, column) => make("td", {}, count ? make("span", {
    class: row === column ? "count same" : "count", style: { "--c": colour(row), "--share": percent(0.1 + 0.6 * count / most) },
    title: `${a.name} ${themeName(row)} · ${b.name} ${themeName(column)}${word("colon")}${count}`,
  }, count) : null);
  return make("div", { class: "scroll" }, make("table", { class: "confusion" },
    make("thead", {}, make("tr", {}, make("td", { class: "soft" }, `${a.name} ↓ ${b.name} →`), THEMES.map((_, theme) => make("th", { scope: "col", style: { color: `rgb(${colour(theme)})` } }, themeName(theme))))),
    make("tbody", {}, table.map((counts, row) => make("tr", {}, make("th", { scope: "row", style: { color: `rgb(${colour(row)})` } }, themeName(row)), counts.map(cell(row)))))));
}

// Paragraphs that are seen differently, those still open first; they keep their places while they are settled.
function disputedOf(pair) {
  const known = pair && agreementAnswer(pair).value;
  return known ? known.disputed.filter(({ paragraph }) => byId.has(paragraph)) : [];
}

function disputedSection(pair) {
  const disputed = disputedOf(pair);
  if (!disputed.length) return null;
  const open = disputed.filter(({ paragraph }) => !said.get(paragraph)?.has(null)).length;
  return make("section", { id: "disputed" }, make("h2", {}, word("disputed"), make("span", { class: "soft" }, ` ${word("openOf")(open, disputed.length)}`)),
    make("p", { class: "soft" }, word("settleNote")), disputed.map((one) => disputedCard(one, pair)));
}

function disputedCard({ paragraph: id, a, b }, pair) {
  const paragraph = byId.get(id);
  const side = (correction, reader) => {
    const answer = fromKept(correction);
    return make("div", { class: "side", style: { "--c": colour(answer.themes[0]) } }, make("span", { class: "soft" }, reader.name), " ",
      make("b", {}, correctionText(answer)), " ", make("button", { type: "button", click: () => settleAs(paragraph, answer) }, word("settleSo")));
  };
  return make("div", { class: "disputed" }, make("div", { class: "sides" }, side(a, pair[0]), side(b, pair[1])), card(paragraph));
}

// What was settled holds over what readers say.
async function settleAs({ id }, correction) {
  const taken = await inTurn(() => attempt(() => ask("PUT", "settled", { version: project.version, paragraph: id, correction: correction && asKept(correction) })));
  if (!taken) return;
  project.canSettleAgain = false;
  takeStated({ paragraph: id, reader: null, version: taken.version, correction: correction && asKept(correction) });
  const paragraph = byId.get(id);
  showAnew([paragraph]);
  await inTurn(() => attempt(() => take({ version: taken.version })));
  draw();
}

const disputedParagraphs = () => disputedOf(pairOfReaders()).map(({ paragraph }) => byId.get(paragraph));

VIEWS.agreement = {
  draw: agreementView, isOwn: true, shown: disputedParagraphs,
  decide: (paragraph, themes) => settleAs(paragraph, { ...NO_CORRECTION, themes }),
};
