package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.title.StackFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Missing is not no: nothing follows from files that nobody saw. */
class ChangedFilesTest {
  private static final String NO = "the culprit changes no file that is in the stack of the crash";
  private static final String YES = "the culprit changes a file that is in the stack of the crash";

  @Test
  void files_that_are_all_known_are_compared() {
    assertThat(reasons(ChangedFiles.of("net/other.c"))).contains(NO);
    assertThat(reasons(ChangedFiles.of("net/other.c", "net/hsr/hsr_slave.c"))).contains(YES);
  }

  @Test
  void without_a_list_nothing_was_compared() {
    assertThat(reasons(ChangedFiles.NONE))
        .contains(
            "it is not known whether the culprit changes a file in the stack of the crash: git"
                + " printed no list of files")
        .doesNotContain(NO);
  }

  @Test
  void a_list_with_gaps_says_so_unless_one_of_its_files_is_in_the_stack() {
    gap(
        new ChangedFiles(List.of("MAINTAINERS"), 1, false),
        "git printed folders in place of some files");
    gap(
        new ChangedFiles(List.of("net/other.c"), 491, true),
        "git printed 491 files, of which the first 1 are kept");
    gap(
        ChangedFiles.of("net/{old => hsr}/hsr_slave.c"),
        "git printed two names in one for files that were renamed");
    assertThat(reasons(new ChangedFiles(List.of("net/hsr/hsr_slave.c"), 491, false)))
        .contains(YES)
        .noneMatch(reason -> reason.contains("git printed"));
  }

  /** A reader sees it in both places; nothing follows from it all the same. */
  @Test
  void a_file_that_is_in_the_stacks_of_many_crashes_is_named_and_does_not_count() {
    String report = "WARNING at include/net/a.h:3\n b+0x1/0x2 arch/x86/kvm/../../../virt/kvm.c:7\n";
    StackFiles files = StackFiles.of(report + " c arch/x86/mm/fault.c:5\n");
    List<String> changed = List.of("Makefile", "arch/x86/mm/fault.c");

    assertThat(files.haveAnyOf(changed)).isFalse();
    assertThat(files.uncounted(changed)).isEqualTo("arch/x86/mm/fault.c");
    assertThat(files.uncounted(List.of("include/net/a.h"))).isEqualTo("include/net/a.h");
    assertThat(files.uncounted(List.of("Makefile"))).isNull();
    assertThat(files.haveAnyOf(List.of("virt/kvm.c"))).isTrue();
    assertThat(files.isEmpty()).isFalse();
    assertThat(StackFiles.of(" c arch/x86/mm/fault.c:5\n").isEmpty()).isTrue();
    assertThat(StackFiles.of("c arch/x86/mm/fault.c\n").namesNone()).isTrue();
  }

  @Test
  void the_lines_of_a_function_are_not_those_of_one_whose_name_contains_it() {
    String report =
        """
         net_open_slow+0x1/0x2 drivers/net/slow.c:3
         open_it+0x1/0x2 drivers/net/it.c:3
         other+0x1/0x2 drivers/open/other.c:3
         other+0x1/0x2 drivers/net/open-it.c:3
        """;
    assertThat(StackFiles.linesOf(report, "open")).isEmpty();
    for (String line :
        List.of(
            " open+0x1/0x2 fs/open.c:3",
            "RIP: 0010:open+0x1/0x2 fs/open.c:3",
            " open.isra.0+0x1/0x2 fs/open.c:3",
            " open fs/open.c:3 [inline]",
            "net_open_slow then open")) {
      assertThat(StackFiles.linesOf(report + line + "\n", "open")).isEqualTo(line + "\n");
    }
  }

  private static void gap(ChangedFiles files, String why) {
    assertThat(reasons(files))
        .contains(
            "it is not known whether the culprit changes a file in the stack of the crash: " + why)
        .doesNotContain(NO, YES);
  }

  private static List<String> reasons(ChangedFiles files) {
    Assessor assessor = new Assessor(Parameters.shipped());
    SearchEnd end = SeedLog.ENDING;
    SearchEnd changed =
        new SearchEnd(
            end.named(),
            end.commit(),
            end.title(),
            end.sameBinary(),
            end.flaky(),
            end.described(),
            files,
            end.holes(),
            end.report());
    return List.copyOf(
        assessor.settled(SeedLog.evidence(assessor, SeedLog.REVISIONS.size()), changed).reasons());
  }
}
