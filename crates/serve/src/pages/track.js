// What became of a plan: every item with the passages that report on it, and results nobody planned.

FURTHER.push("status");
state.status = "";
const STATUSES = ["done", "partly", "under way", "changed", "missed", "not mentioned"];
const statusWord = (status) => word(`track-${status}`);

function trackView() {
  return viewOfTwo("track", ["plan", "result"], (records, plan, result) => {
    const items = records.filter(({ kind }) => kind !== "unplanned");
    const unplanned = records.filter(({ kind }) => kind === "unplanned");
    return [
      make("section", { id: "items" }, make("h2", {}, word("items"), make("span", { class: "soft" }, ` ${items.length}`)), statusChips(items),
        cardTable(["item", number("target"), "status", "reportedOn", number("sure")],
          items.filter(({ status }) => !state.status || status === state.status).map((item) => itemRow(item, plan, result)))),
      unplanned.length ? make("section", { id: "unplanned" }, make("h2", {}, word("unplanned"), make("span", { class: "soft" }, ` ${unplanned.length}`)),
        make("ul", {}, unplanned.map(({ text, start, path }) => make("li", {}, placeLink(result, start, text), make("span", { class: "soft" }, ` ${path.join(" › ")}`))))) : null,
    ];
  });
}

function statusChips(items) {
  const count = (status) => items.filter((item) => item.status === status).length;
  return make("p", { class: "chips" }, STATUSES.filter(count).map((status) => make("button", {
    type: "button", class: "chip", "aria-pressed": String(state.status === status), click: () => go({ status: state.status === status ? "" : status }),
  }, `${statusWord(status)} ${count(status)}`)));
}

function itemRow({ text, start, target, status, p, matches, path }, plan, result) {
  const match = (one) => make("li", {}, placeLink(result, one.start, one.text), one.reached ? make("b", {}, ` ${one.reached}`) : null);
  return make("tr", {},
    make("td", {}, placeLink(plan, start, text), make("div", { class: "soft" }, path.join(" › "))), make("td", { class: "number" }, target ?? ""),
    make("td", {}, make("span", { class: `status ${status.replace(" ", "-")}` }, statusWord(status))),
    make("td", {}, matches.length ? make("ul", {}, matches.slice(0, 3).map(match)) : null), make("td", { class: "number" }, percent(p)));
}

VIEWS.track = { draw: trackView, isCounting: true, isOwn: true };
