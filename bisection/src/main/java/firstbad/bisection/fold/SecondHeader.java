package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;

/** A header of another bisection in the log of this one. */
final class SecondHeader {

  /** Raises the alert, once for each bisection. */
  static void raise(FoldContext context) {
    if (context.life.once().secondHeader()) {
      return;
    }
    context.life = context.life.secondHeaderRaised();
    context.raise(
        Alert.Kind.CONFLICT,
        Alert.Severity.HIGH,
        "Line "
            + context.position.highest()
            + " starts a second bisection in the log of this one: give each its own id.");
  }

  private SecondHeader() {}
}
