package firstbad.app.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real git, and a history in which the twelfth commit of twenty breaks the test. */
class BisectRunTest {
  private static final String CRASHES =
      "[ $(cat f) -lt 12 ] || { echo 'BUG: KASAN: use-after-free in foo+0x1/0x2'; exit 1; }";

  @TempDir private Path folder;

  @BeforeEach
  void twentyCommits() throws Exception {
    git("init", "--quiet");
    for (int number = 1; number <= 20; number++) {
      Files.writeString(folder.resolve("f"), number + "\n");
      git("add", "f");
      git("commit", "--quiet", "-m", "f: set it to " + number);
    }
  }

  @Test
  void a_search_ends_in_the_commit_that_broke_the_test_and_its_log_says_so_again()
      throws Exception {
    start();
    Call call = run(CRASHES, "--runs", "2");
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("It ended on the culprit", "f: set it to 12", "middle trust", "2/2");
    Call again = Call.firstbad("analyze", log().toString());
    assertThat(story(call.out())).isEqualTo(story(again.out()));
    assertThat(git("bisect", "log")).anyMatch(line -> line.startsWith("# first bad commit: ["));
    assertThat(Files.readString(Path.of(log() + ".output"))).contains("KASAN", " run #1");
  }

  @Test
  void what_cannot_be_tested_leaves_candidates() throws Exception {
    start();
    Call call = run("[ $(cat f) = 12 ] && exit 125; [ $(cat f) -lt 13 ]");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out())
        .contains("inconclusive", "any of 2 commits can be the cause", "Not judged");
  }

  @Test
  void a_high_exit_code_ends_the_run_and_the_next_call_goes_on_in_the_same_log() throws Exception {
    start();
    assertThat(run("[ $(cat f) = 13 ] && exit 200; " + CRASHES).out())
        .contains("bisect run failed: exit code 200");
    List<String> before = Files.readAllLines(log());
    Call call = run(CRASHES);
    assertThat(call.code()).isZero();
    assertThat(Files.readAllLines(log())).startsWith(before.toArray(String[]::new));
    assertThat(call.out()).contains("f: set it to 12").doesNotContain("contradicts");
  }

  @Test
  void a_test_that_passes_on_the_bad_commit_ends_before_the_search_and_moves_nothing()
      throws Exception {
    start();
    String candidate = git("rev-parse", "HEAD").get(0);
    Call call = run("true");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).contains("The test did not fail on the bad commit");
    assertThat(git("rev-parse", "HEAD")).containsExactly(candidate);
  }

  @Test
  void another_test_after_it_is_a_search_of_its_own() throws Exception {
    start();
    assertThat(run("true", "--id", "mine").out()).contains("mine: not reproduced");
    Call call = run(CRASHES, "--id", "mine");
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("mine-2: culprit found, middle trust");
    assertThat(run(CRASHES, "--log", folder.resolve(".git/firstbad/mine.log").toString()).err())
        .contains("or of a test that did not fail on the bad commit");
  }

  @Test
  void where_it_is_interrupted_git_is_not_said_to_give_up() throws Exception {
    AtomicBoolean stopping = new AtomicBoolean();
    Path kept = folder.resolve("x.log");
    PrintWriter nobody = new PrintWriter(new StringWriter());
    try (SearchLog log = new SearchLog(kept, nobody, nobody)) {
      TestCommand test = new TestCommand(List.of("true"), folder);
      Search search =
          new Search(new WorkTree(folder), test, 1, log, new StringWriter(), stopping::get);
      assertThat(search.run(false)).isFalse(); // no bisection is under way
      assertThat(Files.readString(kept)).contains("git gave up with exit code");
      Files.delete(kept);
      stopping.set(true);
      assertThat(search.run(false)).isFalse();
    }
    assertThat(Files.readString(kept)).doesNotContain("gave up");
  }

  @Test
  void an_interruption_leaves_git_where_it_was() throws Exception {
    start();
    String candidate = git("rev-parse", "HEAD").get(0);
    List<String> noted = git("bisect", "log");
    AtomicBoolean stopping = new AtomicBoolean();
    StringWriter printed =
        new StringWriter() {
          @Override
          public void write(String text) {
            stopping.set(true);
          }
        };
    PrintWriter nobody = new PrintWriter(new StringWriter());
    try (SearchLog log = new SearchLog(folder.resolve("x.log"), nobody, nobody)) {
      TestCommand test = new TestCommand(List.of("sh", "-c", CRASHES), folder);
      Search search = new Search(new WorkTree(folder), test, 3, log, printed, stopping::get);
      assertThat(search.run(true)).isFalse();
    }
    assertThat(git("rev-parse", "HEAD")).containsExactly(candidate);
    assertThat(git("bisect", "log")).isEqualTo(noted);
  }

  @Test
  void without_a_bisection_it_says_what_to_run() {
    Call call = run("true");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).contains("run 'git bisect start BAD GOOD' first");
  }

  private Call run(String script, String... options) {
    List<String> all = new ArrayList<>(List.of("bisect", "run", "-C", folder.toString()));
    all.addAll(List.of(options));
    all.addAll(List.of("--", "sh", "-c", script));
    return Call.firstbad(all.toArray(String[]::new));
  }

  private void start() throws Exception {
    git("bisect", "start", "HEAD", "HEAD~18", "--");
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".git/firstbad"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  /** Without its first line, which has the id. */
  private static String story(String out) {
    int at = out.indexOf("  Searched for ");
    return out.substring(at).strip();
  }

  private List<String> git(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    List<String> said =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(git.waitFor()).as("%s: %s", command, said).isZero();
    return said;
  }
}
