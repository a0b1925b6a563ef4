package firstbad.app.deliver;

import firstbad.app.deliver.plan.Limit;
import firstbad.app.deliver.plan.Subscription;
import firstbad.events.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subscription may be sent now: one delivery at a time, each bisection's in their order, and
 * within its limits; with a digest, all that were taken before its time began.
 */
final class Choice {
  private static final int DIGEST_EVENTS = 200;

  /** The deliveries to be tried together now; empty for none. */
  static List<Delivery> of(Subscription subscription, Ledger ledger, Instant now) {
    var waiting = ledger.waiting(subscription.name());
    if (waiting.isEmpty()
        || (subscription.quiet() != null && subscription.quiet().contains(now))
        || waiting.stream().anyMatch(ledger::inFlight)
        || !withinLimits(subscription, ledger, now)) {
      return List.of();
    }
    Duration digest = subscription.digest();
    List<Delivery> chosen = new ArrayList<>();
    Set<String> heldUp = new HashSet<>();
    for (Delivery delivery : waiting) {
      boolean due =
          (delivery.getNextAttemptAt() == null || !delivery.getNextAttemptAt().isAfter(now))
              && (digest == null || delivery.getTakenAt().isBefore(begin(digest, now)));
      if (!due || heldUp.contains(delivery.getBisectionId())) {
        heldUp.add(delivery.getBisectionId());
      } else {
        chosen.add(delivery);
        if (digest == null || chosen.size() == DIGEST_EVENTS) {
          break;
        }
      }
    }
    return chosen;
  }

  /** When the running period of a digest began; periods are counted from the epoch, in UTC. */
  private static Instant begin(Duration period, Instant now) {
    long length = period.toMillis();
    return Instant.ofEpochMilli(now.toEpochMilli() / length * length);
  }

  private static boolean withinLimits(Subscription subscription, Ledger ledger, Instant now) {
    for (Limit limit : subscription.limits()) {
      Instant since = now.minus(limit.within());
      if (ledger.deliveredSince(subscription.name(), since, now) >= limit.most()) {
        return false;
      }
    }
    return true;
  }

  private Choice() {}
}
