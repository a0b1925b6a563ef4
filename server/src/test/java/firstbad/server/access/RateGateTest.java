package firstbad.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.server.web.Problems;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RateGateTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LOG = "a line of a log\n".repeat(10_000);

  private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
  private final RateGate gate = new RateGate(3, clock::get);
  private final Javalin javalin =
      Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.routes.before(gate::pass);
                config.routes.get("/api", request -> request.result("read"));
                config.routes.put("/api", request -> request.result("" + request.body().length()));
                config.routes.get("/health/live", request -> request.result("alive"));
                Problems.answer(config.routes);
              })
          .start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    javalin.stop();
  }

  @Test
  void who_asks_too_often_hears_when_to_go_on() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get("/api").statusCode()).isEqualTo(200);
    }
    clock.addAndGet(2_500);

    HttpResponse<String> refused = get("/api");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("8");
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.body())
        .contains("More than 3 requests arrived from 127.0.0.1 within 10 s; try again in 8 s.");
    clock.addAndGet(7_500);
    assertThat(get("/api").statusCode()).isEqualTo(200);
  }

  @Test
  void a_log_that_is_refused_is_refused_as_a_whole_and_taken_when_it_is_sent_again()
      throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(put().body()).isEqualTo("" + LOG.length());
    }
    assertThat(put().statusCode()).isEqualTo(429);
    clock.addAndGet(10_000);
    assertThat(put().body()).isEqualTo("" + LOG.length());
  }

  @Test
  void neither_another_address_nor_a_probe_is_held_up() throws Exception {
    for (int i = 0; i < 4; i++) {
      get("/api");
    }

    assertThat(get("/api").statusCode()).isEqualTo(429);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(gate.waits("192.0.2.7")).isZero();
  }

  @Test
  void of_countless_addresses_those_that_came_first_are_counted_by_themselves() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(gate.waits("first " + i)).isZero();
    }
    assertThat(gate.waits("one more")).isZero();
    assertThat(gate.waits("two more")).isZero();
    assertThat(gate.waits("three more")).isZero();

    assertThat(gate.waits("four more")).isEqualTo(10);
    assertThat(gate.waits("first 1")).isZero();
    clock.addAndGet(10_000);
    assertThat(gate.waits("four more")).isZero();
  }

  @Test
  void who_trickles_the_body_of_a_refused_request_is_answered_all_the_same() throws Exception {
    for (int i = 0; i < 3; i++) {
      get("/api");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), javalin.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "PUT /api HTTP/1.1\r\nHost: any\r\nContent-Length: 1000000\r\n\r\n".getBytes(US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      while (in.available() == 0) { // it would never end
        try {
          out.write('x');
          out.flush();
        } catch (IOException e) {
          break; // it is closed already
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      BufferedReader answer = new BufferedReader(new InputStreamReader(in, US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 429 ");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put() throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(at("/api")).PUT(BodyPublishers.ofString(LOG)).build(),
        BodyHandlers.ofString());
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + javalin.port() + path);
  }
}
