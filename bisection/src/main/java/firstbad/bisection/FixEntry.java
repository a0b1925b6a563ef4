package firstbad.bisection;

/** What a fix bisection asks before it tests a candidate (log-format.md section 9). */
sealed interface FixEntry extends Entry {

  /** {@code determine whether the revision contains the guilty commit}. */
  record Asking() implements FixEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.proves(Era.ONCE);
      turn.prepares();
    }
  }

  /** {@code revision 1111... crashed and is reachable}: the candidate is tested. */
  record Contained() implements FixEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.prepares();
    }
  }

  /** {@code no existing result, test the revision}: of the merge base, not of the candidate. */
  record TestMergeBase() implements FixEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.announces(Role.MERGE_BASE, null, null);
    }
  }

  /** {@code the bug was not introduced yet; pretend that kernel crashed}. */
  record NotIntroduced() implements FixEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
    }
  }
}
