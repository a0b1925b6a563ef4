package firstbad.bisection.state;

/**
 * What the lines are at this point: the log's own, or text that was pasted into it and is taken as
 * such even when it begins like a line of the log (log-format.md section 16 item 2).
 */
public enum Mode {
  /** Lines of the log; anything else is not understood. */
  LOG,
  /** A revision was announced; text here says why it could not be prepared (5.7b). */
  PREPARATION,
  /** A revision is open and has no runs; text here says why it was not built (5.7a). */
  BUILD,
  /** A revision was not built or not tested; text here says why, and it has no runs (5.7, 5.9). */
  FAILURE,
  /** A revision has runs, and the newest was OK or crashed: nothing but the log's own follows. */
  RUNS,
  /** The newest run failed; text here continues what it says (5.4). */
  RUN_OUTPUT,
  /** One line came that looks like the header of another bisection. */
  SECOND_HEADER,
  /** Git speaks after an echo (8). */
  GIT,
  /** Git gives advice, in whatever words (8.6). */
  ADVICE,
  /** The description of the commit that git concluded on (8.4). */
  DESCRIPTION,
  /** A list of hashes (8.5, 10.6). */
  CANDIDATES,
  /** What the configuration script says (6.2). */
  SCRIPT,
  /** The rest of an error that did not end the bisection (4.4, 6.1, 10.2). */
  ASIDE,
  /** The error that ended the bisection, to the end (10.8). */
  ERROR,
  /** The final crash report, to the end (10.9). */
  REPORT,
  /** The same, right behind a line that looks like the header of another bisection. */
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
    for (String start : DESCRIPTION_STARTS) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }
}
