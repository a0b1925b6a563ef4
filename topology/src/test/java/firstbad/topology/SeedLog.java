package firstbad.topology;

import firstbad.bisection.Logs;
import java.util.List;

/** A log of 2022, cause, that ends on a culprit. */
public final class SeedLog {
  public static final String CULPRIT = "e4b8954074f6d0db01c8c97d338a67f9389c042f";
  public static final String START_COMMIT = "9f7fb8de5d9bac17b6392a14af40baf555d9129b";
  public static final List<String> LINES = Logs.hidrawRelease();

  private SeedLog() {}
}
