// Tables of paragraphs as `classify tag` writes them and `classify learn` reads them, out of the page and into it again.

const COLUMNS = ["文件", "报告", "单位", "年份", "部分", "标题", "序号", "主题", "细分主题", "置信度", "正文", "起", "校验", "更正"];
const BETWEEN = " › ";

// The rows of a paragraph: its own, and one of each passage that was marked in it.
function rowsOf(paragraph) {
  const { report, answer } = paragraph;
  const names = (themes) => themes.map((theme) => THEMES[theme].zh).join("+");
  const row = (marker, theme, topic, confidence, text, start, correction) => [
    report.file, report.title, correctionOf(paragraph).unit ?? report.unit, paragraph.year, WORDS.zh[paragraph.part], paragraph.path.join(BETWEEN),
    marker, theme, topic, confidence, text, start, textCheck(text), correction,
  ];
  const { themes, marks } = correctionOf(paragraph);
  return [
    row(paragraph.marker, answer.unsure ? "存疑" : THEMES[answer.theme].zh, FINE[answer.fine].zh, paragraph.confidence.toFixed(3), paragraph.text, paragraph.start, names(themes)),
    ...marks.map(([start, end, theme]) => row("", "", "", "", paragraph.text.slice(start, end), "", names([theme]))),
  ];
}

// A cell that no spreadsheet takes for a formula, as `harmless` in csv.rs.
const FORMULA = /^(?:[\t\r\n]|(?=..)[\p{White_Space}\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠])/su;
const harmless = (text) => (FORMULA.test(text) ? `'${text}` : text);
const unharmed = (cell) => (cell[0] === "'" && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell);

function csv(rows) {
  const field = (value) => {
    const text = harmless(String(value ?? ""));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
}

function save(name, rows) {
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const link = make("a", {
    download: `${name}-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.csv`,
    href: URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" })),
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const exportShown = () => save("段落", shown().flatMap(rowsOf));
// A paragraph in which only passages were marked has nothing to say as a whole.
const exportCorrections = () => save("更正", corrected().flatMap(rowsOf).filter((row) => row[row.length - 1]));

async function copyShown() {
  const text = shown().map((p) => `${p.text}\n（${sourceOf(p)}）\n`).join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", {}, text);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("copied", shown().length);
}

// The rows of a csv as programs save it, whatever parts its cells.
function cellsOf(text) {
  const [first] = text.split("\n");
  const comma = [",", ";", "\t"].reduce((a, b) => (first.split(b).length > first.split(a).length ? b : a));
  const rows = [[]];
  const cell = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^${comma}\\r\\n]*))(${comma}|\\r?\\n|\\r|$)`, "g");
  for (const [, quoted, bare, end] of text.replace(/^\ufeff/, "").matchAll(cell)) {
    rows[rows.length - 1].push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== comma) rows.push([]);
  }
  return rows;
}

// Takes the corrections of a table; says how many, and how many name no theme or no text of this page.
async function importCorrections(file) {
  const bytes = await file.arrayBuffer();
  let text;
  try { text = new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { text = new TextDecoder("gb18030").decode(bytes); }
  const [names, ...rows] = cellsOf(text);
  const column = (name) => names.findIndex((cell) => cell.trim() === name);
  const cell = (row, name) => unharmed(row[column(name)] || "");
  if (column("正文") < 0 || column("更正") < 0) { say("noTable"); return; }
  const squeezed = (some) => some.replace(/\s/g, "");
  const byText = grouped(PARAGRAPHS, (p) => squeezed(p.text));
  const taken = new Map();
  let [took, left] = [0, 0];
  for (const row of rows.filter((some) => cell(some, "更正").trim())) {
    const [part, themes] = [cell(row, "正文"), themesOf(cell(row, "更正"))];
    const isHere = (p) => (column("文件") < 0 || p.report.file === cell(row, "文件")) && (column("标题") < 0 || p.path.join(BETWEEN) === cell(row, "标题"));
    const same = byText.get(squeezed(part)) || [];
    const whole = same.find(isHere) || same[0];
    const around = whole || (part && (PARAGRAPHS.find((p) => isHere(p) && p.text.includes(part)) || PARAGRAPHS.find((p) => p.text.includes(part))));
    if (!around || !themes) { left += 1; continue; }
    took += 1;
    const before = taken.get(around) || correctionOf(around);
    const start = around.text.indexOf(part);
    taken.set(around, whole ? { ...before, themes } : withMark(before, { start, end: start + part.length }, themes[0]));
  }
  if (taken.size) correct([...taken]);
  go({});
  say("imported", took, left);
}

// The themes a cell names; nothing where it names another.
function themesOf(cell) {
  const theme = (name) => {
    const is = (one) => [one.id, one.zh, one.en].includes(name);
    const topic = FINE.find(is);
    const index = THEMES.findIndex(is);
    return index >= 0 || !topic ? index : topic.theme;
  };
  const themes = [...new Set(cell.split(/[+＋、,，;；\s]+/).filter(Boolean).map(theme))];
  return themes.length && !themes.includes(-1) ? themes : null;
}
