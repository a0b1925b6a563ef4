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
 * within its limits; with a digest, all that were taken before its time began. A digest is named
 * before it is tried, and has the same members in every attempt.
 */
final class DueDeliveries {
  private static final int DIGEST_EVENTS = 200;

  /**
   * The deliveries to be tried together now, or, where the subscription has digests and they name
   * none, to be named as one; empty for none.
   */
  static List<Delivery> of(
      Subscription subscription, Ledger ledger, InFlight inFlight, Instant now) {
    var waiting = ledger.waiting(subscription.name());
    int left = left(subscription, ledger, now);
    if (waiting.isEmpty()
        || (subscription.quiet() != null && subscription.quiet().contains(now))
        || waiting.stream().anyMatch(inFlight::contains)
        || left <= 0) {
      return List.of();
    }
    Duration digest = subscription.digest();
    List<Delivery> chosen = new ArrayList<>();
    Set<String> heldUp = new HashSet<>();
    for (Delivery delivery : waiting) {
      boolean due =
          delivery.getNextAttemptAt() == null || !delivery.getNextAttemptAt().isAfter(now);
      String named = delivery.getDigest();
      if (due && named != null) {
        return waiting.stream().filter(each -> named.equals(each.getDigest())).toList();
      }
      if (!due
          || heldUp.contains(delivery.getBisectionId())
          || (digest != null && !delivery.getTakenAt().isBefore(begin(digest, now)))) {
        heldUp.add(delivery.getBisectionId());
      } else if (chosen.size() < (digest == null ? 1 : Math.min(left, DIGEST_EVENTS))) {
        chosen.add(delivery);
      }
    }
    return chosen;
  }

  /** Whether these are to be named as a digest before they are tried. */
  static boolean isUnnamedDigest(Subscription subscription, List<Delivery> chosen) {
    return subscription.digest() != null && chosen.get(0).getDigest() == null;
  }

  /** The same as one digest. */
  static List<Delivery> named(List<Delivery> chosen) {
    Delivery last = chosen.get(chosen.size() - 1);
    String name = last.getKey() + "/" + last.getTakenAt().toEpochMilli();
    return chosen.stream().map(each -> Delivery.newBuilder(each).setDigest(name).build()).toList();
  }

  /** When the running period of a digest began; periods are counted from the epoch, in UTC. */
  private static Instant begin(Duration period, Instant now) {
    long length = period.toMillis();
    return Instant.ofEpochMilli(now.toEpochMilli() / length * length);
  }

  /** How many may still be sent now. */
  private static int left(Subscription subscription, Ledger ledger, Instant now) {
    int left = Integer.MAX_VALUE;
    for (Limit limit : subscription.limits()) {
      Instant since = now.minus(limit.within());
      int sent = ledger.deliveredSince(subscription.name(), since, now);
      left = Math.min(left, limit.most() - sent);
    }
    return left;
  }

  private DueDeliveries() {}
}
