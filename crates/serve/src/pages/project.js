// The project as the server has it: paragraphs, what readers say of them, and what has changed since.
//
// A correction shows at once and goes to the server in order, one step after the other. Where another window of the same
// reader was quicker, both answers are kept until the reader chooses one.

const project = { version: 0, edition: "", id: "", name: "", readers: [], reader: null, model: null, history: { undo: false, redo: false }, canSettleAgain: false };
// Paragraphs by id, and what is said of them: by paragraph a map from reader (null: settled) to version and correction.
let byId = new Map();
let said = new Map();
// Steps on their way, and what could not be taken because another window had changed the paragraph.
const waiting = [];
const conflicts = new Map();
const ownVersions = new Set();

// What asks the server about corrections does so one after the other.
let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act, act));

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
function stand(paragraph) {
  const others = isBlind() ? [] : saidOf(paragraph).sort((a, b) => b.version - a.version);
  settle(paragraph, saidBy(paragraph, null) ?? saidBy(paragraph, project.reader) ?? others[0]?.correction ?? null);
}

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

// Takes pairs of a paragraph and its correction as one step.
function correct(pairs) {
  const isSettled = ({ id }) => said.get(id)?.has(null);
  const free = pairs.filter(([paragraph]) => !isSettled(paragraph));
  if (free.length < pairs.length) say("isSettled");
  if (!free.length) return;
  const step = { reader: project.reader, parts: free.map(([{ id }, correction]) => ({ paragraph: id, correction: correction && asKept(correction) })) };
  free.forEach(([{ id }]) => conflicts.delete(id));
  waiting.push(step);
  showAtOnce(step);
  showAnew(free.map(([{ id }]) => byId.get(id)).filter(Boolean));
  inTurn(() => attempt(send));
}

const showAtOnce = ({ reader, parts }) => parts.forEach((part) => takeStated({ ...part, reader, version: Infinity }));

async function send() {
  while (waiting.length) {
    const [{ reader, parts }] = waiting;
    const { taken, failure } = await sendStep(reader, parts);
    // Without an answer, or with a fault of the server, the step waits and is sent again.
    if (failure && (failure.status === 0 || failure.status >= 500)) { isThere(false); return; }
    isThere(true);
    waiting.shift();
    if (failure) {
      await giveWay(failure, { reader, parts });
    } else {
      parts.forEach((part) => takeStated({ ...part, reader, version: taken.version }));
      await take(taken);
    }
  }
  drawCorrections();
}

async function sendStep(reader, parts) {
  try {
    return { taken: await ask("PUT", "corrections", { version: project.version, reader, steps: parts }) };
  } catch (failure) {
    if (failure instanceof Failure) return { failure };
    throw failure;
  }
}

// A step was not taken. What other windows did comes in its place; what was typed here stays to be chosen.
async function giveWay(failure, { reader, parts }) {
  const ids = failure.problem?.conflicts;
  if (!ids) {
    await look();
    say("refused", failure.message);
    return;
  }
  parts.filter(({ paragraph }) => ids.includes(paragraph)).forEach((part) => conflicts.set(part.paragraph, part.correction));
  const rest = parts.filter(({ paragraph }) => !ids.includes(paragraph));
  if (rest.length) waiting.unshift({ reader, parts: rest });
  await catchUp();
  say("conflict", ids.length);
  const first = byId.get(ids[0]);
  find("message").append(" ", make("button", { type: "button", id: "see-conflict", click: () => go({ ...NO_FILTER(), view: "reading", report: first.report.index, at: first }) }, word("open")));
  drawQuietly();
}

// After an own step: where nobody came between, everything up to its version is known.
async function take({ version, history }) {
  ownVersions.add(version);
  if (history) project.history = history;
  if (version === project.version + 1) project.version = version; else await catchUp();
}

// Asks what others have done.
async function catchUp() {
  const news = await ask("GET", `changes?since=${project.version}&reader=${project.reader}`);
  if (news.edition !== project.edition) { await look(); return; }
  yieldTo(news.corrections);
  const isChanged = news.version !== project.version;
  Object.assign(project, { version: news.version, history: news.history });
  drawCorrections();
  if (!isChanged) return;
  const changes = [...news.corrections, ...news.removed.map((one) => ({ ...one, correction: null }))].filter((one) => !isOnItsWay(one));
  changes.forEach(takeStated);
  showAnew(changes.map(({ paragraph }) => byId.get(paragraph)).filter(Boolean));
  outdate((key) => key.startsWith("agreement"));
  drawQuietly();
}

// What another window did before a step on its way could be sent: sent now it would hide that.
function yieldTo(stated) {
  for (const { paragraph, reader, version } of stated) {
    if (version <= project.version || ownVersions.has(version)) continue;
    for (const step of waiting.filter((one) => one.reader === reader)) {
      step.parts.filter((part) => part.paragraph === paragraph).forEach((part) => conflicts.set(paragraph, part.correction));
      step.parts = step.parts.filter((part) => part.paragraph !== paragraph);
    }
  }
  const left = waiting.filter((step) => step.parts.length);
  waiting.splice(0, waiting.length, ...left);
}

const isOnItsWay = ({ paragraph, reader }) => waiting.some((step) => step.reader === reader && step.parts.some((part) => part.paragraph === paragraph));

// Asks for everything anew.
async function look() {
  const before = [JSON.stringify(THEMES), project.model.id, PARAGRAPHS.length];
  takeView(await ask("GET", `view?reader=${project.reader}`));
  // The style has the colours of the themes.
  if (before[0] !== JSON.stringify(THEMES)) location.reload();
  // What was proposed stays while it is worked through, unless something else would be proposed now.
  const isSame = before[1] === project.model.id && before[2] === PARAGRAPHS.length;
  outdate((key) => !isSame || !key.startsWith("next"));
  drawQuietly();
}

// What was settled is nobody's own: where it is settled, it is taken back.
const isSettling = () => state.view === "agreement";
const historyNow = () => (isSettling() ? { undo: [...said.values()].some((by) => by.has(null)), redo: project.canSettleAgain } : project.history);
const canUndo = () => historyNow().undo;
const canRedo = () => historyNow().redo;
function undo() { inTurn(() => attempt(() => turnBack("undo"))); }
function redo() { inTurn(() => attempt(() => turnBack("redo"))); }

async function turnBack(way) {
  const reader = isSettling() ? null : project.reader;
  const { version, paragraphs, history } = await ask("POST", way, { reader });
  ownVersions.add(version);
  if (reader === null) project.canSettleAgain = history.redo; else project.history = history;
  if (version !== project.version) await catchUp();
  const [first] = paragraphs;
  if (first && byId.has(first)) moveTo(byId.get(first)); else draw();
}

// Others work, too.
const OFTEN = 2000;
function watch() {
  const next = () => setTimeout(watch, document.hidden ? 5 * OFTEN : OFTEN);
  inTurn(async () => {
    try {
      if (waiting.length) await send();
      if (waiting.length) return;
      await catchUp();
      isThere(true);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      isThere(false);
    }
  }).finally(next);
}
