package firstbad.app.deliver.receiver;

import firstbad.app.cli.RetryAfter;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An address that takes requests. A message is taken when the answer is 2xx. Redirects are not
 * followed: an answer must not send what is meant for one machine to another, inside the network or
 * out of it.
 */
public final class WebhookReceiver implements Receiver {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_WISH = Duration.ofHours(1);
  private static final int ACCEPTED_FROM = 200;
  private static final int REDIRECTS_FROM = 300;
  private static final int REFUSED_FROM = 400;

  private final Request request;
  private final Duration limit;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  /** Writes the request for a message. */
  @FunctionalInterface
  public interface Request {

    /**
     * The request.
     *
     * @throws IOException when a secret cannot be read
     */
    HttpRequest.Builder of(Message message) throws IOException;
  }

  /**
   * An address.
   *
   * @param limit how long one attempt may take, its answer included
   */
  public WebhookReceiver(Request request, Duration limit) {
    this.request = request;
    this.limit = limit;
  }

  /** A request with a body of JSON. */
  public static HttpRequest.Builder json(URI url, String method, String body) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("User-Agent", "firstbad")
        .method(method, BodyPublishers.ofString(body));
  }

  @Override
  public Attempt attempt(Message message) throws InterruptedException {
    HttpRequest asked;
    try {
      asked = request.of(message).timeout(limit).build();
    } catch (IOException e) {
      return Attempt.failed("has a secret that cannot be read: " + Sentences.reason(e), "");
    }
    long deadline = System.nanoTime() + limit.toNanos();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(asked, BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> came = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return attempt(came, body(came.body(), deadline));
    } catch (TimeoutException e) {
      boolean unused = answer.cancel(true);
      return tooSlow();
    } catch (ExecutionException e) {
      Throwable cause = Sentences.root(e);
      return cause instanceof java.net.http.HttpTimeoutException
          ? tooSlow()
          : Attempt.failed("cannot be reached: " + Sentences.reason(cause), "");
    } finally {
      boolean unused = answer.cancel(true);
    }
  }

  private Attempt tooSlow() {
    return Attempt.failed("did not answer within " + limit.toMillis() / 1000.0 + " s", "");
  }

  private static Attempt attempt(HttpResponse<?> came, String body) {
    int status = came.statusCode();
    if (status >= ACCEPTED_FROM && status < REDIRECTS_FROM) {
      return Attempt.accepted(body);
    }
    if (status >= REDIRECTS_FROM && status < REFUSED_FROM) {
      String to = came.headers().firstValue("Location").orElse("an unnamed address");
      return Attempt.failed(
          "answered "
              + status
              + ", a redirect to "
              + Attempt.cut(to)
              + ", which is not followed; name the right address in the file",
          body);
    }
    return new Attempt(false, "answered " + status, body, wish(came));
  }

  private static @Nullable Duration wish(HttpResponse<?> came) {
    return RetryAfter.of(came.headers(), Instant.now())
        .map(wish -> wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish)
        .orElse(null);
  }

  /** The beginning of the body, as far as it comes in time. */
  private static String body(InputStream body, long deadline) throws InterruptedException {
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try (body) {
                byte[] bytes = body.readNBytes(Attempt.OUTPUT_BYTES);
                return new String(bytes, StandardCharsets.UTF_8).strip();
              } catch (IOException e) {
                return "";
              }
            });
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      return read.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      try {
        body.close();
      } catch (IOException closing) {
        // it is gone
      }
      return "";
    }
  }
}
