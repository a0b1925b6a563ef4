package firstbad.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import firstbad.app.Call;
import firstbad.server.MetricsServer;
import firstbad.server.metrics.Part;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe gets one sentence and an exit code, whatever listens there. */
class HealthTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void ready_is_one_sentence_and_zero() {
    try (MetricsServer asked = serving(part("view", null, null))) {
      Call call = Call.firstbad("health", asked.url());

      assertThat(call).isEqualTo(new Call(0, asked.url() + " is ready.\n", ""));
    }
  }

  @Test
  void not_ready_says_which_part_and_why_but_is_live() {
    try (MetricsServer asked =
        serving(part("web", null, null), part("view", null, "It is 40 s behind"))) {
      Call ready = Call.firstbad("health", asked.url() + "/");
      Call live = Call.firstbad("health", "--live", asked.url());

      assertThat(ready.code()).isEqualTo(1);
      assertThat(ready.err())
          .isEqualTo("firstbad: " + asked.url() + "/ is not ready: view: It is 40 s behind.\n");
      assertThat(live).isEqualTo(new Call(0, asked.url() + " is live.\n", ""));
    }
  }

  @Test
  void a_dead_part_is_not_live() {
    try (MetricsServer asked = serving(part("topology", "All threads have died.", null))) {
      Call call = Call.firstbad("health", "--live", asked.url());

      assertThat(call.code()).isEqualTo(1);
      assertThat(call.err()).endsWith(" is not live: topology: All threads have died.\n");
    }
  }

  @Test
  void nobody_there_is_said() throws IOException {
    Call call = Call.firstbad("health", "http://127.0.0.1:" + unused());

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).contains(" cannot be checked (Connection refused");
  }

  @Test
  void another_program_there_is_said_and_its_text_is_not_shown() throws IOException {
    HttpServer other = answering(HttpServer.create(loopback(), 0), 200, "\u001b[31m<html>");
    try {
      Call call = Call.firstbad("health", "http://127.0.0.1:" + other.getAddress().getPort());

      assertThat(call.code()).isEqualTo(1);
      assertThat(call.err())
          .endsWith(" cannot be checked (status 200, but not an answer of firstbad).\n");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void silence_ends_after_the_time_given() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Call call =
          Call.firstbad("health", "--within", "50ms", "http://127.0.0.1:" + deaf.getLocalPort());

      assertThat(call.code()).isEqualTo(1);
      assertThat(call.err()).contains(" cannot be checked (Read timed out)");
    }
  }

  @Test
  void what_is_no_address_is_wrong_usage() {
    assertThat(Call.firstbad("health", "127.0.0.1").code()).isEqualTo(2);
    assertThat(Call.firstbad("health", "ftp://127.0.0.1").code()).isEqualTo(2);
    assertThat(Call.firstbad("health", "--within", "0s").code()).isEqualTo(2);
  }

  @Test
  void the_certificate_of_this_machine_is_not_checked() throws Exception {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certified()));
    answering(server, 200, "{\"ok\":true,\"parts\":[]}");
    try {
      Call call = Call.firstbad("health", "https://127.0.0.1:" + server.getAddress().getPort());

      assertThat(call.code()).as(call.err()).isZero();
    } finally {
      server.stop(0);
    }
  }

  private static MetricsServer serving(Part... parts) {
    return MetricsServer.started("127.0.0.1", 0, List.of(parts));
  }

  private static Part part(String name, @Nullable String dead, @Nullable String notReady) {
    return new Part() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void bind(MeterRegistry registry) {}

      @Override
      public Optional<String> dead() {
        return Optional.ofNullable(dead);
      }

      @Override
      public Optional<String> notReady() {
        return Optional.ofNullable(notReady);
      }
    };
  }

  private static <S extends HttpServer> S answering(S server, int status, String body) {
    server.createContext(
        "/",
        (HttpExchange exchange) -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** A certificate that names another machine, made by the JDK's own tool. */
  private SSLContext certified() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere.example",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    char[] password = "secret".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(Files.newInputStream(store), password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
