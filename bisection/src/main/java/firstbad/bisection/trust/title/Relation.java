package firstbad.bisection.trust.title;

import java.util.List;

/** How much a crash title looks like the bug that is searched for; the first that holds. */
public enum Relation {
  SAME_TITLE(0, "the same title"),
  SAME_FUNCTION(1, "the same function"),
  RELATED(2, "a related function"),
  /** It was seen in one revision together with a title of the bug. */
  TOGETHER(3, "seen together with the bug"),
  SAME_CLASS(4, "only the class of crash in common"),
  OTHER(5, "nothing in common"),
  /** A hang, a lost machine, the fuzzer itself, while the bug is nothing of that kind. */
  NOISE(6, "a hang, a lost machine or a failure of the fuzzer");

  private static final Relation[] VALUES = values();

  /** 0 for the closest. */
  public final int level;

  /** In words, to be put after "has" or a dash. */
  public final String words;

  Relation(int level, String words) {
    this.level = level;
    this.words = words;
  }

  /** By its level. */
  public static Relation ofLevel(int level) {
    return VALUES[level];
  }

  /** The closer of two. */
  public Relation closer(Relation other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Whether it does not look like the bug. */
  public boolean foreign() {
    return compareTo(SAME_CLASS) >= 0;
  }

  /** The closest relation of a title to any of the bug's titles, {@link #TOGETHER} apart. */
  public static Relation of(CrashTitle title, List<CrashTitle> references) {
    Relation closest = NOISE;
    for (CrashTitle reference : references) {
      Relation relation = between(title, reference);
      if (relation.compareTo(closest) < 0) {
        closest = relation;
      }
    }
    return closest == OTHER && title.crashClass().noise ? NOISE : closest;
  }

  /**
   * Whether a title is one of the bug's own or relates to one of them by function: the same one, or
   * one that shares half of its name. A shared first word is no more than a subsystem.
   */
  public static boolean byFunction(CrashTitle title, List<CrashTitle> bugs) {
    return bugs.stream().anyMatch(bug -> byFunction(title, bug));
  }

  private static boolean byFunction(CrashTitle title, CrashTitle bug) {
    return title.text().equals(bug.text())
        || (title.function() != null
            && bug.function() != null
            && (title.function().equals(bug.function())
                || halfInCommon(title.words(), bug.words())));
  }

  /** How a title looks like the bug's, in words; a related function is named so if it is one. */
  public String inWords(CrashTitle title, List<CrashTitle> bugs) {
    if (this != RELATED || byFunction(title, bugs)) {
      return words;
    }
    return title.crashClass() == CrashClass.HANG
        ? "only a hang in common"
        : "only the first word of the function in common";
  }

  private static Relation between(CrashTitle title, CrashTitle reference) {
    if (title.text().equals(reference.text())) {
      return SAME_TITLE;
    }
    String function = title.function();
    String known = reference.function();
    if (function != null && known != null) {
      if (function.equals(known)) {
        return SAME_FUNCTION;
      }
      if (related(title.words(), reference.words())) {
        return RELATED;
      }
    }
    CrashClass its = title.crashClass();
    CrashClass bugs = reference.crashClass();
    if (its == CrashClass.HANG && bugs == CrashClass.HANG) {
      return RELATED;
    }
    return its == bugs || (its.memoryError && bugs.memoryError) ? SAME_CLASS : OTHER;
  }

  /** The same first word, or at least half of the shorter name in common; each word once. */
  public static boolean related(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    return one.get(0).equals(other.get(0)) || halfInCommon(one, other);
  }

  private static boolean halfInCommon(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    int common = 0;
    for (String word : one) {
      common += other.contains(word) ? 1 : 0;
    }
    return 2 * common >= Math.min(one.size(), other.size());
  }
}
