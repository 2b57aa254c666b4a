// On paper everything stands that is shown, under what was chosen and when.

// What the filters say, in words.
function filterText() {
  return [
    ...[...state.themes].map(themeName), state.fine === null ? "" : fineName(state.fine), ...[...state.parts].map(word), ...state.years,
    state.unit, state.text.trim() && `“${state.text.trim()}”`, state.corrected ? word("corrected") : "",
  ].filter(Boolean).join(" · ");
}

function printHead() {
  const said = [word(state.view), filterText() || word("noFilter"), `${shown().length.toLocaleString()} ${word("paragraphs")}`, new Date().toLocaleDateString(document.documentElement.lang)];
  return make("div", { id: "print-head" }, make("h1", {}, word("title")), make("p", {}, said.join(" | ")));
}

function allOnPaper() {
  let before = state.shown;
  addEventListener("beforeprint", () => { before = state.shown; state.shown = Infinity; draw(); });
  addEventListener("afterprint", () => { state.shown = before; draw(); });
}
