package firstbad.bench.chaos;

import firstbad.app.whole.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the topics say beside what {@code analyze} says of the same logs.
 *
 * @param lost what is not there
 * @param doubled culprits that were named twice
 * @param early culprits that were named by silence though their publisher was never silent
 * @param wrong what is there and says something else
 * @param bySilence culprits that were named by silence since their publisher was killed or frozen;
 *     what they say is compared with what was known in that silence
 * @param examples a few of all that is not as it should be
 */
record ChaosResult(
    long lost, long doubled, long early, long wrong, long bySilence, List<String> examples) {
  private static final String BY_SILENCE = "\"ended_by\": \"SILENCE\"";

  ChaosResult {
    examples = List.copyOf(examples);
  }

  /** Whether all is as it should be. */
  boolean right() {
    return lost == 0 && doubled == 0 && early == 0 && wrong == 0;
  }

  /**
   * Compares all of them.
   *
   * @param logs by id
   * @param interrupted those whose publisher was killed or frozen while it published them
   */
  static ChaosResult of(Findings stream, Map<String, List<String>> logs, Set<String> interrupted) {
    Set<String> bySilence = new HashSet<>();
    stream
        .culprits()
        .forEach(
            (id, events) -> {
              if (events.stream().anyMatch(event -> event.contains(BY_SILENCE))) {
                bySilence.add(id);
              }
            });
    Map<String, Integer> silences = new HashMap<>();
    bySilence.forEach(id -> silences.put(id, silence(id, logs, stream)));
    Findings offline = Findings.withSilences(logs, silences);
    Count count = new Count();
    count.doubled = stream.culprits().values().stream().filter(events -> events.size() > 1).count();
    Set<String> early = new HashSet<>(bySilence);
    early.removeAll(interrupted);
    early.forEach(id -> count.examples.add("early: " + id));
    count.compare("bisection", stream.bisections(), offline.bisections());
    count.compare("revision", stream.revisions(), offline.revisions());
    count.compare("culprit", stream.culprits(), offline.culprits());
    count.compare("assessment", stream.assessments(), offline.assessments());
    count.compare("alert", stream.alerts(), offline.alerts());
    count.compare("crash count", stream.crashCounts(), offline.crashCounts());
    count.compare("suspect", stream.suspects(), offline.suspects());
    return new ChaosResult(
        count.lost,
        count.doubled,
        early.size(),
        count.wrong,
        bySilence.size() - early.size(),
        count.examples);
  }

  /**
   * After how many lines its publisher was away for so long that the culprit was named. What came
   * later is not in that event; where none fits what was named, all lines had come.
   */
  private static int silence(String id, Map<String, List<String>> logs, Findings stream) {
    List<String> lines = logs.getOrDefault(id, List.of());
    List<String> named = stream.culprits().getOrDefault(id, List.of());
    for (int read = lines.size(); read > 0; read--) {
      Findings then = Findings.withSilences(Map.of(id, lines), Map.of(id, read));
      if (then.culprits().getOrDefault(id, List.of()).equals(named)) {
        return read;
      }
    }
    return lines.size();
  }

  private static final class Count {
    private final List<String> examples = new ArrayList<>();
    private long lost;
    private long doubled;
    private long wrong;

    <V> void compare(String what, Map<String, V> stream, Map<String, V> offline) {
      offline.forEach(
          (key, value) -> {
            V found = stream.get(key);
            if (found == null) {
              lost++;
            } else if (!found.equals(value)) {
              wrong++;
            }
          });
      wrong += stream.keySet().stream().filter(key -> !offline.containsKey(key)).count();
      Findings.differences(stream, offline)
          .forEach((key, difference) -> examples.add(what + " " + key + ": " + difference));
    }
  }
}
