package firstbad.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;

/** One who asks a server over HTTP, a question at a time. */
final class Asking {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private double millis;

  Asking(String url) {
    this.url = url;
  }

  /**
   * The answer to a path.
   *
   * @throws IllegalStateException when it is a refusal
   */
  JsonNode answer(String path) throws IOException, InterruptedException {
    long asked = System.nanoTime();
    HttpResponse<byte[]> answer = sent(path);
    millis = (System.nanoTime() - asked) / 1e6;
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "Wrong answer: " + path + " said " + answer.statusCode() + ".");
    }
    return JSON.readTree(answer.body());
  }

  /** Whether a path answers with success. */
  boolean finds(String path) throws IOException, InterruptedException {
    return sent(path).statusCode() == 200;
  }

  private HttpResponse<byte[]> sent(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  /** How long the last answer took, to its last byte. */
  double millis() {
    return millis;
  }

  static String quantiles(List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %6.1f ms, p99 %6.1f ms, max %6.1f ms",
        Latency.quantile(sorted, 0.50),
        Latency.quantile(sorted, 0.99),
        Latency.quantile(sorted, 1));
  }
}
