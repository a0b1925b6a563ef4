package firstbad.server.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.server.view.PackedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Bisections whose logs have words that no rule knows, by the revision of the fuzzer. */
final class FormatDriftFigures {
  /** A series for each of so many revisions; a fuzzer that changes its words has one or two. */
  private static final int COMMITS = 10;

  /** The newest so many alerts are enough to see which revision it is. */
  private static final int ALERTS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The number of bisections by the abbreviated commit, {@code unknown} where no log names it. */
  static Map<String, Long> byCommit(Handle db) {
    List<String> heads =
        db.createQuery(
                "SELECT heads.event FROM alerts JOIN heads ON heads.id = alerts.id"
                    + " WHERE alerts.kind = 'FORMAT_DRIFT'"
                    + " ORDER BY alerts.raised_at DESC, alerts.id LIMIT :most")
            .bind("most", ALERTS)
            .mapTo(byte[].class)
            .map(PackedJson::unpacked)
            .list();
    Map<String, Long> counts =
        heads.stream()
            .map(FormatDriftFigures::commit)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Entry.<String, Long>comparingByValue().reversed())
        .limit(COMMITS)
        .collect(
            Collectors.toMap(
                Entry::getKey, Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private static String commit(String head) {
    try {
      String commit =
          Objects.requireNonNullElse(JSON.readTree(head).path("fuzzer_commit").textValue(), "");
      return commit.isEmpty() ? "unknown" : commit.substring(0, Math.min(12, commit.length()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the view holds a head that is no JSON", e);
    }
  }

  private FormatDriftFigures() {}
}
