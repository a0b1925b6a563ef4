package firstbad.bench.chaos;

/** What can be done to a process, and for how long it lasts. */
enum Fault {
  /** SIGKILL; it starts again afterwards. */
  KILL(500, 6_000),
  /** SIGSTOP and SIGCONT: it is there and does not answer. */
  FREEZE(3_000, 45_000),
  /** SIGTERM; it starts again afterwards. */
  RESTART(500, 2_000),
  /** No byte is left in the folder of its state, for a while. */
  FULL(4_000, 12_000),
  /** SIGKILL, and it starts again on a folder that cannot be written. */
  READ_ONLY(5_000, 10_000),
  /** SIGTERM, and it starts again on a folder whose files were scribbled over. */
  DAMAGED(500, 2_000),
  /** SIGKILL, and it starts again without its folder. */
  EMPTIED(500, 2_000);

  private final int least;
  private final int most;

  Fault(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** How long it lasts at least, in milliseconds. */
  int least() {
    return least;
  }

  /** How long it lasts at most, in milliseconds. */
  int most() {
    return most;
  }

  /** Whether it begins with SIGKILL. */
  boolean kills() {
    return this == KILL || this == READ_ONLY || this == EMPTIED;
  }
}
