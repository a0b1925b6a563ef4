package firstbad.app.local;

import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The log that the demo plays: a search that began on one bug and ended on another. */
final class SampleLog {
  static final String ID = "hidraw-release";

  /** The final report: nothing to watch any more. */
  private static final String REPORT = "crash: ";

  private final List<String> lines;

  SampleLog() {
    try (InputStream resource =
            Objects.requireNonNull(SampleLog.class.getResourceAsStream(ID + ".txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return lines.size();
  }

  /**
   * Publishes it line by line, and then that it is complete.
   *
   * @param pauseMs after each line, in milliseconds; the final report comes at once
   */
  void play(Destination destination, long pauseMs) throws InterruptedException {
    try (LogPublisher publisher = LogPublisher.open(destination)) {
      Publication log = publisher.begin(ID, Map.of("source", "firstbad demo"));
      boolean watched = true;
      for (String line : lines) {
        log.line(line);
        watched = watched && !line.startsWith(REPORT);
        if (watched && pauseMs > 0) {
          Thread.sleep(pauseMs);
        }
      }
      log.end();
      log.awaitDurable();
    }
  }
}
