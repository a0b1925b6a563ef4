package firstbad.app.whole;

import static firstbad.app.whole.ExecTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import firstbad.app.Call;
import firstbad.app.deliver.receiver.Signature;
import firstbad.events.Delivery;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.events.VerificationSource;
import firstbad.schemas.Topic;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code firstbad deliver} hands over to real servers that fail, hang and redirect. */
@Tag("slow")
class DeliverTest extends Delivering {
  @Test
  void a_webhook_that_fails_at_first_gets_each_culprit_in_order_also_when_deliver_is_killed()
      throws Exception {
    AtomicInteger fails = new AtomicInteger(5);
    List<String> accepted = new ArrayList<>();
    Files.writeString(folder.resolve("secret"), "a made-up secret\n");
    try (TestReceiver hook =
            new TestReceiver(
                asked -> {
                  if (fails.getAndDecrement() > 0) {
                    return 503;
                  }
                  synchronized (accepted) {
                    accepted.add(asked.header("Idempotency-Key"));
                  }
                  return 200;
                });
        CommandProcess deliver =
            deliver(
                """
                subscriptions:
                  - name: hook
                    events: [culprits, alerts]
                    webhook: {url: %s/hook, secret-file: %s}
                    retry: {first: 200ms, longest: 1s}
                """
                    .formatted(hook.url(), folder.resolve("secret")))) {
      sent.alert("job-1");
      awaitTaken(1);
      sent.culprit("job-1");
      await(() -> hook.asked().size() >= 2, deliver);
      deliver.kill();
      sent.culprit("job-2");
      deliver.restart();
      await(() -> size(accepted) >= 3, deliver);
      awaitDelivered(3);
      assertThat(accepted.stream().distinct())
          .containsExactlyInAnyOrder(
              "firstbad.alerts/job-1/DERAILED/5",
              "firstbad.culprits/job-1",
              "firstbad.culprits/job-2")
          .containsSubsequence("firstbad.alerts/job-1/DERAILED/5", "firstbad.culprits/job-1");
      assertThat(accepted).doesNotHaveDuplicates();
      TestReceiver.Asked last = hook.asked().get(hook.asked().size() - 1);
      assertThat(last.body())
          .contains("\"key\":\"" + last.header("Idempotency-Key") + "\"")
          .contains("\"event\":{\"id\":\"job-");
      assertThat(last.header("webhook-signature"))
          .isEqualTo(
              Signature.of(
                  "a made-up secret",
                  last.header("webhook-id"),
                  Long.parseLong(last.header("webhook-timestamp")),
                  last.body()));
      deliver.kill();
      sent.culprit("forgotten");
      sent.nothing(Topic.CULPRITS, "forgotten");
      deliver.restart();
      sent.culprit("job-3");
      await(() -> size(accepted) >= 4, deliver);
      assertThat(accepted).doesNotHaveDuplicates().endsWith("firstbad.culprits/job-3");
    }
  }

