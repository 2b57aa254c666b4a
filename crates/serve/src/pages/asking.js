// Asks the server. What it refuses comes as a failure with its reason.

const API = "/api/v1/";

class Failure extends Error {
  // Status 0: no answer came.
  constructor(status, problem) {
    super((state.language === "zh" && problem?.detail_zh) || problem?.detail || problem?.title || String(status));
    this.status = status;
    this.problem = problem;
  }
}

async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(API + path, {
      method, cache: "no-store",
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new Failure(0, { title: word("noServer") });
  }
  if (answer.status === 401) location.assign("/login");
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Failure(answer.status, said);
  return said;
}

// Does what may be refused, and says why it was.
async function attempt(act) {
  try { return await act(); } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    say("refused", failure.message);
    return null;
  }
}

// What views show beside the paragraphs: asked for when it is first shown, and again when the project has changed.
const answers = new Map();

function answerOf(path, body) {
  const key = `${path} ${JSON.stringify(body)}`;
  if (!answers.has(key)) answers.set(key, { isStale: true });
  const known = answers.get(key);
  if (known.isStale && !known.isAsked) fetchAnswer(known, path, body);
  return known;
}

async function fetchAnswer(known, path, body) {
  Object.assign(known, { isAsked: true, isStale: false });
  try {
    Object.assign(known, { value: await ask(body ? "POST" : "GET", path, body), failure: null });
  } catch (failure) {
    Object.assign(known, { failure });
  }
  known.isAsked = false;
  drawQuietly();
}

function outdate(isOne = () => true) {
  for (const [key, known] of answers) if (isOne(key)) known.isStale = true;
}

// Shows an answer, that it is on its way, or why there is none.
function withAnswer({ value, failure }, show) {
  if (failure) return [make("p", { class: "failure", role: "alert" }, failure.message)];
  return value === undefined ? [make("p", { class: "soft", "aria-busy": "true" }, word("onItsWay"))] : show(value);
}
