package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An invented kernel history: a line of commits, some of them releases, in which bugs come and go
 * and some stretches do not build or boot.
 */
final class History {

  /**
   * A commit.
   *
   * @param at its place in the line; that of a commit beside the line is the one it behaves like
   */
  record Commit(int at, String hash, String title) {
    boolean merge() {
      return title.startsWith("Merge ");
    }
  }

  /** A stretch of the line: from its first commit up to and without the second. */
  record Stretch(int from, int to) {
    boolean has(int at) {
      return at >= from && at < to;
    }
  }

  /**
   * A bug and how it shows.
   *
   * @param titles its crash titles, the usual one first
   * @param chance how likely one run crashes
   */
  record Bug(Stretch where, List<String> titles, double chance) {}

  private final Chance chance;
  private final MadeWords words;
  // null where nobody has looked yet
  private final List<@Nullable Commit> line = new ArrayList<>();
  private final Map<Integer, String> releases = new TreeMap<>();

  private History(Chance chance, MadeWords words) {
    this.chance = chance;
    this.words = words;
  }

  History(Chance chance, MadeWords words, int length) {
    this(chance, words);
    for (int at = 0; at < length; at++) {
      line.add(new Commit(at, chance.hex(40), words.commitTitle()));
    }
  }

  /** A history of some thousand commits, each made up when somebody looks at it. */
  static History ofMany(Chance chance, MadeWords words, int length) {
    History history = new History(chance, words);
    history.line.addAll(Collections.nCopies(length, null));
    return history;
  }

  /**
   * Puts so many of the newest tags on the line, from the last commit but some down to the first.
   */
  void release(List<String> newestFirst, int count) {
    int gap = line.size() / (count + 1);
    for (int i = 0; i < count; i++) {
      int at = line.size() - 1 - gap * (i + 1);
      String tag = newestFirst.get(i);
      releases.put(at, tag);
      line.set(at, new Commit(at, at(at).hash(), "Linux " + tag.substring(1)));
    }
  }

  int length() {
    return line.size();
  }

  Commit at(int at) {
    Commit known = line.get(at);
    if (known == null) {
      known = new Commit(at, chance.hex(40), words.commitTitle());
      line.set(at, known);
    }
    return known;
  }

  /** Those that somebody has looked at, from this place on. */
  Stream<Commit> seenFrom(int at) {
    return line.subList(at, line.size()).stream().filter(Objects::nonNull);
  }

  /** Releases by their place, oldest first. */
  Map<Integer, String> releases() {
    return releases;
  }

  /** A commit beside the line that behaves like the one at this place. */
  Commit beside(int at) {
    return new Commit(at, chance.hex(40), words.commitTitle());
  }

  /** Some stretch, within the line, of at most that length. */
  Stretch stretch(int longest) {
    int from = chance.below(line.size());
    return new Stretch(from, Math.min(line.size(), from + 1 + chance.below(longest)));
  }
}