  @Test
  void what_never_works_is_undelivered_with_its_reason_and_resend_delivers_it() throws Exception {
    try (TestReceiver hook = new TestReceiver(asked -> asked.path().equals("/moved") ? 302 : 410);
        TestReceiver hangs = new TestReceiver(asked -> TestReceiver.NEVER);
        CommandProcess deliver =
            deliver(
                """
                subscriptions:
                  - {name: gone, events: culprits, webhook: {url: "%1$s/gone"},
                        retry: {first: 100ms, longest: 200ms, for: 1s}}
                  - {name: moved, events: culprits, webhook: {url: "%1$s/moved"},
                        retry: {first: 100ms, longest: 200ms, for: 1s}}
                  - {name: hangs, events: culprits, webhook: {url: "%2$s/", limit: 1s},
                        retry: {first: 100ms, longest: 200ms, for: 1s}}
                """
                    .formatted(hook.url(), hangs.url()))) {
      sent.culprit("job-1");
      await(() -> sent.undelivered().size() == 3, deliver);
      assertThat(sent.undelivered())
          .extracting(Undelivered::getReceiver, Undelivered::getReason)
          .extracting(Object::toString)
          .containsExactlyInAnyOrder(
              "(\"gone\", \"answered 410\")",
              "(\"moved\", \"answered 302, a redirect to http://10.0.0.1/inside, which is not"
                  + " followed; name the right address in the file\")",
              "(\"hangs\", \"did not answer within 1.0 s\")");
      Call list = call("undelivered", "list");
      assertThat(list.out())
          .contains("gone/firstbad.culprits/job-1", "  | answer 410", "1  gone answered 410");

      hook.answers(asked -> 204);
      int before = hook.asked().size();
      Call resend = call("undelivered", "resend", "gone/firstbad.culprits/job-1");
      assertThat(resend.out()).isEqualTo("1 event handed over again.\n");
      await(() -> hook.asked().size() > before, deliver);
      assertThat(hook.asked().get(before).path()).isEqualTo("/gone");
      awaitDelivered(1);
      assertThat(call("undelivered", "list").out()).doesNotContain("gone/");
      Call again = call("undelivered", "resend", "gone/firstbad.culprits/job-1");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err()).contains("Nothing undelivered has the key");
      assertThat(call("undelivered", "resend", "--receiver", "moved").out())
          .isEqualTo("1 event handed over again.\n");
      awaitDelivered(2);
      assertThat(sent.undelivered())
          .filteredOn(one -> one.getState() == UndeliveredState.RESENT)
          .hasSize(2);
    }
  }

  @Test
  void a_mail_server_gets_the_mail_once_per_event_in_reply_to_the_report() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    sent.gitFacts();
    try (CommandProcess deliver =
        deliver(
            """
            smtp: {host: 127.0.0.1, port: %d, security: none, from: Firstbad <firstbad@example.org>}
            subscriptions:
              - name: list
                events: culprits
                where: {level: high}
                mail: {to: [list@example.org], cc: someone@example.org}
            """
                .formatted(mails.getSmtp().getPort()))) {
      sent.culprit("low", Level.LOW, Map.of());
      sent.culprit(
          "high",
          Level.HIGH,
          Map.of("bug.title", "WARNING in made_up (2)", "bug.message-id", "<1@example.org>"));
      await(() -> mails.getReceivedMessages().length == 2, deliver); // one for each address
      awaitDelivered(1);
      MimeMessage mail = mails.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("Re: WARNING in made_up (2)");
      assertThat(mail.getHeader("In-Reply-To")).containsExactly("<1@example.org>");
      assertThat(mail.getMessageID()).matches("<firstbad\\.[0-9a-f]{32}@example\\.org>");
      String text = mail.getContent().toString();
      assertThat(text)
          .startsWith("Probably right: 38970eac41db introduced this crash.")
          .contains("What git says of it:", "  - It changes 1 file: net/made/up.c.")
          .contains("#regzbot introduced: " + SentEvents.COMMIT);
      assertThat(text.lines()).allMatch(line -> line.length() <= 72);
      Call dry = call("deliver", folder.resolve("plan.yaml").toString(), "--dry-run");
      assertThat(dry.out())
          .contains("list  firstbad.culprits/high  Re: WARNING in made_up (2)")
          .contains("list: 1 event would have been sent");
    } finally {
      mails.stop();
    }
  }

  @Test
  void what_a_record_cannot_hold_or_is_no_event_holds_up_nothing() throws Exception {
    try (CommandProcess deliver =
        deliver(
            """
            subscriptions:
              - {name: out, events: [culprits, verifications], command: "cat >> %s"}
            """
                .formatted(folder.resolve("out")))) {
      sent.send(
          Topic.CULPRITS,
          "large",
          SentEvents.found("large", Level.HIGH).setTitle("\u0001".repeat(170_000)).build());
      sent.send(Topic.CULPRITS, "other-key", SentEvents.found("not-the-key", Level.HIGH).build());
      sent.send(Topic.CULPRITS, "a\r\nb: c", SentEvents.found("a\r\nb: c", Level.HIGH).build());
      sent.verification("job-1", "job-1/REVERT", VerificationSource.PERSON);
      sent.verification("job-1", "job-1/PERSON", VerificationSource.PERSON);
      sent.culprit("job-1");
      awaitDelivered(2);
      deliver.requireAlive();
      assertThat(sent.all(Topic.DELIVERIES, Delivery.class))
          .extracting(Delivery::getBisectionId)
          .containsOnly("job-1");
      assertThat(sent.undelivered())
          .singleElement()
          .satisfies(
              given -> {
                assertThat(given.getEvent()).isNull();
                assertThat(given.getReason())
                    .isEqualTo(
                        "was not tried: the event has more than 900000 bytes as JSON; the event is"
                            + " too large to be kept here, and stands in the topic culprits");
              });
      Call again = call("undelivered", "resend");
      assertThat(again.errors()).contains("too large to be kept with its delivery");
      assertThat(again.code()).isEqualTo(1);
    }
  }

  @Test
  void an_ending_after_a_silence_is_delivered_too_and_none_is_begun_beside_itself()
      throws Exception {
    Path starts = folder.resolve("starts");
    Path stops = folder.resolve("stops");
    try (CommandProcess deliver =
        deliver(
            """
            subscriptions:
              - name: slow
                events: endings
                command: "echo $FIRSTBAD_KEY >> %s; until test -e %s; do sleep 0.1; done"
              - {name: beacon, events: alerts, command: "echo >> %s"}
              - name: stop
                events: at-stake
                where: {at-stake: 2h}
                command: "echo $FIRSTBAD_KEY $FIRSTBAD_AT_STAKE_MS >> %s"
            """
                .formatted(starts, folder.resolve("go"), folder.resolve("beacon"), stops))) {
      sent.ending("job-1", Outcome.BROKEN_OFF, null);
      await(() -> Files.exists(starts), deliver);
      sent.ending("job-1", Outcome.BROKEN_OFF, null); // again, as after the end of its log
      awaitTaken(2);
      sent.alert("job-2");
      await(() -> Files.exists(folder.resolve("beacon")), deliver);
      Files.writeString(folder.resolve("go"), "");
      sent.ending("job-1", Outcome.CULPRIT_FOUND, SentEvents.COMMIT);
      await(() -> Files.readAllLines(starts).size() >= 2, deliver);
      sent.atStake("job-4", Duration.ofMinutes(119));
      sent.atStake("job-4", Duration.ofHours(2));
      await(() -> Files.exists(stops) && Files.size(stops) > 0, deliver);
      awaitDelivered(4);
      sent.atStake("job-4", Duration.ofHours(3));
      awaitDelivered(5); // said of the newer version too, and not done again
      sent.alert("job-3");
      await(() -> Files.readAllLines(folder.resolve("beacon")).size() == 2, deliver);
    }
    assertThat(Files.readAllLines(stops))
        .containsExactly("firstbad.bisections/job-4/RUNNING 7200000");
    assertThat(Files.readAllLines(starts))
        .containsExactly(
            "firstbad.bisections/job-1/BROKEN_OFF",
            "firstbad.bisections/job-1/CULPRIT_FOUND/" + SentEvents.COMMIT);
  }

  private static int size(List<String> list) {
    synchronized (list) {
      return list.size();
    }
  }
}
