package firstbad.app.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Stands before a registry: lets those in who have a certificate of the authority and log in with
 * the password {@code secret} under the name in it, and sees to it that only one of them writes.
 */
final class GuardedRegistry implements AutoCloseable {
  private final HttpsServer server;
  private final URI registry;
  private final String writer;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  GuardedRegistry(String registry, SSLContext context, String writer) throws IOException {
    this.registry = URI.create(registry);
    this.writer = writer;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The names of those that were let in. */
  Set<String> seen() {
    return seen;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name =
          ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName().substring(3);
      String login = "Basic " + encoded(name + ":secret");
      if (!login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        reply(exchange, 401, "{\"error_code\":40101,\"message\":\"Log in\"}".getBytes(UTF_8));
      } else if (!exchange.getRequestMethod().equals("GET") && !looksUp(exchange, name)) {
        reply(exchange, 403, "{\"error_code\":40301,\"message\":\"Forbidden\"}".getBytes(UTF_8));
      } else {
        seen.add(name);
        forward(exchange);
      }
    }
  }

  /** To look a schema up, one posts it to its subject. */
  private boolean looksUp(HttpExchange exchange, String name) {
    return name.equals(writer) || !exchange.getRequestURI().getPath().endsWith("/versions");
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      reply(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String encoded(String login) {
    return Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
