package firstbad.bisection.fold;

import firstbad.bisection.state.ReadPosition;
import java.util.Map;

/** What can happen to a bisection: a line, the end of its log, or silence. */
public sealed interface Input {

  /** The publication of a record whose publisher does not say. */
  long NO_RUN = ReadPosition.NO_RUN;

  /** When it was observed, milliseconds since the epoch. */
  long at();

  /**
   * One line of the log.
   *
   * @param number 1 for the first line
   * @param text without its line feed
   * @param labels what the publisher says about the log; empty as a rule
   * @param run the publication that it is part of, which may be one of several of a log; {@link
   *     #NO_RUN} where the publisher does not say
   * @param unfinished whether it is the last of its text, without a line feed, so that it may be a
   *     part of a line
   */
  record Line(
      long number, String text, Map<String, String> labels, long at, long run, boolean unfinished)
      implements Input {

    /** A line of an unknown publication. */
    public Line(long number, String text, Map<String, String> labels, long at) {
      this(number, text, labels, at, NO_RUN);
    }

    /** A whole line. */
    public Line(long number, String text, Map<String, String> labels, long at, long run) {
      this(number, text, labels, at, run, false);
    }

    /** The same line, observed at another time. */
    public Line at(long other) {
      return new Line(number, text, labels, other, run, unfinished);
    }

    /**
     * How far the log has been read after this line.
     *
     * @param read its text as it is read
     * @param asText whether it is known already that it is taken as text
     */
    ReadPosition after(ReadPosition before, String read, boolean asText) {
      return before.after(number, read, at, run, asText);
    }
  }

  /**
   * The end of the log.
   *
   * @param number one more than the last line's
   */
  record End(long number, Map<String, String> labels, long at, long run) implements Input {

    /** The end of a log, from an unknown publication. */
    public End(long number, Map<String, String> labels, long at) {
      this(number, labels, at, NO_RUN);
    }
  }

  /**
   * Nothing has come for a while. Silence that the bisection does not await changes nothing.
   *
   * @param kind for how long
   */
  record Silent(Silence kind, long at) implements Input {}

  /** The silences that matter; their lengths are the caller's. */
  enum Silence {
    /** Short: after the trailer, with the culprit named and no end of the log. */
    SETTLED,
    /** Long enough to tell a person. */
    STALLED,
    /** So long that nothing more is expected. */
    BROKEN_OFF
  }
}
