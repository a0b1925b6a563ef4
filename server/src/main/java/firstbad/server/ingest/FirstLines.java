package firstbad.server.ingest;

import firstbad.bisection.intake.Splitter;
import firstbad.publisher.UsedId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first lines of each log of a text, beside those that came under its id before: whoever sends
 * another log under a used id has to hear of it, since nothing of it is applied.
 */
final class FirstLines implements Splitter.Parts {
  /** So much of each log is kept. */
  private static final int LINES = 64;

  private static final int CHARACTERS = 8 * 1024;

  private final Function<String, List<String>> before;
  private final Map<String, OfLog> logs = new LinkedHashMap<>();

  /**
   * @param before the lines that came under an id, from the first one on; empty where nothing is
   *     known
   */
  FirstLines(Function<String, List<String>> before) {
    this.before = before;
  }

  @Override
  public void line(String part, long number, String text) {
    logs.computeIfAbsent(part, id -> new OfLog(before.apply(id))).line(number, text);
  }

  @Override
  public void end(String part, long number) {}

  /** By id, the line of each log that is another than the one that came before it. */
  Map<String, Long> differing() {
    Map<String, Long> found = new LinkedHashMap<>();
    logs.forEach(
        (id, log) -> {
          if (log.differs != 0) {
            found.put(id, log.differs);
          }
        });
    return found;
  }

  /**
   * The lines with which a log began here; empty where it began elsewhere.
   *
   * @param durable how many of its lines Kafka has
   */
  List<String> of(String id, long durable) {
    OfLog log = logs.get(id);
    return log == null
        ? List.of()
        : List.copyOf(log.seen.subList(0, (int) Math.min(durable, log.seen.size())));
  }

  /** What to tell of the first line that is another one than before; empty where none was seen. */
  Optional<String> conflict() {
    return differing().entrySet().stream()
        .findFirst()
        .map(other -> UsedId.second(other.getKey(), other.getValue()));
  }

  private static final class OfLog {
    private final List<String> known;
    private final List<String> seen = new ArrayList<>();
    private int room = CHARACTERS;
    private long differs;

    /** The newest line, where it may be a part of the known one. */
    private long shorter;

    OfLog(List<String> known) {
      this.known = known;
    }

    void line(long number, String text) {
      if (number == seen.size() + 1 && number <= LINES && text.length() <= room) {
        seen.add(text);
        room -= text.length();
      }
      if (differs != 0) {
        return;
      }
      differs = shorter; // a line after it shows that it was whole
      // The last one that is known may have been cut, and its end be no beginning of the whole.
      if (differs == 0 && number < known.size()) {
        String line = known.get((int) number - 1);
        boolean begins = line.startsWith(text);
        shorter = begins && !line.equals(text) ? number : 0;
        differs = begins ? 0 : number;
      }
    }
  }
}
