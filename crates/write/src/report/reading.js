// The reading view: a report with its outline at the side, every paragraph marked by its theme.

function reading() {
  const report = REPORTS[state.report];
  if (!report) return [make("p", {}, word("empty"))];
  return [make("div", { class: "reading" }, outline(report), make("article", { id: "report" }, head(report), body(report)))];
}

function head(report) {
  const step = (by, key) => make("button", {
    type: "button", disabled: !REPORTS[report.index + by], click: () => go({ report: report.index + by, paragraph: null }),
  }, word(key));
  return [
    make("div", { class: "steps" }, step(-1, "previous"), step(1, "next")),
    make("h2", { class: "report-title" }, titleOf(report)),
    make("p", { class: "soft about" }, aboutOf(report)),
    bar(report.paragraphs, { unit: report.name }),
  ];
}

// Headings and paragraphs in reading order; a run-in heading stands in its paragraph.
function body(report) {
  return report.blocks.map((block, index) => {
    if ("text" in block) return paragraphOf(block);
    if (block.run_in) return make("span", { id: `h${index}`, class: "anchor" });
    return make(`h${Math.min(block.level + 2, 6)}`, { id: `h${index}` }, block.heading);
  });
}

function paragraphOf(paragraph) {
  const open = state.paragraph === paragraph;
  const words = open ? paragraph.evidence.map(([w]) => w) : [];
  const mark = (text) => (state.text ? marked(text, [state.text], "hit") : marked(text, words, "why"));
  const text = paragraph.passages ? passagesOf(paragraph, mark) : mark(paragraph.text);
  const toggle = () => { if (!String(getSelection())) go({ paragraph: open ? null : paragraph }); };
  return make("div", {
    id: `p${paragraph.place}`,
    class: `paragraph${passes(paragraph) ? "" : " dim"}${open ? " open" : ""}`,
    style: { "--c": colour(paragraph.theme) },
  }, make("p", { click: toggle }, text),
  make("button", { type: "button", class: "tag", "aria-expanded": String(open), click: toggle }, tagText(paragraph)),
  open ? details(paragraph) : null);
}

// The sentences that speak of another theme than the rest, each run underlined in the colour of its theme.
function passagesOf(paragraph, mark) {
  return paragraph.passages.map(([start, end, theme, p]) => make("span", {
    class: "passage", style: { "--c": colour(theme) }, title: `${themeName(theme)} ${percent(p)}`,
  }, mark(paragraph.text.slice(start, end))));
}

function tagText(paragraph) {
  const sure = paragraph.confidence >= state.limit;
  const [theme, fine] = [themeName(paragraph.theme), fineName(paragraph.fine)];
  return `${theme}${fine === theme ? "" : ` · ${fine}`} ${percent(paragraph.confidence)}${sure ? "" : ` · ${word("unsure")}`}`;
}

// Why the paragraph has its theme: likely themes and the words that decided.
function details(paragraph) {
  const row = (name, share, theme) => make("tr", {}, make("th", { scope: "row" }, name),
    make("td", {}, make("span", { class: "meter", style: { "--c": colour(theme), "--share": percent(share, 1) } })), make("td", {}, percent(share, 1)));
  const strongest = Math.max(...paragraph.evidence.map(([, weight]) => weight), 1e-9);
  return make("div", { class: "details" },
    make("div", {}, `${word("confidence")}${word("colon")}${percent(paragraph.confidence, 1)} · ${word("topic")}${word("colon")}${fineName(paragraph.fine)} · ${word(paragraph.part)}`),
    make("div", { class: "pair" },
      make("table", { class: "likely" }, make("caption", {}, word("otherThemes")),
        make("tbody", {}, paragraph.themes.map(([theme, p]) => row(themeName(theme), p, theme)))),
      paragraph.evidence.length
        ? make("table", { class: "evidence" }, make("caption", {}, word("evidence")), make("tbody", {}, paragraph.evidence.map(([w, weight]) =>
          make("tr", {}, make("th", { scope: "row" }, w), make("td", {}, make("span", { class: "meter", style: { "--c": colour(paragraph.theme), "--share": percent(weight / strongest) } })), make("td", {}, weight.toFixed(2))))))
        : make("p", { class: "soft" }, word("noEvidence"))));
}

function outline(report) {
  const jump = (id) => (event) => { event.preventDefault(); document.getElementById(id).scrollIntoView({ block: "start" }); };
  const picker = make("select", { id: "report-picker", "aria-label": word("report"), change: (event) => go({ report: Number(event.target.value), paragraph: null }) },
    REPORTS.map((r) => make("option", { value: r.index, selected: r === report }, `${r.index + 1}. ${titleOf(r)}`)));
  // Under a heading, a dot a paragraph in the colour of its theme.
  const entries = [];
  report.blocks.forEach((block, index) => {
    if ("text" in block) {
      if (entries.length) entries[entries.length - 1].dots.push(make("i", { style: { "--c": colour(block.theme) }, title: themeName(block.theme) }));
    } else {
      entries.push({ block, id: `h${index}`, dots: [] });
    }
  });
  return make("aside", { id: "outline", "aria-label": word("outline") }, picker, make("ol", {}, entries.map(({ block, id, dots }) =>
    make("li", { style: { "--level": block.level } }, make("a", { href: `#${id}`, click: jump(id) }, block.heading), make("span", { class: "dots" }, dots)))));
}
