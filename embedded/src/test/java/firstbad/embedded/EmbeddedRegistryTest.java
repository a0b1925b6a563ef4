package firstbad.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract of Confluent's clients leaves open: keeping, refusing, the rarer routes. */
class EmbeddedRegistryTest {
  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";
  private static final String INT = "{\"schema\": \"\\\"int\\\"\"}";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void schemasLevelsAndDeletionsOutliveARestartOnTheSamePort() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started(RegistrySettings.in(folder))) {
      String url = registry.url();
      post(registry, "/subjects/kept/versions", STRING);
      post(registry, "/subjects/gone/versions", INT);
      call(registry, "DELETE", "/subjects/gone", "");
      call(registry, "PUT", "/config/kept", "{\"compatibility\": \"FULL_TRANSITIVE\"}");

      registry.stop();
      registry.start();

      assertThat(registry.url()).isEqualTo(url);
      assertThat(get(registry, "/subjects")).isEqualTo("[\"kept\"]");
      assertThat(get(registry, "/subjects?deleted=true")).isEqualTo("[\"gone\",\"kept\"]");
      assertThat(get(registry, "/config/kept"))
          .isEqualTo("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
      assertThat(post(registry, "/subjects/new/versions", "{\"schema\": \"\\\"long\\\"\"}"))
          .as("ids go on where they ended")
          .isEqualTo("{\"id\":3}");
    }
  }

  @Test
  void aChangeThatACrashToreIsLeftOutAndTheNextOneIsWhole() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started(RegistrySettings.in(folder))) {
      post(registry, "/subjects/whole/versions", STRING);
    }
    Path journal = folder.resolve("changes.jsonl");
    Files.writeString(journal, "{\"change\":\"regis", StandardOpenOption.APPEND);

    for (int start = 0; start < 2; start++) {
      try (EmbeddedRegistry registry = EmbeddedRegistry.started(RegistrySettings.in(folder))) {
        post(registry, "/subjects/after/versions", STRING);
        assertThat(get(registry, "/subjects")).isEqualTo("[\"after\",\"whole\"]");
      }
    }
  }

  @Test
  void aDamagedJournalIsNamedWithItsLineInsteadOfBeingReadInPart() throws Exception {
    Files.writeString(folder.resolve("changes.jsonl"), "{\"change\":\"unheard of\"}\n");

    assertThatThrownBy(() -> EmbeddedRegistry.started(RegistrySettings.in(folder)))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith(
            "The registry cannot read line 1 of " + folder.resolve("changes.jsonl") + ":");
    assertThat(Files.readString(folder.resolve("changes.jsonl"))).contains("unheard of");
  }

  @Test
  void aTakenPortAndAFolderInUseAreNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedRegistry first = EmbeddedRegistry.started(RegistrySettings.in(folder))) {
      assertThat(first.folder()).isEqualTo(folder);
      assertThatThrownBy(
              () ->
                  EmbeddedRegistry.started(
                      RegistrySettings.temporary().withPort(taken.getLocalPort())))
          .hasMessage(
              "The registry cannot listen on 127.0.0.1:%d: port %d is already taken;"
                  + " stop what uses it or choose another port.",
              taken.getLocalPort(), taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedRegistry.started(RegistrySettings.in(folder)))
          .hasMessageContaining(folder + ": another process is using it");
    }
  }

  @Test
  void whatCannotBeReadIsAnsweredWithAnErrorInConfluentsShape() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      assertThat(post(registry, "/subjects/s/versions", "{")).startsWith("400 {\"");
      assertThat(post(registry, "/subjects/s/versions", "[]")).contains("\"error_code\":400");
      assertThat(post(registry, "/subjects/s/versions", "{}")).contains("\"schema\\\"");
      assertThat(call(registry, "POST", "/subjects/s/versions", "x".repeat((1 << 20) + 1)))
          .startsWith("413 ")
          .contains("\"error_code\":413");
      assertThat(get(registry, "/no/such/route")).startsWith("404 ").contains(":404");
      assertThat(call(registry, "DELETE", "/subjects", "")).startsWith("405 ").contains(":405");
      assertThat(get(registry, "/schemas/ids/seven")).startsWith("400 ");
      assertThat(get(registry, "/subjects/s/versions/0")).startsWith("422 ").contains("42202");
      assertThat(call(registry, "PUT", "/config", "{\"compatibility\": \"HIGH\"}"))
          .startsWith("422 ")
          .contains("42203");
      assertThat(get(registry, "/config/s")).startsWith("404 ").contains("40408");
      assertThat(
              post(registry, "/subjects/s/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"))
          .startsWith("422 ")
          .contains("keeps AVRO only");
      assertThat(post(registry, "/subjects/s/versions", nested(5_000)))
          .startsWith("422 ")
          .contains("42201");
      assertThat(get(registry, "/subjects")).isEqualTo("[]");
    }
  }

  @Test
  void aWebPageCannotWriteSinceItsContentTypesAreRefused() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/s/versions"))
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(STRING))
              .build();

      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
      assertThat(get(registry, "/subjects")).isEqualTo("[]");
    }
  }

  @Test
  void aSubjectIsRemovedForGoodOnlyAfterItWasDeleted() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      post(registry, "/subjects/s/versions", STRING);
      assertThat(call(registry, "DELETE", "/subjects/s?permanent=true", "")).contains("40405");
      assertThat(call(registry, "DELETE", "/subjects/s", "")).isEqualTo("[1]");
      assertThat(call(registry, "DELETE", "/subjects/s", "")).contains("40404");
      assertThat(call(registry, "DELETE", "/subjects/s?permanent=true", "")).isEqualTo("[1]");
      assertThat(get(registry, "/schemas/ids/1")).contains("40403");
      assertThat(post(registry, "/subjects/s/versions", STRING))
          .as("the same schema gets the id that records in a topic may still bear")
          .isEqualTo("{\"id\":1}");
    }
  }

  @Test
  void aSubjectWithStrangeCharactersIsOneSubject() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      post(registry, "/subjects/a%2Fb%20c+d/versions", STRING);

      assertThat(get(registry, "/subjects")).isEqualTo("[\"a/b c+d\"]");
      assertThat(get(registry, "/subjects/a%2Fb%20c+d/versions/latest"))
          .isEqualTo(
              "{\"subject\":\"a/b c+d\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\"}");
      assertThat(get(registry, "/schemas/ids/1/versions"))
          .contains("\"subject\":\"a/b c+d\"", "\"version\":1");
    }
  }

  @Test
  void aReadOnlySubjectTakesNoNewSchema() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      post(registry, "/subjects/s/versions", STRING);
      call(registry, "PUT", "/mode/s", "{\"mode\": \"READONLY\"}");

      assertThat(post(registry, "/subjects/s/versions", STRING)).isEqualTo("{\"id\":1}");
      assertThat(post(registry, "/subjects/s/versions", INT)).contains("42205");
      assertThat(post(registry, "/subjects/other/versions", INT)).isEqualTo("{\"id\":2}");
    }
  }

  @Test
  void registrationsAtTheSameTimeGetOneIdPerSchema() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.started()) {
      call(registry, "PUT", "/config", "{\"compatibility\": \"NONE\"}");
      long ids =
          IntStream.range(0, 40)
              .parallel()
              .mapToObj(
                  i -> {
                    String schema =
                        "{\"schema\": \"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"F\\\",\\\"size\\\":"
                            + (i % 10 + 1)
                            + "}\"}";
                    try {
                      return post(registry, "/subjects/s/versions", schema);
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .distinct()
              .count();

      assertThat(ids).isEqualTo(10);
      assertThat(get(registry, "/subjects/s/versions")).isEqualTo("[1,2,3,4,5,6,7,8,9,10]");
    }
  }

  private static String nested(int depth) {
    String array = "{\\\"type\\\":\\\"array\\\",\\\"items\\\":";
    return "{\"schema\":\"" + array.repeat(depth) + "\\\"int\\\"" + "}".repeat(depth) + "\"}";
  }

  private String get(EmbeddedRegistry registry, String path)
      throws IOException, InterruptedException {
    return call(registry, "GET", path, "");
  }

  private String post(EmbeddedRegistry registry, String path, String body)
      throws IOException, InterruptedException {
    return call(registry, "POST", path, body);
  }

  /** The body of the answer, with the status before it unless it is 200. */
  private String call(EmbeddedRegistry registry, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", JSON);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
    return answer.statusCode() == 200 ? answer.body() : answer.statusCode() + " " + answer.body();
  }
}
