package firstbad.publisher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and what of it is durable, of each log by itself: an acknowledgement of one log
 * says nothing of another, whose partition may have no leader. Kafka's own time-outs would drop one
 * batch and deliver the next, which leaves a hole in a log; so nothing times out there, and here
 * all of it fails at once when nothing at all has been acknowledged for a while.
 */
final class Acknowledgements {
  private static final long NOTED_EVERY = Duration.ofMillis(100).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final String where;
  private final Duration patience;
  private final LongSupplier nanoClock;
  private final Consumer<PublishException> onFailure;

  /** The logs of which something is not durable yet. */
  private final Set<OfLog> open = new LinkedHashSet<>();

  private long lastMove;
  private @Nullable PublishException failure;
  private boolean told;

  /** The records of one log; its lock is that of all. */
  final class OfLog {
    private record Note(long number, long at) {}

    /** When records were sent that are not acknowledged; one note stands for those soon after. */
    private final Deque<Note> notes = new ArrayDeque<>();

    private long sent;
    private long acknowledged;
    private long lastMove;
    private boolean givenUp;

    private OfLog() {}

    /**
     * One more record goes out.
     *
     * @throws PublishException when an earlier one of any log failed
     */
    void sending() {
      lock.lock();
      try {
        throwFailure();
        long now = nanoClock.getAsLong();
        if (open.isEmpty()) {
          Acknowledgements.this.lastMove = now;
        }
        if (open.add(this)) {
          lastMove = now;
        }
        if (notes.isEmpty() || now - notes.getLast().at() >= NOTED_EVERY) {
          notes.addLast(new Note(sent, now));
        }
        sent++;
      } finally {
        lock.unlock();
      }
    }

    /** One of its records is durable; those of a log become so in their order. */
    void acknowledged(Runnable note) {
      lock.lock();
      try {
        acknowledged++;
        lastMove = nanoClock.getAsLong();
        Acknowledgements.this.lastMove = lastMove;
        forgetNotes();
        if (acknowledged == sent) {
          open.remove(this);
        }
        note.run();
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void forgetNotes() {
      Note oldest = notes.pollFirst();
      while (oldest != null && !notes.isEmpty() && notes.getFirst().number() <= acknowledged) {
        oldest = notes.pollFirst();
      }
      if (oldest != null && acknowledged < sent) {
        notes.addFirst(oldest);
      }
    }

    /**
     * Waits until all that was sent of this log so far is durable.
     *
     * @throws PublishException when it cannot be made so, or nothing of it moves for too long
     */
    void await() {
      Acknowledgements.this.await(List.of(this));
    }
  }

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

  /** For the records of a log of which none was sent yet. */
  OfLog ofLog() {
    return new OfLog();
  }

  /** For how long a record of any log has waited that is not durable yet; zero where none does. */
  Duration longestWait() {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      return failure != null
          ? Duration.ZERO
          : Duration.ofNanos(
              open.stream().mapToLong(each -> now - each.notes.getFirst().at()).max().orElse(0));
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
   * Waits until all that was sent so far of every log is durable, but for those that were waited
   * for in vain.
   *
   * @throws PublishException when it cannot be made so, or nothing of a log moves for too long
   */
  void await() {
    List<OfLog> all;
    lock.lock();
    try {
      all = open.stream().filter(each -> !each.givenUp).toList();
    } finally {
      lock.unlock();
    }
    await(all);
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

  /** Whether everything has failed. */
  boolean failed() {
    lock.lock();
    try {
      return failure != null;
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

  private void await(Collection<OfLog> logs) {
    for (OfLog log : logs) {
      if (awaited(log)) {
        continue;
      }
      if (nothingMoves()) {
        fail(new PublishException(where + " acknowledged nothing" + tooLong()));
        break;
      }
      throw new PublishException(
          where
              + " acknowledged nothing of the log, though it did of others,"
              + tooLong()
              + " Its partition may have no leader, or too few replicas in sync"
              + " (kafka-topics.sh --describe says so).");
    }
    requireNoFailure();
  }

  private String tooLong() {
    return " for "
        + patience.toSeconds()
        + " s. Publish the log again when it answers: that sends what is missing.";
  }

  private boolean nothingMoves() {
    lock.lock();
    try {
      return nanoClock.getAsLong() - lastMove >= patience.toNanos();
    } finally {
      lock.unlock();
    }
  }

  private boolean awaited(OfLog log) {
    lock.lock();
    try {
      long target = log.sent;
      while (log.acknowledged < target && failure == null) {
        long left = patience.toNanos() - (nanoClock.getAsLong() - log.lastMove);
        if (left <= 0) {
          log.givenUp = true;
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
