package firstbad.bisection.trust.title;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which crash titles of a search look like its bug, by the same relation by which it is judged:
 * titles of one function stand for each other, and what was seen in one revision together with a
 * title of the bug looks like it too.
 */
public final class BugLikeness {
  private final List<CrashTitle> bug;
  private final Set<String> together = new HashSet<>();
  private final Map<String, Relation> closest = new HashMap<>();

  /**
   * By what a search has shown.
   *
   * @param bugTitles the titles of its first revision
   * @param crashes the titles that crashed each later revision that has a verdict
   */
  public BugLikeness(List<String> bugTitles, List<List<String>> crashes) {
    bug = bugTitles.stream().map(CrashTitle::of).toList();
    bug.forEach(title -> closest.put(title.key(), Relation.SAME_TITLE));
    for (List<String> revision : crashes) {
      List<CrashTitle> titles = new ArrayList<>();
      revision.forEach(title -> titles.add(CrashTitle.of(title)));
      boolean withTheBug = false;
      for (CrashTitle title : titles) {
        Relation relation = Relation.of(title, bug);
        withTheBug |= relation == Relation.SAME_TITLE;
        closest.merge(title.key(), relation, Relation::closer);
      }
      if (withTheBug) {
        titles.forEach(title -> together.add(title.key()));
      }
    }
  }

  /** Whether a crash title looks like the bug. */
  public boolean holds(String title) {
    CrashTitle parsed = CrashTitle.of(title);
    return together.contains(parsed.key())
        || !closest.getOrDefault(parsed.key(), Relation.NOISE).foreign()
        || !Relation.of(parsed, bug).foreign();
  }
}
