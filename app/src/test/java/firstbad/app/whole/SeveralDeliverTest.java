package firstbad.app.whole;

import static firstbad.app.whole.ExecTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Delivery;
import firstbad.events.Level;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code firstbad deliver} beside another one, and beside writers that do not keep to the rules.
 */
@Tag("slow")
class SeveralDeliverTest extends Delivering {

  @Test
  @Tag("long")
  void of_two_that_share_the_work_each_may_be_killed_and_the_other_goes_on() throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    List<String> accepted = new ArrayList<>();
    try (TestReceiver hook =
        new TestReceiver(
            asked -> {
              if (asked.header("Idempotency-Key").endsWith("gone")) {
                return 503;
              }
              if (status.get() == 200) {
                synchronized (accepted) {
                  accepted.add(asked.header("Idempotency-Key"));
                }
              }
              return status.get();
            })) {
      String plan =
          """
          subscriptions:
            - name: hook
              events: [culprits, verifications]
              webhook: {url: %s/}
              retry: {first: 200ms, longest: 1s}
          """
              .formatted(hook.url());
      try (CommandProcess one = deliver("one", plan)) {
        sent.culprit("job-1");
        awaitDelivered(1);
        try (CommandProcess two = deliver("two", plan)) {
          status.set(503);
          sent.culprit("job-2");
          awaitTaken(2);
          one.kill(); // from here on the other has the deliveries for certain
          status.set(200);
          awaitDelivered(2);
          one.restart();
          var unused = one.awaitPrinted("(?s)Delivering for.*Delivering for");
          sent.culprit("job-3");
          awaitDelivered(3);
          for (int i = 0; i < 4; i++) { // in several partitions, so that each of the two has some
            sent.culprit(i + "-gone");
          }
          await(
              () ->
                  sent.all(Topic.DELIVERIES, Delivery.class).stream()
                          .map(Delivery::getBisectionId)
                          .filter(id -> id.endsWith("-gone"))
                          .distinct()
                          .count()
                      == 4);
          for (int i = 0; i < 4; i++) {
            sent.nothing(Topic.CULPRITS, i + "-gone");
          }
          await(
              () ->
                  sent.removed(Topic.DELIVERIES)
                      .containsAll(
                          List.of(
                              "hook/firstbad.culprits/0-gone", "hook/firstbad.culprits/1-gone",
                              "hook/firstbad.culprits/2-gone", "hook/firstbad.culprits/3-gone")));
          two.kill();
          status.set(503);
          sent.culprit("job-4");
          awaitTaken(4);
          two.restart();
          unused = two.awaitPrinted("(?s)Delivering for.*Delivering for");
          status.set(200);
          awaitDelivered(4);
        }
        sent.culprit("job-5");
        awaitDelivered(5);
      }
    }
    assertThat(accepted)
        .containsExactly(
            "firstbad.culprits/job-1",
            "firstbad.culprits/job-2",
            "firstbad.culprits/job-3",
            "firstbad.culprits/job-4",
            "firstbad.culprits/job-5");
  }

  @Test
  void a_verification_against_the_rules_is_not_delivered_and_that_is_said_and_counted()
      throws Exception {
    try (TestReceiver hook = new TestReceiver(asked -> 200);
        CommandProcess deliver =
            deliver(
                "deliver",
                """
                subscriptions:
                  - {name: hook, events: verifications, webhook: {url: %s/}}
                  - name: of-ci
                    events: verifications
                    where: {label: {manager: ci-*}, level: high, bug: made_up, file: net/**}
                    webhook: {url: %s/of-ci}
                """
                    .formatted(hook.url(), hook.url()),
                "--metrics-port",
                "0")) {
      sent.culprit("job-3", Level.HIGH, Map.of("manager", "ci-upstream"));
      sent.culprit("job-4", Level.HIGH, Map.of("manager", "elsewhere"));
      sent.culprit("job-5", Level.LOW, Map.of("manager", "ci-upstream"));
      for (String other : List.of("job-4", "job-5", "never-seen")) {
        sent.send(Topic.VERIFICATIONS, other + "/PERSON", said(other).build());
      }
      sent.send(
          Topic.VERIFICATIONS,
          "job-1/PERSON",
          said("job-1").setNote("\u0007".repeat(300_000)).build());
      sent.send(Topic.VERIFICATIONS, "job-1/REVERT", said("job-2").build());
      sent.send(Topic.VERIFICATIONS, "job-3/PERSON", said("job-3").build());
      awaitDelivered(5);
      assertThat(hook.asked().stream().filter(each -> each.path().equals("/of-ci")))
          .singleElement()
          .satisfies(each -> assertThat(each.header("Idempotency-Key")).contains("/job-3/PERSON/"));
      assertThat(deliver.printed())
          .contains("breaks a rule of verifications: note can have ")
          .contains("has a key that does not match its id and source. It is not delivered.");
      String metrics = deliver.awaitPrinted("Metrics are at (\\S+)").group(1);
      await(
          () ->
              get(metrics)
                  .contains(
                      "firstbad_deliveries_total{result=\"delivered\",subscription=\"hook\"} 4.0"),
          deliver);
      assertThat(get(metrics))
          .contains("firstbad_deliver_unusable_records_total 2.0")
          .contains("firstbad_deliveries_waiting{subscription=\"hook\"} 0.0");
      Matcher series =
          Pattern.compile("firstbad_deliver\\w+")
              .matcher(Files.readString(Path.of("../deploy/prometheus/alerts.yaml")));
      assertThat(series.results().map(MatchResult::group).distinct())
          .as("what the rules watch is measured")
          .hasSize(3)
          .allSatisfy(name -> assertThat(get(metrics)).contains(name + "{"));
    }
  }

  @Test
  void a_place_that_kafka_has_dropped_loses_nothing_and_doubles_nothing() throws Exception {
    List<String> accepted = new CopyOnWriteArrayList<>();
    try (TestReceiver hook =
            new TestReceiver(
                asked -> {
                  accepted.add(asked.header("Idempotency-Key"));
                  return 200;
                });
        Admin admin = Admin.create(kafka.clientProperties())) {
      String plan =
          "subscriptions: [{name: hook, events: culprits, webhook: {url: %s/}}]"
              .formatted(hook.url());
      try (CommandProcess deliver = deliver("deliver", plan)) {
        sent.culprit("job-1");
        awaitDelivered(1);
        deliver.requireAlive();
      }
      sent.culprit("job-2");
      admin.deleteConsumerGroups(List.of("firstbad.deliver")).all().get();
      try (CommandProcess deliver = deliver("deliver", plan)) {
        await(() -> accepted.contains("firstbad.culprits/job-2"), deliver);
        sent.culprit("job-3");
        await(() -> accepted.contains("firstbad.culprits/job-3"), deliver);
      }
    }
    assertThat(accepted)
        .containsExactly(
            "firstbad.culprits/job-1", "firstbad.culprits/job-2", "firstbad.culprits/job-3");
  }

  private static Verification.Builder said(String id) {
    return Verification.newBuilder()
        .setId(id)
        .setState(VerificationState.CONFIRMED)
        .setSource(VerificationSource.PERSON)
        .setMadeAt(Instant.now());
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
