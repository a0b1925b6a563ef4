package firstbad.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.view.Crowd;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** What people ask a view, each many times over; an answer that is not one fails. */
final class Questions {
  private static final int WARM_UP = 60;
  private static final int DEEP = 40;
  private static final Pattern FUNCTION = Pattern.compile("[a-z0-9_]{4,}");

  private final Asking asking;
  private final Crowd crowd;
  private final int requests;
  private final Random random = new Random(1);
  private List<String> bugs = List.of();
  private List<String> commits = List.of();

  Questions(Asking asking, Crowd crowd, int requests) {
    this.asking = asking;
    this.crowd = crowd;
    this.requests = requests;
  }

  /** What is asked the n-th time. */
  @FunctionalInterface
  private interface Question {
    String path(int n);
  }

  /** Asks everything and prints how long it took. */
  void ask() throws IOException, InterruptedException {
    bugs =
        known("/api/v1/crashes/titles?limit=200", "title").stream()
            .map(title -> title.substring(title.lastIndexOf(' ') + 1))
            .filter(function -> FUNCTION.matcher(function).matches())
            .toList();
    commits = known("/api/v1/culprits?limit=200", "commit");
    Map<String, Question> questions = new LinkedHashMap<>();
    addLists(questions);
    addOthers(questions);
    for (Map.Entry<String, Question> each : questions.entrySet()) {
      System.out.printf(
          Locale.ROOT, "  %-30s %s%n", each.getKey(), Asking.quantiles(millis(each.getValue())));
    }
  }

  private void addLists(Map<String, Question> questions) throws IOException, InterruptedException {
    String list = "/api/v1/bisections";
    questions.put("list", n -> list + "?limit=" + (40 + n % 20));
    questions.put("list, outcome", n -> list + "?outcome=" + of(n, "CULPRIT_FOUND", "BROKEN_OFF"));
    questions.put("list, running", n -> list + "?outcome=RUNNING");
    questions.put("list, level", n -> list + "?level=" + of(n, "HIGH", "MIDDLE", "LOW", "NONE"));
    questions.put("list, two levels", n -> list + "?level=HIGH&level=LOW&kind=CAUSE");
    questions.put("list, most probable", n -> list + "?sort=-probability");
    questions.put(
        "list, outcome, by probability", n -> list + "?sort=probability&outcome=CULPRIT_FOUND");
    questions.put("list, running, by probability", n -> list + "?sort=probability&outcome=RUNNING");
    questions.put("list, a common word", n -> list + "?q=" + of(n, "kasan", "made", "read"));
    questions.put("list, an id", n -> list + "?q=" + encoded(crowd.id(any())));
    questions.put("list, a bug", n -> list + "?q=" + of(n, bugs));
    List<String> deep = deepPages(list + "?limit=50");
    questions.put("list, deep pages", n -> deep.get(n % deep.size()));
    questions.put("one bisection", n -> list + "/" + encoded(crowd.id(any())));
  }

  private void addOthers(Map<String, Question> questions) {
    questions.put("search, a bug", n -> "/api/v1/search?q=" + of(n, bugs));
    questions.put("search, a common word", n -> "/api/v1/search?q=" + of(n, "kasan", "net", "fix"));
    questions.put("search, a hash", n -> "/api/v1/search?q=" + of(n, commits));
    questions.put("one commit", n -> "/api/v1/commits/" + of(n, commits));
    questions.put("culprits", n -> "/api/v1/culprits?limit=50");
    questions.put("culprits, level", n -> "/api/v1/culprits?level=" + of(n, "HIGH", "LOW"));
    questions.put("suspects", n -> "/api/v1/suspects?limit=50");
    questions.put("crash types, 30 days", n -> "/api/v1/crashes/types");
    questions.put("crash titles", n -> "/api/v1/crashes/titles?limit=50");
    questions.put(
        "crash titles, a word", n -> "/api/v1/crashes/titles?q=" + of(n, "kasan", "warn"));
    questions.put("noisiest commits", n -> "/api/v1/crashes/commits");
    questions.put("alerts", n -> "/api/v1/alerts");
    questions.put("overview", n -> "/api/v1/overview");
  }

  private List<Double> millis(Question question) throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int n = 0; n < WARM_UP + requests; n++) {
      String path = question.path(n);
      check(path, asking.answer(path));
      if (n >= WARM_UP) {
        millis.add(asking.millis());
      }
    }
    return millis;
  }

  /** Every list here has something to show, in an order, and what was filtered for. */
  private static void check(String path, JsonNode answer) {
    JsonNode items = answer.get("items");
    if (items == null) {
      return;
    }
    boolean right = !items.isEmpty();
    String before = "9";
    for (JsonNode item : items) {
      if (path.contains("outcome=")) {
        right &= path.contains("outcome=" + item.get("outcome").asText());
      }
      if (path.startsWith("/api/v1/bisections") && !path.contains("sort=")) {
        right &= item.get("last_line_at").asText().compareTo(before) <= 0;
        before = item.get("last_line_at").asText();
      }
    }
    if (!right) {
      throw new IllegalStateException("Wrong answer to " + path + ": " + items.size() + " items");
    }
  }

  private List<String> deepPages(String list) throws IOException, InterruptedException {
    List<String> pages = new ArrayList<>(List.of(list));
    for (int page = 0; page < DEEP; page++) {
      JsonNode next = asking.answer(pages.get(pages.size() - 1)).get("next");
      if (!next.isTextual()) {
        break;
      }
      pages.add(list + "&cursor=" + next.asText());
    }
    return pages.subList(pages.size() / 2, pages.size());
  }

  private List<String> known(String path, String field) throws IOException, InterruptedException {
    List<String> known = new ArrayList<>();
    asking.answer(path).get("items").forEach(item -> known.add(item.get(field).asText()));
    return known;
  }

  private int any() {
    return random.nextInt(crowd.size());
  }

  private static String of(int n, String... words) {
    return of(n, List.of(words));
  }

  private static String of(int n, List<String> words) {
    return words.get(n % words.size());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
