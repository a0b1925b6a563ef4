package firstbad.app.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.publisher.SourceNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A dashboard like syzbot's: lists of bugs, and their pages with links to bisection logs. */
final class Dashboard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIST_BYTES = 64 << 20;
  private static final int PAGE_BYTES = 16 << 20;
  private static final int LOG_BYTES = 64 << 20;
  private static final int DATE = 10;

  /** Characters; a label has at most 1 KiB. */
  private static final int TITLE = 250;

  private static final int ADDRESS = 900;

  private final PoliteClient site;

  Dashboard(PoliteClient site) {
    this.site = site;
  }

  /**
   * A bug in a list.
   *
   * @param updated when something was last said of it; null where the list does not say
   */
  record Bug(String title, URI page, @Nullable LocalDate updated) {}

  /**
   * A bisection log.
   *
   * @param id its own, hexadecimal
   * @param labels what the bug's page says
   */
  record LogLink(String id, URI address, Map<String, String> labels) {}

  /**
   * The bugs of a list, as its JSON has them; links to other sites are left out.
   *
   * @throws IOException with a message that is a sentence
   */
  List<Bug> bugs(URI list) throws IOException {
    String plain = list.toString().replaceFirst("#.*", "");
    URI address = URI.create(plain + (list.getRawQuery() == null ? "?" : "&") + "json=1");
    JsonNode answer;
    try {
      answer = JSON.readTree(site.read(address, LIST_BYTES));
    } catch (JsonProcessingException e) {
      throw new IOException(address + " is no list of bugs in JSON.", e);
    }
    JsonNode listed = answer.has("Bugs") ? answer.get("Bugs") : answer.path("bugs");
    if (!listed.isArray()) {
      throw new IOException(address + " is no list of bugs: its JSON has no field Bugs.");
    }
    List<Bug> bugs = new ArrayList<>();
    for (JsonNode bug : listed) {
      URI page = resolved(list, bug.path("link").asText(""));
      if (page != null && site.has(page)) {
        bugs.add(
            new Bug(bug.path("title").asText(""), page, day(bug.path("last-updated").asText(""))));
      }
    }
    return List.copyOf(bugs);
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return text.length() < DATE ? null : LocalDate.parse(text.substring(0, DATE));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /**
   * The bisection logs that a bug's page links to, each once.
   *
   * @throws IOException with a message that is a sentence
   */
  List<LogLink> logs(Bug bug) throws IOException {
    Document page =
        Jsoup.parse(
            new ByteArrayInputStream(site.read(bug.page(), PAGE_BYTES)),
            StandardCharsets.UTF_8.name(),
            bug.page().toString());
    Map<String, String> labels = labels(bug, page);
    Map<String, LogLink> found = new LinkedHashMap<>();
    for (Element link : page.select("a[href]")) {
      URI address = resolved(bug.page(), link.attr("href"));
      if (address != null && site.has(address)) {
        SourceNames.dashboardId(address)
            .ifPresent(id -> found.putIfAbsent(id, new LogLink(id, address, labels)));
      }
    }
    return List.copyOf(found.values());
  }

  private static Map<String, String> labels(Bug bug, Document page) {
    Map<String, String> labels = new LinkedHashMap<>();
    String title = bug.title().isBlank() ? page.title() : bug.title();
    String shown = title.replaceAll("\\p{Cntrl}", " ").strip();
    if (!shown.isEmpty()) {
      labels.put("bug.title", shown.substring(0, Math.min(TITLE, shown.length())));
    }
    if (bug.page().toString().length() <= ADDRESS) {
      labels.put("bug.url", bug.page().toString());
    }
    return Map.copyOf(labels);
  }

  /**
   * The bytes of a log.
   *
   * @throws IOException with a message that is a sentence
   */
  byte[] log(LogLink link) throws IOException {
    return site.read(link.address(), LOG_BYTES);
  }

  private static @Nullable URI resolved(URI base, String link) {
    try {
      return link.isBlank() ? null : base.resolve(link.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
