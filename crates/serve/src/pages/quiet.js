// Draws when nobody is in the middle of something: what is typed, selected or chosen must not be drawn away.

let isDue = false;

function isBusy() {
  const { activeElement } = document;
  return activeElement.matches("main input, main textarea, main select") || !getSelection().isCollapsed || document.querySelector("dialog[open]") !== null;
}

function drawQuietly() {
  isDue = isBusy();
  if (!isDue) draw();
}

function drawDue() {
  if (isDue) drawQuietly();
}

function watchQuiet() {
  addEventListener("focusout", () => setTimeout(drawDue));
  document.addEventListener("selectionchange", () => setTimeout(drawDue, 300));
}
