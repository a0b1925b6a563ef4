package firstbad.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.server.page.DocumentHeads;
import firstbad.server.page.Page;
import firstbad.server.web.Problems;
import firstbad.server.web.Route;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final String WRITER = "writer-0123456789abcdef";
  private static final String READER = "reader-0123456789abcdef";
  private static final Set<String> ORIGINS = Set.of("http://localhost:3000");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of("");
  private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
  private Path tokens = Path.of("");
  private @Nullable Javalin javalin;

  @BeforeEach
  void writeTokens() throws IOException {
    tokens = Files.writeString(folder.resolve("tokens"), "# ours\n" + WRITER + "\nread " + READER);
  }

  @AfterEach
  void stop() {
    if (javalin != null) {
      javalin.stop();
    }
  }

  private int start(@Nullable Path file) {
    Access access = new Access("127.0.0.1", file, ORIGINS, clock::get);
    javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.before(access::pass);
              for (Route route : access.routes()) {
                config.routes.addHttpHandler(route.method(), route.path(), route.handler());
              }
              config.routes.get("/api/v1/x", request -> request.result("read"));
              config.routes.put("/api/v1/x", request -> request.result("written"));
              config.routes.get("/health/live", request -> request.result("alive"));
              config.routes.get("/metrics", request -> request.result("metrics"));
              config.routes.get("/added/later", request -> request.result("something new"));
              Problems.answer(config.routes);
            });
    return javalin.start("127.0.0.1", 0).port();
  }

  @Test
  void on_this_machine_everything_is_open_to_programs() throws IOException {
    int port = start(null);

    assertThat(raw(port, "GET", "Host: localhost:" + port)).isEqualTo(200);
    assertThat(raw(port, "PUT", "Host: 127.0.0.1:" + port)).isEqualTo(200);
    assertThat(raw(port, "PUT", "Host: [::1]")).isEqualTo(200);
    assertThat(raw(port, "PUT", "Host: localhost:" + port + "\r\nOrigin: http://localhost:" + port))
        .isEqualTo(200);
  }

  @Test
  void a_name_that_was_made_to_point_here_gets_nothing() throws IOException {
    int port = start(null);

    for (String host :
        List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil", "10.0.0.1")) {
      assertThat(raw(port, "GET", "Host: " + host)).as(host).isEqualTo(403);
    }
  }

  @Test
  void a_page_of_another_site_writes_and_reads_nothing() throws IOException {
    int port = start(null);

    for (String origin : List.of("https://evil.example", "null", "http://localhost.evil.example")) {
      assertThat(raw(port, "PUT", "Host: localhost\r\nOrigin: " + origin))
          .as(origin)
          .isEqualTo(403);
      assertThat(raw(port, "GET", "Host: localhost\r\nOrigin: " + origin))
          .as(origin)
          .isEqualTo(403);
    }
  }

  @Test
  void another_program_s_page_on_this_machine_writes_only_where_it_is_named() throws IOException {
    int port = start(null);

    assertThat(raw(port, "PUT", "Host: localhost:" + port + "\r\nOrigin: http://localhost:3001"))
        .isEqualTo(403);
    assertThat(raw(port, "GET", "Host: localhost:" + port + "\r\nOrigin: http://localhost:3001"))
        .isEqualTo(200);
    assertThat(raw(port, "PUT", "Host: localhost:" + port + "\r\nOrigin: http://localhost:3000"))
        .isEqualTo(200);
  }

  @Test
  void the_pause_after_wrong_tokens_grows_and_is_forgotten() {
    WrongTokens wrong = new WrongTokens(clock::get);

    assertThat(List.of(wrong.pause("a"), wrong.pause("a"), wrong.pause("a"), wrong.pause("b")))
        .containsExactly(100L, 200L, 400L, 100L);
    for (int i = 0; i < 100; i++) {
      assertThat(wrong.pause("a")).isBetween(800L, 5000L);
    }
    clock.addAndGet(600_000);
    assertThat(wrong.pause("a")).isEqualTo(100);
  }

  @Test
  void a_token_is_worth_128_bits() {
    assertThat(TokenFile.bits("0123456789abcdef0123456789abcdef")).isEqualTo(128);
    assertThat(TokenFile.bits("0123456789abcdef0123456789abcde")).isLessThan(128);
    assertThat(TokenFile.bits("abababababababababababababababababab")).isZero();
    assertThat(TokenFile.bits("q8Zr2LmWx4Tn7VbYc3KdPf")).isGreaterThan(128);
    assertThat(TokenFile.bits("short-but-0dd")).isLessThan(128);
  }

  @Test
  void a_token_writes_a_reading_one_reads_and_nobody_else_does_either() throws Exception {
    int port = start(tokens);

    assertThat(status(port, "GET", "/api/v1/x")).isEqualTo(401);
    assertThat(status(port, "GET", "/metrics")).isEqualTo(401);
    assertThat(status(port, "GET", "/metrics/")).as("the same route").isEqualTo(401);
    assertThat(status(port, "GET", "/culprits.atom/")).isEqualTo(401);
    assertThat(status(port, "GET", "/api/v1/x/")).isEqualTo(401);
    assertThat(status(port, "PUT", "/api/v1/x")).isEqualTo(401);
    assertThat(status(port, "GET", "/added/later")).isEqualTo(401);
    assertThat(status(port, "GET", "//api/v1/x")).isEqualTo(401);
    assertThat(status(port, "GET", "/health/live")).isEqualTo(200);
    assertThat(status(port, "GET", "/health/live/")).isEqualTo(200);
    assertThat(status(port, "PUT", "/api/v1/x", "Authorization", "Bearer " + WRITER))
        .isEqualTo(200);
    assertThat(status(port, "GET", "/metrics", "Authorization", "bearer " + READER)).isEqualTo(200);
    assertThat(status(port, "PUT", "/api/v1/x", "Authorization", "Bearer " + READER))
        .isEqualTo(403);
    assertThat(status(port, "GET", "/api/v1/x", "Authorization", "Bearer " + WRITER + "x"))
        .isEqualTo(401);
  }

  @Test
  void every_address_of_the_page_is_open() throws Exception {
    int port = start(tokens);

    for (Route route : new Page(DocumentHeads.HIDDEN, null).routes()) {
      String path = route.path().replaceAll("[{<][a-z]+[}>]", "x");
      assertThat(status(port, "GET", path)).as(path).isEqualTo(404); // here it is not served
    }
  }

  @Test
  void a_browser_signs_in_once_and_its_cookie_only_reads() throws Exception {
    int port = start(tokens);
    HttpResponse<String> signedIn =
        call(port, "POST", "/api/v1/session", "Authorization", "Bearer " + WRITER);

    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(signedIn.statusCode()).isEqualTo(204);
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(WRITER);
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertThat(status(port, "GET", "/api/v1/x", "Cookie", pair)).isEqualTo(200);
    assertThat(status(port, "PUT", "/api/v1/x", "Cookie", pair)).isEqualTo(401);
    assertThat(status(port, "GET", "/api/v1/x", "Cookie", pair + "0")).isEqualTo(401);
    clock.addAndGet(Sessions.AGE.toMillis());
    assertThat(status(port, "GET", "/api/v1/x", "Cookie", pair)).isEqualTo(401);
  }

  @Test
  void a_changed_file_counts_and_a_broken_one_does_not() throws Exception {
    int port = start(tokens);
    String pair = signedIn(port);

    Files.writeString(tokens, "too short");
    clock.addAndGet(2000);
    assertThat(status(port, "GET", "/api/v1/x", "Cookie", pair)).isEqualTo(200);

    Files.writeString(tokens, "another-0123456789abcdef");
    clock.addAndGet(2000);
    assertThat(status(port, "GET", "/api/v1/x", "Cookie", pair)).isEqualTo(401);
    assertThat(status(port, "PUT", "/api/v1/x", "Authorization", "Bearer another-0123456789abcdef"))
        .isEqualTo(200);
  }

  private static String signedIn(int port) throws Exception {
    String cookie =
        call(port, "POST", "/api/v1/session", "Authorization", "Bearer " + WRITER)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void what_is_wrong_at_the_start_is_said_in_one_sentence() throws IOException {
    refused("0.0.0.0", null, "name a file of tokens with --tokens");
    refused("127.0.0.1", folder.resolve("none"), "There is no token file");
    refused("127.0.0.1", written("# none yet\n"), "holds no token");
    refused("127.0.0.1", written("secret\n"), "Line 1 of the token file");
    assertThatThrownBy(() -> new Access("127.0.0.1", written("secret\n"), ORIGINS, clock::get))
        .message()
        .doesNotContain("secret");
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("other"), text);
  }

  private void refused(String host, @Nullable Path file, String part) {
    assertThatThrownBy(() -> new Access(host, file, ORIGINS, clock::get))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining(part);
  }

  private static int status(int port, String method, String path, String... headers)
      throws Exception {
    return call(port, method, path, headers).statusCode();
  }

  private static HttpResponse<String> call(int port, String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody());
    return CLIENT.send(
        (headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofString());
  }

  /** The client of the JDK does not let one write Host and Origin. */
  private static int raw(int port, String method, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          (method + " /api/v1/x HTTP/1.1\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return Integer.parseInt(String.valueOf(in.readLine()).substring(9, 12));
    }
  }
}
