package firstbad.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code curl -T}, log after log, over HTTP to the server: a log that was not answered with 200 is
 * sent again from its beginning, as whoever has the file does. Only what was answered counts as
 * sent, so a line that the server answered for and that is not in Kafka is lost.
 */
final class Uploader implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);
  private static final long PAUSE_MS = 500;

  /** The log itself is refused; another try would be, too. */
  private static final Set<Integer> REFUSED = Set.of(400, 404, 413, 415);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Subject server;
  private final Load load;
  private final String url;
  private final Thread thread = new Thread(this::upload, "uploader");
  private volatile boolean enough;
  private volatile @Nullable Exception failed;
  private final AtomicInteger again = new AtomicInteger();

  private Uploader(Subject server, Load load, String url) {
    this.server = server;
    this.load = load;
    this.url = url;
    thread.setDaemon(true);
  }

  /**
   * @param server that is struck
   * @param url of it
   */
  static Uploader started(Subject server, Load load, String url) {
    Uploader uploader = new Uploader(server, load, url);
    uploader.thread.start();
    return uploader;
  }

  /** How often a log had to be sent again. */
  int again() {
    return again.get();
  }

  /** Ends with the batch that it is at. */
  void finish() throws InterruptedException {
    enough = true;
    thread.join();
    if (failed != null) {
      throw new IllegalStateException("The uploader cannot go on.", failed);
    }
  }

  private void upload() {
    try {
      while (!enough) {
        for (Path file : load.nextBatch()) {
          upload(file);
          Thread.sleep(PAUSE_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failed = e;
    }
  }

  private void upload(Path file) throws IOException, InterruptedException {
    String name = String.valueOf(file.getFileName());
    String id = name.substring(0, name.length() - ".txt".length());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/bisections/" + id + "/log"))
            .timeout(ANSWER_WITHIN)
            .PUT(BodyPublishers.ofFile(file))
            .build();
    int struck = server.struck();
    while (!answered(request)) {
      load.interrupted(List.of(file));
      again.incrementAndGet();
      Thread.sleep(PAUSE_MS);
    }
    if (server.struck() != struck) {
      load.interrupted(List.of(file));
    }
  }

  /** Whether all of it is in Kafka; a refusal that would come again ends the run. */
  private boolean answered(HttpRequest request) throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      return false; // it is away, or was killed meanwhile
    }
    if (REFUSED.contains(answer.statusCode())) {
      throw new IllegalStateException(answer.body());
    }
    return answer.statusCode() == 200;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
