// The workbench: the views of the page, those of its own, and a server behind them.

function drawHead() {
  document.querySelector("#head h1").textContent = project.name || word("title");
  document.title = [project.name, word("title"), filterText()].filter(Boolean).join(" · ");
  drawReader();
  drawSaved();
  showTab();
}

// On a phone the tabs scroll; the one that is chosen shall be seen.
function showTab() {
  const [views, tab] = [find("views"), find(`view-${state.view}`)];
  if (!tab) return;
  const left = tab.offsetLeft - views.offsetLeft;
  const isSeen = left >= views.scrollLeft && left + tab.offsetWidth <= views.scrollLeft + views.clientWidth;
  if (!isSeen) views.scrollLeft = left - views.clientWidth / 3;
}

function addTools() {
  const tools = document.querySelector("#head .tools");
  tools.prepend(make("output", { id: "saved", class: "failure", role: "status" }), make("select", { id: "reader", change: ({ target }) => { target.blur(); chooseReader(Number(target.value)); } }));
  find("message").setAttribute("role", "status");
}

async function open() {
  addTools();
  ALSO_DRAWN.push(drawHead);
  try {
    takeView(await ask("GET", "view"));
  } catch (failure) {
    find("main").replaceChildren(make("p", { class: "failure", role: "alert" }, failure.message));
    setTimeout(() => location.reload(), 3000);
    return;
  }
  if (location.hash.length < 2 && !PARAGRAPHS.length) history.replaceState(null, "", "#material");
  start();
  watchDrops();
  watchQuiet();
  watch();
  addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
}

open();
