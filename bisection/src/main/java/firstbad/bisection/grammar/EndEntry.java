package firstbad.bisection.grammar;

import firstbad.bisection.finding.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log says at its end. */
public sealed interface EndEntry extends Entry {

  /** The error of a search whose bug was not seen where it should be. */
  String NOT_REPRODUCED = "the crash wasn't reproduced on the original commit";

  /** How the error begins of a search whose time ran out; the limit follows. */
  String TOO_LONG = "bisection is taking too long";

  /** {@code accumulated error probability: 0.00}. */
  record ErrorProbability(@Nullable Double chance) implements EndEntry {}

  /** {@code culprit signature: 7d1fb44aef0a...}. */
  record CulpritSignature(String token) implements EndEntry {}

  /** {@code parent signature: c078d61b91b1...}. */
  record ParentSignature(String token) implements EndEntry {}

  /** {@code failed to detect noop change: ...}, of several lines. */
  record Undetected() implements EndEntry {}

  /** {@code parent commit 7777... wasn't tested}: it is built now, and only built. */
  record ParentNotTested(String commit) implements EndEntry {}

  /**
   * {@code reproducer is flaky (0.18 repro chance estimate)} and its forerunner.
   *
   * @param estimated whether the line has an estimate
   * @param chance the estimate; null where it cannot be read
   */
  record Flaky(boolean estimated, @Nullable Double chance) implements EndEntry {}

  /** {@code revisions tested: 16, total time: 2h57m38.9s (build: 1h43m49.9s, test: 1h12m24s)}. */
  record Trailer(int revisions, @Nullable Long total, @Nullable Long build, @Nullable Long test)
      implements EndEntry {}

  /**
   * {@code the crash still happens on HEAD} and the other sentences for no commit.
   *
   * @param errors whether the sentence stands for broken tests as well
   */
  record NothingFound(String sentence, boolean errors) implements EndEntry {}

  /** {@code commit msg: Linux 4.19}: the title of the commit where the search ended. */
  record CommitMessage() implements EndEntry {}

  /** {@code first bad commit: e4b8954074f6... netlink: add net device refcount tracker}. */
  record Named(String commit, String title, String sentence) implements EndEntry {}

  /** {@code recipients (to): ["dev@example.org" "list@example.org"]}. */
  record Recipients(String list, String name) implements EndEntry {}

  /** {@code error: the crash wasn't reproduced on the original commit}, to the end. */
  record Failed(String text) implements EndEntry {

    /**
     * From so many characters on, the beginning of a known error is that error, cut off; with fewer
     * nobody knows what was said.
     */
    static final int TELLING = 3;

    /**
     * So many characters may be wrong, lost or too much in a known error, and it is that one; with
     * two it may be said in other words.
     */
    private static final int WRONG = 1;

    private static final Map<String, Outcome> KNOWN =
        Map.of(
            NOT_REPRODUCED,
            Outcome.NOT_REPRODUCED,
            "oldest tested release had kernel build, boot or test errors",
            Outcome.NO_RANGE_END,
            "no release tags before this commit",
            Outcome.NO_RANGE_END,
            TOO_LONG,
            Outcome.TIMED_OUT);

    /** The error; null where the line is cut off before anything is said. */
    static @Nullable Failed of(String text) {
      return text.length() < TELLING ? null : new Failed(text);
    }

    /** How a bisection has ended that ends with this error, or with what is left of it. */
    public Outcome outcome() {
      String said = plain();
      return KNOWN.entrySet().stream()
          .filter(known -> is(said, known.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(Outcome.FAILED);
    }

    private String plain() {
      // As programs for writing have it, and with one blank where several came to stand.
      return text.replace('\u2019', '\'').strip().replaceAll(" {2,}+", " ");
    }

    /** Whether it is none of the known errors, and says the same as one of them in other words. */
    public boolean renames() {
      return outcome() == Outcome.FAILED
          && KNOWN.keySet().stream().anyMatch(known -> OtherWords.say(text, known));
    }

    /** Whether it is none of the known errors, and one of them may be what was damaged into it. */
    public boolean resembles() {
      return outcome() == Outcome.FAILED
          && KNOWN.keySet().stream()
              .anyMatch(known -> Likeness.begins(plain(), known, known.length() / 3));
    }

    private static boolean is(String said, String known) {
      boolean whole = said.length() <= known.length() + WRONG || known.equals(TOO_LONG);
      return (whole && Likeness.begins(said, known, WRONG))
          || (said.length() >= TELLING && known.startsWith(said));
    }
  }

  /** {@code crash: WARNING in free_netdev}, and the report to the end. */
  record Crashed(String title) implements EndEntry {}
}
