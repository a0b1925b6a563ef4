package firstbad.app.mail;

import firstbad.schemas.CulpritStanding;
import java.util.List;

/**
 * What became known of a culprit after it was named.
 *
 * @param standing after all verifications
 * @param verifications a sentence for each, and one where they contradict each other
 * @param git what a repository says of the commit, in sentences
 */
public record LaterFacts(CulpritStanding standing, List<String> verifications, List<String> git) {
  /** Nothing yet. */
  public static final LaterFacts NONE = new LaterFacts(CulpritStanding.OPEN, List.of(), List.of());
}
