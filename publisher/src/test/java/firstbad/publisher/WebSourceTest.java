package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redirects, and who gets to see a password. */
class WebSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> sentToOther = new CopyOnWriteArrayList<>();
  private HttpServer site;
  private HttpServer other;

  @BeforeEach
  void start() throws IOException {
    site = server();
    other = server();
    site.createContext("/log", exchange -> answer(exchange, authorization(exchange)));
    site.createContext("/near", exchange -> redirect(exchange, "/log"));
    site.createContext("/away", exchange -> redirect(exchange, address(other) + "/log"));
    site.createContext("/round", exchange -> redirect(exchange, "/round"));
    other.createContext(
        "/log",
        exchange -> {
          sentToOther.add(authorization(exchange));
          answer(exchange, "other");
        });
  }

  @AfterEach
  void stop() {
    site.stop(0);
    other.stop(0);
  }

  @Test
  void a_redirect_within_the_site_is_followed_with_the_password() throws IOException {
    assertThat(text("me:secret@", "/near")).isEqualTo("Basic bWU6c2VjcmV0");
    assertThatThrownBy(() -> text("me:secret@", "/round"))
        .hasMessage(address(site) + "/round redirects more than 5 times.");
  }

  @Test
  void a_redirect_to_another_site_is_not_followed_with_a_password() throws IOException {
    assertThatThrownBy(() -> text("me:secret@", "/away"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s/away redirects to another site, %s, which is not sent the user and password; give"
                + " the address there.",
            address(site), address(other));
    assertThat(sentToOther).isEmpty();
    assertThat(text("", "/away")).isEqualTo("other");
    assertThat(sentToOther).containsExactly("none");
  }

  @Test
  void a_body_that_trickles_for_ever_is_given_up() {
    InputStream trickle =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            try {
              Thread.sleep(10);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            into[from] = 'x';
            return 1;
          }
        };
    assertThatThrownBy(
            () -> {
              try (InputStream body =
                  new ImpatientStream(trickle, "It", PATIENCE, Duration.ofMillis(300))) {
                body.readAllBytes();
              }
            })
        .hasMessage("It was not read to its end within 0 s.");
  }

  private String text(String credentials, String path) throws IOException {
    String url = address(site).replace("//", "//" + credentials) + path;
    try (InputStream body = WebSource.of(url, PATIENCE).open()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static String authorization(HttpExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    return sent == null ? "none" : sent;
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
