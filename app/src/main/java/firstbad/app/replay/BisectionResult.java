package firstbad.app.replay;

import firstbad.app.read.EventReader;
import firstbad.events.Alert;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one bisection, in the words of the events.
 *
 * @param alerts kind and revision of each
 */
record BisectionResult(
    String outcome, @Nullable String culprit, @Nullable String level, Set<String> alerts) {

  /** How the outcome of a bisection reads that is still open. */
  static final String RUNNING = firstbad.events.Outcome.RUNNING.name();

  /** Nothing more came, so it was ended; a replay cannot wait for that. */
  static final String BROKEN_OFF = firstbad.events.Outcome.BROKEN_OFF.name();

  /** All that is found under a prefix, by bisection. */
  static Map<String, BisectionResult> all(EventReader reader, Predicate<String> wanted) {
    Map<String, Draft> drafts = new HashMap<>();
    reader.begin(Topic.BISECTIONS, Topic.CULPRITS, Topic.ASSESSMENTS, Topic.ALERTS);
    reader.takeAll(
        (topic, key, event) -> {
          if (!wanted.test(key)) {
            return;
          }
          Draft draft = drafts.computeIfAbsent(key, id -> new Draft());
          if (event instanceof Bisection head) {
            draft.outcome = head.getOutcome().name();
          } else if (event instanceof CulpritFound culprit) {
            draft.culprit = culprit.getCommit();
          } else if (event instanceof Assessment assessment) {
            draft.level = assessment.getLevel().name();
          } else if (event instanceof Alert alert) {
            draft.alerts.add(
                alert.getKind().name()
                    + (alert.getOrdinal() == null ? "" : " at revision " + alert.getOrdinal()));
          }
        },
        (topic, key) -> drafts.getOrDefault(key, new Draft()).removed(topic));
    Map<String, BisectionResult> all = new TreeMap<>();
    drafts.forEach(
        (id, draft) -> {
          if (draft.outcome != null) {
            all.put(
                id, new BisectionResult(draft.outcome, draft.culprit, draft.level, draft.alerts));
          }
        });
    return all;
  }

  private static final class Draft {
    @Nullable String outcome;
    @Nullable String culprit;
    @Nullable String level;
    final Set<String> alerts = new TreeSet<>();

    void removed(Topic topic) {
      switch (topic) {
        case BISECTIONS -> outcome = null;
        case CULPRITS -> culprit = null;
        case ASSESSMENTS -> level = null;
        case ALERTS -> alerts.clear();
        default -> {}
      }
    }
  }

  /**
   * How another judgement of the same lines differs, one line each; empty where it does not. A
   * silence of hours, and the alert about it, are not replayed.
   */
  List<String> differences(BisectionResult then) {
    List<String> differences = new ArrayList<>();
    boolean silence = outcome.equals(BROKEN_OFF) && then.outcome.equals(RUNNING);
    if (!silence) {
      changed("outcome", outcome, then.outcome, differences);
      changed("culprit", culprit, then.culprit, differences);
      changed("level", level, then.level, differences);
    }
    missing(alerts, then.alerts).forEach(alert -> differences.add("alert lost " + alert));
    missing(then.alerts, alerts).forEach(alert -> differences.add("alert gained " + alert));
    return differences;
  }

  /** The alerts of one judgement that another lacks, but those of a silence. */
  private static Stream<String> missing(Collection<String> alerts, Collection<String> others) {
    return alerts.stream().filter(alert -> !others.contains(alert) && !alert.startsWith("STALLED"));
  }

  private static void changed(
      String what, @Nullable String before, @Nullable String then, List<String> differences) {
    String was = before == null ? "none" : before;
    String is = then == null ? "none" : then;
    if (!was.equals(is)) {
      differences.add(what + " " + was + " -> " + is);
    }
  }
}
