// The reports and their paragraphs. The page has them in it; a workbench asks for them, and again when they have changed.

const PARTS = ["opening", "done", "problem", "plan"];
let DATA, THEMES, FINE, REPORTS, PARAGRAPHS;
// The limit the tags were made with, or one half: below it a paragraph counts as unsure.
let LIMIT = 0.5;

function takeData(data) {
  DATA = data;
  THEMES = data.themes.themes;
  FINE = data.themes.fine;
  const nameOf = namesOf(data.reports);
  REPORTS = data.reports.map((report, index) => Object.assign(report, {
    index, name: nameOf(report), paragraphs: report.blocks.filter((block) => "text" in block),
  }));
  REPORTS.forEach(({ paragraphs }, index) => paragraphs.forEach((paragraph, place) => takeParagraph(paragraph, REPORTS[index], place)));
  PARAGRAPHS = REPORTS.flatMap((report) => report.paragraphs);
  PARAGRAPHS.forEach((paragraph, index) => { paragraph.index = index; });
  const below = PARAGRAPHS.filter((p) => p.unsure).map((p) => p.confidence);
  LIMIT = below.length ? Math.ceil(Math.max(...below) * 20 + 0.01) / 20 : 0.5;
}

// A paragraph knows its report, its place there and among all, and its length without white space.
function takeParagraph(paragraph, report, place) {
  const { text, theme, fine, unsure, passages = null, part, year = null } = paragraph;
  Object.assign(paragraph, { report, place, unit: report.name, length: lengthOf(text), lower: text.toLowerCase(), marker: paragraph.marker ?? "" });
  // What was read and answered; a correction stands over it.
  paragraph.answer = { theme, fine, unsure, passages, part, year };
  settle(paragraph, null);
}

// A report is one of its unit's; a name that many units bear is one unit's only within a folder, and a report
// without unit is one of its own. Folder or file tell apart what is named alike.
const named = (report) => report.unit || report.title || report.file;
const folderOf = (file) => file.replace(/[\\/]?[^\\/]*$/, "");
const placeOf = (report) => (!report.unit ? report.file : report.shared ? folderOf(report.file) : "");
function namesOf(reports) {
  const places = new Map();
  for (const report of reports) places.set(named(report), (places.get(named(report)) || new Set()).add(placeOf(report)));
  return (report) => {
    const [name, place] = [named(report), placeOf(report)];
    return places.get(name).size > 1 && place && place !== name ? `${name}（${place}）` : name;
  };
}

const distinct = (values) => [...new Set(values)];
const knownYears = () => distinct(PARAGRAPHS.map((p) => p.year).filter(Boolean)).sort();
const knownUnits = () => distinct(PARAGRAPHS.map((p) => p.unit));

function lengthOf(text) {
  return text.replace(/\s/g, "").length;
}

const themeOf = (paragraph) => paragraph.theme;

// Adds up paragraphs or characters by a key; returns a Map from key to amount. The characters of a paragraph of
// several themes count by its passages.
function amounts(paragraphs, measure, key) {
  const sums = new Map();
  const add = (at, amount) => sums.set(at, (sums.get(at) || 0) + amount);
  for (const paragraph of paragraphs) {
    if (measure !== "characters") add(key(paragraph), 1);
    else if (key !== themeOf || !paragraph.passages || paragraph.unsure) add(key(paragraph), paragraph.length);
    else paragraph.passages.forEach(([start, end, theme]) => add(theme, lengthOf(paragraph.text.slice(start, end))));
  }
  return sums;
}

// Takes paragraphs apart by a key; returns a Map in the order the keys first appear.
function grouped(paragraphs, key) {
  const groups = new Map();
  for (const paragraph of paragraphs) {
    const group = groups.get(key(paragraph));
    if (group) group.push(paragraph);
    else groups.set(key(paragraph), [paragraph]);
  }
  return groups;
}

const total = (sums) => [...sums.values()].reduce((a, b) => a + b, 0);
// What is below the whole never shows as 100%.
const percent = (share, digits = 0) => `${(Math.min(share, share < 1 ? 1 - 10 ** -(digits + 2) : share) * 100).toFixed(digits)}%`;
