package firstbad.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for a commit right after a culprit, so that it is read within milliseconds when the pipeline
 * is idle. A commit is of all tasks of a thread, so the limit is one for each thread: without it a
 * busy thread would do nothing but commit.
 */
final class CommitPace {
  private static final long AT_MOST_EVERY_MS = 100;
  private static final ThreadLocal<long[]> LAST = ThreadLocal.withInitial(() -> new long[1]);

  private CommitPace() {}

  static void afterCulprit(ProcessingContext context) {
    long now = context.currentSystemTimeMs();
    long[] last = LAST.get();
    if (now - last[0] >= AT_MOST_EVERY_MS) {
      last[0] = now;
      context.commit();
    }
  }
}
