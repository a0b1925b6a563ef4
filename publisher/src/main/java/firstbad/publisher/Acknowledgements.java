package firstbad.publisher;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and what of it is durable. Kafka's own time-outs would drop one batch and deliver
 * the next, which leaves a hole in a log; so nothing times out there, and here all of it fails at
 * once when nothing has been acknowledged for a while.
 */
final class Acknowledgements {
  private static final long NOTED_EVERY = Duration.ofMillis(100).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final String where;
  private final Duration patience;
  private final LongSupplier nanoClock;
  private final Consumer<PublishException> onFailure;

  /** When records were sent that are not acknowledged, by their number; a few of many. */
  private final TreeMap<Long, Long> waiting = new TreeMap<>();

  private long sent;
  private long acknowledged;
  private long lastMove;
  private @Nullable PublishException failure;
  private boolean told;

  Acknowledgements(
      String where,
      Duration patience,
      LongSupplier nanoClock,
      Consumer<PublishException> onFailure) {
    this.where = where;
    this.patience = patience;
    this.nanoClock = nanoClock;
    this.onFailure = onFailure;
  }

  /**
   * One more record goes out.
   *
   * @return its number
   * @throws PublishException when an earlier one failed
   */
  long sending() {
    lock.lock();
    try {
      throwFailure();
      long now = nanoClock.getAsLong();
      if (sent == acknowledged) {
        lastMove = now;
      }
      if (waiting.isEmpty() || now - waiting.lastEntry().getValue() >= NOTED_EVERY) {
        waiting.put(sent, now);
      }
      return sent++;
    } finally {
      lock.unlock();
    }
  }

  /** The record of this number is durable. */
  void acknowledged(long number, Runnable note) {
    lock.lock();
    try {
      acknowledged++;
      waiting.remove(number);
      lastMove = nanoClock.getAsLong();
      note.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** For how long a record has waited that is not durable yet; zero where none does. */
  Duration longestWait() {
    lock.lock();
    try {
      return waiting.isEmpty() || failure != null
          ? Duration.ZERO
          : Duration.ofNanos(nanoClock.getAsLong() - waiting.firstEntry().getValue());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Fails everything that is under way and all that would follow; only the first failure counts.
   */
  void fail(PublishException e) {
    boolean first;
    lock.lock();
    try {
      first = failure == null;
      if (first) {
        failure = e;
        moved.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      onFailure.accept(e);
    }
  }

  /**
   * Waits until all that was sent so far is durable.
   *
   * @throws PublishException when it cannot be made so, or nothing moves for too long
   */
  void await() {
    if (!awaited()) {
      fail(
          new PublishException(
              where
                  + " acknowledged nothing for "
                  + patience.toSeconds()
                  + " s. Publish the log again"
                  + " when it answers: that sends what is missing."));
    }
    requireNoFailure();
  }

  /**
   * Says what failed.
   *
   * @throws PublishException when something did
   */
  void requireNoFailure() {
    lock.lock();
    try {
      throwFailure();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a failure was said to somebody. */
  boolean failureTold() {
    lock.lock();
    try {
      return told;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaited() {
    lock.lock();
    try {
      long target = sent;
      while (acknowledged < target && failure == null) {
        long left = patience.toNanos() - (nanoClock.getAsLong() - lastMove);
        if (left <= 0) {
          return false;
        }
        moved.await(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishException("Interrupted while waiting for Kafka.", e);
    } finally {
      lock.unlock();
    }
  }

  private void throwFailure() {
    if (failure != null) {
      told = true;
      throw new PublishException(String.valueOf(failure.getMessage()), failure);
    }
  }
}
