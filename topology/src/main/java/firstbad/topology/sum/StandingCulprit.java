package firstbad.topology.sum;

import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The culprit of one bisection, and what every source said of it last. Culprit and verifications
 * may come in any order, and be removed in any.
 *
 * @param judged null while no culprit is known
 * @param said by source
 */
public record StandingCulprit(
    @Nullable JudgedCulprit judged, Map<VerificationSource, VerificationState> said) {

  public static final StandingCulprit UNKNOWN = new StandingCulprit(null, Map.of());

  /** After a change. */
  public StandingCulprit after(StandingChange change) {
    if (change instanceof StandingChange.Named named) {
      return new StandingCulprit(named.judged(), said);
    }
    if (!(change instanceof StandingChange.Said word)) {
      return new StandingCulprit(null, said);
    }
    Map<VerificationSource, VerificationState> next = new EnumMap<>(VerificationSource.class);
    next.putAll(said);
    if (word.state() == null) {
      next.remove(word.source());
    } else {
      next.put(word.source(), word.state());
    }
    return new StandingCulprit(judged, next);
  }

  /** Whether nothing is known any more. */
  public boolean isNothing() {
    return judged == null && said.isEmpty();
  }

  /** What it counts for in the track record; null for nothing. */
  public @Nullable Counted counted() {
    return judged == null || !judged.counts()
        ? null
        : new Counted(judged, CulpritStanding.of(said.values()));
  }

  /** A culprit as it counts: how it was judged, and what became of it. */
  public record Counted(JudgedCulprit judged, CulpritStanding standing) {}
}
