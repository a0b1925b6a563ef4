package firstbad.publisher;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
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
  private static final String ONE = "bisecting cause commit starting from 1234";
  private static final String TWO = "building syzkaller on 5678";

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
    append(ONE + "\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      Files.move(log, folder.resolve("run.log.1"));
      append("two\n");
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|1|" + ONE + "|{}", "job|2|two|{}");
  }

  @Test
  void a_restart_goes_on_with_the_next_number_even_when_the_first_file_is_gone()
      throws IOException {
    append(ONE + "\n");
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
    assertThat(kafka.records())
        .containsExactly("job|1|" + ONE + "|{}", "job|2|two|{}", "job|3|three|{}");
    assertThat(notices).contains("Going on with line 3 of job.");
  }

  @Test
  void how_a_text_is_read_is_said_with_the_next_line_where_it_shows_late() throws IOException {
    append(ONE + "\n" + TWO + "\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      append("run #0: crashed: a &lt; b\n");
      drain(follower);
      append("run #1: OK\n");
      drain(follower);
    }
    assertThat(kafka.records())
        .containsExactly(
            "job|1|" + ONE + "|{}",
            "job|2|" + TWO + "|{}",
            "job|3|run #0: crashed: a < b|{}",
            "job|4|run #1: OK|{log.read_as=with the characters that HTML entities stand for}");
  }

  @Test
  void a_topic_that_was_created_anew_gets_the_file_from_its_beginning() throws IOException {
    append(ONE + "\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    kafka = new PaperKafka(true, "another topic");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records()).containsExactly("job|1|" + ONE + "|{}");
  }

  @Test
  void a_file_that_is_gone_with_unread_lines_leaves_a_gap_and_reuses_no_number()
      throws IOException {
    append(ONE + "\n");
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
    append(ONE + "\n");
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
      TreeMap<String, String> arrived = new TreeMap<>();
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
      assertThat(arrived).isEqualTo(expected(all));
    }
  }

  @Test
  void a_second_bisection_gets_the_next_id_and_the_first_one_its_end_also_after_a_restart()
      throws IOException {
    append(ONE + "\nrevisions tested: 1\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    append(ONE + "\n" + TWO + "\n");
    try (LogFollower follower = follower()) {
      drain(follower);
      append("run #0: OK\n");
      drain(follower);
    }
    append("run #1: OK\n");
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records())
        .containsExactly(
            "job|1|" + ONE + "|{}",
            "job|2|revisions tested: 1|{}",
            "job|3|END|{}",
            "job.2|1|" + ONE + "|{}",
            "job.2|2|" + TWO + "|{}",
            "job.2|3|run #0: OK|{}",
            "job.2|4|run #1: OK|{}");
    assertThat(notices).contains("Going on with line 4 of job.2.");
  }

  @Test
  void a_text_without_a_log_is_told_after_fifty_lines_and_sent_once_a_log_begins()
      throws IOException {
    try (LogFollower follower = follower()) {
      append("console\n".repeat(49));
      drain(follower);
      assertThat(notices).noneMatch(notice -> notice.contains("not a bisection log"));
      append("console\n".repeat(5));
      drain(follower);
      assertThat(notices)
          .contains(
              log
                  + " is not a bisection log: none of its first 54 lines starts a bisection or tests a commit."
                  + " Nothing of it is published yet; reading on, in case a log begins.");
      assertThat(kafka.records()).isEmpty();
    }
    try (LogFollower follower = follower()) {
      append(ONE + "\n");
      drain(follower);
    }
    assertThat(kafka.records()).hasSize(55).endsWith("job|55|" + ONE + "|{}");
  }

  @Test
  void a_text_that_is_no_log_for_sure_is_refused_and_a_packed_one_too() throws IOException {
    append("<!DOCTYPE html>\n");
    try (LogFollower follower = follower()) {
      assertThatThrownBy(() -> drain(follower))
          .isInstanceOf(NoBisectionLog.class)
          .hasMessageContaining("it is an HTML page");
    }
    Files.write(log, new byte[] {0x1f, (byte) 0x8b, 8, '\n'});
    try (LogFollower follower = follower()) {
      assertThatThrownBy(() -> drain(follower))
          .isInstanceOf(NoBisectionLog.class)
          .hasMessageContaining("publish it without --follow");
    }
    assertThat(kafka.records()).isEmpty();
  }

  @Test
  void utf_16_and_times_are_read_also_after_a_restart() throws IOException {
    Files.write(log, ("\ufeff2024/08/01 12:00:00 " + ONE + "\r\n").getBytes(UTF_16LE));
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    Files.write(
        log, "2024/08/01 12:00:00 run #0: OK\r\n".getBytes(UTF_16LE), StandardOpenOption.APPEND);
    try (LogFollower follower = follower()) {
      drain(follower);
    }
    assertThat(kafka.records())
        .containsExactly(
            "job|1|" + ONE + "|{log.read_as=as UTF-16, without the times in front of its lines}",
            "job|2|run #0: OK|{log.read_as=as UTF-16, without the times in front of its lines}");
    assertThat(notices).anyMatch(notice -> notice.contains("is read as UTF-16, without the times"));
  }

  /** What one reading of the whole text gives. */
  private static Map<String, String> expected(List<String> all) {
    Map<String, String> expected = new TreeMap<>();
    Intake intake =
        new Intake(
            "job",
            new Splitter.Parts() {
              @Override
              public void line(String id, long number, String text) {
                expected.put(id + "|" + number, text);
              }

              @Override
              public void end(String id, long number) {}
            });
    all.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));
    if (!all.isEmpty()) {
      intake.end();
    }
    return expected;
  }

  /** Under one number there is only ever one text. */
  private void collect(Map<String, String> arrived) {
    for (String record : kafka.records()) {
      String[] parts = record.split("\\|", -1);
      if (!parts[2].equals("END")) {
        String earlier = arrived.putIfAbsent(parts[0] + "|" + parts[1], parts[2]);
        assertThat(earlier == null || earlier.equals(parts[2])).isTrue();
      }
    }
  }

  private void write(Random random, List<String> all) throws IOException {
    int lines = random.nextInt(4);
    for (int line = 0; line < lines; line++) {
      if (all.isEmpty() || random.nextInt(5) == 0) {
        put(ONE, all);
        put(TWO, all);
      }
      put(round + ": line " + (all.size() + 1), all);
    }
  }

  private void put(String text, List<String> all) throws IOException {
    all.add(text);
    append(text + "\n");
  }

  private void rotate(LogFollower follower) throws IOException {
    drain(follower);
    Files.move(log, folder.resolve("run.log." + fileCount()));
    Files.createFile(log);
    drain(follower);
  }

  /** Rotates while nobody follows; the next follower finds the old file beside the new one. */
  private void rotateUnread(Random random, List<String> all, Map<String, String> arrived)
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
