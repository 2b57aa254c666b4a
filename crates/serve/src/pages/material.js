// The reports of the project: taking them in, what was read of them, taking them out.

function materialView() {
  const known = answerOf("reports");
  const isEmpty = !PARAGRAPHS.length && !(known.value || []).length && !uploads.length;
  return [
    make("section", { id: "taking-in", class: isEmpty ? "inviting" : "" }, isEmpty ? make("h2", {}, word("welcome")) : null,
      make("p", {}, word("dropNote")), chooser("files", "chooseFiles", {}), chooser("folder", "chooseFolder", { webkitdirectory: true }),
      isEmpty ? make("ol", { class: "soft" }, word("steps").map((step) => make("li", {}, step))) : null),
    uploads.length ? make("section", { id: "uploads", "aria-live": "polite" }, uploadList()) : null,
    isEmpty ? null : make("section", {}, make("h2", {}, word("material")), withAnswer(known, reportTable)),
    isEmpty ? null : skippedSection(answerOf("skipped").value || []),
  ];
}

function chooser(id, name, attributes) {
  const input = make("input", { id: `choose-${id}`, type: "file", multiple: true, hidden: true, ...attributes, change: ({ target }) => {
    upload([...target.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(isReport));
  } });
  return [make("button", { type: "button", class: "wide-button", click: () => input.click() }, word(name)), input];
}

// The reports of the page that come from a file: ids of their paragraphs begin with its id.
const reportsOf = ({ id }) => REPORTS.filter(({ paragraphs: [first] }) => first?.id.startsWith(`${id}:`));

function reportTable(files) {
  const row = (file) => make("tr", { class: file.state },
    make("td", {}, opener(file), make("div", { class: "soft file" }, file.file)),
    make("td", {}, distinct(reportsOf(file).flatMap(({ paragraphs }) => paragraphs.map((p) => p.unit))).join("、") || file.units.join("、")),
    make("td", {}, file.years.join("、")),
    make("td", { class: "number" }, file.paragraphs || ""),
    make("td", {}, make("span", { class: file.state === "failed" ? "failure" : file.counted ? "soft" : "uncounted" }, stateOf(file))),
    make("td", {}, make("button", { type: "button", class: "remove", "aria-label": `${word("takeOut")} ${file.file}`, click: () => takeOut(file) }, word("takeOut"))));
  const counted = files.reduce((sum, file) => sum + file.counted, 0);
  return [
    make("p", { class: "soft" }, `${files.length.toLocaleString()} ${word("filesCount")} · ${word("reportsCounted")(counted)}`),
    make("div", { class: "files" }, cardTable(["report", "unit", "year", number("paragraphs"), "stateOf", "nothingElse"], files.map(row))),
  ];
}

// Whether a file's reports count, what they are to those of other files, and what of it cannot be read.
function stateOf({ state: now, counted, versions, failures }) {
  const short = (name) => name.split("/").pop();
  const is = now === "failed" ? "state-failed" : counted ? "state-read" : "state-uncounted";
  const why = [...versions.map(({ as, of }) => word(`version-${as}`)(short(of))), ...failures];
  return [word(is), distinct(why).join(word("semicolon"))].filter(Boolean).join(word("colon"));
}

// What lies in the folder and is no report.
function skippedSection(files) {
  const list = (why) => {
    const found = files.filter((file) => file.why === why);
    return found.length ? [make("p", {}, word(`skipped-${why}`)), make("ul", {}, found.map(({ file }) => make("li", { class: "file" }, file)))] : null;
  };
  return files.length ? make("section", { id: "skipped" }, make("h2", {}, word("skippedFiles"), make("span", { class: "soft" }, ` ${files.length}`)), list("no-document"), list("own-output")) : null;
}

function opener(file) {
  const [first] = reportsOf(file);
  const title = file.titles[0] || (file.titles.length ? word("untitled") : file.file);
  if (!first) return make("span", {}, title);
  const more = file.titles.length > 1 ? make("span", { class: "soft" }, ` ${word("andMore")(file.titles.length - 1)}`) : null;
  return [make("a", { href: address({ ...NO_FILTER(), view: "reading", report: first.index, at: null }) }, title), more];
}

async function takeOut(file) {
  const removed = await attempt(() => ask("DELETE", `reports/${encodeURIComponent(file.id)}`));
  if (!removed) return;
  outdate();
  await inTurn(() => attempt(look));
  say("takenOut", file.file);
  find("message").append(" ", make("button", { type: "button", id: "put-back", click: () => putBack(removed.id, file) }, word("putBack")));
}

async function putBack(id, file) {
  if (!await attempt(() => ask("POST", `reports/${encodeURIComponent(id)}/restore`))) return;
  outdate();
  await inTurn(() => attempt(look));
  say("isBack", file.file);
}

VIEWS.material = { draw: materialView, isCounting: true, isOwn: true };
