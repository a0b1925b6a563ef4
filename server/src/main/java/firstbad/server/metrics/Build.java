package firstbad.server.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is. Maven writes it down; the launcher builds when a source changes, not when a
 * commit is made, so a build may name the commit before the one that is checked out.
 *
 * @param version as the root {@code pom.xml} gives it
 * @param commit its full hash; {@code unknown} where it was built outside of a git checkout
 * @param changed whether files differed from that commit
 */
public record Build(String version, String commit, boolean changed) {
  private static final Build THIS = read();

  /** The build of the running process. */
  public static Build current() {
    return THIS;
  }

  private static Build read() {
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("This build of firstbad has no build.properties.");
      }
      Properties build = new Properties();
      build.load(in);
      return new Build(
          build.getProperty("version"),
          build.getProperty("commit"),
          Boolean.parseBoolean(build.getProperty("changed")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For people: {@code 1.2.0 (commit 9f7fb8de5d9b, changed)}. */
  @Override
  public String toString() {
    String shortened = commit.length() > 12 ? commit.substring(0, 12) : commit;
    return version + " (commit " + shortened + (changed ? ", changed)" : ")");
  }
}
