package firstbad.topology;

import firstbad.bisection.Alert;
import firstbad.bisection.Assessment;
import firstbad.bisection.Bisection;
import firstbad.bisection.CulpritFound;
import firstbad.bisection.Revision;

/**
 * Findings as the bytes of the events that the contract promises.
 *
 * <p>Each method throws what {@link Trouble#outside} recognizes when the registry cannot be asked,
 * and anything else only by our own mistake.
 */
interface EventEncoder {

  byte[] bisection(Bisection bisection);

  byte[] revision(Revision revision);

  byte[] culprit(CulpritFound culprit);

  byte[] assessment(Assessment assessment);

  byte[] alert(Alert alert);

  byte[] crashCounts(String commit, CommitCrashes crashes);

  byte[] suspect(String commit, CommitSuspicions suspicions);
}
