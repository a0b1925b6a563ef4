package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
  @TempDir private Path folder = Path.of("");
  private final List<String> lines = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Path log = Path.of("");
  private long now = 1;
  private FollowedFile followed = new FollowedFile(log, notices::add);

  @BeforeEach
  void follow() {
    log = folder.resolve("run.log");
    followed = follower();
  }

  @AfterEach
  void close() throws IOException {
    followed.close();
  }

  @Test
  void a_file_that_does_not_exist_yet_is_waited_for() throws IOException {
    assertThat(followed.poll(line -> {})).isFalse();
    assertThat(followed.poll(line -> {})).isFalse();
    assertThat(notices).containsExactly("There is no file " + log + " yet; waiting for it.");
    append("one\n");
    drain();
    assertThat(lines).containsExactly("one");
  }

  @Test
  void an_unfinished_line_waits_for_its_line_feed() throws IOException {
    append("one\ntw");
    drain();
    assertThat(lines).containsExactly("one");
    assertThat(followed.position().orElseThrow().offset()).isEqualTo(4);
    append("o\n");
    drain();
    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void a_rotated_file_is_read_to_its_end_then_the_new_one() throws IOException {
    append("one\n");
    drain();
    append("two\n");
    Files.move(log, folder.resolve("run.log.1"));
    Files.writeString(log, "three\n");
    drain();
    assertThat(lines).containsExactly("one", "two");
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "two", "three");
    assertThat(notices).singleElement().asString().contains("was rotated");
  }

  @Test
  void what_is_written_to_the_old_file_shortly_after_the_rotation_is_read_too() throws IOException {
    append("one\ntwo, wri");
    drain();
    Files.move(log, folder.resolve("run.log.1"));
    Files.writeString(log, "three\n");
    drain();
    Files.writeString(folder.resolve("run.log.1"), "tten late\n", StandardOpenOption.APPEND);
    now += FollowedFile.GRACE.toNanos() - 1;
    drain();
    assertThat(lines).containsExactly("one", "two, written late");
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "two, written late", "three");
  }

  @Test
  void an_unfinished_line_of_a_file_that_is_gone_counts() throws IOException {
    append("one\nunfinished");
    drain();
    Files.move(log, folder.resolve("run.log.1"));
    Files.writeString(log, "three\n");
    drain();
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "unfinished", "three");
  }

  @Test
  void a_truncated_file_is_read_from_its_beginning() throws IOException {
    append("one\ntwo\n");
    drain();
    Files.writeString(log, "new\n");
    drain();
    assertThat(lines).containsExactly("one", "two", "new");
    assertThat(notices).singleElement().asString().contains("was truncated");
  }

  @Test
  void a_file_that_was_truncated_and_outgrew_itself_is_read_from_its_beginning()
      throws IOException {
    append("one\n");
    drain();
    Files.writeString(log, "new one\nnew two\n");
    drain();
    assertThat(lines).containsExactly("one", "new one", "new two");
  }

  @Test
  void a_deleted_file_is_waited_for() throws IOException {
    append("one\n");
    drain();
    Files.delete(log);
    drain();
    append("two\n");
    drain();
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void a_restart_goes_on_where_the_last_complete_line_ended() throws IOException {
    append("one\ntwo\nthr");
    drain();
    FilePosition position = followed.position().orElseThrow();
    append("ee\nfour\n");
    restart(position);
    drain();
    assertThat(lines).containsExactly("one", "two", "three", "four");
    assertThat(followed.lost()).isFalse();
  }

  @Test
  void a_file_rotated_while_nobody_read_is_found_beside() throws IOException {
    append("one\n");
    drain();
    FilePosition position = followed.position().orElseThrow();
    append("two\n");
    Files.move(log, folder.resolve("2026-02-03-old.log"));
    Files.writeString(log, "three\n");
    restart(position);
    drain();
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "two", "three");
    assertThat(followed.lost()).isFalse();
  }

  @Test
  void a_file_copied_and_truncated_while_nobody_read_is_found_beside() throws IOException {
    append("one\n");
    drain();
    FilePosition position = followed.position().orElseThrow();
    append("two\n");
    Files.copy(log, folder.resolve("run.log.1"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(log, "3\n");
    restart(position);
    drain();
    now += FollowedFile.GRACE.toNanos();
    drain();
    assertThat(lines).containsExactly("one", "two", "3");
  }

  @Test
  void a_file_that_is_gone_for_good_is_said_to_be_lost() throws IOException {
    append("one\n");
    drain();
    FilePosition position = followed.position().orElseThrow();
    Files.writeString(log, "2\n");
    restart(position);
    drain();
    assertThat(followed.lost()).isTrue();
    assertThat(lines).containsExactly("one", "2");
  }

  @Test
  void a_long_file_comes_in_batches() throws IOException {
    append("x".repeat(99).concat("\n").repeat(30_000));
    int polls = 0;
    while (followed.poll(line -> lines.add(line.text()))) {
      polls++;
    }
    assertThat(lines).hasSize(30_000);
    assertThat(polls).isBetween(3, 6);
  }

  private FollowedFile follower() {
    return new FollowedFile(log, Duration.ofSeconds(1), () -> now, notices::add);
  }

  private void restart(FilePosition position) throws IOException {
    followed.close();
    followed = follower();
    followed.goOnFrom(position);
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Polls until nothing moves; the clock stands still. */
  private void drain() throws IOException {
    while (followed.poll(line -> lines.add(line.text()))) {
      // goes on
    }
  }
}
