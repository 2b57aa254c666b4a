// Learning from corrections, what it changed, and the models so far.

const OFTEN_TRAINING = 700;
const isOver = ({ state: now }) => ["done", "failed", "cancelled"].includes(now);
let isWatchingJobs = false;

function trainView() {
  const known = answerOf("jobs");
  const job = known.value?.[known.value.length - 1] ?? null;
  if (job && !isOver(job)) watchJobs();
  return [
    make("section", { id: "train" }, make("h2", {}, word("train")), make("p", { class: "soft" }, word("trainNote")),
      trainForm(job), job ? jobOf(job) : null),
    make("section", { id: "models" }, make("h2", {}, word("models")), withAnswer(answerOf("models"), modelTable)),
  ];
}

function trainForm(job) {
  const taught = PARAGRAPHS.filter((p) => said.get(p.id)?.size).length;
  const name = make("input", { id: "model-name", type: "text", maxlength: 100, autocomplete: "off", placeholder: word("modelName"), "aria-label": word("modelName") });
  const isBusyNow = job !== null && !isOver(job);
  const begin = async (event) => {
    event.preventDefault();
    name.blur();
    await last;
    await attempt(() => ask("POST", "train", name.value.trim() ? { name: name.value.trim() } : {}));
    watchJobs();
  };
  return make("form", { submit: begin }, name, " ",
    make("button", { id: "begin", type: "submit", class: "main", disabled: !taught || isBusyNow }, word("begin")), " ",
    make("span", { class: "soft" }, word("taught")(taught)));
}

const messageOf = (job) => (state.language === "zh" && job.message_zh) || job.message;

function jobOf(job) {
  const call = () => attempt(() => ask("DELETE", `jobs/${job.id}`)).then(() => outdate((key) => key.startsWith("jobs")));
  if (!isOver(job)) {
    return make("p", { class: "job", role: "status" }, make("progress", { max: 1, value: job.progress, "aria-label": word("train") }),
      ` ${word(`stage-${job.stage || "waiting"}`)} ${messageOf(job)} `, make("button", { type: "button", click: call }, word("callOff")));
  }
  if (job.state !== "done") return make("p", { class: job.state === "failed" ? "failure" : "soft", role: "status" }, `${word(`job-${job.state}`)} ${messageOf(job)}`);
  return make("div", { class: "effect", role: "status" }, make("p", {}, make("b", {}, word("job-done")), ` ${messageOf(job)}`), effectTable(job.effect));
}

// What learning changed: before, after, and by how much.
function effectTable({ taught, as_corrected: same, held_out: held, moved }) {
  const row = (name, { before, after }, show, unit = "") => make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "number" }, show(before)),
    make("td", { class: "number" }, show(after)), make("td", { class: `number ${after > before ? "better" : after < before ? "worse" : ""}` }, change(before, after, show), unit));
  const share = (value) => percent(value, 1);
  const change = (before, after, show) => `${after >= before ? "+" : "−"}${show(Math.abs(after - before)).replace("%", "")}`;
  const theme = (id) => { const index = THEMES.findIndex((one) => one.id === id); return index < 0 ? id : themeName(index); };
  return [
    make("table", { class: "rows narrow" }, headRow(["nothingElse", number("formerly"), number("now"), number("changed")]),
      make("tbody", {},
        row(word("asCorrected")(taught), same, (value) => String(value)),
        held ? row(word("heldAccuracy")(held.rows), held.accuracy, share, ` ${word("pointsShort")}`) : null,
        held ? row(word("heldF1")(held.rows), held.macro_f1, share, ` ${word("pointsShort")}`) : null)),
    held ? null : make("p", { class: "soft" }, word("tooFew")),
    moved.length ? make("p", { class: "soft" }, word("moved"), moved.slice(0, 8).map(([from, to, rows]) => `${theme(from)} → ${theme(to)} ${rows}`).join(" · ")) : null,
  ];
}

function modelTable(models) {
  const use = (model) => async () => {
    if (!await attempt(() => ask("POST", `models/${model.id}/use`))) return;
    await inTurn(() => attempt(look));
    say("modelUsed", model.name);
  };
  const gain = ({ effect }) => (effect?.held_out ? `${percent(effect.held_out.accuracy.before, 1)} → ${percent(effect.held_out.accuracy.after, 1)}` : "");
  const leftOut = ({ effect }) => (effect?.disputed ? make("div", { class: "soft" }, word("leftOut")(effect.disputed)) : null);
  const row = (model) => make("tr", { class: model.current ? "current" : "" }, make("th", { scope: "row" }, model.name),
    make("td", {}, model.made ? new Date(model.made).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }) : ""),
    make("td", { class: "number" }, model.rows || "", leftOut(model)), make("td", { class: "number" }, gain(model)),
    make("td", {}, model.current ? make("b", {}, word("inUse")) : make("button", { type: "button", class: "use", click: use(model) }, word("use"))));
  return cardTable(["model", "made", number("learntFrom"), number("heldShort"), "nothingElse"], [...models].reverse().map(row));
}

// Asks for the jobs until all are over; the new model's answers come with the next look at the project.
async function watchJobs() {
  if (isWatchingJobs) return;
  isWatchingJobs = true;
  for (let jobs = [null]; jobs === null || jobs.some((job) => job === null || !isOver(job));) {
    jobs = await attempt(() => ask("GET", "jobs"));
    if (jobs) answers.set(`jobs ${undefined}`, { value: jobs });
    drawQuietly();
    await new Promise((resolve) => setTimeout(resolve, OFTEN_TRAINING));
  }
  isWatchingJobs = false;
  outdate((key) => !key.startsWith("jobs"));
  inTurn(() => attempt(look));
}

VIEWS.train = { draw: trainView, isCounting: true, isOwn: true };
