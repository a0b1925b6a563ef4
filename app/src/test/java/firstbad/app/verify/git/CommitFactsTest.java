package firstbad.app.verify.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.app.cli.Problem;
import firstbad.bisection.trust.title.StackFiles;
import firstbad.events.BlamedFrame;
import firstbad.events.ChangedFile;
import firstbad.events.GitFacts;
import firstbad.story.GitSentences;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repository says of a commit. */
class CommitFactsTest {
  private static final String CODE =
      """
      int first(int a)
      {
      %s	return a;
      }

      static int second(struct made_up *up)
      {
      %s	return 0;
      }
      """;

  private final MadeUpRepository repository;

  CommitFactsTest(@TempDir Path folder) {
    repository = new MadeUpRepository(folder);
    repository.commitFile("made.c", CODE.formatted("\n".repeat(9), "\n".repeat(9)), "begin");
  }

  @Test
  void files_functions_release_and_what_became_of_it_are_told() {
    String changed = CODE.formatted("\n".repeat(9), "\tlock();\n" + "\n".repeat(9));
    String culprit = repository.commitFile("made.c", changed, "made: lock it");
    repository.tag("v5.16-rc1", repository.commit("Linux 5.16-rc1"));
    repository.tag("v5.17", repository.commit("Linux 5.17"));
    String fix =
        repository.commitFile("new.c", "", "made: unlock it", "Fixes: " + culprit.substring(0, 12));
    String revert =
        repository.commit("Revert \"made: lock it\"", "This reverts commit " + culprit + ".");

    GitFacts facts = facts(culprit);
    assertThat(facts.getChangedFiles()).containsExactly(new ChangedFile("made.c", false));
    assertThat(facts.getFunctions()).containsExactly("second");
    assertThat(facts.getFirstRelease()).isEqualTo("v5.16-rc1");
    assertThat(facts.getFixedBy()).containsExactly(fix);
    assertThat(facts.getRevertedBy()).containsExactly(revert);
    assertThat(facts.getParents()).hasSize(1);
    assertThat(GitSentences.of(facts, "job"))
        .containsExactly(
            "It changes 1 file: made.c.",
            "It changes the function second.",
            "made.c:1 is in the stack of the crash; the line is from "
                + facts.getParents().get(0).substring(0, 12)
                + " (\"begin\").",
            "The first release that has it is v5.16-rc1.",
            "Later commits say that they fix it: " + fix.substring(0, 12) + ".",
            "It was reverted by " + revert.substring(0, 12) + ".");

    repository.commit("Reapply it", "This reverts commit " + revert + ".");
    assertThat(facts(culprit).getRevertedBy()).isEmpty();
    GitFacts later = facts(fix);
    assertThat(later.getChangedFiles()).containsExactly(new ChangedFile("new.c", true));
    assertThat(later.getFirstRelease()).isNull();
    assertThat(GitSentences.of(later, "job")).contains("It changes 1 file, 1 of them new: new.c.");
  }

  @Test
  void commits_without_a_release_are_left_out_and_none_are_asked_for_without_any() {
    String released = repository.commit("made: one");
    repository.tag("v5.16", released);
    String later = repository.commit("made: two");
    GitRepository clone = new GitRepository(repository.folder());
    assertThat(clone.releases(List.of())).isEmpty();
    assertThat(clone.releases(List.of(released, later, "0".repeat(40))))
        .isEqualTo(Map.of(released, "v5.16"));
  }

  @Test
  void the_lines_at_the_top_of_the_stack_have_authors() {
    String begin = repository.commitFile("old.c", "int a;\nint b;\n", "made: begin it");
    String culprit = repository.commitFile("new.c", "int c;\n", "made: go on");
    List<StackFiles.Frame> stack =
        StackFiles.frames(
            """
             before new.c:7
            BUG: KASAN: use-after-free in made_up+0x1/0x2 mm/kasan/report.c:1
             made_up+0x1/0x2 old.c:2 [inline]
             made_up+0x1/0x2 old.c:99
             made_up+0x1/0x2 not/there.c:1
             made_down+0x1/0x2 new.c:1
            """,
            6);
    assertThat(stack).extracting(StackFiles.Frame::line).containsExactly(2, 99, 1, 1);
    GitFacts facts = facts(new GitRepository(repository.folder()), culprit, stack);
    assertThat(facts.getFrames())
        .containsExactly(
            new BlamedFrame("old.c", 2, begin, "made: begin it", "job"),
            new BlamedFrame("new.c", 1, culprit, "made: go on", "job"));
    assertThat(GitSentences.of(facts, "job"))
        .contains(
            "old.c:2 is in the stack of the crash; the line is from "
                + begin.substring(0, 12)
                + " (\"made: begin it\").",
            "new.c:1 is in the stack of the crash; this commit wrote the line.",
            "It added new.c, which is in that stack.");
    assertThat(GitSentences.of(facts, "another bug with this culprit"))
        .isNotEmpty()
        .noneMatch(sentence -> sentence.contains("stack"));
  }

