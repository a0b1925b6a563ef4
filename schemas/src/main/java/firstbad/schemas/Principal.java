package firstbad.schemas;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who reads and writes which topics: one row for each kind of program that needs credentials. */
public enum Principal {
  PUBLISHER(
      "publisher",
      "sends the lines of logs: 'firstbad publish', and programs of yours",
      Set.of(),
      Set.of(Topic.LOG_LINES)),
  TOPOLOGY(
      "topology",
      "makes findings of lines: 'firstbad topology'",
      Set.of(Topic.LOG_LINES, Topic.CULPRITS, Topic.VERIFICATIONS),
      Set.of(
          Topic.BISECTIONS,
          Topic.REVISIONS,
          Topic.CULPRITS,
          Topic.ASSESSMENTS,
          Topic.ALERTS,
          Topic.CRASH_COUNTS,
          Topic.SUSPECTS,
          Topic.TRACK_RECORD,
          Topic.DEAD_LETTERS)),
  SERVER(
      "server",
      "shows findings, and takes logs and verifications over HTTP: 'firstbad server'",
      except(Topic.DELIVERIES, Topic.UNDELIVERED),
      Set.of(Topic.LOG_LINES, Topic.VERIFICATIONS)),
  READER(
      "reader",
      "reads findings: 'firstbad culprits', 'alerts', 'show' and the like, and programs of yours;"
          + " where a command of '--exec' fails for good, the event goes to the undelivered",
      except(Topic.LOG_LINES, Topic.DEAD_LETTERS, Topic.DELIVERIES, Topic.UNDELIVERED),
      Set.of(Topic.UNDELIVERED)),
  DELIVER(
      "deliver",
      "sends findings on: 'firstbad deliver'",
      Set.of(
          Topic.CULPRITS,
          Topic.ALERTS,
          Topic.BISECTIONS,
          Topic.VERIFICATIONS,
          Topic.GIT_FACTS,
          Topic.DELIVERIES),
      Set.of(Topic.DELIVERIES, Topic.UNDELIVERED)),
  OPERATOR(
      "operator",
      "sets up and mends: 'firstbad topics', 'verify', 'forget', 'replay', 'dead-letters',"
          + " 'undelivered'",
      except(Topic.CRASH_COUNTS, Topic.SUSPECTS, Topic.TRACK_RECORD),
      except(Topic.CRASH_COUNTS, Topic.SUSPECTS, Topic.TRACK_RECORD));

  private final String title;
  private final String about;

  // copies that cannot change
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Topic> reads;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Topic> writes;

  Principal(String title, String about, Set<Topic> reads, Set<Topic> writes) {
    this.title = title;
    this.about = about;
    this.reads = sorted(reads);
    this.writes = sorted(writes);
  }

  /** Its name in commands and documents. */
  public String title() {
    return title;
  }

  /** What it does, without a full stop. */
  public String about() {
    return about;
  }

  /** The topics that it reads, in the order of the table. */
  public Set<Topic> reads() {
    return reads;
  }

  /** The topics that it writes, in the order of the table. */
  public Set<Topic> writes() {
    return writes;
  }

  /** Who writes a topic. */
  public static List<Principal> writing(Topic topic) {
    return Arrays.stream(values()).filter(principal -> principal.writes.contains(topic)).toList();
  }

  private static Set<Topic> except(Topic... topics) {
    Set<Topic> all = EnumSet.allOf(Topic.class);
    all.removeAll(List.of(topics));
    return all;
  }

  private static Set<Topic> sorted(Set<Topic> topics) {
    Set<Topic> sorted = EnumSet.noneOf(Topic.class);
    sorted.addAll(topics);
    return Collections.unmodifiableSet(sorted);
  }
}
