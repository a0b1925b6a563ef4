package firstbad.app.read;

import firstbad.events.CrashCounts;
import firstbad.events.CrashTitleCounts;
import firstbad.events.CrashTypeCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted at a commit, over all bisections that tested it.
 *
 * @param types most runs first
 */
public record CommitCrashCounts(
    String commit,
    @Nullable String title,
    long bisections,
    long revisions,
    long crashed,
    long ok,
    long inconclusive,
    long estimated,
    List<Type> types) {

  /** Runs of a crash type, and the titles they had. */
  public record Type(String type, long runs, long bisections, List<Title> titles) {}

  /** Runs of a crash title, and in how many bisections it was none of the bug's. */
  public record Title(String title, long runs, long bisections, long foreignBisections) {}

  static CommitCrashCounts of(CrashCounts event) {
    List<Type> types = new ArrayList<>();
    for (CrashTypeCounts type : event.getTypes()) {
      List<Title> titles = new ArrayList<>();
      for (CrashTitleCounts title : type.getTitles()) {
        titles.add(
            new Title(
                title.getTitle(),
                title.getRuns(),
                title.getBisections(),
                title.getForeignBisections()));
      }
      types.add(new Type(type.getType(), type.getRuns(), type.getBisections(), titles));
    }
    return new CommitCrashCounts(
        event.getCommit(),
        event.getTitle(),
        event.getBisections(),
        event.getRevisions(),
        event.getCrashed(),
        event.getOk(),
        event.getInconclusive(),
        event.getEstimatedRuns(),
        types);
  }
}
