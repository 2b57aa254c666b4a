// In the menu of a paragraph: what was misread of its part, its year and the unit of its report.

IN_MENU.push((paragraph) => {
  const change = (key, value) => {
    const correction = correctionOf(paragraph);
    if (correction[key] !== value) correct([[paragraph, { ...correction, [key]: value }]]);
    go({});
  };
  const field = (key, input) => make("label", {}, word(key), " ", input);
  const text = (key, attributes, read) => make("input", {
    ...attributes, id: `about-${key}`, autocomplete: "off", value: paragraph[key] ?? "",
    change: ({ target }) => { if (target.reportValidity()) change(key, read(target.value.trim())); },
    keydown: (event) => {
      const { key: pressed, target } = event;
      if (pressed === "Escape") target.value = paragraph[key] ?? "";
      // The key must not press what has the focus afterwards.
      if (pressed === "Enter") { event.preventDefault(); target.dispatchEvent(new Event("change")); }
    },
  });
  const part = make("select", { id: "about-part", change: ({ target }) => change("part", target.value === paragraph.answer.part ? null : target.value) },
    PARTS.map((one) => make("option", { value: one, selected: one === paragraph.part }, word(one))));
  return make("div", { class: "about-fields" }, field("part", part),
    field("year", text("year", { type: "number", min: 1949, max: 2100 }, (typed) => (typed && Number(typed) !== paragraph.answer.year ? Number(typed) : null))),
    field("unit", text("unit", { type: "text", maxlength: 100 }, (typed) => (typed && typed !== paragraph.report.name ? typed : null))),
    make("span", { class: "soft" }, word("unitNote")));
});

KEYS.e = () => {
  if (!state.at) return;
  go({ menu: { paragraph: state.at, adding: false } });
  find("about-part")?.focus();
};
