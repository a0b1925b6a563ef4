// Lets what changes its place glide there, so that the eye can follow it.

const MOVABLE =
  "main [data-item], main .part, main .columns, main .list > .more, main .head > *, main .story > *, main .run-row";
const DURATION = 250;
const GLIDE = "glide";
/** How long a change waits at most; where nothing is painted, in a tab behind, no glide ends. */
const PATIENCE = 1000;
/** By element, the newest change of it that waits until nothing glides. */
const waiting = new Map();

/**
 * Changes an element; what that moves on the screen is where it was at first, and glides to where it is. While
 * something glides the change waits, for a glide that is turned around on its way is seen as a jump. Of an
 * element that is not shown yet, the change is made at once.
 */
export function smoothly(element, change) {
  if (!element.isConnected || matchMedia("(prefers-reduced-motion: reduce)").matches)
    return change();
  if (!waiting.size && !gliding().length) return move([change]);
  waiting.set(element, change);
  if (waiting.size === 1) still().then(moveAll);
}

const gliding = () => document.getAnimations().filter((one) => one.id === GLIDE);

const still = () =>
  Promise.race([
    Promise.allSettled(gliding().map((one) => one.finished)),
    new Promise((done) => setTimeout(done, PATIENCE)),
  ]);

function moveAll() {
  const changes = [...waiting.values()];
  waiting.clear();
  move(changes);
}

function move(changes) {
  const before = new Map();
  for (const node of document.querySelectorAll(MOVABLE))
    before.set(node, node.getBoundingClientRect());
  for (const glide of gliding()) glide.cancel();
  for (const change of changes) change();
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
  node.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
    id: GLIDE,
    duration: DURATION,
    easing: "ease-out",
  });
}
