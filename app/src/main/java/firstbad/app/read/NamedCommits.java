package firstbad.app.read;

import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Commits that bisections name as their culprit, with the trust in each and with what became of
 * them. A set of candidates names none: its trust belongs to the set.
 */
final class NamedCommits implements EventReader.Handler {
  private final Map<String, CulpritFound> culprits = new TreeMap<>();
  private final Standings standings = new Standings();

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    if (event instanceof CulpritFound culprit) {
      culprits.put(key, culprit);
    }
    standings.take(topic, key, event);
  }

  @Override
  public void removed(Topic topic, String key) {
    if (topic == Topic.CULPRITS) {
      culprits.remove(key);
    }
    standings.removed(topic, key);
  }

  /** How many bisections name the commit with each level. */
  Map<Level, Integer> levels(String commit) {
    Map<Level, Integer> levels = new EnumMap<>(Level.class);
    of(commit).forEach(each -> levels.merge(each.getAssessment().getLevel(), 1, Integer::sum));
    return levels;
  }

  /** For how many bugs, told apart by their first title, its being the culprit stands so. */
  long bugs(String commit, CulpritStanding standing) {
    return of(commit).stream()
        .filter(each -> standings.of(each.getId()) == standing)
        .map(each -> each.getBugTitles().isEmpty() ? "" : each.getBugTitles().get(0).getTitle())
        .distinct()
        .count();
  }

  private List<CulpritFound> of(String commit) {
    List<CulpritFound> found = new ArrayList<>();
    for (CulpritFound each : culprits.values()) {
      if (each.getCommit().equals(commit)) {
        found.add(each);
      }
    }
    return found;
  }
}