  @Test
  void a_commit_that_is_not_there_has_no_facts() {
    GitRepository read = new GitRepository(repository.folder());
    History history = History.read(read, read.commit("main"), null, List.of());
    assertThat(new CommitFacts(read, history).of("f".repeat(40), new TreeMap<>())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://example.org/x", "git://example.org/x", "ext::sh -c touch% %s"})
  void a_clone_without_blobs_gives_what_it_has_and_calls_nobody(
      String address, @TempDir Path folder) {
    String culprit = repository.commitFile("made.c", CODE.formatted("", "\tlock();\n"), "lock it");
    Path called = folder.resolve("called");
    String command = "touch " + called;
    GitRepository clone =
        new GitRepository(
            repository.withoutBlobs(
                folder.resolve("clone"),
                address.replace("%s", called.toString()),
                Map.of(
                    "core.sshCommand", command,
                    "core.gitProxy", command,
                    "protocol.ssh.allow", "always",
                    "protocol.git.allow", "always",
                    "protocol.ext.allow", "always")));
    GitFacts facts = facts(clone, culprit);
    assertThat(facts.getChangedFiles()).containsExactly(new ChangedFile("made.c", false));
    assertThat(facts.getFunctions()).isEmpty();
    assertThat(facts.getFrames()).isEmpty();
    assertThat(called).doesNotExist();
  }

  @Test
  void a_submodule_cannot_have_a_command_run_to_show_its_changes(@TempDir Path folder) {
    String one = repository.commitFile("made.c", CODE.formatted("", ""), "one");
    String two = repository.commitFile("made.c", CODE.formatted("", "\tlock();\n"), "two");
    repository.commitSubmodule("sub", one, "made: take a submodule");
    String culprit = repository.commitSubmodule("sub", two, "made: raise the submodule");
    Path called = folder.resolve("called");
    Path clone =
        repository.withSubmodule(
            folder.resolve("clone"), "sub", Map.of("diff.external", "touch " + called + " #"));
    GitFacts facts = facts(new GitRepository(clone), culprit, "origin/main");
    assertThat(facts.getChangedFiles()).containsExactly(new ChangedFile("sub", false));
    assertThat(called).doesNotExist();
  }

  @Test
  void a_shallow_clone_is_refused(@TempDir Path folder) {
    repository.commit("made: go on");
    Path clone = repository.shallow(folder.resolve("clone"));
    assertThatThrownBy(() -> new GitRepository(clone))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("is a shallow clone")
        .hasMessageContaining("git fetch --unshallow");
  }

  @Test
  void a_revert_that_was_reverted_twice_is_what_counts() {
    String culprit = repository.commit("made: break it");
    String one = repository.commit("Revert it", "This reverts commit " + culprit + ".");
    String two = repository.commit("Reapply it", "This reverts commit " + one + ".");
    assertThat(facts(culprit).getRevertedBy()).isEmpty();
    String three = repository.commit("Revert that", "This reverts commit " + two + ".");
    assertThat(facts(culprit).getRevertedBy()).containsExactly(three);
    assertThat(facts(one).getRevertedBy()).isEmpty();
  }

  @Test
  void of_a_large_change_the_first_functions_are_read_and_no_more() {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String function = "int made_%d(int a)\n{\n%s%sreturn a;\n}\n";
      before.append(function.formatted(i, "\n".repeat(9), ""));
      after.append(function.formatted(i, "\n".repeat(9), "lock(" + "x".repeat(200_000) + ");\n"));
    }
    repository.commitFile("large.c", before.toString(), "begin it");
    String culprit = repository.commitFile("large.c", after.toString(), "lock it");
    assertThat(facts(culprit).getFunctions()).hasSizeBetween(30, 50).startsWith("made_0");
  }

  private GitFacts facts(String commit) {
    return facts(new GitRepository(repository.folder()), commit);
  }

  private static GitFacts facts(GitRepository read, String commit) {
    return facts(read, commit, List.of(new StackFiles.Frame("made.c", 1)));
  }

  private static GitFacts facts(GitRepository read, String commit, String branch) {
    return facts(read, commit, branch, List.of());
  }

  private static GitFacts facts(GitRepository read, String commit, List<StackFiles.Frame> stack) {
    return facts(read, commit, "main", stack);
  }

  private static GitFacts facts(
      GitRepository read, String commit, String branch, List<StackFiles.Frame> stack) {
    NamedCulprit culprit = new NamedCulprit("job", false, commit, Set.of());
    History history = History.read(read, read.commit(branch), null, List.of(culprit));
    CommitFacts facts = new CommitFacts(read, history);
    facts.lookUpReleases(List.of(commit));
    return Objects.requireNonNull(facts.of(commit, new TreeMap<>(Map.of("job", stack))));
  }
}
