package firstbad.app.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.app.cli.RetryAfter;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server answers to the questions of a command. */
public final class ServerApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NOT_FOUND = 404;
  private static final int TRIES = 3;
  private static final long LONGEST_PAUSE_S = 30;

  private final String base;
  private final @Nullable String token;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @param url of the server
   * @param token shown with each question; null for none
   */
  ServerApi(String url, @Nullable String token) {
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
  }

  /**
   * Reads a list page by page.
   *
   * @param path below {@code /api/v1}
   * @param parameters names and values
   * @param most how many items at most
   * @throws Problem when the server cannot be asked, or refuses
   */
  public void list(
      String path, List<Map.Entry<String, String>> parameters, int most, Consumer<JsonNode> each) {
    String query =
        parameters.stream()
            .map(parameter -> "&" + parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining());
    String cursor = "";
    int left = most;
    while (left > 0) {
      JsonNode page = get(path + "?limit=" + Math.min(PAGE, left) + query + cursor);
      page.path("items").forEach(each);
      left -= page.path("items").size();
      if (!page.path("next").isTextual() || page.path("items").isEmpty()) {
        return;
      }
      cursor = "&cursor=" + encoded(page.path("next").asText());
    }
  }

  /**
   * Asks for one thing.
   *
   * @param list what it is one of: {@code bisections}
   * @param name its id or hash
   * @throws Problem when the server cannot be asked, or refuses
   */
  public JsonNode one(String list, String name) {
    return get("/" + list + "/" + encoded(name).replace("+", "%20"));
  }

  /**
   * Sends lines of a log.
   *
   * @param from the number of the first of them
   * @param more whether more lines follow
   * @param lines each with its line feed
   * @throws Problem when the server cannot be reached, or refuses
   */
  public void upload(String id, Map<String, String> labels, long from, boolean more, String lines) {
    StringBuilder query = new StringBuilder("?from_line=" + from + "&more=" + more);
    labels.forEach((name, value) -> query.append("&label=").append(encoded(name + "=" + value)));
    JsonNode unused =
        answer(
            "/bisections/" + encoded(id).replace("+", "%20") + "/log" + query,
            request -> request.PUT(HttpRequest.BodyPublishers.ofString(lines)));
  }

  private JsonNode get(String path) {
    return answer(path, request -> request);
  }

  private JsonNode answer(String path, UnaryOperator<HttpRequest.Builder> method) {
    try {
      HttpRequest.Builder request =
          method
              .apply(HttpRequest.newBuilder(URI.create(base + "/api/v1" + path)))
              .timeout(PATIENCE);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<String> answer = patiently(request.build());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new Problem(
            base
                + (isAnswer(answer.statusCode(), body) ? ": " : " refused: ")
                + DisplayText.visible(body.path("detail").asText("no reason given")));
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new Problem(base + " does not answer as firstbad's server does; see --server.", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new Problem(
          "The server at "
              + base
              + " cannot be reached ("
              + Sentences.reason(e)
              + "); 'firstbad server' or 'firstbad up' starts one, --server names another.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted.", e);
    }
  }

  /** What was asked for is not there, or is several things: nothing was refused. */
  private static boolean isAnswer(int status, JsonNode body) {
    return status == NOT_FOUND || body.has("candidates");
  }

  /** Who asks too often is told when to go on. */
  private HttpResponse<String> patiently(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    for (int tries = 1; answer.statusCode() == TOO_MANY_REQUESTS && tries < TRIES; tries++) {
      long seconds =
          RetryAfter.of(answer.headers(), Instant.now()).map(Duration::toSeconds).orElse(1L);
      Thread.sleep(Duration.ofSeconds(Math.min(Math.max(seconds, 1), LONGEST_PAUSE_S)).toMillis());
      answer = client.send(request, BodyHandlers.ofString());
    }
    return answer;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
