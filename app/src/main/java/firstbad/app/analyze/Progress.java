package firstbad.app.analyze;

import java.io.PrintWriter;

/** How many logs have been read, on one line of a terminal that is wiped at the end. */
public final class Progress {
  private static final int WORTH_SHOWING = 20;
  private static final long PAUSE_NS = 100_000_000;

  private final PrintWriter err;
  private final int all;
  private final boolean shown;
  private int done;
  private long next = System.nanoTime() + PAUSE_NS;
  private boolean drawn;

  public Progress(PrintWriter err, int all, boolean shown) {
    this.err = err;
    this.all = all;
    this.shown = shown && all >= WORTH_SHOWING;
  }

  public void step() {
    done++;
    if (shown && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + PAUSE_NS;
      drawn = true;
      err.print("\r" + done + " of " + all + " logs");
      err.flush();
    }
  }

  public void clear() {
    if (drawn) {
      drawn = false;
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
