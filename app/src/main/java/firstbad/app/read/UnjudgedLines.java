package firstbad.app.read;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.events.LogLine;
import firstbad.schemas.Topic;
import java.util.Optional;

/**
 * Lines of a log that Kafka has accepted while no finding of them is there yet, or none is there
 * any more.
 */
final class UnjudgedLines {
  /** How many records before the end are read at most: unjudged lines are the newest. */
  private static final long RECORDS = 200_000;

  private UnjudgedLines() {}

  /**
   * Says how far a log has come, or that it was removed; empty where none of the newest lines is of
   * it, and where this user may not read the lines of logs, which readers of findings need not.
   */
  static Optional<String> of(EventReader reader, String id) {
    long[] last = {0};
    boolean[] forgotten = {false};
    try {
      reader.beginNearEnd(id, RECORDS, Topic.LOG_LINES);
      reader.takeAll(
          (topic, key, event) -> {
            if (key.equals(id) && event instanceof LogLine line) {
              last[0] = Math.max(last[0], line.getLineNumber() - (line.getEndOfLog() ? 1 : 0));
            }
          },
          (topic, key) -> forgotten[0] |= key.equals(id));
    } catch (Problem e) {
      return Optional.empty();
    }
    if (forgotten[0]) {
      return Optional.of(ForgottenIds.sentence(id));
    }
    return last[0] == 0
        ? Optional.empty()
        : Optional.of(
            "The log "
                + DisplayText.visible(id)
                + " is there up to line "
                + last[0]
                + ", and no bisection has been found in it yet: the topology has not read it"
                + " ('firstbad topology' has to run), or it is not known to be a log of one.");
  }
}
