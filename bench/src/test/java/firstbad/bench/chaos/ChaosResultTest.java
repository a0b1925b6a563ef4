package firstbad.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.whole.Findings;
import firstbad.bisection.made.MadeLogs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong, made wrong. */
class ChaosResultTest {
  private final Map<String, List<String>> logs =
      MadeLogs.made(1, 60)
          .collect(
              Collectors.toMap(
                  log -> "made-" + log.seed(), log -> log.lines(), (a, b) -> a, TreeMap::new));
  private final Findings stream = Findings.of(logs);
  private final String named = stream.culprits().keySet().iterator().next();

  @Test
  void what_is_the_same_is_right() {
    assertThat(verdict()).isEqualTo(new ChaosResult(0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void what_is_not_there_is_lost() {
    stream.culprits().remove(named);
    stream.revisions().remove(stream.revisions().keySet().iterator().next());
    stream.alerts().remove(stream.alerts().keySet().iterator().next());

    assertThat(verdict().lost()).isEqualTo(3);
  }

  @Test
  void a_culprit_that_is_named_twice_is_doubled() {
    List<String> once = stream.culprits().getOrDefault(named, List.of());
    stream.culprits().put(named, List.of(once.get(0), once.get(0)));

    assertThat(verdict().doubled()).isEqualTo(1);
  }

  @Test
  void a_culprit_by_silence_is_early_unless_its_publisher_was_in_trouble() {
    Findings silent = Findings.withSilences(logs, Map.of(named, lines(named)));

    assertThat(ChaosResult.of(silent, logs, Set.of()))
        .isEqualTo(new ChaosResult(0, 0, 1, 0, 0, List.of("early: " + named)));
    assertThat(ChaosResult.of(silent, logs, Set.of(named)))
        .isEqualTo(new ChaosResult(0, 0, 0, 0, 1, List.of()));
  }

  @Test
  void a_culprit_that_was_named_in_a_silence_lacks_what_came_after_it() {
    String id = logs.keySet().stream().filter(this::lastLineTells).findFirst().orElseThrow();

    Findings silent = Findings.withSilences(logs, Map.of(id, lines(id) - 1));

    assertThat(ChaosResult.of(silent, logs, Set.of(id)))
        .isEqualTo(new ChaosResult(0, 0, 0, 0, 1, List.of()));
  }

  @Test
  void a_culprit_that_was_named_in_a_silence_and_says_something_else_is_wrong() {
    Findings silent = Findings.withSilences(logs, Map.of(named, lines(named)));
    silent
        .culprits()
        .computeIfPresent(
            named, (id, events) -> List.of(events.get(0).replace("\"id\"", "\"name\"")));

    assertThat(ChaosResult.of(silent, logs, Set.of(named)).wrong()).isEqualTo(1);
  }

  /** Whether its culprit is settled before its last line and says more after it. */
  private boolean lastLineTells(String id) {
    List<String> before = silentAfter(id, lines(id) - 1);
    return !before.isEmpty()
        && before.get(0).contains("\"SILENCE\"")
        && !before.equals(silentAfter(id, lines(id)));
  }

  private List<String> silentAfter(String id, int read) {
    Map<String, List<String>> log = Map.of(id, logs.getOrDefault(id, List.of()));
    return Findings.withSilences(log, Map.of(id, read)).culprits().getOrDefault(id, List.of());
  }

  private int lines(String id) {
    return logs.getOrDefault(id, List.of()).size();
  }

  @Test
  void what_says_something_else_and_what_nobody_published_is_wrong() {
    stream.bisections().computeIfPresent(named, (id, text) -> text.replace("\"version\"", "\"v\""));
    stream.suspects().put("f".repeat(40), "{}");

    assertThat(verdict().wrong()).isEqualTo(2);
  }

  private ChaosResult verdict() {
    return ChaosResult.of(stream, logs, Set.of());
  }
}
