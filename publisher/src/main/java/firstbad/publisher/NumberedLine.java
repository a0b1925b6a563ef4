package firstbad.publisher;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the topic: a line of a log, or its end.
 *
 * @param number 1 for the first line; the end has one more than the last line
 * @param text null for the end
 * @param labels what is said about the log; empty on most lines
 * @param observedAt milliseconds since the epoch
 */
record NumberedLine(
    long number, @Nullable String text, Map<String, String> labels, long observedAt) {

  boolean isEnd() {
    return text == null;
  }
}
