package firstbad.server.view;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database of the view, its schema brought up to date: one thread writes, many read. */
public final class Database implements AutoCloseable {
  private static final int READERS = 8;

  /** One writes; while the schema is made, Flyway holds its lock by a second one. */
  private static final int WRITERS = 2;

  private static final int BUSY_MS = 10_000;
  private static final int LOG_BYTES = 128 << 20;
  private static final long CONNECT_MS = 10_000;

  /** Longer than a statement may take. */
  private static final String READ_WITHIN_S = "20";

  private static final String SCHEMA = "classpath:firstbad/server/view/schema/";
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final Dialect dialect;
  private final String url;
  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final Jdbi writer;
  private final Jdbi reader;

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private Database(
      Dialect dialect, String url, HikariDataSource writing, HikariDataSource reading) {
    this.dialect = dialect;
    this.url = url;
    this.writing = writing;
    this.reading = reading;
    this.writer = Jdbi.create(writing);
    this.reader =
        Jdbi.create(
            new AwayDatabase(
                reading,
                () -> reading.getHikariPoolMXBean().getTotalConnections() > 0,
                System::nanoTime));
  }

  /**
   * Opens a database, or makes it. A view of an older version is brought up to date. A file that is
   * damaged, or whose schema no released version has made, is set aside and made again from Kafka.
   * Both are logged.
   *
   * @param view a JDBC URL of SQLite or PostgreSQL, or the name of a file for SQLite
   * @throws ViewException when it cannot be had, or is of a newer version
   */
  public static Database open(String view) {
    String url = view.startsWith("jdbc:") ? view : SQLITE + view;
    Dialect dialect = dialect(url);
    if (dialect == Dialect.SQLITE) {
      ViewFile.setAsideDamaged(url.substring(SQLITE.length()));
    }
    try {
      return open(dialect, url);
    } catch (ViewException e) {
      String why = whySetAside(e);
      if (why == null
          || dialect != Dialect.SQLITE
          || !ViewFile.setAside(url.substring(SQLITE.length()), why)) {
        throw e;
      }
      return open(dialect, url);
    }
  }

  /** Why a view that cannot be opened is made again; null when it may be somebody else's file. */
  private static @Nullable String whySetAside(ViewException e) {
    if (e.getCause() instanceof FlywayValidateException) {
      return "No released firstbad made its schema";
    }
    return DatabaseFault.damagedDatabase(e) ? "It is damaged" : null;
  }

  private static Database open(Dialect dialect, String url) {
    HikariDataSource writing = null;
    HikariDataSource reading = null;
    try {
      writing = pool(dialect, url, false, WRITERS);
      migrate(dialect, writing);
      reading = pool(dialect, url, true, READERS);
      return new Database(dialect, url, writing, reading);
    } catch (RuntimeException e) {
      close(writing);
      close(reading);
      throw refused(e, withoutSecrets(url));
    }
  }

  private static Dialect dialect(String url) {
    if (url.startsWith(SQLITE)) {
      return Dialect.SQLITE;
    }
    if (url.startsWith(POSTGRESQL)) {
      return Dialect.POSTGRESQL;
    }
    throw new ViewException(
        "The view cannot be kept at "
            + withoutSecrets(url)
            + ": a file, jdbc:sqlite:FILE or jdbc:postgresql:... is expected.");
  }

  private static HikariDataSource pool(Dialect dialect, String url, boolean readOnly, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("firstbad-view-" + (readOnly ? "readers" : "writer"));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MS);
    config.setAutoCommit(true);
    if (dialect == Dialect.SQLITE) {
      config.setDataSource(sqlite(url, readOnly));
      config.setConnectionInitSql("PRAGMA query_only = " + (readOnly ? 1 : 0));
    } else {
      config.setJdbcUrl(url);
      config.setReadOnly(readOnly);
      config.setTransactionIsolation(
          readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
      config.addDataSourceProperty("ApplicationName", config.getPoolName());
      config.addDataSourceProperty("tcpKeepAlive", "true");
      if (readOnly) { // who reads does not wait for ever for a database that hangs
        config.addDataSourceProperty("socketTimeout", READ_WITHIN_S);
      }
      // A server that died in a transaction must not keep the other one waiting for its turn.
      config.setConnectionInitSql(
          readOnly
              ? "SET statement_timeout = '10s'"
              : "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'");
    }
    return new HikariDataSource(config);
  }

  /**
   * With a write-ahead log readers and the writer do not wait for each other. What a power cut
   * takes from its end are whole transactions, and their offsets with them.
   */
  private static SQLiteDataSource sqlite(String url, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MS);
    config.setCacheSize(-32_000);
    if (!readOnly) {
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    }
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "16384");
    config.setJournalSizeLimit(LOG_BYTES); // it may have grown while readers kept it from ending
    config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, String.valueOf(256L << 20));
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  private static void migrate(Dialect dialect, HikariDataSource writing) {
    Flyway flyway =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(writing)
            .table("schema_versions")
            .locations(
                SCHEMA + "both", SCHEMA + (dialect == Dialect.SQLITE ? "sqlite" : "postgresql"))
            .placeholders(dialect.types())
            .load();
    for (MigrationInfo each : flyway.info().all()) {
      if (each.getState() == MigrationState.FUTURE_SUCCESS
          || each.getState() == MigrationState.FUTURE_FAILED) {
        throw new ViewException(
            "The view was made by a newer firstbad (its schema has version "
                + each.getVersion()
                + "); run that one, or delete the view: it is made again from Kafka.");
      }
    }
    MigrateResult result = flyway.migrate();
    if (result.migrationsExecuted > 0 && result.initialSchemaVersion != null) {
      LOG.warn(
          "The view was brought from version {} of its schema to {}.",
          result.initialSchemaVersion,
          result.targetSchemaVersion);
    }
  }

  private static ViewException refused(RuntimeException e, String where) {
    if (e instanceof ViewException known) {
      return known;
    }
    if (e instanceof FlywayValidateException) {
      return new ViewException(
          "The view at "
              + where
              + " does not have the schema that this firstbad makes; delete it: it is made again"
              + " from Kafka.",
          e);
    }
    if (DatabaseFault.noDatabase(e)) {
      return new ViewException(
          "The view at "
              + where
              + " cannot be used, since that file is no database; name another with --view, or move"
              + " it away: the view is then made from Kafka.",
          e);
    }
    Throwable root = root(e);
    String why = e instanceof PoolInitializationException ? "cannot be opened" : "cannot be used";
    return new ViewException(
        "The view at " + where + " " + why + ": " + String.valueOf(root.getMessage()).strip(), e);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String withoutSecrets(String url) {
    return url.replaceAll("//[^/@]*@", "//").replaceAll("(?i)(password=)[^&]*", "$1...");
  }

  /** What it understands. */
  public Dialect dialect() {
    return dialect;
  }

  /** Its file is damaged: the next start sets it aside, and makes it again from Kafka. */
  void markDamaged() {
    if (dialect == Dialect.SQLITE) {
      ViewFile.markDamaged(url.substring(SQLITE.length()));
    }
  }

  /** For the one thread that writes. */
  public Jdbi writer() {
    return writer;
  }

  /** For everyone who reads. */
  public Jdbi reader() {
    return reader;
  }

  @Override
  public void close() {
    close(reading);
    close(writing);
  }

  private static void close(@Nullable HikariDataSource pool) {
    if (pool != null) {
      boolean interrupted = Thread.interrupted(); // Hikari would tell of it, with a trace
      pool.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
