package firstbad.publisher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log on the web, over http or https, read as it arrives. User and password in the URL are sent
 * (basic authentication) and never shown.
 *
 * @param uri without user and password
 * @param credentials {@code user:password}, or null
 * @param patience how long to wait for the connection, for the answer, and between bytes
 */
record WebSource(URI uri, @Nullable String credentials, Duration patience) implements LogSource {

  /** Reads a URL; its syntax is checked here. */
  static WebSource of(String url, Duration patience) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        throw new PublishException("The URL " + shown(url) + " names no host.");
      }
      URI plain = new URI(url.replace(uri.getRawUserInfo() + "@", ""));
      return new WebSource(plain, uri.getUserInfo(), patience);
    } catch (URISyntaxException e) {
      throw new PublishException(
          "The URL " + shown(url) + " is not valid: " + e.getReason() + ".", e);
    }
  }

  private static String shown(String url) {
    return url.replaceFirst("//[^/@]*@", "//");
  }

  @Override
  public String name() {
    return uri.toString();
  }

  @Override
  public Optional<String> id() {
    return SourceNames.dashboardId(uri).or(() -> Optional.of(SourceNames.id(name())));
  }

  @Override
  public InputStream open() throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (credentials != null) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        answer.body().close();
        throw new IOException(uri + " answered with status " + answer.statusCode() + ".");
      }
      InputStream body = new ImpatientStream(answer.body(), name(), patience);
      return SourceNames.unpacked(name(), body, Long.MAX_VALUE / Unpacking.MOST_RATIO);
    } catch (HttpConnectTimeoutException e) {
      throw new IOException("No connection to " + uri + " within " + words(patience) + ".", e);
    } catch (HttpTimeoutException e) {
      throw new IOException("No answer from " + uri + " within " + words(patience) + ".", e);
    } catch (ConnectException e) {
      throw new IOException("No connection to " + uri + ": host unknown or port closed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while reading " + uri + ".");
    }
  }

  private static String words(Duration duration) {
    return duration.toSeconds() + " s";
  }

  /** Closes itself when nothing comes for a while: a server that stops in the middle. */
  private static final class ImpatientStream extends FilterInputStream {
    private final String name;
    private final Duration patience;
    private final ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "firstbad-web-patience");
              thread.setDaemon(true);
              return thread;
            });
    private volatile boolean expired;

    ImpatientStream(InputStream body, String name, Duration patience) {
      super(body);
      this.name = name;
      this.patience = patience;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      ScheduledFuture<?> limit =
          watch.schedule(this::expire, patience.toMillis(), TimeUnit.MILLISECONDS);
      try {
        int count = in.read(bytes, from, length);
        if (expired) {
          throw new IOException("closed");
        }
        return count;
      } catch (IOException e) {
        throw new IOException(trouble(), e);
      } finally {
        limit.cancel(false);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public void close() throws IOException {
      watch.shutdownNow();
      super.close();
    }

    private String trouble() {
      return expired
          ? name + " sent nothing for " + words(patience) + "."
          : name + " broke off before its end.";
    }

    private void expire() {
      expired = true;
      try {
        in.close();
      } catch (IOException ignored) {
        // it is of no use any more; the reader is told by the flag
      }
    }
  }
}
