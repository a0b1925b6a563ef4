package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .hasMessageContaining("not a database");
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
