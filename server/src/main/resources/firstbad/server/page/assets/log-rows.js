// Where each line of a log stands: a line may be folded away, and a long one may take several rows.
// Heights are summed up page by page, so that a log of a million lines costs no more than what is seen.

export const LINE = 20;
export const PAGE = 500;

export class LogRows {
  #heights = new Map();

  /** @param widthOf the characters of a line, by its number; undefined while it is not loaded */
  constructor(widthOf) {
    Object.assign(this, { widthOf, total: 0, folds: [], columns: 0 });
  }

  /**
   * @param total how many lines there are; @param folds {first, last} of lines that are not shown, in
   *     order; @param columns how many characters a row takes, 0 for any number
   */
  set({ total = this.total, folds = this.folds, columns = this.columns }) {
    const same = folds === this.folds && columns === this.columns;
    if (same) this.#heights.delete(this.#pageOf(this.total));
    else this.#heights.clear();
    Object.assign(this, { total, folds, columns });
  }

  /** The lines of a page have arrived. */
  arrived(page) {
    this.#heights.delete(page);
  }

  height() {
    let sum = 0;
    for (let page = 0; page * PAGE < this.total; page++) sum += this.#heightOf(page);
    return sum;
  }

  /** How far below the beginning a line begins. */
  top(line) {
    let sum = 0;
    for (let page = 0; page < this.#pageOf(line); page++) sum += this.#heightOf(page);
    for (let at = this.#pageOf(line) * PAGE + 1; at < line; at++) sum += this.of(at);
    return sum;
  }

  /** The line at this height, or the last one; never one that is folded away. */
  lineAt(height) {
    let rest = height;
    let page = 0;
    while ((page + 1) * PAGE < this.total && rest >= this.#heightOf(page)) rest -= this.#heightOf(page++);
    let line = page * PAGE + 1;
    while (line < this.total && rest >= this.of(line)) rest -= this.of(line++);
    return this.shown(line);
  }

  /** The height of one line. */
  of(line) {
    if (this.foldOf(line)) return 0;
    if (!this.columns) return LINE;
    return LINE * Math.max(1, Math.ceil((this.widthOf(line) ?? 0) / this.columns));
  }

  /** This line, or the next one that is not folded away. */
  shown(line) {
    const fold = this.foldOf(line);
    return fold ? fold.last + 1 : line;
  }

  /** The fold that a line is hidden by; null where it is shown. */
  foldOf(line) {
    let low = 0;
    let high = this.folds.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const fold = this.folds[middle];
      if (line < fold.first) high = middle - 1;
      else if (line > fold.last) low = middle + 1;
      else return fold;
    }
    return null;
  }

  #pageOf(line) {
    return Math.floor(Math.max(0, line - 1) / PAGE);
  }

  #heightOf(page) {
    const known = this.#heights.get(page);
    if (known !== undefined) return known;
    const first = page * PAGE + 1;
    const last = Math.min(this.total, first + PAGE - 1);
    let height = 0;
    if (!this.columns && !this.folds.length) height = (last - first + 1) * LINE;
    else for (let line = first; line <= last; line++) height += this.of(line);
    this.#heights.set(page, height);
    return height;
  }
}
