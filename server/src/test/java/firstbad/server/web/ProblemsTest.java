package firstbad.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static final Jdbi AWAY =
      Jdbi.create(
          () -> {
            throw new SQLTransientConnectionException("connection to db.internal refused");
          });

  @Test
  void aDatabaseThatIsAwayIsNoFaultOfTheServerAndIsToBeAskedAgain() throws Exception {
    Javalin javalin =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/api/any", request -> AWAY.useHandle(db -> {}));
                  Problems.answer(config.routes);
                })
            .start("127.0.0.1", 0);
    try {
      URI at = URI.create("http://127.0.0.1:" + javalin.port() + "/api/any");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.body())
          .contains("The database of the view does not answer at the moment; try again soon.")
          .doesNotContain("db.internal");
    } finally {
      javalin.stop();
    }
  }
}
