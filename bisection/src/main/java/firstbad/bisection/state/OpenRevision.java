package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revision that is open.
 *
 * @param runs what was read of its runs
 * @param beforeGap what was read before the first gap in the numbers of its runs; null while there
 *     is none
 * @param messages what it says of the inconclusive ones
 * @param remarks what the log says about it besides
 */
public record OpenRevision(
    Opening opening,
    Build build,
    Runs runs,
    @Nullable BeforeGap beforeGap,
    Messages messages,
    Remarks remarks) {

  private static final int COMPILER_BYTES = 160;
  private static final int SIGNATURE_BYTES = 128;

  /**
   * What is known when it opens.
   *
   * @param words the tag of a release, or what is changed in the configuration; else null
   * @param met what earlier revisions of this bisection met at the commit; null when there is none
   */
  public record Opening(
      int ordinal,
      String commit,
      @Nullable String title,
      Role role,
      @Nullable String words,
      SearchState.@Nullable Left left,
      long line,
      long at,
      Archive.Piece.@Nullable SeenCrashes met) {

    /** Whether it is among the revisions that become records, and are counted at their commits. */
    public boolean kept() {
      return ordinal <= Caps.REVISIONS;
    }
  }

  /**
   * What is known of its kernel.
   *
   * @param failed whether it was not built or not tested; the text is in the state
   */
  public record Build(@Nullable String compiler, @Nullable String signature, boolean failed) {

    static final Build NONE = new Build(null, null, false);

    public Build by(String text) {
      return new Build(Utf8.cut(text, COMPILER_BYTES), signature, failed);
    }

    public Build signed(String token) {
      return new Build(compiler, Utf8.cut(token, SIGNATURE_BYTES), failed);
    }
  }

  /**
   * What the log says about it besides.
   *
   * @param types the crash types that the log prints
   * @param undecided whether it says that there is no verdict
   */
  public record Remarks(
      @Nullable String representative,
      List<String> types,
      @Nullable Double falseNegative,
      boolean undecided) {

    static final Remarks NONE = new Remarks(null, List.of(), null, false);

    public Remarks representative(String title, List<String> printed) {
      return new Remarks(title, printed, falseNegative, undecided);
    }

    public Remarks good(double chance) {
      return new Remarks(representative, types, chance, undecided);
    }

    public Remarks skipped() {
      return new Remarks(representative, types, falseNegative, true);
    }
  }

  /**
   * What the log says of inconclusive runs.
   *
   * @param first the first texts, each once
   * @param more runs with another text
   */
  public record Messages(List<Revision.RunMessage> first, int more) {
    static final Messages NONE = new Messages(List.of(), 0);

    /** With so many runs that have this text. */
    public Messages with(Revision.InconclusiveOutcome outcome, String text, int runs) {
      int at = indexOf(outcome, text);
      if (at == Caps.MESSAGES) {
        return new Messages(first, more + runs);
      }
      int before = at < first.size() ? first.get(at).runs() : 0;
      Revision.RunMessage[] now =
          first.toArray(new Revision.RunMessage[Math.max(first.size(), at + 1)]);
      now[at] = new Revision.RunMessage(outcome, text, before + runs);
      return new Messages(List.of(now), more);
    }

    /** The place of this text, which is the one after the last where it is new. */
    private int indexOf(Revision.InconclusiveOutcome outcome, String text) {
      int at = 0;
      while (at < first.size()
          && (first.get(at).outcome() != outcome || !first.get(at).text().equals(text))) {
        at++;
      }
      return at;
    }
  }

  /** The runs before a gap in their numbers, which are this revision's without doubt. */
  public record BeforeGap(Runs runs, Messages messages) {}

  public static OpenRevision open(Opening opening) {
    return new OpenRevision(opening, Build.NONE, Runs.NONE, null, Messages.NONE, Remarks.NONE);
  }

  public OpenRevision with(Build now) {
    return new OpenRevision(opening, now, runs, beforeGap, messages, remarks);
  }

  public OpenRevision with(Runs now) {
    return new OpenRevision(opening, build, now, beforeGap, messages, remarks);
  }

  public OpenRevision with(Messages now) {
    return new OpenRevision(opening, build, runs, beforeGap, now, remarks);
  }

  public OpenRevision with(Remarks now) {
    return new OpenRevision(opening, build, runs, beforeGap, messages, now);
  }

  /** The numbers of its runs jump: some are missing, and those that follow may be another's. */
  public OpenRevision gapped() {
    return beforeGap == null
        ? new OpenRevision(opening, build, runs, new BeforeGap(runs, messages), messages, remarks)
        : this;
  }

  /** It was not built or not tested. */
  public OpenRevision failed() {
    return build.failed ? this : with(new Build(build.compiler, build.signature, true));
  }

  /** It was built after all, since its kernel has a signature or runs. */
  public OpenRevision built() {
    return build.failed ? with(new Build(build.compiler, build.signature, false)) : this;
  }

  /** The commit and its role are what the log announced, and nothing is known beyond. */
  public boolean hasRuns() {
    return runs.total() > 0;
  }

  public boolean is(Role role) {
    return opening.role == role;
  }
}
