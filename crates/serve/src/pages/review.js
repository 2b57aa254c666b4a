// What to look at next: the paragraphs whose correction teaches most, with the reason.

const nextAnswer = () => answerOf(`next?count=20&reader=${project.reader}`);
const proposed = () => (nextAnswer().value || []).filter(({ paragraph }) => byId.has(paragraph));

function reviewView() {
  const isDone = ({ paragraph }) => said.get(paragraph)?.has(project.reader);
  return [
    make("section", {}, make("h2", {}, word("review")), make("p", { class: "soft" }, word("nextNote")), withAnswer(nextAnswer(), () => {
      const all = proposed();
      if (!all.length) return [make("p", {}, word("nothingNext"))];
      const done = all.filter(isDone).length;
      return [make("p", { class: "walk" }, make("progress", { max: all.length, value: done, "aria-label": word("review") }), ` ${done} / ${all.length} `,
        make("button", { type: "button", id: "others", click: () => { outdate((key) => key.startsWith("next")); go({ at: null }); } }, word("otherOnes")))];
    })),
    proposed().map(({ paragraph, why }) => make("div", { class: "proposed" }, make("p", { class: "why soft" }, why), card(byId.get(paragraph)))),
  ];
}

VIEWS.review = { draw: reviewView, isOwn: true, shown: () => proposed().map(({ paragraph }) => byId.get(paragraph)) };
