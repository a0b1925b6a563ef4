package firstbad.bisection;

/** Minimisation of the kernel configuration, in three generations (log-format.md section 6). */
sealed interface ConfigEntry extends Entry {

  /** A line that only tells how far the minimisation is. */
  record Progress(Era era) implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn, era);
    }
  }

  /** {@code testing without sub-chunk 1/5}: what the next revision is built with. */
  record Trying(String words, Era era) implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn, era);
      turn.announces(Role.CONFIG, null, words);
    }
  }

  /**
   * {@code disabling configs for [HANG LEAK], they are not needed}: repeated for every
   * configuration, whose own words tell more.
   */
  record Disabling(String words) implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn, Era.WEIGHED);
      if (turn.search.next() == null) {
        turn.announces(Role.CONFIG, null, words);
      } else {
        turn.prepares();
      }
    }
  }

  /** {@code the chunk can be dropped}: the configuration that was tested last crashes. */
  record Adopted(Era era) implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      boolean config = turn.block != null && turn.block.is(Role.CONFIG);
      if (config) {
        turn.closes(Verdict.BAD);
      }
      begins(turn, era);
      if (config) {
        turn.judge = turn.judge.adopting();
      }
    }
  }

  /** The configuration script speaks (6.2). */
  record Script() implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn, Era.BISECTING);
      turn.mode = Mode.SCRIPT;
    }
  }

  /** The minimisation failed, with an error of several lines (6.1). */
  record Failed() implements ConfigEntry {
    @Override
    public void tell(Turn turn) {
      begins(turn, Era.BISECTING);
      turn.mode = Mode.ASIDE;
    }
  }

  private static void begins(Turn turn, Era era) {
    turn.closes();
    turn.proves(era);
    if (turn.search.phase().compareTo(Phase.CONFIG) < 0) {
      turn.search = turn.search.in(Phase.CONFIG);
    }
  }
}
