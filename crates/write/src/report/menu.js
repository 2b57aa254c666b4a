// Where a theme is chosen: under a paragraph, or beside a text that is selected.

function themeButtons(chosen, choose) {
  return THEMES.map((_, theme) => make("button", {
    type: "button", class: "chip", "aria-pressed": String(chosen.includes(theme)), "data-theme": theme,
    style: { "--c": colour(theme) }, click: () => choose(theme),
  }, theme < 9 ? make("kbd", {}, theme + 1) : null, themeName(theme)));
}

function menu(paragraph) {
  const { adding } = state.menu;
  const reset = () => { correct([[paragraph, null]]); go({ menu: null }); };
  return make("div", { class: "menu", role: "group", "aria-label": word("correctTo") },
    themeButtons(themesNow(paragraph), (theme) => choose(paragraph, theme)),
    make("button", { type: "button", class: "adding", "aria-pressed": String(adding), click: () => go({ menu: { paragraph, adding: !adding } }) }, make("kbd", {}, "+"), word("further")),
    paragraph.correction ? make("button", { type: "button", class: "reset", click: reset }, word("reset")) : null,
    IN_MENU.map((part) => part(paragraph)));
}

const themesNow = (paragraph) => (paragraph.settled ? paragraph.correction.themes : [paragraph.answer.theme]);

// Sets the theme, or adds a further one and takes it away again.
function choose(paragraph, theme) {
  const { adding } = state.menu;
  const others = themesNow(paragraph).filter((one) => one !== theme);
  const isThere = others.length < themesNow(paragraph).length;
  setThemes(paragraph, adding ? (isThere && others.length ? others : [...others, theme]) : [theme]);
  go({ menu: adding ? state.menu : null });
}

// The text that is selected inside one paragraph.
function selected() {
  const selection = getSelection();
  const p = selection.rangeCount && selection.anchorNode.parentElement?.closest(".paragraph > p");
  if (!p || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  // A triple click selects to where the next element begins.
  if (!p.contains(range.endContainer)) range.setEnd(p, p.childNodes.length);
  const text = range.toString();
  if (!p.contains(range.startContainer) || !text.trim() || text.trim() !== String(selection).trim()) return null;
  const before = document.createRange();
  before.setStart(p, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length + text.length - text.trimStart().length;
  return { paragraph: PARAGRAPHS[p.parentElement.id.slice(1)], start, end: start + text.trim().length, box: range.getBoundingClientRect() };
}

function mark(passage, theme) {
  getSelection().removeAllRanges();
  setMark(passage, theme);
  go({ at: passage.paragraph, menu: null });
}

// The bar lives outside of what is drawn anew, and leaves the selection as it is.
function drawBar() {
  const passage = selected();
  const bar = find("passage");
  bar.hidden = !passage;
  if (!passage) return;
  bar.replaceChildren(make("span", { class: "soft" }, word("markAs")), ...themeButtons([], (theme) => mark(passage, theme)));
  bar.style.left = `${Math.max(8, Math.min(passage.box.left, innerWidth - bar.offsetWidth - 8))}px`;
  bar.style.top = `${Math.max(8, Math.min(passage.box.bottom + 10, innerHeight - bar.offsetHeight - 8))}px`;
}
