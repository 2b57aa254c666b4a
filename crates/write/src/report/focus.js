// What is drawn anew loses the focus; here it comes back to the same place.

// The nearest element around the focus that has an id, and the way from there. In a paragraph the keys lead, and no button
// shall take Enter away from them.
function focusedPlace() {
  const way = [];
  let element = document.activeElement;
  if (element.closest(".paragraph")) return null;
  for (; !element.id && element.parentElement; element = element.parentElement) way.unshift([...element.parentElement.children].indexOf(element));
  return element.id ? { id: element.id, way } : null;
}

// Of another view nothing is the same place.
function focusAt(place, isSameView) {
  const from = place && find(place.id);
  if (!from || document.activeElement !== document.body || from.closest("main") && !isSameView) return;
  place.way.reduce((element, index) => element?.children[index], from)?.focus({ preventScroll: true });
}
