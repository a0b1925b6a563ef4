package firstbad.server.view;

import firstbad.server.view.Sighting.TitleAt;
import firstbad.server.view.TitleNumbers.Title;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What a batch adds to the sums over sightings; any of it may be negative. */
final class Sums {
  private static final int DAY_HOURS = 24;

  private static final String ADD_TO_TITLE =
      """
      UPDATE titles SET runs = runs + ?, bisections = bisections + ?, commits = commits + ?,
        foreign_bisections = foreign_bisections + ?
      WHERE num = ?
      """;

  private static final String ADD_TO_DAY =
      """
      INSERT INTO crash_days (day, type, runs) VALUES (?, ?, ?)
      ON CONFLICT (day, type) DO UPDATE SET runs = crash_days.runs + excluded.runs
      """;

  private static final String ADD_TO_HOUR =
      """
      INSERT INTO crash_hours (hour, type, runs) VALUES (?, ?, ?)
      ON CONFLICT (hour, type) DO UPDATE SET runs = crash_hours.runs + excluded.runs
      """;

  private final Map<Long, OfTitle> titles = new TreeMap<>();

  private static final class OfTitle {
    long runs;
    long bisections;
    long commits;
    long foreign;
    final Map<Long, Long> runsByHour = new TreeMap<>();

    Map<Long, Long> runsByDay() {
      Map<Long, Long> byDay = new TreeMap<>();
      runsByHour.forEach(
          (hour, more) -> byDay.merge(Math.floorDiv(hour, DAY_HOURS), more, Long::sum));
      return byDay;
    }
  }

  private OfTitle of(long title) {
    return titles.computeIfAbsent(title, number -> new OfTitle());
  }

  /**
   * Adds what is seen.
   *
   * @param sign 1, or -1 to take it away
   * @param kept sightings of the same bisections that were and stay there
   * @param others those that come or go
   * @param known titles that the others name, at commits where any bisection has seen them
   */
  void add(int sign, List<Sighting> kept, List<Sighting> others, Set<TitleAt> known) {
    for (Sighting each : others) {
      of(each.title()).runs += sign * each.runs();
      of(each.title()).runsByHour.merge(each.hour(), sign * each.runs(), Long::sum);
    }
    known.forEach(each -> of(each.title()).commits += sign);
    addBisections(sign, kept, others);
  }

  /** Each bisection counts once for a title, in however many revisions it was seen. */
  private void addBisections(int sign, List<Sighting> kept, List<Sighting> others) {
    Set<List<Object>> counted = new HashSet<>();
    Set<List<Object>> foreign = new HashSet<>();
    Stream.of(kept, others)
        .flatMap(Collection::stream)
        .forEach(
            each -> {
              List<Object> inBisection = List.of(each.key().id(), each.title());
              if (counted.add(inBisection)) {
                of(each.title()).bisections += sign;
              }
              if (!each.own() && foreign.add(inBisection)) {
                of(each.title()).foreign += sign;
              }
            });
  }

  void write(Handle db, TitleNumbers known) {
    Rows ofTitles = new Rows(ADD_TO_TITLE);
    Rows ofHours = new Rows(ADD_TO_HOUR);
    Rows ofDays = new Rows(ADD_TO_DAY);
    Map<Long, Title> named = known.numbered(db, titles.keySet());
    for (Map.Entry<Long, OfTitle> each : titles.entrySet()) {
      OfTitle sum = each.getValue();
      ofTitles.add(sum.runs, sum.bisections, sum.commits, sum.foreign, each.getKey());
      Title title = named.get(each.getKey());
      if (title != null) {
        sum.runsByHour.forEach((hour, runs) -> ofHours.add(hour, title.type(), runs));
        sum.runsByDay().forEach((day, runs) -> ofDays.add(day, title.type(), runs));
      }
    }
    ofTitles.write(db);
    ofHours.write(db);
    ofDays.write(db);
  }
}
