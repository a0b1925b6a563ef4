package firstbad.server.view;

import firstbad.events.Revision;
import firstbad.events.TitleCount;
import firstbad.server.view.Sighting.TitleAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Crash titles of closed revisions, summed up as they come: by title over all bisections, and by
 * type and hour. A title is foreign where the first tested revision of its bisection has others.
 *
 * <p>What the sums gain is what the sightings of a batch's bisections say after it, less what they
 * said before: a revision that comes again, or goes, needs no rule of its own, and no sum is ever
 * made anew.
 */
final class Sightings {
  private static final long HOUR_MS = 3_600_000;

  private static final String OF_BISECTIONS =
      "SELECT id, ordinal, title_num, commit_hash, runs, own, hour FROM sightings WHERE id IN";

  private static final String SEEN_AT =
      """
      SELECT DISTINCT title_num, commit_hash FROM sightings
      WHERE (title_num, commit_hash) IN
      """;

  private static final String DELETE =
      "DELETE FROM sightings WHERE id = ? AND ordinal = ? AND title_num = ?";

  private static final String INSERT =
      """
      INSERT INTO sightings (id, ordinal, title_num, commit_hash, runs, own, hour)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private record TitleOf(String id, long title) {}

  private Sightings() {}

  /**
   * Takes away what revisions added up, and adds what those say that were closed.
   *
   * @param first the ordinal of the first tested revision, by bisection
   * @return of the bisections of all of these, the revisions in which only foreign titles crashed
   */
  static Set<RevisionKey> replace(
      Handle db, List<RevisionKey> gone, List<Revision> closed, Map<String, Integer> first) {
    Set<RevisionKey> keys = new LinkedHashSet<>(gone);
    closed.forEach(each -> keys.add(RevisionKey.of(each)));
    Set<String> ids = new LinkedHashSet<>();
    keys.forEach(key -> ids.add(key.id()));
    List<Sighting> kept = new ArrayList<>();
    List<Sighting> old = new ArrayList<>();
    Rows.found(db, OF_BISECTIONS, ids, Sighting::of)
        .forEach(each -> (keys.contains(each.key()) ? old : kept).add(each));
    TitleNumbers titles = new TitleNumbers(db, closed);
    List<Sighting> added = owned(seen(closed, titles), kept, first);

    Set<TitleAt> meant = new LinkedHashSet<>();
    Stream.concat(old.stream(), added.stream()).forEach(each -> meant.add(each.at()));
    Set<TitleAt> knownBefore = known(db, meant);
    write(db, old, added);
    Sums sums = new Sums();
    sums.add(-1, kept, old, knownBefore);
    sums.add(1, kept, added, old.isEmpty() ? meant : known(db, meant));
    sums.write(db, titles);
    return foreign(Stream.concat(kept.stream(), added.stream()));
  }

  private static Set<RevisionKey> foreign(Stream<Sighting> sightings) {
    Map<RevisionKey, Boolean> own = new HashMap<>();
    sightings.forEach(each -> own.merge(each.key(), each.own(), Boolean::logicalOr));
    own.values().removeIf(each -> each);
    return own.keySet();
  }

  private static List<Sighting> seen(List<Revision> closed, TitleNumbers titles) {
    List<Sighting> seen = new ArrayList<>();
    for (Revision revision : closed) {
      Instant at = Optional.ofNullable(revision.getClosedAt()).orElseGet(revision::getOpenedAt);
      for (TitleCount crash : revision.getCrashes()) {
        seen.add(
            new Sighting(
                RevisionKey.of(revision),
                titles.of(crash.getTitle()).number(),
                EventJson.kept(revision.getCommit()),
                crash.getRuns(),
                false,
                Math.floorDiv(at.toEpochMilli(), HOUR_MS)));
      }
    }
    return seen;
  }

  private static List<Sighting> owned(
      List<Sighting> added, List<Sighting> kept, Map<String, Integer> first) {
    Set<TitleOf> own = new HashSet<>();
    Stream.concat(kept.stream(), added.stream())
        .filter(
            each -> {
              int ordinal = each.key().ordinal();
              return ordinal == first.getOrDefault(each.key().id(), ordinal);
            })
        .forEach(each -> own.add(new TitleOf(each.key().id(), each.title())));
    Set<String> titled = new HashSet<>();
    own.forEach(each -> titled.add(each.id()));
    return added.stream()
        .map(
            each -> {
              String id = each.key().id();
              return each.owned(
                  !titled.contains(id) || own.contains(new TitleOf(id, each.title())));
            })
        .toList();
  }

  private static Set<TitleAt> known(Handle db, Collection<TitleAt> meant) {
    List<List<Object>> keys =
        meant.stream().map(each -> List.<Object>of(each.title(), each.commit())).toList();
    return new HashSet<>(
        Rows.found(db, SEEN_AT, keys, row -> new TitleAt(row.getLong(1), row.getString(2))));
  }

  private static void write(Handle db, List<Sighting> old, List<Sighting> added) {
    Rows deleted = new Rows(DELETE);
    old.forEach(each -> deleted.add(each.key().id(), each.key().ordinal(), each.title()));
    deleted.write(db);
    Rows inserted = new Rows(INSERT);
    for (Sighting each : added) {
      inserted.add(
          each.key().id(),
          each.key().ordinal(),
          each.title(),
          each.commit(),
          each.runs(),
          each.own() ? 1 : 0,
          each.hour());
    }
    inserted.write(db);
  }
}
