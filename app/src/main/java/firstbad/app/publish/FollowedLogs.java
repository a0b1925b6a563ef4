package firstbad.app.publish;

import firstbad.app.cli.DisplayText;
import firstbad.app.read.ForgottenIds;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.publisher.LogFollower;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.PublishException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Publishes files while they are written, until interrupted. */
final class FollowedLogs {
  private static final long PAUSE_MS = 100;

  private final LogPublisher publisher;
  private final PublishProgress tally;
  private final Set<String> forgotten;
  private final PublishedIds ids;
  private final BooleanSupplier stopping;
  private final List<Followed> files = new ArrayList<>();

  /**
   * @param forgotten ids that cannot be used again
   * @param ids compares what is sent with what Kafka has
   */
  FollowedLogs(
      LogPublisher publisher,
      PublishProgress tally,
      Set<String> forgotten,
      PublishedIds ids,
      BooleanSupplier stopping) {
    this.publisher = publisher;
    this.forgotten = forgotten;
    this.tally = tally;
    this.ids = ids;
    this.stopping = stopping;
  }

  /**
   * A bookmark's usual place: the user's folder for state, one file for each topic, id and path.
   */
  static Path usualBookmark(String topicId, String id, Path file, Map<String, String> environment) {
    Path state =
        Optional.ofNullable(environment.get("XDG_STATE_HOME"))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".local", "state"));
    String all = topicId + "\n" + id + "\n" + file.toAbsolutePath().normalize();
    String plain = id.replaceAll("[^A-Za-z0-9.-]", "_");
    String begin = plain.substring(0, Math.min(80, plain.length()));
    return state.resolve("firstbad").resolve(begin + "-" + digest(all) + ".bookmark");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a file, unless its id cannot be used; nothing is read yet. */
  void add(Path path, String id, Map<String, String> labels, @Nullable Path bookmark) {
    if (forgotten.contains(id)) {
      tally.complain(
          DisplayText.visible(path.toString()) + " is not followed: " + ForgottenIds.refusal(id));
      return;
    }
    LogFollower follower = LogFollower.open(publisher, id, labels, path, bookmark, tally::say);
    follower.text().watchedBy(ids);
    files.add(new Followed(path.toString(), follower));
  }

  /** Follows all of them; a file that fails is told to the tally and left, the others go on. */
  void follow() throws InterruptedException {
    tally.input();
    List<Followed> left = new ArrayList<>(files);
    while (!stopping.getAsBoolean() && !left.isEmpty()) {
      boolean moved = false;
      for (Followed file : List.copyOf(left)) {
        try {
          moved |= file.step(tally);
        } catch (NoBisectionLog e) {
          tally.complain(e.sentence(DisplayText.visible(file.name)) + " It is no longer followed.");
          left.remove(file);
        } catch (PublishException e) {
          tally.complain(String.valueOf(e.getMessage()));
          left.remove(file);
        }
      }
      ids.hear();
      if (!moved) {
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  /** Says how far each log went. */
  void settle() {
    for (Followed file : files) {
      file.follower.text().parts().forEach(log -> tally.log(log.id(), log.durable()));
      file.follower.close();
    }
  }

  private record Followed(String name, LogFollower follower) {
    boolean step(PublishProgress tally) {
      return follower.step((line, number) -> tally.line(name, number, line, true));
    }
  }
}
