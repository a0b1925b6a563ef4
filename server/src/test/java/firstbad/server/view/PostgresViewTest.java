package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PostgresViewTest extends ViewContract {
  private static @Nullable Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = Postgres.started();
  }

  @AfterAll
  static void stop() throws Exception {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Override
  String newView() throws Exception {
    if (postgres == null) {
      throw new IllegalStateException("not started");
    }
    return postgres.newDatabase();
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsRefusedWithASentenceWithoutThePassword() {
    assertThatThrownBy(
            () -> Database.open("jdbc:postgresql://127.0.0.1:1/x?user=me&password=secret"))
        .isInstanceOf(ViewException.class)
        .hasMessageContaining("127.0.0.1:1/x?user=me&password=... cannot be opened")
        .hasMessageNotContaining("secret");
  }
}
