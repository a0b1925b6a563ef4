package firstbad.server.view;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Whether a database failed for a reason of its own, and would have failed with any other record:
 * its connection was lost, it stops, its disk is full, somebody else holds a lock.
 */
final class DatabaseFault {
  private static final int MAX_DEPTH = 20;

  /**
   * Classes of SQLSTATE: connection, transaction rolled back, resources, wrong state of an object
   * (locked), intervention of an operator, system.
   */
  private static final Set<String> STATES = Set.of("08", "40", "53", "55", "57", "58");

  private static final Set<SQLiteErrorCode> CODES =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_CANTOPEN);

  private DatabaseFault() {}

  /** Whether one is among the causes. */
  static boolean in(Throwable thrown) {
    int depth = 0;
    for (Throwable cause = thrown;
        cause != null && depth < MAX_DEPTH;
        cause = cause.getCause(), depth++) {
      if (cause instanceof ConnectionException
          || cause instanceof SQLTransientException
          || (cause instanceof SQLiteException sqlite && ofSqlite(sqlite))
          || (cause instanceof SQLException sql && ofState(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofState(String state) {
    return state != null && state.length() == 5 && STATES.contains(state.substring(0, 2));
  }

  /** The low byte of an extended code is the plain one. */
  private static boolean ofSqlite(SQLiteException thrown) {
    return CODES.stream().anyMatch(code -> code.code == (thrown.getResultCode().code & 0xff));
  }
}
