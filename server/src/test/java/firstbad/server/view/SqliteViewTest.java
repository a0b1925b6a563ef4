package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void anotherDatabaseIsRefusedWithASentence() {
    assertThatThrownBy(() -> Database.open("jdbc:oracle:thin:user/secret@//db"))
        .isInstanceOf(ViewException.class)
        .hasMessageContaining("jdbc:postgresql:... is expected");
  }
}
