package firstbad.topology.event;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.sum.CommitCrashes;
import firstbad.topology.sum.CommitSuspicions;

/**
 * Findings as the bytes of the events that the contract promises.
 *
 * <p>Each method throws what {@link FaultOrigin#outside} recognizes when the registry cannot be
 * asked, and anything else only by our own mistake.
 */
public interface EventEncoder {

  byte[] bisection(Bisection bisection);

  byte[] revision(Revision revision);

  byte[] culprit(CulpritFound culprit);

  byte[] assessment(Assessment assessment);

  byte[] alert(Alert alert);

  byte[] crashCounts(String commit, CommitCrashes crashes);

  byte[] suspect(String commit, CommitSuspicions suspicions);
}
