package firstbad.app.verify.git;

import firstbad.events.CulpritFound;
import firstbad.events.SearchKind;
import java.util.Set;

/**
 * A culprit as history is asked about it.
 *
 * @param id the bisection's id
 * @param fix whether it is to have removed the bug, not introduced it
 * @param commit its full hash
 * @param bug what the labels name of the bug, as {@link BugLinks} writes it; empty where they name
 *     nothing
 */
public record NamedCulprit(String id, boolean fix, String commit, Set<String> bug) {
  public static NamedCulprit of(CulpritFound event) {
    return new NamedCulprit(
        event.getId(),
        event.getKind() == SearchKind.FIX,
        event.getCommit(),
        BugLinks.ofLabels(event.getLabels()));
  }
}
