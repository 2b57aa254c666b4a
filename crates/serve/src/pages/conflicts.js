// Under a paragraph: what other readers say of it, and what another window did at the same time as this one.

const readerName = (reader) => (reader === null ? word("settledBy") : project.readers.find(({ id }) => id === reader)?.name ?? `${reader}`);

// What a correction says, in words.
function correctionText(correction) {
  if (!correction) return word("asAnswered");
  const { themes, marks, part, unit, year } = correction;
  return [
    themes.map(themeName).join("＋"), marks.length ? `${marks.length} ${word("marked")}` : "",
    part ? word(part) : "", unit, year,
  ].filter(Boolean).join(" · ") || word("asAnswered");
}

function otherReaders(paragraph) {
  const others = saidOf(paragraph).filter(({ reader }) => reader !== project.reader && (reader === null || !isBlind()));
  if (!others.length) return null;
  return make("span", { class: "soft others" }, others.map(({ reader, correction }) => make("span", {}, `${readerName(reader)}${word("colon")}${correctionText(correction)}`)));
}

// Both answers stand until one is chosen.
function conflictOf(paragraph) {
  if (!conflicts.has(paragraph.id)) return null;
  const kept = conflicts.get(paragraph.id);
  const mine = kept && fromKept(kept);
  const end = (act) => () => { conflicts.delete(paragraph.id); act(); go({}); };
  return make("div", { class: "conflict", role: "alert" },
    make("p", {}, word("conflictNote")(correctionText(saidBy(paragraph, project.reader)), correctionText(mine))),
    make("button", { type: "button", class: "take-mine", click: end(() => correct([[paragraph, mine]])) }, word("takeMine")),
    make("button", { type: "button", class: "take-theirs", click: end(() => {}) }, word("takeTheirs")));
}

// Part, year and unit as corrected.
function aboutText(paragraph) {
  const { part, year, unit } = correctionOf(paragraph);
  const told = [
    part && part !== paragraph.answer.part ? `${word("part")}${word("colon")}${word(part)}` : "",
    year && year !== paragraph.answer.year ? `${word("year")}${word("colon")}${year}` : "",
    unit ? `${word("unit")}${word("colon")}${unit}` : "",
  ].filter(Boolean);
  return told.length ? make("span", { class: "soft about-corrected" }, `✓ ${told.join(" · ")}`) : null;
}

// Who corrected a paragraph: a model that has learnt it says the same, but on nobody's word of its own.
SAID_BY.push((paragraph) => {
  const { reader } = standing(paragraph) ?? {};
  return reader === undefined ? "" : readerName(reader);
});
UNDER.push(aboutText, otherReaders, conflictOf);
