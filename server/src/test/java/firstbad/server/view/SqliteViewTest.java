package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.events.Outcome;
import firstbad.events.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteViewTest extends ViewContract {
  @TempDir private Path folder;

  @Override
  String newView() {
    return folder.resolve("view.db").toString();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedWithASentence() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no database\n".repeat(100));

    assertThatThrownBy(() -> Database.open(file.toString()))
        .isInstanceOf(ViewException.class)
        .hasMessageContaining(file + " cannot be")
        .hasMessageContaining("no database; name another with --view, or move it away");
    assertThat(file).hasContent("no database\n".repeat(100));
  }

  @Test
  void aViewWithASchemaOfNoReleaseIsSetAsideAndMadeAnew() throws IOException {
    Path file = folder.resolve("strange.db");
    try (Database database = Database.open(file.toString())) {
      database
          .writer()
          .useHandle(
              db -> {
                db.execute("UPDATE schema_versions SET checksum = 1 WHERE version = '1'");
                db.execute("CREATE TABLE lines_of_old (x)");
              });
    }
    try (Database database = Database.open(file.toString())) {
      assertThat(tables(database)).contains("bisections").doesNotContain("lines_of_old");
    }
    assertThat(Path.of(file + ".set-aside")).isRegularFile();
  }

  @Test
  void aViewOfAnOlderVersionIsBroughtUpToDate() {
    String url = "jdbc:sqlite:" + folder.resolve("older.db");
    Flyway.configure()
        .dataSource(url, null, null)
        .table("schema_versions")
        .locations("classpath:firstbad/server/view/schema/both")
        .placeholders(Dialect.SQLITE.types())
        .target("1")
        .load()
        .migrate();
    try (Database database = Database.open(url)) {
      assertThat(tables(database)).contains("bisections", "suspects");
    }
  }

  @Test
  void aDamagedViewStopsAtTheRecordThatMeetsTheDamageAndIsMadeAnewByTheNextStart()
      throws IOException {
    Path file = folder.resolve("damaged.db");
    try (Database database = Database.open(file.toString())) {
      new Feed(database, 1_800_000_000_000L)
          .put("a", Sample.head("a", 1, Outcome.RUNNING).build())
          .apply();
    }
    spoil(file, "revisions");
    try (Database database = Database.open(file.toString())) {
      Feed feed = new Feed(database, 1_800_000_000_000L);
      feed.put("a/1", Sample.revision("a", 1, Verdict.BAD, Sample.OWN).build());
      assertThatThrownBy(feed::apply)
          .satisfies(
              failure -> {
                assertThat(DatabaseFault.in(failure)).isTrue();
                assertThat(DatabaseFault.damaged(failure)).isTrue();
              });
      database.markDamaged();
    }
    try (Database database = Database.open(file.toString())) {
      assertThat(number(database, "SELECT count(*) FROM revisions")).isZero();
      assertThat(number(database, "SELECT count(*) FROM heads")).isZero();
    }
    assertThat(Path.of(file + ".set-aside")).isRegularFile();
    try (Database database = Database.open(file.toString())) {
      new Feed(database, 1_800_000_000_000L)
          .put("b", Sample.head("b", 1, Outcome.RUNNING).build())
          .apply();
    }
    try (Database database = Database.open(file.toString())) {
      assertThat(number(database, "SELECT count(*) FROM heads")).as("set aside once").isOne();
    }
  }

  @Test
  void aViewThatIsFoundDamagedWhileItIsOpenedIsMadeAnewAtOnce() throws IOException {
    Path file = folder.resolve("unreadable.db");
    spoil(file, "schema_versions");
    try (Database database = Database.open(file.toString())) {
      assertThat(number(database, "SELECT count(*) FROM heads")).isZero();
    }
    assertThat(Path.of(file + ".set-aside")).isRegularFile();
  }

  /** Fills the first page of a table with rubbish. */
  private static void spoil(Path file, String table) throws IOException {
    long page;
    long size;
    try (Database database = Database.open(file.toString())) {
      page = number(database, "SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'");
      size = number(database, "PRAGMA page_size");
    }
    byte[] rubbish = new byte[(int) size];
    Arrays.fill(rubbish, (byte) 0xee);
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek((page - 1) * size);
      pages.write(rubbish);
    }
  }

  private static long number(Database database, String sql) {
    return database.reader().withHandle(db -> db.createQuery(sql).mapTo(Long.class).one());
  }

  private static List<String> tables(Database database) {
    return database
        .reader()
        .withHandle(
            db ->
                db.createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void anotherDatabaseIsRefusedWithASentence() {
    assertThatThrownBy(() -> Database.open("jdbc:oracle:thin:user/secret@//db"))
        .isInstanceOf(ViewException.class)
        .hasMessageContaining("jdbc:postgresql:... is expected");
  }
}
