package firstbad.story;

import firstbad.events.Blame;

/** Advice on a search that still runs. */
final class WhileRunning {
  private final Known known;
  private final Continuation continuation;
  private final AdviceList advice;

  WhileRunning(Known known, Continuation continuation, AdviceList advice) {
    this.known = known;
    this.continuation = continuation;
    this.advice = advice;
  }

  /** What can still be saved, or that there is nothing to do. */
  void tell() {
    Blame derailed = known.misled();
    boolean over = StillToCome.noStep(known.head(), known.revisions());
    if (derailed != null && over) {
      advice.add(
          "Do not use what this search ends on until "
              + StepName.of(derailed, known.revisions())
              + " has been tested again: it was called bad on another crash. No step is left that"
              + " could be saved.");
      continuation.supported();
    } else if (RunningTrust.surelyLeft(known)) {
      advice.add("Stop the job, since each further step tests for another bug" + toSave() + ".");
      continuation.supported();
    } else if (derailed != null) {
      advice.add(
          "Test "
              + StepName.of(derailed, known.revisions())
              + " again before the search goes on: it was called bad on another crash. If it does"
              + " not crash with the bug, stop the job"
              + toSave()
              + ".");
      continuation.supported();
    }
    if (advice.isEmpty()) {
      advice.add(
          over
              ? "Nothing to do yet: no step is left, wait for the end of the log."
              : Pace.of(known).waiting());
    }
  }

  private String toSave() {
    String time = StillToCome.machineTime(known.head());
    return time.isEmpty() ? "" : ": that saves " + time;
  }
}
