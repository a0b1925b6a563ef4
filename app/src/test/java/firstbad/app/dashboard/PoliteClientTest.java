package firstbad.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoliteClientTest {
  private final CountDownLatch done = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/robots.txt",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
  }

  @Test
  void a_body_that_stalls_is_given_up() {
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    URI address = address("/stalls");
    PoliteClient client = new PoliteClient(address, Duration.ofMillis(1), Duration.ofSeconds(5));
    assertThatThrownBy(() -> client.read(address, 1000))
        .isInstanceOf(IOException.class)
        .hasMessage(address + " sent nothing for 5 s.");
  }

  @Test
  void a_busy_site_may_name_the_time_of_the_next_try() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    server.createContext(
        "/busy",
        exchange -> {
          boolean first = calls.getAndIncrement() == 0;
          byte[] text = "here".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Retry-After", "Sun, 01 Nov 2026 12:00:00 GMT");
          exchange.sendResponseHeaders(first ? 429 : 200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    URI address = address("/busy");
    PoliteClient client = new PoliteClient(address, Duration.ofMillis(1));
    assertThat(client.read(address, 1000)).asString().isEqualTo("here");
    assertThat(calls).hasValue(2);
  }

  @Test
  void what_it_does_not_follow_and_whom_it_does_not_reach_is_named() {
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "https://example.org/there");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext("/mute", exchange -> exchange.close());
    URI moved = address("/moved");
    URI mute = address("/mute");
    PoliteClient client = new PoliteClient(moved, Duration.ofMillis(1), Duration.ofSeconds(5));

    assertThatThrownBy(() -> client.read(moved, 1000))
        .hasMessage(
            moved
                + " answered with status 302 and leads to https://example.org/there, which is not"
                + " followed.");
    assertThatThrownBy(() -> client.read(mute, 1000))
        .hasMessageStartingWith(mute + " cannot be read: ");
    URI gone = address("/robots.txt");
    server.stop(0);
    assertThatThrownBy(() -> new PoliteClient(gone, Duration.ZERO).read(gone, 1000))
        .hasMessage("No connection to " + gone + ": host unknown or port closed.");
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
