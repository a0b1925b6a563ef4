package firstbad.publisher;

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
import java.util.Set;
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

  /** A search may be written while it is read. */
  private static final Duration ANY_TIME = Duration.ofDays(36_500);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

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
    try {
      HttpResponse<InputStream> answer = answer();
      if (answer.statusCode() != 200) {
        answer.body().close();
        throw new IOException(uri + " answered with status " + answer.statusCode() + ".");
      }
      InputStream body = new ImpatientStream(answer.body(), name(), patience, ANY_TIME);
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

  /** Java would send the credentials along wherever a redirect leads. */
  private HttpResponse<InputStream> answer() throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(
                credentials == null ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
    URI at = uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer =
          client.send(request(at), HttpResponse.BodyHandlers.ofInputStream());
      Optional<String> to = answer.headers().firstValue("Location");
      if (credentials == null || !REDIRECTS.contains(answer.statusCode()) || to.isEmpty()) {
        return answer;
      }
      answer.body().close();
      at = sameSite(at, to.get());
    }
    throw new IOException(uri + " redirects more than " + MOST_REDIRECTS + " times.");
  }

  private HttpRequest request(URI at) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(patience);
    if (credentials != null) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private URI sameSite(URI at, String location) throws IOException {
    URI to;
    try {
      to = at.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new IOException(uri + " redirects to an address that is not valid.", e);
    }
    if (!String.valueOf(to.getScheme()).equalsIgnoreCase(uri.getScheme())
        || !String.valueOf(to.getHost()).equalsIgnoreCase(uri.getHost())
        || port(to) != port(uri)) {
      throw new IOException(
          uri
              + " redirects to another site, "
              + to.getScheme()
              + "://"
              + to.getHost()
              + (to.getPort() < 0 ? "" : ":" + to.getPort())
              + ", which is not sent the user and password; give the address there.");
    }
    return to;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  private static String words(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
