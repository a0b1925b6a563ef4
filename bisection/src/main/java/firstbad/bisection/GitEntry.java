package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/** The echo of git's commands and git's own output (log-format.md section 8). */
sealed interface GitEntry extends Entry {

  /**
   * {@code # git bisect start 9f7fb8de5d9b... df0cc57e057f...}: the bad end, the good end (8.1).
   */
  record Started(String bad, String good) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      boolean end = turn.block != null && (turn.block.is(Role.RELEASE) || turn.block.is(Role.HEAD));
      if (end) {
        turn.closes(Verdict.GOOD);
      } else {
        turn.closes();
      }
      turn.search = turn.search.started(bad, good);
      turn.mode = Mode.GIT;
    }
  }

  /** {@code # git bisect bad e4b8954074f6...} (8.1). */
  record Told(GitWord word, String commit) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      turn.told(word, commit);
    }
  }

  /** {@code Bisecting: 6155 revisions left to test after this (roughly 13 steps)} (8.2). */
  record Left(int revisions, int steps) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      speaks(turn);
      turn.search = turn.search.left(new Search.Left(revisions, steps));
    }
  }

  /** {@code Bisecting: a merge base must be tested} (8.3). */
  record MergeBaseFirst() implements GitEntry {
    @Override
    public void tell(Turn turn) {
      speaks(turn);
      turn.search = turn.search.left(null);
    }
  }

  /** {@code [84bfcc0b6994...] Merge tag 'integrity-v5.17'}: the candidate (8.2). */
  record Chosen(String commit, String title) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      turn.search =
          turn.search.choosing(new Search.Candidate(commit, turn.title(title), turn.search.left()));
      turn.prepares();
    }

    @Override
    public boolean fits(Turn turn) {
      return turn.mode == Mode.GIT;
    }
  }

  /** {@code e4b8954074f6... is the first bad commit} (8.4). */
  record Concluded(String commit) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.conclusion = turn.conclusion.on(commit);
      turn.search = turn.search.in(Phase.CONCLUDED).choosing(null);
      turn.mode = Mode.DESCRIPTION;
    }
  }

  /** {@code The first bad commit could be any of:} and {@code bisection is inconclusive}. */
  record CouldBeAnyOf(@Nullable String sentence) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      boolean searched = turn.search.firstRange() != null;
      turn.ending = turn.ending.candidates(0);
      if (sentence == null) {
        turn.search = turn.search.in(Phase.CONCLUDED).choosing(null);
      } else {
        turn.ends(searched ? Outcome.INCONCLUSIVE : Outcome.NO_RANGE_END, sentence, null, null);
      }
      turn.mode = Mode.CANDIDATES;
    }
  }

  /** A hash alone in such a list (8.5, 10.6). */
  record Candidate(String commit) implements GitEntry {
    @Override
    public void tell(Turn turn) {
      new Filing(turn).candidate(commit);
    }

    @Override
    public boolean fits(Turn turn) {
      return turn.mode == Mode.CANDIDATES;
    }
  }

  /** Other lines of git: warnings, advice, where HEAD is now (8.3, 8.5, 8.6). */
  record Remark() implements GitEntry {
    @Override
    public void tell(Turn turn) {
      speaks(turn);
    }

    @Override
    public boolean fits(Turn turn) {
      return turn.mode != Mode.BUILD && turn.mode != Mode.FAILURE && turn.mode != Mode.RUNS;
    }
  }

  /** Git speaks: what follows may be anything it says. */
  private static void speaks(Turn turn) {
    turn.closes();
    turn.mode = Mode.GIT;
  }
}
