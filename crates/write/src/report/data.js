// The reports and their paragraphs, from the JSON in the page.

const DATA = JSON.parse(document.getElementById("data").textContent);
const THEMES = DATA.themes.themes;
const FINE = DATA.themes.fine;
const PARTS = ["opening", "done", "problem", "plan"];

// A report is one of its unit's; a name that many units bear is one unit's only within a folder, and a report
// without unit is one of its own. Folder or file tell apart what is named alike.
const PLACES = new Map();
const named = (report) => report.unit || report.title || report.file;
const folderOf = (file) => file.replace(/[\\/]?[^\\/]*$/, "");
const placeOf = (report) => (!report.unit ? report.file : report.shared ? folderOf(report.file) : "");
for (const report of DATA.reports) {
  const name = named(report);
  PLACES.set(name, (PLACES.get(name) || new Set()).add(placeOf(report)));
}
const nameOf = (report) => {
  const [name, place] = [named(report), placeOf(report)];
  return PLACES.get(name).size > 1 && place && place !== name ? `${name}（${place}）` : name;
};

// Every paragraph knows its report, its place there and among all, and its length without white space.
const REPORTS = DATA.reports.map((report, index) => {
  report.index = index;
  report.name = nameOf(report);
  report.paragraphs = report.blocks.filter((block) => "text" in block);
  report.paragraphs.forEach((paragraph, place) => {
    paragraph.report = report;
    paragraph.place = place;
    paragraph.length = lengthOf(paragraph.text);
    paragraph.lower = paragraph.text.toLowerCase();
    paragraph.marker ??= "";
    // What the model answered; a correction stands over it.
    const { theme, fine, unsure, passages = null } = paragraph;
    paragraph.answer = { theme, fine, unsure, passages };
  });
  return report;
});
const PARAGRAPHS = REPORTS.flatMap((report) => report.paragraphs);
PARAGRAPHS.forEach((paragraph, index) => { paragraph.index = index; });
const YEARS = [...new Set(PARAGRAPHS.map((p) => p.year).filter(Boolean))].sort();
const UNITS = [...new Set(REPORTS.map((report) => report.name))];

// The limit the tags were made with, or one half: below it a paragraph counts as unsure.
const UNSURE = PARAGRAPHS.filter((p) => p.unsure).map((p) => p.confidence);
const LIMIT = UNSURE.length ? Math.ceil(Math.max(...UNSURE) * 20 + 0.01) / 20 : 0.5;

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
