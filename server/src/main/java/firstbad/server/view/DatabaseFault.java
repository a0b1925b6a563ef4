package firstbad.server.view;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Whether a database failed for a reason of its own, and would have failed with any other record:
 * its connection was lost, it stops, its disk is full, it is damaged, somebody else holds a lock.
 */
public final class DatabaseFault {
  private static final int MAX_DEPTH = 20;

  /**
   * Classes of SQLSTATE: connection, transaction rolled back, resources, wrong state of an object
   * (locked), intervention of an operator, system.
   */
  private static final Set<String> STATES = Set.of("08", "40", "53", "55", "57", "58");

  /** Damaged data and index; others of their class may be a record's fault. */
  private static final Set<String> DAMAGED_STATES = Set.of("XX001", "XX002");

  private static final Set<SQLiteErrorCode> DAMAGE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);

  private static final Set<SQLiteErrorCode> HELD =
      Set.of(SQLiteErrorCode.SQLITE_BUSY, SQLiteErrorCode.SQLITE_LOCKED);

  private static final Set<SQLiteErrorCode> CODES =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_LOCKED,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_NOTADB,
          SQLiteErrorCode.SQLITE_CANTOPEN);

  private DatabaseFault() {}

  /** Whether one is among the causes. */
  public static boolean in(Throwable thrown) {
    return causes(thrown)
        .anyMatch(
            cause ->
                cause instanceof ConnectionException
                    || cause instanceof SQLTransientException
                    || (cause instanceof SQLiteException sqlite && among(CODES, sqlite))
                    || (cause instanceof SQLException sql && ofState(sql.getSQLState())));
  }

  /** Whether the file of a view is damaged; it can only be made again. */
  static boolean damaged(Throwable thrown) {
    return isOfSqlite(thrown, DAMAGE);
  }

  /** Whether a file is damaged that is a database; what is none may be somebody else's. */
  static boolean damagedDatabase(Throwable thrown) {
    return isOfSqlite(thrown, Set.of(SQLiteErrorCode.SQLITE_CORRUPT));
  }

  /** Whether a file is no database at all. */
  static boolean noDatabase(Throwable thrown) {
    return isOfSqlite(thrown, Set.of(SQLiteErrorCode.SQLITE_NOTADB));
  }

  /** What the database itself says, and not those who called it. */
  static String said(Throwable thrown) {
    String said =
        causes(thrown)
            .filter(SQLException.class::isInstance)
            .reduce((outer, inner) -> inner)
            .map(Throwable::getMessage)
            .orElse(thrown.getMessage());
    return said
        + (isOfSqlite(thrown, HELD)
            ? "; another process holds the view's file, which must let it go"
            : "");
  }

  private static boolean isOfSqlite(Throwable thrown, Set<SQLiteErrorCode> codes) {
    return causes(thrown)
        .anyMatch(cause -> cause instanceof SQLiteException sqlite && among(codes, sqlite));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH);
  }

  private static boolean ofState(String state) {
    return state != null
        && state.length() == 5
        && (STATES.contains(state.substring(0, 2)) || DAMAGED_STATES.contains(state));
  }

  /** The low byte of an extended code is the plain one. */
  private static boolean among(Set<SQLiteErrorCode> codes, SQLiteException thrown) {
    return codes.stream().anyMatch(code -> code.code == (thrown.getResultCode().code & 0xff));
  }
}
