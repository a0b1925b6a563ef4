package firstbad.topology.sum;

import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import org.jspecify.annotations.Nullable;

/** What changes how a culprit stands, on its way to {@code join-verifications}. */
public sealed interface StandingChange {

  /** It was named, and judged so. */
  record Named(JudgedCulprit judged) implements StandingChange {}

  /** Its event was removed. */
  record Removed() implements StandingChange {}

  /**
   * A source said this of it.
   *
   * @param state null where its word was removed
   */
  record Said(VerificationSource source, @Nullable VerificationState state)
      implements StandingChange {}
}
