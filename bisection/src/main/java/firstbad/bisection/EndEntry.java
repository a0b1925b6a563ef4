package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/** What the log says at its end (log-format.md section 10). */
sealed interface EndEntry extends Entry {

  /** {@code accumulated error probability: 0.00} (10.1). */
  record ErrorProbability(String chance) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.proves(Era.CHANCES);
      turn.ending = turn.ending.errorProbability(GoTime.decimal(chance));
    }
  }

  /** {@code culprit signature: 7d1fb44aef0a...} (10.2). */
  record CulpritSignature(String token) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.conclusion = turn.conclusion.signed(token);
    }
  }

  /** {@code parent signature: c078d61b91b1...} (10.2). */
  record ParentSignature(String token) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.conclusion = turn.conclusion.parentSigned(token);
    }
  }

  /** {@code failed to detect noop change: ...}, of several lines (10.2). */
  record Undetected() implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.mode = Mode.ASIDE;
    }
  }

  /** {@code parent commit 7777... wasn't tested}: it is built now, and only built (10.3). */
  record ParentNotTested(String commit) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes();
      turn.conclusion = turn.conclusion.parent(Utf8.cut(commit, 100));
      turn.announces(Role.PARENT, commit, null);
    }
  }

  /** {@code reproducer is flaky (0.18 repro chance estimate)} and its forerunner (10.10). */
  record Flaky(@Nullable String chance) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes((Verdict) null);
      turn.judge = turn.judge.calledFlaky();
      turn.proves(chance == null ? Era.FLAGGED : Era.CHANCES);
      turn.ending = turn.ending.reproductionChance(chance == null ? null : GoTime.decimal(chance));
    }
  }

  /** {@code revisions tested: 16, total time: 2h57m38.9s (build: 1h43m49.9s, test: 1h12m24s)}. */
  record Trailer(Ending.Trailer trailer) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes((Verdict) null);
      turn.search = turn.search.in(Phase.OUTCOME);
      turn.ending = turn.ending.trailer(trailer);
    }
  }

  /**
   * {@code the crash still happens on HEAD} and the other sentences for no commit (10.5).
   *
   * @param errors whether the sentence stands for broken tests as well
   */
  record NothingFound(String sentence, boolean errors) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes((Verdict) null);
      Outcome early = turn.ending.early();
      boolean crashed = !errors || turn.judge.closed().last() == Verdict.BAD;
      Outcome outcome = crashed ? Outcome.STILL_HAPPENS : Outcome.NO_RANGE_END;
      turn.ends(early == null ? outcome : early, sentence, null, null);
    }
  }

  /** {@code commit msg: Linux 4.19}: the title of the commit where the search ended (10.5). */
  record CommitMessage() implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes((Verdict) null);
    }
  }

  /** {@code first bad commit: e4b8954074f6... netlink: add net device refcount tracker} (10.7). */
  record Named(String commit, String title, String sentence) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.closes((Verdict) null);
      turn.ends(Outcome.CULPRIT_FOUND, sentence, commit, title);
    }
  }

  /** {@code recipients (to): ["dev@example.org" "list@example.org"]} (10.7). */
  record Recipients(String list, String name) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      new Filing(turn).recipients(list, name);
    }
  }

  /** {@code error: the crash wasn't reproduced on the original commit}, to the end (10.8). */
  record Failed(String text) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.ends(outcome(), "error: " + text, null, null);
      turn.scroll = Scroll.error().with(text, turn.drawer);
      turn.mode = Mode.ERROR;
    }

    /** Before the trailer it is what a compiler says. */
    @Override
    public boolean fits(Turn turn) {
      return turn.search.phase() == Phase.OUTCOME;
    }

    private Outcome outcome() {
      if (text.equals("the crash wasn't reproduced on the original commit")) {
        return Outcome.NOT_REPRODUCED;
      }
      if (text.equals("oldest tested release had kernel build, boot or test errors")
          || text.equals("no release tags before this commit")) {
        return Outcome.NO_RANGE_END;
      }
      return text.startsWith("bisection is taking too long") ? Outcome.TIMED_OUT : Outcome.FAILED;
    }
  }

  /** {@code crash: WARNING in free_netdev}, and the report to the end (10.9). */
  record Crashed(String title) implements EndEntry {
    @Override
    public void tell(Turn turn) {
      turn.ending = turn.ending.crash(turn.title(title));
      turn.scroll = Scroll.report();
      turn.mode = Mode.REPORT;
    }

    @Override
    public boolean fits(Turn turn) {
      return turn.search.phase() == Phase.OUTCOME;
    }
  }
}
