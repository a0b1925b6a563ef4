package firstbad.server.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The way of a line, leg by leg: how far each is behind, which is the age of the oldest line that
 * has begun it and not ended it. Safe for use by several threads.
 */
public final class Legs {
  private final Map<String, LongSupplier> legs = new LinkedHashMap<>();

  private Legs() {}

  /** Of a process that sees none of them. */
  public static Legs none() {
    return new Legs();
  }

  /**
   * @param ingest from the acceptance over HTTP to Kafka, in milliseconds
   * @param judging from Kafka to what was found
   * @param view from there to what can be seen
   */
  public Legs(LongSupplier ingest, LongSupplier judging, LongSupplier view) {
    legs.put("ingest", ingest);
    legs.put("judging", judging);
    legs.put("view", view);
  }

  /** Milliseconds of each leg, 0 or more, in the order of the way. */
  public Map<String, Long> millis() {
    Map<String, Long> millis = new LinkedHashMap<>();
    legs.forEach((name, behind) -> millis.put(name, Math.max(0, behind.getAsLong())));
    return millis;
  }

  /** Milliseconds of the slowest leg. */
  public long most() {
    return millis().values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The name of the slowest leg; empty where none is behind. */
  public String slowest() {
    String slowest = "";
    long most = 0;
    for (Map.Entry<String, Long> leg : millis().entrySet()) {
      if (leg.getValue() > most) {
        slowest = leg.getKey();
        most = leg.getValue();
      }
    }
    return slowest;
  }

  /** As an HTTP header has it, a dictionary of RFC 9651: {@code ingest=0, judging=12, view=3}. */
  public String header() {
    return millis().entrySet().stream()
        .map(leg -> leg.getKey() + "=" + leg.getValue())
        .collect(Collectors.joining(", "));
  }
}
