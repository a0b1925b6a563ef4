package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.server.view.AtStake;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** Machine time that bisections took after they derailed, by what their labels say. */
final class AtStakeTable {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final int ROWS = 100;

  private static final Map<String, Function<AtStake, String>> BY =
      Map.of("manager", AtStake::manager, "tree", AtStake::tree, "bug", AtStake::bug);

  private final LongSupplier clock;

  AtStakeTable(LongSupplier clock) {
    this.clock = clock;
  }

  /** Sums over bisections with one value. */
  private record Sums(String value, long bisections, long running, long settled) {

    Sums plus(AtStake one) {
      return new Sums(
          value,
          bisections + 1,
          running + (one.running() ? one.millis() : 0),
          settled + (one.running() ? 0 : one.millis()));
    }

    ObjectNode into(ObjectNode object) {
      return object
          .put("bisections", bisections)
          .put("running_ms", running)
          .put("settled_ms", settled);
    }
  }

  JsonNode answer(Handle db, QueryParameters asked) {
    String by = asked.oneOf("by", "manager", "tree", "bug");
    List<AtStake> all = AtStake.since(db, asked.time("since").orElse(usual()));
    Map<String, Sums> sums = new TreeMap<>();
    Sums total = new Sums("", 0, 0, 0);
    for (AtStake one : all) {
      String value = BY.getOrDefault(by, AtStake::manager).apply(one);
      sums.put(value, sums.getOrDefault(value, new Sums(value, 0, 0, 0)).plus(one));
      total = total.plus(one);
    }
    return rows(sums, total.into(JsonAnswer.object()));
  }

  private static ObjectNode rows(Map<String, Sums> sums, ObjectNode answer) {
    ArrayNode items = answer.putArray("items");
    sums.values().stream()
        .sorted(
            Comparator.comparingLong((Sums each) -> each.running() + each.settled())
                .reversed()
                .thenComparing(Sums::value))
        .limit(ROWS)
        .forEach(each -> items.add(each.into(JsonAnswer.object().put("value", each.value()))));
    return answer;
  }

  /** The same of the last 30 days in one number. */
  ObjectNode total(Handle db) {
    Sums total = new Sums("", 0, 0, 0);
    for (AtStake one : AtStake.since(db, usual())) {
      total = total.plus(one);
    }
    return total.into(JsonAnswer.object());
  }

  private long usual() {
    return clock.getAsLong() - USUAL.toMillis();
  }
}
