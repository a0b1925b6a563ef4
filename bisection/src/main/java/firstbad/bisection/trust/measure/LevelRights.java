package firstbad.bisection.trust.measure;

import firstbad.bisection.trust.judgement.Level;
import java.util.ArrayList;
import java.util.List;

/** How many culprits have a level, and how many of them are right. */
public record LevelRights(Level level, int count, int right) {

  /** One for each level but NONE. */
  public static List<LevelRights> of(List<Scored> scored) {
    List<LevelRights> all = new ArrayList<>();
    for (Level level : List.of(Level.HIGH, Level.MIDDLE, Level.LOW)) {
      List<Scored> here = scored.stream().filter(each -> each.level() == level).toList();
      all.add(
          new LevelRights(level, here.size(), (int) here.stream().filter(Scored::right).count()));
    }
    return List.copyOf(all);
  }

  /** Share that is right; NaN when no culprit has the level. */
  public double share() {
    return right / (double) count;
  }
}
