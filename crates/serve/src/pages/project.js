// The project as the server has it: its paragraphs, and what readers say of them.

const project = { version: 0, edition: "", id: "", name: "", readers: [], reader: null, model: null, history: { undo: false, redo: false }, canSettleAgain: false };
// Paragraphs by id, and what is said of them: by paragraph a map from reader (null: settled) to version and correction.
let byId = new Map();
let said = new Map();

function takeView(view) {
  const at = placesNow();
  takeData(view.data);
  byId = new Map(REPORTS.flatMap(({ paragraphs }, report) => paragraphs.map((paragraph, place) => {
    paragraph.id = view.ids[report][place];
    return [paragraph.id, paragraph];
  })));
  yieldTo(view.corrections);
  Object.assign(project, { version: view.version, edition: view.edition, id: view.project.id, name: view.project.name, readers: view.readers, model: view.model, history: view.history });
  project.reader ??= Number(stored(readerKey()));
  if (!project.readers.some(({ id }) => id === project.reader)) project.reader = project.readers[0].id;
  said = new Map();
  view.corrections.forEach(takeStated);
  waiting.forEach(showAtOnce);
  PARAGRAPHS.forEach(stand);
  REPORTS.forEach(nameUnit);
  goBackTo(at);
}

// What is looked at, by ids: the paragraphs are others after a view is taken.
const placesNow = () => ({ at: state.at?.id, open: state.open?.id, menu: state.menu?.paragraph.id, first: REPORTS?.[state.report]?.paragraphs[0]?.id });

function goBackTo({ at, open, menu, first }) {
  const paragraph = (id) => byId.get(id) ?? null;
  Object.assign(state, { at: paragraph(at), open: paragraph(open), menu: paragraph(menu) && { ...state.menu, paragraph: paragraph(menu) } });
  const report = paragraph(first)?.report.index ?? state.report;
  state.report = Math.max(0, Math.min(report, REPORTS.length - 1));
}

function takeStated({ paragraph, reader, version, correction }) {
  if (!said.has(paragraph)) said.set(paragraph, new Map());
  if (correction) said.get(paragraph).set(reader, { version, correction: fromKept(correction) });
  else said.get(paragraph).delete(reader);
}

const saidOf = (paragraph) => [...(said.get(paragraph.id) || [])].map(([reader, one]) => ({ reader, ...one }));
const saidBy = (paragraph, reader) => said.get(paragraph.id)?.get(reader)?.correction ?? null;
const isBlind = () => stored("gongwen-blind") === "yes";

// What holds of a paragraph: what was settled, what the reader says, or what another one said last.
function standing(paragraph) {
  const all = saidOf(paragraph).sort((a, b) => b.version - a.version);
  const by = (who) => all.find(({ reader }) => reader === who);
  return by(null) ?? by(project.reader) ?? (isBlind() ? null : all[0] ?? null);
}

const stand = (paragraph) => settle(paragraph, standing(paragraph)?.correction ?? null);

// The unit that was corrected last holds for the report.
function nameUnit(report) {
  const units = report.paragraphs.flatMap((p) => (p.correction?.unit ? saidOf(p).filter(({ correction }) => correction.unit === p.correction.unit) : []));
  const [latest] = units.sort((a, b) => b.version - a.version);
  report.calledUnit = latest?.correction.unit ?? null;
  report.paragraphs.forEach((p) => { p.unit = report.calledUnit ?? report.name; });
}

function showAnew(paragraphs) {
  paragraphs.forEach(stand);
  new Set(paragraphs.map(({ report }) => report)).forEach(nameUnit);
}
