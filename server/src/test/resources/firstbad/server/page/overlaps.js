// Which texts and marks of the page are printed over each other: pairs, as words for a person.
// What scrolls by itself (the log, wide tables, an error) is left out, since it is clipped.
const clipped = ".log, .wide, pre, .hidden, .skip, dialog, details:not([open]) > :not(summary)";
const boxes = [];
const drawn = [];
const add = (element, words, rects) => {
  for (const rect of rects)
    if (rect.width > 1 && rect.height > 1) boxes.push({ element, words: words.trim().slice(0, 40), rect });
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest(clipped) || element.closest("title, script, noscript")) continue;
  if (!element.checkVisibility()) continue;
  const range = document.createRange();
  range.selectNodeContents(walker.currentNode);
  // Lines of a title beyond those that its box shows are not printed.
  const box = element.closest("h3")?.getBoundingClientRect() ?? { bottom: Infinity };
  const shown = [...range.getClientRects()].filter((rect) => rect.bottom <= box.bottom + 1);
  add(element, walker.currentNode.data, shown);
}
for (const mark of document.querySelectorAll("main svg.mark, main .cells, main .bar"))
  if (!mark.closest(clipped) && mark.checkVisibility()) add(mark, "a mark", [mark.getBoundingClientRect()]);
for (const mark of document.querySelectorAll("main .search-chart .verdict, main .search-chart .pole"))
  if (mark.checkVisibility()) drawn.push({ words: "a mark of the drawing", rect: mark.getBoundingClientRect() });
const over = [];
// Marks of the drawing may lie close to each other; words have to keep clear of them.
for (const { element, words, rect: a } of boxes)
  if (element.closest(".search-chart"))
    for (const { words: mark, rect: b } of drawn) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // A pole is a line: it has no width of its own.
      if (wide > (b.width > 2 ? 1 : -0.5) && high > 3) over.push(`${words} / ${mark}`);
    }
for (let i = 0; i < boxes.length; i++)
  for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i], boxes[j]];
    if (a.element.contains(b.element) && a.words === b.words) continue;
    const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
    const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
    if (wide > 1 && high > 5) over.push(`${a.words} / ${b.words}`);
  }
return over;
