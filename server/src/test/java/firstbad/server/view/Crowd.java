package firstbad.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.bisection.Analysis;
import firstbad.bisection.Analysis.CommitCounts;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.made.MadeLogs;
import firstbad.events.Bisection;
import firstbad.events.CrashCounts;
import firstbad.events.CrashTitleCounts;
import firstbad.events.CrashTypeCounts;
import firstbad.events.LevelCounts;
import firstbad.events.LogLine;
import firstbad.events.Outcome;
import firstbad.events.Suspect;
import firstbad.events.SuspectedBug;
import firstbad.schemas.Topic;
import firstbad.topology.event.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Any number of bisections, always the same, one a minute. A few made-up logs are folded for real;
 * each bisection says what one of them does, at a time, under an id, with hashes and titles of its
 * own. Four share their commits and their bug, as reruns do; releases are everybody's. The newest
 * of those that broke off still run.
 */
public final class Crowd {
  private static final int SHARING = 4;
  private static final long APART_MS = 60_000;
  private static final long HOURS_LONG_MS = 6 * 3_600_000L;
  private static final int RUNNING_AMONG = 300;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

  /** A record of a topic. */
  public record Said(Topic topic, String key, SpecificRecord event) {}

  private record Folded(List<Said> events, List<String> lines, Set<String> titles) {}

  private final List<Folded> folded = new ArrayList<>();
  private final Set<String> releases = new HashSet<>();
  private final int size;
  private final Instant end;

  /**
   * Folds the logs.
   *
   * @param logs how many different ones
   * @param size how many bisections
   * @param end about when the newest one ended
   */
  public Crowd(int logs, int size, Instant end) {
    this.size = size;
    this.end = end;
    for (int i = 0; i < logs; i++) {
      List<String> lines = MadeLogs.made(i).lines();
      Map<String, String> labels = Map.of("manager", "ci-made-up-" + i % 7);
      Analysis analysis = Analysis.of("b-" + i, labels, lines, end.toEpochMilli());
      if (analysis.bisection() != null) {
        folded.add(folded(analysis, lines));
      }
    }
  }

  private Folded folded(Analysis analysis, List<String> lines) {
    List<Said> events = new ArrayList<>();
    Set<String> titles = new HashSet<>();
    String id = "";
    if (analysis.bisection() != null) {
      id = analysis.bisection().id();
      events.add(new Said(Topic.BISECTIONS, id, Events.bisection(analysis.bisection())));
      analysis.bisection().bugTitles().forEach(each -> titles.add(each.title()));
    }
    for (Revision revision : analysis.revisions()) {
      events.add(
          new Said(Topic.REVISIONS, id + "/" + revision.ordinal(), Events.revision(revision)));
      revision.crashes().forEach(each -> titles.add(each.title()));
      if (revision.release() != null) {
        releases.add(revision.commit());
      }
    }
    if (analysis.assessment() != null) {
      events.add(new Said(Topic.ASSESSMENTS, id, Events.assessment(analysis.assessment())));
    }
    if (analysis.culprit() != null) {
      events.add(new Said(Topic.CULPRITS, id, Events.culprit(analysis.culprit())));
      String culprit = analysis.culprit().commit();
      events.add(new Said(Topic.SUSPECTS, culprit, suspect(id, culprit)));
    }
    for (firstbad.bisection.finding.Alert alert : analysis.alerts()) {
      events.add(new Said(Topic.ALERTS, id, Events.alert(alert)));
    }
    analysis
        .crashCounts()
        .forEach(
            (commit, counts) ->
                events.add(new Said(Topic.CRASH_COUNTS, commit, counts(commit, counts))));
    return new Folded(events, lines, titles);
  }

  private CrashCounts counts(String commit, CommitCounts counts) {
    Map<String, List<CrashTitleCounts>> titles = new TreeMap<>();
    counts
        .titles()
        .forEach(
            (title, of) ->
                titles
                    .computeIfAbsent(of.type(), type -> new ArrayList<>())
                    .add(new CrashTitleCounts(title, (long) of.runs(), 1L, (long) of.foreign())));
    List<CrashTypeCounts> types = new ArrayList<>();
    titles.forEach(
        (type, of) -> {
          long runs = of.stream().mapToLong(CrashTitleCounts::getRuns).sum();
          types.add(new CrashTypeCounts(type, runs, 1L, of));
        });
    return CrashCounts.newBuilder()
        .setCommit(commit)
        .setTitle(counts.title())
        .setBisections(counts.tests().bisections())
        .setRevisions(counts.tests().revisions())
        .setCrashed(counts.runs().crashed())
        .setOk(counts.runs().ok())
        .setInconclusive(counts.runs().inconclusive())
        .setEstimatedRuns(counts.runs().estimated())
        .setTypes(types)
        .setFirstObservedAt(end)
        .setLastObservedAt(end)
        .build();
  }

