package firstbad.server.api;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteApiTest {
  @TempDir private Path folder;

  @Nested
  class Answers extends ApiContract {
    @Override
    String newView() {
      return folder.resolve("view.db").toString();
    }
  }

  @Nested
  class Lists extends ListContract {
    @Override
    String newView() {
      return folder.resolve("view.db").toString();
    }
  }

  @Nested
  class Labels extends LabelContract {
    @Override
    String newView() {
      return folder.resolve("view.db").toString();
    }
  }
}
