package firstbad.app.whole;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.fold.Input;
import firstbad.events.CrashCounts;
import firstbad.events.CrashTitleCounts;
import firstbad.events.CrashTypeCounts;
import firstbad.events.Suspect;
import firstbad.schemas.TrustedEvents;
import firstbad.topology.event.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * What two engines found, made comparable: by topic and key, as text, without what may differ
 * between them (times of arrival, counts of duplicates).
 *
 * @param bisections the newest head of each bisection
 * @param revisions the newest version of each revision
 * @param culprits all culprit events of each bisection
 * @param crashCounts the sums of each commit
 * @param suspects the sums over the bisections that name a commit
 * @param assessments the newest judgement of each bisection
 * @param alerts all alerts of each bisection, in their order
 */
public record Findings(
    Map<String, String> bisections,
    Map<String, String> revisions,
    Map<String, List<String>> culprits,
    Map<String, String> crashCounts,
    Map<String, String> suspects,
    Map<String, String> assessments,
    Map<String, List<String>> alerts) {

  static {
    TrustedEvents.trust(); // copies look classes up
  }

  private static final int LISTED_TITLES = 50;

  private static final int NEVER = 0;

  /** Stands before the first title of a bug while bugs are told apart. */
  private static final String BUG = "bug ";

  static Findings none() {
    return new Findings(
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** What {@code analyze} says about the logs. */
  public static Findings of(Map<String, List<String>> logs) {
    return of(logs, Map.of());
  }

  /** The same of logs that all have these labels. */
  static Findings of(Map<String, List<String>> logs, Map<String, String> labels) {
    return of(logs, (id, lines) -> Analysis.of(id, labels, lines, 0));
  }

  /**
   * The same, had nothing come for a while in some of them, so that what was settled was told.
   *
   * @param silences after how many lines, by id
   */
  public static Findings withSilences(
      Map<String, List<String>> logs, Map<String, Integer> silences) {
    return of(
        logs,
        (id, lines) ->
            silentAfter(silences.getOrDefault(id, NEVER), new Analysis.Reader(id), lines));
  }

  private static Analysis silentAfter(int read, Analysis.Reader reader, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      reader.read(new Input.Line(i + 1, lines.get(i), Map.of(), 0));
      if (i + 1 == read) {
        reader.read(new Input.Silent(Input.Silence.SETTLED, 0));
      }
    }
    reader.read(new Input.End(lines.size() + 1, Map.of(), 0));
    return reader.analysis();
  }

  private static Findings of(
      Map<String, List<String>> logs, BiFunction<String, List<String>, Analysis> engine) {
    Findings findings = none();
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    Map<String, Map<String, Long>> suspicions = new TreeMap<>();
    logs.forEach(
        (id, lines) -> {
          Analysis analysis = engine.apply(id, lines);
          if (analysis.bisection() != null) {
            findings.bisections.put(id, comparable(Events.bisection(analysis.bisection())));
          }
          analysis
              .revisions()
              .forEach(
                  revision ->
                      findings.revisions.put(
                          id + "/" + revision.ordinal(), comparable(Events.revision(revision))));
          if (analysis.culprit() != null) {
            findings.culprits.put(id, List.of(comparable(Events.culprit(analysis.culprit()))));
          }
          if (analysis.assessment() != null) {
            findings.assessments.put(id, comparable(Events.assessment(analysis.assessment())));
          }
          analysis.alerts().forEach(alert -> findings.alert(id, Events.alert(alert)));
          analysis.crashCounts().forEach((commit, counts) -> add(sums, commit, counts));
          name(suspicions, analysis);
        });
    sums.forEach(
        (commit, numbers) -> {
          listTheLargest(numbers);
          findings.crashCounts.put(commit, nonZero(numbers));
        });
    suspicions.forEach(
        (commit, numbers) -> {
          numbers.put(
              "bugs", numbers.keySet().stream().filter(name -> name.startsWith(BUG)).count());
          numbers.keySet().removeIf(name -> name.startsWith(BUG));
          findings.suspects.put(commit, nonZero(numbers));
        });
    return findings;
  }

  /** Where the two differ, by key, from the first differing character on; a few are enough. */
  public static <V> Map<String, String> differences(Map<String, V> stream, Map<String, V> offline) {
    Map<String, String> differences = new TreeMap<>();
    Set<String> keys = new TreeSet<>(offline.keySet());
    keys.addAll(stream.keySet());
    for (String key : keys) {
      String one = String.valueOf(stream.get(key));
      String other = String.valueOf(offline.get(key));
      if (!one.equals(other) && differences.size() < 5) {
        int at = Math.max(0, Arrays.mismatch(one.toCharArray(), other.toCharArray()) - 60);
        differences.put(key, excerpt(one, at) + "  not  " + excerpt(other, at));
      }
    }
    return differences;
  }

  private static String excerpt(String text, int from) {
    return text.substring(Math.min(from, text.length()), Math.min(from + 160, text.length()));
  }

  /** The same, had these bisections ended by silence and not by the end of their logs. */
  Findings endedBySilence(Set<String> ids) {
    for (String id : ids) {
      bisections.computeIfPresent(id, (key, text) -> bySilence(text));
      culprits.computeIfPresent(id, (key, texts) -> List.of(bySilence(texts.get(0))));
    }
    return this;
  }

  private static String bySilence(String text) {
    return text.replace("\"ended_by\": \"END_OF_LOG\"", "\"ended_by\": \"SILENCE\"");
  }

  void bisection(String key, IndexedRecord event) {
    bisections.put(key, comparable(event));
  }

  void revision(String key, IndexedRecord event) {
    revisions.put(key, comparable(event));
  }

  void culprit(String key, IndexedRecord event) {
    culprits.computeIfAbsent(key, none -> new ArrayList<>()).add(comparable(event));
  }

  void assessment(String key, IndexedRecord event) {
    assessments.put(key, comparable(event));
  }

  void alert(String key, IndexedRecord event) {
    alerts.computeIfAbsent(key, none -> new ArrayList<>()).add(comparable(event));
  }

  void crashCounts(String key, CrashCounts event) {
    Map<String, Long> numbers = new TreeMap<>();
    numbers.put("bisections", event.getBisections());
    numbers.put("revisions", event.getRevisions());
    numbers.put("crashed", event.getCrashed());
    numbers.put("ok", event.getOk());
    numbers.put("inconclusive", event.getInconclusive());
    numbers.put("estimated_runs", event.getEstimatedRuns());
    numbers.put("other titles", event.getOtherTitleRuns());
    for (CrashTypeCounts type : event.getTypes()) {
      numbers.put("type " + type.getType(), type.getRuns());
      for (CrashTitleCounts title : type.getTitles()) {
        numbers.put("runs of " + title.getTitle(), title.getRuns());
        numbers.put("bisections of " + title.getTitle(), title.getBisections());
        numbers.put("foreign " + title.getTitle(), title.getForeignBisections());
      }
    }
    crashCounts.put(key, nonZero(numbers));
  }

  void suspect(String key, Suspect event) {
    Map<String, Long> numbers = new TreeMap<>();
    numbers.put("bisections", event.getBisections());
    numbers.put("fix_bisections", event.getFixBisections());
    numbers.put("candidate_bisections", event.getCandidateBisections());
    numbers.put("bugs", event.getBugCount());
    numbers.put("HIGH", event.getLevels().getHigh());
    numbers.put("MIDDLE", event.getLevels().getMiddle());
    numbers.put("LOW", event.getLevels().getLow());
    numbers.put("NONE", event.getLevels().getNone());
    event.getBisectionIds().forEach(id -> numbers.put("by " + id, 1L));
    event.getBugs().forEach(bug -> numbers.put("for " + bug.getTitle(), bug.getBisections()));
    suspects.put(key, nonZero(numbers));
  }

  /** Derived from the head, and not from the facts that the stream sums. */
  private static void name(Map<String, Map<String, Long>> sums, Analysis analysis) {
    Bisection head = analysis.bisection();
    Assessment end = analysis.assessment();
    if (head == null || end == null) {
      return;
    }
    Set<String> commits =
        switch (head.outcome()) {
          case CULPRIT_FOUND -> Set.of(String.valueOf(head.culprit()));
          case INCONCLUSIVE -> Set.copyOf(head.candidates());
          default -> Set.of();
        };
    for (String commit : commits) {
      Map<String, Long> numbers = sums.computeIfAbsent(commit, none -> new TreeMap<>());
      numbers.merge("bisections", 1L, Long::sum);
      numbers.merge("fix_bisections", head.kind() == Kind.FIX ? 1L : 0, Long::sum);
      numbers.merge("candidate_bisections", head.culprit() == null ? 1L : 0, Long::sum);
      numbers.merge(end.level().name(), head.culprit() == null ? 0L : 1, Long::sum);
      numbers.put("by " + head.id(), 1L);
      head.bugTitles().forEach(bug -> numbers.merge("for " + bug.title(), 1L, Long::sum));
      head.bugTitles().stream().limit(1).forEach(bug -> numbers.put(BUG + bug.title(), 1L));
    }
  }

  private static void add(
      Map<String, Map<String, Long>> sums, String commit, Analysis.CommitCounts counts) {
    Map<String, Long> numbers = sums.computeIfAbsent(commit, none -> new TreeMap<>());
    numbers.merge("bisections", (long) counts.tests().bisections(), Long::sum);
    numbers.merge("revisions", (long) counts.tests().revisions(), Long::sum);
    numbers.merge("crashed", (long) counts.runs().crashed(), Long::sum);
    numbers.merge("ok", (long) counts.runs().ok(), Long::sum);
    numbers.merge("inconclusive", (long) counts.runs().inconclusive(), Long::sum);
    numbers.merge("estimated_runs", (long) counts.runs().estimated(), Long::sum);
    counts
        .titles()
        .forEach(
            (title, of) -> {
              numbers.merge("type " + of.type(), (long) of.runs(), Long::sum);
              numbers.merge("runs of " + title, (long) of.runs(), Long::sum);
              numbers.merge("bisections of " + title, (long) of.bisectionsOfTitle(), Long::sum);
              numbers.merge("foreign " + title, (long) of.foreign(), Long::sum);
            });
  }

  /** Only the titles with most runs are listed, ties by name; the runs of the rest are one sum. */
  private static void listTheLargest(Map<String, Long> numbers) {
    String runs = "runs of ";
    List<String> beyond =
        numbers.keySet().stream()
            .filter(name -> name.startsWith(runs))
            .sorted(Comparator.comparing(numbers::get, Comparator.reverseOrder()))
            .skip(LISTED_TITLES)
            .map(name -> name.substring(runs.length()))
            .toList();
    for (String title : beyond) {
      numbers.merge("other titles", numbers.getOrDefault(runs + title, 0L), Long::sum);
      numbers
          .keySet()
          .removeAll(List.of(runs + title, "bisections of " + title, "foreign " + title));
    }
  }

  private static String nonZero(Map<String, Long> numbers) {
    numbers.values().removeIf(number -> number == 0);
    return numbers.toString();
  }

  /** A copy in which every time is the epoch and no duplicate was counted, as text. */
  private static String comparable(IndexedRecord event) {
    IndexedRecord copy = SpecificData.get().deepCopy(event.getSchema(), event);
    withoutArrivals(copy);
    return copy.toString();
  }

  private static void withoutArrivals(IndexedRecord event) {
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      if (isTime(field.schema()) && value != null) {
        event.put(field.pos(), Instant.EPOCH);
      } else if (field.name().equals("duplicate")) {
        event.put(field.pos(), 0L);
      } else if (field.name().equals("expected_end_at") || field.name().equals("at_stake_ms")) {
        event.put(field.pos(), null);
      } else if (value instanceof IndexedRecord nested) {
        withoutArrivals(nested);
      } else if (value instanceof List<?> list) {
        for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
          if (each.next() instanceof IndexedRecord nested) {
            withoutArrivals(nested);
          }
        }
      }
    }
  }

  private static boolean isTime(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream().anyMatch(Findings::isTime)
        : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }
}