  private Suspect suspect(String id, String commit) {
    return Suspect.newBuilder()
        .setCommit(commit)
        .setBisections(1)
        .setFixBisections(0)
        .setCandidateBisections(0)
        .setBisectionIds(List.of(id))
        .setBugs(List.of(new SuspectedBug("a bug", 1L)))
        .setBugCount(1)
        .setLevels(new LevelCounts(0L, 0L, 1L, 0L))
        .setFirstNamedAt(end)
        .setLastNamedAt(end)
        .build();
  }

  /** How many bisections there are. */
  public int size() {
    return size;
  }

  /** The id of a bisection, which counts from 0. */
  public String id(int number) {
    return String.format(Locale.ROOT, "ci-%d/b-%07d", number % 7, number);
  }

  /** All records of a bisection but its lines. */
  public List<Said> events(int number) {
    Folded log = folded.get(number % folded.size());
    Variation variation = new Variation(number, log);
    return log.events().stream().map(variation::of).toList();
  }

  /** The lines of its log; the hashes in them are those of the log that was folded. */
  public List<LogLine> lines(int number) {
    List<LogLine> lines = new ArrayList<>();
    List<String> texts = folded.get(number % folded.size()).lines();
    for (String text : texts) {
      lines.add(new LogLine(lines.size() + 1L, text, at(number), Map.of(), false));
    }
    lines.add(new LogLine(lines.size() + 1L, "", at(number), Map.of(), true));
    return lines;
  }

  /** How a bisection ended, or that it has not. */
  public Outcome outcome(int number) {
    for (Said said : events(number)) {
      if (said.event() instanceof Bisection head) {
        return head.getOutcome();
      }
    }
    throw new IllegalStateException("a bisection without a head");
  }

  private Instant at(int number) {
    return end.minusMillis((size - 1L - number) * APART_MS);
  }

  /** What makes a bisection out of a log. */
  private final class Variation {
    private final int group;
    private final String was;
    private final String id;
    private final long later;
    private final boolean mayRun;
    private final Set<String> titles;
    private final Map<String, String> known = new LinkedHashMap<>();

    Variation(int number, Folded log) {
      group = number / folded.size() / SHARING;
      was = log.events().get(0).key();
      id = id(number);
      later = at(number).toEpochMilli() - end.toEpochMilli();
      mayRun = number >= size - RUNNING_AMONG;
      titles = log.titles();
    }

    Said of(Said said) {
      SpecificRecord event = (SpecificRecord) Objects.requireNonNull(value(said.event()));
      if (event instanceof Bisection head) {
        put(head, "started_at", head.getStartedAt().minusMillis(HOURS_LONG_MS));
        if (mayRun && head.getOutcome() == Outcome.BROKEN_OFF) {
          put(head, "outcome", Outcome.RUNNING);
          put(head, "ended_at", null);
        }
      }
      return new Said(said.topic(), key(said.key()), event);
    }

    private static void put(Bisection head, String field, @Nullable Object value) {
      head.put(head.getSchema().getField(field).pos(), value);
    }

    private String key(String key) {
      return key.startsWith(was) ? id + key.substring(was.length()) : text(key);
    }

    private @Nullable Object value(@Nullable Object value) {
      if (value instanceof IndexedRecord record) {
        IndexedRecord copy = empty(record);
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
          copy.put(i, value(record.get(i)));
        }
        return copy;
      }
      if (value instanceof List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(value(each)));
        return copy;
      }
      if (value instanceof Instant time) {
        return time.plusMillis(later);
      }
      // as it comes over the wire: half a surrogate pair does not
      return value instanceof String text ? text(new String(text.getBytes(UTF_8), UTF_8)) : value;
    }

    private static IndexedRecord empty(IndexedRecord like) {
      try {
        return like.getClass().getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private String text(String text) {
      if (text.equals(was)) {
        return id;
      }
      if (text.length() == 40 && HASH.matcher(text).matches()) {
        return releases.contains(text) ? text : known.computeIfAbsent(text, this::hash);
      }
      return group > 0 && titles.contains(text) ? text + "_" + group : text;
    }

    private String hash(String hash) {
      int head = Integer.parseInt(hash.substring(0, 6), 16) ^ (group * 0x9e3779);
      return String.format(Locale.ROOT, "%06x", head & 0xffffff) + hash.substring(6);
    }
  }
}
