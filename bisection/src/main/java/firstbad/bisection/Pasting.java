package firstbad.bisection;

/** Text that is none of the log's own lines: what it is, the mode says. */
final class Pasting {
  private final Turn turn;

  Pasting(Turn turn) {
    this.turn = turn;
  }

  /** A line that is none of the log's own, or stands where everything is text. */
  void line(String line) {
    switch (turn.mode) {
      case LOG, CANDIDATES -> notUnderstood(line);
      case PREPARATION, FAILURE, ERROR -> scrolls(line);
      case BUILD -> {
        scrolls(line);
        turn.amends(Block::failed);
      }
      case DESCRIPTION -> turn.mode = Mode.GIT;
      case REPORT, REPORT_AT_HEADER -> reports(line);
      case RUNS, GIT, SCRIPT, ASIDE -> {}
    }
  }

  private void scrolls(String line) {
    turn.scroll = (turn.scroll == null ? Scroll.error() : turn.scroll).with(line, turn.drawer);
  }

  /** Only the pair of header lines tells another bisection from a report that quotes one. */
  private void reports(String line) {
    if (turn.mode == Mode.REPORT_AT_HEADER && line.startsWith("building syzkaller on ")) {
      turn.secondHeader();
    }
    turn.mode =
        line.startsWith("bisecting ")
                && (line.startsWith("bisecting cause commit starting from ")
                    || line.startsWith("bisecting fixing commit since "))
            ? Mode.REPORT_AT_HEADER
            : Mode.REPORT;
    turn.scroll = (turn.scroll == null ? Scroll.report() : turn.scroll).with(line, turn.drawer);
  }

  private void notUnderstood(String line) {
    turn.position = turn.position.withUnknown();
    turn.found(
        new Finding.NotUnderstood(
            turn.position.highest(), Utf8.cut(line, Caps.UNKNOWN_LINE_BYTES)));
  }
}
