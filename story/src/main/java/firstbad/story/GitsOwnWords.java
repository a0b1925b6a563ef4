package firstbad.story;

/**
 * What only git's own log has of a search that a person began: its words for good and bad, its
 * paths and its options. Commands that are made from two commits lack them.
 */
final class GitsOwnWords {
  /** What brings a working tree to where the log is. */
  static final String REPLAY = "git bisect replay LOG";

  private final Known known;

  GitsOwnWords(Known known) {
    this.known = known;
  }

  /** Whether it is what {@code git bisect log} prints: on the screen git counts the commits too. */
  boolean canBeReplayed() {
    return Endings.inWordsOnly(known.head())
        && known.head().getRevisions().getTested() > 0
        && known.revisions().stream().allMatch(each -> each.getCommitsLeft() == null);
  }

  /** How to go on from a log that git can read again. */
  String goOn() {
    return "Go on in the working tree in which git searches. In another one, let git read its log,"
        + " LOG here: that keeps the words, paths and options of the search.";
  }

  /** What a reader has to add to commands, with a blank before it; empty where nothing lacks. */
  String toAdd() {
    return Endings.inWordsOnly(known.head())
        ? " Add what the search's own git bisect start has: paths, options, words."
        : "";
  }
}
