package firstbad.bisection.finding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should look at. Raised once per bisection, kind and revision.
 *
 * @param id the bisection
 * @param kind what happened
 * @param severity how bad it is
 * @param ordinal the revision it belongs to; null when it belongs to none
 * @param commit the commit of that revision; else null
 * @param lineNumber the line that raised it; for STALLED the last line that was read
 * @param message one sentence for the person who can act on it
 * @param raisedAt the time of the input that raised it, milliseconds since the epoch
 * @param labels those of the log
 * @param bugTitles the bug's, most frequent first; none before its first test
 */
public record Alert(
    String id,
    Kind kind,
    Severity severity,
    @Nullable Integer ordinal,
    @Nullable String commit,
    long lineNumber,
    String message,
    long raisedAt,
    Map<String, String> labels,
    List<TitleCount> bugTitles) {

  /** The same with what is known of its bisection. */
  public Alert with(Map<String, String> itsLabels, List<TitleCount> itsBugTitles) {
    return new Alert(
        id,
        kind,
        severity,
        ordinal,
        commit,
        lineNumber,
        message,
        raisedAt,
        itsLabels,
        itsBugTitles);
  }

  /** What happened. */
  public enum Kind {
    UNKNOWN,
    /** A verdict rested on another bug. */
    DERAILED,
    /** A verdict threw away much on few crashes of the bug itself. */
    THIN_EVIDENCE,
    /** The log has words that no rule knows, as if the fuzzer had changed its own. */
    FORMAT_DRIFT,
    /** No line has arrived for a time that is a setting, two hours unless changed. */
    STALLED,
    /** A line could not be processed, by our own mistake, and went to the dead letters. */
    FAULT,
    /** Two logs under one id, or a second header in one log. */
    CONFLICT
  }

  /** How bad it is. */
  public enum Severity {
    UNKNOWN,
    LOW,
    MIDDLE,
    HIGH
  }
}
