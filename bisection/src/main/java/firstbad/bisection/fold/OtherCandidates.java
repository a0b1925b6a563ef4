package firstbad.bisection.fold;

import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.state.Archive.Piece;
import java.math.BigInteger;

/**
 * Whether a fuzzer names the candidates that git has named. Of each list the exclusive or of its
 * hashes is kept: the lists are the same in any order, and one may be longer than what is shown.
 */
final class OtherCandidates {
  private static final int HEX = 16;
  private static final String BY_GIT = "candidates/git";
  private static final String BY_FUZZER = "candidates/fuzzer";

  /** A list begins. */
  static void begin(FoldContext context) {
    context.archive.put(key(context), new Piece.Word("0"));
  }

  /** The next one of the list. */
  static void named(FoldContext context, String hash) {
    if (context.header.tool() != Tool.GIT && GitEntry.isCommit(hash)) {
      BigInteger all = all(context, key(context)).xor(new BigInteger(hash, HEX));
      context.archive.put(key(context), new Piece.Word(all.toString(HEX)));
    }
  }

  /** Whether both lists are known, and are not the same. */
  static boolean differ(FoldContext context) {
    return context.archive.get(BY_GIT) != null
        && context.archive.get(BY_FUZZER) != null
        && !all(context, BY_GIT).equals(all(context, BY_FUZZER));
  }

  private static BigInteger all(FoldContext context, String key) {
    return context.archive.get(key) instanceof Piece.Word word
        ? new BigInteger(word.text(), HEX)
        : BigInteger.ZERO;
  }

  private static String key(FoldContext context) {
    return context.ending.sentence() == null ? BY_GIT : BY_FUZZER;
  }

  private OtherCandidates() {}
}
