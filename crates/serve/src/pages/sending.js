// A correction shows at once and goes to the server in order, one step after the other. Where another window of the same
// reader was quicker, both answers are kept until the reader chooses one. What others do comes in as well.

// Steps on their way, and what could not be taken because another window had changed the paragraph.
const waiting = [];
const conflicts = new Map();
const ownVersions = new Set();

// What asks the server about corrections does so one after the other.
let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act, act));

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

// Whether all is on the server's disk, and whether the server is there.
let isLost = false;

function isThere(is) {
  if (is === !isLost) return;
  isLost = !is;
  drawSaved();
}

function drawSaved() {
  const count = waiting.reduce((sum, { parts }) => sum + parts.length, 0);
  find("saved").textContent = isLost ? word("serverLost")(count) : "";
}
