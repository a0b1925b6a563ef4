package firstbad.app.deliver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.Call;
import firstbad.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of subscriptions is followed as it reads, and its mistakes are said with their lines. */
class PlanReaderTest {
  private static final String CULPRIT =
      """
      {"id":"ci/job-1","kind":"CAUSE","labels":{"manager":"ci-upstream","kernel.repo":"git://x/y.git",
       "bug.url":"https://syzkaller.example.org/bug?extid=1/"},
       "bug_titles":[{"title":"KASAN: use-after-free Read in hidraw_release"}],
       "changed_files":["net/core/dev.c"],"changed_file_count":1,"changed_files_known":true,
       "recipients_to":["netdev@vger.kernel.org"],
       "recipients_cc":[],"assessment":{"level":"HIGH"}}
      """;

  @TempDir private Path folder;

  @Test
  void a_whole_file_is_followed() throws IOException {
    Files.writeString(folder.resolve("secret"), "s3cret\n");
    Plan plan =
        read(
                """
                smtp: {host: mail.example.org, from: firstbad@example.org}
                subscriptions:
                  - name: net
                    events: [culprits, endings]
                    where:
                      bug: hidraw use-after-free
                      label: {manager: ci-*}
                    mail: {to: [a@example.org, 'B <b@example.org>']}
                    rate: 10 per 1h
                    daily-cap: 20
                    quiet: 22:00-07:00 Europe/Berlin
                    digest: 6h
                    retry: {first: 1s, longest: 10s, for: 2h}
                  - name: hook
                    events: alerts
                    where: {alert: derailed, severity: high}
                    webhook: {url: 'http://127.0.0.1:1/x', template: matrix, secret-file: secret}
                """,
                List.of())
            .plan();
    Subscription net = plan.subscriptions().get(0);
    assertThat(net.events()).containsExactlyInAnyOrder(EventKind.CULPRITS, EventKind.ENDINGS);
    assertThat(net.limits())
        .containsExactly(new Limit(10, Duration.ofHours(1)), new Limit(20, Duration.ofDays(1)));
    assertThat(net.digest()).isEqualTo(Duration.ofHours(6));
    assertThat(net.giveUpAfter()).isEqualTo(Duration.ofHours(2));
    QuietHours quiet = Objects.requireNonNull(net.quiet());
    assertThat(quiet.contains(Instant.parse("2026-01-01T22:30:00Z"))).isTrue();
    assertThat(quiet.contains(Instant.parse("2026-01-01T06:30:00Z"))).isFalse();
    assertThat(net.wants(Topic.CULPRITS, json(CULPRIT))).isTrue();
    assertThat(net.wants(Topic.ALERTS, json(CULPRIT))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level: high | true",
        "level: [low, middle] | false",
        "kind: fix | false",
        "bug: Read hidraw | true",
        "bug: [nothing, kasan] | true",
        "bug: write hidraw | false",
        "file: net/** | true",
        "file: net/* | false",
        "file: mm/** | false",
        "recipient: netdev@* | true",
        "recipient: linux-mm@* | false",
        "id: ci/* | true",
        "label: {manager: ci-up*} | true",
        "label: {manager: ci-up*, kernel.branch: '*'} | false",
        "label: {manager: other} | false",
        "label: {kernel.repo: 'git://x/*'} | true",
        "label: {kernel.repo: 'git:/x/*'} | false",
        "label: {kernel.repo: 'git:*'} | false",
        "label: {kernel.repo: '**.git'} | true",
        "label: {bug.url: 'https://syzkaller.{example,other}.org/bug\\?extid=1/'} | true",
        "label: {bug.url: 'https://*/bug?extid=1'} | false",
        "label: {bug.url: 'https://syzkaller[.]example.org/**'} | false",
        "recipient: '{linux-mm,netdev}@*' | true",
      })
  void a_condition_holds_or_not(String condition, boolean holds) throws IOException {
    Plan plan =
        read(
                """
                subscriptions:
                  - name: a
                    events: culprits
                    where: {%s}
                    command: 'true'
                """
                    .formatted(condition),
                List.of())
            .plan();
    assertThat(plan.subscriptions().get(0).wants(Topic.CULPRITS, json(CULPRIT))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"alerts, true", "alerts, false", "endings, true", "culprits, false"})
  void any_event_is_chosen_by_words_of_its_bug_as_crashes_or_a_label_say_them(
      String events, boolean label) throws IOException {
    Subscription words =
        read(
                """
                subscriptions:
                  - name: a
                    events: %s
                    where: {bug: [nothing of it, 'sock Warning']}
                    command: 'true'
                """
                    .formatted(events),
                List.of())
            .plan()
            .subscriptions()
            .get(0);
    String known =
        label
            ? "{\"kind\":\"CAUSE\",\"outcome\":\"FAILED\",\"labels\":{\"bug.title\":\"%s\"},\"bug_titles\":[]}"
            : "{\"kind\":\"CAUSE\",\"outcome\":\"FAILED\",\"labels\":{},\"bug_titles\":[{\"title\":\"%s\"}]}";
    Topic topic =
        switch (events) {
          case "alerts" -> Topic.ALERTS;
          case "endings" -> Topic.BISECTIONS;
          default -> Topic.CULPRITS;
        };
    assertThat(words.wants(topic, json(known.formatted("WARNING in sock_free")))).isTrue();
    assertThat(words.wants(topic, json(known.formatted("WARNING in skb_free")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "alerts, file, Alerts",
    "alerts, recipient, Alerts",
    "alerts, level, Alerts",
    "endings, file, Endings",
    "endings, severity, Endings",
    "at-stake, recipient, Running searches"
  })
  void what_cannot_be_known_of_an_event_is_a_mistake_and_no_silence(
      String events, String condition, String plural) throws IOException {
    String value = condition.equals("level") || condition.equals("severity") ? "high" : "'net/**'";
    assertThat(
            mistakes(
                """
                subscriptions:
                  - name: a
                    events: %s
                    where: {bug: sock, label: {manager: ci-*, kernel.repo: '**/linux.git'}, %s: %s}
                    command: 'true'
                """
                    .formatted(events, condition, value)))
        .containsExactly(
            new Mistake(
                4,
                "%s have no '%s', so none would match; give them a subscription of their own."
                    .formatted(plural, condition)));
  }

  @ParameterizedTest
  @CsvSource({"ci-upstream, true", "other, false"})
  void an_alert_is_chosen_by_the_labels_of_its_log(String manager, boolean wanted)
      throws IOException {
    Plan plan =
        read(
                """
                subscriptions:
                  - name: a
                    events: alerts
                    where: {alert: derailed, label: {manager: ci-*}}
                    command: 'true'
                """,
                List.of())
            .plan();
    String alert =
        "{\"id\":\"job-1\",\"kind\":\"DERAILED\",\"labels\":{\"manager\":\"%s\"}}"
            .formatted(manager);
    assertThat(plan.subscriptions().get(0).wants(Topic.ALERTS, json(alert))).isEqualTo(wanted);
  }

  @Test
  void files_that_are_not_all_known_may_be_those_asked_for() throws IOException {
    Plan plan =
        read(
                """
                subscriptions:
                  - name: a
                    events: culprits
                    where: {file: mm/**, level: high}
                    command: 'true'
                """,
                List.of())
            .plan();
    Subscription mm = plan.subscriptions().get(0);
    assertThat(mm.wants(Topic.CULPRITS, json(CULPRIT))).isFalse();
    String unknown = CULPRIT.replace("known\":true", "known\":false");
    assertThat(mm.wants(Topic.CULPRITS, json(unknown))).isTrue();
    String more = CULPRIT.replace("count\":1", "count\":51");
    assertThat(mm.wants(Topic.CULPRITS, json(more))).isTrue();
    for (String printed : List.of(".../page/alloc.c", "{net => mm}/dev.c", "net/a.c => mm/a.c")) {
      String shortened = CULPRIT.replace("net/core/dev.c", printed);
      assertThat(mm.wants(Topic.CULPRITS, json(shortened))).as(printed).isTrue();
    }
    assertThat(mm.wants(Topic.CULPRITS, json(unknown.replace("HIGH", "LOW")))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, 7200000, true", "RUNNING, 7199999, false", "CULPRIT_FOUND, 7200000, false"})
  void a_running_search_is_at_stake_from_the_limit_on(String outcome, String millis, boolean holds)
      throws IOException {
    Plan plan =
        read(
                """
                subscriptions:
                  - name: stop
                    events: [at-stake]
                    where: {at-stake: 2h}
                    command: 'true'
                """,
                List.of())
            .plan();
    String head = "{\"id\":\"job-1\",\"outcome\":\"%s\",\"at_stake_ms\":%s}";
    assertThat(
            plan.subscriptions()
                .get(0)
                .wants(Topic.BISECTIONS, json(head.formatted(outcome, millis))))
        .isEqualTo(holds);
    assertThat(plan.subscriptions().get(0).wants(Topic.ALERTS, json(CULPRIT))).isFalse();
  }

  @Test
  void every_mistake_is_said_with_its_line() throws IOException {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        """
        subscriptions:
          - name: one two
            events: [culprit]
            webhook: {url: 'http://example.org/x'}
          - name: b
            events: alerts
            where:
              level: high
              colour: red
            mail: {to: nobody}
            rate: often
            quiet: at night
          - name: b
            events: culprits
            command: 'true'
            webhook: {url: 'https://example.org'}
            retries: 5
          - name: c
            events: culprits
            webhook:
              url: https://user:pw@example.org/
              secret-file: not-there
        """);
    Call check = Call.firstbad("deliver", "--check", file.toString());
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.err().lines().map(line -> line.replace(file + ":", "")))
        .containsExactly(
            "2: A name can have up to 100 letters, digits, '.', '_' and '-', and no other.",
            "3: There is no event 'culprit'; there are culprits, alerts, endings, at-stake,"
                + " verifications.",
            "4: Use https for other machines; http is allowed for this one only.",
            "8: Alerts have no 'level', so none would match; give them a subscription of their own.",
            "9: 'where' knows no 'colour'; it knows level, kind, alert, severity, outcome, state,"
                + " source, bug, file, recipient, id, at-stake, label.",
            "10: Mail needs 'smtp' with the mail server, at the top of the file.",
            "10: 'nobody' is not a mail address.",
            "11: 'often' is not a rate such as '10 per 1h'.",
            "12: 'at night' are not hours such as '22:00-07:00 Europe/Berlin'.",
            "13: The subscription needs one of 'webhook', 'mail' and 'command'.",
            "17: A subscription knows no 'retries'; it knows name, events, where, webhook, mail,"
                + " command, rate, daily-cap, quiet, digest, retry.",
            "21: An address must not hold a password; use 'token-file'.",
            "22: The file "
                + folder.resolve("not-there")
                + " cannot be used: there is no such file.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "where: {level: hihg} | There is no level 'hihg'; write one of high, middle, low, none.",
        "where: {at-stake: 2h} | Culprits have no 'at-stake', so none would match; give them a"
            + " subscription of their own.",
        "where: {kind: bug} | There is no kind 'bug'; write one of cause, fix.",
        "where: {level: []} | 'level' needs one value or more.",
        "where: {bug: ''} | 'bug' has an empty value.",
        "where: {id: 'a{b'} | 'a{b' is not a pattern such as 'mm/**' or 'ci-*'.",
        "where: {id: 'a\\'} | 'a\\' is not a pattern such as 'mm/**' or 'ci-*'.",
        "where: {level: low, level: high} | 'level' is here twice.",
        "quiet: 08:00-08:00 | '08:00-08:00' are not hours such as '22:00-07:00 Europe/Berlin'.",
        "rate: 10 per 7d | '10 per 7d' has to be 1 or more in a time of more than 0 and at most 24h.",
        "rate: 0 per 1h | '0 per 1h' has to be 1 or more in a time of more than 0 and at most 24h.",
        "rate: -3 per 1h | '-3 per 1h' has to be 1 or more in a time of more than 0 and at most 24h.",
        "rate: 10 per 0s | '10 per 0s' has to be 1 or more in a time of more than 0 and at most 24h.",
      })
  void a_line_that_would_deliver_nothing_or_something_else_is_refused(String line, String sentence)
      throws IOException {
    assertThat(
            mistakes(
                """
                subscriptions:
                  - name: a
                    events: culprits
                    command: 'true'
                    %s
                """
                    .formatted(line)))
        .containsExactly(new Mistake(5, sentence));
  }

  @Test
  void words_that_no_event_has_are_refused_by_the_event() throws IOException {
    assertThat(
            mistakes(
                """
                smtp: {host: localhost, security: none, from: nobody at all}
                subscriptions:
                  - {name: a, events: [], command: x}
                  - {name: b, events: alerts, command: x, where: {alert: derailled}}
                  - {name: c, events: endings, command: x, where: {outcome: running}}
                  - {name: e, events: at-stake, command: x, where: {at-stake: long}}
                  - {name: d, events: verifications, command: x, where: {state: confirmed}}
                """))
        .extracting(
            each -> each.line() + ": " + each.sentence().replaceAll("; write one of .*", ""))
        .containsExactly(
            "1: 'nobody at all' is not a mail address.",
            "3: 'events' needs one value or more.",
            "4: There is no alert 'derailled'",
            "5: There is no outcome 'running'",
            "6: 'long' is not a duration such as '2h'.");
  }

  @Test
  void a_secret_that_no_request_can_carry_is_refused_without_being_said() throws IOException {
    String plan =
        """
        subscriptions:
          - name: a
            events: culprits
            webhook:
              url: https://example.org
              token-file: token
              secret-file: secret
        """;
    for (String bad : List.of("\ufeffhush", "hu\u0007sh", "", "\nhush", "h\u00fcsh")) {
      Files.writeString(folder.resolve("token"), bad);
      Files.writeString(folder.resolve("secret"), "whsec_" + "hush!");
      assertThat(mistakes(plan)).extracting(Mistake::line).containsExactly(6, 7);
      assertThat(mistakes(plan).toString()).doesNotContain("hush");
    }
    Files.writeString(folder.resolve("token"), " hush \nmore");
    Files.writeString(folder.resolve("secret"), "whsec_aHVzaA==");
    assertThat(mistakes(plan)).isEmpty();
  }

  @Test
  void an_address_that_is_a_secret_is_read_from_a_file_and_never_said() throws IOException {
    String plan =
        """
        subscriptions:
          - {name: a, events: culprits, webhook: {url-file: hook}}
        """;
    Files.writeString(folder.resolve("hook"), "https://hooks.example.org/hush\n");
    assertThat(read(plan, List.of()).plan().subscriptions().get(0).target())
        .isInstanceOfSatisfying(
            Target.Webhook.class,
            hook -> assertThat(hook.url()).hasToString("https://hooks.example.org/hush"));
    for (String bad : List.of("http://hooks.example.org/hush", "hush", "https://x:hush@y.org/")) {
      Files.writeString(folder.resolve("hook"), bad);
      assertThat(mistakes(plan)).as(bad).hasSize(1);
      assertThat(mistakes(plan).toString()).doesNotContain("hush");
    }
    Files.delete(folder.resolve("hook"));
    assertThat(mistakes(plan)).hasSize(1);
    assertThat(mistakes(plan.replace("url-file: hook", "url-file: hook, url: 'https://a.org'")))
        .singleElement()
        .satisfies(each -> assertThat(each.sentence()).contains("either in 'url' or"));
  }

  @Test
  void the_address_of_a_matrix_room_ends_with_its_path() throws IOException {
    String plan =
        """
        subscriptions:
          - {name: a, events: culprits, webhook: {template: matrix, url: 'https://m.org/send%s'}}
        """;
    assertThat(mistakes(plan.formatted(""))).isEmpty();
    for (String end : List.of("?access_token=a", "#room")) {
      assertThat(mistakes(plan.formatted(end)))
          .singleElement()
          .satisfies(each -> assertThat(each.sentence()).contains("'token-file'"));
    }
  }

  @Test
  void text_that_is_no_yaml_is_said_where() throws IOException {
    assertThat(mistakes("subscriptions:\n  - name: [a\n"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.sentence()).startsWith("This is not YAML: "));
    assertThat(mistakes("").get(0).sentence()).contains("The file is empty");
    assertThat(mistakes("\nsubscriptions: []\n"))
        .containsExactly(new Mistake(2, "'subscriptions' needs one entry or more."));
    assertThat(mistakes("- a\n").get(0).sentence()).startsWith("The file has to be keys");
  }

  private List<Mistake> mistakes(String text) throws IOException {
    return PlanReader.read(Files.writeString(folder.resolve("m.yaml"), text)).mistakes();
  }

  private PlanReader.Reading read(String text, List<Mistake> mistakes) throws IOException {
    PlanReader.Reading reading =
        PlanReader.read(Files.writeString(folder.resolve("plan.yaml"), text));
    assertThat(reading.mistakes()).isEqualTo(mistakes);
    return reading;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
