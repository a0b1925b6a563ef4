package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.LogEnding;
import java.util.ArrayList;
import java.util.List;

/** Which silences a bisection waits for. */
public final class Silences {

  /** The silences that would change something, shortest first; empty once it has ended. */
  public static List<Input.Silence> awaited(BisectionState state) {
    if (state.ended() || state.reading().position().read() == 0) {
      return List.of();
    }
    List<Input.Silence> awaited = new ArrayList<>(3);
    LogEnding ending = state.result().ending();
    boolean settles = ending.trailer() != null || state.progress().header().tool() == Tool.GIT;
    if (settles && ending.sentence() != null) {
      awaited.add(Input.Silence.SETTLED);
    }
    if (!state.life().once().stalled()) {
      awaited.add(Input.Silence.STALLED);
    }
    awaited.add(Input.Silence.BROKEN_OFF);
    return awaited;
  }

  /** A person should look: nothing arrives. */
  static void stalled(FoldContext context) {
    context.life = context.life.stalledRaised();
    context.raise(
        Alert.Kind.STALLED,
        Alert.Severity.MIDDLE,
        "After line "
            + context.position.highest()
            + " nothing arrived for a long time: check whether the bisection ran on and its log"
            + " was sent.");
  }

  private Silences() {}
}
