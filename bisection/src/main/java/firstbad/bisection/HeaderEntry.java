package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/** The first lines of a log (log-format.md section 4). */
sealed interface HeaderEntry extends Entry {

  /** {@code ci starts bisection 2023-07-14 12:36:52.123456789 +0000 UTC m=+93784.001} (4.1). */
  record Hosted(String host, long clock) implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      if (turn.start.host() != null || turn.start.requested() != null) {
        turn.closes();
        turn.secondHeader();
        return;
      }
      turn.start = turn.start.hosted(host, clock);
      turn.proves(Era.at(clock).atLeast(Era.HOSTED));
    }
  }

  /** {@code bisecting cause commit starting from 9f7fb8de5d9b...} (4.2). */
  record Searching(Kind kind, String from, Era era) implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.searches(kind, from);
      turn.proves(era);
    }
  }

  /** {@code building syzkaller on 4ebb27982f89...} (4.3). */
  record Fuzzer(String rev) implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      if (turn.start.fuzzer() == null) {
        turn.start = turn.start.fuzzed(rev);
      }
    }
  }

  /** The start commit is looked for in other branches (4.4). */
  record Fetching() implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.proves(Era.ONCE);
    }
  }

  /** {@code fetch failed with ...}, of several lines (4.4). */
  record FetchFailed() implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.mode = Mode.ASIDE;
    }
  }

  /** {@code ensuring issue is reproducible on original commit 1111...} (4.5). */
  record Reproducing(String rev) implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      starts(turn, rev, null);
    }
  }

  /** {@code rewritten commit 1111... reidentified by title 'foo: bar'} (4.6). */
  record Reidentified(String commit, String title) implements HeaderEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      starts(turn, commit, title);
    }
  }

  private static void starts(Turn turn, String rev, @Nullable String title) {
    if (turn.judge.opened() == 0) {
      turn.start = turn.start.from(rev, title);
      turn.proves(Era.HOSTED);
      turn.prepares();
    }
  }
}
