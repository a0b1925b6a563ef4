package firstbad.app.deliver;

import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.events.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of each subscription: written by the service, read by metrics. */
final class Figures {

  /** Of one subscription. */
  static final class Of {
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong failedAttempts = new AtomicLong();
    final AtomicLong undelivered = new AtomicLong();
    volatile int waiting;
    volatile int failing;
    volatile long oldestWaitingSeconds;

    private void sees(int waits, int fails, long oldest) {
      waiting = waits;
      failing = fails;
      oldestWaitingSeconds = oldest;
    }
  }

  /** Records of others from which nothing can be delivered. */
  final AtomicLong unusable = new AtomicLong();

  private final Map<String, Of> bySubscription = new ConcurrentHashMap<>();

  Figures(Plan plan) {
    plan.subscriptions().forEach(each -> bySubscription.put(each.name(), new Of()));
  }

  Of of(String subscription) {
    return bySubscription.computeIfAbsent(subscription, name -> new Of());
  }

  /**
   * An attempt has ended.
   *
   * @param deliveries how many went with it
   * @param given how many of them were given up
   */
  void count(String subscription, Attempt attempt, int deliveries, int given) {
    Of of = of(subscription);
    if (attempt.accepted()) {
      of.delivered.addAndGet(deliveries);
    } else {
      of.failedAttempts.incrementAndGet();
      of.undelivered.addAndGet(given);
    }
  }

  /** Another process delivers, and knows what waits. */
  void lookAway() {
    bySubscription.values().forEach(of -> of.sees(0, 0, 0));
  }

  /** Looks at what waits. */
  void look(Ledger ledger, Plan plan, Instant now) {
    for (Subscription each : plan.subscriptions()) {
      int waiting = 0;
      int failing = 0;
      long oldest = 0;
      for (Delivery delivery : ledger.waiting(each.name())) {
        waiting++;
        failing += delivery.getAttempts() > 0 ? 1 : 0;
        oldest = Math.max(oldest, now.getEpochSecond() - delivery.getTakenAt().getEpochSecond());
      }
      of(each.name()).sees(waiting, failing, oldest);
    }
  }
}
