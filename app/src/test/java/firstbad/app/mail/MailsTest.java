package firstbad.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.read.Verifications;
import firstbad.app.story.Stories;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.made.MadeLogs;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.TrustedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a mailing list would read of a log. */
class MailsTest {
  private static final List<TitleCount> CRASHES =
      List.of(new TitleCount("INFO: hung in b", "HANG", 3));

  private static final Path GOLDEN =
      Path.of("src/test/resources/firstbad/app/mail/hidraw-release.mail.txt");

  @Test
  void the_sample_reads_as_it_was_read_in_review() throws IOException {
    String mail = Mails.of(sample(""), LaterFacts.NONE).withHeaders();

    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(GOLDEN, mail);
    }
    assertThat(mail).isEqualTo(Files.readString(GOLDEN));
    assertThat(mail.lines()).allMatch(line -> line.length() <= 72 || line.startsWith("Subject: "));
  }

  @Test
  void a_log_that_stops_says_how_to_go_on() throws IOException {
    String mail =
        Mails.of(sample("testing commit 6dc490e80ca33e4e49ed5b81df0ec9bfad6bf1b6"), LaterFacts.NONE)
            .text();

    assertThat(mail).contains("What to do next:\n", "  git bisect start ");
  }

  @Test
  void an_alert_names_the_bug_as_a_label_or_its_crash_does_and_how_to_look() {
    Alert bare =
        new Alert(
            "job 1",
            Alert.Kind.DERAILED,
            Alert.Severity.HIGH,
            5,
            null,
            98,
            "Look.",
            0,
            Map.of(),
            List.of());
    assertThat(Mails.of(bare).subject()).isEqualTo("[firstbad] job 1: derailed at line 98");
    assertThat(Mails.of(bare).text()).contains("Look.\n", "\n  firstbad show 'job 1'\n");
    Mail mail =
        Mails.of(
            bare.with(
                Map.of("bug.title", "WARNING in a", "bug.url", "https://b.example/1"), CRASHES));
    assertThat(mail.subject()).isEqualTo("[firstbad] WARNING in a: derailed at line 98");
    assertThat(mail.text()).containsPattern("bug: +WARNING in a\n").contains("https://b.example/1");
    assertThat(Mails.of(bare.with(Map.of(), CRASHES)).subject())
        .isEqualTo("[firstbad] INFO: hung in b: derailed at line 98");
  }

  @Test
  void an_ending_names_its_culprit_and_a_set_gives_its_reasons_their_sides() throws IOException {
    assertThat(Mails.of(sample("").head()).text())
        .startsWith("The search has ended. It found the culprit.")
        .contains("culprit:  e4b8954074f6 (\"netlink: add net device")
        .contains("  firstbad show hidraw-release\n")
        .doesNotContain("git bisect start");
    for (int seed = 0; seed < 600; seed++) {
      Story story = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      if (!story.head().candidates().isEmpty() && !story.summary().reasonsAgainst().isEmpty()) {
        assertThat(Mails.of(story, LaterFacts.NONE).text())
            .contains("The commits that are left:", "Against this result:\n  - ")
            .doesNotContain("For this result:\n  - ");
        return;
      }
    }
    throw new AssertionError("No set was made.");
  }

  @Test
  void what_became_of_a_culprit_comes_first_and_a_refuted_one_is_suggested_to_nobody()
      throws IOException {
    List<String> said = List.of("Refuted by a person (somebody); the cause is 4d92b95ff2f9.");
    List<String> git = List.of("It was reverted by 0123456789ab.");
    String refuted = mail(CulpritStanding.REFUTED, said, git);
    assertThat(refuted)
        .startsWith("Refuted: the search ended at ")
        .contains("What became of it:\n  - Refuted by a person (somebody); the cause is ")
        .contains("What git says of it:\n  - It was reverted by 0123456789ab.\n")
        .doesNotContain("#regzbot", "Probably");
    assertThat(mail(CulpritStanding.CONFIRMED, List.of(), List.of()))
        .startsWith("Confirmed: ")
        .contains(" introduced this crash.")
        .doesNotContain("#regzbot"); // trust in it is low
    assertThat(mail(CulpritStanding.CONFLICT, List.of(), List.of())).startsWith("Disputed: ");
    assertThat(mail(CulpritStanding.NEEDS_RERUN, List.of(), List.of())).startsWith("In doubt: ");
  }

  @Test
  void a_tracker_is_suggested_a_line_at_level_high_alone() throws IOException {
    Map<String, Integer> suggested = new TreeMap<>();
    for (int seed = 0; seed < 600; seed++) {
      Story story = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      Assessment judged = story.assessment();
      if (story.head().outcome() == Outcome.CULPRIT_FOUND && judged != null) {
        for (CulpritStanding standing : CulpritStanding.values()) {
          String text = Mails.of(story, new LaterFacts(standing, List.of(), List.of())).text();
          if (text.contains("this line tells the tracker")) {
            suggested.merge(judged.level() + " " + standing, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(suggested).containsOnlyKeys("HIGH CONFIRMED", "HIGH OPEN");
  }

  @Test
  void an_address_stays_whole_wherever_it_stands() throws IOException {
    String address = "https://lore.kernel.org/netdev/" + "0123456789abcdef/".repeat(5) + "T/#u";
    List<String> said = List.of("Refuted by a person (somebody): " + address + " says why.");
    assertThat(mail(CulpritStanding.REFUTED, said, List.of()))
        .contains("  - Refuted by a person (somebody):\n    " + address + "\n    says why.\n");
  }

  private static String mail(CulpritStanding standing, List<String> said, List<String> git)
      throws IOException {
    return Mails.of(sample(""), new LaterFacts(standing, said, git)).text();
  }

  @Test
  void a_verification_says_who_found_out_what_and_how() {
    Verification.Builder said =
        Verification.newBuilder()
            .setId("job-1")
            .setCulprit("38970eac41db0031dcd337e124fab92a7105ed85")
            .setSource(VerificationSource.FIXES_TAG)
            .setMadeBy("somebody")
            .setNote("a note\n\u001b[31mred")
            .setEvidenceUrl("https://example.org/1")
            .setMadeAt(Instant.EPOCH);
    Mail refuted = Mails.of(said.setState(VerificationState.REFUTED).build(), KnownCulprit.UNKNOWN);
    assertThat(refuted.subject()).isEqualTo("[firstbad] job-1: culprit refuted");
    assertThat(refuted.text())
        .startsWith("Refuted: the culprit 38970eac41db of job-1 is wrong.\n")
        .contains("source:   fixes tag", "by:       somebody", "evidence: https://example.org/1")
        .doesNotContain("\u001b");
    KnownCulprit named =
        new KnownCulprit(Map.of(Mail.MESSAGE_ID, "<1@example.org>"), "a bug", null, "foo: a title");
    Mail answer = Mails.of(said.build(), named);
    assertThat(answer.subject()).isEqualTo("Re: a bug");
    assertThat(answer.inReplyTo()).isEqualTo("<1@example.org>");
    assertThat(answer.text()).contains("bug:      a bug", "culprit:  foo: a title");
    assertThat(
            Mails.of(said.setState(VerificationState.WITHDRAWN).build(), KnownCulprit.UNKNOWN)
                .text())
        .startsWith("Withdrawn: what was said before of the culprit 38970eac41db of job-1 no");
  }

  @Test
  void a_verification_of_another_commit_says_so() {
    TrustedEvents.trust();
    Verification said =
        Verification.newBuilder()
            .setId("job-1")
            .setState(VerificationState.REFUTED)
            .setSource(VerificationSource.RERUN)
            .setCulprit("4d92b95ff2f9" + "0".repeat(28))
            .setMadeAt(Instant.EPOCH)
            .build();
    String culprit = "38970eac41db0031dcd337e124fab92a7105ed85";
    assertThat(Mails.of(said, new KnownCulprit(Map.of(), "a bug", culprit, "foo: a title")).text())
        .contains("It speaks of another commit: the bisection named 38970eac41db.\n")
        .contains("culprit:  38970eac41db (\"foo: a title\")\n");
    Verifications all = new Verifications("job-1");
    all.add(said);
    assertThat(all.sentences(culprit))
        .containsExactly(
            "Refuted by another run (1 Jan 1970 00:00 UTC): it speaks of another commit,"
                + " 4d92b95ff2f9, and not of this culprit.");
    all.add(Verification.newBuilder(said).setCulprit(culprit).build());
    assertThat(all.sentences(culprit))
        .containsExactly("Refuted by another run (1 Jan 1970 00:00 UTC).");
  }

  @Test
  void no_words_of_a_title_are_a_command_to_a_tracker_however_lines_are_broken() {
    for (String command :
        List.of("#syz invalid", "#regzbot resolve: x", "Fixes: 4d92b95ff2f9 x", "Acked-by: a b")) {
      for (int pad = 0; pad < 90; pad++) {
        Alert alert =
            new Alert(
                "job-1",
                Alert.Kind.DERAILED,
                Alert.Severity.HIGH,
                5,
                null,
                98,
                "Look: " + "x ".repeat(pad / 2) + "y".repeat(pad % 2) + " " + command + " z",
                0,
                Map.of(),
                List.of());
        assertThat(Mails.of(alert).text().lines())
            .noneMatch(line -> line.startsWith(command.substring(0, 5)))
            .allMatch(line -> line.length() <= 72);
      }
    }
  }

  @Test
  void a_label_that_is_no_message_id_makes_no_header() {
    assertThat(Mail.answered(Map.of(Mail.MESSAGE_ID, "<1@example.org>")))
        .isEqualTo("<1@example.org>");
    assertThat(Mail.answered(Map.of(Mail.MESSAGE_ID, " 1/a@example.org ")))
        .as("without its brackets")
        .isEqualTo("<1/a@example.org>");
    for (String none :
        List.of("<1@example.org>\nBcc: x@example.org", "https://a/1@b", "1", "a@b@c")) {
      assertThat(Mail.answered(Map.of(Mail.MESSAGE_ID, none))).as(none).isNull();
    }
  }

  /** The sample, up to this line where it is not empty. */
  private static Story sample(String until) throws IOException {
    String whole = Stories.SAMPLE;
    return Stories.of(until.isEmpty() ? whole : whole.substring(0, whole.indexOf(until)));
  }

  @Test
  void the_trust_in_a_set_is_divided_among_its_commits() throws IOException {
    int sets = 0;
    for (int seed = 0; seed < 600; seed++) {
      Story story = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      Assessment judged = story.assessment();
      if (story.head().outcome() != Outcome.INCONCLUSIVE
          || judged == null
          || judged.probability() == null
          || story.head().candidateCount() < 2) {
        continue;
      }
      sets++;
      int commits = story.head().candidateCount();
      double each = 100 * judged.probability() / commits;
      assertThat(Mails.of(story, LaterFacts.NONE).text().replaceAll("\\s+", " "))
          .contains(
              "Each of the " + commits + " alone would be right ",
              (each < 1
                      ? "less than once"
                      : each < 1.5 ? "about once" : "about " + Math.round(each) + " times")
                  + " in 100: nothing in the log");
    }
    assertThat(sets).isPositive();
  }
}
