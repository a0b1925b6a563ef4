package firstbad.bisection.trust.judgement;

import java.util.List;

/** Reasons of which it is known which cost trust and which speak for the culprit. */
public interface ReasonsByDirection extends List<String> {

  /** How many of them, from the first on, cost trust. */
  int against();

  /** The same of a list that may not know it, and then none costs trust. */
  static int against(List<String> reasons) {
    return reasons instanceof ReasonsByDirection signed ? signed.against() : 0;
  }
}
