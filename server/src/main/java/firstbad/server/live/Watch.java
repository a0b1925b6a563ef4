package firstbad.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One bisection that a page shows. What changed of it is sent with the events, so that the page
 * need not ask for all of it again; several changes within a second are sent as one.
 */
final class Watch {
  private static final long PACE_MS = 1000;

  /** A bisection of many revisions takes longer to read: its reading takes this share of a core. */
  private static final int REST = 10;

  private final String id;
  private final Set<Integer> revisions = new TreeSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Set<String> named = new HashSet<>();
  private boolean changed;
  private long lastLine = -1;
  private long next;

  Watch(String id) {
    this.id = id;
  }

  /** Takes in one change of the view. */
  void saw(Event.Subject subject) {
    switch (subject.kind()) {
      case "crash_counts" -> counted.add(subject.of());
      case "suspect", "git_facts" -> named.add(subject.of());
      default -> sawBisection(subject);
    }
  }

  private void sawBisection(Event.Subject subject) {
    if (subject.of().equals(id)) {
      changed = true;
      if (subject.kind().equals("revision") && subject.ordinal() != null) {
        revisions.add(subject.ordinal());
      }
    }
  }

  /**
   * What is to be sent.
   *
   * @param now milliseconds of any clock
   * @return null where nothing is, or not yet
   */
  @Nullable JsonNode news(long now, ChangeFeed feed) {
    if (now < next) {
      return null;
    }
    long began = System.nanoTime();
    ChangedRows.Seen seen =
        new ChangedRows.Seen(
            id, changed, Set.copyOf(revisions), Set.copyOf(counted), Set.copyOf(named), lastLine);
    JsonNode news = feed.news(seen);
    changed = false;
    revisions.clear();
    counted.clear();
    named.clear();
    lastLine = news.at("/lines/total").asLong(lastLine);
    next = now + Math.max(PACE_MS, REST * (System.nanoTime() - began) / 1_000_000);
    return news.size() > 1 ? news : null;
  }
}
