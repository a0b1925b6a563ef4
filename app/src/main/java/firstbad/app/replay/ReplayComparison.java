package firstbad.app.replay;

import firstbad.app.cli.DisplayText;
import firstbad.schemas.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found under one prefix beside what a replay has found under another.
 *
 * @param before by bisection, under the prefix that was read
 * @param then by bisection, under the new one
 * @param copied the bisections of which lines were copied
 */
record ReplayComparison(
    Map<String, BisectionResult> before, Map<String, BisectionResult> then, Set<String> copied) {
  private static final int LISTED = 10;

  /**
   * Prints each bisection that differs, and the sums.
   *
   * @param lines how many were copied
   * @param letters the command that lists the dead letters under the new prefix
   */
  void print(PrintWriter out, Topics from, long lines, String letters) {
    Map<String, Integer> sums = new TreeMap<>();
    int differing = 0;
    for (Map.Entry<String, BisectionResult> each : then.entrySet()) {
      BisectionResult known = before.get(each.getKey());
      if (known == null) {
        sums.merge("not judged under " + from.prefix(), 1, Integer::sum);
        continue;
      }
      List<String> differences = known.differences(each.getValue());
      if (!differences.isEmpty()) {
        differing++;
        out.println(DisplayText.visible(each.getKey()));
        differences.forEach(difference -> out.println("  " + DisplayText.visible(difference)));
        differences.forEach(difference -> sums.merge(kind(difference), 1, Integer::sum));
      }
    }
    out.printf("%d lines, %d bisections judged again, %d differ.%n", lines, then.size(), differing);
    sums.forEach((kind, count) -> out.printf("  %d  %s%n", count, kind));
    missing(out, "no line of them was among those that were read", missing(false));
    missing(out, "their lines were read and refused; see " + letters, missing(true));
  }

  /** Those of before that are not there now. */
  private List<String> missing(boolean read) {
    return before.keySet().stream()
        .filter(id -> !then.containsKey(id) && copied.contains(id) == read)
        .toList();
  }

  private static void missing(PrintWriter out, String why, List<String> ids) {
    if (!ids.isEmpty()) {
      String first =
          ids.stream().limit(LISTED).map(DisplayText::visible).collect(Collectors.joining(", "));
      int more = ids.size() - LISTED;
      out.printf(
          "%d bisections were not judged again (%s): %s%s.%n",
          ids.size(), why, first, more > 0 ? " and " + more + " more" : "");
    }
  }

  private static String kind(String difference) {
    String[] words = difference.split(" ", 4);
    return words[0].equals("alert")
        ? words[0] + " " + words[1] + " " + words[2]
        : words[0] + " differs";
  }
}
