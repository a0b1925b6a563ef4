package firstbad.app.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A dashboard with made-up bugs, which notes what it is asked for. */
public final class SmallDashboard implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public SmallDashboard() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      String page = pages.get(path);
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (page.startsWith("-> ")) {
        exchange.getResponseHeaders().set("Location", page.substring(3));
        exchange.sendResponseHeaders(302, -1);
      } else {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers so from now on; a text that begins with an arrow leads elsewhere. */
  public SmallDashboard page(String path, String text) {
    pages.put(path, text);
    return this;
  }

  /** Three bugs, of which one is old and one of another site, and two links to logs. */
  public SmallDashboard withBugs(String log) {
    return page(
            "/upstream?json=1",
            """
            {"version": 1, "Bugs": [
              {"title": "WARNING in foo \\u001b[31m", "link": "/bug?extid=aa",
               "last-updated": "2026-11-20"},
              {"title": "old", "link": "/bug?extid=bb", "last-updated": "2020-01-01"},
              {"title": "evil", "link": "http://127.0.0.2:1/bug?extid=cc"}
            ]}
            """)
        .page(
            "/bug?extid=aa",
            """
            <title>foo</title><a href="/x/bisect.txt?x=152c6bace00000">log</a>
            <a href='/x/bisect.txt?x=152c6bace00000'>again</a>
            <a href="http://127.0.0.2:1/x/bisect.txt?x=abcdef123456">elsewhere</a>
            <a href="/x/bisect.txt?x=../../etc/passwd">no id</a> <a href="::">no link</a>
            <a href="/x/bisect.txt?x=16c00000000001">a page</a>
            """)
        .page("/bug?extid=bb", "<p>nothing here")
        .page("/x/bisect.txt?x=152c6bace00000", log)
        .page("/x/bisect.txt?x=16c00000000001", "<!doctype html><p>oops");
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/upstream";
  }

  /** The paths that were asked for, in order. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
