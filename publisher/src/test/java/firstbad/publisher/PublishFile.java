package firstbad.publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process to be killed: publishes a file and says every hundred lines that it is alive. */
final class PublishFile {

  public static void main(String[] arguments) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(arguments[3]));
    try (LogPublisher publisher = LogPublisher.open(Destination.of(arguments[0], arguments[1]))) {
      Publication log = publisher.begin(arguments[2], Map.of());
      for (String line : lines) {
        if (log.line(line) % 100 == 0) {
          System.out.println(log.durable());
        }
      }
      log.end();
      log.awaitDurable();
    }
  }

  private PublishFile() {}
}
