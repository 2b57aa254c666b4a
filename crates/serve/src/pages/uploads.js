// Reports come in: files and folders dropped anywhere on the page, or chosen. They are sent one after the other.

// Of each file its name in the project, how far it is, and what the server said of it.
const uploads = [];
let isUploading = false;

async function upload(files) {
  uploads.push(...files.map(({ file, name }) => ({ file, name, share: 0, state: "coming" })));
  go({ view: "material", at: null, open: null, menu: null });
  if (isUploading) return;
  isUploading = true;
  for (let next; (next = uploads.find(({ state: now }) => now === "coming"));) await uploadOne(next);
  isUploading = false;
  outdate();
  inTurn(() => attempt(look));
}

async function uploadOne(one) {
  one.state = "sending";
  drawUploads();
  try {
    const { status, report } = await sendFile(one);
    Object.assign(one, { state: status === 200 ? "known" : "taken", file: null, told: report?.message ?? "" });
  } catch (failure) {
    // The name stands before it already.
    Object.assign(one, { state: "refused", told: failure.message.replace(/^[^:：]*[:：]\s*/, (begin) => (begin.includes(one.name) ? "" : begin)) });
  }
  drawUploads();
}

// An older kind of request, for it alone tells how much is sent.
function sendFile(one) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${API}reports?name=${encodeURIComponent(one.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total: whole }) => { one.share = whole ? loaded / whole : 1; drawUploads(); });
    request.addEventListener("load", () => {
      const answer = jsonOf(request.responseText);
      if (request.status < 300) resolve({ status: request.status, report: answer });
      else reject(new Failure(request.status, answer));
    });
    request.addEventListener("error", () => reject(new Failure(0, { title: word("noServer") })));
    request.send(one.file);
  });
}

function jsonOf(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function uploadList() {
  const bar = ({ name, share, state: now, told }) => make("li", { class: now },
    make("span", { class: "file" }, name),
    now === "sending" ? make("progress", { max: 1, value: share, "aria-label": name }) : null,
    make("span", { class: now === "refused" ? "failure" : "soft" }, word(now === "refused" ? "refusedFile" : now), told ? `${word("colon")}${told}` : ""));
  const count = (now) => uploads.filter((one) => one.state === now).length;
  const done = uploads.length - count("coming") - count("sending");
  const clear = () => { uploads.length = 0; go({}); };
  // What failed stands first.
  const order = ["refused", "sending", "coming", "known", "taken"];
  return [
    make("p", {}, make("b", {}, word("uploaded")(done, uploads.length, count("refused"))), " ",
      done === uploads.length ? make("button", { type: "button", click: clear }, word("clearList")) : null),
    make("progress", { class: "whole", max: uploads.length, value: done, "aria-label": word("material") }),
    make("ul", {}, [...uploads].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).map(bar)),
  ];
}

function drawUploads() {
  find("uploads")?.replaceChildren(...uploadList());
}

// The files of what was dropped, with the names of their folders before theirs.
async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return (await Promise.all(entries.map((entry) => filesIn(entry, "")))).flat().filter(isReport);
}

async function filesIn(entry, folder) {
  const name = `${folder}${entry.name}`;
  if (entry.isFile) return [{ name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
  const reader = entry.createReader();
  const inside = [];
  // A folder gives some of its entries at a time, and none at its end.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((one) => filesIn(one, `${name}/`)))).flat();
}

// What programs leave in folders is no report.
const isReport = ({ name }) => !/(^|\/)(\.|~\$|Thumbs\.db$|desktop\.ini$)/i.test(name);

function watchDrops() {
  const holdsFiles = ({ dataTransfer }) => dataTransfer && [...dataTransfer.types].includes("Files");
  const over = (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    find("drop").textContent = word("dropHere");
    find("drop").hidden = false;
  };
  addEventListener("dragenter", over);
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) find("drop").hidden = true; });
  addEventListener("drop", async (event) => {
    find("drop").hidden = true;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    upload(await filesOf(event.dataTransfer));
  });
}
