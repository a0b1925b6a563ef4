package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.deliver.plan.EventKind;
import firstbad.app.deliver.plan.Limit;
import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.QuietHours;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.plan.Target;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.schemas.Topic;
import firstbad.schemas.TrustedEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be sent when, and what the topic of deliveries makes of it. */
class DueDeliveriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static {
    TrustedEvents.trust(); // builders copy, for which Avro looks classes up
  }

  private final InFlight inFlight = new InFlight();
  private Ledger ledger = new Ledger();

  @Test
  void each_bisection_keeps_its_order_and_others_go_on() {
    take("job-1", "a", 0);
    take("job-1", "b", 1);
    take("job-2", "c", 2);
    Delivery first = chosen(plain()).get(0);
    assertThat(first.getKey()).isEqualTo("a");
    inFlight.begin(List.of(first));
    assertThat(chosen(plain())).as("one at a time").isEmpty();
    Delivery failed =
        AttemptResults.after(first, plain(), Attempt.failed("answered 500", ""), NOW, NOW);
    inFlight.written(failed, 3);
    inFlight.readUpTo(3);
    assertThat(chosen(plain())).as("its end is written, and not read yet").isEmpty();
    apply(failed);
    inFlight.readUpTo(4);
    assertThat(chosen(plain())).extracting(Delivery::getKey).containsExactly("c");
    assertThat(DueDeliveries.of(plain(), ledger, inFlight, NOW.plusSeconds(5)))
        .extracting(Delivery::getKey)
        .containsExactly("a");
  }

  @Test
  void one_that_is_tried_stays_so_whatever_else_is_read() {
    Delivery first = take("job-1", "a", 0);
    inFlight.begin(chosen(plain()));
    apply(first); // the same event, taken again
    inFlight.readUpTo(1);
    assertThat(chosen(plain())).isEmpty();
    ledger = new Ledger(); // after a rebalance
    apply(first);
    inFlight.readUpTo(1);
    assertThat(chosen(plain())).isEmpty();
    assertThat(inFlight.busy()).isTrue();
    inFlight.drop(List.of(first));
    assertThat(chosen(plain())).containsExactly(first);
  }

  @Test
  void a_newer_version_of_an_event_waits_for_the_next_attempt_like_the_one_before() {
    Delivery first = take("job-1", "a", 0);
    Delivery failed =
        AttemptResults.after(first, plain(), Attempt.failed("answered 500", ""), NOW, NOW);
    apply(failed);
    apply(Delivery.newBuilder(first).setEvent("{\"newer\":1}").setTakenAt(NOW).build());
    assertThat(chosen(plain())).isEmpty();
    assertThat(DueDeliveries.of(plain(), ledger, inFlight, NOW.plusSeconds(5)))
        .containsExactly(Delivery.newBuilder(failed).setEvent("{\"newer\":1}").build());
  }

  @Test
  void a_retried_delivery_is_first_again_after_a_restart() {
    take("job-1", "b", 1);
    take("job-1", "a", 0); // compaction moved it after the other
    assertThat(chosen(plain())).extracting(Delivery::getKey).containsExactly("a");
  }

  @Test
  void what_was_delivered_is_not_delivered_again_when_it_is_taken_again() {
    Delivery taken = take("job-1", "a", 0);
    apply(AttemptResults.after(taken, plain(), Attempt.accepted(""), NOW, NOW));
    assertThat(ledger.apply(Ledger.key(taken), taken))
        .hasValueSatisfying(
            repair -> assertThat(repair.getState()).isEqualTo(DeliveryState.DELIVERED));
    assertThat(chosen(plain())).isEmpty();
  }

  @Test
  void limits_and_quiet_hours_hold_deliveries_back_and_lose_none() {
    Subscription two = with(List.of(new Limit(2, Duration.ofHours(1))), null, null);
    for (String key : List.of("a", "b", "c")) {
      take("job-" + key, key, key.charAt(0));
    }
    for (int sent = 0; sent < 2; sent++) {
      Delivery next = chosen(two).get(0);
      apply(AttemptResults.after(next, two, Attempt.accepted(""), NOW, NOW));
    }
    assertThat(chosen(two)).isEmpty();
    assertThat(DueDeliveries.of(two, ledger, inFlight, NOW.plus(Duration.ofMinutes(61))))
        .hasSize(1);
    QuietHours night =
        new QuietHours(LocalTime.parse("11:00"), LocalTime.parse("13:00"), ZoneId.of("UTC"));
    Subscription quiet = with(List.of(), night, null);
    assertThat(chosen(quiet)).isEmpty();
    assertThat(DueDeliveries.of(quiet, ledger, inFlight, NOW.plus(Duration.ofHours(1)))).hasSize(1);
  }

  @Test
  void a_digest_waits_for_the_end_of_its_period_and_takes_all() {
    Subscription daily = with(List.of(), null, Duration.ofDays(1));
    take("job-1", "a", 0);
    take("job-2", "b", 1);
    assertThat(chosen(daily)).isEmpty();
    assertThat(DueDeliveries.of(daily, ledger, inFlight, Instant.parse("2026-03-02T00:00:00Z")))
        .hasSize(2);
  }

  @Test
  void a_digest_has_the_same_members_and_key_in_every_attempt() {
    Subscription daily = with(List.of(), null, Duration.ofDays(1));
    Instant first = Instant.parse("2026-03-02T00:00:00Z");
    take("job-1", "a", 0);
    take("job-2", "b", 1);
    List<Delivery> chosen = DueDeliveries.of(daily, ledger, inFlight, first);
    assertThat(DueDeliveries.isUnnamedDigest(daily, chosen)).isTrue();
    DueDeliveries.named(chosen).forEach(this::apply);
    List<Delivery> tried = DueDeliveries.of(daily, ledger, inFlight, first);
    assertThat(DueDeliveries.isUnnamedDigest(daily, tried)).isFalse();
    Attempt failed = Attempt.failed("answered 500", "");
    tried.forEach(each -> apply(AttemptResults.after(each, daily, failed, first, first)));
    take("job-3", "c", 2);
    take("job-1", "d", 3);
    assertThat(DueDeliveries.of(daily, ledger, inFlight, first))
        .as("while it waits, others go out, but none of its bisections")
        .extracting(Delivery::getKey)
        .containsExactly("c");
    List<Delivery> again =
        DueDeliveries.of(daily, ledger, inFlight, first.plus(Duration.ofDays(1)));
    assertThat(again).extracting(Delivery::getKey).containsExactly("a", "b");
    assertThat(again).extracting(Delivery::getDigest).containsOnly(tried.get(0).getDigest());
  }

  @Test
  void a_digest_is_cut_to_what_the_limits_leave() {
    Subscription capped =
        with(List.of(new Limit(2, Duration.ofDays(1))), null, Duration.ofHours(1));
    for (String key : List.of("a", "b", "c")) {
      take("job-" + key, key, key.charAt(0));
    }
    assertThat(DueDeliveries.of(capped, ledger, inFlight, NOW.plus(Duration.ofHours(1))))
        .extracting(Delivery::getKey)
        .containsExactly("a", "b");
  }

  @Test
  void what_waits_for_no_subscription_is_given_up_after_a_day_and_not_before() {
    Delivery orphan = take("job-1", "a", 0);
    Plan without = new Plan(null, List.of());
    assertThat(ledger.orphans(without, NOW)).isEmpty();
    assertThat(ledger.orphans(without, NOW.plus(Duration.ofDays(1)))).containsExactly(orphan);
    Plan with = new Plan(null, List.of(plain()));
    assertThat(ledger.orphans(with, NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void it_is_given_up_after_its_time_and_not_before() {
    Delivery taken = take("job-1", "a", 0);
    Attempt failed = Attempt.failed("answered 500", "");
    Delivery once = AttemptResults.after(taken, plain(), failed, NOW, NOW);
    assertThat(once.getState()).isEqualTo(DeliveryState.WAITING);
    assertThat(once.getNextAttemptAt()).isEqualTo(NOW.plusSeconds(5));
    Delivery late =
        AttemptResults.after(once, plain(), failed, NOW, NOW.plus(Duration.ofHours(24)));
    assertThat(late.getState()).isEqualTo(DeliveryState.FAILED);
    assertThat(late.getAttempts()).isEqualTo(2);
    Attempt wish = new Attempt(false, "answered 429", "", Duration.ofMinutes(10));
    assertThat(AttemptResults.after(taken, plain(), wish, NOW, NOW).getNextAttemptAt())
        .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
  }

  private List<Delivery> chosen(Subscription subscription) {
    return DueDeliveries.of(subscription, ledger, inFlight, NOW);
  }

  @Test
  void a_receiver_that_asks_for_a_long_pause_gets_one_more_attempt_at_the_end() {
    Delivery first = take("job-1", "a", 0);
    Attempt busy = new Attempt(false, "answered 429", "", Duration.ofDays(9));
    Delivery failed = AttemptResults.after(first, plain(), busy, NOW, NOW);
    Instant end = NOW.plus(plain().giveUpAfter());
    assertThat(failed.getState()).isEqualTo(DeliveryState.WAITING);
    assertThat(failed.getNextAttemptAt()).isEqualTo(end);
    assertThat(AttemptResults.after(failed, plain(), busy, end, end).getState())
        .isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void quiet_hours_do_not_count_as_time_in_which_it_was_tried() {
    QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("UTC"));
    Subscription subscription = with(List.of(), night, null);
    Duration tried = subscription.giveUpAfter();
    Delivery first = take("job-1", "a", 0);
    Attempt fails = Attempt.failed("answered 500", "");
    Instant evening = Instant.parse("2026-03-01T21:00:00Z");
    Delivery failed = AttemptResults.after(first, subscription, fails, evening, evening);
    Duration nights = night.between(evening, evening.plus(tried));
    assertThat(nights).isGreaterThanOrEqualTo(Duration.ofHours(9));
    Instant later = evening.plus(tried);
    assertThat(AttemptResults.after(failed, subscription, fails, later, later).getState())
        .isEqualTo(DeliveryState.WAITING);
    later = evening.plus(tried).plus(Duration.ofHours(9 * 3)); // more than its nights
    assertThat(AttemptResults.after(failed, subscription, fails, later, later).getState())
        .isEqualTo(DeliveryState.FAILED);
  }

  @Test
  void quiet_time_between_two_instants_is_the_sum_of_its_nights_or_noons() {
    Instant begin = Instant.parse("2026-03-01T23:00:00Z");
    QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("UTC"));
    assertThat(night.between(begin, begin.plus(Duration.ofHours(1))))
        .isEqualTo(Duration.ofHours(1));
    assertThat(night.between(begin, begin.plus(Duration.ofHours(24))))
        .isEqualTo(Duration.ofHours(9));
    assertThat(night.between(begin, begin)).isZero();
    QuietHours noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0), ZoneId.of("UTC"));
    assertThat(noon.between(begin, begin.plus(Duration.ofDays(3)))).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void a_removed_event_is_delivered_no_more_whoever_read_that_it_was_removed() {
    take("job-1", "a", 0);
    take("job-2", "b", 1);
    ledger.apply(Ledger.removal(Topic.ALERTS, "job-1"), null);
    assertThat(ledger.removed()).isEmpty();
    ledger.apply(Ledger.removal(Topic.CULPRITS, "job-1"), null);
    assertThat(ledger.removed()).containsOnlyKeys("s/a");
    assertThat(ledger.waiting("s")).extracting(Delivery::getKey).containsExactly("b");
    take("job-1", "a", 0); // by an attempt that had begun before
    assertThat(ledger.removed()).containsOnlyKeys("s/a");
    assertThat(ledger.waiting("s")).hasSize(1);
    take("job-1", "a", 2);
    assertThat(ledger.removed()).as("of what was taken since").isEmpty();
    assertThat(ledger.waiting("s")).hasSize(2);
  }

  @Test
  void an_event_that_is_sent_again_at_once_is_not_removed_with_what_it_was_before() {
    Delivery before = take("job-1", "a", 0);
    ledger.apply(Ledger.removal(Topic.CULPRITS, "job-1"), null);
    assertThat(ledger.removed()).containsEntry("s/a", before.getTakenAt());
    Delivery again = take("job-1", "a", 2); // by another process, before that was written
    assertThat(ledger.remove("s/a", before.getTakenAt()))
        .as("to be written anew, since compaction keeps the newest record of a key")
        .contains(again);
    assertThat(ledger.waiting("s")).containsExactly(again);
    assertThat(ledger.remove("s/a", again.getTakenAt())).isEmpty();
    assertThat(ledger.waiting("s")).isEmpty();
  }

  private Delivery take(String id, String key, int second) {
    Delivery delivery =
        Delivery.newBuilder()
            .setSubscription("s")
            .setKey(key)
            .setTopic("culprits")
            .setBisectionId(id)
            .setState(DeliveryState.WAITING)
            .setAttempts(0)
            .setTakenAt(NOW.minus(Duration.ofMinutes(10)).plusSeconds(second))
            .setEvent("{}")
            .build();
    apply(delivery);
    return delivery;
  }

  private void apply(Delivery delivery) {
    assertThat(ledger.apply(Ledger.key(delivery), delivery)).isEmpty();
  }

  private static Subscription plain() {
    return with(List.of(), null, null);
  }

  private static Subscription with(
      List<Limit> limits, @Nullable QuietHours quiet, @Nullable Duration digest) {
    return new Subscription(
        "s",
        Set.of(EventKind.CULPRITS),
        List.of(),
        new Target.Command("true", Duration.ofSeconds(1)),
        limits,
        quiet,
        digest,
        new Pauses(Duration.ofSeconds(5), Duration.ofHours(1)),
        Duration.ofHours(24));
  }
}
