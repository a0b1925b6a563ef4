package firstbad.bisection.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a command of git in a log: words, of which git quotes some as a shell does.
 */
final class GitArguments {

  /** So many words are read; a search has a dozen good ends at most. */
  private static final int MOST = 100;

  /** Names of revisions that are made of letters alone; other ones have a digit or a mark. */
  private static final Set<String> BRANCHES =
      Set.of("HEAD", "master", "main", "mainline", "linus", "next", "stable", "origin", "upstream");

  /** What git bisect can be told besides, which is no verdict. */
  private static final Set<String> COMMANDS =
      Set.of("run", "log", "replay", "reset", "next", "visualize", "view", "terms", "help");

  /** {@code git bisect start} with these words; null where they are somebody's prose. */
  static GitLogEntry.@Nullable Started start(String rest) {
    if ((!rest.isEmpty() && rest.charAt(0) != ' ') || isProse(rest)) {
      return null;
    }
    List<String> revisions = new ArrayList<>();
    String newer = null;
    String older = null;
    List<String> words = words(rest);
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      String name = word.substring(0, Math.max(0, word.indexOf('=')));
      boolean joined = isTerm(name);
      if (joined || (isTerm(word) && i + 1 < words.size())) {
        String value = joined ? word.substring(name.length() + 1) : words.get(++i);
        if (isNewer(joined ? name : word)) {
          newer = value;
        } else {
          older = value;
        }
      } else if (!word.startsWith("--")) {
        revisions.add(word);
      }
    }
    return new GitLogEntry.Started(at(revisions, 0), at(revisions, 1), newer, older);
  }

  /**
   * Whether somebody speaks of the command: git takes any word for a revision, and those of a
   * language look like none. Where git has written the command, it has quoted them.
   */
  static boolean isProse(String rest) {
    if (rest.indexOf('\'') >= 0) {
      return false;
    }
    for (String word : words(rest)) {
      if (word.equals("--")) {
        return false;
      }
      if (!BRANCHES.contains(word)
          && !GitEntry.mayBeCommit(word)
          && (word.chars().allMatch(Character::isLetter) || endsAsInProse(word))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAsInProse(String word) {
    return ",.;:!?)\"".indexOf(word.charAt(word.length() - 1)) >= 0;
  }

  private static boolean isTerm(String option) {
    return isNewer(option) || option.equals("--term-old") || option.equals("--term-good");
  }

  private static boolean isNewer(String option) {
    return option.equals("--term-new") || option.equals("--term-bad");
  }

  /** {@code git bisect bad 1111...}, a word of its own instead, or a command of another kind. */
  static @Nullable GitLogEntry told(String word, String rest) {
    if (COMMANDS.contains(word)) {
      return new GitLogEntry.Remark();
    }
    return isProse(rest) ? null : new GitLogEntry.Told(term(word), words(rest));
  }

  private static @Nullable String at(List<String> words, int index) {
    return index < words.size() ? words.get(index) : null;
  }

  /** The words of a command, without their quotes; a quote that does not end ends with the line. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    boolean quoted = false;
    for (int i = 0; i < text.length() && words.size() < MOST; i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
        within = true;
      } else if (c == '\\' && !quoted && i + 1 < text.length()) {
        word.append(text.charAt(++i));
        within = true;
      } else if (c == ' ' && !quoted) {
        if (within) {
          words.add(word.toString());
        }
        word.setLength(0);
        within = false;
      } else {
        word.append(c);
        within = true;
      }
    }
    if (within && words.size() < MOST) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  /** A term without the quotes that newer versions of git put around it. */
  static String term(String word) {
    boolean quoted = word.length() > 2 && word.startsWith("'") && word.endsWith("'");
    return quoted ? word.substring(1, word.length() - 1) : word;
  }

  private GitArguments() {}
}
