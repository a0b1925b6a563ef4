package firstbad.app.evaluate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must not be torn apart by cross-validation: bisections of one bug, of bugs with one true
 * cause, and of bugs for which one commit was named. Each group is called by the title of it that
 * is first in alphabetical order, so that the order of the bisections does not matter.
 */
final class AnswerGroups {
  /** So many digits of a hash stand for all of them. */
  private static final int DIGITS = 12;

  /** After all titles, so that none of these names a group. */
  private static final char COMMIT = '\uffff';

  private final Map<String, String> towards = new HashMap<>();

  /** A bug of this title is about these commits; null where one is not known. */
  void add(String title, @Nullable String culprit, @Nullable String trueCause) {
    join(title, culprit);
    join(title, trueCause);
  }

  /** The group of a bug. */
  String of(String title) {
    return root(title);
  }

  private void join(String title, @Nullable String commit) {
    if (commit == null) {
      return;
    }
    String one = root(title);
    String other = root(COMMIT + commit.substring(0, Math.min(DIGITS, commit.length())));
    if (one.compareTo(other) < 0) {
      towards.put(other, one);
    } else if (!one.equals(other)) {
      towards.put(one, other);
    }
  }

  private String root(String name) {
    String at = name;
    for (String next = towards.get(at); next != null; next = towards.get(at)) {
      at = next;
    }
    if (!at.equals(name)) {
      towards.put(name, at); // a shorter way for the next time
    }
    return at;
  }
}
