package firstbad.schemas;

import org.slf4j.Logger;

/**
 * Says the faults of our own code: one sentence for each place in the code, at most once a minute
 * and with how often it failed, since a log of a million lines may meet the same fault at each. The
 * trace is for {@code --debug}. What the exception says is left out, for it may quote a log. Safe
 * for use by several threads.
 */
public final class OwnFaults {
  private static final int MAX_DEPTH = 20;

  private final Logger log;
  private final OncePerMinute said;

  /** Who says them in that log. */
  public OwnFaults(Logger log) {
    this(log, new OncePerMinute());
  }

  OwnFaults(Logger log, OncePerMinute said) {
    this.log = log;
    this.said = said;
  }

  /**
   * Says it, unless a fault at the same place was said a moment ago.
   *
   * @param what could not be done, a sentence without its full stop
   */
  public void say(String what, Throwable fault) {
    String place = place(fault);
    said.due(place)
        .ifPresent(
            more -> {
              String sentence =
                  "%s: a fault of firstbad (%s)%s. --debug shows its trace."
                      .formatted(
                          what,
                          place,
                          more == 0 ? "" : ", as " + more + " times more since it was last said");
              if (log.isInfoEnabled()) {
                log.error("{}", sentence, fault);
              } else {
                log.error("{}", sentence);
              }
            });
  }

  private static String place(Throwable fault) {
    Throwable root = fault;
    for (int depth = 0; depth < MAX_DEPTH && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return root.getClass().getSimpleName() + (trace.length == 0 ? "" : " in " + trace[0]);
  }
}
