package firstbad.app.verify.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.app.cli.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which history is read, whoever calls and whatever is checked out. */
class GitRepositoryTest {
  @Test
  void a_branch_has_one_name_however_it_is_asked_for(@TempDir Path folder) {
    MadeUpRepository made = new MadeUpRepository(folder);
    String commit = made.commit("begin");
    made.tag("v1", commit);
    GitRepository repository = new GitRepository(folder);
    assertThat(repository.branch(null)).isEqualTo("refs/heads/main");
    assertThat(repository.branch("main")).isEqualTo("refs/heads/main");
    assertThat(repository.branch("v1")).isEqualTo("refs/tags/v1");
    assertThat(repository.branch(commit)).isEqualTo(commit);
    assertThatThrownBy(() -> repository.branch("--all")).isInstanceOf(Problem.class);
    made.commit("go on");
    for (String place : new String[] {"HEAD~1", "main^"}) {
      assertThatThrownBy(() -> repository.branch(place)).isInstanceOf(Problem.class);
    }

    made.detach();
    assertThatThrownBy(() -> repository.branch(null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("--branch");
    assertThat(repository.branch("main")).isEqualTo("refs/heads/main");
  }

  @Test
  void a_hook_that_calls_does_not_say_which_repository_is_read() {
    Map<String, String> environment = new HashMap<>();
    for (String name : new String[] {"PATH", "GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_GLOBAL"}) {
      environment.put(name, "a");
    }
    GitProcess.leaveOutside(environment);
    assertThat(environment).containsOnlyKeys("PATH", "GIT_CONFIG_GLOBAL");
  }
}
