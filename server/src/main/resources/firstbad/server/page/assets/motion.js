// Lets what changes its place glide there, so that the eye can follow it.

const MOVABLE =
  "main [data-item], main .part, main .columns, main .list > .more, main .head > *, main .story > *, main .run-row";
const DURATION = 250;
/** The glide of an element that is on its way. */
const gliding = new WeakMap();

/** Makes a change; what it moves on the screen is where it was at first, and glides to where it is. */
export function smoothly(change) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
  const before = new Map();
  for (const node of document.querySelectorAll(MOVABLE))
    before.set(node, node.getBoundingClientRect());
  change();
  for (const node of before.keys()) gliding.get(node)?.cancel();
  const moved = new Map();
  for (const [node, was] of before) {
    if (!node.isConnected || node.hidden) continue;
    const is = node.getBoundingClientRect();
    if (onScreen(was) || onScreen(is))
      moved.set(node, { x: was.left - is.left, y: was.top - is.top });
  }
  for (const [node, { x, y }] of moved) {
    // What moves with its surroundings does not move of itself.
    const around = moved.get(node.parentElement.closest(MOVABLE)) ?? { x: 0, y: 0 };
    glide(node, x - around.x, y - around.y);
  }
}

const onScreen = ({ top, bottom }) => bottom > 0 && top < innerHeight;

function glide(node, x, y) {
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return;
  gliding.set(
    node,
    node.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
      duration: DURATION,
      easing: "ease-out",
    }),
  );
}
