package firstbad.server.view;

import firstbad.events.Revision;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Revisions, the strip of verdicts that lists show, and what crashed where. */
final class RevisionRows implements Projection {
  private static final int STRIP = 64;
  private static final String BAD = "B";

  /** In a strip, a bad verdict that rests on crashes of other bugs alone. */
  private static final String BAD_FOREIGN = "F";

  private static final String UPSERT =
      """
      INSERT INTO revisions (id, ordinal, version, commit_hash, verdict, tested, event)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id, ordinal) DO UPDATE SET version = excluded.version,
        commit_hash = excluded.commit_hash, verdict = excluded.verdict, tested = excluded.tested,
        event = excluded.event
      """;

  private static final String DELETE = "DELETE FROM revisions WHERE id = ? AND ordinal = ?";

  private static final String VERDICTS =
      "SELECT id, ordinal, substr(verdict, 1, 1) FROM revisions WHERE tested = 1 AND id IN";

  private static final String PUT_STRIP =
      """
      INSERT INTO bisections (id, verdicts) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET verdicts = excluded.verdicts
      """;

  private static final String PUT_FIRST_SEEN =
      """
      INSERT INTO bisections (id, first_seen_at) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET first_seen_at = excluded.first_seen_at
      """;

  @Override
  public void apply(Handle db, List<TopicRecord> records, Changes changes) {
    NewestRecords batch = NewestRecords.of(records);
    List<RevisionKey> gone =
        batch.gone().stream().map(RevisionKey::of).filter(key -> key.ordinal() >= 0).toList();
    Rows deleted = new Rows(DELETE);
    gone.forEach(key -> deleted.add(key.id(), key.ordinal()));
    deleted.write(db);
    List<Revision> changed = put(db, batch.newest());

    List<Revision> closed = changed.stream().filter(each -> !each.getOpen()).toList();
    Set<String> touched = new LinkedHashSet<>();
    gone.forEach(key -> touched.add(key.id()));
    closed.forEach(revision -> touched.add(RevisionKey.of(revision).id()));
    Map<String, NavigableMap<Integer, String>> verdicts = verdicts(db, touched);
    Map<String, Integer> first = new LinkedHashMap<>();
    verdicts.forEach((id, tested) -> first.put(id, tested.firstKey()));
    Set<RevisionKey> foreign = Sightings.replace(db, gone, closed, first);
    strips(touched, verdicts, foreign).write(db);
    firstSeen(changed).write(db);
    gone.forEach(key -> changes.add("bisection", key.id()));
    for (Revision revision : changed) {
      changes.add("revision", RevisionKey.of(revision).id(), revision.getOrdinal(), null);
    }
  }

  private static Revision revision(TopicRecord record) {
    return record.as(Revision.class);
  }

  private static List<Revision> put(Handle db, Collection<TopicRecord> newest) {
    List<Revision> revisions = newest.stream().map(RevisionRows::revision).toList();
    Rows rows = new Rows(UPSERT);
    revisions.forEach(revision -> add(rows, revision));
    List<Revision> changed = rows.changed(db, revisions);
    Commits commits = new Commits();
    changed.forEach(each -> commits.add(EventJson.kept(each.getCommit()), named(each)));
    commits.write(db);
    return changed;
  }

  /** Git prints no title of a release, which is known by its tag; null where neither is known. */
  private static @Nullable String named(Revision revision) {
    return revision.getTitle() == null ? revision.getRelease() : revision.getTitle();
  }

  private static void add(Rows rows, Revision revision) {
    RevisionKey key = RevisionKey.of(revision);
    rows.add(
        key.id(),
        key.ordinal(),
        revision.getVersion(),
        EventJson.kept(revision.getCommit()),
        revision.getVerdict().name(),
        revision.getTested() && !revision.getOpen() ? 1 : 0,
        EventJson.packed(revision));
  }

  /** First letters of the verdicts of tested revisions, by bisection and ordinal. */
  private static Map<String, NavigableMap<Integer, String>> verdicts(Handle db, Set<String> ids) {
    Map<String, NavigableMap<Integer, String>> verdicts = new LinkedHashMap<>();
    List<Map.Entry<RevisionKey, String>> found =
        Rows.found(
            db,
            VERDICTS,
            ids,
            row -> Map.entry(new RevisionKey(row.getString(1), row.getInt(2)), row.getString(3)));
    for (Map.Entry<RevisionKey, String> each : found) {
      verdicts
          .computeIfAbsent(each.getKey().id(), id -> new TreeMap<>())
          .put(each.getKey().ordinal(), each.getValue());
    }
    return verdicts;
  }

  private static Rows firstSeen(List<Revision> changed) {
    Rows rows = new Rows(PUT_FIRST_SEEN);
    for (Revision revision : changed) {
      if (revision.getOrdinal() == 1) {
        rows.add(RevisionKey.of(revision).id(), revision.getOpenedAt().toEpochMilli());
      }
    }
    return rows;
  }

  private static Rows strips(
      Set<String> ids,
      Map<String, NavigableMap<Integer, String>> verdicts,
      Set<RevisionKey> foreign) {
    Rows strips = new Rows(PUT_STRIP);
    for (String id : ids) {
      StringBuilder strip = new StringBuilder();
      verdicts
          .getOrDefault(id, new TreeMap<>())
          .forEach(
              (ordinal, verdict) ->
                  strip.append(
                      verdict.equals(BAD) && foreign.contains(new RevisionKey(id, ordinal))
                          ? BAD_FOREIGN
                          : verdict));
      strips.add(id, strip.substring(Math.max(0, strip.length() - STRIP)));
    }
    return strips;
  }
}
