package firstbad.bisection.fold;

import firstbad.bisection.finding.Role;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.OpenRevision;
import org.jspecify.annotations.Nullable;

/**
 * The kernel signatures of the culprit and its parent, which stand in each log that has others of
 * this length, unless the culprit is a merge or the fuzzer says why it has none.
 */
final class LostSignatures {
  private static final String KEY = "signed";
  private static final Piece AWAITED = new Piece.Word("awaited");
  private static final Piece NONE = new Piece.Word("none");

  /** Since January 2020 a signature has so many digits; the pair came shortly before. */
  private static final int DIGITS = 64;

  private static final String HALF =
      "Of the kernel signatures of the culprit and its parent the log has only one: a line is"
          + " missing.";

  private static final String BOTH =
      "The log has kernel signatures, and not those of the culprit and its parent: lines are"
          + " missing.";

  /** A kernel has this signature. */
  static void signed(FoldContext context, String token) {
    OpenRevision revision = context.revision;
    if (revision != null && revision.is(Role.ORIGINAL) && token.length() == DIGITS) {
      context.archive.put(KEY, AWAITED);
    }
  }

  /** The fuzzer says that it has no pair. */
  static void undetected(FoldContext context) {
    context.archive.put(KEY, NONE);
  }

  /** Which lines are missing; null where none are known to be. */
  static @Nullable String missing(FoldContext context, LogEnding.Sentence named) {
    GitConclusion.Signatures signatures = context.git.signatures();
    if (signatures.half()) {
      return HALF;
    }
    String title = named.title();
    boolean merge = title == null || title.startsWith("Merge ");
    boolean awaited =
        signatures.culprit() == null
            && named.commit() != null
            && named.commit().equals(context.git.commit())
            && !merge
            && AWAITED.equals(context.archive.get(KEY));
    return awaited ? BOTH : null;
  }

  private LostSignatures() {}
}
