package firstbad.app.dashboard;

import firstbad.app.cli.RetryAfter;
import firstbad.app.cli.Sentences;
import firstbad.publisher.ImpatientStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one site and no other: one request at a time, with a pause between them, only what its
 * robots.txt allows, and never more than was asked for.
 */
final class PoliteClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration WHOLE_BODY = Duration.ofMinutes(10);
  private static final int TRIES = 4;
  private static final long LONGEST_WAIT_S = 120;
  private static final int ROBOTS_BYTES = 512 * 1024;

  /** Characters of an address that are shown. */
  private static final int ADDRESS = 300;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();
  private final URI site;
  private final Duration patience;
  private Duration pause;
  private @Nullable Robots robots;
  private long lastAt;

  /**
   * @param site any address of the site
   * @param pause at least so long between two requests
   */
  PoliteClient(URI site, Duration pause) {
    this(site, pause, PATIENCE);
  }

  /**
   * @param patience how long an answer may keep it waiting, and each part of its body
   */
  PoliteClient(URI site, Duration pause, Duration patience) {
    this.site = site;
    this.pause = pause;
    this.patience = patience;
  }

  /** Whether an address is of this site: scheme, host and port. */
  boolean has(URI other) {
    return site.getScheme().equalsIgnoreCase(String.valueOf(other.getScheme()))
        && site.getHost().equalsIgnoreCase(String.valueOf(other.getHost()))
        && port(site) == port(other)
        && other.getUserInfo() == null;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /**
   * Reads an address of the site.
   *
   * @param most bytes
   * @throws IOException with a message that is a sentence
   */
  byte[] read(URI address, int most) throws IOException {
    if (!has(address)) {
      throw new IOException(address + " is of another site and is not read.");
    }
    Robots known = robots();
    String query = address.getRawQuery();
    if (!known.allow(address.getRawPath() + (query == null ? "" : "?" + query))) {
      throw new IOException("The site's robots.txt does not allow " + address + " to be read.");
    }
    Answer answer = asked(address, most);
    if (answer.status != 200) {
      throw new IOException(
          address + " answered with status " + answer.status + answer.leading() + ".");
    }
    return answer.body;
  }

  private Robots robots() throws IOException {
    Robots known = robots;
    if (known == null) {
      URI address = site.resolve("/robots.txt");
      Answer answer = asked(address, ROBOTS_BYTES);
      if (answer.status >= 500) {
        throw new IOException(
            address + " answered with status " + answer.status + "; without it nothing is read.");
      }
      known =
          answer.status == 200
              ? Robots.of(new String(answer.body, StandardCharsets.UTF_8))
              : Robots.ANYTHING;
      robots = known;
      Duration asked = Duration.ofMillis(Math.round(known.delaySeconds() * 1000));
      pause = asked.compareTo(pause) > 0 ? asked : pause;
    }
    return known;
  }

  private static final class Answer {
    final int status;
    final byte[] body;
    private final String location;

    Answer(int status, byte[] body, String location) {
      this.status = status;
      this.body = body;
      this.location = location;
    }

    /** Where it sends us, for a sentence; empty where it does not. */
    String leading() {
      return status < 300 || status > 399 || location.isEmpty()
          ? ""
          : " and leads to "
              + location.substring(0, Math.min(ADDRESS, location.length()))
              + ", which is not followed";
    }
  }

  private Answer asked(URI address, int most) throws IOException {
    try {
      for (int tries = 1; ; tries++) {
        waits();
        HttpResponse<InputStream> answer = sent(address);
        try (InputStream body =
            new ImpatientStream(answer.body(), address.toString(), patience, WHOLE_BODY)) {
          int status = answer.statusCode();
          if ((status == 429 || status == 503) && tries < TRIES) {
            long seconds =
                RetryAfter.of(answer.headers(), Instant.now())
                    .map(Duration::toSeconds)
                    .orElse(10L * tries);
            Thread.sleep(
                Duration.ofSeconds(Math.max(1, Math.min(LONGEST_WAIT_S, seconds))).toMillis());
            continue;
          }
          byte[] read = body.readNBytes(most + 1);
          if (read.length > most) {
            throw new IOException(address + " is larger than " + most + " bytes and is left out.");
          }
          String location = answer.headers().firstValue("Location").orElse("");
          return new Answer(status, read, location);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted.");
    }
  }

  private HttpResponse<InputStream> sent(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(patience).header("User-Agent", Robots.NAME).build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new IOException(
          "No answer from " + address + " within " + patience.toSeconds() + " s.", e);
    } catch (ConnectException e) {
      throw new IOException("No connection to " + address + ": host unknown or port closed.", e);
    } catch (IOException e) {
      throw new IOException(address + " cannot be read: " + Sentences.full(Sentences.reason(e)), e);
    }
  }

  private void waits() throws InterruptedException {
    long now = System.nanoTime();
    long left = lastAt == 0 ? 0 : pause.toNanos() - (now - lastAt);
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
    }
    lastAt = System.nanoTime();
  }
}
