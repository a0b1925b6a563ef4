package firstbad.app.verify.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commits say of culprits, each test on a repository of its own. */
class HistoryMarksTest {
  private static final String BUG = "0123456789abcdef0123";
  private static final String REPORTED =
      "Reported-by: syzbot+" + BUG + "@syzkaller.appspotmail.com";
  private static final Map<String, String> LABELS =
      Map.of("bug.url", "https://syzkaller.appspot.com/bug?extid=" + BUG);

  private final MadeUpRepository repository;

  HistoryMarksTest(@TempDir Path folder) {
    repository = new MadeUpRepository(folder);
    repository.commit("begin");
  }

  @Test
  void a_fixes_line_beside_the_bugs_name_confirms_or_refutes() {
    String right = repository.commit("net: break it");
    String wrong = repository.commit("mm: change something else");
    repository.commit("net: mend it", fixes(right, "net: break it"), REPORTED);
    assertThat(marks(cause("right", right), cause("wrong", wrong)))
        .containsExactly("right FIXES_TAG CONFIRMED null", "wrong FIXES_TAG REFUTED " + right);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "99999999999999999999999 +0000", "-5 +0000"})
  void a_commit_with_an_impossible_date_counts_like_any_other(String date) {
    String culprit = repository.commit("net: break it");
    repository.commitAt(date, "net: mend it", fixes(culprit, "net: break it"), REPORTED);
    assertThat(marks(cause("job", culprit))).containsExactly("job FIXES_TAG CONFIRMED null");
  }

  @Test
  void a_fixes_line_without_the_bugs_name_says_nothing() {
    String culprit = repository.commit("net: break it");
    repository.commit("net: mend it", fixes(culprit, "net: break it"));
    repository.commit(
        "net: mend it, for another bug",
        fixes(culprit, "net: break it"),
        "Reported-by: syzbot+ffffffffffffffffffff@syzkaller.appspotmail.com");
    assertThat(marks(cause("job", culprit))).isEmpty();
  }

  @Test
  void the_bug_may_be_named_by_a_page_or_by_a_mail() {
    String culprit = repository.commit("net: break it");
    repository.commit(
        "net: mend it",
        fixes(culprit, "net: break it"),
        "Closes: https://Bugs.example.org/show?id=7#c3",
        "Link: https://lore.kernel.org/netdev/1234-a@example.org/T/#u",
        "Link: https://bugs.example.org/",
        "Link: https://lore.kernel.org/r/CA%2Bc%3d1%40mail.example.org",
        "Link: https://lore.kernel.org/r/5678-b@example.org");
    assertThat(
            marks(
                named("page", culprit, Map.of("bug.url", "http://bugs.example.org/show?id=7")),
                named("mail", culprit, Map.of("bug.message-id", "<5678-b@example.org>")),
                named("thread", culprit, Map.of("bug.message-id", "<1234-a@example.org>")),
                named("host", culprit, Map.of("bug.url", "https://bugs.example.org")),
                named("coded", culprit, Map.of("bug.message-id", "CA+c=1@mail.example.org")),
                named("other", culprit, Map.of("bug.url", "https://bugs.example.org/show?id=8")),
                named("none", culprit, Map.of("bug.title", "https://bugs.example.org/show?id=7"))))
        .containsExactly(
            "coded FIXES_TAG CONFIRMED null",
            "mail FIXES_TAG CONFIRMED null",
            "page FIXES_TAG CONFIRMED null",
            "thread FIXES_TAG CONFIRMED null");
  }

  @Test
  void of_several_fixes_lines_one_is_enough_and_none_of_several_names_no_true_cause() {
    String one = repository.commit("net: break it");
    String two = repository.commit("net: break it once more");
    String other = repository.commit("mm: change something else");
    repository.commit(
        "net: mend it",
        fixes(one, "net: break it"),
        fixes(two, "net: break it once more"),
        REPORTED);
    assertThat(marks(cause("one", one), cause("two", two), cause("other", other)))
        .containsExactly(
            "one FIXES_TAG CONFIRMED null",
            "other FIXES_TAG REFUTED null",
            "two FIXES_TAG CONFIRMED null");
  }

  @Test
  void a_copy_in_another_branch_is_the_same_change() {
    String upstream = repository.commit("net: break it");
    String picked =
        repository.apart(null, "net: break it", "(cherry picked from commit " + upstream + ")");
    String stable = repository.apart(null, "net: break it", "commit " + upstream + " upstream.");
    String bracketed =
        repository.apart(null, "net: break it", "[ Upstream commit " + upstream + " ]");
    repository.commit("net: mend it", fixes(upstream, "net: break it"), REPORTED);
    assertThat(marks(cause("a", picked), cause("b", stable), cause("c", bracketed)))
        .allMatch(mark -> mark.endsWith("FIXES_TAG CONFIRMED null"))
        .hasSize(3);
  }

  @Test
  void a_short_hash_will_do() {
    String culprit = repository.commit("net: break it");
    repository.commit("net: mend it", "Fixes: " + culprit.substring(0, 8), REPORTED);
    assertThat(marks(cause("job", culprit))).containsExactly("job FIXES_TAG CONFIRMED null");
  }

  @Test
  void a_wrong_hash_speaks_neither_for_nor_against() {
    String culprit = repository.commit("net: break it");
    String other = repository.commit("mm: change something else");
    repository.commit("net: mend it", "Fixes: ffffffffffff (\"net: break it\")", REPORTED);
    repository.commit("net: mend more", fixes(other, "net: break it"), REPORTED);
    HistoryMarks marks = asked(null, cause("job", culprit), cause("other", other));
    assertThat(marks.marks()).isEmpty();
    assertThat(marks.unused())
        .hasSize(2)
        .anyMatch(line -> line.contains("ffffffffffff") && line.contains("no commit here"))
        .anyMatch(line -> line.contains("that commit is \"mm: change something else\""));
  }

  @Test
  void a_line_that_cannot_be_used_keeps_others_from_refuting() {
    String culprit = repository.commit("net: break it");
    String other = repository.commit("mm: change something else");
    repository.commit(
        "net: mend it",
        "Fixes: ffffffffffff (\"net: break it\")",
        fixes(other, "mm: change something else"),
        REPORTED);
    assertThat(marks(cause("job", culprit), cause("other", other)))
        .containsExactly("other FIXES_TAG CONFIRMED null");
  }

  @Test
  void a_revert_that_names_the_bug_confirms_and_one_that_does_not_asks_for_another_run() {
    String culprit = repository.commit("net: break it");
    String doubted = repository.commit("mm: change something else");
    repository.commit("Revert \"net: break it\"", reverts(culprit), REPORTED);
    String revert = repository.commit("Revert \"mm: change something else\"", reverts(doubted));
    assertThat(
            marks(cause("job", culprit), named("doubted", doubted, Map.of()), cause("x", doubted)))
        .containsExactly(
            "doubted REVERT NEEDS_RERUN null",
            "job REVERT CONFIRMED null",
            "x REVERT REFUTED " + culprit);

    repository.commit("Reapply \"mm: change something else\"", reverts(revert));
    assertThat(marks(named("doubted", doubted, Map.of())))
        .containsExactly("doubted REVERT WITHDRAWN null");
  }

  @Test
  void a_reverted_attempt_to_mend_the_bug_refutes_nothing_and_is_not_its_cause() {
    String culprit = repository.commit("net: break it");
    String other = repository.commit("mm: change something else");
    String attempt = repository.commit("net: try to mend it", REPORTED);
    String blaming =
        repository.commit("net: try again", fixes(other, "mm: change something else"), REPORTED);
    repository.commit("Revert \"net: try to mend it\"", reverts(attempt), REPORTED);
    repository.commit("Revert \"net: try again\"", reverts(blaming), REPORTED);
    repository.commit("net: mend the attempt", fixes(attempt, "net: try to mend it"), REPORTED);
    assertThat(marks(cause("job", culprit))).isEmpty();
    assertThat(marks(cause("attempt", attempt)))
        .containsExactly("attempt FIXES_TAG CONFIRMED null", "attempt REVERT CONFIRMED null");
    repository.commit("net: mend it", fixes(culprit, "net: break it"), REPORTED);
    assertThat(marks(cause("job", culprit), cause("other", other)))
        .containsExactly("job FIXES_TAG CONFIRMED null", "other FIXES_TAG REFUTED " + culprit);
  }

  @Test
  void the_revert_of_a_copy_is_no_copy_itself() {
    String upstream = repository.commit("net: break it");
    String copy = repository.apart(null, "net: break it", "commit " + upstream + " upstream.");
    String other = repository.commit("mm: change something else");
    String revert =
        repository.commit(
            "Revert \"net: break it\"",
            "This reverts commit " + copy + " which is",
            "commit " + upstream + " upstream.",
            "",
            REPORTED);
    assertThat(marks(cause("copy", copy), cause("other", other), cause("revert", revert)))
        .containsExactly(
            "copy REVERT CONFIRMED null",
            "other REVERT REFUTED " + upstream,
            "revert REVERT REFUTED " + upstream);
    repository.commit("net: mend it", fixes(upstream, "net: break it"), REPORTED);
    assertThat(marks(cause("revert", revert)))
        .containsExactly(
            "revert FIXES_TAG REFUTED " + upstream, "revert REVERT REFUTED " + upstream);
  }

  @Test
  void reverts_of_reverts_are_followed_to_their_end() {
    String culprit = repository.commit("net: break it");
    String last = culprit;
    for (int level = 1; level <= 4; level++) {
      last = repository.commit("Revert, level " + level, reverts(last));
      assertThat(marks(named("job", culprit, Map.of())))
          .containsExactly(
              "job REVERT " + (level % 2 == 1 ? "NEEDS_RERUN" : "WITHDRAWN") + " null");
    }
    repository.commit("Revert, level 5", reverts(last), REPORTED);
    assertThat(marks(cause("job", culprit), cause("again", last)))
        .containsExactly("again REVERT CONFIRMED null", "job REVERT CONFIRMED null");
  }

  @Test
  void a_culprit_may_be_a_revert() {
    String begin = repository.commit("net: mend another bug");
    String culprit = repository.commit("Revert \"net: mend another bug\"", reverts(begin));
    repository.commit("Reapply \"net: mend another bug\"", reverts(culprit), REPORTED);
    assertThat(marks(cause("job", culprit))).containsExactly("job REVERT CONFIRMED null");
  }

  @Test
  void a_fix_is_confirmed_by_its_own_words_and_refuted_by_another_that_names_the_bug() {
    String cause = repository.commit("net: break it");
    String fix = repository.commit("net: mend it", fixes(cause, "net: break it"), REPORTED);
    String other = repository.commit("mm: change something else");
    assertThat(marks(fix("fix", fix), fix("other", other)))
        .containsExactly("fix FIXES_TAG CONFIRMED null", "other FIXES_TAG REFUTED " + fix);
  }

  @Test
  void a_culprit_that_is_not_here_is_not_judged() {
    String cause = repository.commit("net: break it");
    repository.commit("net: mend it", fixes(cause, "net: break it"), REPORTED);
    assertThat(marks(cause("job", "f".repeat(40)))).isEmpty();
  }

  @Test
  void history_goes_on_where_it_ended() {
    String first = repository.commit("net: break it");
    String done = repository.commit("net: mend it", fixes(first, "net: break it"), REPORTED);
    assertThat(asked(done, cause("job", first)).marks()).isEmpty();
    String second = repository.commit("mm: break something else");
    repository.commit("mm: mend it", fixes(second, "mm: break something else"), REPORTED);
    assertThat(text(asked(done, cause("job", second))))
        .containsExactly("job FIXES_TAG CONFIRMED null");
  }

  private List<String> marks(NamedCulprit... culprits) {
    return text(asked(null, culprits));
  }

  private HistoryMarks asked(@Nullable String after, NamedCulprit... culprits) {
    GitRepository read = new GitRepository(repository.folder());
    History history = History.read(read, read.commit("main"), after, List.of(culprits));
    return HistoryMarks.of(history, List.of(culprits));
  }

  private static List<String> text(HistoryMarks marks) {
    return marks.marks().stream()
        .map(
            mark ->
                mark.culprit().id()
                    + " "
                    + mark.source()
                    + " "
                    + mark.state()
                    + " "
                    + mark.trueCause())
        .collect(Collectors.toList());
  }

  private static NamedCulprit cause(String id, String commit) {
    return named(id, commit, LABELS);
  }

  private static NamedCulprit fix(String id, String commit) {
    return new NamedCulprit(id, true, commit, BugLinks.ofLabels(LABELS));
  }

  private static NamedCulprit named(String id, String commit, Map<String, String> labels) {
    Set<String> bug = BugLinks.ofLabels(labels);
    return new NamedCulprit(id, false, commit, bug);
  }

  private static String fixes(String hash, String title) {
    return "Fixes: " + hash.substring(0, 12) + " (\"" + title + "\")";
  }

  private static String reverts(String hash) {
    return "This reverts commit " + hash + ".";
  }
}
