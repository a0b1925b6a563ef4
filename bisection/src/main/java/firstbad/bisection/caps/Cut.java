package firstbad.bisection.caps;

/** What a cap can cut off, and the sentence that says so. */
public enum Cut {
  LINE("A line was cut at " + Caps.LINE_BYTES / 1024 + " KiB."),
  TITLE("A title was cut at " + Caps.TITLE_BYTES + " bytes."),
  TITLES(
      "Crash titles beyond the first " + Caps.TITLES + " are counted together as (other titles)."),
  BUG_TITLES("Only the most frequent titles of the bug are shown."),
  LABELS(
      "Labels beyond "
          + Caps.LABELS
          + ", or beyond "
          + Caps.ALL_LABELS_BYTES / 1024
          + " KiB in all, were dropped."),
  REVISIONS("Of revisions beyond " + Caps.REVISIONS + " only the verdicts are counted."),
  CANDIDATES("Only the first " + Caps.CANDIDATES + " candidates are kept."),
  FILES("Only the first " + Caps.CHANGED_FILES + " changed files are kept."),
  RECIPIENTS("Only the first " + Caps.RECIPIENTS + " recipients of a list are kept."),
  ERROR("An error text was cut at " + Caps.ERROR_BYTES / 1024 + " KiB."),
  REPORT("The report was cut in the middle to " + Caps.REPORT_BYTES / 1024 + " KiB.");

  private final String sentence;

  Cut(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
