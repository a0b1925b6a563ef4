package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSourcesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_folder_gives_its_logs_in_order_and_says_what_it_passed_over() throws IOException {
    write("b.txt", "c.log.gz", "a.log", "labels.jsonl", ".x.log", "inner/d.txt", ".git/e.txt");
    LogSources sources = sources(folder.toString());
    assertThat(sources.found())
        .extracting(source -> folder.relativize(source.file().orElseThrow()).toString())
        .containsExactly("a.log", "b.txt", "c.log.gz", "inner/d.txt");
    assertThat(sources.found())
        .extracting(source -> source.id().orElseThrow())
        .containsExactly("a", "b", "c", "inner/d");
    assertThat(sources.skipped())
        .containsExactly(
            "Skipped in "
                + folder
                + ", not named *.txt or *.log, or hidden: .git, .x.log, labels.jsonl.");
    assertThat(sources.failed()).isEmpty();
  }

  @Test
  void a_folder_without_logs_and_a_file_that_is_not_there_are_sentences() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    LogSources sources = sources(empty.toString(), folder.resolve("none.txt").toString());
    assertThat(sources.found()).isEmpty();
    assertThat(sources.failed())
        .containsExactly(
            "The folder " + empty + " holds no log (*.txt, *.log, or these with .gz or .xz).",
            "There is no file " + folder.resolve("none.txt") + ".");
  }

  @Test
  void a_named_file_is_taken_whatever_its_name_and_a_dash_is_standard_input() throws IOException {
    write("console.output");
    LogSources sources = sources(folder.resolve("console.output").toString(), "-");
    assertThat(sources.found()).hasSize(2);
    assertThat(sources.found().get(1).name()).isEqualTo("standard input");
    assertThat(sources.found().get(1).id()).isEmpty();
  }

  @Test
  void a_packed_file_is_unpacked_by_its_first_bytes_and_one_that_is_damaged_is_a_sentence()
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("text\n".getBytes(StandardCharsets.UTF_8));
    }
    Path good = Files.write(folder.resolve("good.log.gz"), packed.toByteArray());
    Path bad = Files.writeString(folder.resolve("bad.log.gz"), "text\n");
    assertThat(text(new FileSource(good))).isEqualTo("text\n");
    assertThat(text(new FileSource(bad))).isEqualTo("text\n");
    byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    Path cut = Files.write(folder.resolve("cut.log"), half);
    assertThatThrownBy(() -> text(new FileSource(cut)))
        .hasMessage(cut + " cannot be read: the packed text breaks off in the middle.");
  }

  @Test
  void a_url_is_read_and_its_password_is_sent_but_not_shown() throws Exception {
    HttpServer server = server();
    server.createContext(
        "/log.txt",
        exchange -> {
          String sent =
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse("");
          byte[] answer =
              sent.equals("Basic bWU6c2VjcmV0")
                  ? "one\ntwo\n".getBytes(StandardCharsets.UTF_8)
                  : new byte[0];
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    try {
      String address = "127.0.0.1:" + server.getAddress().getPort();
      LogSource source = sources("http://me:secret@" + address + "/log.txt").found().get(0);
      assertThat(text(source)).isEqualTo("one\ntwo\n");
      assertThat(source.name()).isEqualTo("http://" + address + "/log.txt");
      assertThat(source.id()).contains("http://" + address + "/log");
      LogSource missing = sources("http://" + address + "/other").found().get(0);
      assertThatThrownBy(missing::open)
          .hasMessage("http://" + address + "/other answered with status 404.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_server_that_falls_silent_or_breaks_off_is_a_sentence() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    HttpServer server = server();
    server.createContext(
        "/silent",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("one\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(done);
        });
    server.createContext(
        "/short",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("one\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("gone");
        });
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThatThrownBy(() -> text(WebSource.of(address + "/silent", Duration.ofSeconds(3))))
          .hasMessageStartingWith(address + "/silent sent nothing for");
      assertThatThrownBy(() -> text(WebSource.of(address + "/short", Duration.ofSeconds(20))))
          .hasMessage(address + "/short broke off before its end.");
    } finally {
      done.countDown();
      server.stop(0);
    }
  }

  @Test
  void a_url_that_nobody_answers_or_that_is_none_is_a_sentence() throws Exception {
    HttpServer server = server();
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThatThrownBy(() -> sources("http://127.0.0.1:" + port + "/x").found().get(0).open())
        .hasMessageStartingWith("No connection to http://127.0.0.1:" + port + "/x");
    assertThat(sources("http://a:b@ c/").failed())
        .singleElement()
        .asString()
        .startsWith("The URL http:// c/ is not valid");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
    return server;
  }

  private static LogSources sources(String... arguments) {
    return LogSources.of(List.of(arguments), InputStream.nullInputStream());
  }

  private static String text(LogSource source) throws IOException {
    try (InputStream input = source.open()) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x\n");
    }
  }
}
