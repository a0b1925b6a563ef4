package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "job-1", "ci/2022-03-04T05:06:07+0100/x@y=z~1._"})
  void an_id_of_the_allowed_characters_is_taken_as_it_is(String id) {
    assertThat(Ids.require(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "ä", "a\u0000", "a%2F", "\uD83D\uDC27"})
  void any_other_is_refused(String id) {
    assertThat(Ids.isLegal(id)).isFalse();
    assertThatThrownBy(() -> Ids.require(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_hundred_characters_are_allowed_and_no_more() {
    assertThat(Ids.isLegal("x".repeat(200))).isTrue();
    assertThat(Ids.refusal("x".repeat(201)))
        .isEqualTo(
            "The id \""
                + "x".repeat(60)
                + "...\" is refused, since it has 201 characters; an id has 1 to 200 characters, and"
                + " only letters, digits and ._:/@+=~-.");
  }

  @Test
  void the_refusal_says_where_and_escapes_what_it_shows() {
    assertThat(Ids.refusal("job\u001B[2J1"))
        .startsWith("The id \"job?[2J1\" is refused, since character 4 is none of");
    assertThat(Ids.refusal("")).startsWith("The id \"\" is refused, since it is empty;");
  }

  @ParameterizedTest
  @CsvSource({
    "job-1.log, job-1",
    "job-1.log.gz, job-1",
    "job-1.gz, job-1",
    "logs/2022/job 1.txt, logs/2022/job_1",
    "./a.log, ./a",
    "/var/log/a.log, /var/log/a",
    ".log, .log",
    "logs/.log, logs/.log",
    "v6.1, v6.1",
    "next-6.1.log, next-6.1",
    "a.d/job, a.d/job",
    "C:\\logs\\a.txt, C:_logs_a",
    "bisect.extension, bisect.extension",
    "näh.log, n_h"
  })
  void a_path_becomes_an_id_without_its_extension(String path, String id) {
    assertThat(Ids.fromPath(path)).isEqualTo(id);
  }

  @Test
  void long_paths_with_the_same_end_become_different_ids() {
    String end = "d/".repeat(150) + "job.log";
    String one = Ids.fromPath("one/" + end);
    String two = Ids.fromPath("two/" + end);
    assertThat(one).hasSize(200).endsWith("d/d/job").isNotEqualTo(two);
  }

  @Test
  void an_empty_path_is_refused() {
    assertThatThrownBy(() -> Ids.fromPath("")).hasMessageContaining("it is empty");
  }
}
