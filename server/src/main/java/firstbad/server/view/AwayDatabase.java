package firstbad.server.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a pool whose database may be away: who asks waits for it, and those who come soon
 * after hear so at once, and not one after the other, each with a thread of the server. Safe for
 * use by several threads.
 */
final class AwayDatabase implements ConnectionFactory {
  private static final long ASK_AGAIN_NS = Duration.ofSeconds(3).toNanos();

  private final DataSource pool;
  private final BooleanSupplier connected;
  private final LongSupplier nanos;
  private volatile @Nullable Refusal last;

  private record Refusal(String why, long at) {}

  /**
   * @param connected whether the pool has a connection, in use or not
   */
  AwayDatabase(DataSource pool, BooleanSupplier connected, LongSupplier nanos) {
    this.pool = pool;
    this.connected = connected;
    this.nanos = nanos;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Refusal known = last;
    if (known != null
        && nanos.getAsLong() - known.at() < ASK_AGAIN_NS
        && !connected.getAsBoolean()) {
      throw new SQLTransientConnectionException(known.why());
    }
    try {
      return pool.getConnection();
    } catch (SQLTransientConnectionException e) {
      last = new Refusal(String.valueOf(e.getMessage()), nanos.getAsLong());
      throw e;
    }
  }
}
