package firstbad.topology.assemble;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * When a commit is asked for. Each costs the same, however much it holds, and makes versions of its
 * own of heads, revisions and sums; so a line that has just arrived is committed at once, and one
 * that is late already may wait for half as long again. A commit is of all tasks of a thread, so
 * there is one pace for each thread: without a limit a busy one would do nothing but commit.
 */
final class CommitPace {
  private static final long SHORTEST_MS = 50;

  /** What a backlog waits for at most. */
  private static final long LONGEST_MS = 1000;

  private static final long CULPRITS_AT_MOST_EVERY_MS = 100;
  private static final long LATE_MS = 500;
  private static final long NEVER = Long.MAX_VALUE;
  private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

  private long last;
  private long namedAt;
  private long dueAt = NEVER;

  static CommitPace ofThread() {
    return OF_THREAD.get();
  }

  /**
   * A line or a silence was applied.
   *
   * @param at when it was appended to its topic, or was over, in milliseconds since the epoch
   * @param now the time by the same clock
   */
  void applied(ProcessingContext context, long at, long now) {
    long pace = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (now - at) / 2));
    long next = last + pace;
    if (now >= next || now < last) {
      commit(context, now);
      next = now + pace; // what follows from it in other tasks
    }
    dueAt = Math.min(dueAt, next);
  }

  /**
   * A culprit was named, which is committed at once: its readers wait for it, if it is not late.
   */
  void named(ProcessingContext context, long at, long now) {
    if (now - at < LATE_MS && now - namedAt >= CULPRITS_AT_MOST_EVERY_MS) {
      namedAt = now;
      commit(context, now);
    }
  }

  /** Time has passed: no line need have come. */
  void tick(ProcessingContext context, long now) {
    if (now >= dueAt) {
      commit(context, now);
    }
  }

  /** Whether something waits for a tick, should no line come. */
  boolean waits() {
    return dueAt != NEVER;
  }

  private void commit(ProcessingContext context, long now) {
    last = now;
    dueAt = NEVER;
    context.commit();
  }
}
