package firstbad.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.metrics.Legs;
import firstbad.server.view.DatabaseFault;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection that listens. It is written to only while it takes more without blocking, and
 * reads the changes at its own pace: all that it holds is one page of them.
 */
final class Listener implements WriteListener, Runnable {
  private static final long HEARTBEAT_MS = 15_000;
  private static final long LAG_MS = 5_000;
  private static final long TAKES_NOTHING_MS = 60_000;

  private final ChangeFeed feed;
  private final Legs legs;
  private final LongSupplier clock;
  private final ServletOutputStream out;
  private final @Nullable String bisection;
  private final boolean rows;
  private final @Nullable Watch watch;
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long at;
  private long wroteAt;
  private long saidLagAt;
  private boolean ready;

  /**
   * @param at the change after which it begins
   * @param bisection the only one it wants to hear of; null for all
   * @param rows whether it wants the rows of lists with the changes, and the lag as an event
   * @param watch the bisection of which it wants to be sent what is new; null for none
   * @param first sent before anything else
   */
  Listener(
      ChangeFeed feed,
      Legs legs,
      LongSupplier clock,
      ServletOutputStream out,
      long at,
      @Nullable String bisection,
      boolean rows,
      @Nullable Watch watch,
      byte[] first) {
    this.feed = feed;
    this.legs = legs;
    this.clock = clock;
    this.out = out;
    this.at = at;
    this.bisection = bisection;
    this.rows = rows;
    this.watch = watch;
    waiting.add(first);
    wroteAt = clock.getAsLong();
  }

  /** Completed when the connection is gone. */
  CompletableFuture<@Nullable Void> done() {
    return done;
  }

  @Override
  public synchronized void onWritePossible() {
    ready = true;
    write();
  }

  @Override
  public void onError(Throwable failure) {
    done.complete(null);
  }

  /** Told that there may be more. */
  @Override
  public synchronized void run() {
    if (ready) {
      write();
    } else if (clock.getAsLong() - wroteAt > TAKES_NOTHING_MS) {
      done.complete(null);
    }
  }

  private void write() {
    try {
      while (!done.isDone()) {
        if (!out.isReady()) {
          ready = false; // onWritePossible follows
          return;
        }
        byte[] next = next();
        if (next == null) {
          return;
        }
        out.write(next);
        wroteAt = clock.getAsLong();
        if (!out.isReady()) {
          ready = false;
          return;
        }
        if (waiting.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException | RuntimeException e) {
      done.complete(null); // it went away
    }
  }

  private byte @Nullable [] next() {
    try {
      read();
    } catch (RuntimeException e) {
      if (!DatabaseFault.in(e)) {
        throw e;
      }
      // It is read when the database is back; until then the lag grows, which is said below.
    }
    if (rows && clock.getAsLong() - saidLagAt >= LAG_MS) {
      saidLagAt = clock.getAsLong();
      waiting.add(
          "event: lag\ndata: {\"lag_ms\":%d,\"leg\":\"%s\"}\n\n"
              .formatted(legs.most(), legs.slowest())
              .getBytes(UTF_8));
    }
    if (waiting.isEmpty() && clock.getAsLong() - wroteAt >= HEARTBEAT_MS) {
      waiting.add((": " + legs.most() + " ms behind\n\n").getBytes(UTF_8));
    }
    return waiting.poll();
  }

  private void read() {
    while (waiting.isEmpty() && at < feed.newest()) {
      readFeed();
    }
    JsonNode news =
        watch == null || !waiting.isEmpty() ? null : watch.news(clock.getAsLong(), feed);
    if (news != null) {
      waiting.add(("event: detail\ndata: " + news + "\n\n").getBytes(UTF_8));
    }
  }

  private void readFeed() {
    Iterator<Event> events = (rows ? feed.afterWithRows(at) : feed.after(at)).iterator();
    if (!events.hasNext()) {
      at = feed.newest();
    }
    while (events.hasNext()) {
      Event event = events.next();
      at = event.seq();
      if (watch != null) {
        watch.saw(event.subject());
      }
      if (bisection == null || event.isAbout(bisection)) {
        waiting.add(event.bytes());
      }
    }
  }
}
