package firstbad.topology.assemble;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for a commit right after a culprit, so that it is read within milliseconds. A commit is of
 * all tasks of a thread, so the limit is one for each thread: without it a busy thread would do
 * nothing but commit. With a backlog nobody waits for this culprit, and the commit interval will
 * do.
 */
final class CommitPace {
  private static final long AT_MOST_EVERY_MS = 100;
  private static final long BACKLOG_MS = 500;
  private static final ThreadLocal<long[]> LAST = ThreadLocal.withInitial(() -> new long[1]);

  private CommitPace() {}

  /**
   * @param appendedAt when the record that led to the culprit was appended to its topic, in
   *     milliseconds since the epoch
   */
  static void afterCulprit(ProcessingContext context, long appendedAt) {
    long now = context.currentSystemTimeMs();
    long[] last = LAST.get();
    if (now - last[0] >= AT_MOST_EVERY_MS && now - appendedAt < BACKLOG_MS) {
      last[0] = now;
      context.commit();
    }
  }
}
