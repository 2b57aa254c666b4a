// The page keeps corrections in the browser, under a sign of the texts, so that a page made anew of the same reports finds
// them again.

// Steps that can be taken back and taken again: of each the paragraphs with their corrections before and after.
const past = [];
const future = [];
let isKept = true;
let sign = "";

// Takes pairs of a paragraph and its correction as one step.
function correct(pairs) {
  past.push(pairs.map(([paragraph, after]) => ({ paragraph, before: paragraph.correction, after })));
  future.length = 0;
  pairs.forEach(([paragraph, after]) => settle(paragraph, after));
  keep();
}

const canUndo = () => past.length > 0;
const canRedo = () => future.length > 0;
function undo() { turn(past, future, "before"); }
function redo() { turn(future, past, "after"); }

// Takes the last step of one stack to the other.
function turn(from, to, side) {
  const step = from.pop();
  if (!step) return;
  to.push(step);
  step.forEach((one) => settle(one.paragraph, one[side]));
  keep();
  moveTo(step[0].paragraph);
}

function keep() {
  const all = corrected().map(({ index, correction }) => {
    const { themes, marks } = asKept(correction);
    return [index, themes, marks];
  });
  isKept = store(sign, JSON.stringify(all));
  if (!isKept) say("notKept");
}

function readKept() {
  sign = `gongwen-corrections-${textCheck(PARAGRAPHS.map((p) => p.text).join("\n"))}`;
  PARAGRAPHS.forEach((paragraph) => settle(paragraph, null));
  try {
    for (const [index, themes, marks] of JSON.parse(stored(sign) || "[]")) settle(PARAGRAPHS[index], fromKept({ themes, marks }));
  } catch { /* another file's page may have written here what is no correction */ }
}

// Another tab with the same page has corrected.
function takeFromOtherTab(event) {
  if (event.key !== sign) return;
  past.length = 0;
  future.length = 0;
  readKept();
  draw();
}
