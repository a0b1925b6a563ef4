package firstbad.bisection;

/** The search for the other end of the range (log-format.md section 7). */
sealed interface RangeEntry extends Entry {

  /** {@code testing release v5.16} (7.1). */
  record Probing(String tag) implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn);
      turn.announces(Role.RELEASE, null, tag);
    }
  }

  /** {@code picked [v6.9 v6.8 v6.7] out of 9 release tags} (7.2), and other remarks. */
  record Remark() implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn);
      turn.proves(Era.WEIGHED);
    }
  }

  /** {@code testing current HEAD 9999...} (7.3). */
  record HeadTest(String commit) implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn);
      turn.announces(Role.HEAD, commit, null);
    }
  }

  /**
   * {@code 1111.../foo: bar is a merge base, check if it has the bug} (7.4).
   *
   * @param tested whether a test of it follows
   */
  record MergeBase(String commit, boolean tested) implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn);
      turn.proves(tested ? Era.ONCE : Era.WEIGHED);
      if (tested) {
        turn.announces(Role.MERGE_BASE, commit, null);
      }
    }
  }

  /** {@code reproducer does not crash the merge base, so there's no known bad commit} (7.4). */
  record MergeBaseClean() implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn);
      turn.proves(Era.ONCE);
      turn.ending = turn.ending.early(Outcome.MERGE_BASE_CLEAN);
    }
  }

  /** {@code crash still not fixed/happens on the oldest tested release} (7.5). */
  record StillCrashes() implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes(Verdict.BAD);
      turn.ending = turn.ending.early(Outcome.STILL_HAPPENS);
    }
  }

  /** {@code HEAD had kernel build, boot or test errors} (7.5). */
  record HeadBroken() implements RangeEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes(Verdict.SKIP);
      turn.ending = turn.ending.early(Outcome.NO_RANGE_END);
    }
  }

  private static void begins(Turn turn) {
    turn.closes();
    if (turn.search.phase().compareTo(Phase.RANGE) < 0) {
      turn.search = turn.search.in(Phase.RANGE);
    }
  }
}
