package firstbad.server.api;

import firstbad.server.view.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresApiTest {
  private static @Nullable Postgres postgres;

  @BeforeAll
  static void begin() throws Exception {
    postgres = Postgres.started();
  }

  @AfterAll
  static void end() throws Exception {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Nested
  class Answers extends ApiContract {
    @Override
    String newView() throws Exception {
      return newDatabase();
    }
  }

  @Nested
  class Lists extends ListContract {
    @Override
    String newView() throws Exception {
      return newDatabase();
    }
  }

  @Nested
  class Labels extends LabelContract {
    @Override
    String newView() throws Exception {
      return newDatabase();
    }
  }

  private static String newDatabase() throws Exception {
    if (postgres == null) {
      throw new IllegalStateException("not started");
    }
    return postgres.newDatabase();
  }
}
