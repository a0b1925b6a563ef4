package firstbad.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownAnswersTest {
  private static final String HASH = "4d92b95ff2f94d92b95ff2f94d92b95ff2f94d92";

  @Test
  void ids_that_end_alike_have_answers_of_their_own() {
    KnownAnswers answers = KnownAnswers.none();
    answers.add("ci-a/1", null, HASH, true, null);
    answers.add("ci-b/1", null, HASH, false, null);
    assertThat(answers.size()).isEqualTo(2);
    assertThat(right(answers, "ci-a/1")).isTrue();
    assertThat(right(answers, "ci-b/1")).isFalse();
    assertThat(answers.of("ci-c/1")).isNull();
  }

  @Test
  void a_line_of_the_file_goes_before_a_verification_of_the_same_id(@TempDir Path folder)
      throws IOException {
    KnownAnswers answers =
        read(
            folder,
            "{\"log\": \"ci-a/1\", \"verdict\": \"wrong\"}",
            "{\"log\": \"logs/job-2.txt\", \"verdict\": \"wrong\"}");
    answers.add("ci-a/1", null, HASH, true, null);
    answers.add("ci-b/1", null, HASH, true, null);
    answers.add("job-2", null, HASH, true, null);
    assertThat(right(answers, "ci-a/1")).isFalse();
    assertThat(right(answers, "ci-b/1")).isTrue();
    assertThat(right(answers, "job-2")).isFalse();
  }

  @Test
  void a_short_cause_is_the_commit_that_it_begins(@TempDir Path folder) throws IOException {
    KnownAnswers answers =
        read(
            folder,
            label("same", HASH.substring(0, 12)),
            label("other", "4d92b95ff2f8"),
            label("too-short", "4d92"));
    assertThat(right(answers, "same")).isTrue();
    assertThat(right(answers, "other")).isFalse();
    assertThat(right(answers, "too-short")).isFalse();
  }

  private static String label(String log, String cause) {
    return "{\"log\": \"%s\", \"culprit\": \"%s\", \"true_cause\": \"%s\"}"
        .formatted(log, HASH, cause);
  }

  private static KnownAnswers read(Path folder, String... lines) throws IOException {
    return KnownAnswers.read(Files.write(folder.resolve("labels"), List.of(lines)));
  }

  private static Boolean right(KnownAnswers answers, String id) {
    return Objects.requireNonNull(Objects.requireNonNull(answers.of(id)).right());
  }
}
