package firstbad.bisection.state;

import firstbad.bisection.grammar.Blanks;

/**
 * What the lines are at this point: the log's own, or text that was pasted into it and is taken as
 * such even when it begins like a line of the log.
 */
public enum Mode {
  /** Lines of the log; anything else is not understood. */
  LOG,
  /** A revision was announced; text here says why it could not be prepared. */
  PREPARATION,
  /** A revision is open and has no runs; text here says why it was not built. */
  BUILD,
  /** A revision was not built or not tested; text here says why, and it has no runs. */
  FAILURE,
  /** A revision has runs, and the newest was OK or crashed: nothing but the log's own follows. */
  RUNS,
  /** The newest run failed; text here continues what it says. */
  RUN_OUTPUT,
  /** One line came that looks like the header of another bisection. */
  SECOND_HEADER,
  /** Git speaks after an echo (8). */
  GIT,
  /** Git gives advice, in whatever words. */
  ADVICE,
  /** The description of the commit that git concluded on. */
  DESCRIPTION,
  /** A list of hashes. */
  CANDIDATES,
  /** What the configuration script says. */
  SCRIPT,
  /** The rest of an error that did not end the bisection. */
  ASIDE,
  /** The error that ended the bisection, to the end. */
  ERROR,
  /** The same, right after a line that looks like the header of another bisection. */
  ERROR_AT_HEADER,
  /** The final crash report, to the end. */
  REPORT,
  /** The same, right after a line that looks like the header of another bisection. */
  REPORT_AT_HEADER;

  private static final String[] DESCRIPTION_STARTS = {
    "    ",
    " ",
    ":",
    "Author:",
    "AuthorDate:",
    "Date:",
    "Merge:",
    "Commit:",
    "CommitDate:",
    "commit "
  };

  /** Whether everything to the end of the log is text. */
  public boolean toTheEnd() {
    return compareTo(ERROR) >= 0;
  }

  /** Whether the text is the error that ended the bisection. */
  public boolean isError() {
    return this == ERROR || this == ERROR_AT_HEADER;
  }

  /** Whether the text is the final crash report. */
  public boolean isReport() {
    return this == REPORT || this == REPORT_AT_HEADER;
  }

  /** Whether the newest line of the text looks like the header of another bisection. */
  public boolean isAtHeader() {
    return this == ERROR_AT_HEADER || this == REPORT_AT_HEADER;
  }

  /** The same text, after another line of it. */
  public Mode at(boolean header) {
    return isError() ? (header ? ERROR_AT_HEADER : ERROR) : header ? REPORT_AT_HEADER : REPORT;
  }

  /** Whether a line that has no shape of the log's own changes nothing here. */
  public boolean ignores(String line) {
    return this == RUN_OUTPUT
        || this == ADVICE
        || this == SCRIPT
        || this == ASIDE
        || (this == DESCRIPTION && line.startsWith("    "));
  }

  /** Whether the line belongs to the pasted text although it may look like a line of the log. */
  public boolean claims(String line) {
    if (this != DESCRIPTION) {
      return false;
    }
    String text = Blanks.plain(line);
    for (String start : DESCRIPTION_STARTS) {
      if (text.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
