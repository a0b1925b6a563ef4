package firstbad.server.ingest;

import firstbad.bisection.intake.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * The first lines that the view has of a log, by which another log under its id is known: whoever
 * sends that has to hear of it, since nothing of it is applied.
 */
final class FirstLines implements Splitter.Parts {
  private final String id;
  private final List<String> lines;
  private long differs;

  /** The newest line, where it may be a part of the known one. */
  private long shorter;

  /**
   * @param lines from the first one on; empty where nothing is known
   */
  FirstLines(String id, List<String> lines) {
    this.id = id;
    this.lines = lines;
  }

  @Override
  public void line(String part, long number, String text) {
    if (differs != 0 || !part.equals(id)) {
      return;
    }
    differs = shorter; // a line after it shows that it was whole
    // The last one that is known may have been cut, and its end be no beginning of the whole.
    if (differs == 0 && number < lines.size()) {
      String known = lines.get((int) number - 1);
      boolean begins = known.startsWith(text);
      shorter = begins && !known.equals(text) ? number : 0;
      differs = begins ? 0 : number;
    }
  }

  @Override
  public void end(String part, long number) {}

  /** What to tell of a line that is another one than before; empty where none was seen. */
  Optional<String> conflict() {
    return differs == 0
        ? Optional.empty()
        : Optional.of(
            ("Line %d is another than the one that came under the id %s before: two logs have it, and nothing of"
                    + " this one is applied. Send it under an id of its own.")
                .formatted(differs, id));
  }
}
