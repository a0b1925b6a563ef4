// Lets what changes its place glide there, so that the eye can follow it.

const MOVABLE =
  "main [data-item], main .part, main .columns, main .list > .more, main .head > *, main .story > *, main .run-row";
const DURATION = 250;
/** How long a change waits for a glide at most: one that has begun does not end where nothing is painted. */
const PATIENCE = 5000;
/** By element, the newest change of it that waits until nothing glides and the page is seen. */
const waiting = new Map();
let glides = [];

/**
 * Changes an element; what that moves on the screen is where it was at first, and glides to where it is. While
 * something glides the change waits, for a glide that is turned around on its way is seen as a jump. In a tab
 * behind, nothing glides: the change waits for the eye, which knows the page as it was left. Of an element that
 * is not shown yet, the change is made at once.
 */
export function smoothly(element, change) {
  if (!element.isConnected || matchMedia("(prefers-reduced-motion: reduce)").matches)
    return change();
  waiting.set(element, change);
  next();
}

document.addEventListener("visibilitychange", next);

/** Makes all changes that wait, if now is the time; what comes meanwhile, once they are at rest. */
function next() {
  if (!waiting.size || glides.length || document.hidden) return;
  const changes = [...waiting.values()];
  waiting.clear();
  glides = move(changes);
  if (glides.length)
    atRest().then(() => {
      for (const glide of glides) glide.cancel();
      glides = [];
      next();
    });
}

/** The last place of a glide has to be painted too: where frames are slow, it is far from the one before. */
const atRest = () =>
  Promise.race([
    Promise.allSettled(glides.map((glide) => glide.finished)).then(painted).then(painted),
    new Promise((done) => setTimeout(done, PATIENCE)),
  ]);

const painted = () => new Promise((done) => requestAnimationFrame(done));

/** Makes changes at once, and gives the glides that they start. */
function move(changes) {
  const before = new Map();
  for (const node of document.querySelectorAll(MOVABLE))
    before.set(node, node.getBoundingClientRect());
  for (const change of changes) change();
  const moved = new Map();
  for (const [node, was] of before) {
    if (!node.isConnected || node.hidden) continue;
    const is = node.getBoundingClientRect();
    if (onScreen(was) || onScreen(is))
      moved.set(node, { x: was.left - is.left, y: was.top - is.top });
  }
  const started = [];
  for (const [node, { x, y }] of moved) {
    // What moves with its surroundings does not move of itself.
    const around = moved.get(node.parentElement.closest(MOVABLE)) ?? { x: 0, y: 0 };
    const glide = glided(node, x - around.x, y - around.y);
    if (glide) started.push(glide);
  }
  return started;
}

const onScreen = ({ top, bottom }) => bottom > 0 && top < innerHeight;

function glided(node, x, y) {
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return null;
  const from = { transform: `translate(${x}px, ${y}px)` };
  return node.animate([from, { transform: "none" }], { duration: DURATION, easing: "ease-out" });
}
