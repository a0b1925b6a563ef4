package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder = Path.of("");
  private Path log = Path.of("");
  private Path bookmark = Path.of("");
  private final List<String> notices = new ArrayList<>();
  private int round;
  private PaperKafka kafka = new PaperKafka(true, "t");

  @BeforeEach
  void paths() {
    log = folder.resolve("run.log");
    bookmark = folder.resolve("state/run.bookmark");
  }

  @Test
  void rotation_changes_the_file_and_not_the_numbers() throws IOException {
    append("one\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      Files.move(log, folder.resolve("run.log.1"));
      append("two\n");
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|1|one|{}", "job|2|two|{}");
  }

  @Test
  void a_restart_goes_on_with_the_next_number_even_when_the_first_file_is_gone()
      throws IOException {
    append("one\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      Files.move(log, folder.resolve("run.log.1"));
      append("two\n");
      drain(follower);
    }
    Files.delete(folder.resolve("run.log.1"));
    append("three\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|1|one|{}", "job|2|two|{}", "job|3|three|{}");
    assertThat(notices).contains("Going on with line 3 of job.");
  }

  @Test
  void a_topic_that_was_created_anew_gets_the_file_from_its_beginning() throws IOException {
    append("one\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    kafka = new PaperKafka(true, "another topic");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|1|one|{}");
  }

  @Test
  void a_file_that_is_gone_with_unread_lines_leaves_a_gap_and_reuses_no_number()
      throws IOException {
    append("one\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      append("two\nthree\n");
      kafka.producer.sendException = new RecordTooLargeException("killed here");
      assertThatThrownBy(() -> follower.step((line, number) -> {}))
          .isInstanceOf(PublishException.class);
    }
    kafka = new PaperKafka(true, "t");
    Files.writeString(log, "new\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|4|new|{}");
    assertThat(notices)
        .anySatisfy(notice -> assertThat(notice).contains("may be lost").contains("line 4"));
  }

  @Test
  void a_bookmark_that_is_none_is_a_sentence() throws IOException {
    Files.createDirectories(bookmark.getParent());
    Files.writeString(bookmark, "topic=t\n");
    append("one\n");
    assertThatThrownBy(this::follower)
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("The bookmark " + bookmark + " cannot be read (it has no 'log')");
  }

  @Test
  void a_follower_killed_anywhere_loses_and_renumbers_nothing() throws IOException {
    Random random = new Random(1907);
    for (round = 0; round < 12; round++) {
      Files.write(log, new byte[0]);
      Files.deleteIfExists(bookmark);
      List<String> all = new ArrayList<>();
      TreeMap<Long, String> arrived = new TreeMap<>();
      for (int life = 0; life < 6; life++) {
        kafka = new PaperKafka(true, "t");
        LogFollower follower = follower();
        int steps = random.nextInt(5);
        for (int step = 0; step < steps; step++) {
          write(random, all);
          if (random.nextInt(4) == 0) {
            rotate(follower);
          }
          follower.step((line, number) -> {});
        }
        // Killed between sending and noting: the file grows, lines go out, the bookmark is old.
        byte[] before = Files.exists(bookmark) ? Files.readAllBytes(bookmark) : new byte[0];
        write(random, all);
        follower.step((line, number) -> {});
        if (before.length > 0 && random.nextBoolean()) {
          Files.write(bookmark, before);
        }
        follower.close();
        collect(arrived);
        if (random.nextInt(3) == 0) {
          rotateUnread(random, all, arrived);
        }
      }
      kafka = new PaperKafka(true, "t");
      try (LogFollower follower = follower()) {
        drain(follower);
      }
      collect(arrived);
      assertThat(arrived.values()).containsExactlyElementsOf(all);
      assertThat(arrived.lastKey()).isEqualTo(all.size());
    }
  }

  /** Under one number there is only ever one text. */
  private void collect(Map<Long, String> arrived) {
    for (String record : kafka.records()) {
      String[] parts = record.split("\\|", -1);
      String earlier = arrived.putIfAbsent(Long.parseLong(parts[1]), parts[2]);
      assertThat(earlier == null || earlier.equals(parts[2])).isTrue();
    }
  }

  private void write(Random random, List<String> all) throws IOException {
    int lines = random.nextInt(4);
    for (int line = 0; line < lines; line++) {
      String text = round + ": line " + (all.size() + 1);
      all.add(text);
      append(text + "\n");
    }
  }

  private void rotate(LogFollower follower) throws IOException {
    drain(follower);
    Files.move(log, folder.resolve("run.log." + fileCount()));
    Files.createFile(log);
    drain(follower);
  }

  /** Rotates while nobody follows; the next follower finds the old file beside the new one. */
  private void rotateUnread(Random random, List<String> all, Map<Long, String> arrived)
      throws IOException {
    write(random, all);
    Files.move(log, folder.resolve("run.log." + fileCount()));
    Files.createFile(log);
    write(random, all);
    kafka = new PaperKafka(true, "t");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    collect(arrived);
  }

  private long fileCount() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private LogFollower follower() {
    FollowedFile file = new FollowedFile(log, Duration.ZERO, System::nanoTime, notices::add);
    return LogFollower.open(kafka.publisher(LONG), "job", Map.of(), file, bookmark, notices::add);
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void drain(LogFollower follower) {
    while (follower.step((line, number) -> {})) {
      // goes on
    }
  }
}
