// Who corrects: one of the readers of the project, chosen in the head.

// Kept in the browser for each project.
const readerKey = () => `gongwen-reader-${project.id}`;

function chooseReader(id) {
  store(readerKey(), id);
  project.reader = id;
  showAnew(PARAGRAPHS);
  outdate((key) => key.startsWith("next"));
  // Steps to take back are the reader's own.
  inTurn(() => attempt(look));
}

function drawReader() {
  find("reader").replaceChildren(...project.readers.map(({ id, name }) => make("option", { value: id, selected: id === project.reader }, name)));
  find("reader").setAttribute("aria-label", word("whoAmI"));
  find("reader").title = word("whoAmI");
}

async function addReader(name) {
  const reader = await attempt(() => ask("POST", "readers", { name }));
  if (!reader) return;
  await inTurn(() => attempt(look));
  chooseReader(reader.id);
  say("readerAdded", reader.name);
}

function readerSection() {
  const count = (id) => PARAGRAPHS.filter((p) => said.get(p.id)?.has(id)).length;
  const row = ({ id, name }) => make("tr", {}, make("th", { scope: "row" }, name, id === project.reader ? make("span", { class: "soft" }, ` ${word("thatIsMe")}`) : null),
    make("td", { class: "number" }, `${count(id).toLocaleString()} ${word("paragraphs")}`));
  const input = make("input", { id: "new-reader", type: "text", maxlength: 40, required: true, autocomplete: "off", "aria-label": word("newReader"), placeholder: word("newReader") });
  const add = (event) => {
    event.preventDefault();
    const name = input.value.trim();
    input.blur();
    if (name) addReader(name);
  };
  const blind = make("input", { id: "blind", type: "checkbox", checked: isBlind(), change: ({ target }) => {
    store("gongwen-blind", target.checked ? "yes" : "no");
    target.blur();
    showAnew(PARAGRAPHS);
    go({});
  } });
  return make("section", { id: "readers" }, make("h2", {}, word("readers")),
    make("table", { class: "rows narrow" }, make("tbody", {}, project.readers.map(row))),
    make("form", { submit: add }, input, " ", make("button", { type: "submit" }, word("addReader"))),
    make("p", {}, make("label", {}, blind, " ", word("blind"))));
}
