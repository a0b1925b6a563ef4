package firstbad.bisection.finding;

import org.jspecify.annotations.Nullable;

/**
 * Something about the log that a reader of the result should know.
 *
 * @param line where it was noticed first; null where it belongs to no line
 * @param message one sentence
 */
public record Remark(Kind kind, @Nullable Long line, String message) {

  /** What it is. */
  public enum Kind {
    UNKNOWN,
    /** Lines were not understood. */
    UNKNOWN_LINES,
    /** Line numbers jump, or one of two lines is missing that come together. */
    MISSING_LINES,
    /** The trailer counts other revisions than were read, or a release was left out. */
    MISSING_REVISIONS,
    /**
     * Runs of a revision were not read: their numbers jump, or it has neither a run nor an error.
     */
    MISSING_RUNS,
    /** The log says how the search ended, and not how many revisions were tested. */
    NO_TRAILER,
    /** Git starts from a commit whose test was not read, or no line says from where. */
    UNTESTED_RANGE_END,
    /** Git chose a commit, and no test of it and no word on it was read. */
    UNTESTED_CANDIDATE,
    /** The search went on after a step, and the verdict given to git was not read. */
    UNDECIDED_STEP,
    /** There are runs that belong to no revision. */
    RUNS_WITHOUT_REVISION,
    /** Revisions were tested, and no line says what is searched. */
    NO_OPENING,
    /** The log stops before it says how the search ended. */
    NO_ENDING,
    /** The log ends with words that no rule knows. */
    UNKNOWN_ENDING,
    /** Git ended its search on another commit than the log names at its end. */
    CULPRIT_DIFFERS,
    /** Text follows the ending, and no line names the crash; or no report follows it. */
    REPORT_WITHOUT_TITLE,
    /** A line says of something else than the log has said before, or says it a second time. */
    CONTRADICTION,
    /** Another bisection starts in the text of this one and is not applied. */
    SECOND_LOG;

    /** Whether it looks as if the fuzzer had changed its words. */
    public boolean drift() {
      return switch (this) {
        case UNTESTED_CANDIDATE,
            UNDECIDED_STEP,
            RUNS_WITHOUT_REVISION,
            NO_OPENING,
            UNKNOWN_ENDING ->
            true;
        case UNKNOWN,
            UNKNOWN_LINES,
            MISSING_LINES,
            MISSING_REVISIONS,
            MISSING_RUNS,
            NO_TRAILER,
            UNTESTED_RANGE_END,
            CULPRIT_DIFFERS,
            NO_ENDING,
            REPORT_WITHOUT_TITLE,
            CONTRADICTION,
            SECOND_LOG ->
            false;
      };
    }

    /**
     * Whether something of the log is missing or is said in two ways, so that what rests on all of
     * it is not certain.
     */
    public boolean hole() {
      return switch (this) {
        case MISSING_LINES,
            MISSING_REVISIONS,
            MISSING_RUNS,
            NO_TRAILER,
            UNTESTED_RANGE_END,
            UNTESTED_CANDIDATE,
            UNDECIDED_STEP,
            RUNS_WITHOUT_REVISION,
            CONTRADICTION ->
            true;
        case UNKNOWN,
            UNKNOWN_LINES,
            NO_OPENING,
            NO_ENDING,
            UNKNOWN_ENDING,
            CULPRIT_DIFFERS,
            REPORT_WITHOUT_TITLE,
            SECOND_LOG ->
            false;
      };
    }
  }
}
