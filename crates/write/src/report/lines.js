// Charts of lines over years, as SVG made by hand; what they show stands in a table, too.

// The name that SVG elements have, as the parser of html gives it.
const SVG = (() => {
  const parsed = make("template");
  parsed.innerHTML = "<svg></svg>";
  return parsed.content.firstChild.namespaceURI;
})();

function draws(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") Object.entries(value).forEach(([key, css]) => element.style.setProperty(key, css));
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

// The next share above that makes a round scale, and the steps up to it.
function scaleTo(highest) {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((one) => highest <= one * 5) || 0.25;
  const steps = Math.max(1, Math.ceil(highest / step));
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, n) => n * step) };
}

// Lines of shares over years. A line has a name, a theme that gives its colour and a value a year, null where there is
// none: there it breaks. Where a year has an interval ([low, high, estimate]) a band stands behind, with a broken line in it. `tall` is the height in pixels of
// a chart as wide as `wide`; a chart `plain` has no names at the lines' ends.
function chart({ years, lines, top, wide, tall, plain, label }) {
  const { top: highest, ticks } = scaleTo(top);
  const letters = (text) => [...text].reduce((sum, c) => sum + (c > "\u2e80" ? 12 : 6.6), 0);
  const edge = { left: 42, right: plain ? 20 : 14 + Math.max(0, ...lines.map(({ name }) => letters(name))), top: 10, bottom: 22 };
  const x = (index) => edge.left + (years.length > 1 ? index / (years.length - 1) : 0.5) * (wide - edge.left - edge.right);
  const y = (share) => tall - edge.bottom - (share / highest) * (tall - edge.top - edge.bottom);
  const every = Math.ceil(years.length * 34 / (wide - edge.left - edge.right));
  const last = years.length - 1;
  const grid = ticks.map((tick) => [
    draws("line", { class: "grid", x1: edge.left, x2: wide - edge.right, y1: y(tick), y2: y(tick) }),
    draws("text", { x: edge.left - 6, y: y(tick) + 4, "text-anchor": "end" }, percent(tick)),
  ]);
  const names = years.map((year, index) => ((last - index) % every ? null : draws("text", { x: x(index), y: tall - 5, "text-anchor": "middle" }, year)));
  return draws("svg", { viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": label },
    grid.flat(), names,
    lines.flatMap((line) => bands(line, x, y)),
    lines.map((line) => lineOf(line, years, x, y)),
    plain ? null : endNames(lines, x, y, tall - edge.bottom));
}

// Runs of neighbours that there is something of: lists of indices.
function runs(values) {
  const found = [];
  values.forEach((value, index) => {
    if (value === null) return;
    if (index && values[index - 1] !== null) found[found.length - 1].push(index);
    else found.push([index]);
  });
  return found;
}

function bands({ intervals = [], theme }, x, y) {
  return runs(intervals).map((run) => {
    // A single year has no width.
    const out = run.length > 1 ? 0 : 3;
    const side = (end, by) => run.flatMap((index) => [`${x(index) - by},${y(intervals[index][end])}`, `${x(index) + by},${y(intervals[index][end])}`]);
    return draws("g", { class: "band", style: { "--c": colour(theme) } },
      draws("polygon", { points: [...side(1, out), ...side(0, -out).reverse()].join(" ") }),
      draws("polyline", { points: side(2, out).join(" ") }));
  });
}

function lineOf({ name, theme, values, choose }, years, x, y) {
  const at = (index) => `${x(index)},${y(values[index])}`;
  const paths = runs(values).map((run) => draws("polyline", { points: run.map(at).join(" ") }));
  const points = values.map((value, index) => {
    if (value === null) return null;
    const point = draws("circle", { cx: x(index), cy: y(value), r: 3 }, draws("title", {}, `${years[index]} ${name} ${percent(value, 1)}`));
    if (choose) point.addEventListener("click", () => choose(years[index]));
    return point;
  });
  return draws("g", { class: "line", style: { "--c": colour(theme) } }, paths, points);
}

// The lines' names at their ends, pushed apart where they would stand over one another.
function endNames(lines, x, y, bottom) {
  const apart = 14;
  const ends = lines.map((line) => ({ line, at: runs(line.values).flat().pop() })).filter(({ at }) => at !== undefined)
    .map(({ line, at }) => ({ line, x: x(at), y: y(line.values[at]) + 4 })).sort((a, b) => a.y - b.y);
  ends.forEach((end, index) => { if (index) end.y = Math.max(end.y, ends[index - 1].y + apart); });
  let limit = bottom + 4;
  for (const end of [...ends].reverse()) {
    end.y = Math.min(end.y, limit);
    limit = end.y - apart;
  }
  const right = Math.max(...ends.map((end) => end.x));
  return ends.map(({ line, y: at }) => draws("text", { class: "name", x: right + 8, y: at, style: { "--c": colour(line.theme) } }, line.name));
}
