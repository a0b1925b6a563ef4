package firstbad.app.cli;

import firstbad.bisection.finding.Verdict;

/**
 * The marks and colours of everything that is printed: one meaning, one mark, by shape as well as
 * by colour.
 */
public final class Marks {
  private static final String OK = "38;5;67";
  private static final String OWN = "38;5;166";
  private static final String FOREIGN = "38;5;134";
  private static final String FAINT = "38;5;245";
  private static final String BOLD = "1";

  private final boolean colours;
  private final boolean unicode;

  public Marks(Terminal terminal) {
    colours = terminal.colours();
    unicode = terminal.unicode();
  }

  /** What went well, in calm grey-blue. */
  public String ok(String text) {
    return painted(OK, text);
  }

  /** The bug's own crash, in vermilion. */
  public String own(String text) {
    return painted(OWN, text);
  }

  /** A foreign crash, in purple. */
  public String foreign(String text) {
    return painted(FOREIGN, text);
  }

  /** What is there to be looked up only. */
  public String faint(String text) {
    return painted(FAINT, text);
  }

  public String bold(String text) {
    return painted(BOLD, text);
  }

  /** The mark of a verdict; a revision that has none yet has a dot. */
  public String mark(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> ok(unicode ? "▲" : "^");
      case BAD -> own(unicode ? "▼" : "v");
      case SKIP -> faint(unicode ? "○" : "o");
      case UNKNOWN -> faint(unicode ? "·" : ".");
    };
  }

  /** The mark of a bad verdict that rests on foreign crashes alone. */
  public String markForeign() {
    return foreign(unicode ? "▼" : "v");
  }

  /** One run without a crash. */
  public String okCell() {
    return ok(unicode ? "·" : ".");
  }

  /** One run that crashed with a title of the bug. */
  public String ownCell() {
    return own(unicode ? "■" : "#");
  }

  /** One run that crashed with a foreign title. */
  public String foreignCell() {
    return foreign(unicode ? "▒" : "%");
  }

  /** One inconclusive run. */
  public String hollowCell() {
    return faint(unicode ? "□" : "_");
  }

  public String arrow() {
    return unicode ? "→" : "->";
  }

  public String ellipsis() {
    return unicode ? "…" : "...";
  }

  public String rule(int columns) {
    return faint((unicode ? "─" : "-").repeat(columns));
  }

  /** A bar that is filled for a share of its width. */
  public String bar(double share, int columns) {
    int full = (int) Math.round(Math.max(0, Math.min(1, share)) * columns);
    return ok((unicode ? "━" : "=").repeat(full))
        + faint((unicode ? "─" : "-").repeat(columns - full));
  }

  private String painted(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
