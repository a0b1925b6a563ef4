package firstbad.bisection.trust.judgement;

import java.util.AbstractList;
import java.util.List;

/** Reasons of which it is known which cost trust and which speak for the culprit. */
public interface ReasonsByDirection extends List<String> {

  /** How many of them, from the first on, cost trust. */
  int against();

  /** Reasons that were written before, of which so many, from the first on, cost trust. */
  static ReasonsByDirection of(List<String> reasons, int against) {
    return new Written(List.copyOf(reasons), against);
  }

  /** The same of a list that may not know it, and then none costs trust. */
  static int against(List<String> reasons) {
    return reasons instanceof ReasonsByDirection signed ? signed.against() : 0;
  }

  /** Such a list. */
  final class Written extends AbstractList<String> implements ReasonsByDirection {
    private final List<String> reasons;
    private final int against;

    private Written(List<String> reasons, int against) {
      this.reasons = reasons;
      this.against = against;
    }

    @Override
    public int against() {
      return against;
    }

    @Override
    public String get(int at) {
      return reasons.get(at);
    }

    @Override
    public int size() {
      return reasons.size();
    }
  }
}
