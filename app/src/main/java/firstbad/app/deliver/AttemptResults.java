package firstbad.app.deliver;

import firstbad.app.deliver.plan.QuietHours;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.events.Undelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an attempt makes of a delivery. */
final class AttemptResults {

  /** The delivery's next record. */
  static Delivery after(
      Delivery before, Subscription subscription, Attempt attempt, Instant startedAt, Instant now) {
    int attempts = before.getAttempts() + 1;
    Instant first = before.getFirstTriedAt() == null ? startedAt : before.getFirstTriedAt();
    Delivery.Builder next =
        Delivery.newBuilder(before)
            .setAttempts(attempts)
            .setFirstTriedAt(first)
            .setNextAttemptAt(null);
    if (attempt.accepted()) {
      return next.setState(DeliveryState.DELIVERED).setDeliveredAt(now).setEvent(null).build();
    }
    next.setReason(attempt.reason());
    Duration left = left(subscription, first, now);
    if (left.isZero() || left.isNegative()) {
      return failed(next, attempt.reason());
    }
    Duration pause = longer(subscription.pauses().after(attempts), attempt.notBefore());
    return next.setNextAttemptAt(now.plus(pause.compareTo(left) < 0 ? pause : left)).build();
  }

  /** How long it is still tried; quiet hours do not count. */
  private static Duration left(Subscription subscription, Instant first, Instant now) {
    QuietHours quiet = subscription.quiet();
    Duration tried = Duration.between(first, now);
    Duration slept = quiet == null ? Duration.ZERO : quiet.between(first, now);
    return subscription.giveUpAfter().minus(tried.minus(slept));
  }

  private static Duration longer(Duration pause, @Nullable Duration wish) {
    return wish != null && wish.compareTo(pause) > 0 ? wish : pause;
  }

  /** One that nobody will try again. */
  static Delivery givenUp(Delivery before, String reason) {
    return failed(Delivery.newBuilder(before), reason);
  }

  private static Delivery failed(Delivery.Builder delivery, String reason) {
    return delivery
        .setState(DeliveryState.FAILED)
        .setNextAttemptAt(null)
        .setReason(reason)
        .setEvent(null)
        .build();
  }

  /**
   * The next record of one that waits. A newer version of its event, which was taken meanwhile,
   * keeps its place and the pauses between its attempts.
   */
  static Delivery takenAgain(Delivery waiting, Delivery next) {
    boolean anew = next.getState() == DeliveryState.WAITING && next.getAttempts() == 0;
    return anew && waiting.getAttempts() > 0
        ? Delivery.newBuilder(waiting).setEvent(next.getEvent()).build()
        : next;
  }

  /** One that was taken again after the receiver had accepted it. */
  static Delivery delivered(Delivery again, Instant at) {
    return Delivery.newBuilder(again)
        .setState(DeliveryState.DELIVERED)
        .setDeliveredAt(at)
        .setEvent(null)
        .build();
  }

  /**
   * The record among the undelivered of a delivery that failed for good.
   *
   * @param before with the event
   */
  static Undelivered undelivered(Delivery before, Delivery failed, Attempt last) {
    Instant first = failed.getFirstTriedAt();
    return UndeliveredTopic.failed(
        failed.getSubscription(),
        new Message(
            before.getKey(),
            before.getTopic(),
            before.getBisectionId(),
            String.valueOf(before.getEvent()),
            Map.of(),
            "",
            ""),
        last,
        failed.getAttempts(),
        first == null ? failed.getTakenAt() : first);
  }

  /** The record among the undelivered of a delivery whose event no record can hold. */
  static Undelivered tooLarge(Delivery taken) {
    Attempt none =
        Attempt.failed(
            "was not tried: the event has more than "
                + UndeliveredTopic.LARGEST_EVENT
                + " bytes as JSON",
            "");
    return undelivered(taken, givenUp(taken, none.reason()), none);
  }

  private AttemptResults() {}
}
