package firstbad.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.CulpritStanding;
import firstbad.server.view.Database;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import firstbad.story.TrustSentence;
import firstbad.story.Words;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** The lists of culprits and alerts as Atom feeds (RFC 4287), with the filters of the lists. */
public final class AtomFeeds implements RouteGroup {
  private final Jdbi reader;
  private final OpenApi description;
  private final CulpritList culprits;

  /**
   * @param description which names the lists' parameters
   */
  public AtomFeeds(Database database, OpenApi description) {
    this.reader = database.reader();
    this.description = description;
    this.culprits = new CulpritList(database.dialect());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/culprits.atom", this::culprits), Route.get("/alerts.atom", this::alerts));
  }

  private void culprits(Context request) {
    QueryParameters asked = asked(request, "/culprits.atom");
    JsonNode page = reader.inTransaction(db -> culprits.list(db, asked));
    send(request, "Firstbad: culprits", "/culprits", page, AtomFeeds::culprit);
  }

  private void alerts(Context request) {
    QueryParameters asked = asked(request, "/alerts.atom");
    JsonNode page = reader.inTransaction(db -> AlertList.list(db, asked));
    send(request, "Firstbad: alerts", "/alerts", page, AtomFeeds::alert);
  }

  private QueryParameters asked(Context request, String path) {
    return new QueryParameters(request, description.parameters(path));
  }

  private static AtomDocument.Entry culprit(JsonNode row) {
    String id = row.path("id").asText();
    String commit = row.path("commit").asText();
    return new AtomDocument.Entry(
        "culprit/" + encoded(id),
        row.path("bug_titles").path(0).path("title").asText(id)
            + ": "
            + commit.substring(0, Math.min(12, commit.length()))
            + " (\""
            + row.path("title").asText("")
            + "\"), "
            + Words.of(standing(row), level(row))
            + (derailed(row) && !standing(row).answered()
                ? ", " + Words.derailed(row.path("came_back").asBoolean())
                : ""),
        updated(row, Instant.now()),
        "/b/" + encoded(id),
        belief(row));
  }

  /**
   * When it was found, or when something was said of it since. A time that is still to come was
   * written by a clock that is wrong: readers would see no later news.
   */
  static String updated(JsonNode row, Instant now) {
    String found = row.path("found_at").asText();
    String verified = row.path("verified_at").asText(found);
    Instant at = Instant.parse(verified);
    return at.isAfter(Instant.parse(found)) && !at.isAfter(now) ? verified : found;
  }

  /** Whether to believe it, and why, as the page and the terminal have it. */
  private static String belief(JsonNode row) {
    List<String> reasons = new ArrayList<>();
    row.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    JsonNode probability = row.path("probability");
    String belief =
        TrustSentence.ofCulprit(
            level(row),
            probability.isNumber() ? probability.asDouble() : null,
            reasons,
            derailed(row),
            standing(row),
            "FIX".equals(row.path("kind").asText()) ? "fix" : "culprit");
    if (!probability.isNumber()) {
      return belief;
    }
    int against = Math.min(row.path("reasons_against").asInt(), reasons.size());
    return belief
        + listed(" Against it: ", reasons.subList(0, against))
        + listed(" For it: ", reasons.subList(against, reasons.size()));
  }

  private static String listed(String lead, List<String> reasons) {
    return reasons.isEmpty() ? "" : lead + String.join("; ", reasons) + ".";
  }

  private static CulpritStanding standing(JsonNode row) {
    return CulpritStanding.valueOf(row.path("verification").asText(CulpritStanding.OPEN.name()));
  }

  private static boolean derailed(JsonNode row) {
    return row.path("derailed").isObject();
  }

  private static Level level(JsonNode row) {
    return Level.valueOf(row.path("level").asText("UNKNOWN"));
  }

  private static AtomDocument.Entry alert(JsonNode row) {
    String id = row.path("id").asText();
    String ordinal = row.path("ordinal").isNumber() ? row.path("ordinal").asText() : "";
    AlertKind kind = AlertKind.valueOf(row.path("kind").asText("UNKNOWN"));
    return new AtomDocument.Entry(
        "alert/" + encoded(id) + "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + ordinal,
        Words.of(kind) + ": " + row.path("bug_title").asText(id),
        row.path("raised_at").asText(),
        "/b/" + encoded(id) + (ordinal.isEmpty() ? "" : "?step=" + ordinal),
        row.path("message").asText() + since(row.path("result")));
  }

  /** How its bisection ended, as the page has it; nothing before that. */
  private static String since(JsonNode result) {
    return result.isObject()
        ? " Since then: "
            + Words.ofResult(
                Outcome.valueOf(result.path("outcome").asText()),
                "FIX".equals(result.path("kind").asText()),
                level(result),
                standing(result))
            + "."
        : "";
  }

  private static void send(
      Context request,
      String title,
      String path,
      JsonNode page,
      Function<JsonNode, AtomDocument.Entry> entry) {
    List<AtomDocument.Entry> entries = new ArrayList<>();
    page.path("items").forEach(row -> entries.add(entry.apply(row)));
    String query = request.queryString();
    AtomDocument document =
        new AtomDocument(
            title,
            request.scheme() + "://" + request.host(),
            path,
            query == null ? "" : "?" + query);
    request.header("Cache-Control", "no-cache");
    request.result(document.of(entries).getBytes(UTF_8));
    request.contentType("application/atom+xml; charset=utf-8");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
