// What is searched for: words parted by spaces, all of them wanted; what stands in quotes is one.

function wordsOf(search) {
  const words = [];
  for (const [, quoted, bare] of search.matchAll(/["“”]([^"“”]*)["“”]?|([^\s"“”]+)/g)) words.push((quoted ?? bare).toLowerCase());
  return words.filter((word) => word.trim());
}

const isFound = (paragraph, words) => words.every((word) => paragraph.lower.includes(word));

// A text with every place of some words marked; `kind` is the class of the marks.
function marked(text, words, kind) {
  // Of words that begin alike the longest is marked.
  const found = words.filter(Boolean).sort((a, b) => b.length - a.length).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!found.length) return [text];
  const pieces = text.split(new RegExp(`(${found.join("|")})`, "gi"));
  return pieces.map((piece, index) => (index % 2 ? make("mark", { class: kind }, piece) : piece));
}
