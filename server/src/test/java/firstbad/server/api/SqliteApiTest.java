package firstbad.server.api;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteApiTest extends ApiContract {
  @TempDir private Path folder;

  @Override
  String newView() {
    return folder.resolve("view.db").toString();
  }
}
