package firstbad.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A log of 2022, cause, that ends on a culprit. */
public final class SeedLog {
  public static final String CULPRIT = "e4b8954074f6d0db01c8c97d338a67f9389c042f";
  public static final String START_COMMIT = "9f7fb8de5d9bac17b6392a14af40baf555d9129b";
  public static final List<String> LINES = read();

  private SeedLog() {}

  private static List<String> read() {
    try (InputStream stream =
        Objects.requireNonNull(SeedLog.class.getResourceAsStream("/hidraw-release.txt"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
