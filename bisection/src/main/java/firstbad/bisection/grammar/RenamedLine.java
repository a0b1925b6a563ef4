package firstbad.bisection.grammar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A line that says what a row of the grammar says, in other words: most of the row's words stand in
 * it in their order, and others take the place of the rest. A line that was damaged has pieces of
 * words there, or nothing.
 */
public final class RenamedLine {
  /** A longer line is not looked at: the lines of a log that have a shape are shorter. */
  private static final int LONGEST = 1000;

  /** So many words in common are no accident, or one beside a commit's hash. */
  private static final int COMMON = 2;

  /** Of so many words in common no other shape has as many. */
  private static final int MANY = 4;

  private static final int HASH = 40;

  /** Of a shorter word no piece can be told. */
  private static final int SHORT = 4;

  /**
   * A shape.
   *
   * @param words fixed ones, and an empty one for each that has a field
   * @param fixed how many words are
   */
  private record Words(List<String> words, int fixed, boolean open) {
    static Words of(String shape) {
      List<String> words = new ArrayList<>();
      for (String word : shape.split(" ", -1)) {
        words.add(word.indexOf('{') < 0 ? word : "");
      }
      int fixed = (int) words.stream().filter(word -> !word.isEmpty()).count();
      return new Words(words, fixed, shape.contains("{text}"));
    }
  }

  private static final List<Words> SHAPES =
      Grammar.shapes().stream().map(Words::of).filter(words -> words.fixed > 1).toList();

  /** The words that follow each word in a shape, an empty one being a field or the beginning. */
  private static final Map<String, Set<String>> FOLLOWING = following();

  private static Map<String, Set<String>> following() {
    Map<String, Set<String>> following = new HashMap<>();
    for (Words shape : SHAPES) {
      String before = "";
      for (String word : shape.words) {
        following.computeIfAbsent(before, any -> new HashSet<>()).add(word);
        before = word;
      }
    }
    following.values().forEach(words -> words.remove(""));
    return following;
  }

  /** Whether a line, which no rule reads, is one of the log in other words. */
  public static boolean is(String line) {
    if (line.length() > LONGEST || line.isBlank() || line.charAt(0) == ' ') {
      return false;
    }
    List<String> words = List.of(Blanks.plain(line).strip().split(" ++"));
    boolean hash = words.stream().anyMatch(RenamedLine::isHash);
    return SHAPES.stream().anyMatch(shape -> renames(shape, words, hash));
  }

  private static boolean renames(Words shape, List<String> words, boolean hash) {
    boolean alike = shape.open || Math.abs(words.size() - shape.words.size()) <= 1;
    if (!alike) {
      return false;
    }
    Gap gap = new Gap("");
    int common = 0;
    int at = 0;
    boolean replaced = false;
    boolean inserted = false;
    boolean another = false;
    boolean begins = false; // as another shape, as far as the first word shows
    for (String word : shape.words) {
      int found = word.isEmpty() ? -1 : words.subList(at, words.size()).indexOf(word);
      if (found >= 0) {
        replaced |= gap.isFilledBy(words.subList(at, at + found));
        inserted |= gap.isWidenedBy(words.subList(at, at + found));
        boolean other = gap.isOfAnother(words.subList(at, at + found));
        begins |= common == 0 && other;
        another |= common > 0 && other;
        at += found + 1;
        common++;
        gap = new Gap(word);
      } else {
        gap.lacks(word);
      }
    }
    replaced |= gap.isFilledBy(words.subList(at, words.size()));
    another |= gap.isOfAnother(words.subList(at, words.size()));
    return (replaced || (inserted && common >= MANY))
        && !another
        && (!begins || common >= MANY)
        && 2 * common >= shape.fixed
        && (common >= COMMON || (common == 1 && hash));
  }

  /** What a shape has between two of its words that stand in a line. */
  private static final class Gap {
    private final List<String> missing = new ArrayList<>();
    private int fields;
    private int first;

    /** The word before it; empty at the beginning of the line. */
    private final String before;

    Gap(String before) {
      this.before = before;
    }

    void lacks(String word) {
      if (word.isEmpty()) {
        fields++;
      } else {
        first = missing.isEmpty() ? fields : first;
        missing.add(word);
      }
    }

    /** Whether a whole word stands where words are missing. */
    boolean isFilledBy(List<String> others) {
      return !missing.isEmpty()
          && missing.stream().allMatch(RenamedLine::isWord)
          && others.size() > fields
          && isWord(others.get(first))
          && missing.stream()
              .noneMatch(word -> others.stream().anyMatch(other -> isPiece(word, other)));
    }

    /** Whether whole words stand between two that follow each other in the shape. */
    boolean isWidenedBy(List<String> others) {
      return !before.isEmpty()
          && missing.isEmpty()
          && fields == 0
          && !others.isEmpty()
          && others.stream().allMatch(RenamedLine::isWord);
    }

    /** Whether what stands there is a word, or a piece of one, that another shape has there. */
    boolean isOfAnother(List<String> others) {
      return !missing.isEmpty()
          && others.size() > first
          && FOLLOWING.getOrDefault(first == 0 ? before : "", Set.of()).stream()
              .anyMatch(word -> isPiece(word, others.get(first)));
    }
  }

  private static boolean isHash(String word) {
    return word.length() >= HASH
        && word.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** A word of a language, with or without a mark after it. */
  private static boolean isWord(String word) {
    int length = word.endsWith(":") ? word.length() - 1 : word.length();
    return length > 1 && word.substring(0, length).chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  /** Whether the one may be the other with a character wrong, or a part of it. */
  private static boolean isPiece(String word, String other) {
    int shorter = Math.min(word.length(), other.length());
    if (shorter < SHORT) {
      long same =
          IntStream.range(0, shorter).filter(i -> word.charAt(i) == other.charAt(i)).count();
      return same > 0 && same >= shorter - 1;
    }
    return word.contains(other)
        || other.contains(word.substring(0, word.length() / 2))
        || other.contains(word.substring((word.length() + 1) / 2));
  }

  private RenamedLine() {}
}
