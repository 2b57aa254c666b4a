// What a person corrected, and what follows from it. Where it is kept is another file's: `correct`, `undo` and `redo` there.

// A correction names the right themes, the primary one first (none: as answered), passages of other themes, and what was
// misread of part, unit and year (null: as read).
const NO_CORRECTION = Object.freeze({ themes: [], marks: [], part: null, unit: null, year: null });
const correctionOf = (paragraph) => paragraph.correction || NO_CORRECTION;
const corrected = () => PARAGRAPHS.filter((p) => p.correction);
const saysSomething = ({ themes, marks, part, unit, year }) => themes.length > 0 || marks.length > 0 || [part, unit, year].some((one) => one !== null);

const setThemes = (paragraph, themes) => correct([[paragraph, { ...correctionOf(paragraph), themes }]]);

// Marks a passage; what was marked there before gives way.
const setMark = ({ paragraph, ...passage }, theme) => correct([[paragraph, withMark(correctionOf(paragraph), passage, theme)]]);

function withMark(correction, { start, end }, theme) {
  const others = correction.marks.filter(([from, to]) => to <= start || from >= end);
  return { ...correction, marks: [...others, [start, end, theme]].sort((a, b) => a[0] - b[0]) };
}

// Makes a paragraph what the correction says; everything that is counted and shown follows.
function settle(paragraph, correction) {
  const { answer } = paragraph;
  const { themes, marks, part, year } = correction || NO_CORRECTION;
  const [theme = answer.theme, ...further] = themes;
  const settled = themes.length > 0;
  const topics = [...FINE.keys()].filter((topic) => FINE[topic].theme === theme);
  const fine = theme === answer.theme ? answer.fine : topics.length === 1 ? topics[0] : null;
  paragraph.correction = correction && saysSomething(correction) ? correction : null;
  Object.assign(paragraph, { theme, further, fine, settled, unsure: answer.unsure && !settled });
  Object.assign(paragraph, { part: part ?? answer.part, year: year ?? answer.year });
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

// Themes are kept by id: their order may be another one another time.
const asKept = (correction) => ({
  ...correction, themes: correction.themes.map((theme) => THEMES[theme].id),
  marks: correction.marks.map(([start, end, theme]) => [start, end, THEMES[theme].id]),
});

// A theme that is not there any more is left out, a topic stands for its theme.
function fromKept(kept) {
  const theme = (id) => {
    const topic = FINE.find((one) => one.id === id);
    const index = THEMES.findIndex((known) => known.id === id);
    return index < 0 && topic ? topic.theme : index;
  };
  const known = (index) => index >= 0;
  const { themes, marks, ...rest } = { ...NO_CORRECTION, ...kept };
  return {
    ...rest, themes: themes.map(theme).filter(known),
    marks: marks.map(([start, end, id]) => [start, end, theme(id)]).filter((mark) => known(mark[2])),
  };
}
