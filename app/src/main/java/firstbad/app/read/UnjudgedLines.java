package firstbad.app.read;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.events.LogLine;
import firstbad.schemas.Topic;
import java.util.Optional;

/** Lines of a log that Kafka has accepted while no finding of them is there yet. */
final class UnjudgedLines {
  /** How many records before the end are read at most: unjudged lines are the newest. */
  private static final long RECORDS = 200_000;

  private UnjudgedLines() {}

  /**
   * Says how far a log has come; empty where none of the newest lines is of it, and where this user
   * may not read the lines of logs, which readers of findings need not.
   */
  static Optional<String> of(EventReader reader, String id) {
    long[] last = {0};
    try {
      reader.beginNearEnd(id, RECORDS, Topic.LOG_LINES);
      reader.takeAll(
          (topic, key, event) -> {
            if (key.equals(id) && event instanceof LogLine line) {
              last[0] = Math.max(last[0], line.getLineNumber() - (line.getEndOfLog() ? 1 : 0));
            }
          },
          (topic, key) -> {});
    } catch (Problem e) {
      return Optional.empty();
    }
    return last[0] == 0
        ? Optional.empty()
        : Optional.of(
            "The log "
                + DisplayText.visible(id)
                + " is there up to line "
                + last[0]
                + ", and none of its lines has been judged yet. The bisection appears when the"
                + " topology has read them; 'firstbad topology' has to run.");
  }
}
