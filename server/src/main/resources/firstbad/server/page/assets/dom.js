// The only place where the page makes elements. What it is given is text and stays text: there is no
// markup from strings anywhere, and what a person could not see (control characters, characters that
// turn the direction of writing) is shown as what it is.

const SVG = "http://www.w3.org/2000/svg";
// Fillers are letters by their kind, and nothing to the eye; marks that are stacked would cover other words.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|(?<=\p{Mn}{4})\p{Mn}/gu;

/** Text from a log or a label as the terminal shows it: ^A for control characters, <U+202E> for others. */
export function visible(text) {
  return String(text).replace(UNSEEN, (character) => {
    const point = character.codePointAt(0);
    if (point === 9 || point === 10) return character;
    if (point < 32) return "^" + String.fromCharCode(point + 64);
    if (point === 127) return "^?";
    return "<U+" + point.toString(16).toUpperCase().padStart(4, "0") + ">";
  });
}

/** An element of HTML: attributes by name, listeners as functions (onclick), children as nodes or text. */
export function el(name, attributes, ...children) {
  return furnished(document.createElement(name), attributes, children);
}

/** The same of SVG. */
export function svg(name, attributes, ...children) {
  return furnished(document.createElementNS(SVG, name), attributes, children);
}

function furnished(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "style" || name.startsWith("on"))
      throw new Error("not as an attribute: " + name);
    else element.setAttribute(name, value === true ? "" : visible(value));
  }
  append(element, children);
  return element;
}

/** Appends nodes, texts and lists of them; leaves out null, undefined and false. */
function append(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return element;
}

/**
 * Makes the children of an element those of a list, touching only what changed: what is new or
 * different glows once, unless the list is filled for the first time. The focus stays where it was,
 * and what a reader has selected stays as it is until she has let go of it.
 */
export function keep(parent, items, key, make, print = (item) => JSON.stringify(item)) {
  const first = !parent.kept;
  const before = parent.kept ?? new Map();
  const now = new Map();
  let place = parent.firstChild;
  let held = false;
  if (first) (parent.replaceChildren(), (place = null));
  for (const item of items) {
    const name = key(item);
    const old = before.get(name);
    let text = print(item);
    before.delete(name);
    let node = old?.node;
    if (old && old.text !== text && isSelected(node)) ((held = true), (text = old.text));
    if (!old || old.text !== text) {
      node = make(item);
      if (old) {
        if (place === old.node) place = old.node.nextSibling;
        exchange(old.node, node);
      }
      if (!first && !item?.quiet) glow(node);
    }
    if (node === place) place = place.nextSibling;
    // What is put where it stands already loses the focus.
    else if (node.parentNode !== parent || node.nextSibling !== place) parent.insertBefore(node, place);
    now.set(name, { node, text });
  }
  for (const { node } of before.values()) node.remove();
  parent.kept = now;
  const again = () => parent.kept === now && keep(parent, items, key, make, print);
  if (held) document.addEventListener("selectionchange", again, { once: true });
}

/**
 * Parts of a view, each {key, of, make}, as the children of an element: made again where of is another;
 * what is {quiet} does not glow.
 */
export const keepParts = (parent, parts) =>
  keep(
    parent,
    parts.filter(Boolean),
    (part) => part.key,
    (part) => part.make(),
    (part) => JSON.stringify(part.of ?? ""),
  );

/** Whether some of the text that is selected is in a node. */
function isSelected(node) {
  const selection = getSelection();
  return !selection.isCollapsed && selection.containsNode(node, true);
}

/** What a selector finds in a node, or the node. */
const inOrOn = (node, selector) =>
  [node, ...node.querySelectorAll(selector)].filter((one) => one.matches(selector));

/** What scrolls by itself. */
const scrolling = (node) => inOrOn(node, ".wide, pre");

/**
 * Puts one node in the place of another; the focus goes to what stands where it was, and what was
 * scrolled stays so.
 */
function exchange(old, node) {
  const focusable = "a[href], button, input, summary, [tabindex]";
  const at = old.contains(document.activeElement)
    ? [old, ...old.querySelectorAll(focusable)].indexOf(document.activeElement)
    : -1;
  const open = inOrOn(old, "details").map((details) => details.open);
  inOrOn(node, "details").forEach((details, i) => {
    details.open = open[i] ?? details.open;
    if (details.open) details.dispatchEvent(new Event("toggle")); // so that it is whole when it is measured
  });
  const scrolled = scrolling(old).map((one) => [one.scrollLeft, one.scrollTop]);
  old.replaceWith(node);
  scrolling(node).forEach((one, i) => ([one.scrollLeft, one.scrollTop] = scrolled[i] ?? [0, 0]));
  if (at >= 0) [node, ...node.querySelectorAll(focusable)][at]?.focus({ preventScroll: true });
}

/** Lets what changed glow, once. */
function glow(node) {
  node.classList?.add("glow");
  setTimeout(() => node.classList?.remove("glow"), 2600);
}

/**
 * A table that scrolls by itself where it is wide.
 *
 * @param heads each a text or an element, or such a one and the class of its cell
 * @param rows the rows, or a body that the caller keeps
 * @param kind the class of the table
 * @param caption for a screen reader
 */
export function table(heads, rows, { kind = null, caption = null } = {}) {
  const cells = heads.map((head) => {
    const [content, of = null] = [head].flat();
    return el("th", { scope: "col", class: of }, content);
  });
  const whole = el(
    "table",
    { class: kind },
    caption && el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, cells)),
    Array.isArray(rows) ? el("tbody", {}, rows) : rows,
  );
  // Where nothing in it takes the focus, it does itself, so that the keyboard can scroll it.
  const name = caption ?? cells.map((cell) => cell.textContent).join(", ");
  const reached = whole.querySelector("a[href], button");
  return el("div", { class: "wide", ...(!reached && { tabindex: 0, role: "group", "aria-label": name }) }, whole);
}

/**
 * The table behind a drawing, for those who do not see it; made once somebody opens it.
 *
 * @param row makes the row of an item
 */
export function asTable(heads, items, row) {
  const closed = el("details", { class: "as-table" }, el("summary", {}, "As a table"));
  closed.addEventListener("toggle", () => closed.append(table(heads, items.map(row))), { once: true });
  return closed;
}

/** Tells a screen reader. */
export function say(sentence) {
  document.getElementById("said").textContent = visible(sentence);
}
