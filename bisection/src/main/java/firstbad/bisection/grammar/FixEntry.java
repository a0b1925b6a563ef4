package firstbad.bisection.grammar;

/** What a fix bisection asks before it tests a candidate. */
public sealed interface FixEntry extends Entry {

  /** {@code determine whether the revision contains the guilty commit}. */
  record Asking() implements FixEntry {}

  /** {@code revision 1111... crashed and is reachable}: the candidate is tested. */
  record Contained() implements FixEntry {}

  /** {@code no existing result, test the revision}: of the merge base, not of the candidate. */
  record TestMergeBase() implements FixEntry {}

  /** {@code the bug was not introduced yet; pretend that kernel crashed}. */
  record NotIntroduced() implements FixEntry {}
}
