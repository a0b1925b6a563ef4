package firstbad.app.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final String HASH = "4d92b95ff2f94d92b95ff2f94d92b95ff2f94d92";
  private static final List<String> NOTED =
      List.of("# bad: [" + HASH + "] f: break it", "git bisect start 'HEAD' 'HEAD~2'");

  @Test
  void a_title_with_the_words_that_name_a_commit_names_none() {
    assertThat(
            named(
                "Bisecting: 3 revisions left to test after this (roughly 2 steps)",
                "[" + HASH + "] docs: this is the first bad commit that anybody has seen"))
        .isFalse();
    assertThat(named("[" + HASH + "] " + HASH + " is the first bad commit")).isFalse();
    assertThat(named(HASH + " is the first bad commit", "commit " + HASH)).isTrue();
    assertThat(named(HASH + " is the first 'broken' commit")).isTrue();
  }

  @Test
  void a_search_for_the_same_commit_in_another_clone_has_another_id(@TempDir Path folder) {
    String here = SearchLogFile.of(NOTED, folder.resolve("a"), null, null).id();
    assertThat(here).matches("bisect-4d92b95ff2f9-[0-9a-f]{8}");
    assertThat(SearchLogFile.of(NOTED, folder.resolve("a"), null, null).id())
        .as("where it goes on")
        .isEqualTo(here);
    assertThat(SearchLogFile.of(NOTED, folder.resolve("b"), null, null).id()).isNotEqualTo(here);
  }

  private static boolean named(String... lines) {
    return Search.named(new WorkTree.GitResult(0, List.of(lines)));
  }
}
