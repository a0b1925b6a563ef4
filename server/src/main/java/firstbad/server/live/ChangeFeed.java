package firstbad.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.schemas.OncePerMinute;
import firstbad.server.view.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view's table of changes as a feed. One thread tells all listeners that there is more; each
 * reads from where it is as fast as its connection takes it, so that none waits for another and
 * nothing is queued. The table and not the projection is read, so that a server whose view another
 * process writes is live too.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  /** How soon listeners hear of what another process has written. */
  private static final long LOOK_EVERY_MS = 500;

  /** The same where nobody listens: an idle server need not ask twice a second. */
  private static final long UNHEARD_MS = 5_000;

  private static final int PAGE = 500;

  // Two questions: SQLite answers each from an end of the table, and both at once from all of it.
  static final String OLDEST = "SELECT min(seq) FROM changes";
  static final String NEWEST = "SELECT max(seq) FROM changes";

  private static final String BEHIND =
      """
      SELECT seq, kind, id, ordinal, detail FROM changes WHERE seq > :after
      ORDER BY seq LIMIT :limit
      """;

  private final Jdbi reader;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "firstbad-changes");
  private volatile boolean closing;
  private boolean silent;
  private final OncePerMinute complains = new OncePerMinute();
  private final ChangedRows rows;
  private volatile @Nullable Answered answered;

  /** News that were read since the last look: many may watch the same bisection. */
  private final Map<Asked, JsonNode> read = new ConcurrentHashMap<>();

  private volatile String epoch = "";
  private final AtomicLong newest = new AtomicLong();

  /** Changes with rows that were read last: those who are up to date all ask for the same. */
  private record Answered(long after, long newest, List<Event> events) {}

  private record Asked(ChangedRows.Seen seen, long newest) {}

  /**
   * @param rows of the lists, for those who want them with the changes, and news of one bisection
   */
  public ChangeFeed(Database database, ChangedRows rows) {
    this.rows = rows;
    reader = database.reader();
    thread.setDaemon(true);
  }

  /** Begins to look for changes. */
  public void start() {
    look();
    thread.start();
  }

  /** There may be more: look now and not in a moment. */
  public void nudge() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  private void run() {
    while (!closing) {
      try {
        long pause = listeners.isEmpty() ? UNHEARD_MS : LOOK_EVERY_MS;
        boolean unused = signal.tryAcquire(pause, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
      try {
        look();
      } catch (RuntimeException e) {
        if (complains.due("unreadable changes").isPresent()) {
          LOG.warn("Changes cannot be read at the moment: {}", e.getMessage());
        }
      }
      wake(); // also where nothing could be read: those who listen are to hear how far it is behind
    }
  }

  private synchronized void wake() {
    read.clear();
    if (!silent) {
      listeners.forEach(Runnable::run);
    }
  }

  /**
   * Writes to no listener from now on. Before the connections are closed: to one whose request is
   * over nothing can be said, not even that.
   */
  public synchronized void silence() {
    silent = true;
  }

  /** Whether its thread has ended. */
  boolean stopped() {
    return !thread.isAlive();
  }

  private void look() {
    reader.useHandle(
        db -> {
          epoch =
              db.createQuery("SELECT value FROM origin WHERE name = 'epoch'")
                  .mapTo(String.class)
                  .findOne()
                  .orElse("");
          long found = db.createQuery(NEWEST).map((row, context) -> row.getLong(1)).one();
          newest.accumulateAndGet(found, Math::max);
        });
  }

  /** The number of the newest change that was seen. */
  long newest() {
    return newest.get();
  }

  /** The same, after a look. */
  long newestNow() {
    look();
    return newest();
  }

  /** What the id of a change begins with; another one after the view was made again. */
  String epoch() {
    return epoch;
  }

  /** Whether everything after this change is still known. */
  boolean canResume(String from, long seq) {
    if (!from.equals(epoch) || seq > newest()) {
      return false;
    }
    long oldest =
        reader.withHandle(db -> db.createQuery(OLDEST).map((row, c) -> row.getLong(1)).one());
    return oldest == 0 ? seq == newest() : seq >= oldest - 1;
  }

  /** The changes behind this one, at most some hundred. */
  List<Event> after(long seq) {
    return reader.withHandle(db -> after(db, seq));
  }

  /**
   * The same with the rows that they are about; without those that a later one makes superfluous.
   */
  List<Event> afterWithRows(long seq) {
    long upTo = newest();
    Answered known = answered;
    if (known != null && known.after() == seq && known.newest() == upTo) {
      return known.events();
    }
    List<Event> events = reader.inTransaction(db -> RowEvents.of(after(db, seq), rows, db));
    answered = new Answered(seq, upTo, events);
    return events;
  }

  /** What is new of one bisection, for who has seen this much of it. */
  JsonNode news(ChangedRows.Seen seen) {
    return read.computeIfAbsent(
        new Asked(seen, newest()),
        asked -> reader.inTransaction(db -> rows.news(db, asked.seen())));
  }

  private List<Event> after(Handle db, long seq) {
    return db.createQuery(BEHIND)
        .bind("after", seq)
        .bind("limit", PAGE)
        .map((row, context) -> event(row))
        .list();
  }

  /**
   * The newest change, as an id that a listener may begin after; what is read later is not older.
   */
  public String mark() {
    return epoch + '.' + newest();
  }

  private Event event(ResultSet row) throws SQLException {
    int number = row.getInt(4);
    Integer ordinal = row.wasNull() ? null : (Integer) number;
    Event.Subject subject =
        new Event.Subject(row.getString(2), row.getString(3), ordinal, row.getString(5));
    return new Event(epoch, row.getLong(1), subject, null);
  }

  /**
   * Runs this one too when there is more.
   *
   * @return false, and does not, where so many listen already
   */
  boolean add(Runnable listener, int most) {
    synchronized (listeners) {
      boolean added = listeners.size() < most && listeners.add(listener);
      nudge();
      return added;
    }
  }

  /** How many listen. */
  int listeners() {
    return listeners.size();
  }

  void remove(Runnable listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
