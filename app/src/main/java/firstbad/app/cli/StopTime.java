package firstbad.app.cli;

import java.time.Duration;

/**
 * How long a stop may take: one setting, from which the others follow. What ends the process by
 * force (Docker, Kubernetes, systemd) must wait a little longer than this.
 */
public final class StopTime {
  private static final String SETTING = "FIRSTBAD_STOP_WITHIN";
  private static final Duration USUAL = Duration.ofSeconds(45);
  private static final Duration LEAST = Duration.ofSeconds(2);

  private StopTime() {}

  /**
   * From the signal until the process is gone.
   *
   * @throws Problem when the setting is no duration
   */
  public static Duration ofProcess() {
    String text = System.getenv(SETTING);
    if (text == null || text.isBlank()) {
      return USUAL;
    }
    try {
      Duration asked = new Durations().convert(text);
      return asked.compareTo(LEAST) < 0 ? LEAST : asked;
    } catch (RuntimeException e) {
      throw new Problem(SETTING + ": " + e.getMessage() + ".", e);
    }
  }

  /** What the topology may take of it: nine tenths. */
  public static Duration ofTopology() {
    return ofProcess().multipliedBy(9).dividedBy(10);
  }
}
