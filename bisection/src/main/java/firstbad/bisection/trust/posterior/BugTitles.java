package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.title.CrashTitle;
import java.util.ArrayList;
import java.util.List;

/**
 * What crashed the first revision.
 *
 * @param titles in normal form, most frequent first, then by name
 * @param crashed runs that crashed
 * @param ok runs in which the reproducer ran to its end
 */
public record BugTitles(List<ClosedRevision.Crashes> titles, int crashed, int ok) {
  static final BugTitles NONE = new BugTitles(List.of(), 0, 0);

  /** The titles, parsed. */
  public List<CrashTitle> parsed() {
    List<CrashTitle> parsed = new ArrayList<>(titles.size());
    for (ClosedRevision.Crashes each : titles) {
      parsed.add(CrashTitle.of(each.title()));
    }
    return parsed;
  }
}
