package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import firstbad.events.LogLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry says is not what a record is. */
class RegistryTroubleTest {
  private static final byte[] FRAMED = {0, 0, 0, 0, 9, 2, 0, 0, 0, 0};
  private static final LogLine LINE = new LogLine(1L, "", Instant.EPOCH, Map.of(), false);

  private HttpServer server;
  private int status = 500;
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 408, 429, 500, 502, 503})
  void an_answer_that_is_no_answer_never_condemns_a_record(int status) {
    this.status = status;
    try (EventSerdes serdes = serdes()) {
      assertThatThrownBy(() -> serdes.deserializer(LogLine.class).deserialize("t", FRAMED))
          .isInstanceOf(RegistryException.class)
          .hasMessageStartingWith("The schema registry at http://127.0.0.1:")
          .hasMessageContaining("did not give schema 9");
      assertThatThrownBy(() -> serdes.serializer(LogLine.class).serialize("t", LINE))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("did not give the schema id for t");
    }
  }

  @Test
  void a_registry_that_does_not_have_the_schema_condemns_the_record() {
    status = 404;
    body = "{\"error_code\":40403,\"message\":\"Schema 9 not found\"}";
    try (EventSerdes serdes = serdes()) {
      assertThatThrownBy(() -> serdes.deserializer(LogLine.class).deserialize("t", FRAMED))
          .isInstanceOf(BadEventException.class)
          .hasMessageContaining("has no schema 9");
      assertThatThrownBy(() -> serdes.serializer(LogLine.class).serialize("t", LINE))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("does not have this version's schema for the topic t")
          .hasMessageContaining("firstbad topics");
    }
  }

  @Test
  void refused_credentials_are_called_that() {
    status = 401;
    body = "{\"error_code\":40101,\"message\":\"User cannot access the resource.\"}";
    try (EventSerdes serdes = serdes()) {
      assertThatThrownBy(() -> serdes.deserializer(LogLine.class).deserialize("t", FRAMED))
          .hasMessageContaining("it refuses the credentials");
    }
  }

  @Test
  void a_registry_that_is_not_there_is_trouble_and_no_bad_record() {
    try (EventSerdes serdes = serdes()) {
      server.stop(0);
      assertThatThrownBy(() -> serdes.deserializer(LogLine.class).deserialize("t", FRAMED))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it cannot be reached");
      assertThatThrownBy(() -> serdes.serializer(LogLine.class).serialize("t", LINE))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("it cannot be reached");
    }
  }

  @Test
  void a_registry_that_comes_back_is_asked_again() {
    try (EventSerdes serdes = serdes()) {
      var deserializer = serdes.deserializer(LogLine.class);
      assertThatThrownBy(() -> deserializer.deserialize("t", FRAMED))
          .isInstanceOf(RegistryException.class);
      status = 200;
      body =
          "{\"schema\":\""
              + Topic.LOG_LINES
                  .value()
                  .orElseThrow()
                  .toString()
                  .replace("\\", "\\\\")
                  .replace("\"", "\\\"")
              + "\"}";
      assertThat(deserializer.deserialize("t", FRAMED).getLineNumber()).isEqualTo(1);
    }
  }

  @Test
  void passwords_in_the_address_stay_out_of_messages() {
    try (Registry registry =
        Registry.of(Map.of("schema.registry.url", "http://me:secret@one:1,http://two:2"))) {
      assertThat(registry.address()).isEqualTo("http://one:1,http://two:2");
    }
  }

  @Test
  void properties_from_a_file_are_text_and_are_read_as_what_they_are() {
    Map<String, String> properties =
        Map.of("schema.registry.url", "http://one:1", "missing.id.cache.ttl.sec", "5");
    Registry.of(properties).close();
    assertThatThrownBy(
            () ->
                Registry.of(
                    Map.of("schema.registry.url", "http://one:1", "latest.cache.ttl.sec", "soon")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("latest.cache.ttl.sec");
  }

  @Test
  void a_missing_address_is_wrong_configuration() {
    assertThatThrownBy(() -> EventSerdes.of(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  private EventSerdes serdes() {
    return EventSerdes.of(
        Map.of(
            "schema.registry.url",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "max.retries",
            "0"));
  }
}
