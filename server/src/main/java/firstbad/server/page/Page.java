package firstbad.server.page;

import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page: one document for every address that a person can link to, and its assets. A browser
 * asks each time whether the document has changed; it names the assets by what they hold, so that
 * those are asked for once and kept.
 */
public final class Page implements RouteGroup {

  /** Everything the page needs comes from here, and nothing else is ever loaded or sent. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * The addresses that {@code main.js} has a view for, besides those of one thing. Any other is not
   * found, so that a probe on a wrong path is not green for ever.
   */
  private static final Map<String, Head> VIEWS =
      Map.of(
          "/culprits", new Head("Culprits", "What bisections named, and how far to believe it."),
          "/suspects", new Head("Suspects", "Commits that ended searches for several bugs."),
          "/crashes", new Head("Crashes", "What crashed in bisections, by type, commit and title."),
          "/alerts", new Head("Alerts", "Bisections that need a person."),
          "/search", new Head("Bisections", "All bisections, by what they searched for."),
          "/help", new Head("Help", "What the words and marks of Firstbad mean."));

  /** The one script that the document names. */
  private static final String SCRIPTS = "assets/main.js";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+){0,4}(\\.[A-Za-z0-9_-]+){1,3}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "webmanifest", "application/manifest+json");

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();
  private final DocumentHeads heads;
  private final @Nullable String commitUrl;
  private final String held;
  private final PageFile document;

  private static final class PageFile {
    final byte[] content;
    final String type;
    final String tag;

    PageFile(byte[] content, String type, String tag) {
      this.content = content;
      this.type = type;
      this.tag = tag;
    }

    static PageFile of(byte[] content, String name) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        String tag = '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new PageFile(content, type == null ? "application/octet-stream" : type, tag);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every JVM has it
      }
    }
  }

  /**
   * @param heads what the documents of bisections, commits and bugs say of themselves
   * @param commitUrl where a commit can be looked at, with {@code %s} for its hash; null for what
   *     labels say
   */
  public Page(DocumentHeads heads, @Nullable String commitUrl) {
    this.heads = heads;
    this.commitUrl = commitUrl;
    this.held = held();
    this.document = document();
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/", request -> send(request, document)));
    VIEWS.forEach(
        (view, head) -> {
          PageFile titled = headed(head);
          routes.add(Route.get(view, request -> send(request, titled)));
        });
    routes.add(about("/b/<id>", asked -> heads.ofBisection(asked.pathParam("id"))));
    routes.add(about("/c/{commit}", asked -> heads.ofCommit(asked.pathParam("commit"))));
    routes.add(
        about(
            "/bug", asked -> Optional.ofNullable(asked.queryParam("title")).flatMap(heads::ofBug)));
    routes.add(Route.get("/assets/<name>", request -> asset(request, request.pathParam("name"))));
    routes.add(Route.get("/favicon.ico", request -> serve(request, "assets/favicon.ico")));
    return routes;
  }

  /** A browser gets the document, which says that there is no such page and leads back. */
  @Override
  public boolean missing(Context request) {
    String accepted = request.header("Accept");
    boolean browser = accepted != null && accepted.contains("text/html");
    if (browser) {
      plain(request);
    }
    return browser;
  }

  /** By its bare name, which may hold something else tomorrow, or below what all of them hold. */
  private void asset(Context request, String name) {
    String kept = held + "/";
    if (name.startsWith(kept)) {
      request.header("Cache-Control", "public, max-age=31536000, immutable");
      send(request, file("assets/" + name.substring(kept.length())));
    } else {
      // A document of another version still finds what there is by the name.
      serve(request, "assets/" + name.replaceFirst("^[0-9a-f]{16}/", ""));
    }
  }

  /** The document, in which each asset stands below what all of them hold. */
  private PageFile document() {
    PageFile plain = file("index.html");
    String text = new String(plain.content, StandardCharsets.UTF_8);
    String named = text.replace("\"/assets/", "\"/assets/" + held + "/");
    String linked = commitUrl == null ? named : Head.withCommitUrl(named, commitUrl);
    return PageFile.of(linked.getBytes(StandardCharsets.UTF_8), "index.html");
  }

  /** A hash of all assets that the document names. */
  private String held() {
    String text = new String(file("index.html").content, StandardCharsets.UTF_8);
    StringBuilder tags = new StringBuilder();
    Matcher named = Pattern.compile("\"/(assets/[^\"]+)\"").matcher(text);
    while (named.find()) {
      tags.append(file(named.group(1)).tag);
    }
    String tag = PageFile.of(tags.toString().getBytes(StandardCharsets.UTF_8), "all").tag;
    return tag.substring(1, tag.length() - 1);
  }

  /**
   * A view of one thing, whose document says what it is about. Of what is not there, or not yet, a
   * browser gets the document all the same, which says so and looks again.
   */
  private Route about(String path, Function<Context, Optional<Head>> head) {
    return Route.get(
        path,
        request -> {
          Optional<Head> known = head.apply(request);
          if (known.isEmpty() && heads.tells()) {
            plain(request).status(HttpStatus.NOT_FOUND);
          } else {
            send(request, known.map(this::headed).orElse(document));
          }
        });
  }

  /** The document that says nothing of what it is about. */
  private Context plain(Context request) {
    request.header("Cache-Control", "no-cache");
    request.header("Content-Security-Policy", POLICY);
    return request.result(document.content).contentType(document.type);
  }

  private PageFile headed(Head head) {
    String text = head.in(new String(document.content, StandardCharsets.UTF_8));
    return PageFile.of(text.getBytes(StandardCharsets.UTF_8), "index.html");
  }

  private PageFile file(String name) {
    return find(name).orElseThrow(() -> Refusal.missing("The page has no file " + name + "."));
  }

  private void serve(Context request, String name) {
    send(request, file(name));
  }

  private static void send(Context request, PageFile file) {
    if (request.res().getHeader("Cache-Control") == null) {
      request.header("Cache-Control", "no-cache");
    }
    request.header("ETag", file.tag);
    request.header("Content-Security-Policy", POLICY);
    if (file.tag.equals(request.header("If-None-Match"))) {
      request.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    request.result(file.content).contentType(file.type);
  }

  /** Only files that exist are kept, so what is asked for cannot fill the memory. */
  private Optional<PageFile> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    PageFile known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<PageFile> read =
        read(name).map(content -> PageFile.of(name.equals(SCRIPTS) ? bundle() : content, name));
    read.ifPresent(file -> files.put(name, file));
    return read;
  }

  /** All scripts of the page as one. */
  private static byte[] bundle() {
    String text =
        Bundle.of(
            "main.js",
            module ->
                read("assets/" + module)
                    .map(content -> new String(content, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalStateException("There is no " + module + ".")));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
