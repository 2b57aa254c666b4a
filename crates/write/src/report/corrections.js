// What a person corrected. It is kept in the browser under a sign of the texts, so that a page made anew of the same
// reports finds it again.

const KEPT = `gongwen-corrections-${textCheck(PARAGRAPHS.map((p) => p.text).join("\n"))}`;
// Steps that can be taken back and taken again: of each the paragraphs with their corrections before and after.
const past = [];
const future = [];
let isKept = true;

// A correction names the right themes, the primary one first (none: as answered), and passages of other themes.
const correctionOf = (paragraph) => paragraph.correction || { themes: [], marks: [] };
const corrected = () => PARAGRAPHS.filter((p) => p.correction);

// Takes pairs of a paragraph and its correction as one step.
function correct(pairs) {
  past.push(pairs.map(([paragraph, after]) => ({ paragraph, before: paragraph.correction, after })));
  future.length = 0;
  pairs.forEach(([paragraph, after]) => settle(paragraph, after));
  keep();
}

const setThemes = (paragraph, themes) => correct([[paragraph, { ...correctionOf(paragraph), themes }]]);

// Marks a passage; what was marked there before gives way.
function setMark({ paragraph, start, end }, theme) {
  const { themes, marks } = correctionOf(paragraph);
  const others = marks.filter(([from, to]) => to <= start || from >= end);
  correct([[paragraph, { themes, marks: [...others, [start, end, theme]].sort((a, b) => a[0] - b[0]) }]]);
}

function undo() {
  const step = past.pop();
  if (!step) return;
  future.push(step);
  step.forEach(({ paragraph, before }) => settle(paragraph, before));
  keep();
  moveTo(step[0].paragraph);
}

function redo() {
  const step = future.pop();
  if (!step) return;
  past.push(step);
  step.forEach(({ paragraph, after }) => settle(paragraph, after));
  keep();
  moveTo(step[0].paragraph);
}

// Makes a paragraph's theme what the correction says; everything that is counted and shown follows.
function settle(paragraph, correction) {
  const { answer } = paragraph;
  const { themes, marks } = correction || { themes: [], marks: [] };
  const [theme = answer.theme, ...further] = themes;
  const settled = themes.length > 0;
  const topics = [...FINE.keys()].filter((topic) => FINE[topic].theme === theme);
  const fine = theme === answer.theme ? answer.fine : topics.length === 1 ? topics[0] : null;
  paragraph.correction = settled || marks.length ? correction : null;
  Object.assign(paragraph, { theme, further, fine, settled, unsure: answer.unsure && !settled });
  paragraph.passages = laidOver(paragraph, settled ? null : answer.passages, marks);
}

// The passages of a paragraph with marked ones over them; a marked one ends in `true`.
function laidOver({ text, theme, confidence }, passages, marks) {
  if (!marks.length) return passages;
  const below = passages || [[0, text.length, theme, confidence]];
  const ends = [...below, ...marks].flatMap(([start, end]) => [start, end]);
  const cuts = [...new Set(ends)].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index];
    const around = ([from, to]) => from <= start && end <= to;
    const mark = marks.find(around);
    return mark ? [start, end, mark[2], 1, true] : [start, end, ...(below.find(around) || [0, 0, theme, confidence]).slice(2)];
  });
}

// Themes are kept by id: their order may be another one in another page.
function keep() {
  const id = (theme) => THEMES[theme].id;
  const all = corrected().map(({ index, correction: { themes, marks } }) => [index, themes.map(id), marks.map(([start, end, theme]) => [start, end, id(theme)])]);
  isKept = store(KEPT, JSON.stringify(all));
  if (!isKept) say("notKept");
}

function readKept() {
  const theme = (id) => THEMES.findIndex((known) => known.id === id);
  const known = (index) => index >= 0;
  PARAGRAPHS.forEach((paragraph) => settle(paragraph, null));
  try {
    for (const [index, themes, marks] of JSON.parse(stored(KEPT) || "[]")) {
      settle(PARAGRAPHS[index], {
        themes: themes.map(theme).filter(known),
        marks: marks.map(([start, end, id]) => [start, end, theme(id)]).filter((mark) => known(mark[2])),
      });
    }
  } catch { /* another file's page may have written here what is no correction */ }
}

// Another tab with the same page has corrected.
function takeFromOtherTab(event) {
  if (event.key !== KEPT) return;
  past.length = 0;
  future.length = 0;
  readKept();
  draw();
}
