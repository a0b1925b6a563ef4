package firstbad.schemas;

import java.util.Optional;

/** What a process says once Kafka does not answer it, the same in all of them. */
public final class KafkaSilence {

  /** A silence of so many milliseconds is trouble. */
  public static final long TROUBLED_MS = 10_000;

  private KafkaSilence() {}

  /**
   * One sentence; empty while that is no trouble.
   *
   * @param millis since the last answer
   */
  public static Optional<String> sentence(long millis) {
    return millis < TROUBLED_MS
        ? Optional.empty()
        : Optional.of(
            "Kafka has not answered for %d s; check that its brokers run and can be reached."
                .formatted(millis / 1000));
  }
}
