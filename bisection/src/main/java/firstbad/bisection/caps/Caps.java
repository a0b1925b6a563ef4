package firstbad.bisection.caps;

import firstbad.bisection.finding.Bisection;

/**
 * The bounds of everything that comes from a log, in bytes of UTF-8 or in elements. What is beyond
 * is cut or only counted, and {@link Bisection#truncations()} says so.
 */
public final class Caps {
  /** One line of a log. */
  public static final int LINE_BYTES = 256 * 1024;

  /** The final crash report: the first half and the last half of this are kept. */
  public static final int REPORT_BYTES = 64 * 1024;

  /** A crash title or a commit title. */
  public static final int TITLE_BYTES = 500;

  /** Labels of a bisection. */
  public static final int LABELS = 32;

  /** Key and value of one label. */
  public static final int LABEL_BYTES = 1024;

  /** All labels of a bisection together, so that the head stays small. */
  public static final int ALL_LABELS_BYTES = 4 * 1024;

  /** Distinct crash titles of a bisection. */
  public static final int TITLES = 200;

  /** Revisions that become records; beyond, only verdicts and the culprit are read. */
  public static final int REVISIONS = 1000;

  /** Candidates of an inconclusive bisection. */
  public static final int CANDIDATES = 100;

  /** A build error or the text of an error. */
  public static final int ERROR_BYTES = 2 * 1024;

  /** Paths of the culprit's diffstat. */
  public static final int CHANGED_FILES = 50;

  /** Mail addresses of one list. */
  public static final int RECIPIENTS = 50;

  /** A line that was not understood, in what is shown of it. */
  public static final int UNKNOWN_LINE_BYTES = 200;

  /** Lines that were not understood and are shown. */
  public static final int UNKNOWN_LINES = 5;

  /** Texts of inconclusive runs of one revision, each at most so many bytes. */
  public static final int MESSAGES = 4;

  public static final int MESSAGE_BYTES = 150;

  private Caps() {}
}
