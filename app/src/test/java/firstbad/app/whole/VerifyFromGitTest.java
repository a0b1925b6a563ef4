package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.verify.git.MadeUpRepository;
import firstbad.events.Level;
import firstbad.events.Verification;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code verify --from-git} on a broker and a repository of 200 commits, with 40 bisections. */
@Tag("slow")
class VerifyFromGitTest extends EventsInKafka {
  private static final int COMMITS = 200;

  private final Map<String, String> expected = new TreeMap<>();
  private final List<String> plain = new ArrayList<>();
  private int bugs;

  @Test
  void all_that_can_be_known_is_marked_and_nothing_else_and_the_next_run_goes_on_from_there()
      throws Exception {
    MadeUpRepository repository = new MadeUpRepository(folder.resolve("linux.git"));
    while (plain.size() < 120) {
      plain.add(repository.commit(title(plain.size())));
    }
    for (int i = 0; i < 8; i++) {
      right(repository, i);
      wrong(repository, 20 + i);
      unsaid(repository, 40 + i);
      reverted(repository, 60 + i);
      mistaken(repository, 80 + i);
    }
    while (repository.commits() < COMMITS) {
      repository.commit("tail: part " + repository.commits());
    }

    Call dry = call(repository, "--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(said()).isEmpty();
    Call first = call(repository);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Reading the whole history", "40 culprits, 0 of them not in this repository")
        .contains("24 new marks; new facts of 40 commits.")
        .contains("Not used: \"Fixes: ffffffffffff");
    assertThat(said()).isEqualTo(expected);

    assertThat(call(repository).out())
        .contains("Reading main after", "0 new marks; new facts of 0 commits.");
    repository.commit("late: mend it", "Fixes: " + plain.get(40).substring(0, 12), closes(40));
    expected.put("job-40/FIXES_TAG", "CONFIRMED null");
    assertThat(call(repository).out())
        .contains("Reading main after", "1 new mark; new facts of 1 commit.");
    culprit(45, plain.get(45));
    assertThat(call(repository).out())
        .contains("Reading the whole history", "0 new marks; new facts of 0 commits.");
    assertThat(said()).isEqualTo(expected);
  }

  @Test
  void steps_say_what_a_whole_reading_says_and_take_back_what_no_longer_follows() throws Exception {
    MadeUpRepository repository = new MadeUpRepository(folder.resolve("linux.git"));
    while (plain.size() < 4) {
      plain.add(repository.commit(title(plain.size())));
    }
    for (int i = 0; i < 3; i++) {
      culprit(i, plain.get(i));
    }
    String mend = repository.commit("net: try to mend 0", fixes(0), closes(0));
    String revert = repository.commit("Revert it", "This reverts commit " + plain.get(1) + ".");
    repository.commit("net: mend 2", fixes(3), closes(2));
    step(repository, "3 new marks");
    expected.put("job-0/FIXES_TAG", "CONFIRMED null");
    expected.put("job-1/REVERT", "NEEDS_RERUN null");
    expected.put("job-2/FIXES_TAG", "REFUTED " + plain.get(3));
    assertThat(said()).isEqualTo(expected);

    repository.commit("Revert \"net: try to mend 0\"", "This reverts commit " + mend, closes(0));
    step(repository, "0 new marks");
    assertThat(said()).isEqualTo(expected);

    repository.commit("Reapply it", "This reverts commit " + revert + ".");
    step(repository, "1 new mark;");
    expected.put("job-1/REVERT", "WITHDRAWN null");
    assertThat(said()).isEqualTo(expected);

    repository.commit("net: mend 2 again", "Fixes: ffffffffffff (\"gone\")", closes(2));
    step(repository, "1 new mark;");
    expected.put("job-2/FIXES_TAG", "WITHDRAWN null");
    assertThat(said()).isEqualTo(expected);

    repository.commit("docs: nothing of this", "Fixes: " + plain.get(3));
    assertThat(call(repository).out())
        .contains("Reading main after", "0 new marks; new facts of 0 commits.")
        .doesNotContain("whole");
    repository.tag("v1.0", repository.commit("v1.0"));
    assertThat(call(repository).out()).contains("0 new marks; new facts of 3 commits.");
    culprit(40, plain.get(3));
    assertThat(call(repository).out())
        .contains("Reading the whole history of main for every culprit.", "0 new marks");
    assertThat(said()).isEqualTo(expected);
  }

  @Test
  void a_rebased_branch_corrects_its_marks_and_another_branch_or_a_person_is_not_overruled()
      throws Exception {
    MadeUpRepository repository = new MadeUpRepository(folder.resolve("linux.git"));
    while (plain.size() < 3) {
      plain.add(repository.commit(title(plain.size())));
    }
    culprit(0, plain.get(0));
    culprit(1, plain.get(1));
    repository.commit("net: mend 0", fixes(0), closes(0));
    call(repository);
    expected.put("job-0/FIXES_TAG", "CONFIRMED null");
    assertThat(said()).isEqualTo(expected);

    repository.rewind(plain.get(2));
    String amended = repository.commit("net: mend 0, as it should", fixes(2), closes(0));
    step(repository, "1 new mark;");
    expected.put("job-0/FIXES_TAG", "REFUTED " + plain.get(2));
    assertThat(said()).isEqualTo(expected);

    String stable = repository.apart(plain.get(2), "net: mend 0 for stable", fixes(1), closes(0));
    repository.branch("stable", stable);
    assertThat(call(repository, "--branch", "stable").out()).contains("0 new marks");
    assertThat(call(repository).out()).contains("0 new marks");

    repository.rewind(plain.get(2));
    repository.commit("net: without it");
    step(repository, "1 new mark;");
    expected.put("job-0/FIXES_TAG", "WITHDRAWN null");
    assertThat(said()).isEqualTo(expected);
    repository.commit("net: mend 0 for good", fixes(0), closes(0));
    step(repository, "1 new mark;");
    expected.put("job-0/FIXES_TAG", "CONFIRMED null");
    assertThat(said()).isEqualTo(expected);

    Call person =
        Call.firstbad(
            "verify",
            "job-0",
            "--withdrawn",
            "--source",
            "fixes_tag",
            "--bootstrap-servers",
            kafka.bootstrapServers(),
            "--registry",
            kafka.registryUrl());
    assertThat(person.code()).as(person.err()).isZero();
    culprit(2, amended);
    step(repository, "0 new marks");
    expected.put("job-0/FIXES_TAG", "WITHDRAWN null");
    assertThat(said()).isEqualTo(expected);
  }

  private void step(MadeUpRepository repository, String marks) {
    assertThat(call(repository).out()).contains("the whole history").contains(marks);
  }

  private void right(MadeUpRepository repository, int number) throws Exception {
    culprit(number, plain.get(number));
    repository.commit("net: mend " + number, fixes(number), closes(number));
    expected.put("job-" + number + "/FIXES_TAG", "CONFIRMED null");
  }

  private void wrong(MadeUpRepository repository, int number) throws Exception {
    culprit(number, plain.get(number));
    repository.commit("net: mend " + number, fixes(number + 1), closes(number));
    expected.put("job-" + number + "/FIXES_TAG", "REFUTED " + plain.get(number + 1));
  }

  /** A fix for another bug, which says nothing of this one. */
  private void unsaid(MadeUpRepository repository, int number) throws Exception {
    culprit(number, plain.get(number));
    repository.commit("net: mend " + number, fixes(number), closes(1000 + number));
  }

  private void reverted(MadeUpRepository repository, int number) throws Exception {
    culprit(number, plain.get(number));
    repository.commit(
        "Revert \"" + title(number) + "\"", "This reverts commit " + plain.get(number) + ".");
    expected.put("job-" + number + "/REVERT", "NEEDS_RERUN null");
  }

  /** A wrong hash. */
  private void mistaken(MadeUpRepository repository, int number) throws Exception {
    culprit(number, plain.get(number));
    repository.commit(
        "net: mend " + number, "Fixes: ffffffffffff (\"" + title(number) + "\")", closes(number));
  }

  private Map<String, String> said() {
    Map<String, String> said = new TreeMap<>();
    sent.all(Topic.VERIFICATIONS, Verification.class)
        .forEach(
            each ->
                said.put(
                    each.getId() + "/" + each.getSource(),
                    each.getState() + " " + each.getTrueCause()));
    return said;
  }

  private void culprit(int number, String commit) throws Exception {
    String id = "job-" + number;
    sent.send(
        Topic.CULPRITS,
        id,
        SentEvents.found(id, Level.HIGH)
            .setLabels(Map.of("bug.url", page(number)))
            .setCommit(commit)
            .setTitle(title(number))
            .build());
    bugs++;
    assertThat(bugs).isLessThanOrEqualTo(41);
  }

  private static String title(int number) {
    return "net: change part " + number;
  }

  private String fixes(int number) {
    return "Fixes: " + plain.get(number).substring(0, 12) + " (\"" + title(number) + "\")";
  }

  private static String page(int number) {
    return "https://bugs.example.org/show?id=" + number;
  }

  private static String closes(int number) {
    return "Closes: " + page(number);
  }

  private Call call(MadeUpRepository repository, String... further) {
    List<String> all =
        new ArrayList<>(List.of("verify", "--from-git", repository.folder().toString()));
    all.addAll(List.of(further));
    if (!all.contains("--branch")) {
      all.addAll(List.of("--branch", "main"));
    }
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return Call.firstbad(all.toArray(String[]::new));
  }
}
