package firstbad.app.deliver;

import firstbad.app.deliver.plan.Limit;
import firstbad.app.deliver.plan.Plan;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of deliveries says: a fold of its records and nothing else, so that it is the same
 * after every restart. For one thread.
 */
final class Ledger {
  private static final Duration ORPHANED_AFTER = Duration.ofDays(1);

  /** The order in which events were taken, whatever became of others meanwhile. */
  private record TakenOrder(Instant takenAt, String key) implements Comparable<TakenOrder> {
    @Override
    public int compareTo(TakenOrder other) {
      int byTime = takenAt.compareTo(other.takenAt);
      return byTime == 0 ? key.compareTo(other.key) : byTime;
    }
  }

  private final Map<String, TreeMap<TakenOrder, Delivery>> waiting = new HashMap<>();
  private final Map<String, Delivery> waitingByKey = new HashMap<>();

  /** Waited when their event was removed, with when they had been taken. */
  private final Map<String, Instant> removed = new TreeMap<>();

  private final Map<String, Instant> delivered = new HashMap<>();
  private final Map<String, Deque<Instant>> recent = new HashMap<>();

  /** What the record of a delivery is known by in the topic. */
  static String key(Delivery delivery) {
    return delivery.getSubscription() + "/" + delivery.getKey();
  }

  /**
   * The next record of the topic.
   *
   * @param next null for one that was removed
   * @return a record to be written, where the newest of its key no longer says how it is
   */
  Optional<Delivery> apply(String key, @Nullable Delivery next) {
    if (isRemoval(key)) {
      removeWaiting(key);
      return Optional.empty();
    }
    if (next != null && isOfRemoved(key, next)) {
      return Optional.empty();
    }
    removed.remove(key);
    Delivery old = forget(key);
    if (next == null) {
      delivered.remove(key);
      return Optional.empty();
    }
    Instant before = delivered.get(key);
    Delivery record = old == null ? next : AttemptResults.takenAgain(old, next);
    if (record.getState() == DeliveryState.WAITING) {
      if (before != null) { // the same event was taken again, and the receiver has it
        return Optional.of(AttemptResults.delivered(record, before));
      }
      waitingByKey.put(key, record);
      waiting
          .computeIfAbsent(record.getSubscription(), name -> new TreeMap<>())
          .put(new TakenOrder(record.getTakenAt(), key), record);
    } else if (record.getState() == DeliveryState.DELIVERED && before == null) {
      Instant at = record.getDeliveredAt() == null ? record.getTakenAt() : record.getDeliveredAt();
      delivered.put(key, at);
      Deque<Instant> times =
          recent.computeIfAbsent(record.getSubscription(), name -> new ArrayDeque<>());
      times.add(at);
      forgetBefore(at.minus(Limit.LONGEST), times);
    }
    return Optional.empty();
  }

  /**
   * The next record of the topic, where it removes a delivery whose event was removed. Meanwhile
   * the event may have been sent again, and another process have taken it.
   *
   * @param takenAt when the removed one had been taken
   * @return as {@link #apply}
   */
  Optional<Delivery> remove(String key, Instant takenAt) {
    Delivery now = waitingByKey.get(key);
    return now == null || now.getTakenAt().equals(takenAt) ? apply(key, null) : Optional.of(now);
  }

  private @Nullable Delivery forget(String key) {
    Delivery old = waitingByKey.remove(key);
    if (old != null) {
      TreeMap<TakenOrder, Delivery> others = waiting.get(old.getSubscription());
      if (others != null) {
        others.remove(new TakenOrder(old.getTakenAt(), key));
      }
    }
    return old;
  }

  /** What waits for a subscription, in the order in which it was taken. */
  Collection<Delivery> waiting(String subscription) {
    TreeMap<TakenOrder, Delivery> found = waiting.get(subscription);
    return found == null ? List.of() : found.values();
  }

  /**
   * What the record without a value is known by that says: one topic's events of one bisection were
   * removed. It stands among the deliveries since whoever reads the event need not know them.
   */
  static String removal(Topic topic, String id) {
    return "/" + topic.suffix() + "/" + id; // no subscription has an empty name
  }

  private static boolean isRemoval(String key) {
    return key.startsWith("/");
  }

  private void removeWaiting(String removal) {
    List<Delivery> found =
        waitingByKey.values().stream()
            .filter(each -> removal.equals("/" + each.getTopic() + "/" + each.getBisectionId()))
            .toList();
    for (Delivery each : found) {
      forget(key(each));
      removed.put(key(each), each.getTakenAt());
    }
  }

  /**
   * Whether it is the result of an attempt that began before the removal was read, and so changes
   * nothing; an event that was sent again is taken at another time.
   */
  private boolean isOfRemoved(String key, Delivery next) {
    return next.getState() == DeliveryState.WAITING && next.getTakenAt().equals(removed.get(key));
  }

  /**
   * Keys of what no longer waits since its event was removed, with when it was taken; each needs a
   * record that says so.
   */
  Map<String, Instant> removed() {
    return Map.copyOf(removed);
  }

  /** Whether it is of such an event. */
  static boolean isOf(Delivery delivery, Topic topic, String id) {
    return delivery.getTopic().equals(topic.suffix()) && delivery.getBisectionId().equals(id);
  }

  /**
   * What has waited for a day for a subscription that the file does not have, and would wait for
   * ever. Not at once: where several processes run, one may have a newer file for a while.
   */
  List<Delivery> orphans(Plan plan, Instant now) {
    return waiting.entrySet().stream()
        .filter(of -> plan.named(of.getKey()).isEmpty())
        .flatMap(of -> of.getValue().values().stream())
        .filter(delivery -> delivery.getTakenAt().isBefore(now.minus(ORPHANED_AFTER)))
        .toList();
  }

  /** How many deliveries of a subscription were accepted after this time. */
  int deliveredSince(String subscription, Instant time, Instant now) {
    Deque<Instant> times = recent.get(subscription);
    if (times == null) {
      return 0;
    }
    forgetBefore(now.minus(Limit.LONGEST), times);
    return (int) times.stream().filter(at -> at.isAfter(time)).count();
  }

  private static void forgetBefore(Instant oldest, Deque<Instant> times) {
    while (!times.isEmpty() && times.peekFirst().isBefore(oldest)) {
      times.removeFirst();
    }
  }

  /**
   * Whether this one still waits, and nobody else has tried it since an attempt began; its event
   * may have been taken again.
   */
  boolean stillWaits(Delivery delivery) {
    Delivery now = waitingByKey.get(key(delivery));
    return now != null && now.getAttempts() <= delivery.getAttempts();
  }
}
