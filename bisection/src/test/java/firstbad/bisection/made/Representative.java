package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The crash that speaks for all of a revision, and the types that make up most of them (5.5).
 *
 * @param title empty where nothing crashed
 * @param types as the log prints them, at most three
 */
record Representative(String title, List<String> types) {
  private static final int MOST_TYPES = 3;

  /** Of the crashes that have a title. */
  static Representative of(List<Run> runs, Era era) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    int crashes = 0;
    for (Run run : runs) {
      if (run.what() == Run.What.CRASHED && !run.text().isEmpty()) {
        groups.computeIfAbsent(era.printedType(run.text()), t -> new ArrayList<>()).add(run.text());
        crashes++;
      }
    }
    List<String> types = new ArrayList<>();
    String title = "";
    int wanted = (crashes + 2) * 2 / 3;
    int covered = 0;
    for (Map.Entry<String, List<String>> group : byFrequency(groups)) {
      boolean others = groups.size() > 1;
      int size = group.getValue().size();
      if (covered >= wanted
          || types.size() == MOST_TYPES
          || (group.getKey().equals("HANG") && others && size * 2 < crashes)
          || (group.getKey().equals("LOST_CONNECTION") && others)) {
        continue;
      }
      types.add(group.getKey());
      covered += size;
      if (title.isEmpty()) {
        title = group.getValue().get(0);
      }
    }
    if (crashes > 0 && title.isEmpty()) {
      throw new Pen.BrokenOff();
    }
    return new Representative(title, List.copyOf(types));
  }

  private static List<Map.Entry<String, List<String>>> byFrequency(
      Map<String, List<String>> groups) {
    List<Map.Entry<String, List<String>>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort((one, other) -> other.getValue().size() - one.getValue().size());
    return sorted;
  }
}
